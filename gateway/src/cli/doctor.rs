//! `tereze doctor`: each check with verdict, remedy and time.

use std::process::ExitCode;
use std::time::Duration;

use super::Done;
use super::say::say;
use crate::checks::{self, Check};
use crate::config::{Config, Problems, Sources, warnings};
use crate::{registries, wire};

/// A check that takes longer has failed.
const CHECK_TIMEOUT: Duration = Duration::from_secs(5);

pub(super) async fn run(sources: &Sources) -> Done {
    let started = checks::now();
    let checks = match sources.load() {
        Err(problems) => {
            let remedy = "correct the settings; tereze docs config is their manual";
            vec![Check::bad("settings", problems.to_string(), remedy).since(started)]
        }
        Ok(config) => {
            let settings = match warnings(&config).as_slice() {
                [] => Check::good("settings", "right"),
                some => Check::good("settings", format!("right, but: {}", some.join("; "))),
            };
            let mut checks = vec![settings.since(started)];
            checks.extend(look(&config).await);
            checks
        }
    };
    for check in &checks {
        let verdict = if check.ok { "ok  " } else { "FAIL" };
        say(&format!("{verdict}  {:<11} {:>6} ms  {}", check.name, check.took_ms, check.found));
        if let Some(remedy) = &check.remedy {
            say(&format!("{:>28}{remedy}", "do: "));
        }
    }
    let failed = checks.iter().filter(|check| !check.ok).count();
    say(&format!("{} checks, {failed} failed", checks.len()));
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn look(config: &Config) -> Vec<Check> {
    let mut found = Vec::new();
    let started = checks::now();
    found.push(
        match wire::data_dir(&config.data_dir) {
            Ok(()) => Check::good("data folder", config.data_dir.display().to_string()),
            Err(error) => {
                Check::bad("data folder", error.to_string(), "set data_dir to another folder")
            }
        }
        .since(started),
    );
    let started = checks::now();
    let listen = config.server.listen;
    found.push(
        match tokio::net::TcpListener::bind(listen).await {
            Ok(_free) => Check::good("listen", format!("{listen} is free")),
            Err(error) => Check::bad(
                "listen",
                format!("{listen}: {error}"),
                "stop what listens there (a gateway that runs already?), or set server.listen",
            ),
        }
        .since(started),
    );
    let started = checks::now();
    match wire::tables(config).await {
        Ok(db) => found.extend(checks::database(db.connection(), CHECK_TIMEOUT).await),
        Err(error) => found.push(
            Check::bad("database", error.to_string(), "start it, or correct database.url")
                .since(started),
        ),
    }
    found.extend(court_systems(config).await);
    found
}

/// The mapping files are right, and something answers at each address.
async fn court_systems(config: &Config) -> Vec<Check> {
    let started = checks::now();
    let mappings = match registries::mappings(config) {
        Ok(mappings) => mappings,
        Err(problems) => {
            let remedy = "correct the mapping files; docs/connector-guide.md tells how";
            return vec![
                Check::bad("mappings", Problems(problems).to_string(), remedy).since(started),
            ];
        }
    };
    let mut found =
        vec![Check::good("mappings", format!("{} read", mappings.len())).since(started)];
    for (registry, mapping) in mappings {
        let started = checks::now();
        let url = registry.base_url.as_ref().unwrap_or(mapping.base_url());
        let place = (url.host_str().unwrap_or_default(), url.port_or_known_default().unwrap_or(80));
        let reach = tokio::net::TcpStream::connect(place);
        let reached = matches!(tokio::time::timeout(CHECK_TIMEOUT, reach).await, Ok(Ok(_)));
        let name = format!("{} at {}:{}", registry.code, place.0, place.1);
        let check = if reached {
            Check::good("registry", format!("{name} answers"))
        } else {
            let remedy = "the gateway serves without it; look after the system or the network";
            Check::bad("registry", format!("{name} does not answer"), remedy)
        };
        found.push(check.since(started));
    }
    found
}
