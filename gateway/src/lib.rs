//! The program: settings, wiring, HTTP, telemetry, command line.

pub mod config;
