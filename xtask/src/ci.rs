//! `cargo xtask ci`: everything a change must pass, in the order that fails soonest.

use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::step::{self, Step};
use crate::{bench, command, drift, licences, suites, test, tidy};

/// Two cores, a cold clone.
const LIMIT: Duration = Duration::from_mins(90);

const STEPS: [Step; 10] = [
    Step { name: "format", budget: Duration::from_secs(30), fix: "cargo fmt", run: format },
    Step { name: "tidy", budget: Duration::from_secs(30), fix: "cargo xtask tidy", run: tidy::run },
    Step {
        name: "licences",
        budget: Duration::from_mins(1),
        fix: "cargo xtask licences",
        run: licences::run,
    },
    Step {
        name: "clippy",
        budget: Duration::from_mins(15),
        fix: "cargo clippy --workspace --all-targets -- -D warnings",
        run: clippy,
    },
    Step {
        name: "doc",
        budget: Duration::from_mins(6),
        fix: "RUSTDOCFLAGS='-D warnings' cargo doc --workspace --no-deps",
        run: doc,
    },
    Step {
        name: "build",
        budget: Duration::from_mins(25),
        fix: "cargo build --workspace --bins --tests",
        run: build,
    },
    Step {
        name: "drift",
        budget: Duration::from_secs(30),
        fix: "cargo xtask drift --write",
        run: drift::check_built,
    },
    Step {
        name: "test",
        budget: Duration::from_mins(15),
        fix: "cargo xtask test PART-OF-THE-NAME",
        run: suite,
    },
    Step {
        name: "suites",
        budget: Duration::from_mins(10),
        fix: "cargo xtask suites",
        run: suites::run_built,
    },
    Step {
        name: "benches",
        budget: Duration::from_mins(4),
        fix: "cargo check -p benches --benches",
        run: bench::check,
    },
];

/// Runs every step; the tree must be as clean after them as before.
pub fn run() -> Result<()> {
    let before = status()?;
    step::run(&STEPS, LIMIT)?;
    let after = status()?;
    if before != after {
        bail!("the steps changed the tree; ignore or delete what they leave behind:\n{after}");
    }
    Ok(())
}

fn status() -> Result<String> {
    command::read(command::program("git").args(["status", "--porcelain"]))
}

/// A minimal toolchain has neither formatter nor linter.
fn components() -> Result<()> {
    let has = |name: &str| command::succeeds(&mut command::cargo(&[name, "--version"]));
    if has("fmt") && has("clippy") {
        return Ok(());
    }
    let mut add = command::program("rustup");
    command::run(add.args(["component", "add", "rustfmt", "clippy"]))
        .context("rustfmt and clippy are missing; install them with your toolchain")
}

fn format() -> Result<()> {
    components()?;
    command::run(&mut command::cargo(&["fmt", "--all", "--check"]))
}

fn clippy() -> Result<()> {
    let arguments = ["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"];
    command::run(&mut command::cargo(&arguments))
}

fn doc() -> Result<()> {
    let mut doc = command::cargo(&["doc", "--workspace", "--no-deps", "--locked"]);
    command::run(doc.env("RUSTDOCFLAGS", "-D warnings"))
}

/// Programs and tests at once: one set of features, so that nothing is compiled twice.
fn build() -> Result<()> {
    command::run(&mut command::cargo(&["build", "--workspace", "--bins", "--tests", "--locked"]))
}

fn suite() -> Result<()> {
    test::run(&[], &[("INSTA_UPDATE", "no")])
}
