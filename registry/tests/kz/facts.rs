//! What the registries tell of a case is what the world knows of it.

use domain::case::Visibility;
use domain::coded::Coded;
use domain::language::Text;
use registry::capability::Part;
use registry::outcome::Outcome;
use registry::port::{CaseAnswer, CaseQuery, Registry};
use simulator::demo;
use simulator::world::{Case, paper};

use crate::systems::{Systems, call, documents, filings, found, key, moment, query, rows};

#[tokio::test]
async fn every_case_comes_whole_and_fifty_at_once() {
    let systems = Systems::start(150).await;
    let all: Vec<&Case> = systems.world().cases.iter().collect();
    for fifty in all.chunks(50) {
        systems.simulators.torelik.counters.reset();
        let answers = systems.cases(fifty).await;
        assert_eq!(systems.simulators.torelik.counters.total(), 1, "one request for fifty");
        for (case, answer) in fifty.iter().zip(&answers) {
            let answer = found(answer);
            assert!(answer.complete, "{}: {:?}", case.number, answer.reason);
            head_agrees(case, &answer.value);
            parties_agree(case, &answer.value);
            hearings_agree(case, &answer.value);
            events_agree(case, &answer.value);
        }
    }
}

#[tokio::test]
async fn one_case_comes_by_number_by_id_and_without_its_court() {
    let systems = Systems::start(5).await;
    let case = systems.world().cases_by_number(demo::OPEN_CASE, None)[0];
    let plain = query(case);
    let by_id = CaseQuery { upstream_id: Some(case.id.to_string()), ..plain.clone() };
    let nowhere = CaseQuery { court: None, ..plain.clone() };
    for query in [plain, by_id, nowhere] {
        let answers = systems.torelik.cases(std::slice::from_ref(&query), &call()).await;
        head_agrees(case, &found(&answers[0]).value);
    }
}

#[tokio::test]
async fn an_absent_case_is_proved_absent_alone_and_among_others() {
    let systems = Systems::start(5).await;
    let absent = CaseQuery {
        court: Some(demo::COURT.into()),
        number: demo::ABSENT_NUMBER.to_owned(),
        upstream_id: None,
    };
    let there = query(systems.world().cases_by_number(demo::OPEN_CASE, None)[0]);
    let alone = systems.torelik.cases(std::slice::from_ref(&absent), &call()).await;
    let Outcome::Absent(proof) = &alone[0] else { panic!("{alone:?}") };
    assert!(proof.rule.contains("DELO_NE_NAIDENO"), "{proof:?}");
    let both = systems.torelik.cases(&[absent, there], &call()).await;
    assert!(matches!(both[0], Outcome::Absent(_)), "{both:?}");
    assert!(both[1].found().is_some());
}

#[tokio::test]
async fn an_ambiguous_number_without_a_court_is_neither_found_nor_absent() {
    let systems = Systems::start(5).await;
    let number = demo::AMBIGUOUS_NUMBER.to_owned();
    let query = CaseQuery { court: None, number: number.clone(), upstream_id: None };
    let answers = systems.torelik.cases(&[query], &call()).await;
    assert!(matches!(answers[0], Outcome::Unavailable(_)), "{answers:?}");
    let both = demo::AMBIGUOUS_COURTS.map(|court| CaseQuery {
        court: Some(court.into()),
        number: number.clone(),
        upstream_id: None,
    });
    let answers = systems.torelik.cases(&both, &call()).await;
    let ids = answers.iter().map(|answer| found(answer).value.case.key.upstream_id.clone());
    let ids: std::collections::HashSet<_> = ids.collect();
    assert_eq!(ids.len(), 2, "two cases that never merge");
}

