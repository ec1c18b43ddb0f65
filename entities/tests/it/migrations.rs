//! The tables themselves: up, down, up, and alike on both databases.

use std::collections::{BTreeMap, BTreeSet};

use entities::Db;
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};

use crate::support::on_both;

async fn texts(db: &Db, sql: &str) -> Vec<Vec<String>> {
    let connection = db.connection();
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let rows = connection.query_all_raw(statement).await.expect("the catalogue is read");
    let columns = |row: &sea_orm::QueryResult| {
        (0..row.column_names().len())
            .map(|column| row.try_get_by_index(column).expect("a text"))
            .collect()
    };
    rows.iter().map(columns).collect()
}

/// Every column and every named thing, by table.
async fn tables(db: &Db) -> BTreeMap<String, BTreeSet<String>> {
    let sql = match db.connection().get_database_backend() {
        DatabaseBackend::Postgres => {
            "SELECT table_name::text, column_name::text || CASE is_nullable WHEN 'YES' THEN '?' ELSE '' END \
             FROM information_schema.columns WHERE table_schema = 'public'"
        }
        _ => {
            "SELECT m.name, c.name || CASE c.\"notnull\" WHEN 0 THEN '?' ELSE '' END \
             FROM sqlite_master m, pragma_table_info(m.name) c \
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
        }
    };
    let mut tables: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in texts(db, sql).await {
        tables.entry(row[0].clone()).or_default().insert(row[1].clone());
    }
    tables.remove("seaql_migrations");
    tables
}

async fn indexes(db: &Db) -> BTreeSet<String> {
    let sql = match db.connection().get_database_backend() {
        DatabaseBackend::Postgres => {
            "SELECT indexname::text FROM pg_indexes WHERE schemaname = 'public'"
        }
        _ => "SELECT name FROM sqlite_master WHERE type = 'index'",
    };
    texts(db, sql).await.into_iter().map(|mut row| row.remove(0)).collect()
}

on_both! {
    async fn up_down_and_up_again_gives_the_same_tables(db: &Db) {
        let first = tables(db).await;
        assert!(first.len() > 15, "{first:?}");
        Migrator::down(db.connection(), None).await.expect("down");
        assert!(tables(db).await.is_empty(), "down leaves nothing");
        Migrator::up(db.connection(), None).await.expect("up again");
        assert_eq!(tables(db).await, first);
        Migrator::up(db.connection(), None).await.expect("up twice changes nothing");
        assert_eq!(tables(db).await, first);
    }

    async fn names_follow_the_house_rules(db: &Db) {
        let tables = tables(db).await;
        for index in indexes(db).await {
            let ours = index.ends_with("_idx") || index.ends_with("_key") || index.ends_with("_pkey")
                || index.starts_with("sqlite_autoindex_") || index.starts_with("seaql_");
            assert!(ours, "index {index}");
            let table = index.trim_start_matches("sqlite_autoindex_");
            let known = tables.keys().any(|name| table.starts_with(name.as_str()))
                || table.starts_with("seaql_");
            assert!(known, "index {index} belongs to no table by its name");
        }
    }
}

#[tokio::test]
async fn both_databases_have_the_same_columns() {
    let (_folder, sqlite) = crate::support::sqlite().await;
    let postgres = crate::support::postgres().await;
    assert_eq!(tables(&sqlite).await, tables(&postgres).await);
    let named = |indexes: BTreeSet<String>| -> BTreeSet<String> {
        indexes.into_iter().filter(|name| name.ends_with("_idx")).collect()
    };
    assert_eq!(named(indexes(&sqlite).await), named(indexes(&postgres).await));
}
