//! A private PostgreSQL that listens on a socket in its own scratch folder.

use std::fs;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::find::find_postgres;
use super::process::{Process, User, command, run};
use super::scratch::Scratch;

/// A running private PostgreSQL; stops on drop.
#[derive(Debug)]
pub struct Postgres {
    url: String,
    // Dropped in this order: the server first, its folder after it.
    _process: Process,
    _scratch: Scratch,
}

impl Postgres {
    /// Finds the programs, prepares a data folder, starts the server, waits until it answers.
    pub fn start() -> Result<Self> {
        let programs = find_postgres()?;
        let user = User::for_servers()?;
        let scratch = Scratch::new("pg")?;
        let data = scratch.path().join("data");
        prepare(&programs, user.as_ref(), &data)?;
        if let Some(user) = &user {
            user.own(scratch.path())?;
        }
        let mut server = command(&programs.join("postgres"), user.as_ref());
        server.arg("-D").arg(&data).arg("-k").arg(scratch.path());
        for setting in SETTINGS {
            server.arg("-c").arg(setting);
        }
        let socket = scratch.path().join(".s.PGSQL.5432");
        let log = scratch.path().join("log");
        let accepts = || answers(&programs, scratch.path(), &socket);
        let process = Process::start("postgres", server, &log, accepts)?;
        let folder = scratch.path().to_string_lossy().replace('/', "%2F");
        let url = format!("postgres://postgres@localhost/postgres?host={folder}");
        Ok(Self { url, _process: process, _scratch: scratch })
    }

    /// Address of the maintenance database.
    pub fn url(&self) -> &str {
        &self.url
    }
}

/// Durability is off: the data lives as long as the test run.
const SETTINGS: [&str; 10] = [
    "listen_addresses=",
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_connections=300",
    "shared_buffers=64MB",
    "autovacuum=off",
    "timezone=UTC",
];

/// Fills a data folder: a copy of one `initdb` made earlier for the same programs, else a new one.
fn prepare(programs: &Path, user: Option<&User>, data: &Path) -> Result<()> {
    let kept = kept_folder(programs);
    if kept.as_ref().is_some_and(|kept| copied(kept, data)) {
        return Ok(());
    }
    if data.exists() {
        fs::remove_dir_all(data)?;
    }
    fs::create_dir(data)?;
    if let Some(user) = user {
        user.own(data)?;
    }
    let mut initdb = command(&programs.join("initdb"), user);
    initdb.args(["--auth=trust", "--no-sync", "--no-instructions", "--locale=C.UTF-8"]);
    initdb.args(["--encoding=UTF8", "--username=postgres", "--pgdata"]).arg(data);
    run(initdb, "initdb")?;
    if let Some(kept) = kept {
        keep(data, &kept);
    }
    Ok(())
}

/// Whether a prepared folder is there, may be read, and is now copied with the rights it needs.
fn copied(kept: &Path, data: &Path) -> bool {
    let done = |mut command: Command| command.output().is_ok_and(|output| output.status.success());
    let mut copy = Command::new("cp");
    copy.arg("-R").arg(kept).arg(data);
    let mut restrict = Command::new("chmod");
    restrict.arg("-R").arg("go-rwx").arg(data);
    kept.exists() && done(copy) && done(restrict)
}

/// Keeps a copy for the next start. Not worth an error: the next start then runs `initdb` again.
fn keep(data: &Path, kept: &Path) {
    let draft = kept.with_extension(std::process::id().to_string());
    let copied = Command::new("cp").arg("-R").arg(data).arg(&draft).output();
    let whole = copied.is_ok_and(|output| output.status.success());
    if !whole || fs::rename(&draft, kept).is_err() {
        let _ = fs::remove_dir_all(&draft);
    }
}

/// Where the prepared data folder of these programs is kept between runs, if it can be.
fn kept_folder(programs: &Path) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?;
    let target = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    let folder = root.join(target).join("tereze");
    fs::create_dir_all(&folder).ok()?;
    let version = Command::new(programs.join("postgres")).arg("--version").output().ok()?;
    let version = String::from_utf8_lossy(&version.stdout);
    Some(folder.join(format!("initdb-{}", version.split_whitespace().nth(2)?)))
}

/// Whether the server accepts connections: `pg_isready` where it is installed, else the socket.
fn answers(programs: &Path, folder: &Path, socket: &Path) -> bool {
    let isready = programs.join("pg_isready");
    if isready.is_file() {
        let asked = Command::new(isready).arg("-q").arg("-h").arg(folder).status();
        return asked.is_ok_and(|status| status.success());
    }
    UnixStream::connect(socket).is_ok()
}
