//! The world hangs together, for any seed and day.

use std::collections::HashSet;
use std::str::FromStr;

use domain::case_number::CaseNumber;
use domain::coded::CodeList;
use domain::court::Directory;
use domain::{bin::Bin, codes, iin::Iin};
use proptest::prelude::*;

use super::*;

fn world(seed: u64, cases: usize, today: &str) -> World {
    World::build(WorldOptions { seed, cases, today: today.parse().unwrap() })
}

/// Everything the world says, in one figure.
fn fingerprint(world: &World) -> String {
    let text = format!("{:?}{:?}{:?}", world.courts, world.cases, world.filings);
    paper::sha256(text.as_bytes())
}

#[test]
fn the_same_seed_and_day_give_the_same_world_and_others_do_not() {
    let one = fingerprint(&world(1, 150, "2026-11-23"));
    assert_eq!(one, fingerprint(&world(1, 150, "2026-11-23")));
    assert_ne!(one, fingerprint(&world(2, 150, "2026-11-23")));
    assert_ne!(one, fingerprint(&world(1, 150, "2026-11-24")));
}

#[test]
fn there_are_about_as_many_cases_as_asked_for() {
    let cases = world(1, 2_000, "2026-12-31").cases.len();
    assert!((1_900..2_250).contains(&cases), "{cases} cases");
}

#[test]
fn tomorrow_is_today_one_day_on() {
    let (today, later) = (world(5, 300, "2026-11-23"), world(5, 300, "2026-11-30"));
    for case in today.cases.iter().filter(|case| case.id >= family::FIRST_ORDINAL * 10) {
        let next = later.case(case.id).expect("no case is ever lost");
        assert_eq!(
            (&case.number, &case.court, &case.parties),
            (&next.number, &next.court, &next.parties)
        );
        assert!(next.events.starts_with(&case.events), "history of {} is rewritten", case.number);
        assert!(next.hearings.len() >= case.hearings.len());
    }
    assert!(later.cases.len() > today.cases.len());
}

#[test]
fn every_kind_of_life_is_lived() {
    let world = world(1, 2_000, "2026-11-23");
    let statuses: HashSet<_> = world.cases.iter().map(|case| case.status.code()).collect();
    let never = ["LEFT_WITHOUT_CONSIDERATION", "OTHER"];
    for status in CaseStatusCode::ALL.map(CaseStatusCode::code) {
        assert!(statuses.contains(status) || never.contains(&status), "no case is {status}");
    }
    let kinds: HashSet<_> = world.cases.iter().map(|case| (case.kind, case.instance)).collect();
    for kind in ["CIVIL", "CRIMINAL", "ADMINISTRATIVE", "ADMINISTRATIVE_OFFENCE"] {
        assert!(kinds.contains(&(kind, "FIRST")) && kinds.contains(&(kind, "APPEAL")), "{kind}");
    }
    assert!(kinds.contains(&("CIVIL", "CASSATION")));
    let has = |test: &dyn Fn(&Case) -> bool| world.cases.iter().filter(|case| test(case)).count();
    assert!(has(&|case| case.visibility == Visibility::Closed) > 20);
    assert!(has(&|case| case.visibility == Visibility::Sealed) > 3);
    assert!(has(&|case| case.parties.len() > 50) > 1);
    assert!(has(&|case| case.documents.is_empty()) > 1);
    assert!(has(&|case| case.number_as_printed.is_some()) > 20);
    let fates: HashSet<_> = world.filings.iter().map(|filing| filing.status.code()).collect();
    for fate in ["REJECTED", "UNKNOWN_SEND_RESULT", "CASE_OPENED", "RETURNED", "EXECUTED"] {
        assert!(fates.contains(fate), "no submission is {fate}");
    }
}

#[test]
fn the_board_of_the_demo_court_is_lively_on_any_day() {
    for today in ["2026-02-02", "2026-06-15", "2026-11-23", "2027-04-01", "2028-01-05"] {
        let world = world(1, 2_000, today);
        let today = world.options.today;
        let week = today..=today + chrono::TimeDelta::days(14);
        let ahead = world
            .cases
            .iter()
            .filter(|case| case.court.as_str() == demo::COURT)
            .flat_map(|case| &case.hearings)
            .filter(|hearing| week.contains(&hearing.starts_at.date()))
            .count();
        assert!(ahead >= 6, "{ahead} hearings in two weeks from {today}");
    }
}

