//! Logs and figures of the program.

pub mod logs;
pub mod metrics;
