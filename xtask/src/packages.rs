//! Packages of the system: which ones a need takes, and how they are installed.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::command;

/// What something needs of the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Servers of the test suite.
    Servers,
    /// An interpreter for the suites of third parties.
    Python,
    /// A browser, and fonts with Kazakh letters, for tests of pages.
    Browser,
}

impl Need {
    /// By the name one types.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "servers" => Some(Self::Servers),
            "python" => Some(Self::Python),
            "browser" => Some(Self::Browser),
            _ => None,
        }
    }

    /// Packages of Debian and Ubuntu.
    pub const fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Servers => &["postgresql", "redis-server"],
            Self::Python => &["python3", "python3-venv"],
            Self::Browser => &["chromium", "fonts-noto-core"],
        }
    }
}

/// Installs what a need takes, or says why it may not and what to do.
pub fn install(need: Need) -> Result<()> {
    let wanted = need.packages();
    let Some(prefix) = privilege() else {
        bail!(
            "missing packages cannot be installed from here (apt-get as root or with sudo without \
             a password); install: {}",
            wanted.join(" ")
        );
    };
    println!("installing {}", wanted.join(" "));
    command::run(&mut apt(prefix, &["update", "--quiet"]))?;
    let mut arguments = vec!["install", "--yes", "--quiet", "--no-install-recommends"];
    arguments.extend(wanted);
    command::run(&mut apt(prefix, &arguments))
}

/// The words before `apt-get`, or none when it may not be used.
fn privilege() -> Option<&'static [&'static str]> {
    if !Path::new("/usr/bin/apt-get").exists() {
        return None;
    }
    let identity = command::read(Command::new("id").arg("-u")).unwrap_or_default();
    if identity.trim() == "0" {
        return Some(&["env"]);
    }
    let sudo = command::succeeds(Command::new("sudo").args(["-n", "true"]));
    sudo.then_some(&["sudo", "-n", "env"])
}

fn apt(prefix: &[&str], arguments: &[&str]) -> Command {
    let mut command = Command::new(prefix.first().copied().unwrap_or("env"));
    command.args(prefix.iter().skip(1));
    // A private instance is started for each run: the packages need not start one of their own.
    command.args(["DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1", "apt-get"]).args(arguments);
    command
}
