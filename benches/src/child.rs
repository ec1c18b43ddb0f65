//! A server in a process of its own, so that its CPU time is its own.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

/// Variable that tells a child what to be.
pub const ROLE: &str = "TEREZE_BENCH_ROLE";
/// Variable that tells a child which database to use.
pub const DATABASE: &str = "TEREZE_BENCH_DATABASE";
/// What a child prints before its address.
pub const READY: &str = "ready ";

/// A running child; stopped when dropped.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: String,
}

impl Server {
    /// Starts this very program in another role.
    ///
    /// # Errors
    ///
    /// When it does not come up.
    pub fn start(role: &str, database: &str) -> Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .env(ROLE, role)
            .env(DATABASE, database)
            .stdout(Stdio::piped())
            .spawn()
            .context("start a server")?;
        let Some(output) = child.stdout.take() else { bail!("no output of the child") };
        for line in BufReader::new(output).lines() {
            if let Some(address) = line?.strip_prefix(READY) {
                return Ok(Self { child, address: address.to_owned() });
            }
        }
        bail!("the server `{role}` stopped before it was ready")
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have stopped by itself.
        _ = self.child.kill();
        _ = self.child.wait();
    }
}
