//! Schemas as publishers write them.

use serde_json::json;

use super::{Schema, Verdict};

fn rejected(verdict: Verdict) -> Vec<String> {
    match verdict {
        Verdict::Accepted => Vec::new(),
        Verdict::Rejected(problems) => problems.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn a_look_ahead_rejects_markup_and_accepts_line_breaks() {
    let schema = Schema::compile(&json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "string",
        "pattern": "^(?!(.|\\r|\\n)*<[^>]+>)(.|\\r|\\n)*$"
    }))
    .expect("a schema");
    assert_eq!(schema.judge(&json!("Room\r\n1 < 2")), Verdict::Accepted);
    assert_eq!(schema.judge(&json!("long text ".repeat(20_000))), Verdict::Accepted);
    assert!(!rejected(schema.judge(&json!("<b>Room</b>"))).is_empty());
}

#[test]
fn an_examples_member_that_is_no_array_is_dropped_but_a_property_of_that_name_stays() {
    let schema = Schema::compile(&json!({
        "type": "object",
        "examples": "one",
        "properties": {
            "examples": { "type": "integer", "examples": { "not": "a list" } },
            "name": { "type": "string", "examples": ["kept"] }
        }
    }))
    .expect("a schema");
    assert_eq!(schema.judge(&json!({ "examples": 1, "name": "x" })), Verdict::Accepted);
    assert_eq!(rejected(schema.judge(&json!({ "examples": "x" }))).len(), 1);
}

#[test]
fn problems_tell_the_place_and_never_the_value() {
    let schema = Schema::compile(&json!({
        "type": "object",
        "required": ["venue"],
        "properties": { "party": { "type": "array", "items": { "type": "string", "maxLength": 3 } } }
    }))
    .expect("a schema");
    let problems = rejected(schema.judge(&json!({ "party": ["Ann", "Secret Name"] })));
    assert_eq!(problems.len(), 2);
    assert!(problems.iter().any(|problem| problem.starts_with("/party/1: ")), "{problems:?}");
    assert!(problems.iter().any(|problem| problem.contains("\"venue\"")), "{problems:?}");
    assert!(problems.iter().all(|problem| !problem.contains("Secret")), "{problems:?}");
}

#[test]
fn a_format_is_a_remark() {
    let schema = Schema::compile(&json!({ "type": "string", "format": "date" })).expect("a schema");
    assert_eq!(schema.judge(&json!("not a day")), Verdict::Accepted);
}

#[test]
fn nothing_is_fetched_and_nonsense_is_refused() {
    for wrong in [
        json!({ "$ref": "https://schemas.example/other.json" }),
        json!({ "type": 7 }),
        json!({ "pattern": "(" }),
    ] {
        assert!(Schema::compile(&wrong).is_err(), "{wrong}");
    }
}

#[test]
fn many_problems_are_cut_off() {
    let schema = Schema::compile(&json!({ "items": { "type": "string" } })).expect("a schema");
    let list: Vec<u32> = (0..1_000).collect();
    assert_eq!(rejected(schema.judge(&json!(list))).len(), super::PROBLEMS_MAX);
}
