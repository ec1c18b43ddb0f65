//! `tereze migrate`: changes of the tables.

use std::process::ExitCode;

use clap::Subcommand;
use migrations::{Migrator, MigratorTrait};

use super::say::say;
use super::{Done, load};
use crate::config::Sources;
use crate::wire;

#[derive(Subcommand)]
pub(super) enum What {
    /// Apply what is pending (the default).
    Up,
    /// Take back the last changes. Their data is lost.
    Down {
        /// How many.
        #[arg(long, default_value_t = 1)]
        steps: u32,
    },
    /// Tell what is applied and what is pending; changes nothing.
    Status,
}

pub(super) async fn run(sources: &Sources, what: Option<What>) -> Done {
    let config = load(sources)?;
    let db = wire::tables(&config).await.map_err(|error| error.to_string())?;
    let tables = db.connection();
    let failed = |error: sea_orm::DbErr| format!("a change of the tables failed: {error}");
    match what.unwrap_or(What::Up) {
        What::Up => {
            let pending =
                Migrator::get_pending_migrations_read_only(tables).await.map_err(failed)?.len();
            Migrator::up(tables, None).await.map_err(failed)?;
            say(&format!("{pending} applied"));
        }
        What::Down { steps } => {
            Migrator::down(tables, Some(steps)).await.map_err(failed)?;
            say(&format!("{steps} taken back"));
        }
        What::Status => {
            let all =
                Migrator::get_migration_with_status_read_only(tables).await.map_err(failed)?;
            for one in all {
                say(&format!("{:<10} {}", one.status().to_string().to_lowercase(), one.name()));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
