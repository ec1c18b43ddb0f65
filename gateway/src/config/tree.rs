//! Layers of settings laid over each other, each value with the place it came from.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Every environment variable of ours begins so.
pub(super) const PREFIX: &str = "TEREZE__";

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The settings compiled into the program.
    Default,
    /// A line of a file.
    File(Arc<str>, usize),
    /// An environment variable.
    Variable(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => formatter.write_str("default.toml"),
            Self::File(path, line) => write!(formatter, "{path}:{line}"),
            Self::Variable(name) => write!(formatter, "environment {name}"),
        }
    }
}

/// What is wrong with the settings, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Path of the key, empty where the whole text is wrong.
    pub path: String,
    /// Where the value came from.
    pub origin: Origin,
    /// What is wrong and what would be right.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: ", self.origin)?;
        if !self.path.is_empty() {
            write!(formatter, "{}: ", self.path)?;
        }
        formatter.write_str(&self.message)
    }
}

#[derive(Debug, Clone)]
pub(super) enum Node {
    Table(BTreeMap<String, Located>),
    List(Vec<Located>),
    Text(String),
    Whole(i64),
    Switch(bool),
    /// A number with a fraction, or a date: no setting takes one.
    Other(&'static str),
}

impl Node {
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Table(_) => "a table",
            Self::List(_) => "a list",
            Self::Text(_) => "a text",
            Self::Whole(_) => "a whole number",
            Self::Switch(_) => "true or false",
            Self::Other(kind) => kind,
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct Located {
    pub node: Node,
    pub origin: Origin,
}

impl Located {
    pub(super) fn empty() -> Self {
        Self { node: Node::Table(BTreeMap::new()), origin: Origin::Default }
    }

    /// Lays `other` over this: tables are merged, anything else is replaced.
    pub(super) fn overlay(&mut self, other: Self) {
        match (&mut self.node, other.node) {
            (Node::Table(mine), Node::Table(theirs)) => {
                for (key, value) in theirs {
                    match mine.get_mut(&key) {
                        Some(known) => known.overlay(value),
                        None => {
                            mine.insert(key, value);
                        }
                    }
                }
            }
            (mine, theirs) => {
                *mine = theirs;
                self.origin = other.origin;
            }
        }
    }
}

/// Reads a TOML text; reports every mistake of its form.
pub(super) fn parse(
    text: &str,
    origin: impl Fn(usize) -> Origin,
    problems: &mut Vec<Problem>,
) -> Located {
    let (table, errors) = DeTable::parse_recoverable(text);
    let line = |at: usize| text.get(..at).unwrap_or(text).matches('\n').count() + 1;
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        let message = format!("not TOML: {}", error.message());
        problems.push(Problem { path: String::new(), origin: origin(line(at)), message });
    }
    let place = |span: std::ops::Range<usize>| origin(line(span.start));
    Located { origin: place(table.span()), node: table_node(table.get_ref(), &place) }
}

fn table_node(table: &DeTable<'_>, place: &impl Fn(std::ops::Range<usize>) -> Origin) -> Node {
    Node::Table(
        table
            .iter()
            .map(|(key, value)| {
                let located = Located { node: node(value, place), origin: place(key.span()) };
                (key.get_ref().to_string(), located)
            })
            .collect(),
    )
}

fn node(value: &Spanned<DeValue<'_>>, place: &impl Fn(std::ops::Range<usize>) -> Origin) -> Node {
    match value.get_ref() {
        DeValue::String(text) => Node::Text(text.to_string()),
        DeValue::Integer(number) => {
            match i64::from_str_radix(&number.as_str().replace('_', ""), number.radix()) {
                Ok(number) => Node::Whole(number),
                Err(_) => Node::Other("a number beyond all bounds"),
            }
        }
        DeValue::Boolean(switch) => Node::Switch(*switch),
        DeValue::Float(_) => Node::Other("a number with a fraction"),
        DeValue::Datetime(_) => Node::Other("a date"),
        DeValue::Array(items) => Node::List(
            items
                .iter()
                .map(|item| Located { node: node(item, place), origin: place(item.span()) })
                .collect(),
        ),
        DeValue::Table(table) => table_node(table, place),
    }
}

/// Lays the environment over `base`: `TEREZE__SERVER__LISTEN` is `server.listen`, a number in
/// the middle is a place in a list.
pub(super) fn overlay_environment(
    base: &mut Located,
    variables: impl IntoIterator<Item = (String, String)>,
    problems: &mut Vec<Problem>,
) {
    let mut variables =
        variables.into_iter().filter(|(name, _)| name.starts_with(PREFIX)).collect::<Vec<_>>();
    variables.sort();
    for (name, value) in variables {
        let path = name.trim_start_matches(PREFIX).to_ascii_lowercase();
        let keys = path.split("__").collect::<Vec<_>>();
        let origin = Origin::Variable(name.clone());
        if let Err(message) = put(base, &keys, value, &origin) {
            problems.push(Problem { path: keys.join("."), origin, message });
        }
    }
}

fn put(base: &mut Located, keys: &[&str], value: String, origin: &Origin) -> Result<(), String> {
    let Some((key, rest)) = keys.split_first() else {
        base.node = Node::Text(value);
        base.origin = origin.clone();
        return Ok(());
    };
    // What does not stand there yet is a list if the next key is a place in one.
    let fresh = || Located {
        node: match rest.first().map(|next| next.parse::<usize>()) {
            Some(Ok(_)) => Node::List(Vec::new()),
            _ => Node::Table(BTreeMap::new()),
        },
        origin: origin.clone(),
    };
    match &mut base.node {
        Node::Table(table) => {
            put(table.entry((*key).to_owned()).or_insert_with(fresh), rest, value, origin)
        }
        Node::List(items) => {
            let index = key
                .parse::<usize>()
                .ok()
                .filter(|index| *index <= items.len())
                .ok_or_else(|| format!("\"{key}\" is no place in a list of {}", items.len()))?;
            if index == items.len() {
                items.push(fresh());
            }
            items.get_mut(index).map_or(Ok(()), |item| put(item, rest, value, origin))
        }
        other => Err(format!("there is {} here, nothing can be put into it", other.kind())),
    }
}
