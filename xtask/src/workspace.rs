//! What cargo and git know of this workspace.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::command;

/// The folder of the workspace.
pub fn root() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own)
}

/// The folder of what is built, ignored by git.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), |given| root().join(given))
}

/// A member of the workspace.
#[derive(Debug, Clone)]
pub struct Member {
    /// Name of the crate and of its folder.
    pub name: String,
    /// Names of the packages it depends on, dev-dependencies left out.
    pub dependencies: BTreeSet<String>,
    /// Source files that are roots of a target.
    pub roots: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    kind: Option<String>,
}

#[derive(Deserialize)]
struct Target {
    src_path: PathBuf,
}

/// The members of this workspace by name.
pub fn members() -> Result<BTreeMap<String, Member>> {
    let text = command::read(&mut command::cargo(&[
        "metadata",
        "--format-version",
        "1",
        "--no-deps",
        "--offline",
    ]))?;
    parse(&text)
}

fn parse(text: &str) -> Result<BTreeMap<String, Member>> {
    let metadata: Metadata = serde_json::from_str(text).context("read what cargo says")?;
    let members = metadata.packages.into_iter().map(|package| {
        let kept = package.dependencies.into_iter().filter(|d| d.kind.as_deref() != Some("dev"));
        let dependencies = kept.map(|dependency| dependency.name).collect();
        let roots = package.targets.into_iter().map(|target| target.src_path).collect();
        (package.name.clone(), Member { name: package.name, dependencies, roots })
    });
    Ok(members.collect())
}

/// Files git tracks or would track, relative to the workspace; deleted ones are left out.
pub fn files() -> Result<Vec<PathBuf>> {
    let mut list = command::program("git");
    list.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let names = command::read(&mut list)?;
    let files: BTreeSet<PathBuf> =
        names.split('\0').filter(|n| !n.is_empty()).map(PathBuf::from).collect();
    Ok(files.into_iter().filter(|file| root().join(file).is_file()).collect())
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn leaves_dev_dependencies_out() {
        let text = r#"{"packages": [{"name": "a", "targets": [{"src_path": "a/src/lib.rs"}],
            "dependencies": [{"name": "b", "kind": null}, {"name": "c", "kind": "dev"},
                             {"name": "d", "kind": "build"}]}]}"#;
        let members = parse(text).expect("readable");
        let names: Vec<&str> = members["a"].dependencies.iter().map(String::as_str).collect();
        assert_eq!(names, ["b", "d"]);
    }
}
