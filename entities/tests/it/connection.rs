//! The door itself: settings, writers at once, what a failure leaves behind.

use std::sync::Arc;

use domain::key::RegistryCode;
use domain::language::Text;
use domain::scope::Scope;
use entities::cases::{self, CaseFilter};
use entities::parts::{self, PartRows, PartSet};
use entities::{CaseId, Connect, Db, Error, Meter, PersonKey};
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Statement};
use uuid::Uuid;

use crate::support::{case, key, noon, on_both, only, party, record, recorded};

async fn pragma(db: &Db, name: &str) -> String {
    let backend = db.connection().get_database_backend();
    let sql = format!("SELECT CAST({name} AS text) FROM pragma_{name}");
    let row = db.connection().query_one_raw(Statement::from_string(backend, sql)).await;
    row.expect("reads").expect("one row").try_get_by_index(0).expect("a text")
}

#[tokio::test]
async fn sqlite_files_get_their_settings_and_are_made_when_missing() {
    let (folder, db) = crate::support::sqlite().await;
    assert_eq!(pragma(&db, "journal_mode").await, "wal");
    assert_eq!(pragma(&db, "foreign_keys").await, "1");
    assert_eq!(pragma(&db, "synchronous").await, "1");
    assert!(folder.path().join("read-model.db").exists());
}

#[tokio::test]
async fn sqlite_in_memory_keeps_its_data() {
    let connect = Connect { connections_max: 8, ..Connect::default() };
    let db = entities::connect("sqlite::memory:", &connect, key()).await.expect("opens");
    Migrator::up(db.connection(), None).await.expect("migrations run");
    let told = case("kz-7599", "1", None);
    record(&db, &told).await;
    let all = CaseFilter::default();
    let reads = (0..8).map(|_| cases::count(&db, &Scope::Public, &all, 10));
    for read in reads {
        assert_eq!(read.await.expect("every connection is the same one").rows, 1);
    }
}

#[tokio::test]
async fn an_address_that_is_none_is_refused() {
    for url in ["sqlite:/no/such/folder/at/all.db", "mysql://localhost/x", "nonsense"] {
        let refused = entities::connect(url, &Connect::default(), key()).await;
        assert!(matches!(refused, Err(Error::Database(_))), "{url}: {refused:?}");
    }
}

#[test]
fn a_short_key_of_persons_is_refused() {
    assert!(matches!(PersonKey::new(&[1; 31]), Err(Error::PersonKey { bytes: 31 })));
    let key = PersonKey::new(&[1; 32]).expect("long enough");
    assert_eq!(key.digest(" 850101100012 "), key.digest("850101100012"));
    assert_ne!(key.digest("850101100012"), key.digest("850612201233"));
    let other = PersonKey::new(&[2; 32]).expect("long enough");
    assert_ne!(key.digest("850101100012"), other.digest("850101100012"));
    assert_eq!(format!("{key:?}"), "PersonKey(***)");
}

