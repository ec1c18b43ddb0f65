//! `tereze config`: the settings in force, their mistakes, their form.

use std::process::ExitCode;

use clap::Subcommand;

use super::say::{say, say_whole};
use super::{Done, load};
use crate::config::{Problems, Sources, json_schema, print};
use crate::registries;

#[derive(Subcommand)]
pub(super) enum What {
    /// Print the settings in force, each with the place it came from; secrets as ***.
    Print,
    /// Report every mistake in the settings and the mapping files, with file, line and reason.
    Check,
    /// Print a JSON schema of the settings file, for editors.
    Schema,
}

pub(super) fn run(sources: &Sources, what: &What) -> Done {
    match what {
        What::Print => {
            say_whole(&print(sources).map_err(|problems| problems.to_string())?);
        }
        What::Check => {
            let config = load(sources)?;
            let mappings =
                registries::mappings(&config).map_err(|problems| Problems(problems).to_string())?;
            say(&format!("the settings are right; {} mapping files read", mappings.len()));
        }
        What::Schema => say(&format!("{:#}", json_schema())),
    }
    Ok(ExitCode::SUCCESS)
}
