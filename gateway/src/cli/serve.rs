//! `tereze serve`: serves until it is told to stop.

use std::process::ExitCode;
use std::time::Duration;

use tokio::signal::unix::{Signal, SignalKind, signal};

use super::say::complain;
use super::{Done, load, start_logs};
use crate::config::Sources;
use crate::{Options, Running, Stopped, start};

pub(super) async fn run(sources: &Sources) -> Done {
    let config = load(sources)?;
    start_logs(&config)?;
    let every = config.sync.every;
    let signals = Signals::new()?;
    let running = start(config, Options::default()).await.map_err(|error| error.to_string())?;
    running.keep_reading(Duration::ZERO, every);
    Ok(until_stopped(running, signals).await)
}

/// The two signals that mean: stop.
pub(super) struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

impl Signals {
    pub(super) fn new() -> Result<Self, String> {
        let listen =
            |kind| signal(kind).map_err(|error| format!("cannot listen to signals: {error}"));
        Ok(Self {
            interrupt: listen(SignalKind::interrupt())?,
            terminate: listen(SignalKind::terminate())?,
        })
    }

    /// Waits for the next of them.
    pub(super) async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// Serves until a signal, then stops; a second signal does not wait.
pub(super) async fn until_stopped(running: Running, mut signals: Signals) -> ExitCode {
    signals.next().await;
    tokio::select! {
        stopped = running.stop() => match stopped {
            Stopped::Drained => ExitCode::SUCCESS,
            Stopped::CutOff => {
                complain("some requests took longer than server.stop_grace and were cut off");
                ExitCode::FAILURE
            }
        },
        () = signals.next() => {
            complain("stopped at once, requests under way were cut off");
            ExitCode::FAILURE
        }
    }
}