#[tokio::test]
async fn documents_of_many_cases_come_by_one_request() {
    let systems = Systems::start(90).await;
    let cases: Vec<&Case> = systems.world().cases.iter().take(80).collect();
    let mut keys: Vec<_> = cases.iter().map(|case| key(case)).collect();
    keys.push(domain::key::CaseKey { number: demo::ABSENT_NUMBER.to_owned(), ..keys[0].clone() });
    let answers = systems.archive.part(Part::Documents, &keys, &call()).await;
    assert_eq!(systems.simulators.archive.counters.total(), 1);
    assert!(matches!(answers[80], Outcome::Absent(_)), "{:?}", answers[80]);
    for (case, answer) in cases.iter().zip(&answers) {
        let answer = found(answer);
        assert!(answer.complete);
        let told = documents(&answer.value);
        assert_eq!(told.len(), case.documents.len(), "{}", case.number);
        for (told, known) in told.iter().zip(&case.documents) {
            let bytes = paper::bytes(known);
            assert_eq!(told.key.local, known.id);
            assert_eq!(code(told.kind.as_ref()), known.kind);
            assert!(same_words(told.title.as_ref(), &known.title));
            assert_eq!(told.issued_on, Some(known.issued_at.date()));
            assert_eq!(told.in_force_on, known.in_force_on);
            assert_eq!(told.page_count, Some(known.page_count));
            assert_eq!(told.size_bytes, u64::try_from(bytes.len()).ok());
            assert_eq!(told.sha256, Some(paper::sha256(&bytes)));
            assert_eq!(told.disclosure, known.disclosure);
            assert_eq!(told.signatures.len(), known.signatures.len());
            let signed = told.signatures.first().and_then(|by| by.claimed_signing_time);
            assert_eq!(signed, known.signatures.first().map(|by| moment(by.2)));
        }
    }
}

#[tokio::test]
async fn submissions_keep_three_clocks_and_the_words_of_their_status() {
    let systems = Systems::start(60).await;
    let cases: Vec<&Case> = systems.world().cases.iter().take(40).collect();
    let keys: Vec<_> = cases.iter().map(|case| key(case)).collect();
    let answers = systems.cabinet.part(Part::Filings, &keys, &call()).await;
    let mut seen = 0;
    for (case, answer) in cases.iter().zip(&answers) {
        let answer = found(answer);
        assert!(answer.complete, "{}", case.number);
        let told = filings(&answer.value);
        let known = systems.world().filings_of(case.id);
        assert_eq!(told.len(), known.len(), "{}", case.number);
        for known in known {
            let told = told.iter().find(|told| told.key.local == known.id.to_string());
            let told = told.expect("the submission");
            let status = told.status.as_ref().expect("a status");
            assert_eq!(told.ticket.as_deref(), Some(known.ticket.as_str()));
            assert_eq!(code(told.kind.as_ref()), known.kind);
            assert_eq!(status.code, known.status);
            assert_eq!(status.since, Some(moment(known.status_since)));
            let reason = known.reason.is_none_or(|reason| {
                status.original.as_deref().is_some_and(|text| text.ends_with(reason))
            });
            assert!(reason, "the reason of a rejection is kept: {status:?}");
            assert_eq!(told.court, Some(known.court.clone()));
            assert_eq!(told.submitted_at, known.submitted_at.map(moment));
            assert_eq!(told.sent_at, known.sent_at.map(moment));
            assert_eq!(told.delivered_at, known.delivered_at.map(moment));
            assert_eq!(told.registered_at, known.registered_at.map(moment));
            assert_eq!(told.filer_number.as_deref(), Some(known.filer.as_str()));
            seen += 1;
        }
    }
    assert!(seen > 40, "{seen} submissions");
}

#[tokio::test]
async fn a_case_without_submissions_is_a_proved_empty_list() {
    let systems = Systems::start(5).await;
    let case = systems.world().cases_by_number(demo::OPEN_CASE, None)[0];
    let nothing = domain::key::CaseKey { number: demo::ABSENT_NUMBER.to_owned(), ..key(case) };
    let answers = systems.cabinet.part(Part::Filings, &[nothing], &call()).await;
    let answer = found(&answers[0]);
    assert!(answer.complete && filings(&answer.value).is_empty());
}

