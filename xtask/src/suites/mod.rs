//! `cargo xtask suites`: what others wrote to judge a GraphQL server, against ours.
//!
//! To add one: pin its package in `tests/npm` or `tests/pypi`, write a function, name it in
//! [`SUITES`].

mod gateway;
mod tools;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{command, drift, workspace};
use gateway::Gateway;
use tools::Tools;

/// One suite of others.
struct Suite {
    name: &'static str,
    /// What it proves.
    proves: &'static str,
    run: fn(&Tools, &Gateway) -> Result<()>,
}

const SUITES: [Suite; 5] = [
    Suite { name: "inspector", proves: "every operation of clients is valid", run: inspector },
    Suite { name: "codegen", proves: "typed clients can be generated", run: codegen },
    Suite { name: "relay", proves: "Relay compiles operations and pages", run: relay },
    Suite { name: "audits", proves: "GraphQL over HTTP, every audit", run: audits },
    Suite { name: "schemathesis", proves: "no input makes a server error", run: schemathesis },
];

/// Builds the gateway unless told that it is built, then runs the named suites or all of them.
pub fn run(arguments: &[String]) -> Result<()> {
    let (built, names) = match arguments {
        [flag, names @ ..] if flag == "--built" => (true, names),
        names => (false, names),
    };
    if let Some(name) = names.iter().find(|name| SUITES.iter().all(|suite| suite.name != **name)) {
        let known: Vec<&str> = SUITES.iter().map(|suite| suite.name).collect();
        bail!("no suite `{name}`: {}", known.join(", "));
    }
    if !built {
        drift::build()?;
    }
    run_named(names)
}

/// Runs all against the gateway as built.
pub fn run_built() -> Result<()> {
    run_named(&[])
}

fn run_named(names: &[String]) -> Result<()> {
    let tools = Tools::prepare()?;
    prepare(&tools.folder)?;
    let gateway = Gateway::start()?;
    let chosen = |suite: &&Suite| names.is_empty() || names.iter().any(|name| name == suite.name);
    let mut failed = Vec::new();
    for suite in SUITES.iter().filter(chosen) {
        println!("-- {}: {}", suite.name, suite.proves);
        if let Err(error) = (suite.run)(&tools, &gateway) {
            println!("{error:#}");
            failed.push(suite.name);
        }
    }
    if !failed.is_empty() {
        bail!(
            "failed: {}; to run again: cargo xtask suites {}",
            failed.join(", "),
            failed.join(" ")
        );
    }
    Ok(())
}

/// Puts the schema and the operations of clients beside the tools.
fn prepare(folder: &Path) -> Result<()> {
    for made in ["operations", "made", "relay/operations"] {
        let made = folder.join(made);
        if made.exists() {
            fs::remove_dir_all(&made)?;
        }
        fs::create_dir_all(&made)?;
    }
    let schema = workspace::root().join("schema.graphql");
    fs::copy(&schema, folder.join("schema.graphql")).context("copy schema.graphql")?;
    // Copies that are always there first, then the contract itself over them.
    let given = operations_folder();
    let required = std::env::var_os("TEREZE_REQUIRE_DATA").is_some_and(|value| value == "1");
    if !given.is_dir() && !required {
        println!("not run: all operations of clients: no folder at TEREZE_CONTRACT; some are");
    }
    let waiting = waiting()?;
    let mut folders = vec![workspace::root().join("tests/it/operations")];
    folders.extend((given.is_dir() || required).then_some(given));
    for from in folders {
        let files = fs::read_dir(&from).with_context(|| format!("read {}", from.display()))?;
        for file in files {
            let file = file?;
            let name = file.file_name();
            let stem = file.path().file_stem().unwrap_or_default().to_string_lossy().into_owned();
            if waiting.contains(&stem) {
                continue;
            }
            let text = fs::read_to_string(file.path()).unwrap_or_default();
            if Path::new(&name).extension().is_some_and(|e| e == "graphql") && is_operation(&text) {
                fs::write(folder.join("operations").join(name), text)?;
            }
        }
    }
    Ok(())
}

