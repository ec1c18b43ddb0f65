//! The gateway as it is run, over the seeded database, without any court system.

use std::io::Write;
use std::net::SocketAddr;

use anyhow::{Context, Result};
use gateway::config::Sources;

use crate::child::READY;

/// Serves until the process is stopped.
///
/// # Errors
///
/// When the gateway does not start.
pub async fn serve(database: &str) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let settings = format!(
        "data_dir = '{}'\n[server]\nlisten = \"127.0.0.1:0\"\n[database]\nurl = '{database}'\n\
         connections_max = 8\n[limits]\nbudget = false\n[cache]\nlisted_fresh = \"30d\"\n\
         [telemetry]\nlog = \"warn\"\n",
        folder.path().display()
    );
    let config = Sources::of_text(settings).load()?;
    let running = gateway::start(config, gateway::Options::default()).await?;
    ready(running.address);
    std::future::pending::<()>().await;
    drop(folder);
    Ok(())
}

/// Tells the parent where this process listens.
#[expect(clippy::print_stdout, reason = "the parent reads it")]
pub fn ready(address: SocketAddr) {
    println!("{READY}{address}");
    std::io::stdout().flush().context("flush").unwrap_or_default();
}
