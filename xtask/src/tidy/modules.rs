//! Every source is reached by a `mod` from the root of a target.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use super::{Finding, Texts};
use crate::workspace::{self, Member};

/// Sources no target reaches.
pub fn unreached(texts: &Texts, members: &BTreeMap<String, Member>) -> Vec<Finding> {
    let roots = members.values().flat_map(|member| &member.roots);
    let roots = roots.filter_map(|root| root.strip_prefix(workspace::root()).ok());
    let reached = reach(texts, roots.map(Path::to_owned));
    let sources = texts.keys().filter(|file| file.extension().is_some_and(|e| e == "rs"));
    let lost = sources.filter(|file| !reached.contains(*file));
    lost.map(|file| Finding::new(file, None, "no `mod` leads here: name or delete it")).collect()
}

/// Sources reached from the roots.
fn reach(texts: &Texts, roots: impl Iterator<Item = PathBuf>) -> BTreeSet<PathBuf> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<(PathBuf, bool)> = roots.map(|root| (root, true)).collect();
    while let Some((file, is_root)) = open.pop() {
        let Some(content) = texts.get(&file) else { continue };
        if !reached.insert(file.clone()) {
            continue;
        }
        open.extend(named(&file, is_root, content).into_iter().map(|child| (child, false)));
    }
    reached
}

/// Files a source may mean by its `mod` lines.
fn named(file: &Path, is_root: bool, content: &str) -> Vec<PathBuf> {
    let folder = file.parent().unwrap_or(Path::new(""));
    let own = file.file_stem().unwrap_or_default();
    let children = if is_root || own == "mod" { folder.to_owned() } else { folder.join(own) };
    let mut files = Vec::new();
    let mut given = None;
    for line in content.lines().map(str::trim) {
        if let Some(path) = line.strip_prefix("#[path = \"").and_then(|l| l.strip_suffix("\"]")) {
            given = Some(normal(&folder.join(path)));
        } else if let Some(name) = module(line) {
            if let Some(path) = given.take() {
                files.push(path);
            } else {
                files.push(children.join(format!("{name}.rs")));
                files.push(children.join(name).join("mod.rs"));
            }
        }
    }
    files
}

/// The name in `mod name;`, with or without visibility.
fn module(line: &str) -> Option<&str> {
    let line = match line.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(')')?.1,
        Some(rest) => rest,
        None => line,
    };
    line.trim_start().strip_prefix("mod ")?.strip_suffix(';')
}

/// A path without `..`, by its words alone.
fn normal(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut whole, part| {
        match part {
            Component::ParentDir => {
                whole.pop();
            }
            part => whole.push(part),
        }
        whole
    })
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{Texts, reach};

    fn reached(files: &[(&str, &str)]) -> Vec<String> {
        let texts: Texts =
            files.iter().map(|(file, text)| (PathBuf::from(file), (*text).to_owned())).collect();
        let reached = reach(&texts, [PathBuf::from("a/src/lib.rs")].into_iter());
        reached.into_iter().map(|file| file.display().to_string()).collect()
    }

    #[test]
    fn follows_modules_into_folders() {
        let files = [
            ("a/src/lib.rs", "pub mod one;\npub(crate) mod two;\n"),
            ("a/src/one.rs", "#[cfg(test)]\nmod tests;\n"),
            ("a/src/one/tests.rs", ""),
            ("a/src/two/mod.rs", "mod three;\n"),
            ("a/src/two/three.rs", ""),
        ];
        assert_eq!(reached(&files).len(), files.len());
    }

    #[test]
    fn follows_a_given_path() {
        let files = [
            ("a/src/lib.rs", "#[path = \"../../b/src/c/mod.rs\"]\nmod d;\n"),
            ("b/src/c/mod.rs", ""),
        ];
        assert_eq!(reached(&files), ["a/src/lib.rs", "b/src/c/mod.rs"]);
    }

    #[test]
    fn does_not_reach_a_file_nobody_names() {
        let files = [("a/src/lib.rs", "// mod lost;\n"), ("a/src/lost.rs", "")];
        assert_eq!(reached(&files), ["a/src/lib.rs"]);
    }
}
