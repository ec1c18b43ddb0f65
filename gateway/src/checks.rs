//! What must be so for the gateway to serve; for readiness and for `doctor`.

use std::time::{Duration, Instant};

use migrations::{Migrator, MigratorTrait};
use sea_orm::DatabaseConnection;
use serde::Serialize;

use crate::config::Config;

/// One check and its verdict.
#[derive(Debug, Clone, Serialize)]
pub struct Check {
    /// What was looked at.
    pub name: &'static str,
    /// Whether it is as it must be.
    pub ok: bool,
    /// What was found, without a secret and without a name.
    pub found: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
    /// How long it took.
    pub took_ms: u64,
}

impl Check {
    /// A check that is as it must be.
    pub fn good(name: &'static str, found: impl Into<String>) -> Self {
        Self { name, ok: true, found: found.into(), remedy: None, took_ms: 0 }
    }

    /// A check that is not, with what to do.
    pub fn bad(name: &'static str, found: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { name, ok: false, found: found.into(), remedy: Some(remedy.into()), took_ms: 0 }
    }

    /// The same, begun at `started`.
    #[must_use]
    pub fn since(mut self, started: Instant) -> Self {
        self.took_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        self
    }
}

/// Now, for telling how long a check took.
pub fn now() -> Instant {
    Instant::now()
}

/// The tables can be reached, and their migrations are applied.
pub async fn database(database: &DatabaseConnection, timeout: Duration) -> Vec<Check> {
    let started = now();
    let reached = tokio::time::timeout(timeout, database.ping()).await;
    if !matches!(reached, Ok(Ok(()))) {
        let remedy = "start the database, or correct database.url";
        return vec![Check::bad("database", "cannot be reached", remedy).since(started)];
    }
    let reached = Check::good("database", "reached").since(started);
    let started = now();
    let migrations =
        match tokio::time::timeout(timeout, Migrator::get_pending_migrations_read_only(database))
            .await
        {
            Ok(Ok(pending)) if pending.is_empty() => Check::good("migrations", "all applied"),
            Ok(Ok(pending)) => Check::bad(
                "migrations",
                format!("{} pending", pending.len()),
                "run tereze migrate up",
            ),
            _ => Check::bad("migrations", "cannot be read", "run tereze migrate status"),
        };
    vec![reached, migrations.since(started)]
}

/// The registries of the settings are loaded: with a mistake in one the process does not start.
pub fn registries(config: &Config) -> Check {
    match config.registries.len() {
        0 => Check::good("registries", "none configured"),
        count => Check::good("registries", format!("{count} loaded")),
    }
}