on_both! {
    async fn writers_at_once_agree_on_one_case(db: &Db) {
        let told: Vec<_> =
            (0..40).map(|n| case("kz-7599", &n.to_string(), Some("2026-01-10"))).collect();
        let told = Arc::new(told);
        let mut writers = tokio::task::JoinSet::new();
        for writer in 0..6 {
            let (db, told) = (db.clone(), Arc::clone(&told));
            writers.spawn(async move {
                let mut batch: Vec<_> = told.iter().map(recorded).collect();
                // Each in another order: they must not wait for each other in a ring.
                batch.rotate_left(writer * 7);
                let mut ids: Vec<(String, CaseId)> = Vec::new();
                let results = cases::record(&db, &batch).await.expect("the batch is recorded");
                let registry = RegistryCode::new("kz-test");
                let parties = [party("1", "А", Some("850101100012"))];
                let mut sets = Vec::new();
                for (record, result) in batch.iter().zip(results) {
                    let id = result.case_id().expect("nothing is set aside");
                    ids.push((record.value.key.number.clone(), id));
                    sets.push(PartSet { case: id, registry: &registry,
                        rows: PartRows::Parties(&parties), as_of: noon(), raw_sha256: "99",
                        complete: true });
                }
                parts::record(&db, &sets).await.expect("the parts are recorded");
                ids.sort();
                ids
            });
        }
        let found = writers.join_all().await;
        assert!(found.iter().all(|ids| ids == &found[0]), "every writer got the same ids");
        let count = cases::count(db, &Scope::All, &CaseFilter::default(), 100).await;
        assert_eq!(count.expect("counts").rows, 40);
        let ids: Vec<_> = found[0].iter().map(|(_, id)| *id).collect();
        assert_eq!(parts::parties(db, &Scope::All, &ids, 9).await.expect("reads").len(), 40);
    }

    async fn a_failed_batch_leaves_nothing_behind(db: &Db) {
        let id = record(db, &case("kz-7599", "1", None)).await;
        let registry = RegistryCode::new("kz-test");
        let rows = [party("1", "А", None)];
        let set = PartSet { case: id, registry: &registry, rows: PartRows::Parties(&rows),
            as_of: noon(), raw_sha256: "99", complete: true };
        let unknown = PartSet { case: CaseId(Uuid::nil()), ..set };
        let refused = parts::record(db, &[set, unknown]).await;
        assert!(matches!(refused, Err(Error::Database(_))), "{refused:?}");
        assert!(parts::parties(db, &Scope::All, &[id], 9).await.expect("reads").is_empty());
        assert!(parts::reads(db, &Scope::All, &[id]).await.expect("reads").is_empty());
    }

    async fn each_meter_counts_its_own_statements(db: &Db) {
        let (one, two) = (Arc::new(Meter::new()), Arc::new(Meter::new()));
        let (first, second) = (db.metered(Arc::clone(&one)), db.metered(Arc::clone(&two)));
        record(&first, &case("kz-7599", "1", None)).await;
        let filter = CaseFilter::default();
        cases::count(&second, &Scope::Public, &filter, 10).await.expect("counts");
        cases::by_ids(&second, &Scope::Public, &[]).await.expect("no ids, no question");
        assert_eq!((one.statements(), two.statements()), (4, 1));
        second.ping().await.expect("it answers");
    }

    async fn keeps_texts_with_characters_a_database_refuses(db: &Db) {
        let mut told = case("kz-7599", "1\0/2", None);
        told.title = Some(Text::original("a\0b"));
        let id = record(db, &told).await;
        let registry = RegistryCode::new("kz-test");
        let mut odd = party("1\0", "имя\0", None);
        odd.representatives.push(domain::party::Representative {
            name: Some("с\0д".to_owned()), role: None, firm: None, person_number: None,
        });
        let set = PartSet { case: id, registry: &registry, rows: PartRows::Parties(&[odd]),
            as_of: noon(), raw_sha256: "99", complete: true };
        parts::record(db, &[set]).await.expect("the part is recorded");
        let mut twice = told.clone();
        twice.key.number = String::from("1\u{fffd}/2");
        twice.key.upstream_id = Some(String::new());
        let same = cases::record(db, &[recorded(&told), recorded(&twice)]).await.expect("writes");
        assert!(same.iter().all(|result| result.case_id() == Some(id)), "{same:?}");
        let row = only(cases::by_number(db, &Scope::Public, "1\0/2", None).await.expect("reads"));
        assert_eq!(row.case.title, Some(Text::original("a\u{fffd}b")));
        let back = only(parts::parties(db, &Scope::Public, &[id], 9).await.expect("reads")).value;
        assert_eq!(back.representatives[0].name.as_deref(), Some("с\u{fffd}д"));
        for text in ["\0", "a\0", "%\0_"] {
            let filter = CaseFilter { text: Some(text.to_owned()), ..CaseFilter::default() };
            cases::count(db, &Scope::Public, &filter, 10).await.expect("the question is asked");
        }
    }
}
