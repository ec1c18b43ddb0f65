//! `case-portfolio`: many cases at once, an outcome for each, never one failure for all.

use serde_json::json;
use simulator::world::demo;

use crate::asking::{Question, answers_alike};

#[tokio::test]
async fn gives_an_outcome_for_each_of_many_cases() {
    let numbers = [
        demo::OPEN_CASE,
        demo::PARTY_CASE,
        demo::CLOSED_CASE,
        demo::ABSENT_NUMBER,
        demo::MOVED_CASE,
        demo::AMBIGUOUS_NUMBER,
        "no number at all",
    ];
    let by: Vec<_> =
        numbers.iter().map(|number| json!({ "number": { "number": number } })).collect();
    let question = Question {
        operation: "case-portfolio",
        who: |stack| &stack.nobody,
        variables: json!({ "by": by, "lang": "RU" }),
    };
    answers_alike("case_portfolio", &question).await;
}
