//! The shape of a list: which family it is of, and its entries with what is said of each.

use serde_json::Value;

use super::court::Printed;
use super::table::{self, Facts, Family, TABLE, first_raw, first_text, objects, reach};
use super::text::{self, Sides};
use super::when::Said;

/// What a list says of one hearing, before anything is understood of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Entry {
    pub(super) court: Printed,
    pub(super) room: Option<String>,
    pub(super) judges: Vec<String>,
    pub(super) channels: Vec<String>,
    pub(super) kind: Option<String>,
    pub(super) number: Option<String>,
    pub(super) number_as_printed: Option<String>,
    pub(super) title: Option<String>,
    pub(super) first: Vec<String>,
    pub(super) second: Vec<String>,
    pub(super) case_kind: Option<String>,
    pub(super) said: Said,
    pub(super) period_from: Option<String>,
    pub(super) period_to: Option<String>,
    pub(super) notes: Vec<String>,
    pub(super) restricted: bool,
    pub(super) criminal: bool,
}

/// The entries of a list; none when no family has its shape.
pub(super) fn entries(list: &Value) -> Option<Vec<Entry>> {
    match TABLE.family.iter().find(|family| !reach(list, &family.mark).is_empty()) {
        Some(family) => Some(nested(list, family)),
        None => rows(list),
    }
}

/// How many objects anywhere in the list hold a case number: a count that knows no family.
pub(super) fn numbered(list: &Value) -> usize {
    match list {
        Value::Array(elements) => elements.iter().map(numbered).sum(),
        Value::Object(members) => {
            let own = members.iter().any(|(key, value)| {
                let known = TABLE.numbers().any(|number| number == key);
                known && text::scalar(value).is_some_and(|number| !number.trim().is_empty())
            });
            let inner = members.iter().filter(|(key, _)| !key.to_lowercase().contains("linked"));
            usize::from(own) + inner.map(|(_, value)| numbered(value)).sum::<usize>()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

fn nested(list: &Value, family: &Family) -> Vec<Entry> {
    let mut whole = Entry { criminal: family.criminal, ..Entry::default() };
    whole.hear(list, &family.whole, false);
    let mut found = Vec::new();
    for branch in &family.branch {
        descend(list, &whole, &branch.level, &mut found);
    }
    found
}

fn descend(outer: &Value, entry: &Entry, levels: &[Facts], found: &mut Vec<Entry>) {
    let Some((level, inner)) = levels.split_first() else {
        found.push(entry.clone());
        return;
    };
    let elements: Vec<&Value> = level.each.iter().flat_map(|path| objects(outer, path)).collect();
    if elements.is_empty() && level.optional {
        descend(outer, entry, inner, found);
    }
    for element in elements {
        let mut entry = entry.clone();
        entry.hear(element, level, false);
        descend(element, &entry, inner, found);
    }
}

/// Rows: an array alone, or under the names of sections.
fn rows(list: &Value) -> Option<Vec<Entry>> {
    let arrays: Vec<&Vec<Value>> = match list {
        Value::Array(rows) => vec![rows],
        Value::Object(sections) => sections.values().filter_map(Value::as_array).collect(),
        _ => Vec::new(),
    };
    let facts = &TABLE.rows;
    let tells = [&facts.number, &facts.title, &facts.date, &facts.time];
    let is_row = |row: &Value| tells.iter().any(|paths| first_raw(row, paths).is_some());
    let sections: Vec<&&Vec<Value>> =
        arrays.iter().filter(|rows| rows.iter().any(is_row)).collect();
    if sections.is_empty() && !arrays.iter().any(|rows| rows.is_empty()) {
        return None;
    }
    let entry = |row: &Value| {
        let mut entry = Entry::default();
        entry.hear(row, facts, true);
        entry
    };
    Some(
        sections
            .into_iter()
            .flat_map(|rows| rows.iter().filter(|row| row.is_object()).map(entry))
            .collect(),
    )
}

impl Entry {
    /// Takes over what `value` says where `facts` tells; what it does not say stays.
    fn hear(&mut self, value: &Value, facts: &Facts, row: bool) {
        let text = |paths: &[String]| first_text(value, paths);
        take(&mut self.room, text(&facts.room));
        take(&mut self.kind, text(&facts.kind));
        take(&mut self.title, text(&facts.title));
        take(&mut self.case_kind, text(&facts.case_kind));
        take(&mut self.period_from, text(&facts.period_from));
        take(&mut self.period_to, text(&facts.period_to));
        self.hear_court(value, facts);
        self.hear_time(value, facts);
        if let Some(printed) = first_raw(value, &facts.number) {
            self.number = text::case_number(&printed, row);
            self.number_as_printed = Some(printed);
        }
        let people = |paths: &[String]| -> Vec<String> {
            let values = paths.iter().flat_map(|path| reach(value, path));
            values.flat_map(|value| text::names(value, row)).collect()
        };
        take_all(&mut self.judges, people(&facts.judge));
        take_all(&mut self.channels, people(&facts.channel));
        take_all(&mut self.notes, people(&facts.note));
        let parties: Vec<&Value> =
            facts.party.iter().flat_map(|path| objects(value, path)).collect();
        let mut sides = Sides::of_parties(&parties);
        sides.first.extend(people(&facts.first));
        sides.second.extend(people(&facts.second));
        if !sides.is_empty() {
            (self.first, self.second) = (sides.first, sides.second);
        }
        let holds = |paths: &[String], test: fn(&Value) -> bool| {
            paths.iter().flat_map(|path| reach(value, path)).any(test)
        };
        self.restricted |= holds(&facts.restricted, |value| value.as_bool() == Some(true));
        self.criminal |= holds(&facts.criminal, |value| !value.is_null());
    }

    fn hear_court(&mut self, value: &Value, facts: &Facts) {
        let name = first_text(value, &facts.court);
        if name.is_some() && name != self.court.name {
            // Number and address belong to the name they are printed with.
            self.court = Printed { name, ..Printed::default() };
        }
        take(&mut self.court.number, first_text(value, &facts.court_number));
        let addresses = facts.address.iter().flat_map(|path| reach(value, path));
        take(&mut self.court.address, addresses.into_iter().find_map(address));
    }

    fn hear_time(&mut self, value: &Value, facts: &Facts) {
        let said = &mut self.said;
        let text = |paths: &[String]| first_text(value, paths);
        if let Some(start) = text(&facts.start) {
            (said.start, said.end) = (Some(start), None);
        }
        take(&mut said.end, text(&facts.end));
        if let Some(date) = text(&facts.date) {
            (said.date, said.date_to) = (Some(date), None);
        }
        take(&mut said.date_to, text(&facts.date_to));
        take(&mut said.time, text(&facts.time));
        said.floating |= facts.floating;
    }
}

fn take(old: &mut Option<String>, new: Option<String>) {
    if new.is_some() {
        *old = new;
    }
}

fn take_all(old: &mut Vec<String>, new: Vec<String>) {
    if !new.is_empty() {
        *old = new;
    }
}

/// An address in one line.
fn address(value: &Value) -> Option<String> {
    const PARTS: [&str; 8] =
        ["line", "Line", "town", "Town", "county", "County", "postCode", "PostCode"];
    let parts: Vec<String> = PARTS
        .iter()
        .flat_map(|key| table::reach(value, key))
        .flat_map(|part| text::names(part, false))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
