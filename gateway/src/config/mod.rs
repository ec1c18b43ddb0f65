//! Settings: read once at start, wholly checked, then passed on as values.
//!
//! *Enter by* [`Sources::load`]. *Invariant*: a [`Config`] is right by being one; whatever is
//! wrong with the sources is reported all at once, each with its path and place.

mod check;
mod layout;
mod load;
mod manual;
mod print;
mod read;
mod suggest;
#[cfg(test)]
mod tests;
mod tree;
mod value;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use check::warnings;
pub use layout::{
    Access, Budget, Cache, Config, Database, Exposure, Http, Limits, LogFormat, Mode, Network,
    Registry, Server, StatusProfile, Sync, Telemetry,
};
pub use manual::{json_schema, markdown};
pub use print::print;
pub use tree::{Origin, Problem};
pub use value::{Secret, show_duration, show_size};

use read::{Log, Section};
use tree::Located;

/// The settings compiled into the program.
pub const DEFAULTS: &str = include_str!("default.toml");

/// Where settings are read from, beside those compiled into the program.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// A file.
    pub file: Option<PathBuf>,
    /// Environment variables; those that are not ours are passed over.
    pub environment: Vec<(String, String)>,
    /// Settings laid over everything, as TOML: for the demo and for tests.
    pub last: String,
}

impl Sources {
    /// The environment of this process, and `file`.
    pub fn of_process(file: Option<PathBuf>) -> Self {
        // Names or values that are no text are not ours.
        let environment = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        Self { file, environment, last: String::new() }
    }

    /// Nothing but `last`, given as TOML.
    pub fn of_text(last: impl Into<String>) -> Self {
        Self { last: last.into(), ..Self::default() }
    }

    /// Reads and checks all of it.
    ///
    /// # Errors
    ///
    /// Every problem there is.
    pub fn load(&self) -> Result<Config, Problems> {
        let mut log = Log::default();
        let tree = self.tree(&mut log.problems)?;
        let mut root = Section::root(tree, &mut log);
        let mut config = load::config(&mut root);
        root.finish();
        check::across(&mut config, &mut log.problems);
        if log.problems.is_empty() { Ok(config) } else { Err(Problems(log.problems)) }
    }

    fn tree(&self, problems: &mut Vec<Problem>) -> Result<Located, Problems> {
        let mut tree = defaults();
        if let Some(path) = &self.file {
            let text = std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
            let name: Arc<str> = path.to_string_lossy().into();
            let layer = tree::parse(&text, |line| Origin::File(Arc::clone(&name), line), problems);
            tree.overlay(layer);
        }
        tree::overlay_environment(&mut tree, self.environment.iter().cloned(), problems);
        let name: Arc<str> = "command".into();
        let layer = tree::parse(&self.last, |line| Origin::File(Arc::clone(&name), line), problems);
        tree.overlay(layer);
        Ok(tree)
    }
}

fn defaults() -> Located {
    // A test holds that the compiled settings are right: what is wrong there has no reader here.
    tree::parse(DEFAULTS, |_| Origin::Default, &mut Vec::new())
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problems {
    let name: Arc<str> = path.to_string_lossy().into();
    let message = format!("cannot read the settings: {error}");
    Problems(vec![Problem { path: String::new(), origin: Origin::File(name, 1), message }])
}

/// Everything that is wrong with the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = self.0.iter();
        if let Some(first) = lines.next() {
            write!(formatter, "{first}")?;
        }
        lines.try_for_each(|problem| write!(formatter, "\n{problem}"))
    }
}

impl std::error::Error for Problems {}
