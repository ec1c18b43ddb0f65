//! The cases and people the demo and its documentation speak of by name.
//!
//! Their numbers never change. They were filed in 2025 and move with the day, so that each of them
//! has something behind it and something ahead of it whenever the demo is started.

use chrono::{Days, NaiveDate};
use domain::case::{CaseRelation, Visibility};
use domain::document::Disclosure;

use super::teller::Teller;
use super::{Case, Court, Party, Person, Representative, WorldOptions, days, family, plot, words};
use crate::chance::Chance;

/// The demo party: born in 1885, so nobody.
pub const PARTY_IIN: &str = "850101100012";
/// Name of the demo party.
pub const PARTY_NAME: &str = "Демобеков Мысал Улгиевич";
/// The advocate of the demo party.
pub const ADVOCATE_IIN: &str = "850612201233";
/// The court of the demo clerk and of most of the cases below.
pub const COURT: &str = "kz-7517";
/// A public civil case with everything: parties with representatives, hearings held, adjourned and
/// scheduled, documents of each kind of access, submissions of each fate, related cases.
pub const OPEN_CASE: &str = "7517-25-00-2/1";
/// A closed case of others: for the outside it does not exist.
pub const CLOSED_CASE: &str = "7517-25-00-2/2";
/// A sealed case: for all but the court it does not exist.
pub const SEALED_CASE: &str = "7517-25-00-2/3";
/// A case that was sent to another court …
pub const MOVED_CASE: &str = "7517-25-00-2/4";
/// … where it goes on under this number.
pub const MOVED_TO_CASE: &str = "7194-25-00-4/4";
/// A public case of the demo party.
pub const PARTY_CASE: &str = "7517-25-00-2/5";
/// A closed case of the demo party: visible to the party, hidden from others.
pub const PARTY_CLOSED_CASE: &str = "7517-25-00-2/6";
/// A case with more than fifty parties.
pub const CROWD_CASE: &str = "7517-25-00-2/7";
/// A case with no document.
pub const NO_DOCUMENTS_CASE: &str = "7517-25-00-2/8";
/// A number of the paper age, without a court in it: two courts have a case under it.
pub const AMBIGUOUS_NUMBER: &str = "М-17/2025";
/// The two courts that have it.
pub const AMBIGUOUS_COURTS: [&str; 2] = ["kz-7194", "kz-7594"];
/// A number that no court has given.
pub const ABSENT_NUMBER: &str = "7517-25-00-2/9";

/// The first day on which the cases of the demo can be told.
const FIRST_DAY: &str = "2026-01-15";

/// The cases of the demo; none before 15 January 2026.
pub(crate) fn cases(options: WorldOptions, courts: &[Court]) -> Vec<Case> {
    let first: Option<NaiveDate> = FIRST_DAY.parse().ok();
    if first.is_none_or(|first| options.today < first) {
        return Vec::new();
    }
    let stage = Stage { options, courts };
    let mut cases = Vec::new();
    stage.everything(&mut cases);
    stage.hidden(&mut cases);
    stage.moved(&mut cases);
    stage.own(&mut cases);
    stage.odd(&mut cases);
    stage.ambiguous(&mut cases);
    cases
}

/// True for the case that has submissions of each fate.
pub(crate) fn has_every_filing(case: &Case) -> bool {
    case.number == OPEN_CASE
}

struct Stage<'a> {
    options: WorldOptions,
    courts: &'a [Court],
}

