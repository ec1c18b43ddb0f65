//! Answers as snapshots: what differs from run to run is masked, the cost line ends them.

use std::collections::HashMap;

use serde_json::Value;

use crate::cost::Cost;

/// Fields whose values differ from run to run.
const MASKED: [&str; 15] = [
    "asOf",
    "ageSeconds",
    "retryAfterMs",
    "requestId",
    "endCursor",
    "startCursor",
    "cursor",
    "lastSuccessAt",
    "version",
    "beganAt",
    "endedAt",
    "p50Ms",
    "p95Ms",
    "p99Ms",
    "cacheHitRate",
];

/// The text of a snapshot: pretty JSON without what differs, then the cost line.
pub fn text(answer: &Value, cost: &Cost) -> String {
    let mut masked = answer.clone();
    mask(&mut masked, &mut Ids::default());
    format!("{masked:#}\n{cost}")
}

/// Ids in the order in which they appear: sealed with a key of this run, equal where they were.
#[derive(Default)]
struct Ids(HashMap<String, usize>);

impl Ids {
    fn name(&mut self, id: &str) -> String {
        let next = self.0.len() + 1;
        format!("[id {}]", self.0.entry(id.to_owned()).or_insert(next))
    }
}

/// Replaces values that differ from run to run by the name of what they are.
fn mask(value: &mut Value, ids: &mut Ids) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| mask(item, ids)),
        Value::Object(fields) => {
            let is_registry = fields.contains_key("lastSuccessAt");
            for (name, field) in fields {
                match field {
                    Value::Null => {}
                    Value::String(id) if name == "id" => *field = Value::String(ids.name(id)),
                    _ if MASKED.contains(&name.as_str()) || (is_registry && name == "since") => {
                        *field = Value::String(format!("[{name}]"));
                    }
                    _ => mask(field, ids),
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::text;
    use crate::cost::Cost;

    #[test]
    fn numbers_ids_by_their_first_appearance() {
        let answer = json!([{ "id": "x" }, { "id": "y" }, { "id": "x" }]);
        let text = text(&answer, &Cost::default());
        let found: Vec<_> = text.matches("[id ").collect();
        assert_eq!((found.len(), text.matches("[id 1]").count()), (3, 2), "{text}");
    }

    #[test]
    fn masks_what_differs_and_keeps_what_is_null() {
        let answer = json!({ "source": { "state": "LIVE", "asOf": "2026-11-22T10:00:00Z" }, "page":
            [{ "endCursor": null }] });
        let text = text(&answer, &Cost { sql: 3, registry: 1, cache: 2 });
        assert!(
            text.contains("\"asOf\": \"[asOf]\"") && text.contains("\"endCursor\": null"),
            "{text}"
        );
        assert!(text.ends_with("sql 3 · registry 1 · cache 2"), "{text}");
    }
}
