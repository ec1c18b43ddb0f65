//! Finds the programs of the servers and checks their versions.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

/// Oldest PostgreSQL the project supports.
const POSTGRES_VERSION_MIN: u32 = 15;
/// Oldest Redis the project supports.
const REDIS_VERSION_MIN: u32 = 7;

/// The folder that holds `initdb` and `postgres` of a version that is new enough.
pub fn find_postgres() -> Result<PathBuf> {
    let mut seen = Vec::new();
    for folder in postgres_folders() {
        let (server, initdb) = (folder.join("postgres"), folder.join("initdb"));
        if !server.is_file() || !initdb.is_file() {
            continue;
        }
        match version_of(&server) {
            Some(version) if version >= POSTGRES_VERSION_MIN => return Ok(folder),
            version => seen.push(describe(&server, version)),
        }
    }
    bail!(
        "no PostgreSQL {POSTGRES_VERSION_MIN} or newer was found{}; install it: \
         apt-get install postgresql",
        listed(&seen)
    )
}

/// The `redis-server` program of a version that is new enough.
pub fn find_redis() -> Result<PathBuf> {
    let mut seen = Vec::new();
    for folder in path_folders() {
        let server = folder.join("redis-server");
        if !server.is_file() {
            continue;
        }
        match version_of(&server) {
            Some(version) if version >= REDIS_VERSION_MIN => return Ok(server),
            version => seen.push(describe(&server, version)),
        }
    }
    bail!(
        "no Redis {REDIS_VERSION_MIN} or newer was found{}; install it: \
         apt-get install redis-server",
        listed(&seen)
    )
}

fn postgres_folders() -> Vec<PathBuf> {
    let mut folders = Vec::new();
    if let Ok(output) = Command::new("pg_config").arg("--bindir").output() {
        let folder = String::from_utf8_lossy(&output.stdout);
        folders.push(PathBuf::from(folder.trim()));
    }
    let mut versioned: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    versioned.sort_unstable_by(|one, other| other.cmp(one));
    folders.extend(versioned.into_iter().map(|(_, folder)| folder));
    folders.extend(path_folders());
    folders
}

fn path_folders() -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    folders.push(PathBuf::from("/usr/sbin"));
    folders
}

/// The major version a server prints about itself.
fn version_of(server: &Path) -> Option<u32> {
    let output = Command::new(server).arg("--version").output().ok()?;
    major_version(&String::from_utf8_lossy(&output.stdout))
}

/// `postgres (PostgreSQL) 15.14 (Debian …)` and `Redis server v=7.0.15 sha=…` to 15 and 7.
fn major_version(said: &str) -> Option<u32> {
    said.split_whitespace().find_map(|word| {
        let word = word.strip_prefix("v=").unwrap_or(word);
        let digits = word.split(|sign: char| !sign.is_ascii_digit()).next()?;
        digits.parse().ok()
    })
}

fn describe(server: &Path, version: Option<u32>) -> String {
    match version {
        Some(version) => format!("{} is {version}", server.display()),
        None => format!("{} does not tell its version", server.display()),
    }
}

fn listed(seen: &[String]) -> String {
    if seen.is_empty() { String::new() } else { format!(" ({})", seen.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::major_version;

    #[test]
    fn reads_the_major_version_servers_print() {
        assert_eq!(major_version("postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)"), Some(15));
        assert_eq!(major_version("Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc"), Some(7));
        assert_eq!(major_version("postgres (PostgreSQL) 19beta1"), Some(19));
        assert_eq!(major_version("no such thing"), None);
    }
}
