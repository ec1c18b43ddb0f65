//! Fills the words that PostgreSQL and SQLite spell differently into one SQL text.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseBackend};

/// Word in the text, PostgreSQL, SQLite.
const WORDS: [(&str, &str, &str); 6] = [
    ("{uuid}", "uuid", "uuid_blob"),
    ("{timestamptz}", "timestamptz", "timestamptz_text"),
    ("{date}", "date", "date_text"),
    ("{json}", "jsonb", "json_text"),
    ("{bytes}", "bytea", "bytes_blob"),
    ("{binary}", "COLLATE \"C\"", ""),
];

/// Runs the statements in order.
pub(crate) async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let postgres = connection.get_database_backend() == DatabaseBackend::Postgres;
    for statement in statements {
        let mut text = (*statement).to_owned();
        for (word, on_postgres, on_sqlite) in WORDS {
            text = text.replace(word, if postgres { on_postgres } else { on_sqlite });
        }
        connection.execute_unprepared(&text).await?;
    }
    Ok(())
}

/// Drops the tables in the order given.
pub(crate) async fn drop_all(manager: &SchemaManager<'_>, tables: &[&str]) -> Result<(), DbErr> {
    for table in tables {
        let statement = format!("DROP TABLE {table}");
        manager.get_connection().execute_unprepared(&statement).await?;
    }
    Ok(())
}
