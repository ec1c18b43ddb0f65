//! Walks an expected file by the correspondence; a key path that is not listed is a failure.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::ours::find;
use crate::rules::{self, Rule};

/// The whole correspondence.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Correspondence {
    pub(crate) sources: BTreeMap<String, Source>,
    pub(crate) sections: BTreeMap<String, BTreeMap<String, Entry>>,
}

/// A folder of recorded answers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Source {
    pub(crate) registry: String,
    /// By the beginning of the file's name; the empty one fits every file.
    pub(crate) kinds: BTreeMap<String, Kind>,
}

/// One kind of recorded answer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kind {
    pub(crate) ask: Ask,
    pub(crate) section: String,
}

/// How an answer of a kind is asked for.
#[derive(Debug, Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Ask {
    Case,
    Parties,
    Hearings,
    Documents,
    Events,
    ListCases,
    ListCourts,
}

/// What corresponds to one key path of an expected file.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Entry {
    NotCarried(NotCarried),
    Rows(RowsEntry),
    Field(FieldEntry),
}

/// Not carried, and why.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NotCarried {
    pub(crate) not_carried: String,
}

/// A list of rows.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RowsEntry {
    pub(crate) rows: String,
    /// Another section that describes these rows.
    #[serde(rename = "use")]
    pub(crate) section: Option<String>,
    /// Each expected row must be among ours; ours may be more.
    #[serde(default)]
    pub(crate) subset: bool,
}

/// A value.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FieldEntry {
    pub(crate) field: String,
    #[serde(default)]
    pub(crate) rule: Rule,
    /// Stands before the expected value.
    #[serde(default)]
    pub(crate) prefix: String,
    /// What of ours an expected value may be; `*` is every other one.
    #[serde(default)]
    pub(crate) map: BTreeMap<String, Vec<String>>,
}

/// Counts what was compared, and gathers what differs.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) values: usize,
    pub(crate) rows: usize,
    pub(crate) differences: Vec<String>,
}

impl Correspondence {
    /// Compares one object, or a list of rows, with ours.
    pub(crate) fn compare(
        &self,
        at: &str,
        section: &str,
        expected: &Value,
        ours: &Value,
        report: &mut Report,
    ) {
        match (expected, ours) {
            (Value::Array(theirs), Value::Array(mine)) => {
                self.rows(at, section, "", theirs, &mine.iter().collect::<Vec<_>>(), report);
            }
            (Value::Object(_), _) => self.object(at, section, "", expected, ours, report),
            _ => report.differences.push(format!("{at}: {expected} is no object")),
        }
    }

    fn rows(
        &self,
        at: &str,
        section: &str,
        path: &str,
        theirs: &[Value],
        ours: &[&Value],
        report: &mut Report,
    ) {
        if theirs.len() != ours.len() {
            report.differences.push(format!(
                "{at}: {} rows expected, ours are {}",
                theirs.len(),
                ours.len()
            ));
        }
        report.rows += theirs.len();
        for (index, (theirs, ours)) in theirs.iter().zip(ours).enumerate() {
            self.object(&format!("{at}[{index}]"), section, path, theirs, ours, report);
        }
    }

    fn object(
        &self,
        at: &str,
        section: &str,
        path: &str,
        expected: &Value,
        ours: &Value,
        report: &mut Report,
    ) {
        let Some(map) = expected.as_object() else {
            report.differences.push(format!("{at}: {expected} is no object"));
            return;
        };
        let listed = self.sections.get(section).unwrap_or_else(|| panic!("no section {section}"));
        for (key, value) in map {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            let place = format!("{at}.{key}");
            match listed.get(&path) {
                None => report
                    .differences
                    .push(format!("{place}: `{path}` is not listed in [sections.{section}]")),
                Some(Entry::NotCarried(entry)) => {
                    assert!(
                        entry.not_carried.len() > 10,
                        "{section} `{path}`: not carried without a reason"
                    );
                }
                Some(Entry::Field(entry)) => field(&place, entry, value, ours, report),
                Some(Entry::Rows(entry)) => {
                    self.nested(&place, (section, &path), entry, value, ours, report);
                }
            }
        }
    }

    fn nested(
        &self,
        at: &str,
        (section, path): (&str, &str),
        entry: &RowsEntry,
        expected: &Value,
        ours: &Value,
        report: &mut Report,
    ) {
        let none = Vec::new();
        let theirs = match expected {
            Value::Array(rows) => rows,
            Value::Null => &none,
            Value::Object(_) => {
                let section = entry.section.as_deref().unwrap_or(section);
                return self.object(at, section, "", expected, ours, report);
            }
            other => {
                report.differences.push(format!("{at}: {other} is no list of rows"));
                return;
            }
        };
        let ours = find(ours, &entry.rows);
        let (section, path) = match &entry.section {
            Some(section) => (section.as_str(), String::new()),
            None => (section, format!("{path}[]")),
        };
        if !entry.subset {
            return self.rows(at, section, &path, theirs, &ours, report);
        }
        for (index, row) in theirs.iter().enumerate() {
            let fits = ours.iter().any(|ours| {
                let mut tried = Report::default();
                self.object("", section, &path, row, ours, &mut tried);
                tried.differences.is_empty()
            });
            report.rows += 1;
            if !fits {
                report.differences.push(format!("{at}[{index}]: {row} is not among ours"));
            }
        }
    }
}

fn field(at: &str, entry: &FieldEntry, expected: &Value, ours: &Value, report: &mut Report) {
    let found = find(ours, &entry.field);
    report.values += 1;
    if entry.map.is_empty() {
        if let Err(why) = rules::compare(entry.rule, expected, &found, &entry.prefix) {
            report.differences.push(format!("{at}: {why}"));
        }
        return;
    }
    let theirs = rules::text(expected).unwrap_or_default();
    let Some(allowed) = entry.map.get(&theirs).or_else(|| entry.map.get("*")) else {
        report.differences.push(format!("{at}: `{theirs}` is not in the map"));
        return;
    };
    let mine = found.first().and_then(|value| rules::text(value)).unwrap_or_default();
    if !allowed.iter().any(|allowed| *allowed == mine || allowed == "*") {
        report.differences.push(format!("{at}: `{theirs}` may be {allowed:?}, ours is `{mine}`"));
    }
}
