//! `tereze seed`: fills the tables, with a bar for the one who waits.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use registry::capability::Listing;
use service::App;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::say::say;
use super::{Done, load};
use crate::config::Sources;
use crate::sync::{Progress, Reading, read_all};
use crate::wire;

pub(super) async fn run(sources: Sources) -> Done {
    #[cfg(feature = "demo")]
    if load(&sources)?.registries.is_empty() {
        return super::demo::seed(sources).await;
    }
    let config = load(&sources)?;
    let (tasks, stop) = (TaskTracker::new(), CancellationToken::new());
    let app = wire::app(&config, None, &tasks, &stop).await.map_err(|error| error.to_string())?;
    let reading = read(&app).await?;
    stop.cancel();
    tasks.close();
    tasks.wait().await;
    Ok(tell(reading))
}

/// Says what a reading brought.
pub(super) fn tell(reading: Reading) -> ExitCode {
    let lists = reading.finished + reading.broken;
    say(&format!("{} rows recorded from {lists} lists of court systems", reading.rows));
    if reading.broken == 0 {
        return ExitCode::SUCCESS;
    }
    say(&format!("{} lists broke off; run tereze seed again to go on", reading.broken));
    ExitCode::FAILURE
}

/// Reads all lists and shows how far it is.
pub(super) async fn read(app: &App) -> Result<Reading, String> {
    let bar = Bar::new();
    let reading = read_all(app, &bar).await;
    bar.bar.finish_and_clear();
    reading.map_err(|error| format!("what was read cannot be recorded: {error}"))
}

/// One bar over all lists. It shows itself on a terminal only.
struct Bar {
    bar: ProgressBar,
    lists: Mutex<BTreeMap<String, (u64, u64)>>,
}

impl Bar {
    fn new() -> Self {
        let bar = ProgressBar::new(0);
        let style = "{spinner} reading court systems {wide_bar} {pos}/{len} {elapsed}";
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(120));
        Self { bar, lists: Mutex::default() }
    }
}

impl Progress for Bar {
    fn read(&self, registry: &str, listing: Listing, rows: u64, total: Option<u64>) {
        let mut lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        let key = format!("{registry} {listing:?}");
        lists.insert(key, (rows, total.unwrap_or(rows).max(rows)));
        self.bar.set_position(lists.values().map(|(rows, _)| rows).sum());
        self.bar.set_length(lists.values().map(|(_, total)| total).sum());
    }
}
