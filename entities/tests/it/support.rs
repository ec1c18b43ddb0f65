//! Databases of one test, and builders of records.

use chrono::{DateTime, NaiveDate, Utc};
use domain::case::{Case, CaseStatus, CaseStatusCode, Visibility};
use domain::coded::{CodeList, Coded};
use domain::hearing::{Hearing, TimePrecision, When};
use domain::key::{CaseKey, CourtCode, PartKey, RegistryCode};
use domain::language::Text;
use domain::party::Party;
use entities::cases::RecordResult;
use entities::{CaseId, Connect, Db, PersonKey, Recorded};
use migrations::{Migrator, MigratorTrait};

/// Runs each test on both databases: `name::sqlite` and `name::postgres`.
macro_rules! on_both {
    ($(async fn $name:ident($db:ident: &Db) $body:block)*) => {
        $(mod $name {
            use super::*;

            async fn check($db: &Db) $body

            #[tokio::test]
            async fn sqlite() {
                let (_folder, db) = crate::support::sqlite().await;
                check(&db).await;
            }

            #[tokio::test]
            async fn postgres() {
                check(&crate::support::postgres().await).await;
            }
        })*
    };
}
pub(crate) use on_both;

pub(crate) fn key() -> PersonKey {
    PersonKey::new(&[7; 32]).expect("32 bytes are enough")
}

/// A migrated SQLite file; it goes away with the folder.
pub(crate) async fn sqlite() -> (tempfile::TempDir, Db) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let url = format!("sqlite:{}", folder.path().join("read-model.db").display());
    let db = entities::connect(&url, &Connect::default(), key()).await.expect("SQLite opens");
    Migrator::up(db.connection(), None).await.expect("migrations run");
    (folder, db)
}

/// A migrated database of a private PostgreSQL server.
pub(crate) async fn postgres() -> Db {
    let database = tests::postgres::migrated::<Migrator>().await;
    let connect = Connect { connections_max: 4, ..Connect::default() };
    entities::connect(&database.url, &connect, key()).await.expect("PostgreSQL answers")
}

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect(text)
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect(text)
}

/// The moment most records were read at.
pub(crate) fn noon() -> DateTime<Utc> {
    at("2026-03-02T07:00:00Z")
}

pub(crate) fn case_key(court: &str, number: &str) -> CaseKey {
    CaseKey {
        registry: RegistryCode::new("kz-test"),
        court: CourtCode::new(court),
        number: number.to_owned(),
        upstream_id: None,
    }
}

pub(crate) fn case(court: &str, number: &str, filed_on: Option<&str>) -> Case {
    Case {
        key: case_key(court, number),
        number_as_printed: None,
        title: Some(Text::original(format!("Дело {number}"))),
        kind: Some(Coded::read(CodeList::CaseKind, "CIVIL", "гражданское")),
        instance: None,
        status: None,
        category: None,
        judge: None,
        filed_on: filed_on.map(day),
        filed_at: None,
        closed_on: None,
        related: Vec::new(),
        visibility: Visibility::Public,
        upstream_version: None,
    }
}

pub(crate) fn with_status(mut case: Case, code: CaseStatusCode, since: Option<&str>) -> Case {
    case.status =
        Some(CaseStatus { code, since: since.map(at), original: Some("слово".into()) });
    case
}

pub(crate) fn recorded(case: &Case) -> Recorded<'_, Case> {
    Recorded { value: case, as_of: noon(), raw_sha256: "00", complete: true }
}

pub(crate) async fn record(db: &Db, case: &Case) -> CaseId {
    record_at(db, case, noon()).await.case_id().expect("the record is not set aside")
}

pub(crate) async fn record_at(db: &Db, case: &Case, as_of: DateTime<Utc>) -> RecordResult {
    let hash = as_of.timestamp_micros().to_string();
    let record = Recorded { value: case, as_of, raw_sha256: &hash, complete: true };
    only(entities::cases::record(db, &[record]).await.expect("the case is recorded"))
}

/// The one element.
pub(crate) fn only<T: std::fmt::Debug>(list: Vec<T>) -> T {
    assert_eq!(list.len(), 1, "{list:?}");
    list.into_iter().next().expect("there is one")
}

pub(crate) fn part_key(local: &str) -> PartKey {
    PartKey { registry: RegistryCode::new("kz-test"), local: local.to_owned() }
}

pub(crate) fn party(local: &str, name: &str, number: Option<&str>) -> Party {
    Party {
        key: part_key(local),
        name: Some(name.to_owned()),
        kind: Some(Coded::new(CodeList::PartyKind, "PERSON")),
        role: Some(Coded::read(CodeList::PartyRole, "PLAINTIFF", "истец")),
        person_number: number.map(str::to_owned),
        status: None,
        visibility: Visibility::Public,
        representatives: Vec::new(),
    }
}

pub(crate) fn hearing(local: &str, court: &str, starts_at: &str) -> Hearing {
    let starts_at = at(starts_at);
    Hearing {
        key: part_key(local),
        court: CourtCode::new(court),
        kind: Some(Coded::new(CodeList::HearingKind, "MAIN")),
        status: Some(Coded::new(CodeList::HearingStatus, "SCHEDULED")),
        mode: None,
        when: When {
            precision: TimePrecision::Time,
            starts_on: Some(starts_at.date_naive()),
            ends_on: None,
            starts_at: Some(starts_at),
            ends_at: None,
            time_zone: Some("Asia/Almaty".to_owned()),
        },
        room: Some("305".to_owned()),
        judge: Some("Әлия Сейітқызы Ахметова".to_owned()),
        result: Some(Text::original("итог")),
        note: None,
        visibility: Visibility::Public,
    }
}
