//! The tasks of the project: `cargo xtask` lists them.
//!
//! One program, the same at the desk and in continuous integration; no shell. *Knows nothing of*
//! our other crates, so that it is built in seconds.

mod bench;
mod ci;
mod command;
mod drift;
mod licences;
mod packages;
mod servers;
mod step;
mod suites;
mod test;
mod tidy;
mod workspace;

/// Starts private servers: shared with the harness, which must not be a dependency of this crate.
#[path = "../../tests/src/servers/mod.rs"]
mod private;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
cargo xtask TASK

  test [ARGUMENTS]       the whole test suite on private PostgreSQL and Redis; arguments go to
                         the test runner (a part of a test name, `-p CRATE`, …)
  ci                     everything a change must pass, with the time of each step
  tidy                   the rules no lint knows: files, modules, the drawing of the crates
  drift [--write]        generated files are what the program prints; --write makes them so
  licences               licences, forbidden crates, crates in two versions
  suites [--built] [NAME] suites of third parties against a running gateway (as it is built)
  servers check          find PostgreSQL and Redis
  servers install        find them, or install them
  servers run COMMAND    run a command with private servers in its environment
  bench [ARGUMENTS]      the benchmarks; arguments go to `cargo bench`
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let Some((task, rest)) = arguments.split_first() else {
        print!("{USAGE}");
        return Ok(());
    };
    match task.as_str() {
        "test" => test::run(rest, &[]),
        "ci" => ci::run(),
        "tidy" => tidy::run(),
        "drift" => drift::run(rest),
        "licences" => licences::run(),
        "suites" => suites::run(rest),
        "servers" => servers::run(rest),
        "bench" => bench::run(rest),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(())
        }
        other => bail!("no task `{other}`\n\n{USAGE}"),
    }
}
