//! Paths into a JSON answer.

use serde_json::Value;

use super::problem::Problems;
use super::tree::Node;

/// Where a path begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The row being read.
    Row,
    /// The row around it.
    Around,
    /// The whole answer.
    Answer,
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Segment {
    Key(String),
    Index(usize),
    Each,
}

/// A path into a JSON answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Path {
    pub(crate) origin: Origin,
    pub(crate) segments: Vec<Segment>,
}

impl Path {
    /// Parses a path.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut rest = text.trim();
        let mut origin = Origin::Row;
        for (mark, begins) in [('$', Origin::Answer), ('^', Origin::Around)] {
            if let Some(after) = rest.strip_prefix(mark) {
                origin = begins;
                rest = after.strip_prefix('.').unwrap_or(after);
            }
        }
        if rest == "." {
            rest = "";
        } else if rest.is_empty() && origin == Origin::Row {
            return Err("a path is empty; the row itself is `.`".to_owned());
        }
        let mut segments = Vec::new();
        while !rest.is_empty() {
            let (segment, after) =
                Self::segment(rest).map_err(|why| format!("path `{text}`: {why}"))?;
            segments.push(segment);
            rest = match after.strip_prefix('.') {
                Some("") => return Err(format!("path `{text}` ends with a dot")),
                Some(after) => after,
                None if after.is_empty() || after.starts_with('[') => after,
                None => {
                    return Err(format!(
                        "path `{text}`: a dot or `[` must follow before `{after}`"
                    ));
                }
            };
        }
        Ok(Self { origin, segments })
    }

    fn segment(rest: &str) -> Result<(Segment, &str), String> {
        if let Some(inside) = rest.strip_prefix('[') {
            let (index, after) = inside.split_once(']').ok_or("`[` without `]`")?;
            if index.is_empty() {
                return Ok((Segment::Each, after));
            }
            let index = index.parse().map_err(|_why| format!("`[{index}]` is not an index"))?;
            return Ok((Segment::Index(index), after));
        }
        if let Some(quoted) = rest.strip_prefix('\'') {
            let (key, after) = quoted.split_once('\'').ok_or("a quote is not closed")?;
            return Ok((Segment::Key(key.to_owned()), after));
        }
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        if key.is_empty() {
            return Err("two dots follow each other".to_owned());
        }
        Ok((Segment::Key(key.to_owned()), after))
    }

    /// Parses a path out of a mapping file.
    pub(super) fn read(node: &Node<'_>, name: &str, problems: &Problems<'_>) -> Option<Self> {
        let text = super::tree::text(node, name, problems)?;
        Self::parse(&text).map_err(|why| problems.note(&node.span(), why)).ok()
    }

    /// What the path leads to, beginning at `from`; nulls are not there.
    pub(crate) fn find<'v>(&self, from: &'v Value) -> Vec<&'v Value> {
        let mut found = vec![from];
        for segment in &self.segments {
            found = found.into_iter().flat_map(|value| step(value, segment)).collect();
        }
        found.retain(|value| !value.is_null());
        found
    }

    /// True when the array (or value) that the rows of this path are in is there, even if empty.
    pub(crate) fn container_exists(&self, from: &Value) -> bool {
        let mut segments = self.segments.clone();
        if segments.last() != Some(&Segment::Each) {
            return !self.find(from).is_empty();
        }
        // Nested rows: only the outermost array must be there; inner ones may be left out.
        if let Some(first) = segments.iter().position(|segment| *segment == Segment::Each) {
            segments.truncate(first);
        }
        let container = Self { origin: self.origin, segments };
        container.find(from).iter().any(|value| value.is_array())
    }
}

fn step<'v>(value: &'v Value, segment: &Segment) -> Vec<&'v Value> {
    match (segment, value) {
        (Segment::Key(key), Value::Object(map)) => map.get(key).into_iter().collect(),
        (Segment::Index(index), Value::Array(items)) => items.get(*index).into_iter().collect(),
        (Segment::Each, Value::Array(items)) => items.iter().collect(),
        _ => Vec::new(),
    }
}