fn head_agrees(case: &Case, answer: &CaseAnswer) {
    let told = &answer.case;
    assert_eq!(told.key, key(case));
    assert_eq!(told.number_as_printed, case.number_as_printed);
    assert!(same_words(told.title.as_ref(), &case.title));
    assert_eq!(code(told.kind.as_ref()), case.kind);
    assert_eq!(code(told.instance.as_ref()), case.instance);
    let status = told.status.as_ref().expect("a status");
    assert_eq!((status.code, status.since), (case.status, Some(moment(case.status_since))));
    let category = told.category.as_ref().map(|category| category.code.as_str());
    assert_eq!(category, case.category);
    assert_eq!(told.judge, case.judge);
    assert_eq!(told.filed_on, Some(case.filed_at.date()));
    assert_eq!(told.filed_at, Some(moment(case.filed_at)));
    assert_eq!(told.closed_on, case.closed_on);
    assert_eq!(told.visibility, case.visibility);
    assert_eq!(told.upstream_version, Some(case.revision().to_string()));
    let mut related: Vec<_> =
        told.related.iter().map(|other| (other.number.clone(), other.relation)).collect();
    let mut known: Vec<_> =
        case.related.iter().map(|other| (other.number.clone(), other.relation)).collect();
    related.sort_by(|one, other| one.0.cmp(&other.0));
    known.sort_by(|one, other| one.0.cmp(&other.0));
    assert_eq!(related, known);
    assert!(told.related.iter().all(|other| other.court.is_some() && other.upstream_id.is_some()));
}

fn parties_agree(case: &Case, answer: &CaseAnswer) {
    let told = rows!(answer, Parties);
    assert_eq!(told.len(), case.parties.len());
    for (told, known) in told.iter().zip(&case.parties) {
        assert_eq!(told.name.as_deref(), Some(known.person.name.as_str()));
        assert_eq!(code(told.kind.as_ref()), known.person.kind);
        assert_eq!(code(told.role.as_ref()), known.role);
        assert_eq!(told.person_number.as_deref(), Some(known.person.number.as_str()));
        assert_eq!(told.representatives.len(), known.representatives.len());
        for (told, known) in told.representatives.iter().zip(&known.representatives) {
            assert_eq!(told.name.as_deref(), Some(known.person.name.as_str()));
            assert_eq!(code(told.role.as_ref()), known.role);
            assert_eq!(told.firm, known.firm);
            assert_eq!(told.person_number.as_deref(), Some(known.person.number.as_str()));
        }
    }
}

fn hearings_agree(case: &Case, answer: &CaseAnswer) {
    let told = rows!(answer, Hearings);
    assert_eq!(told.len(), case.hearings.len());
    for (told, known) in told.iter().zip(&case.hearings) {
        assert_eq!(told.court, case.court);
        assert_eq!(code(told.kind.as_ref()), known.kind);
        assert_eq!(code(told.status.as_ref()), known.status);
        assert_eq!(code(told.mode.as_ref()), known.mode);
        assert_eq!(told.when.starts_at, Some(moment(known.starts_at)));
        assert_eq!(told.when.ends_at, known.ends_at.map(moment));
        assert_eq!(told.when.starts_on, Some(known.starts_at.date()));
        assert_eq!(told.when.time_zone.as_deref(), Some("Asia/Almaty"));
        assert_eq!(told.room, known.room);
        assert_eq!(told.judge.as_deref(), Some(known.judge.as_str()));
        assert_eq!(told.result.is_some(), known.result.is_some());
        assert_eq!(told.visibility == Visibility::Closed, known.closed_session);
    }
}

fn events_agree(case: &Case, answer: &CaseAnswer) {
    let told = rows!(answer, Events);
    assert_eq!(told.len(), case.events.len());
    for (told, known) in told.iter().zip(&case.events) {
        assert_eq!(told.kind.code, known.kind, "{told:?}");
        assert_eq!(told.occurred_at, Some(moment(known.at)));
        assert_eq!(told.occurred_on, Some(known.at.date()));
    }
}

fn code(coded: Option<&Coded>) -> &str {
    &coded.expect("a code").code
}

fn same_words(told: Option<&Text>, known: &Text) -> bool {
    told.is_some_and(|told| (&told.kk, &told.ru, &told.en) == (&known.kk, &known.ru, &known.en))
}
