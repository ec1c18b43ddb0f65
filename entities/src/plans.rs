//! Tests of plans: each main question walks along the index that was made for it.

use chrono::{DateTime, NaiveDate};
use domain::case::{Case, CaseStatus, CaseStatusCode, Visibility};
use domain::hearing::{Hearing, TimePrecision, When};
use domain::key::{CaseKey, CourtCode, PartKey, RegistryCode};
use domain::language::Text;
use domain::party::Party;
use domain::scope::Scope;
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseBackend};
use uuid::Uuid;

use crate::cases::{CaseFilter, CaseKeyset, CaseOrder, Period, RecordResult};
use crate::hearings::{HearingFilter, HearingKeyset, HearingOrder};
use crate::parts::{PartKind, PartRows, PartSet};
use crate::row::Row;
use crate::scoped::Viewer;
use crate::sql::Sql;
use crate::{CaseId, Connect, Db, PersonKey, Recorded, cases, hearings, parts};

async fn open(url: &str) -> Db {
    // One connection, so that a setting of the session holds for what follows.
    let connect = Connect { connections_max: 1, ..Connect::default() };
    let key = PersonKey::new(&[7; 32]).expect("32 bytes are enough");
    crate::connect(url, &connect, key).await.expect("the database opens")
}

/// Enough rows for a planner to have an opinion: 3000 cases of 30 courts, each with a hearing.
async fn fill(db: &Db) {
    let mut told = Vec::new();
    for n in 0..3_000_u32 {
        let day = NaiveDate::from_num_days_from_ce_opt(739_000 + n.cast_signed() % 1_000);
        let since = day.map(|day| day.and_time(chrono::NaiveTime::MIN).and_utc());
        told.push(Case {
            key: key(&format!("kz-{}", n % 30), &format!("7599-26-00-2/{n}")),
            number_as_printed: None,
            title: Some(Text::original(format!("Дело слово{n}"))),
            kind: None,
            instance: None,
            status: Some(CaseStatus { code: CaseStatusCode::Trial, since, original: None }),
            category: None,
            judge: None,
            filed_on: day,
            filed_at: None,
            closed_on: None,
            related: Vec::new(),
            visibility: Visibility::Public,
            upstream_version: None,
        });
    }
    let as_of = DateTime::UNIX_EPOCH;
    let records: Vec<_> = told
        .iter()
        .map(|value| Recorded { value, as_of, raw_sha256: "00", complete: true })
        .collect();
    let results = cases::record(db, &records).await.expect("cases are recorded");
    let parts: Vec<_> =
        told.iter().zip(&results).map(|(case, result)| parts_of(case, *result)).collect();
    let sets: Vec<PartSet<'_>> = parts
        .iter()
        .flat_map(|(case, id, hearings, parties)| {
            let set = PartSet {
                case: *id,
                registry: &case.key.registry,
                rows: PartRows::Hearings(hearings),
                as_of,
                raw_sha256: "00",
                complete: true,
            };
            [set, PartSet { rows: PartRows::Parties(parties), ..set }]
        })
        .collect();
    parts::record(db, &sets).await.expect("parts are recorded");
    db.connection().execute_unprepared("ANALYZE").await.expect("statistics are gathered");
}

fn parts_of(case: &Case, result: RecordResult) -> (&Case, CaseId, Vec<Hearing>, Vec<Party>) {
    let id = result.case_id().expect("nothing is set aside");
    let local = PartKey { registry: case.key.registry.clone(), local: "1".to_owned() };
    let hearing = Hearing {
        key: local.clone(),
        court: case.key.court.clone(),
        kind: None,
        status: None,
        mode: None,
        when: When {
            precision: TimePrecision::Day,
            starts_on: case.filed_on,
            ends_on: case.filed_on,
            starts_at: None,
            ends_at: None,
            time_zone: None,
        },
        room: None,
        judge: None,
        result: None,
        note: None,
        visibility: Visibility::Public,
    };
    let party = Party {
        key: local,
        name: None,
        kind: None,
        role: None,
        person_number: Some(case.key.number.clone()),
        status: None,
        visibility: Visibility::Public,
        representatives: Vec::new(),
    };
    (case, id, vec![hearing], vec![party])
}

fn key(court: &str, number: &str) -> CaseKey {
    CaseKey {
        registry: RegistryCode::new("kz-test"),
        court: CourtCode::new(court),
        number: number.to_owned(),
        upstream_id: None,
    }
}

/// The plan of a statement, as one text.
async fn plan(db: &Db, sql: Sql) -> String {
    let postgres = db.backend() == DatabaseBackend::Postgres;
    let explain = if postgres { "EXPLAIN " } else { "EXPLAIN QUERY PLAN " };
    let rows = db.rows(sql.prefixed(explain)).await.expect("the statement is planned");
    let lines = rows.iter().map(|row| {
        let mut row = Row::new(row);
        row.skip(if postgres { 0 } else { 3 });
        row.next::<String>().expect("a line of the plan")
    });
    lines.collect::<Vec<_>>().join("\n")
}

