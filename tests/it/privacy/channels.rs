//! A hidden case and an absent one give the same answer in every channel.

use domain::key::CaseKey;
use serde_json::{Value, json};
use service::NodeId;
use simulator::world::demo;
use tests::client::{Client, operation};
use tests::stack::{Plan, Stack, Store};

const HIDDEN: [&str; 2] = [demo::CLOSED_CASE, demo::SEALED_CASE];

fn outsiders(stack: &Stack) -> [(&'static str, &Client); 2] {
    [("nobody", &stack.nobody), ("party of another case", &stack.party)]
}

/// The answer without what only repeats the question, and without its request's id.
fn masked(body: &Value, asked: &str) -> String {
    let mut body = body.clone();
    if let Some(errors) = body.get_mut("errors").and_then(Value::as_array_mut) {
        for error in errors {
            error["extensions"]["requestId"] = Value::Null;
        }
    }
    body.to_string().replace(asked, "[asked]")
}

#[tokio::test]
async fn a_look_up_by_number_gives_the_same_answer_and_costs_the_same() {
    let stack = Stack::start(Plan::of(Store::Sqlite)).await;
    for name in ["case-view", "case-portfolio", "document-access"] {
        let query = operation(name);
        for (who, client) in outsiders(&stack) {
            let ask = async |number: &str| {
                let by = json!({ "number": { "number": number } });
                let by = if name == "case-portfolio" { json!([by]) } else { by };
                let freshness = json!({ "maxAgeSeconds": 0 });
                let variables = if name == "document-access" {
                    json!({ "by": by })
                } else {
                    json!({ "by": by, "freshness": freshness })
                };
                let (answer, cost) = stack.ask(client, &query, variables).await;
                (answer.status, masked(&answer.body, number), cost)
            };
            let absent = ask(demo::ABSENT_NUMBER).await;
            for hidden in HIDDEN {
                // Once cold, once from what is held.
                assert_eq!(ask(hidden).await.1, absent.1, "{name} by {who}");
                let (hidden, absent) = (ask(hidden).await, ask(demo::ABSENT_NUMBER).await);
                assert_eq!(hidden, absent, "{name} by {who}");
            }
        }
    }
    stack.stop().await;
}

#[tokio::test]
async fn an_id_gives_the_same_answer_whether_hidden_or_absent() {
    let stack = Stack::start(Plan::of(Store::Sqlite)).await;
    let query = operation("case-view");
    let hidden = json!({ "by": { "number": { "number": demo::CLOSED_CASE } } });
    let (answer, _) = stack.ask(&stack.clerk, &query, hidden).await;
    let case = &answer.data()["caseLookup"]["case"];
    let hidden = case["id"].as_str().expect("the clerk sees the case").to_owned();
    let hearing = case["hearings"]["nodes"][0]["id"].as_str().expect("it has hearings").to_owned();
    let absent = stack.gateway.app.ids.id(&NodeId::Case(CaseKey {
        registry: "kz-torelik".into(),
        court: demo::COURT.into(),
        number: demo::ABSENT_NUMBER.to_owned(),
        upstream_id: Some("999999".to_owned()),
    }));

    let node = operation("node-refetch");
    for (who, client) in outsiders(&stack) {
        let mut answers = Vec::new();
        for id in [&hidden, &absent, &hearing] {
            let (answer, _) = stack.ask(client, &node, json!({ "id": id })).await;
            answers.push((answer.status, masked(&answer.body, id)));
        }
        assert_eq!(answers[0], answers[1], "{who}");
        assert_eq!(answers[2], answers[1], "a part of the case, {who}");
        assert!(answers[0].1.contains("\"node\":null"), "{}", answers[0].1);

        let mut answers = Vec::new();
        for id in [&hidden, &absent] {
            let (answer, _) = stack.ask(client, &query, json!({ "by": { "id": id } })).await;
            answers.push(masked(&answer.body, id));
        }
        assert_eq!(answers[0], answers[1], "{who}");
        assert!(answers[0].contains("\"outcome\":\"ABSENT\""), "{}", answers[0]);
    }
    stack.stop().await;
}

#[tokio::test]
async fn search_and_its_count_do_not_know_a_hidden_case() {
    let stack = Stack::start(Plan::of(Store::Sqlite)).await;
    let query = operation("case-search");
    for (who, client) in outsiders(&stack) {
        for number in [demo::CLOSED_CASE, demo::SEALED_CASE, demo::ABSENT_NUMBER] {
            let variables = json!({ "filter": { "text": number, "court": demo::COURT } });
            let (answer, _) = stack.ask(client, &query, variables).await;
            let cases = &answer.data()["cases"];
            assert_eq!(cases["totalCount"], json!(0), "{number} by {who}");
            assert_eq!(cases["edges"], json!([]), "{number} by {who}");
        }
    }
    for number in HIDDEN {
        let variables = json!({ "filter": { "text": number, "court": demo::COURT } });
        let (answer, _) = stack.ask(&stack.clerk, &query, variables).await;
        assert_eq!(answer.data()["cases"]["totalCount"], json!(1), "{number} by its court");
    }
    stack.stop().await;
}

#[tokio::test]
async fn the_board_shows_closed_sessions_without_their_case_and_sealed_ones_not_at_all() {
    let stack = Stack::start(Plan::of(Store::Sqlite)).await;
    let query = operation("hearing-board");
    let variables = json!({
        "court": demo::COURT, "period": { "from": "2025-01-01", "to": "2025-12-31" },
    });
    let (answer, _) = stack.ask(&stack.nobody, &query, variables.clone()).await;
    let seen = answer.data()["hearings"]["nodes"].as_array().cloned().expect("a board");
    let closed: Vec<&Value> = seen.iter().filter(|row| row["closedSession"] == true).collect();
    assert!(!closed.is_empty(), "no closed session on the board: nothing was tested");
    assert!(closed.iter().all(|row| row["case"].is_null()), "{closed:#?}");
    let text = answer.body.to_string();
    for number in HIDDEN {
        assert!(!text.contains(number), "{number} stands on the board");
    }
    let (answer, _) = stack.ask(&stack.clerk, &query, variables).await;
    let text = answer.body.to_string();
    for number in HIDDEN {
        assert!(text.contains(number), "{number} is hidden from its own court");
    }
    stack.stop().await;
}
