//! Conditions on an answer or a row.

use toml::de::DeValue;

use super::path::Path;
use super::tree::{Table, scalar};

/// What must be so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Condition {
    /// Any of them may fulfil it.
    pub(crate) paths: Vec<Path>,
    pub(crate) test: Test,
    /// In words, for proofs.
    pub(crate) words: String,
}

/// What is asked of the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Test {
    Equals(Vec<String>),
    Exists(bool),
}

/// A condition and what follows where it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice<T> {
    pub(crate) condition: Condition,
    pub(crate) is: T,
}

impl Condition {
    /// Reads a condition; other keys of the table are the caller's.
    pub(super) fn read(table: &mut Table<'_, '_>) -> Option<Self> {
        if !table.has("path") {
            table.note("a condition needs a `path`");
        }
        let written = table.texts("path");
        let paths: Vec<Path> = written
            .iter()
            .filter_map(|path| Path::parse(path).map_err(|why| table.note(why)).ok())
            .collect();
        let name = written.join(" or ");
        let (test, words) = if let Some(node) = table.take("equals") {
            let values: Vec<String> = match node.as_ref() {
                DeValue::Array(items) => items.iter().filter_map(scalar).collect(),
                _ => scalar(node).into_iter().collect(),
            };
            if values.is_empty() {
                table.problems().note(
                    &node.span(),
                    "`equals` must be a text, number, boolean or a list of them",
                );
            }
            let words = format!("{name} = {}", values.join(" or "));
            (Test::Equals(values), words)
        } else if let Some(exists) = table.flag("exists") {
            (
                Test::Exists(exists),
                format!("{name} {}", if exists { "is there" } else { "is not there" }),
            )
        } else {
            table.note("a condition needs `equals` or `exists`");
            return None;
        };
        (!paths.is_empty()).then_some(Self { paths, test, words })
    }

    /// Reads a list of conditions.
    pub(super) fn list(table: &mut Table<'_, '_>, key: &'static str) -> Vec<Self> {
        table
            .tables(key)
            .into_iter()
            .filter_map(|mut table| {
                let condition = Self::read(&mut table);
                table.finish();
                condition
            })
            .collect()
    }
}

impl<T> Choice<T> {
    /// Reads a list of choices; `find` knows what may be chosen.
    pub(super) fn list(
        table: &mut Table<'_, '_>,
        key: &'static str,
        known: &[(&str, T)],
    ) -> Vec<Self>
    where
        T: Copy,
    {
        let mut choices = Vec::new();
        for mut table in table.tables(key) {
            let word = table.require_text("is");
            let condition = Condition::read(&mut table);
            let is = word.and_then(|word| {
                let is = known.iter().find(|(name, _)| *name == word).map(|(_, is)| *is);
                if is.is_none() {
                    let names: Vec<_> = known.iter().map(|(name, _)| *name).collect();
                    table.note(format!("`{word}` is none of {}", names.join(", ")));
                }
                is
            });
            table.finish();
            if let (Some(condition), Some(is)) = (condition, is) {
                choices.push(Self { condition, is });
            }
        }
        choices
    }
}
