//! `registries`: the state of each court information system.

use serde_json::json;

use crate::asking::{Question, answers_alike};

#[tokio::test]
async fn tells_how_each_court_system_is() {
    let question = Question {
        operation: "registries",
        who: |stack| &stack.nobody,
        variables: json!({ "lang": "RU" }),
    };
    answers_alike("registries", &question).await;
}
