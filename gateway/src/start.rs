//! Starts the gateway inside a process: for a shell, for tests on port 0.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use domain::clock::Clock;
use service::App;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::config::{Config, Problems};
use crate::http::Tokens;
use crate::wire;

/// Why the gateway does not start: what failed, and what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data folder cannot be made or written.
    #[error(
        "cannot write to the data folder {path}: {source}; set data_dir (TEREZE__DATA_DIR) to a folder that can be written"
    )]
    DataDir {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The address is taken or not ours.
    #[error(
        "cannot listen on {address}: {source}; stop what listens there, or set server.listen (TEREZE__SERVER__LISTEN) to another address"
    )]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        source: std::io::Error,
    },
    /// The tables cannot be reached.
    #[error("cannot open the database: {}; start it, or correct database.url", chain(.0))]
    Database(#[source] entities::Error),
    /// The tables are of an older version.
    #[error("{0} migrations are pending; run tereze migrate up, or set database.migrate_on_start")]
    Pending(usize),
    /// A change of the tables failed.
    #[error("a migration failed: {0}; run tereze migrate status")]
    Migration(#[source] sea_orm::DbErr),
    /// The mapping files have mistakes.
    #[error("{0}")]
    Settings(Problems),
    /// A registry cannot be set up.
    #[error("{0}; correct it under registries")]
    Registries(String),
    /// The secret in the data folder cannot be used.
    #[error("cannot use the secret in the data folder: {0}")]
    Secret(#[source] std::io::Error),
    /// The key of ids is refused.
    #[error("the key of ids cannot be used; set access.secret to another secret")]
    Keys,
}

/// An error and what lies behind it, on one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(link) = next {
        text = format!("{text}: {link}");
        next = link.source();
    }
    text
}

/// Hears of each served request: its id, and what it cost. For tests and measurements; a client
/// must not learn it, because a hit tells that somebody else asked.
pub type Watch = Arc<dyn Fn(&str, &service::Meter) + Send + Sync>;

/// What a caller adds to the settings.
#[derive(Default)]
pub struct Options {
    /// Tokens that are accepted, and whose they are.
    pub tokens: Tokens,
    /// The clock, where it is not that of the machine.
    pub clock: Option<Arc<dyn Clock>>,
    /// Whether the gateway is ready only after [`Running::lists_are_read`].
    pub await_lists: bool,
    /// Hears what requests cost.
    pub watch: Option<Watch>,
}

/// How the gateway stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// Every request was answered.
    Drained,
    /// Some took longer than allowed and were cut off.
    CutOff,
}

/// A gateway that runs.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// What its requests share.
    pub app: Arc<App>,
    lists: Arc<AtomicBool>,
    closing: CancellationToken,
    stop: CancellationToken,
    grace: Duration,
    server: JoinHandle<std::io::Result<()>>,
    tasks: TaskTracker,
}

/// Starts the gateway; returns when it listens.
///
/// # Errors
///
/// Something it needs is not there; the message says what to do.
pub async fn start(config: Config, options: Options) -> Result<Running, StartError> {
    wire::install_crypto();
    let address = config.server.listen;
    // First of all, so that a second start fails before it touches anything.
    let listener = TcpListener::bind(address)
        .await
        .map_err(|source| StartError::Listen { address, source })?;
    let address = listener.local_addr().map_err(|source| StartError::Listen { address, source })?;
    let grace = config.server.stop_grace;
    let (closing, stop) = (CancellationToken::new(), CancellationToken::new());
    let tasks = TaskTracker::new();
    let wired = wire::wire(config, options, &tasks, &stop).await?;
    let service = wired.router.into_make_service_with_connect_info::<SocketAddr>();
    let serve =
        axum::serve(listener, service).with_graceful_shutdown(closing.clone().cancelled_owned());
    let server = tasks.spawn(async move { serve.await });
    tracing::info!(%address, "listening");
    Ok(Running { address, app: wired.app, lists: wired.lists, closing, stop, grace, server, tasks })
}

impl Running {
    /// The URL of `path` here.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Says that the lists of court systems are read: the gateway is ready.
    pub fn lists_are_read(&self) {
        self.lists.store(true, Ordering::Relaxed);
    }

    /// Reads the lists of court systems after `first` and again after each `every`, behind the
    /// requests.
    pub fn keep_reading(&self, first: Duration, every: Duration) {
        let app = Arc::clone(&self.app);
        crate::sync::keep_reading(app, first, every, &self.tasks, self.stop.clone());
    }

    /// Takes no new request, lets those under way end, then what goes on behind them, then stops.
    pub async fn stop(mut self) -> Stopped {
        self.closing.cancel();
        let answered = tokio::time::timeout(self.grace, &mut self.server).await.is_ok();
        if !answered {
            self.server.abort();
        }
        // Only now: what the last requests brought is still to be recorded.
        self.stop.cancel();
        self.tasks.close();
        let written = tokio::time::timeout(self.grace, self.tasks.wait()).await.is_ok();
        let drained = answered && written;
        let stopped = if drained { Stopped::Drained } else { Stopped::CutOff };
        tracing::info!(?stopped, "stopped");
        stopped
    }
}
