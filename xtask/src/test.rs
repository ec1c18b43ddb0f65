//! `cargo xtask test`: the whole suite on private servers, and what was left out of it.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result};

use crate::command;
use crate::servers::Servers;
use crate::workspace;

/// The file the harness appends `not run: …` to.
const NOT_RUN_VARIABLE: &str = "TEREZE_NOT_RUN_FILE";

/// Runs the suite; `arguments` go to the runner, `environment` to the tests.
pub fn run(arguments: &[String], environment: &[(&str, &str)]) -> Result<()> {
    let servers = Servers::start()?;
    let left_out = workspace::target().join("tereze").join("not-run");
    fs::create_dir_all(left_out.parent().unwrap_or(&left_out))?;
    fs::write(&left_out, "").with_context(|| format!("write {}", left_out.display()))?;
    let nextest = command::succeeds(&mut command::cargo(&["nextest", "--version"]));
    let mut suite = command::cargo(&runner(arguments, nextest));
    suite.env(NOT_RUN_VARIABLE, &left_out).envs(environment.iter().copied());
    let result = command::run(servers.hand_over(&mut suite));
    drop(servers);
    for line in summary(&fs::read_to_string(&left_out)?) {
        println!("{line}");
    }
    result.context("to run one test again: cargo xtask test PART-OF-ITS-NAME")
}

/// Arguments of cargo: the whole workspace unless packages are named.
fn runner(arguments: &[String], nextest: bool) -> Vec<&str> {
    let mut words = if nextest { vec!["nextest", "run"] } else { vec!["test"] };
    let named = |word: &&str| ["-p", "--package", "--workspace"].contains(word);
    if !arguments.iter().map(String::as_str).any(|word| named(&word)) {
        words.push("--workspace");
    }
    words.extend(["--locked", "--no-fail-fast"]);
    words.extend(arguments.iter().map(String::as_str));
    words
}

/// What was not run, each line once, and how to have it run.
fn summary(collected: &str) -> Vec<String> {
    let lines: BTreeSet<&str> = collected.lines().filter(|line| !line.is_empty()).collect();
    if lines.is_empty() {
        return Vec::new();
    }
    let mut text: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    text.push(format!(
        "{} left out for want of data: point TEREZE_COURT_DATA to the recorded court data, \
         TEREZE_EDS_DATA to the signatures, TEREZE_CONTRACT to the operations of clients \
         (docs/testing.md)",
        lines.len()
    ));
    text
}

#[cfg(test)]
mod tests {
    use super::{runner, summary};

    fn words(arguments: &[&str]) -> Vec<String> {
        arguments.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn runs_the_whole_workspace_unless_packages_are_named() {
        let plain = words(&["conformance"]);
        assert_eq!(
            runner(&plain, true),
            ["nextest", "run", "--workspace", "--locked", "--no-fail-fast", "conformance"]
        );
        let narrow = words(&["-p", "domain"]);
        assert_eq!(runner(&narrow, false), ["test", "--locked", "--no-fail-fast", "-p", "domain"]);
    }

    #[test]
    fn tells_once_what_was_left_out_and_how_to_have_it() {
        let lines = summary("not run: boards\nnot run: boards\nnot run: lists\n");
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[0], "not run: boards");
        assert!(lines[2].starts_with("2 left out") && lines[2].contains("TEREZE_COURT_DATA"));
    }

    #[test]
    fn says_nothing_when_all_was_run() {
        assert!(summary("").is_empty());
    }
}