#[test]
fn the_cases_of_the_demo_are_what_their_names_say() {
    for today in ["2026-01-15", "2026-11-23", "2029-07-03"] {
        let world = world(1, 20, today);
        let one = |number: &str| {
            let found = world.cases_by_number(number, None);
            assert_eq!(found.len(), 1, "{number} on {today}");
            found[0]
        };
        let open = one(demo::OPEN_CASE);
        assert_eq!((open.court.as_str(), open.visibility), (demo::COURT, Visibility::Public));
        assert!(
            open.hearings.iter().any(|hearing| hearing.starts_at.date() >= world.options.today)
        );
        assert!(open.hearings.iter().any(|hearing| hearing.status == "ADJOURNED"), "on {today}");
        assert!(open.related.iter().any(|other| other.relation == CaseRelation::AppealedIn));
        assert_eq!(one(demo::CLOSED_CASE).visibility, Visibility::Closed);
        assert_eq!(one(demo::SEALED_CASE).visibility, Visibility::Sealed);
        let (moved, target) = (one(demo::MOVED_CASE), one(demo::MOVED_TO_CASE));
        assert_eq!(moved.status, CaseStatusCode::Transferred);
        assert_eq!((moved.related[0].id, target.related[0].id), (target.id, moved.id));
        for number in [demo::PARTY_CASE, demo::PARTY_CLOSED_CASE] {
            let own = |party: &Party| party.person.number == demo::PARTY_IIN;
            assert!(one(number).parties.iter().any(own));
        }
        assert!(one(demo::CROWD_CASE).parties.len() > 50);
        assert!(one(demo::NO_DOCUMENTS_CASE).documents.is_empty());
        let courts: HashSet<_> = world
            .cases_by_number(demo::AMBIGUOUS_NUMBER, None)
            .iter()
            .map(|case| case.court.as_str().to_owned())
            .collect();
        assert_eq!(courts, demo::AMBIGUOUS_COURTS.map(str::to_owned).into());
        assert!(world.cases_by_number(demo::ABSENT_NUMBER, None).is_empty());
    }
}

#[test]
fn a_day_before_the_demo_has_no_demo_and_still_a_world() {
    let world = world(1, 200, "2025-06-02");
    assert!(world.cases_by_number(demo::OPEN_CASE, None).is_empty());
    assert!(world.cases.len() > 50);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_world_hangs_together(seed in any::<u64>(), day in 0_u64..1_400) {
        let first: NaiveDate = "2024-01-01".parse().unwrap();
        let today = first + chrono::Days::new(day);
        let world = World::build(WorldOptions { seed, cases: 220, today });
        let mut keys = HashSet::new();
        for case in &world.cases {
            prop_assert!(keys.insert((case.court.clone(), case.number.clone())), "{} twice", case.number);
            check_case(&world, case);
            for hearing in &case.hearings {
                check_hearing(&world, case, hearing);
            }
            for document in &case.documents {
                check_document(&world, case, document);
            }
        }
        let mut tickets = HashSet::new();
        for filing in &world.filings {
            prop_assert!(tickets.insert(&filing.ticket), "ticket {} twice", filing.ticket);
            check_filing(&world, filing);
        }
    }
}

