//! The contract with clients: their operations are valid, and those that run give what they did.

#[cfg(feature = "stack")]
mod drift;
mod valid;

use serde::Deserialize;

/// What `running.toml` says of the files of the contract.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    running: Vec<String>,
    waiting: Vec<String>,
}

fn lists() -> Lists {
    toml::from_str(include_str!("running.toml")).expect("running.toml is readable")
}
