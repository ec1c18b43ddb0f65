//! Recording heads of cases: identity, age, completeness, contradictions.

use domain::case::{
    CaseRelation, CaseStatusCode, RelatedCase, RelatedDate, RelatedDateKind, Visibility,
};
use domain::key::CourtCode;
use domain::language::Text;
use domain::scope::Scope;
use entities::cases::{self, CaseFilter, CaseOrder, CaseRow, RecordResult};
use entities::parts::{self, PartResult, PartRows, PartSet};
use entities::{CaseId, Db, Recorded, quarantine};

use crate::support::{
    at, case, day, noon, on_both, only, party, record, record_at, recorded, with_status,
};

async fn read(db: &Db, id: CaseId) -> CaseRow {
    only(cases::by_ids(db, &Scope::All, &[id]).await.expect("the case is read"))
}

on_both! {
    async fn reads_back_what_was_recorded(db: &Db) {
        let mut told = with_status(
            case("kz-7599", "7599-26-00-2/1", Some("2026-01-15")),
            CaseStatusCode::Trial,
            Some("2026-02-01T03:04:05.678901Z"),
        );
        told.title = Some(Text::trilingual("қазақша", "русский", "english"));
        told.filed_at = Some(at("2026-01-15T05:00:00Z"));
        told.key.upstream_id = Some("42".to_owned());
        told.upstream_version = Some("W/\"7\"".to_owned());
        let id = record(db, &told).await;

        let row = only(cases::by_ids(db, &Scope::Public, &[id]).await.expect("reads"));
        assert_eq!(row.case, told);
        assert_eq!((row.case_id, row.as_of, row.complete), (id, noon(), true));
        let same = only(cases::by_keys(db, &Scope::All, &[told.key.clone()]).await.expect("reads"));
        assert_eq!(same, row);
        let found = cases::by_number(db, &Scope::Public, "7599-26-00-2/1", None).await;
        assert_eq!(only(found.expect("reads")), row);
    }

    async fn another_upstream_id_under_one_number_is_another_case(db: &Db) {
        let mut first = case("us-flca02", "2D21-1", Some("2021-01-01"));
        first.key.upstream_id = Some("a".to_owned());
        let mut second = case("us-flca02", "2D21-1", Some("2022-02-02"));
        second.key.upstream_id = Some("b".to_owned());
        second.title = Some(Text::original("quite another"));
        let first_id = record(db, &first).await;
        let second_id = record(db, &second).await;

        assert_ne!(first_id, second_id);
        assert_eq!(read(db, first_id).await.case, first);
        let court = CourtCode::new("us-flca02");
        let found = cases::by_number(db, &Scope::Public, "2D21-1", Some(&court)).await;
        let found: Vec<_> = found.expect("reads").into_iter().map(|row| row.case_id).collect();
        assert_eq!(found, [first_id, second_id]);
        let elsewhere = CourtCode::new("us-flca03");
        let none = cases::by_number(db, &Scope::Public, "2D21-1", Some(&elsewhere)).await;
        assert!(none.expect("reads").is_empty());
    }

    async fn sets_aside_another_case_under_a_known_key(db: &Db) {
        let known = case("kz-7599", "7599-26-00-2/5", Some("2026-01-15"));
        let id = record(db, &known).await;
        let mut other = case("kz-7599", "7599-26-00-2/5", Some("2025-11-30"));
        other.title = Some(Text::original("Иной спор"));
        for _ in 0..2 {
            let result = record_at(db, &other, at("2026-03-03T00:00:00Z")).await;
            assert_eq!(result, RecordResult::Quarantined { known: id });
            assert_eq!(result.case_id(), None);
        }
        assert_eq!(read(db, id).await.case, known, "the known case is untouched");
        assert_eq!(read(db, id).await.as_of, noon());
        let not_found = CaseFilter { text: Some("иной".to_owned()), ..CaseFilter::default() };
        let count = cases::count(db, &Scope::All, &not_found, 10).await.expect("counts");
        assert_eq!(count.rows, 0, "its words are not searched");

        let aside = only(quarantine::open(db).await.expect("reads"));
        assert_eq!((aside.known, aside.record), (id, other));

        let parties = [party("1", "Чужой", None)];
        let registry = known.key.registry.clone();
        let set = PartSet {
            case: id,
            registry: &registry,
            rows: PartRows::Parties(&parties),
            as_of: at("2026-03-03T00:00:00Z"),
            raw_sha256: "11",
            complete: true,
        };
        let frozen = parts::record(db, &[set]).await.expect("answers");
        assert_eq!(frozen, [PartResult::Frozen], "nobody knows whose they are");
        let resolved_at = at("2026-03-04T00:00:00Z");
        assert!(quarantine::resolve(db, aside.quarantine_id, resolved_at).await.expect("writes"));
        assert!(!quarantine::resolve(db, aside.quarantine_id, resolved_at).await.expect("writes"));
        assert!(quarantine::open(db).await.expect("reads").is_empty());
        let taken = parts::record(db, &[set]).await.expect("answers");
        assert_eq!(taken, [PartResult::Recorded]);
    }

    async fn one_corrected_fact_is_no_contradiction(db: &Db) {
        let id = record(db, &case("kz-7599", "7599-26-00-2/6", Some("2026-01-15"))).await;
        let later = at("2026-03-03T00:00:00Z");
        let moved = case("kz-7599", "7599-26-00-2/6", Some("2026-01-16"));
        assert_eq!(record_at(db, &moved, later).await, RecordResult::Updated(id));
        let mut renamed = moved.clone();
        renamed.title = Some(Text::original("Новое название"));
        assert_eq!(record_at(db, &renamed, later).await, RecordResult::Updated(id));
        let mut respelled = case("kz-7599", "7599-26-00-2/6", Some("2026-01-17"));
        respelled.title = Some(Text::original("  НОВОЕ  название "));
        assert_eq!(record_at(db, &respelled, later).await, RecordResult::Updated(id));
        assert_eq!(read(db, id).await.case, respelled);
    }

    async fn an_older_record_changes_nothing(db: &Db) {
        let mut newer = case("kz-7599", "7599-26-00-2/7", Some("2026-01-15"));
        newer.judge = Some("Новый".to_owned());
        let id = record(db, &newer).await;
        let mut older = newer.clone();
        older.judge = Some("Старый".to_owned());
        let before = at("2026-03-02T06:59:59.999999Z");
        assert_eq!(record_at(db, &older, before).await, RecordResult::Outdated(id));
        assert_eq!(read(db, id).await.case, newer);
        assert_eq!(record_at(db, &older, noon()).await, RecordResult::Updated(id));
        assert_eq!(read(db, id).await.case, older, "of the same moment, the last one told counts");
    }

    async fn an_incomplete_record_fills_in_and_opens_nothing(db: &Db) {
        let mut whole = with_status(
            case("kz-7599", "7599-26-00-2/8", Some("2026-01-15")),
            CaseStatusCode::Trial,
            Some("2026-02-01T00:00:00Z"),
        );
        whole.visibility = Visibility::Closed;
        whole.judge = Some("Судья".to_owned());
        let id = record(db, &whole).await;

        let mut listed = case("kz-7599", "7599-26-00-2/8", None);
        listed.title = None;
        listed.kind = None;
        listed.closed_on = Some(day("2026-03-01"));
        let listed = with_status(listed, CaseStatusCode::Trial, None);
        let later = at("2026-03-03T00:00:00Z");
        let list =
            Recorded { value: &listed, as_of: later, raw_sha256: "22", complete: false };
        let result = only(cases::record(db, &[list]).await.expect("writes"));
        assert_eq!(result, RecordResult::Updated(id));
        let row = read(db, id).await;
        let mut expected = whole.clone();
        expected.closed_on = listed.closed_on;
        assert_eq!(row.case, expected, "what the list does not tell stays");
        assert_eq!((row.as_of, row.complete), (later, false));
        let filter = CaseFilter { text: Some("Дело".to_owned()), ..CaseFilter::default() };
        let found = cases::count(db, &Scope::All, &filter, 10).await.expect("counts");
        assert_eq!(found.rows, 1, "the words of the title stay");

        let moved_on = with_status(listed.clone(), CaseStatusCode::Decided, None);
        let list = Recorded { value: &moved_on, ..list };
        cases::record(db, &[list]).await.expect("writes");
        let status = read(db, id).await.case.status.expect("a status is known");
        assert_eq!((status.code, status.since), (CaseStatusCode::Decided, None));

        let mut bare = case("kz-7599", "7599-26-00-2/8", None);
        bare.title = None;
        record_at(db, &bare, at("2026-03-04T00:00:00Z")).await;
        assert_eq!(read(db, id).await.case, bare, "a complete record stands for all");
    }

    async fn a_key_that_comes_twice_in_a_batch_is_recorded_in_order(db: &Db) {
        let first = case("kz-7599", "7599-26-00-2/9", Some("2026-01-15"));
        let mut second = first.clone();
        second.judge = Some("Второй".to_owned());
        let mut third = case("kz-7599", "7599-26-00-2/9", Some("2020-01-01"));
        third.title = Some(Text::original("Третье"));
        let other = case("kz-7599", "7599-26-00-2/10", None);
        let batch = [recorded(&first), recorded(&second), recorded(&other), recorded(&third)];
        let results = cases::record(db, &batch).await.expect("writes");
        let id = results[0].case_id().expect("inserted");
        assert_eq!(results[0], RecordResult::Inserted(id));
        assert_eq!(results[1], RecordResult::Updated(id));
        assert!(matches!(results[2], RecordResult::Inserted(other) if other != id));
        assert_eq!(results[3], RecordResult::Quarantined { known: id });
        assert_eq!(read(db, id).await.case, second);
        assert!(cases::record(db, &[]).await.expect("writes").is_empty());
    }

    async fn a_large_batch_takes_a_few_statements(db: &Db) {
        let told: Vec<_> = (0..1_000)
            .map(|n| case("kz-7599", &format!("7599-26-00-2/{n}"), Some("2026-01-15")))
            .collect();
        let batch: Vec<_> = told.iter().map(recorded).collect();
        let before = db.meter().statements();
        let results = cases::record(db, &batch).await.expect("writes");
        let statements = db.meter().statements() - before;
        assert!(results.iter().all(|result| matches!(result, RecordResult::Inserted(_))));
        assert!(statements <= 20, "{statements} statements for 1000 cases");
        let keys: Vec<_> = told.iter().take(100).map(|case| case.key.clone()).collect();
        assert_eq!(cases::by_keys(db, &Scope::Public, &keys).await.expect("reads").len(), 100);
    }

    async fn tells_relations_but_not_to_hidden_cases(db: &Db) {
        let related = |number: &str, court: Option<&str>| RelatedCase {
            relation: CaseRelation::AppealOf,
            number: number.to_owned(),
            registry: None,
            court: court.map(CourtCode::new),
            court_name: Some("Суд".to_owned()),
            upstream_id: None,
            original: Some("апелляция".to_owned()),
            dates: vec![RelatedDate { kind: RelatedDateKind::Decided, on: day("2025-12-01") }],
        };
        let mut told = case("kz-7599", "7599-26-00-2а/1", Some("2026-01-15"));
        told.related = vec![related("1-25", Some("kz-7501")), related("2-25", None)];
        let id = record(db, &told).await;
        let numbers = async |scope: &Scope| -> Vec<String> {
            let rows = cases::relations(db, scope, &[id]).await.expect("reads");
            rows.into_iter().map(|(_, related)| related.number).collect()
        };
        let rows = cases::relations(db, &Scope::Public, &[id]).await.expect("reads");
        let rows: Vec<_> = rows.into_iter().map(|(_, related)| related).collect();
        assert_eq!(rows, told.related, "unknown cases hide nothing");

        let mut sealed = case("kz-7501", "1-25", None);
        sealed.visibility = Visibility::Sealed;
        record(db, &sealed).await;
        assert_eq!(numbers(&Scope::Public).await, ["2-25"]);
        assert_eq!(numbers(&Scope::All).await, ["1-25", "2-25"]);
        let mut elsewhere = case("kz-9999", "2-25", None);
        elsewhere.visibility = Visibility::Closed;
        record(db, &elsewhere).await;
        assert!(numbers(&Scope::Public).await.is_empty(), "it might be that one");

        told.related.clear();
        record(db, &told).await;
        assert!(numbers(&Scope::All).await.is_empty(), "a complete record replaces them");
        let filter = CaseFilter::default();
        let page = cases::search(db, &Scope::All, &filter, CaseOrder::FiledOnDesc, None, 10).await;
        assert!(page.expect("reads").rows.iter().all(|row| row.case.related.is_empty()));
    }
}