impl Stage<'_> {
    /// The open case, its appeal on a ruling decided, its next hearing ahead.
    fn everything(&self, cases: &mut Vec<Case>) {
        let Some(mut tell) = self.begin(COURT, 1, Visibility::Public) else { return };
        let mut upper = None;
        let _ = prologue(&mut tell).and_then(|()| {
            tell.event("APPEAL_FILED");
            tell.paper("PRIVATE_COMPLAINT", Disclosure::PartiesAfterNotice);
            upper = self.appeal(&mut tell);
            self.middle(&mut tell)
        });
        cases.extend(upper);
        cases.push(tell.case);
    }

    /// An appeal on a ruling, decided long ago.
    fn appeal(&self, below: &mut Teller) -> Option<Case> {
        let court = self.court(below.case.court.as_str())?.appeals_to(self.courts)?;
        let mut chance = Chance::of(self.options.seed, "demo appeal", 1);
        let day = days::later(below.day, 4);
        let mut case = family::blank(court, "CIVIL", "APPEAL", 1, day, &mut chance);
        case.id += 2;
        case.number_as_printed = None;
        case.title = below.case.title.clone();
        case.category = below.case.category;
        case.parties.clone_from(&below.case.parties);
        case.judge = Some(Person::judge(self.options.seed, 991));
        family::link(&mut below.case, CaseRelation::AppealedIn, &mut case, CaseRelation::AppealOf);
        let mut tell = Teller::of(case, chance, self.options.today);
        let _ = plot::review(&mut tell);
        Some(tell.case)
    }

    /// A closed case of others and a sealed one.
    fn hidden(&self, cases: &mut Vec<Case>) {
        for (ordinal, visibility) in [(2, Visibility::Closed), (3, Visibility::Sealed)] {
            let Some(mut tell) = self.begin(COURT, ordinal, visibility) else { continue };
            let _ = prologue(&mut tell).and_then(|()| self.middle(&mut tell));
            cases.push(tell.case);
        }
    }

    /// A case that moved from the district court to the administrative court of another city.
    fn moved(&self, cases: &mut Vec<Case>) {
        let Some(mut from) = self.begin(COURT, 4, Visibility::Public) else { return };
        let _ = plot::reception(&mut from, "STATEMENT_OF_CLAIM").and_then(|()| from.wait(2, 4));
        from.event("TRANSFERRED");
        from.paper("RULING_OF_TRANSFER", Disclosure::PublicAct);
        let target = AMBIGUOUS_COURTS.first().and_then(|code| self.court(code));
        if let Some(court) = target {
            let mut chance = Chance::of(self.options.seed, "demo transfer", 4);
            let day = days::later(from.day, 5);
            let mut to = family::blank(court, "ADMINISTRATIVE", "FIRST", 4, day, &mut chance);
            to.id += 1;
            to.number_as_printed = None;
            to.title = from.case.title.clone();
            to.parties.clone_from(&from.case.parties);
            to.judge = Some(Person::judge(self.options.seed, 992));
            family::link(&mut from.case, CaseRelation::MovedTo, &mut to, CaseRelation::MovedFrom);
            let mut tell = Teller::of(to, chance, self.options.today);
            tell.event("REGISTERED");
            tell.event("JUDGE_ASSIGNED");
            let _ = self.middle(&mut tell);
            cases.push(tell.case);
        }
        cases.push(from.case);
    }

    /// The cases of the demo party: one public, one closed.
    fn own(&self, cases: &mut Vec<Case>) {
        for (ordinal, visibility) in [(5, Visibility::Public), (6, Visibility::Closed)] {
            let Some(mut tell) = self.begin(COURT, ordinal, visibility) else { continue };
            let side = usize::from(ordinal == 5);
            if let Some(party) = tell.case.parties.get_mut(side) {
                party.person = party_of_the_demo();
                party.representatives = vec![advocate_of_the_demo()];
            }
            retitle(&mut tell.case);
            let _ = prologue(&mut tell).and_then(|()| self.middle(&mut tell));
            cases.push(tell.case);
        }
    }

    /// A crowd, and a file that was never digitised.
    fn odd(&self, cases: &mut Vec<Case>) {
        if let Some(mut tell) = self.begin(COURT, 7, Visibility::Public) {
            let mut chance = Chance::of(self.options.seed, "demo crowd", 7);
            tell.case.parties.extend(super::people::crowd(self.options.seed, 71, &mut chance));
            let _ = prologue(&mut tell).and_then(|()| self.middle(&mut tell));
            cases.push(tell.case);
        }
        if let Some(mut tell) = self.begin(COURT, 8, Visibility::Public) {
            let _ = prologue(&mut tell).and_then(|()| plot::aftermath(&mut tell));
            tell.case.documents.clear();
            cases.push(tell.case);
        }
    }

    /// The same number of the paper age in two courts.
    fn ambiguous(&self, cases: &mut Vec<Case>) {
        for (ordinal, code) in [17, 18].into_iter().zip(AMBIGUOUS_COURTS) {
            let Some(mut tell) = self.begin(code, ordinal, Visibility::Public) else { continue };
            AMBIGUOUS_NUMBER.clone_into(&mut tell.case.number);
            let _ = prologue(&mut tell).and_then(|()| plot::aftermath(&mut tell));
            cases.push(tell.case);
        }
    }

    /// A civil case filed on 15 September 2025, or some days later.
    fn begin(&self, court: &str, ordinal: u64, visibility: Visibility) -> Option<Teller> {
        let court = self.court(court)?;
        let mut chance = Chance::of(self.options.seed, "demo", ordinal);
        let filed: NaiveDate = "2025-09-15".parse().ok()?;
        let day = days::working_from(filed + Days::new(ordinal));
        let mut case = family::blank(court, "CIVIL", "FIRST", ordinal, day, &mut chance);
        case.number_as_printed = None;
        case.visibility = visibility;
        case.category = Some("142010000600000000");
        case.judge = Some(Person::judge(self.options.seed, 990));
        case.parties = vec![
            side(
                Person::organisation(self.options.seed, ordinal),
                "PLAINTIFF",
                "EMPLOYEE",
                ordinal,
            ),
            side(
                Person::natural(self.options.seed, ordinal),
                "DEFENDANT",
                "ADVOCATE",
                ordinal + 50,
            ),
        ];
        retitle(&mut case);
        Some(Teller::of(case, chance, self.options.today))
    }

    fn court(&self, code: &str) -> Option<&Court> {
        self.courts.iter().find(|court| court.code.as_str() == code)
    }

    /// Suspended over the winter, resumed some weeks ago, heard, adjourned, to be heard again.
    fn middle(&self, tell: &mut Teller) -> Option<()> {
        let around = |shift: i64| {
            let day = self.options.today + chrono::TimeDelta::days(shift);
            days::working_from(day)
        };
        tell.event("SUSPENDED");
        tell.paper("RULING_OF_SUSPENSION", Disclosure::PublicAct);
        tell.go_to(around(-45))?;
        tell.event("RESUMED");
        tell.paper("RULING_OF_RESUMPTION", Disclosure::Parties);
        tell.hearing_on("MAIN_HEARING", around(-21), true)?;
        tell.paper("EVIDENCE", Disclosure::PartiesAfterNotice);
        tell.hearing_on("MAIN_HEARING", around(-7), false)?;
        tell.paper("SHORT_PROTOCOL", Disclosure::Parties);
        tell.paper("RECORDING", Disclosure::ViewOnly);
        tell.hearing_on("MAIN_HEARING", around(3), false)
    }
}

