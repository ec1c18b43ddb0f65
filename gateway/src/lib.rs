//! The program: settings, wiring, HTTP, telemetry, command line.
//!
//! *Enter by* [`start`] inside a process, by [`cli::main`] from a shell.

pub mod checks;
pub mod cli;
mod clock;
pub mod config;
#[cfg(feature = "demo")]
pub mod demo;
mod http;
mod keys;
pub mod registries;
mod start;
pub mod sync;
pub mod telemetry;
pub mod wire;

pub use http::Tokens;
pub use start::{Options, Running, StartError, Stopped, Watch, start};
