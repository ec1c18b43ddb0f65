//! Which action a field of the schema takes: one row for each field.
//!
//! The rows are kept in `fields.txt`, a line for each type: `Type Action field field …`. A type may
//! stand on several lines, one for each action.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::action::Action;

/// The rows, by type and field.
pub static FIELDS: LazyLock<BTreeMap<(&'static str, &'static str), Action>> = LazyLock::new(|| {
    include_str!("fields.txt")
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .flat_map(row)
        .collect()
});

fn row(line: &'static str) -> Vec<((&'static str, &'static str), Action)> {
    let mut words = line.split_whitespace();
    let (kind, action) = (words.next(), words.next());
    let action =
        Action::ALL.into_iter().find(|known| action == Some(format!("{known:?}").as_str()));
    let (Some(kind), Some(action)) = (kind, action) else {
        return Vec::new();
    };
    words.map(|field| ((kind, field), action)).collect()
}

/// The action that reading `field` of `kind` takes.
pub fn action(kind: &str, field: &str) -> Option<Action> {
    FIELDS.get(&(kind, field)).copied()
}
