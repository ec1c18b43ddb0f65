//! Answers as snapshots: what differs from run to run is masked, the cost line ends them.

use serde_json::Value;

use crate::cost::Cost;

/// Fields whose values differ from run to run.
const MASKED: [&str; 9] = [
    "asOf",
    "ageSeconds",
    "retryAfterMs",
    "requestId",
    "endCursor",
    "startCursor",
    "cursor",
    "since",
    "checkedAt",
];

/// The text of a snapshot: pretty JSON without what differs, then the cost line.
pub fn text(answer: &Value, cost: &Cost) -> String {
    let mut masked = answer.clone();
    mask(&mut masked);
    format!("{masked:#}\n{cost}")
}

/// Replaces values that differ from run to run by the name of what they are.
fn mask(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(mask),
        Value::Object(fields) => {
            // Extensions tell of this run, but for the code of an error.
            fields.remove("cost");
            for (name, field) in fields {
                if MASKED.contains(&name.as_str()) && !field.is_null() {
                    *field = Value::String(format!("[{name}]"));
                } else {
                    mask(field);
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
