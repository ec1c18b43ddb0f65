//! `hearing-board`: what one court hears on some days.

use serde_json::json;
use simulator::world::demo;

use crate::asking::{Question, answers_alike};

#[tokio::test]
async fn shows_what_a_court_hears_and_closed_sessions_without_their_case() {
    let question = Question {
        operation: "hearing-board",
        who: |stack| &stack.nobody,
        variables: json!({
            "court": demo::COURT,
            "period": { "from": "2026-11-20", "to": "2026-12-18" },
            "lang": "RU",
        }),
    };
    answers_alike("hearing_board", &question).await;
}
