//! `cargo xtask bench`: the benchmarks, with figures.

use anyhow::Result;

use crate::command;

/// Runs the benchmarks; `arguments` go to `cargo bench`.
pub fn run(arguments: &[String]) -> Result<()> {
    let mut bench = command::cargo(&["bench", "--package", "benches", "--locked"]);
    command::run(bench.args(arguments))
}

/// Compiles them without running: figures of a shared machine are no verdict.
pub fn check() -> Result<()> {
    command::run(&mut command::cargo(&["check", "--package", "benches", "--benches", "--locked"]))
}
