//! Reads typed values out of a tree: reports every problem, notes every key.
//!
//! A reader that finds a problem returns a harmless value and goes on: the whole is refused at
//! the end. The keys it notes are the manual and the JSON schema.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::time::Duration;

use super::suggest::nearest;
use super::tree::{Located, Node, Origin, Problem};
use super::value::{self, Secret, show_duration, show_size};

/// What a key takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Duration(RangeInclusive<Duration>),
    Size(RangeInclusive<u64>),
    Count(RangeInclusive<u64>),
    Switch,
    Text,
    Choice(Vec<&'static str>),
    Address,
    Url,
    Path,
    Secret,
    Texts,
    Table,
    Secrets,
}

/// One key that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spec {
    pub path: String,
    pub kind: Kind,
    pub optional: bool,
}

/// What reading found, beside the values.
#[derive(Debug, Default)]
pub(super) struct Log {
    pub problems: Vec<Problem>,
    pub specs: Vec<Spec>,
}

/// A setting that takes one of a few words.
pub(super) trait Choice: Copy + Sized + 'static {
    const WORDS: &'static [(&'static str, Self)];
}

/// One table of settings, being read.
pub(super) struct Section<'l> {
    path: String,
    origin: Origin,
    table: BTreeMap<String, Located>,
    known: Vec<&'static str>,
    log: &'l mut Log,
}

impl<'l> Section<'l> {
    pub(super) fn root(tree: Located, log: &'l mut Log) -> Self {
        Self::over(String::new(), tree, log)
    }

    fn over(path: String, tree: Located, log: &'l mut Log) -> Self {
        let table = match tree.node {
            Node::Table(table) => table,
            other => {
                let message = format!("must be a table, found {}", other.kind());
                log.problems.push(Problem {
                    path: path.clone(),
                    origin: tree.origin.clone(),
                    message,
                });
                BTreeMap::new()
            }
        };
        Self { path, origin: tree.origin, table, known: Vec::new(), log }
    }

