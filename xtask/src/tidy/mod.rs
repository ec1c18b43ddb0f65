//! The rules of the house that no lint knows.
//!
//! A rule is a function from texts to findings, with a test that provokes it. To add one: write it
//! in the file of its subject and call it in [`look`].

mod drawing;
mod edges;
mod modules;
mod resolvers;
mod rust;
mod text;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::workspace::{self, Member};

pub use drawing::{ARCHITECTURE, redraw};

/// Lines from which a file deserves a look.
const LONG: usize = 400;

/// What is wrong, and where.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    file: PathBuf,
    line: Option<usize>,
    what: String,
}

impl Finding {
    fn new(file: &Path, line: impl Into<Option<usize>>, what: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: line.into(), what: what.into() }
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let file = self.file.display();
        match self.line {
            Some(line) => write!(out, "{file}:{line}: {}", self.what),
            None => write!(out, "{file}: {}", self.what),
        }
    }
}

/// Texts of the workspace by their path.
type Texts = BTreeMap<PathBuf, String>;

/// `cargo xtask tidy`.
pub fn run() -> Result<()> {
    let texts = read_texts()?;
    for (file, lines) in long_files(&texts) {
        println!("look: {} has {lines} lines", file.display());
    }
    let findings = look(&texts, &workspace::members()?);
    for finding in &findings {
        println!("{finding}");
    }
    if !findings.is_empty() {
        bail!("{} untidy places", findings.len());
    }
    println!("{} files are tidy", texts.len());
    Ok(())
}

/// Every finding of every rule.
fn look(texts: &Texts, members: &BTreeMap<String, Member>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, content) in texts {
        findings.extend(text::findings(file, content));
        if file.extension().is_some_and(|extension| extension == "rs") {
            findings.extend(rust::findings(file, content));
        }
        if file.starts_with("graphql") {
            findings.extend(resolvers::findings(file, content));
        }
    }
    findings.extend(modules::unreached(texts, members));
    findings.extend(edges::findings(members));
    let architecture = texts.get(Path::new(ARCHITECTURE)).map(String::as_str);
    findings.extend(drawing::findings(architecture, members));
    findings.sort();
    findings
}

/// Every text file of the workspace; files that are not text are left out.
fn read_texts() -> Result<Texts> {
    let mut texts = Texts::new();
    for file in workspace::files()? {
        let path = workspace::root().join(&file);
        let bytes = std::fs::read(&path).with_context(|| format!("read {}", file.display()))?;
        if let Ok(content) = String::from_utf8(bytes) {
            texts.insert(file, content);
        }
    }
    Ok(texts)
}

fn long_files(texts: &Texts) -> Vec<(&Path, usize)> {
    let sources = texts.iter().filter(|(file, _)| file.extension().is_some_and(|e| e == "rs"));
    let counted = sources.map(|(file, content)| (file.as_path(), content.lines().count()));
    counted.filter(|(_, lines)| *lines > LONG).collect()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{Finding, long_files};

    #[test]
    fn looks_at_sources_over_four_hundred_lines() {
        let texts = [("a.rs", 401), ("b.rs", 400), ("c.md", 900)]
            .map(|(name, lines)| (PathBuf::from(name), "x\n".repeat(lines)));
        let texts = texts.into_iter().collect();
        let long: Vec<_> =
            long_files(&texts).into_iter().map(|(file, _)| file.to_owned()).collect();
        assert_eq!(long, [PathBuf::from("a.rs")]);
    }

    #[test]
    fn prints_a_place_an_editor_can_open() {
        let finding = Finding::new("a/b.rs".as_ref(), 7, "wrong");
        assert_eq!(finding.to_string(), "a/b.rs:7: wrong");
    }
}
