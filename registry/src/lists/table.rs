//! The table of families of lists and of their wordings, compiled in from `families.toml`.

use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

use super::text;

/// The table. It is part of the program, so a fault in it is a fault of the build; a test reads it.
pub(super) static TABLE: LazyLock<Table> = LazyLock::new(|| {
    toml::from_str(include_str!("families.toml")).expect("families.toml is read by a test")
});

/// All families and wordings.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    /// Lists of rows.
    pub(super) rows: Facts,
    /// Nested lists.
    pub(super) family: Vec<Family>,
    /// Words and what they mean.
    pub(super) wording: Wording,
}

impl Table {
    /// Every key that holds a case number in some family.
    pub(super) fn numbers(&self) -> impl Iterator<Item = &str> {
        let levels = self.family.iter().flat_map(|family| &family.branch).flat_map(|b| &b.level);
        levels.chain([&self.rows]).flat_map(|facts| &facts.number).map(String::as_str)
    }
}

/// A family of nested lists.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Family {
    /// The path by which a list of the family is known.
    pub(super) mark: String,
    /// True when all its cases are criminal.
    #[serde(default)]
    pub(super) criminal: bool,
    /// What the list says of all its hearings.
    #[serde(default)]
    pub(super) whole: Facts,
    /// Ways from the root to the hearings.
    pub(super) branch: Vec<Branch>,
}

/// One way from the root of a list to its hearings.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Branch {
    /// From the outside in.
    pub(super) level: Vec<Facts>,
}

/// One level of nesting: where its elements lie, and where facts lie in an element.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Facts {
    /// Where the elements of the level lie in an element of the outer one.
    pub(super) each: Vec<String>,
    /// True when an element of the outer level without any is a hearing itself.
    pub(super) optional: bool,
    /// True when the dates from here on are the bounds of a time, not a day.
    pub(super) floating: bool,
    pub(super) court: Vec<String>,
    pub(super) court_number: Vec<String>,
    pub(super) address: Vec<String>,
    pub(super) room: Vec<String>,
    pub(super) judge: Vec<String>,
    pub(super) channel: Vec<String>,
    pub(super) kind: Vec<String>,
    pub(super) number: Vec<String>,
    pub(super) title: Vec<String>,
    pub(super) party: Vec<String>,
    pub(super) first: Vec<String>,
    pub(super) second: Vec<String>,
    pub(super) case_kind: Vec<String>,
    pub(super) date: Vec<String>,
    pub(super) date_to: Vec<String>,
    pub(super) time: Vec<String>,
    pub(super) start: Vec<String>,
    pub(super) end: Vec<String>,
    pub(super) period_from: Vec<String>,
    pub(super) period_to: Vec<String>,
    pub(super) note: Vec<String>,
    pub(super) restricted: Vec<String>,
    pub(super) criminal: Vec<String>,
}

/// Words and what they mean.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wording {
    pub(super) restricted_list: Vec<String>,
    pub(super) span: Vec<Span>,
    pub(super) not_a_court: Vec<String>,
    pub(super) mode: Vec<Meaning>,
    pub(super) kind: Vec<Meaning>,
    pub(super) case_kind: Vec<Meaning>,
}

/// How many days a type of list is for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Span {
    pub(super) word: String,
    pub(super) days: u32,
}

/// A code and the words that mean it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Meaning {
    pub(super) code: String,
    pub(super) words: Vec<String>,
}

/// The code of the first meaning with words in `original`.
pub(super) fn meaning<'a>(meanings: &'a [Meaning], original: &str) -> Option<&'a str> {
    let original = text::plain(original);
    meanings
        .iter()
        .find(|meaning| meaning.words.iter().any(|words| text::mentions(&original, words)))
        .map(|meaning| meaning.code.as_str())
}

/// Everything at `path` under `value`; an array on the way stands for each of its elements.
pub(super) fn reach<'a>(value: &'a Value, path: &str) -> Vec<&'a Value> {
    path.split('.').fold(vec![value], |values, key| {
        values
            .into_iter()
            .flat_map(|value| match value {
                Value::Array(elements) => elements.iter().filter_map(|e| e.get(key)).collect(),
                other => other.get(key).into_iter().collect::<Vec<_>>(),
            })
            .collect()
    })
}

/// The objects at `path`: the elements of an array, or the one object.
pub(super) fn objects<'a>(value: &'a Value, path: &str) -> Vec<&'a Value> {
    reach(value, path)
        .into_iter()
        .flat_map(|value| match value {
            Value::Array(elements) => elements.iter().filter(|e| e.is_object()).collect(),
            Value::Object(_) => vec![value],
            _ => Vec::new(),
        })
        .collect()
}

/// The first text at one of the paths, in one line.
pub(super) fn first_text(value: &Value, paths: &[String]) -> Option<String> {
    first_raw(value, paths).and_then(|raw| text::one_line(&raw))
}

/// The first text at one of the paths that is not blank, as printed.
pub(super) fn first_raw(value: &Value, paths: &[String]) -> Option<String> {
    paths
        .iter()
        .flat_map(|path| reach(value, path))
        .filter_map(text::scalar)
        .find(|raw| !raw.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use domain::coded::CodeList;
    use domain::codes;

    use super::{Meaning, TABLE};

    #[test]
    fn every_code_of_the_table_is_in_its_list() {
        let check = |list: CodeList, meanings: &[Meaning]| {
            for meaning in meanings {
                assert!(codes::contains(list, &meaning.code), "{list:?} {}", meaning.code);
                assert!(!meaning.words.is_empty(), "{} has no words", meaning.code);
            }
        };
        check(CodeList::HearingMode, &TABLE.wording.mode);
        check(CodeList::HearingKind, &TABLE.wording.kind);
        check(CodeList::CaseKind, &TABLE.wording.case_kind);
    }

    #[test]
    fn every_way_leads_to_a_hearing() {
        for family in &TABLE.family {
            assert!(!family.branch.is_empty(), "{} has no branch", family.mark);
            for level in family.branch.iter().flat_map(|branch| &branch.level) {
                assert!(!level.each.is_empty(), "a level of {} has no elements", family.mark);
            }
        }
    }
}