fn check_case(world: &World, case: &Case) {
    let number = &case.number;
    let now = days::at(world.options.today, 0, 0);
    if number != demo::AMBIGUOUS_NUMBER {
        let parsed = CaseNumber::from_str(number).expect(number);
        assert_eq!(&parsed.to_string(), number, "canonical writing");
        assert_eq!(parsed.year(), chrono::Datelike::year(&case.filed_at));
        if let Some(printed) = &case.number_as_printed {
            assert_eq!(CaseNumber::from_str(printed).expect(printed), parsed);
        }
        if let Some(court) = Directory::kazakhstan().court_of(&parsed) {
            assert_eq!(court.code, case.court, "{number} names another court");
        }
    }
    known(CodeList::CaseKind, case.kind);
    known(CodeList::Instance, case.instance);
    if let Some(category) = case.category {
        known(CodeList::CaseCategory, category);
    }
    assert!(case.filed_at < now, "{number} is filed in the future");
    let times: Vec<_> = case.events.iter().map(|event| event.at).collect();
    assert!(times.is_sorted(), "{number}: events out of order {times:?}");
    assert!(times.first().is_none_or(|first| *first >= case.filed_at), "{number}");
    assert!(times.last().is_none_or(|last| *last < now), "{number}: an event of the future");
    for event in &case.events {
        known(CodeList::CaseEvent, event.kind);
    }
    let begin = (CaseStatusCode::Received, case.filed_at);
    let (status, since) = case.events.iter().fold(begin, |(status, since), event| {
        teller::status_after(status, event.kind).map_or((status, since), |next| (next, event.at))
    });
    assert_eq!((case.status, case.status_since), (status, since), "{number}: status and events");
    if let Some(closed) = case.closed_on {
        assert!(closed >= case.filed_at.date() && closed < world.options.today);
    }
    assert!(case.hearings.iter().map(|hearing| hearing.starts_at).is_sorted(), "{number}");
    for party in &case.parties {
        known(CodeList::PartyRole, party.role);
        check_person(&party.person);
        for speaker in &party.representatives {
            known(CodeList::RepresentativeRole, speaker.role);
            check_person(&speaker.person);
        }
    }
    assert!(case.parties.len() >= 2, "{number}");
    for text in [&case.title.kk, &case.title.ru, &case.title.en] {
        let text = text.as_deref().expect("a title in each language");
        assert!(["синтет", "synthetic"].iter().any(|mark| text.contains(mark)), "{text}");
    }
    for other in &case.related {
        let found = world.case(other.id).expect("the other case is there");
        assert_eq!((&found.number, &found.court), (&other.number, &other.court));
        assert!(found.related.iter().any(|back| back.id == case.id), "{number}: one way only");
    }
}

fn check_hearing(world: &World, case: &Case, hearing: &Hearing) {
    known(CodeList::HearingKind, hearing.kind);
    known(CodeList::HearingStatus, hearing.status);
    known(CodeList::HearingMode, hearing.mode);
    let day = hearing.starts_at.date();
    assert!(days::is_working(day) && day >= case.filed_at.date());
    let ahead = matches!(hearing.status, "SCHEDULED" | "NOTIFIED");
    assert_eq!(ahead, day >= world.options.today, "{} is {}", case.number, hearing.status);
    assert_eq!(ahead, hearing.ends_at.is_none());
    assert!(hearing.ends_at.is_none_or(|end| end > hearing.starts_at && end.date() == day));
    assert_eq!(hearing.room.is_none(), hearing.mode == "VIDEO");
    if case.visibility != Visibility::Public {
        assert!(hearing.closed_session);
    }
}

fn check_document(world: &World, case: &Case, document: &Document) {
    known(CodeList::DocumentKind, document.kind);
    assert!(document.issued_at >= case.filed_at);
    assert!(document.issued_at.date() < world.options.today);
    assert!(document.in_force_on.is_none_or(|day| day >= document.issued_at.date()));
    let public = document.disclosure == Disclosure::PublicAct;
    assert!(!public || case.visibility == Visibility::Public, "an act of a hidden case is open");
    assert_eq!(world.document(&document.id).map(|(case, _)| case.id), Some(case.id));
}

fn check_filing(world: &World, filing: &Filing) {
    known(CodeList::FilingKind, filing.kind);
    let clocks: Vec<_> =
        [filing.submitted_at, filing.sent_at, filing.delivered_at, filing.registered_at]
            .into_iter()
            .flatten()
            .collect();
    let now = days::at(world.options.today, 8, 0);
    assert!(clocks.is_sorted() && clocks.iter().all(|clock| *clock < now), "{clocks:?}");
    assert!(filing.status_since <= now.max(days::at(world.options.today, 12, 0)));
    assert_eq!(filing.reason.is_some(), filing.status == FilingStatusCode::Rejected);
    if filing.status == FilingStatusCode::Rejected
        || filing.status == FilingStatusCode::UnknownSendResult
    {
        assert_eq!(filing.registered_at, None);
    }
    assert_eq!(filing.ticket.chars().count(), 15);
    let astray = filing.status == FilingStatusCode::Rejected;
    assert!(filing.case.map_or(astray, |case| world.case(case).is_some()));
}

fn check_person(person: &Person) {
    if person.kind == "PERSON" {
        let iin = Iin::from_str(&person.number).expect(&person.number);
        let born = iin.born_on().expect("a date");
        assert!((1885..1900).contains(&chrono::Datelike::year(&born)), "a living person?");
    } else {
        Bin::from_str(&person.number).expect(&person.number);
    }
    known(CodeList::PartyKind, person.kind);
}

fn known(list: CodeList, code: &str) {
    assert!(codes::contains(list, code), "{list:?} has no {code}");
}
