//! A private Redis that listens on a socket in its own scratch folder.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

use anyhow::Result;

use super::find::find_redis;
use super::process::{Process, User, command};
use super::scratch::Scratch;

/// A running private Redis; stops on drop.
#[derive(Debug)]
pub struct Redis {
    url: String,
    // Dropped in this order: the server first, its folder after it.
    _process: Process,
    _scratch: Scratch,
}

impl Redis {
    /// Finds the program, starts the server, waits until it answers.
    pub fn start() -> Result<Self> {
        let program = find_redis()?;
        let user = User::for_servers()?;
        let scratch = Scratch::new("redis")?;
        if let Some(user) = &user {
            user.own(scratch.path())?;
        }
        let socket = scratch.path().join("redis.sock");
        let mut server = command(&program, user.as_ref());
        server.args(["--port", "0", "--save", "", "--appendonly", "no", "--daemonize", "no"]);
        server.arg("--unixsocket").arg(&socket).arg("--dir").arg(scratch.path());
        let log = scratch.path().join("log");
        let process = Process::start("redis", server, &log, || answers(&socket))?;
        let url = format!("redis+unix://{}", socket.display());
        Ok(Self { url, _process: process, _scratch: scratch })
    }

    /// Address of the server.
    pub fn url(&self) -> &str {
        &self.url
    }
}

fn answers(socket: &Path) -> bool {
    let Ok(mut stream) = UnixStream::connect(socket) else { return false };
    let mut answer = [0; 7];
    stream.set_read_timeout(Some(Duration::from_secs(1))).is_ok()
        && stream.write_all(b"PING\r\n").is_ok()
        && stream.read_exact(&mut answer).is_ok()
        && &answer == b"+PONG\r\n"
}