    fn path(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Notes a problem with `key`, wherever its value came from.
    pub(super) fn problem(&mut self, key: &str, origin: &Origin, message: impl Into<String>) {
        let problem =
            Problem { path: self.path(key), origin: origin.clone(), message: message.into() };
        self.log.problems.push(problem);
    }

    /// Where the section stands.
    pub(super) fn origin(&self) -> Origin {
        self.origin.clone()
    }

    fn take(&mut self, key: &'static str, kind: Kind, optional: bool) -> Option<Located> {
        self.known.push(key);
        let path = self.path(key);
        if !self.log.specs.iter().any(|spec| spec.path == path) {
            self.log.specs.push(Spec { path, kind, optional });
        }
        let found = self.table.remove(key);
        if found.is_none() && !optional {
            let origin = self.origin();
            self.problem(key, &origin, "is required here");
        }
        found
    }

    /// Reads a text as something; `what` says what would be right.
    fn parsed<T>(
        &mut self,
        key: &'static str,
        kind: Kind,
        what: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let found = self.take(key, kind, false)?;
        self.read_text(key, &found, what, parse)
    }

    fn read_text<T>(
        &mut self,
        key: &str,
        found: &Located,
        what: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = match &found.node {
            Node::Text(text) => parse(text),
            Node::Whole(number) => parse(&number.to_string()),
            _ => None,
        };
        if value.is_none() {
            let shown = match &found.node {
                Node::Text(text) => format!("\"{text}\""),
                Node::Whole(number) => number.to_string(),
                other => other.kind().to_owned(),
            };
            self.problem(key, &found.origin, format!("must be {what}, found {shown}"));
        }
        value
    }

    pub(super) fn duration(
        &mut self,
        key: &'static str,
        range: RangeInclusive<Duration>,
    ) -> Duration {
        let what = format!(
            "a duration from {} to {}",
            show_duration(*range.start()),
            show_duration(*range.end())
        );
        let within = |text: &str| value::duration(text).filter(|found| range.contains(found));
        self.parsed(key, Kind::Duration(range.clone()), &what, within).unwrap_or_default()
    }

    pub(super) fn size(&mut self, key: &'static str, range: RangeInclusive<u64>) -> u64 {
        let what =
            format!("a size from {} to {}", show_size(*range.start()), show_size(*range.end()));
        let within = |text: &str| value::size(text).filter(|found| range.contains(found));
        self.parsed(key, Kind::Size(range.clone()), &what, within).unwrap_or_default()
    }

    pub(super) fn count(&mut self, key: &'static str, range: RangeInclusive<u64>) -> usize {
        let what = format!("a whole number from {} to {}", range.start(), range.end());
        let within = |text: &str| text.parse().ok().filter(|found| range.contains(found));
        let count = self.parsed(key, Kind::Count(range.clone()), &what, within).unwrap_or_default();
        usize::try_from(count).unwrap_or(usize::MAX)
    }

    pub(super) fn switch(&mut self, key: &'static str) -> bool {
        let Some(found) = self.take(key, Kind::Switch, false) else { return false };
        match (&found.node, &found.origin) {
            (Node::Switch(switch), _) => *switch,
            (Node::Text(text), Origin::Variable(_)) if text == "true" => true,
            (Node::Text(text), Origin::Variable(_)) if text == "false" => false,
            (other, _) => {
                let message = format!("must be true or false, found {}", other.kind());
                self.problem(key, &found.origin, message);
                false
            }
        }
    }

    pub(super) fn text(&mut self, key: &'static str) -> String {
        let whole = |text: &str| (!text.trim().is_empty()).then(|| text.to_owned());
        self.parsed(key, Kind::Text, "a text that is not empty", whole).unwrap_or_default()
    }

    pub(super) fn path_of(&mut self, key: &'static str) -> PathBuf {
        let whole = |text: &str| (!text.trim().is_empty()).then(|| PathBuf::from(text));
        self.parsed(key, Kind::Path, "a path", whole).unwrap_or_default()
    }

    pub(super) fn choice<T: Choice>(&mut self, key: &'static str) -> T {
        let words = T::WORDS.iter().map(|(word, _)| *word).collect::<Vec<_>>();
        let what = format!("one of {}", words.join(", "));
        let find =
            |text: &str| T::WORDS.iter().find(|(word, _)| *word == text).map(|(_, choice)| *choice);
        let first = T::WORDS.first().map(|(_, choice)| *choice);
        self.parsed(key, Kind::Choice(words), &what, find)
            .or(first)
            .expect("a choice has at least one word")
    }

    pub(super) fn address(&mut self, key: &'static str) -> SocketAddr {
        let what = "an address with a port, as 127.0.0.1:4000 or [::1]:4000";
        self.parsed(key, Kind::Address, what, |text| text.parse().ok())
            .unwrap_or(SocketAddr::from(([127, 0, 0, 1], 0)))
    }

    pub(super) fn url_if_any(&mut self, key: &'static str) -> Option<url::Url> {
        let found = self.take(key, Kind::Url, true)?;
        self.read_text(key, &found, "a URL that begins with http:// or https://", |text| {
            text.parse::<url::Url>().ok().filter(|url| matches!(url.scheme(), "http" | "https"))
        })
    }

    pub(super) fn texts(&mut self, key: &'static str) -> Vec<(String, Origin)> {
        let Some(found) = self.take(key, Kind::Texts, false) else { return Vec::new() };
        match (found.node, found.origin) {
            (Node::List(items), _) => items
                .into_iter()
                .filter_map(|item| match item.node {
                    Node::Text(text) => Some((text, item.origin)),
                    other => {
                        let message = format!("must hold texts only, found {}", other.kind());
                        self.problem(key, &item.origin, message);
                        None
                    }
                })
                .collect(),
            (Node::Text(text), origin @ Origin::Variable(_)) => text
                .split(',')
                .map(str::trim)
                .filter(|item| !item.is_empty())
                .map(|item| (item.to_owned(), origin.clone()))
                .collect(),
            (other, origin) => {
                self.problem(key, &origin, format!("must be a list, found {}", other.kind()));
                Vec::new()
            }
        }
    }

    /// A secret, given in place as `key` or in a file as `key_file`.
    pub(super) fn secret_if_any(
        &mut self,
        key: &'static str,
        file_key: &'static str,
    ) -> Option<Secret> {
        let plain = self.take(key, Kind::Secret, true);
        let file = self.take(file_key, Kind::Path, true);
        self.one_secret(key, plain, file)
    }

    /// Secrets under names the caller knows: `name` in place, `name_file` in a file.
    pub(super) fn secrets(&mut self, key: &'static str) -> BTreeMap<String, Secret> {
        let Some(found) = self.take(key, Kind::Secrets, true) else { return BTreeMap::new() };
        let path = self.path(key);
        let mut inner = Section::over(path, found, self.log);
        let mut table = std::mem::take(&mut inner.table);
        let names = table.keys().cloned().collect::<Vec<_>>();
        let mut secrets = BTreeMap::new();
        for name in names {
            let plain_name = name.strip_suffix("_file").unwrap_or(&name).to_owned();
            let plain = table.remove(&plain_name);
            let file = table.remove(&format!("{plain_name}_file"));
            if let Some(secret) = inner.one_secret(&plain_name, plain, file) {
                secrets.insert(plain_name, secret);
            }
        }
        secrets
    }

    fn one_secret(
        &mut self,
        key: &str,
        plain: Option<Located>,
        file: Option<Located>,
    ) -> Option<Secret> {
        match (plain, file) {
            (None, None) => None,
            (Some(_), Some(file)) => {
                let message = format!("is given twice, as {key} and as {key}_file; leave one out");
                self.problem(key, &file.origin, message);
                None
            }
            (Some(plain), None) => match plain.node {
                Node::Text(text) if !text.is_empty() => Some(Secret::new(text)),
                _ => {
                    self.problem(key, &plain.origin, "must be a text that is not empty");
                    None
                }
            },
            (None, Some(file)) => {
                let key = format!("{key}_file");
                let path = self.read_text(&key, &file, "a path", |text| Some(text.to_owned()))?;
                match std::fs::read_to_string(&path) {
                    Ok(text) => Some(Secret::new(text.trim_end_matches(['\r', '\n']))),
                    Err(error) => {
                        let message = format!("cannot read {path}: {error}");
                        self.problem(&key, &file.origin, message);
                        None
                    }
                }
            }
        }
    }

    /// The table under `key`.
    pub(super) fn section<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Section<'_>) -> T,
    ) -> T {
        let tree = self.take(key, Kind::Table, true).unwrap_or_else(Located::empty);
        let mut inner = Section::over(self.path(key), tree, self.log);
        let value = read(&mut inner);
        inner.finish();
        value
    }

