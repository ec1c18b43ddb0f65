//! Reads the lists of all court systems into our own tables.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use registry::capability::Listing;
use registry::port::Registry;
use service::App;
use service::sync::{ReadThrough, read_listing, was_read};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// What one reading of all lists brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reading {
    /// Rows recorded.
    pub rows: u64,
    /// Lists read to their end.
    pub finished: usize,
    /// Lists that broke off or have holes; the next reading takes them up again.
    pub broken: usize,
}

impl Reading {
    fn add(&mut self, through: &ReadThrough) {
        self.rows += through.rows;
        if through.finished && through.holes == 0 {
            self.finished += 1;
        } else {
            self.broken += 1;
        }
    }
}

/// Hears of the rows of all lists so far, and of how many the court systems claim.
pub trait Progress: Sync {
    /// A list of `registry` has `rows` recorded, of `total` if the registry says so.
    fn read(&self, registry: &str, listing: Listing, rows: u64, total: Option<u64>);
}

/// Hears nothing.
pub struct Quiet;

impl Progress for Quiet {
    fn read(&self, _: &str, _: Listing, _: u64, _: Option<u64>) {}
}

/// Reads every list of every court system, all systems at once.
///
/// # Errors
///
/// When our own tables fail; what a court system does is in the answer.
pub async fn read_all(app: &App, progress: &dyn Progress) -> entities::Result<Reading> {
    let all = app.registries.all().map(|registry| read_one(app, registry, progress));
    let mut reading = Reading::default();
    for through in join_all(all).await {
        for list in through? {
            reading.add(&list);
        }
    }
    Ok(reading)
}

async fn read_one(
    app: &App,
    registry: &Arc<dyn Registry>,
    progress: &dyn Progress,
) -> entities::Result<Vec<ReadThrough>> {
    let capability = registry.capability();
    let code = capability.registry.to_string();
    let mut lists = Vec::new();
    // Courts first: cases and hearings name them.
    for listing in [Listing::Courts, Listing::Cases, Listing::Hearings] {
        if capability.listings.contains(&listing) {
            let tell = |rows, total| progress.read(&code, listing, rows, total);
            lists.push(read_listing(app, registry, listing, tell).await?);
        }
    }
    Ok(lists)
}

/// Whether every list of every court system has been read once.
///
/// # Errors
///
/// When our own tables fail.
pub async fn all_read_once(app: &App) -> entities::Result<bool> {
    for registry in app.registries.all() {
        for listing in &registry.capability().listings {
            if !was_read(app, registry, *listing).await? {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// Reads all lists after `first` and again after each `every`, until `stop`.
pub(crate) fn keep_reading(
    app: Arc<App>,
    first: Duration,
    every: Duration,
    tasks: &TaskTracker,
    stop: CancellationToken,
) {
    tasks.spawn(async move {
        if stop.run_until_cancelled(tokio::time::sleep(first)).await.is_none() {
            return;
        }
        loop {
            match stop.run_until_cancelled(read_all(&app, &Quiet)).await {
                None => return,
                Some(Ok(reading)) => {
                    tracing::debug!(rows = reading.rows, broken = reading.broken, "lists read");
                }
                Some(Err(error)) => {
                    let cause = &error as &dyn std::error::Error;
                    tracing::warn!(cause, "lists of court systems could not be recorded");
                }
            }
            if stop.run_until_cancelled(tokio::time::sleep(every)).await.is_none() {
                return;
            }
        }
    });
}
