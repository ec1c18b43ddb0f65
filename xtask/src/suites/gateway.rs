//! A running gateway for suites that speak HTTP: the demo, on a free port, in a scratch folder.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::drift;
use crate::private::{Process, command};
use crate::workspace;

/// A gateway that stops on drop.
pub struct Gateway {
    address: SocketAddr,
    // Dropped in this order: the program first, its data after it.
    _process: Process,
    _data: Data,
}

struct Data(PathBuf);

impl Drop for Data {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Gateway {
    /// Starts the demo and waits until it says it is ready.
    pub fn start() -> Result<Self> {
        let data = Data(workspace::target().join("tereze/gateway"));
        if data.0.exists() {
            fs::remove_dir_all(&data.0)?;
        }
        fs::create_dir_all(&data.0)?;
        let address = free_address()?;
        let mut program = command(&drift::program(), None);
        program.current_dir(&data.0);
        program.env("TEREZE__SERVER__LISTEN", address.to_string());
        program.env("TEREZE__DATA_DIR", data.0.join("var"));
        // An empty purse would answer in place of what is being judged.
        program.env("TEREZE__LIMITS__BUDGET", "false");
        let log = data.0.join("log");
        let process = Process::start("gateway", program, &log, || is_ready(address))?;
        Ok(Self { address, _process: process, _data: data })
    }

    /// Where operations are sent.
    pub fn url(&self) -> String {
        format!("http://{}/graphql", self.address)
    }
}

/// A port nobody listens on now.
fn free_address() -> Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").context("find a free port")?;
    Ok(listener.local_addr()?)
}

fn is_ready(address: SocketAddr) -> bool {
    let limit = Duration::from_secs(2);
    let Ok(mut stream) = TcpStream::connect_timeout(&address, limit) else { return false };
    let question =
        format!("GET /health/ready HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    let mut answer = [0; 12];
    stream.set_read_timeout(Some(limit)).is_ok()
        && stream.write_all(question.as_bytes()).is_ok()
        && stream.read_exact(&mut answer).is_ok()
        && &answer == b"HTTP/1.1 200"
}
