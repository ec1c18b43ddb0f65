//! Parts of cases: sets that replace, rows that are read back, numbers that are not kept.

use domain::case::Visibility;
use domain::coded::{CodeList, Coded};
use domain::document::{Disclosure, Document, DocumentSignature};
use domain::event::CaseEvent;
use domain::filing::{Filing, FilingStatus, FilingStatusCode};
use domain::hearing::TimePrecision;
use domain::key::{CourtCode, RegistryCode};
use domain::language::Text;
use domain::party::{Party, Representative};
use domain::scope::Scope;
use entities::parts::{self, PartKind, PartResult, PartRows, PartSet};
use entities::{CaseId, Db};
use sea_orm::ConnectionTrait;

use crate::support::{at, case, day, hearing, noon, on_both, only, part_key, party, record};

fn set<'a>(case: CaseId, registry: &'a RegistryCode, rows: PartRows<'a>) -> PartSet<'a> {
    PartSet { case, registry, rows, as_of: noon(), raw_sha256: "66", complete: true }
}

async fn write(db: &Db, set: PartSet<'_>) -> PartResult {
    only(parts::record(db, &[set]).await.expect("the part is recorded"))
}

async fn names(db: &Db, id: CaseId) -> Vec<String> {
    let rows = parts::parties(db, &Scope::Public, &[id], 100).await.expect("parties are read");
    rows.into_iter().filter_map(|row| row.value.name).collect()
}

fn document() -> Document {
    Document {
        key: part_key("d1"),
        kind: Some(Coded::read(CodeList::DocumentKind, "DECISION", "решение")),
        title: Some(Text::trilingual("Шешім", "Решение", "Decision")),
        issued_on: Some(day("2026-02-01")),
        in_force_on: Some(day("2026-03-01")),
        page_count: Some(12),
        size_bytes: Some(9_007_199_254_740_993),
        sha256: Some("ab".repeat(32)),
        media_type: Some("application/pdf".to_owned()),
        upstream_url: Some("https://registry.example/d1".to_owned()),
        event: Some("e1".to_owned()),
        filed_by: vec!["Истец".to_owned()],
        note: Some("примечание".to_owned()),
        disclosure: Disclosure::PartiesWithLegalEffect,
        signatures: vec![DocumentSignature {
            signer_name: Some("Судья".to_owned()),
            signer_role: None,
            claimed_signing_time: Some(at("2026-02-01T05:00:00.123456Z")),
        }],
    }
}

fn filing() -> Filing {
    Filing {
        key: part_key("f1"),
        ticket: Some("T-1".to_owned()),
        kind: Some(Coded::new(CodeList::FilingKind, "CLAIM")),
        status: Some(FilingStatus {
            code: FilingStatusCode::Registered,
            since: Some(at("2026-01-16T04:00:00Z")),
            original: Some("зарегистрировано".to_owned()),
        }),
        court: Some(CourtCode::new("kz-7599")),
        submitted_at: Some(at("2026-01-15T18:59:59.999999Z")),
        sent_at: Some(at("2026-01-15T19:00:01Z")),
        delivered_at: None,
        registered_at: Some(at("2026-01-16T04:00:00Z")),
        filer_number: Some("850101100012".to_owned()),
    }
}

fn event(local: &str) -> CaseEvent {
    CaseEvent {
        key: part_key(local),
        occurred_on: Some(day("2026-01-16")),
        occurred_at: None,
        precision: TimePrecision::Day,
        kind: Coded::read(CodeList::CaseEvent, "OTHER", "иное"),
        text: Some("Запись".to_owned()),
        filed_by: vec!["А".to_owned(), "Б".to_owned()],
        result: Some("granted".to_owned()),
        submitted_at: Some(at("2026-01-15T05:00:00Z")),
        document_count: Some(3),
        visibility: Visibility::Public,
    }
}

