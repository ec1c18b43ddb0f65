//! A TOML table that remembers which keys were asked for, so that the others can be named.

use std::ops::Range;
use std::str::FromStr;

use serde_spanned::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::Problems;

/// A value with its place.
pub(super) type Node<'i> = Spanned<DeValue<'i>>;

/// A table being read.
pub(super) struct Table<'a, 'i> {
    keys: &'a DeTable<'i>,
    span: Range<usize>,
    name: String,
    known: Vec<&'static str>,
    problems: &'a Problems<'a>,
}

impl<'a, 'i> Table<'a, 'i> {
    pub(super) fn new(
        keys: &'a DeTable<'i>,
        span: Range<usize>,
        name: impl Into<String>,
        problems: &'a Problems<'a>,
    ) -> Self {
        Self { keys, span, name: name.into(), known: Vec::new(), problems }
    }

    /// Reads `node` as a table.
    pub(super) fn of(
        node: &'a Node<'i>,
        name: impl Into<String>,
        problems: &'a Problems<'a>,
    ) -> Option<Self> {
        let name = name.into();
        let Some(table) = node.as_ref().as_table() else {
            problems.note(&node.span(), format!("`{name}` must be a table"));
            return None;
        };
        Some(Self::new(table, node.span(), name, problems))
    }

    pub(super) fn problems(&self) -> &'a Problems<'a> {
        self.problems
    }

    pub(super) fn span(&self) -> &Range<usize> {
        &self.span
    }

    /// Notes a mistake of the whole table.
    pub(super) fn note(&self, reason: impl Into<String>) {
        self.problems.note(&self.span, reason);
    }

    /// The value under a key.
    pub(super) fn take(&mut self, key: &'static str) -> Option<&'a Node<'i>> {
        self.known.push(key);
        self.keys.get(key)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.keys.contains_key(key)
    }

    /// A text under a key that is read in earnest later.
    pub(super) fn peek_text(&self, key: &str) -> Option<&'a str> {
        self.keys.get(key)?.as_ref().as_str()
    }

    /// The full name of a key, for messages.
    pub(super) fn name_of(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }

    /// The value under a key that must be there.
    pub(super) fn require(&mut self, key: &'static str) -> Option<&'a Node<'i>> {
        let node = self.take(key);
        if node.is_none() {
            self.note(format!("`{}` is missing", self.name_of(key)));
        }
        node
    }

    pub(super) fn text(&mut self, key: &'static str) -> Option<String> {
        let node = self.take(key)?;
        text(node, &self.name_of(key), self.problems)
    }

    pub(super) fn require_text(&mut self, key: &'static str) -> Option<String> {
        let node = self.require(key)?;
        text(node, &self.name_of(key), self.problems)
    }

    pub(super) fn flag(&mut self, key: &'static str) -> Option<bool> {
        let node = self.take(key)?;
        let flag = node.as_ref().as_bool();
        if flag.is_none() {
            self.problems
                .note(&node.span(), format!("`{}` must be true or false", self.name_of(key)));
        }
        flag
    }

    pub(super) fn number<N: FromStr>(&mut self, key: &'static str) -> Option<N> {
        let node = self.take(key)?;
        let number = node.as_ref().as_integer().and_then(|number| number.as_str().parse().ok());
        if number.is_none() {
            self.problems.note(
                &node.span(),
                format!("`{}` must be a whole number in range", self.name_of(key)),
            );
        }
        number
    }

    /// One text or several.
    pub(super) fn texts(&mut self, key: &'static str) -> Vec<String> {
        let Some(node) = self.take(key) else { return Vec::new() };
        let name = self.name_of(key);
        match node.as_ref() {
            DeValue::Array(items) => {
                items.iter().filter_map(|item| text(item, &name, self.problems)).collect()
            }
            _ => text(node, &name, self.problems).into_iter().collect(),
        }
    }

    pub(super) fn table(&mut self, key: &'static str) -> Option<Table<'a, 'i>> {
        let node = self.take(key)?;
        Table::of(node, self.name_of(key), self.problems)
    }

    /// An array of tables.
    pub(super) fn tables(&mut self, key: &'static str) -> Vec<Table<'a, 'i>> {
        let Some(node) = self.take(key) else { return Vec::new() };
        let name = self.name_of(key);
        let Some(items) = node.as_ref().as_array() else {
            self.problems.note(&node.span(), format!("`{name}` must be an array of tables"));
            return Vec::new();
        };
        items.iter().filter_map(|item| Table::of(item, name.clone(), self.problems)).collect()
    }

    /// Keys and values, all of them taken.
    pub(super) fn entries(&mut self) -> Vec<(String, Range<usize>, &'a Node<'i>)> {
        self.keys.iter().map(|(key, value)| (key.as_ref().to_string(), key.span(), value)).collect()
    }

    /// Names every key that nobody asked for.
    pub(super) fn finish(self) {
        for (key, _) in self.keys {
            if self.known.iter().any(|known| *known == key.as_ref()) {
                continue;
            }
            let mut known = self.known.clone();
            known.sort_unstable();
            known.dedup();
            self.problems.note(
                &key.span(),
                format!(
                    "unknown key `{}`; known here: {}",
                    self.name_of(key.as_ref()),
                    known.join(", ")
                ),
            );
        }
    }
}

/// A node as text.
pub(super) fn text(node: &Node<'_>, name: &str, problems: &Problems<'_>) -> Option<String> {
    let text = node.as_ref().as_str().map(str::to_owned);
    if text.is_none() {
        problems.note(&node.span(), format!("`{name}` must be a text in quotes"));
    }
    text
}

/// A node as the text of a scalar: text, number or boolean.
pub(super) fn scalar(node: &Node<'_>) -> Option<String> {
    match node.as_ref() {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.as_str().to_owned()),
        DeValue::Boolean(flag) => Some(flag.to_string()),
        DeValue::Float(_) | DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => None,
    }
}
