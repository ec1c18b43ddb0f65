//! `cargo xtask drift`: files the program prints are in the repository as it prints them.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::command;
use crate::tidy::{ARCHITECTURE, redraw};
use crate::workspace;

/// Files and the arguments of the program that prints them.
const PRINTED: [(&str, &[&str]); 3] = [
    ("schema.graphql", &["schema", "print"]),
    ("docs/errors.md", &["docs", "errors"]),
    ("docs/config.md", &["docs", "config"]),
];

/// Compares, or writes with `--write`.
pub fn run(arguments: &[String]) -> Result<()> {
    let write = match arguments {
        [] => false,
        [flag] if flag == "--write" => true,
        _ => bail!("drift takes nothing but --write"),
    };
    build()?;
    compare(write)
}

/// Builds the program in the development profile.
pub fn build() -> Result<()> {
    command::run(&mut command::cargo(&["build", "--package", "gateway", "--locked"]))
}

/// Compares what an already built program prints.
pub fn check_built() -> Result<()> {
    compare(false)
}

/// The program as built in the development profile.
pub fn program() -> PathBuf {
    workspace::target().join("debug").join("tereze")
}

fn compare(write: bool) -> Result<()> {
    let mut drifted = Vec::new();
    for (file, arguments) in PRINTED {
        let printed = command::read(command::program(program()).args(arguments))?;
        settle(file, &printed, write, &mut drifted)?;
    }
    let path = workspace::root().join(ARCHITECTURE);
    let content = fs::read_to_string(&path).with_context(|| format!("read {ARCHITECTURE}"))?;
    settle(ARCHITECTURE, &redraw(&content, &workspace::members()?)?, write, &mut drifted)?;
    if !drifted.is_empty() {
        bail!(
            "not what the program prints: {}; run: cargo xtask drift --write",
            drifted.join(", ")
        );
    }
    Ok(())
}

fn settle(file: &str, right: &str, write: bool, drifted: &mut Vec<String>) -> Result<()> {
    let path = workspace::root().join(file);
    let present = fs::read_to_string(&path).unwrap_or_default();
    if present == right {
        println!("{file} is as printed");
    } else if write {
        fs::write(&path, right).with_context(|| format!("write {file}"))?;
        println!("{file} written");
    } else {
        let line = first_difference(&present, right);
        drifted.push(format!("{file} (line {line})"));
    }
    Ok(())
}

/// Number of the first line that differs.
fn first_difference(present: &str, right: &str) -> usize {
    let same = present.lines().zip(right.lines()).take_while(|(one, other)| one == other);
    same.count() + 1
}

#[cfg(test)]
mod tests {
    use super::first_difference;

    #[test]
    fn names_the_first_line_that_differs() {
        assert_eq!(first_difference("a\nb\n", "a\nc\n"), 2);
        assert_eq!(first_difference("", "a\n"), 1);
        assert_eq!(first_difference("a\n", "a\nb\n"), 2);
    }
}
