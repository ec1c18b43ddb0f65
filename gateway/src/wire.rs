//! Settings become parts, parts become the router: the only place where they meet.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use axum::Router;
use cache::Policy;
use domain::clock::Clock;
use domain::court::Directory as CourtDirectory;
use entities::{Connect, Db, PersonKey};
use graphql::execute::Gate;
use migrations::{Migrator, MigratorTrait};
use registry::directory::Directory;
use service::App;
use service::courts::Courts;
use service::held::{Ages, Held};
use service::node_id::Sealer;
use service::record::Recorder;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::clock::SystemClock;
use crate::config::{Config, Problems};
use crate::http::{self, Shared};
use crate::keys::Keys;
use crate::registries;
use crate::start::{Options, StartError};

/// The parts, joined.
pub(crate) struct Wired {
    pub app: Arc<App>,
    pub router: Router,
    /// Whether the lists of court systems are read as far as readiness asks for it.
    pub lists: Arc<AtomicBool>,
}

/// One signature library for all of the process, before anything asks for one.
pub fn install_crypto() {
    // A second call finds the same provider in place.
    _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
}

/// The door to the executor, under the limits of `config`.
pub fn gate(config: &Config) -> Gate {
    Gate::new(graphql::schema::builder(), config.limits.operation.clone())
}

/// Joins everything; work behind requests runs under `tasks` until `stop`.
pub(crate) async fn wire(
    config: Config,
    options: Options,
    tasks: &TaskTracker,
    stop: &CancellationToken,
) -> Result<Wired, StartError> {
    let app = Arc::new(app(&config, options.clock, tasks, stop).await?);
    let gate = gate(&config);
    let lists = Arc::new(AtomicBool::new(!options.await_lists));
    let read = Arc::clone(&lists);
    let mut shared = Shared::new(config, gate, Arc::clone(&app), options.tokens, read);
    shared.watch = options.watch;
    Ok(Wired { app, router: http::router(shared), lists })
}

/// What outlives requests: tables, court systems, what is held of them.
///
/// # Errors
///
/// Something is not there; the message says what to do.
pub async fn app(
    config: &Config,
    clock: Option<Arc<dyn Clock>>,
    tasks: &TaskTracker,
    stop: &CancellationToken,
) -> Result<App, StartError> {
    let clock = clock.unwrap_or_else(|| Arc::new(SystemClock));
    data_dir(&config.data_dir)?;
    let mappings =
        registries::mappings(config).map_err(|found| StartError::Settings(Problems(found)))?;
    let registries = registries::connect(mappings, &clock).map_err(StartError::Registries)?;
    let keys = Keys::of(config).map_err(StartError::Secret)?;
    let db = database(config, &keys).await?;
    migrate(config, &db).await?;
    entities::courts::seed(&db, CourtDirectory::kazakhstan())
        .await
        .map_err(StartError::Database)?;
    let courts = Courts::new();
    courts.meet(entities::courts::all(&db).await.map_err(StartError::Database)?);
    let recorder = Recorder::start(db.clone(), tasks, stop.clone());
    let held = Held::new(config.cache.local_bytes_max, ages(config), tasks, recorder);
    let ids = Sealer::new(&keys.ids).map_err(|_refused| StartError::Keys)?;
    let registries = Directory::new(registries);
    Ok(App { db, registries, courts, held, ids, clock, tasks: tasks.clone() })
}

fn ages(config: &Config) -> Ages {
    let cache = &config.cache;
    Ages {
        case: Policy::new(cache.fresh, cache.stale),
        part: Policy::new(cache.fresh, cache.stale),
        // Nothing that must look absent outlives an absence.
        absent: Policy::new(cache.absent, cache.absent),
        listed: cache.listed_fresh,
        call: cache.call_timeout,
    }
}

/// Makes the data folder, and finds out whether it can be written.
///
/// # Errors
///
/// It cannot.
pub fn data_dir(path: &Path) -> Result<(), StartError> {
    let probe = path.join(".writable");
    std::fs::create_dir_all(path)
        .and_then(|()| std::fs::write(&probe, b""))
        .and_then(|()| std::fs::remove_file(&probe))
        .map_err(|source| StartError::DataDir { path: path.to_owned(), source })
}

/// Connects to our own tables, as they are.
///
/// # Errors
///
/// They cannot be reached.
pub async fn tables(config: &Config) -> Result<Db, StartError> {
    data_dir(&config.data_dir)?;
    let keys = Keys::of(config).map_err(StartError::Secret)?;
    database(config, &keys).await
}

async fn database(config: &Config, keys: &Keys) -> Result<Db, StartError> {
    let connect = Connect {
        connections_max: u32::try_from(config.database.connections_max).unwrap_or(u32::MAX),
        acquire_timeout: config.database.connect_timeout,
        ..Connect::default()
    };
    let persons = PersonKey::new(&keys.persons).map_err(StartError::Database)?;
    entities::connect(&config.database_url(), &connect, persons).await.map_err(StartError::Database)
}

async fn migrate(config: &Config, db: &Db) -> Result<(), StartError> {
    let tables = db.connection();
    let pending =
        Migrator::get_pending_migrations_read_only(tables).await.map_err(StartError::Migration)?;
    match (pending.len(), config.database.migrate_on_start) {
        (0, _) => Ok(()),
        (_, true) => Migrator::up(tables, None).await.map_err(StartError::Migration),
        (count, false) => Err(StartError::Pending(count)),
    }
}
