//! `cargo xtask licences`: what is built, under which licence, and in how many versions.
//!
//! The lists are those of `deny.toml`, which `cargo deny` reads too; here they are held against
//! what cargo really builds (`cargo tree`), which leaves out crates of other platforms.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::command;
use crate::workspace;

#[derive(Deserialize)]
struct Policy {
    licenses: Licences,
    bans: Bans,
}

#[derive(Deserialize)]
struct Licences {
    allow: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Ban>,
}

#[derive(Deserialize)]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    #[serde(rename = "deny-multiple-versions", default)]
    only_multiple: bool,
    #[serde(default)]
    reason: String,
}

/// Packages that name a file instead of an expression, and what somebody read in it.
const READ: [(&str, &str); 1] = [("jsonpath-rust", "MIT")];

/// One package as built.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Built {
    name: String,
    version: String,
    licence: String,
}

/// Checks everything the workspace builds.
pub fn run() -> Result<()> {
    let text =
        std::fs::read_to_string(workspace::root().join("deny.toml")).context("read deny.toml")?;
    let policy: Policy = toml::from_str(&text).context("read deny.toml")?;
    let tree = command::read(&mut command::cargo(&[
        "tree",
        "--locked",
        "--workspace",
        "--edges",
        "normal,build,dev",
        "--prefix",
        "none",
        "--format",
        "{p}|{l}",
    ]))?;
    let built = parse(&tree);
    let faults = faults(&built, &policy);
    for fault in &faults {
        println!("{fault}");
    }
    if !faults.is_empty() {
        bail!("{} packages break deny.toml", faults.len());
    }
    println!("{} packages are as deny.toml allows", built.len());
    Ok(())
}

/// Lines like `serde v1.0.228 (proc-macro) (*)|MIT OR Apache-2.0`.
fn parse(tree: &str) -> BTreeSet<Built> {
    let packages = tree.lines().filter_map(|line| {
        let (package, licence) = line.split_once('|')?;
        let mut words = package.split_whitespace();
        let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
        let read = READ.iter().find(|(package, _)| *package == name).map(|(_, licence)| *licence);
        let licence = match licence.trim_end_matches("(*)").trim() {
            "" => read.unwrap_or_default(),
            told => told,
        };
        Some(Built {
            name: name.to_owned(),
            version: version.to_owned(),
            licence: licence.to_owned(),
        })
    });
    packages.collect()
}

fn faults(built: &BTreeSet<Built>, policy: &Policy) -> Vec<String> {
    let mut faults = Vec::new();
    let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for Built { name, version, licence } in built {
        versions.entry(name).or_default().push(version);
        if !allowed(licence, &policy.licenses.allow) {
            faults.push(format!("{name} {version}: licence `{licence}` is not in the list"));
        }
    }
    for ban in &policy.bans.deny {
        let Some(found) = versions.get(ban.name.as_str()) else { continue };
        let Ban { name, reason, .. } = ban;
        if !ban.only_multiple {
            faults.push(format!("{name} {}: forbidden: {reason}", found.join(", ")));
        } else if found.len() > 1 {
            faults.push(format!("{name}: built in versions {}: one only", found.join(", ")));
        }
    }
    faults
}

/// Whether the expression can be met with allowed licences alone. `OR` binds weaker than `AND`.
fn allowed(expression: &str, list: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    any(&mut rest, list) && rest.is_empty()
}

fn any(words: &mut &[&str], list: &BTreeSet<String>) -> bool {
    let mut good = all(words, list);
    while let Some(("OR", rest)) = words.split_first().map(|(word, rest)| (*word, rest)) {
        *words = rest;
        good |= all(words, list);
    }
    good
}

fn all(words: &mut &[&str], list: &BTreeSet<String>) -> bool {
    let mut good = one(words, list);
    while let Some(("AND", rest)) = words.split_first().map(|(word, rest)| (*word, rest)) {
        *words = rest;
        good &= one(words, list);
    }
    good
}

fn one(words: &mut &[&str], list: &BTreeSet<String>) -> bool {
    let Some((word, rest)) = words.split_first() else { return false };
    *words = rest;
    if *word == "(" {
        let good = any(words, list);
        return match words.split_first() {
            Some((&")", rest)) => {
                *words = rest;
                good
            }
            _ => false,
        };
    }
    let mut name = (*word).to_owned();
    if let Some((&"WITH", [exception, rest @ ..])) = words.split_first() {
        name = format!("{name} WITH {exception}");
        *words = rest;
    }
    list.contains(&name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Policy, allowed, faults, parse};

    fn list() -> BTreeSet<String> {
        ["MIT", "Apache-2.0", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"]
            .map(str::to_owned)
            .into()
    }

    fn policy() -> Policy {
        toml::from_str(
            r#"
            [licenses]
            allow = ["MIT"]
            [bans]
            deny = [
                { crate = "ring", reason = "one library of signatures" },
                { crate = "tokio", deny-multiple-versions = true },
            ]
            "#,
        )
        .expect("a policy")
    }

    #[test]
    fn reads_expressions_of_licences() {
        for good in [
            "MIT",
            "MIT OR GPL-3.0",
            "MIT/Apache-2.0",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR GPL-3.0",
            "GPL-3.0 OR MIT AND Apache-2.0",
        ] {
            assert!(allowed(good, &list()), "{good}");
        }
        for bad in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT", "MIT WITH surprise", "MIT Apache-2.0"]
        {
            assert!(!allowed(bad, &list()), "{bad}");
        }
    }

    #[test]
    fn reads_what_cargo_builds() {
        let built = parse("serde v1.0.1 (proc-macro) (*)|MIT (*)\nserde v1.0.1|MIT\n\nbad line\n");
        assert_eq!(built.len(), 1);
    }

    #[test]
    fn takes_what_was_read_in_a_file_where_no_expression_is_told() {
        let tree = format!("{} v1.0.0|\nunread v1.0.0|\n", super::READ[0].0);
        assert_eq!(faults(&parse(&tree), &policy()).len(), 1);
    }

    #[test]
    fn refuses_a_licence_that_is_not_in_the_list() {
        let found = faults(&parse("odd v1.0.0|Odd-1.0\n"), &policy());
        assert_eq!(found, ["odd 1.0.0: licence `Odd-1.0` is not in the list"]);
    }

    #[test]
    fn refuses_a_forbidden_crate_and_two_versions_of_one() {
        let tree = "ring v0.17.14|MIT\ntokio v1.0.0|MIT\ntokio v2.0.0|MIT\n";
        assert_eq!(
            faults(&parse(tree), &policy()),
            [
                "ring 0.17.14: forbidden: one library of signatures",
                "tokio: built in versions 1.0.0, 2.0.0: one only",
            ]
        );
    }
}
