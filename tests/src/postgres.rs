//! A PostgreSQL database of one test, cloned from a migrated template.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use sea_orm::{ConnectOptions, ConnectionTrait, Database as Connector, DatabaseConnection};
use sea_orm_migration::MigratorTrait;

use crate::servers::{POSTGRES_VARIABLE, Postgres};

/// Whoever makes the template holds this advisory lock; the number is only ours.
const TEMPLATE_LOCK: i64 = 0x7465_7265_7a65;
const TEMPLATE: &str = "tereze_template";

/// A database of one test.
#[derive(Debug)]
pub struct Database {
    /// Address to connect to.
    pub url: String,
    /// Name of the database.
    pub name: String,
}

impl Database {
    /// A pool of at most five connections.
    pub async fn connect(&self) -> DatabaseConnection {
        connect(&self.url, 5).await
    }
}

/// A fresh database with every migration of `M` applied: `migrated::<migrations::Migrator>()`.
///
/// It goes away with the server; nothing is dropped before, so that a failed test can be looked at.
pub async fn migrated<M: MigratorTrait>() -> Database {
    let maintenance = connect(server_url(), 1).await;
    ensure_template::<M>(&maintenance).await;
    create(&maintenance, TEMPLATE).await
}

/// A fresh database without tables.
pub async fn empty() -> Database {
    create(&connect(server_url(), 1).await, "template0").await
}

/// Address of the maintenance database: the server `xtask` started, else one that lives as long as
/// this process.
///
/// # Panics
/// When there is none and none can be started; the text says what to install.
pub fn server_url() -> &'static str {
    static URL: OnceLock<String> = OnceLock::new();
    URL.get_or_init(|| match std::env::var(POSTGRES_VARIABLE) {
        Ok(url) if !url.is_empty() => url,
        _ => {
            let server = Postgres::start().unwrap_or_else(|error| panic!("{error:#}"));
            let url = server.url().to_owned();
            // Never dropped: the server gets a signal when this process ends.
            std::mem::forget(server);
            url
        }
    })
}

async fn connect(url: &str, connections_max: u32) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections_max).sqlx_logging(false);
    Connector::connect(options).await.unwrap_or_else(|error| panic!("connect to {url}: {error}"))
}

async fn run(connection: &DatabaseConnection, sql: &str) {
    connection.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

async fn create(maintenance: &DatabaseConnection, template: &str) -> Database {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("test_{}_{number}", std::process::id());
    // A server that outlives runs may hold a database of an earlier process with this number.
    run(maintenance, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
    run(maintenance, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
    Database { url: with_database(server_url(), &name), name }
}

/// Makes the migrated template unless another test or process did.
async fn ensure_template<M: MigratorTrait>(maintenance: &DatabaseConnection) {
    run(maintenance, &format!("SELECT pg_advisory_lock({TEMPLATE_LOCK})")).await;
    let draft = format!("{TEMPLATE}_draft");
    if !exists(maintenance, TEMPLATE).await {
        run(maintenance, &format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)")).await;
        run(maintenance, &format!("CREATE DATABASE {draft} TEMPLATE template0")).await;
        let connection = connect(&with_database(server_url(), &draft), 1).await;
        M::up(&connection, None).await.unwrap_or_else(|error| panic!("migrate {draft}: {error}"));
        connection.close().await.expect("the template has no other users");
        run(maintenance, &format!("ALTER DATABASE {draft} RENAME TO {TEMPLATE}")).await;
    }
    run(maintenance, &format!("SELECT pg_advisory_unlock({TEMPLATE_LOCK})")).await;
}

async fn exists(maintenance: &DatabaseConnection, name: &str) -> bool {
    let sql = format!("SELECT 1 FROM pg_database WHERE datname = '{name}'");
    let rows = maintenance
        .query_all_raw(sea_orm::Statement::from_string(sea_orm::DatabaseBackend::Postgres, sql));
    !rows.await.expect("the catalogue can be read").is_empty()
}

/// Replaces the database in an address and keeps its parameters.
fn with_database(url: &str, name: &str) -> String {
    let (address, parameters) = url.split_once('?').map_or((url, None), |(a, p)| (a, Some(p)));
    let server = address.rsplit_once('/').map_or(address, |(server, _)| server);
    match parameters {
        Some(parameters) => format!("{server}/{name}?{parameters}"),
        None => format!("{server}/{name}"),
    }
}
