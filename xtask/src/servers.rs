//! Servers of the test suite: found, installed where allowed, handed over by environment.

use std::process::Command;

use anyhow::{Result, bail};

use crate::packages::{self, Need};
use crate::private::{self, Postgres, Redis};
use crate::{command, private::POSTGRES_VARIABLE, private::REDIS_VARIABLE};

/// `cargo xtask servers …`.
pub fn run(arguments: &[String]) -> Result<()> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["check"] => check(),
        ["install"] => ensure().and_then(|()| check()),
        ["install", need] => match Need::parse(need) {
            Some(need) => packages::install(need),
            None => bail!("nothing known about `{need}`: servers, python or browser"),
        },
        ["run", rest @ ..] => {
            let rest = rest.strip_prefix(&["--"]).unwrap_or(rest);
            let Some((name, arguments)) = rest.split_first() else {
                bail!("servers run: which command?");
            };
            let servers = Servers::start()?;
            command::run(servers.hand_over(command::program(name).args(arguments)))
        }
        _ => {
            bail!("servers check, servers install [servers|python|browser] or servers run COMMAND")
        }
    }
}

fn check() -> Result<()> {
    let (postgres, redis) = (private::find_postgres(), private::find_redis());
    for found in [&postgres, &redis] {
        match found {
            Ok(path) => println!("found {}", path.display()),
            Err(error) => println!("missing: {error:#}"),
        }
    }
    postgres.and(redis).map(|_| ())
}

/// Finds the servers, installs them where that is allowed; else the error says what to install.
fn ensure() -> Result<()> {
    let Err(missing) = private::find_postgres().and_then(|_| private::find_redis()) else {
        return Ok(());
    };
    println!("{missing:#}");
    packages::install(Need::Servers)?;
    private::find_postgres()?;
    private::find_redis()?;
    Ok(())
}

/// Private servers, stopped on drop; those given by environment are left alone.
pub struct Servers {
    postgres: Option<Postgres>,
    redis: Option<Redis>,
}

impl Servers {
    /// Starts what the environment does not name.
    pub fn start() -> Result<Self> {
        let given = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let (postgres, redis) = (given(POSTGRES_VARIABLE), given(REDIS_VARIABLE));
        if !postgres || !redis {
            ensure()?;
        }
        let postgres = if postgres { None } else { Some(Postgres::start()?) };
        let redis = if redis { None } else { Some(Redis::start()?) };
        Ok(Self { postgres, redis })
    }

    /// Names the servers in the environment of a command.
    pub fn hand_over<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        if let Some(postgres) = &self.postgres {
            command.env(POSTGRES_VARIABLE, postgres.url());
        }
        if let Some(redis) = &self.redis {
            command.env(REDIS_VARIABLE, redis.url());
        }
        command
    }
}