    /// Every table of the list under `key`.
    pub(super) fn each<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(&mut Section<'_>) -> T,
    ) -> Vec<T> {
        let found = self.take(key, Kind::Table, true);
        self.sketch(key, &read);
        let items = match found {
            None => Vec::new(),
            Some(Located { node: Node::List(items), .. }) => items,
            Some(other) => {
                let message = format!("must be a list of tables, found {}", other.node.kind());
                self.problem(key, &other.origin, message);
                Vec::new()
            }
        };
        let mut values = Vec::new();
        for (index, item) in items.into_iter().enumerate() {
            let path = format!("{}[{index}]", self.path(key));
            let specs = self.log.specs.len();
            let mut inner = Section::over(path, item, self.log);
            values.push(read(&mut inner));
            inner.finish();
            // The keys of one item are noted once, without its place in the list.
            self.log.specs.truncate(specs);
        }
        values
    }

    /// Reads an empty table for the sake of the keys alone.
    fn sketch<T>(&mut self, key: &str, read: &impl Fn(&mut Section<'_>) -> T) {
        let problems = self.log.problems.len();
        let path = format!("{}[]", self.path(key));
        read(&mut Section::over(path, Located::empty(), self.log));
        self.log.problems.truncate(problems);
    }

    /// Refuses the keys nobody asked for.
    pub(super) fn finish(mut self) {
        for (key, value) in std::mem::take(&mut self.table) {
            let meant = match nearest(&key, self.known.iter().copied()) {
                Some(meant) => format!("did you mean \"{meant}\"?"),
                None => format!("known here: {}", self.known.join(", ")),
            };
            self.problem(&key, &value.origin, format!("is not a setting; {meant}"));
        }
    }
}
