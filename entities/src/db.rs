//! The door to the database: connection, counter of statements, key of persons.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection,
    DatabaseTransaction, QueryResult, TransactionTrait,
};

use crate::error::Result;
use crate::person::{PersonDigest, PersonKey};
use crate::sql::Sql;

/// Counts the statements of one request. `BEGIN` and `COMMIT` are not counted.
#[derive(Debug, Default)]
pub struct Meter(AtomicU64);

impl Meter {
    /// A counter at zero.
    pub fn new() -> Self {
        Self::default()
    }

    /// Statements so far.
    pub fn statements(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    fn count(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// The read model. Cheap to clone; every statement goes through it and is counted.
#[derive(Debug, Clone)]
pub struct Db {
    conn: DatabaseConnection,
    meter: Arc<Meter>,
    persons: Arc<PersonKey>,
}

impl Db {
    /// The read model behind `conn`.
    pub fn new(conn: DatabaseConnection, persons: PersonKey) -> Self {
        Self { conn, meter: Arc::default(), persons: Arc::new(persons) }
    }

    /// The same database, counting into `meter`.
    #[must_use]
    pub fn metered(&self, meter: Arc<Meter>) -> Self {
        Self { conn: self.conn.clone(), meter, persons: Arc::clone(&self.persons) }
    }

    /// Statements counted so far.
    pub fn meter(&self) -> &Meter {
        &self.meter
    }

    /// The connection, for migrations.
    pub fn connection(&self) -> &DatabaseConnection {
        &self.conn
    }

    /// The digest under which a person's number is recorded.
    pub fn digest(&self, number: &str) -> PersonDigest {
        self.persons.digest(number)
    }

    /// True when the database answers.
    pub async fn ping(&self) -> Result<()> {
        self.conn.ping().await?;
        Ok(())
    }

    pub(crate) fn backend(&self) -> DatabaseBackend {
        self.conn.get_database_backend()
    }

    pub(crate) async fn rows(&self, sql: Sql) -> Result<Vec<QueryResult>> {
        self.meter.count();
        Ok(self.conn.query_all_raw(sql.statement(self.backend())).await?)
    }

    pub(crate) async fn run(&self, sql: Sql) -> Result<u64> {
        self.meter.count();
        Ok(self.conn.execute_raw(sql.statement(self.backend())).await?.rows_affected())
    }

    /// A transaction. Its first statement must write: on SQLite a transaction that read first
    /// cannot wait for another writer.
    pub(crate) async fn begin(&self) -> Result<Tx> {
        Ok(Tx { tx: self.conn.begin().await?, meter: Arc::clone(&self.meter) })
    }
}

/// A transaction; dropped without [`Tx::commit`] it leaves nothing behind.
#[derive(Debug)]
pub(crate) struct Tx {
    tx: DatabaseTransaction,
    meter: Arc<Meter>,
}

impl Tx {
    pub(crate) async fn rows(&self, sql: Sql) -> Result<Vec<QueryResult>> {
        self.meter.count();
        Ok(self.tx.query_all_raw(sql.statement(self.tx.get_database_backend())).await?)
    }

    pub(crate) async fn run(&self, sql: Sql) -> Result<u64> {
        self.meter.count();
        let statement = sql.statement(self.tx.get_database_backend());
        Ok(self.tx.execute_raw(statement).await?.rows_affected())
    }

    pub(crate) async fn commit(self) -> Result<()> {
        Ok(self.tx.commit().await?)
    }
}

/// How to connect. The defaults fit one process on one machine.
#[derive(Debug, Clone)]
pub struct Connect {
    /// Connections at most. One for SQLite in memory, whatever is said here.
    pub connections_max: u32,
    /// Connections kept open.
    pub connections_min: u32,
    /// Longest wait for a free connection.
    pub acquire_timeout: Duration,
    /// Longest wait for a writer on SQLite.
    pub busy_timeout: Duration,
    /// Longest statement on PostgreSQL.
    pub statement_timeout: Duration,
}

impl Default for Connect {
    fn default() -> Self {
        Self {
            connections_max: 8,
            connections_min: 1,
            acquire_timeout: Duration::from_secs(5),
            busy_timeout: Duration::from_secs(5),
            statement_timeout: Duration::from_secs(10),
        }
    }
}

/// Connects to `url` (`sqlite:…` or `postgres:…`).
///
/// SQLite gets a write-ahead log, `synchronous = NORMAL`, foreign keys, and waits for other
/// writers; a file that is not there is made. In memory it gets one connection that is never
/// closed, since the data live in it.
pub async fn connect(url: &str, connect: &Connect, persons: PersonKey) -> Result<Db> {
    let mut options = ConnectOptions::new(url);
    let busy_timeout = connect.busy_timeout;
    options
        .acquire_timeout(connect.acquire_timeout)
        .connect_timeout(connect.acquire_timeout)
        .statement_timeout(connect.statement_timeout)
        .sqlx_logging(false)
        .set_application_name("tereze")
        .test_before_acquire_if_idle_for(Duration::from_secs(30))
        .map_sqlx_sqlite_opts(move |sqlite| {
            sqlite
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Normal)
                .busy_timeout(busy_timeout)
                .foreign_keys(true)
                .optimize_on_close(true, 400)
                .pragma("mmap_size", "268435456")
        });
    if in_memory(url) {
        options.max_connections(1).min_connections(1);
        options.idle_timeout(None).max_lifetime(None);
    } else {
        options.max_connections(connect.connections_max).min_connections(connect.connections_min);
    }
    Ok(Db::new(Database::connect(options).await?, persons))
}

fn in_memory(url: &str) -> bool {
    url.starts_with("sqlite:") && (url.contains(":memory:") || url.contains("mode=memory"))
}