fn side(person: Person, role: &'static str, capacity: &'static str, index: u64) -> Party {
    let firm = (capacity == "ADVOCATE").then(|| format!("Учебная адвокатская контора № {index}"));
    let speaker = Person::natural(7, 5_000 + index);
    let representatives = vec![Representative { person: speaker, role: capacity, firm }];
    Party { person, role, representatives }
}

fn party_of_the_demo() -> Person {
    Person { name: PARTY_NAME.to_owned(), kind: "PERSON", number: PARTY_IIN.to_owned() }
}

fn advocate_of_the_demo() -> Representative {
    let name = "Примерова Динара Мысаловна".to_owned();
    let person = Person { name, kind: "PERSON", number: ADVOCATE_IIN.to_owned() };
    let firm = Some("Учебная адвокатская контора № 1".to_owned());
    Representative { person, role: "ADVOCATE", firm }
}

fn retitle(case: &mut Case) {
    case.title = words::case_title(case.kind, case.category, &case.parties);
}

/// From the claim to the end of the preparation, all in 2025.
fn prologue(tell: &mut Teller) -> Option<()> {
    plot::reception(tell, "STATEMENT_OF_CLAIM")?;
    tell.paper("POWER_OF_ATTORNEY", Disclosure::Parties);
    tell.wait(2, 4)?;
    tell.event("CASE_OPENED");
    tell.paper("RULING_OF_OPENING", Disclosure::Parties);
    tell.event("PREPARATION_STARTED");
    tell.paper("NOTICE", Disclosure::PartiesWithLegalEffect);
    let day = days::later(tell.day, 7);
    tell.hearing_on("PREPARATION_CONVERSATION", day, false)?;
    tell.paper("RESPONSE", Disclosure::PartiesAfterNotice);
    let day = days::later(tell.day, 6);
    tell.hearing_on("PRELIMINARY_HEARING", day, false)
}
