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

#[cfg(test)]
mod tests {
    //! The table as clients meet it: for each field, on what each class of principal may read it.

    use std::fmt::Write as _;

    use super::FIELDS;
    use crate::policy::allowed;
    use crate::principal::PrincipalClass;

    #[test]
    fn prints_who_may_read_each_field() {
        let mut table = String::new();
        for ((kind, field), action) in FIELDS.iter() {
            let cells = PrincipalClass::ALL.map(|class| format!("{:?}", allowed(*action, class)));
            let [anyone, person, partner, court, operator] = cells;
            let place = format!("{kind}.{field}");
            writeln!(table, "{place:<38}{anyone:<8}{person:<13}{partner:<13}{court:<15}{operator}")
                .unwrap();
        }
        insta::assert_snapshot!(table);
    }

    #[test]
    fn every_line_of_the_table_is_read() {
        let lines = include_str!("fields.txt").lines();
        let fields: usize = lines
            .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
            .map(|line| line.split_whitespace().count() - 2)
            .sum();
        assert_eq!(fields, FIELDS.len(), "a line names an unknown action, or a field twice");
    }
}