on_both! {
    async fn reads_back_every_kind_of_row(db: &Db) {
        let id = record(db, &case("kz-7599", "1", None)).await;
        let registry = RegistryCode::new("kz-test");
        let mut told = party("p1", "Сторона", None);
        told.status = Some("active".to_owned());
        told.representatives.push(Representative {
            name: Some("Адвокат".to_owned()),
            role: Some(Coded::new(CodeList::RepresentativeRole, "ADVOCATE")),
            firm: Some("Контора".to_owned()),
            person_number: None,
        });
        let sits = hearing("h1", "kz-7599", "2026-03-10T05:00:00Z");
        let results = parts::record(db, &[
            set(id, &registry, PartRows::Parties(std::slice::from_ref(&told))),
            set(id, &registry, PartRows::Hearings(std::slice::from_ref(&sits))),
            set(id, &registry, PartRows::Documents(&[document()])),
            set(id, &registry, PartRows::Filings(&[filing()])),
            set(id, &registry, PartRows::Events(&[event("e1")])),
        ]).await.expect("parts are recorded");
        assert_eq!(results, [PartResult::Recorded; 5]);

        let before = db.meter().statements();
        let scope = Scope::Public;
        let found = only(parts::parties(db, &scope, &[id], 9).await.expect("reads"));
        assert_eq!((found.value, found.case_id, found.as_of), (told, id, noon()));
        assert_eq!(found.raw_sha256, "66");
        let found = only(parts::hearings(db, &scope, &[id], 9).await.expect("reads"));
        assert_eq!(found.value, sits);
        let found = only(parts::documents(db, &scope, &[id], 9).await.expect("reads"));
        assert_eq!(found.value, document());
        let found = only(parts::filings(db, &scope, &[id], 9).await.expect("reads"));
        assert_eq!(found.filer, Some(db.digest("850101100012")));
        assert_eq!(found.value, Filing { filer_number: None, ..filing() });
        let found = only(parts::events(db, &scope, &[id], 9).await.expect("reads"));
        assert_eq!(found.value, event("e1"));
        let reads = parts::reads(db, &scope, &[id]).await.expect("reads");
        assert_eq!(db.meter().statements() - before, 6, "one statement per table");
        assert_eq!(reads.len(), 5);
        assert!(reads.iter().all(|read| read.complete && read.row_count == 1));
    }

    async fn a_complete_set_replaces_and_an_incomplete_one_adds(db: &Db) {
        let id = record(db, &case("kz-7599", "1", None)).await;
        let other = record(db, &case("kz-7599", "2", None)).await;
        let registry = RegistryCode::new("kz-test");
        let archive = RegistryCode::new("kz-archive");
        let first = [party("a", "А", None), party("b", "Б", None)];
        write(db, set(id, &registry, PartRows::Parties(&first))).await;
        write(db, set(id, &archive, PartRows::Parties(&[party("a", "Архивный", None)]))).await;
        write(db, set(other, &registry, PartRows::Parties(&first))).await;

        let later = at("2026-03-03T00:00:00Z");
        let renamed = [party("b", "Б2", None), party("c", "В", None)];
        let more = PartSet { as_of: later, complete: false,
            ..set(id, &registry, PartRows::Parties(&renamed)) };
        assert_eq!(write(db, more).await, PartResult::Recorded);
        let mut found = names(db, id).await;
        found.sort();
        assert_eq!(found, ["А", "Архивный", "Б2", "В"]);

        let all = PartSet { complete: true, ..more };
        assert_eq!(write(db, all).await, PartResult::Recorded);
        let mut found = names(db, id).await;
        found.sort();
        assert_eq!(found, ["Архивный", "Б2", "В"], "only this registry's rows vanish");
        assert_eq!(names(db, other).await, ["А", "Б"], "of this case only");

        let none = PartSet { rows: PartRows::Parties(&[]), ..all };
        assert_eq!(write(db, none).await, PartResult::Recorded);
        assert_eq!(names(db, id).await, ["Архивный"]);
        let reads = parts::reads(db, &Scope::Public, &[id]).await.expect("reads");
        let read = reads.iter().find(|read| read.registry == registry).expect("it was read");
        assert_eq!((read.part, read.row_count, read.complete), (PartKind::Parties, 0, true));
    }

    async fn an_older_set_changes_nothing(db: &Db) {
        let id = record(db, &case("kz-7599", "1", None)).await;
        let registry = RegistryCode::new("kz-test");
        write(db, set(id, &registry, PartRows::Parties(&[party("a", "Новая", None)]))).await;
        for complete in [true, false] {
            let older = PartSet { as_of: at("2026-03-01T00:00:00Z"), complete,
                ..set(id, &registry, PartRows::Parties(&[])) };
            let older = if complete { older } else {
                PartSet { rows: PartRows::Parties(&[]), ..older }
            };
            assert_eq!(write(db, older).await, PartResult::Outdated);
        }
        let rows = [party("a", "Старая", None), party("b", "Ушедшая", None)];
        let older = PartSet { as_of: at("2026-03-01T00:00:00Z"),
            ..set(id, &registry, PartRows::Parties(&rows)) };
        assert_eq!(write(db, older).await, PartResult::Outdated);
        assert_eq!(names(db, id).await, ["Новая"]);
    }

    async fn keeps_the_order_of_the_registry_and_bounds_each_case(db: &Db) {
        let registry = RegistryCode::new("kz-test");
        let first = record(db, &case("kz-7599", "1", None)).await;
        let second = record(db, &case("kz-7599", "2", None)).await;
        let rows: Vec<Party> =
            ["в", "а", "б"].iter().map(|name| party(name, name, None)).collect();
        let sets = [set(first, &registry, PartRows::Parties(&rows)),
            set(second, &registry, PartRows::Parties(&rows[..1]))];
        parts::record(db, &sets).await.expect("recorded");
        assert_eq!(names(db, first).await, ["в", "а", "б"]);
        let found = parts::parties(db, &Scope::Public, &[second, first], 2).await.expect("reads");
        let found: Vec<_> = found.iter().map(|row| (row.case_id, row.value.name.as_deref())).collect();
        assert_eq!(found, [(first, Some("в")), (first, Some("а")), (second, Some("в"))]);
    }

    async fn a_row_told_twice_counts_once_and_the_last_one(db: &Db) {
        let id = record(db, &case("kz-7599", "1", None)).await;
        let registry = RegistryCode::new("kz-test");
        let rows = [party("a", "Первая", None), party("a", "Вторая", None)];
        let one = set(id, &registry, PartRows::Parties(&rows));
        let two = set(id, &registry, PartRows::Parties(&rows[..1]));
        assert_eq!(write(db, one).await, PartResult::Recorded);
        assert_eq!(names(db, id).await, ["Вторая"]);
        let results = parts::record(db, &[two, one]).await.expect("recorded");
        assert_eq!(results, [PartResult::Recorded; 2]);
        assert_eq!(names(db, id).await, ["Вторая"], "of two sets in a batch the later one stands");
    }

    async fn parts_of_many_cases_take_a_few_statements(db: &Db) {
        let registry = RegistryCode::new("kz-test");
        let mut ids = Vec::new();
        for n in 0..50 {
            ids.push(record(db, &case("kz-7599", &n.to_string(), None)).await);
        }
        let rows = [party("a", "А", Some("850101100012")), party("b", "Б", None)];
        let sets: Vec<_> =
            ids.iter().map(|id| set(*id, &registry, PartRows::Parties(&rows))).collect();
        let before = db.meter().statements();
        parts::record(db, &sets).await.expect("recorded");
        let written = db.meter().statements() - before;
        assert!(written <= 10, "{written} statements to write 50 cases");
        let before = db.meter().statements();
        let found = parts::parties(db, &Scope::Public, &ids, 100).await.expect("reads");
        assert_eq!((found.len(), db.meter().statements() - before), (100, 1));
        let mine = parts::standing(db, &["850101100012".to_owned()], &ids[..3]).await;
        assert_eq!(mine.expect("reads").len(), 3);
        let nobody = parts::standing(db, &["850612201233".to_owned()], &ids).await;
        assert!(nobody.expect("reads").is_empty());
    }

    async fn keeps_no_number_of_a_person(db: &Db) {
        let number = "850101100012";
        let id = record(db, &case("kz-7599", "1", None)).await;
        let registry = RegistryCode::new("kz-test");
        let mut told = party("a", "А", Some(number));
        told.representatives.push(Representative { name: None, role: None, firm: None,
            person_number: Some(number.to_owned()) });
        write(db, set(id, &registry, PartRows::Parties(&[told]))).await;
        write(db, set(id, &registry, PartRows::Filings(&[filing()]))).await;
        let backend = db.connection().get_database_backend();
        for table in ["parties", "party_persons", "filings", "case_words", "part_reads"] {
            let text = if backend == sea_orm::DatabaseBackend::Postgres {
                format!("SELECT count(*) FROM {table} t WHERE t::text LIKE '%{number}%'")
            } else {
                sqlite_text_search(db, table, number).await
            };
            let found = db.connection()
                .query_one_raw(sea_orm::Statement::from_string(backend, text)).await;
            let found = found.expect("reads").expect("one row").try_get_by_index::<i64>(0);
            assert_eq!(found, Ok(0), "{table} holds a number");
        }
        let back = only(parts::parties(db, &Scope::All, &[id], 9).await.expect("reads"));
        assert_eq!(back.value.person_number, None);
        assert!(back.value.representatives.iter().all(|one| one.person_number.is_none()));
    }
}

/// A search for the text in every column of the table.
async fn sqlite_text_search(db: &Db, table: &str, text: &str) -> String {
    let columns = format!("SELECT name FROM pragma_table_info('{table}')");
    let backend = db.connection().get_database_backend();
    let columns = db
        .connection()
        .query_all_raw(sea_orm::Statement::from_string(backend, columns))
        .await
        .expect("columns are read");
    let columns: Vec<String> = columns
        .iter()
        .map(|row| {
            let name: String = row.try_get_by_index(0).expect("a name");
            format!("instr(CAST({name} AS text), '{text}') > 0")
        })
        .collect();
    format!("SELECT count(*) FROM {table} WHERE {}", columns.join(" OR "))
}