async fn each_question_uses_its_index(db: &Db) {
    let any = CaseFilter::default;
    let search = |filter: &CaseFilter, order: CaseOrder, cursor: &str| {
        let keyset: CaseKeyset = cursor.parse().expect("a cursor");
        let values = keyset.values(order).expect("of this order");
        cases::Question::of(db, &Scope::Public, filter).page(order, Some(&values), 50)
    };
    let id = "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000";
    let by_day = format!("FILED_ON_DESC:2026-01-10:{id}");
    let ascending = format!("FILED_ON_ASC:2026-01-10:{id}");
    let by_status = format!("STATUS_SINCE_DESC:2026-01-10T00:00:00Z:{id}");
    let court = CaseFilter { court: Some(CourtCode::new("kz-1")), ..any() };
    let text = CaseFilter { text: Some("слово299".to_owned()), ..any() };
    let mine = CaseFilter { mine: Some(vec!["850101100012".to_owned()]), ..any() };

    let uuid = Uuid::try_parse(id).expect("an id");
    let ids = [CaseId(uuid), CaseId(Uuid::nil())];
    let day = NaiveDate::from_ymd_opt(2026, 3, 10).expect("a day");
    let period = Period { from: day, to: day };
    let hearing: HearingKeyset =
        format!("STARTS_ASC:2026-03-10:2026-03-10T00:00:00Z:{id}").parse().expect("a cursor");
    let after = hearing.values(HearingOrder::StartsAsc).expect("of this order");
    let board = |filter: &HearingFilter| {
        let question = hearings::Question::of(db, &Scope::Public, filter, period);
        question.page(HearingOrder::StartsAsc, Some(&after), 50)
    };
    let of_court =
        HearingFilter { court: Some(CourtCode::new("kz-1")), ..HearingFilter::default() };
    let now = day.and_time(chrono::NaiveTime::MIN).and_utc();

    let questions = [
        ("cases_filed_sort_case_id_idx", search(&any(), CaseOrder::FiledOnDesc, &by_day)),
        ("cases_filed_sort_case_id_idx", search(&any(), CaseOrder::FiledOnAsc, &ascending)),
        ("cases_court_id_filed_sort_case_id_idx", search(&court, CaseOrder::FiledOnDesc, &by_day)),
        (
            "cases_status_since_sort_case_id_idx",
            search(&any(), CaseOrder::StatusSinceDesc, &by_status),
        ),
        (
            "cases_court_id_status_since_sort_case_id_idx",
            search(&court, CaseOrder::StatusSinceDesc, &by_status),
        ),
        ("case_words_word_case_id_of_party_idx", search(&text, CaseOrder::FiledOnDesc, &by_day)),
        ("party_persons_person_digest_case_id_idx", search(&mine, CaseOrder::FiledOnDesc, &by_day)),
        ("cases_number_idx", cases::by_keys_statement(&Viewer::Public, &[key("kz-1", "1")])),
        ("hearings_starts_day_starts_sort_hearing_id_idx", board(&HearingFilter::default())),
        ("hearings_court_id_starts_day_starts_sort_hearing_id_idx", board(&of_court)),
        ("hearings_last_day_court_id_starts_day_idx", board(&of_court)),
        (
            "hearings_case_id_starts_day_idx",
            hearings::next_statement(&Viewer::Public, &ids, now, day),
        ),
        ("parties_local_id_key", parts::statement(&Viewer::Public, PartKind::Parties, &ids, 100)),
        ("documents_local_id_key", parts::statement(&Viewer::All, PartKind::Documents, &ids, 100)),
        ("case_events_local_id_key", parts::statement(&Viewer::All, PartKind::Events, &ids, 100)),
    ];
    for (index, statement) in questions {
        let plan = plan(db, statement).await;
        let used = plan.lines().any(|line| {
            // A number alone is as good as the whole key; SQLite names the index of a constraint
            // after its table.
            let alike = index.split_once("_local_id_key").or(index.split_once("_number_idx"));
            line.contains(index)
                || alike.is_some_and(|(table, _)| {
                    line.contains(&format!("{table}_identity_key"))
                        || line.contains(&format!("sqlite_autoindex_{table}_2"))
                })
        });
        assert!(used, "{index} is not used:\n{plan}");
        assert!(!plan.contains("Seq Scan on cases"), "{index}:\n{plan}");
    }
}

#[tokio::test]
async fn each_question_uses_its_index_on_sqlite() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let db = open(&format!("sqlite:{}", folder.path().join("plans.db").display())).await;
    Migrator::up(db.connection(), None).await.expect("migrations run");
    fill(&db).await;
    each_question_uses_its_index(&db).await;
}

#[tokio::test]
async fn each_question_uses_its_index_on_postgres() {
    let database = tests::postgres::migrated::<Migrator>().await;
    let db = open(&database.url).await;
    fill(&db).await;
    // A small table is cheaply read whole; that is not what is tested.
    let off = "SET enable_seqscan = off";
    db.connection().execute_unprepared(off).await.expect("the setting holds");
    each_question_uses_its_index(&db).await;
}
