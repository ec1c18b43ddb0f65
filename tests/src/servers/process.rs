//! A child process that ends with its owner, however the owner ends.

use std::fs;
use std::os::unix::fs::chown;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

/// How long a server may take to answer, and to stop.
const PATIENCE: Duration = Duration::from_mins(1);

/// The user a server runs as when the caller is root, which PostgreSQL refuses.
#[derive(Debug, Clone)]
pub struct User {
    name: String,
    uid: u32,
    gid: u32,
}

impl User {
    /// The first of the accounts made for servers; none when the caller is not root.
    pub(super) fn for_servers() -> Result<Option<Self>> {
        if !is_root() {
            return Ok(None);
        }
        let accounts = fs::read_to_string("/etc/passwd").context("read the list of users")?;
        ["postgres", "nobody"]
            .iter()
            .find_map(|name| Self::parse(&accounts, name))
            .map(Some)
            .ok_or_else(|| anyhow!("no user `postgres` to run servers as: install postgresql"))
    }

    fn parse(accounts: &str, name: &str) -> Option<Self> {
        let mut fields = accounts.lines().find_map(|line| {
            let mut fields = line.split(':');
            (fields.next() == Some(name)).then_some(fields)
        })?;
        let uid = fields.nth(1)?.parse().ok()?;
        let gid = fields.next()?.parse().ok()?;
        Some(Self { name: name.to_owned(), uid, gid })
    }

    /// Gives a folder and all in it to this user.
    pub(super) fn own(&self, path: &Path) -> Result<()> {
        chown(path, Some(self.uid), Some(self.gid))
            .with_context(|| format!("give {} to {}", path.display(), self.name))?;
        if path.is_dir() && !path.is_symlink() {
            for entry in fs::read_dir(path)? {
                self.own(&entry?.path())?;
            }
        }
        Ok(())
    }
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

/// A command under the given user which dies with the thread that starts it.
pub fn command(program: &Path, user: Option<&User>) -> Command {
    let mut command = if Path::new("/usr/bin/setpriv").exists() {
        let mut command = Command::new("/usr/bin/setpriv");
        command.arg("--pdeathsig=INT");
        if let Some(user) = user {
            command.arg(format!("--reuid={}", user.uid)).arg(format!("--regid={}", user.gid));
            command.arg("--clear-groups");
        }
        command.arg("--").arg(program);
        command
    } else {
        Command::new(program)
    };
    command.current_dir("/").stdin(Stdio::null());
    command
}

/// Runs a command to its end; its output is in the error.
pub(super) fn run(mut command: Command, what: &str) -> Result<()> {
    let output = command.output().with_context(|| format!("start {what}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("{what} failed: {}: {}", output.status, said.trim());
    }
    Ok(())
}

/// A running server.
#[derive(Debug)]
pub struct Process {
    id: u32,
    ended: Receiver<ExitStatus>,
    keeper: Option<JoinHandle<()>>,
    name: &'static str,
}

impl Process {
    /// Starts a server and waits until `ready` says so.
    ///
    /// The child is started by a thread of its own that waits for it: the death signal of a
    /// child comes when the *thread* that started it ends, and test threads end early.
    pub fn start(
        name: &'static str,
        mut command: Command,
        log: &Path,
        ready: impl Fn() -> bool,
    ) -> Result<Self> {
        let output = fs::File::create(log).with_context(|| format!("create {}", log.display()))?;
        command.stdout(output.try_clone()?).stderr(output);
        let (started_sender, started) = channel();
        let (ended_sender, ended) = channel();
        let keeper = std::thread::Builder::new().name(name.to_owned()).spawn(move || {
            let child = command.spawn();
            let id = child.as_ref().map(Child::id).map_err(std::io::Error::kind);
            if started_sender.send(id).is_ok()
                && let Ok(mut child) = child
                && let Ok(status) = child.wait()
            {
                let _ = ended_sender.send(status);
            }
        })?;
        let id = started.recv()?.map_err(|kind| anyhow!("start {name}: {kind}"))?;
        let process = Self { id, ended, keeper: Some(keeper), name };
        process.wait_until(ready).with_context(|| {
            let said = fs::read_to_string(log).unwrap_or_default();
            format!("{name} did not become ready; it said:\n{said}")
        })?;
        Ok(process)
    }

    fn wait_until(&self, ready: impl Fn() -> bool) -> Result<()> {
        let since = Instant::now();
        while !ready() {
            match self.ended.recv_timeout(Duration::from_millis(20)) {
                Err(RecvTimeoutError::Timeout) if since.elapsed() < PATIENCE => {}
                Err(RecvTimeoutError::Timeout) => bail!("no answer in {PATIENCE:?}"),
                Ok(status) => bail!("{} ended: {status}", self.name),
                Err(RecvTimeoutError::Disconnected) => bail!("{} was lost", self.name),
            }
        }
        Ok(())
    }

    fn signal(&self, signal: &str) {
        let _ = Command::new("kill").arg(signal).arg(self.id.to_string()).output();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.signal("-INT");
        if self.ended.recv_timeout(PATIENCE).is_err() {
            self.signal("-KILL");
        }
        if let Some(keeper) = self.keeper.take() {
            let _ = keeper.join();
        }
    }
}
