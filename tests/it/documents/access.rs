//! `document-access`: which documents of a case are open to the viewer, and why the others are not.

use serde_json::{Value, json};
use simulator::world::demo;

use crate::asking::{Question, answers_alike};

fn variables() -> Value {
    json!({ "by": { "number": { "number": demo::OPEN_CASE } }, "lang": "RU" })
}

#[tokio::test]
async fn tells_the_public_what_is_closed_and_why() {
    let question = Question {
        operation: "document-access",
        who: |stack| &stack.nobody,
        variables: variables(),
    };
    answers_alike("document_access_nobody", &question).await;
}

#[tokio::test]
async fn opens_to_the_court_what_is_its_own() {
    let question = Question {
        operation: "document-access",
        who: |stack| &stack.clerk,
        variables: variables(),
    };
    answers_alike("document_access_clerk", &question).await;
}