/// The folder of the client contract, as the harness finds it.
fn operations_folder() -> PathBuf {
    let given = std::env::var_os("TEREZE_CONTRACT").filter(|value| !value.is_empty());
    workspace::root().join(given.unwrap_or_else(|| "../shared/contract".into()))
}

/// Files of the contract that ask for rooms not open yet: the list of the tests.
fn waiting() -> Result<Vec<String>> {
    #[derive(serde::Deserialize)]
    struct Lists {
        waiting: Vec<String>,
    }
    let path = workspace::root().join("tests/it/contract/running.toml");
    let text = fs::read_to_string(path).context("read tests/it/contract/running.toml")?;
    let lists: Lists = toml::from_str(&text).context("read tests/it/contract/running.toml")?;
    Ok(lists.waiting)
}

/// Whether a document holds operations; a schema does not.
fn is_operation(text: &str) -> bool {
    let begins = |line: &str| {
        ["query", "mutation", "subscription", "{"].iter().any(|word| {
            let rest = line.strip_prefix(word);
            rest.is_some_and(|rest| {
                !rest.starts_with(|sign: char| sign.is_alphanumeric() || sign == ':')
            })
        })
    };
    text.lines().any(begins)
}

fn inspector(tools: &Tools, _: &Gateway) -> Result<()> {
    let mut validate = tools.node("node_modules/.bin/graphql-inspector");
    command::run(validate.args(["validate", "operations/*.graphql", "schema.graphql"]))
}

fn codegen(tools: &Tools, _: &Gateway) -> Result<()> {
    let mut generate = tools.node("node_modules/.bin/graphql-codegen");
    command::run(generate.args(["--config", "codegen.config.mjs"]))?;
    let mut compile = tools.node("node_modules/.bin/tsc");
    command::run(compile.args([
        "--noEmit",
        "--strict",
        "--skipLibCheck",
        "--module",
        "nodenext",
        "--target",
        "es2022",
        "made/codegen/graphql.ts",
    ]))
}

fn relay(tools: &Tools, _: &Gateway) -> Result<()> {
    command::run(&mut tools.node("relay-prepare.mjs"))?;
    command::run(tools.node("node_modules/.bin/relay-compiler").arg("relay.config.json"))
}

fn audits(tools: &Tools, gateway: &Gateway) -> Result<()> {
    command::run(tools.node("audit.mjs").arg(gateway.url()))
}

/// As nobody in particular, then as the clerk of the demo, who reaches more of the schema.
fn schemathesis(tools: &Tools, gateway: &Gateway) -> Result<()> {
    for token in [None, Some("demo-clerk")] {
        let mut run = tools.python("schemathesis");
        run.current_dir(tools.folder.join("made")).env("NO_COLOR", "1");
        run.env("PYTHONPATH", workspace::root().join("tests/pypi"));
        run.env("PYTHONDONTWRITEBYTECODE", "1").env("SCHEMATHESIS_HOOKS", "codes");
        run.args(["run", &gateway.url(), "--checks", "not_a_server_error", "--seed", "1"]);
        run.args(["--max-examples", "50", "--workers", "2", "--continue-on-failure"]);
        run.args(["--warnings", "off", "--suppress-health-check", "all"]);
        run.args(["--request-timeout", "30"]);
        if let Some(token) = token {
            run.arg("--header").arg(format!("Authorization: Bearer {token}"));
        }
        command::run(&mut run)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::is_operation;

    #[test]
    fn tells_operations_from_a_schema() {
        assert!(is_operation("query CaseView($id: ID!) {\n  node(id: $id) { id }\n}\n"));
        assert!(is_operation("# note\n{ me { id } }\n"));
        assert!(is_operation("subscription Live { a }\n"));
        assert!(!is_operation("schema {\n  query: Query\n}\ntype Query { a: Int }\n"));
        assert!(!is_operation("queryType\n"));
    }
}
