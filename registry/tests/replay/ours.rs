//! What the adapter gave, as JSON that the correspondence can point into.

use registry::port::{CaseAnswer, ListedCourt, Rows};
use serde_json::{Value, json};

/// A case with its parts; each entry holds its own documents.
pub(crate) fn case(answer: &CaseAnswer) -> Value {
    let mut ours = json!({ "case": answer.case });
    for rows in &answer.parts {
        let (name, value) = part(rows);
        ours[name] = value;
    }
    for name in ["parties", "hearings", "documents", "filings", "events"] {
        if ours.get(name).is_none() {
            ours[name] = json!([]);
        }
    }
    let documents = ours["documents"].as_array().cloned().unwrap_or_default();
    if let Some(events) = ours["events"].as_array_mut() {
        for event in events {
            let own: Vec<Value> = documents
                .iter()
                .filter(|document| document["event"] == event["key"]["local"])
                .cloned()
                .collect();
            event["documents"] = Value::Array(own);
        }
    }
    ours
}

/// Rows of one part, with the name of the part.
pub(crate) fn part(rows: &Rows) -> (&'static str, Value) {
    match rows {
        Rows::Parties(rows) => ("parties", json!(rows)),
        Rows::Hearings(rows) => ("hearings", json!(rows)),
        Rows::Documents(rows) => ("documents", json!(rows)),
        Rows::Filings(rows) => ("filings", json!(rows)),
        Rows::Events(rows) => {
            let mut events = json!(rows);
            for event in events.as_array_mut().into_iter().flatten() {
                event["documents"] = json!([]);
            }
            ("events", events)
        }
    }
}

/// A court of a list.
pub(crate) fn court(court: &ListedCourt) -> Value {
    json!({
        "court": court.court,
        "external_id": court.external_id,
        "name": court.name,
        "aliases": court.aliases,
        "locations": court.locations,
        "active": court.active,
    })
}

/// What a path of ours leads to: `a.b`, `a[]`, `a[key=value]`, `a[key^=prefix]`, `.`.
pub(crate) fn find<'v>(from: &'v Value, path: &str) -> Vec<&'v Value> {
    let mut found = vec![from];
    if path == "." {
        return found;
    }
    for segment in split(path) {
        let (name, filter) = match segment.split_once('[') {
            Some((name, filter)) => (name, Some(filter.trim_end_matches(']'))),
            None => (segment, None),
        };
        found = found.into_iter().filter_map(|value| value.get(name)).collect();
        if let Some(filter) = filter {
            found = found
                .into_iter()
                .flat_map(|value| value.as_array().into_iter().flatten())
                .filter(|row| passes(row, filter))
                .collect();
        }
    }
    found.retain(|value| !value.is_null());
    found
}

/// Segments of a path: dots inside brackets belong to the filter.
fn split(path: &str) -> Vec<&str> {
    let mut depth = 0;
    path.split(|letter| {
        match letter {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        letter == '.' && depth == 0
    })
    .collect()
}

fn passes(row: &Value, filter: &str) -> bool {
    let text = |path: &str| {
        let found = find(row, path).into_iter().next();
        found.and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    if let Some((path, prefix)) = filter.split_once("^=") {
        return text(path).starts_with(prefix);
    }
    if let Some((path, value)) = filter.split_once('=') {
        return text(path) == value;
    }
    filter.is_empty()
}
