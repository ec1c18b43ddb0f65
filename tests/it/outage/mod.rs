//! One dead court system blanks its own part and touches no other.

use serde_json::{Value, json};
use simulator::Fault;
use simulator::world::demo;
use tests::client::operation;
use tests::stack::{Plan, Stack, Store};

const DOWN: Fault = Fault::Status { status: 503, retry_after_seconds: None };

fn by_number() -> Value {
    json!({ "by": { "number": { "number": demo::OPEN_CASE } }, "lang": "EN" })
}

/// What a client reads of one part: how many rows, and from where.
fn part(body: &Value, name: &str) -> (usize, Value, Value, Value) {
    let part = &body["data"]["caseLookup"]["case"][name];
    let rows = part["nodes"].as_array().map_or(0, Vec::len);
    let source = &part["sources"][0];
    (rows, source["state"].clone(), source["complete"].clone(), part["totalCount"].clone())
}

/// The faults, and the state that stands for each.
fn faults() -> Vec<(Fault, &'static str)> {
    vec![
        (DOWN, "UNAVAILABLE"),
        (Fault::LoginPage, "UNAVAILABLE"),
        (Fault::Garbage, "UNAVAILABLE"),
        (Fault::Truncated, "UNAVAILABLE"),
        (Fault::CutOff, "UNAVAILABLE"),
        (Fault::Reset, "UNAVAILABLE"),
    ]
}

#[tokio::test]
async fn a_dead_archive_leaves_every_other_part_untouched() {
    let query = operation("case-view");
    let healthy = Stack::start(Plan::of(Store::Sqlite)).await;
    let (healthy_answer, _) = healthy.ask(&healthy.nobody, &query, by_number()).await;
    healthy.stop().await;
    for (fault, state) in faults() {
        let stack = Stack::start(Plan::of(Store::Sqlite)).await;
        stack.courts.archive.faults.set(fault.clone());
        let (answer, _) = stack.ask(&stack.nobody, &query, by_number()).await;
        assert!(answer.body.get("errors").is_none(), "{fault:?}: {:#}", answer.body);
        let (rows, found, complete, total) = part(&answer.body, "documents");
        assert_eq!((rows, found), (0, json!(state)), "{fault:?}");
        assert_eq!((complete, total), (json!(false), Value::Null), "{fault:?}");
        for name in ["parties", "hearings", "timeline"] {
            let there = |body: &Value| {
                let mut rows = body["data"]["caseLookup"]["case"][name]["nodes"].clone();
                // Ids are of one installation; the two systems here are two.
                for row in rows.as_array_mut().expect("rows") {
                    row["id"] = Value::Null;
                }
                rows
            };
            assert_eq!(there(&answer.body), there(&healthy_answer.body), "{fault:?}: {name}");
        }
        stack.stop().await;
    }
}

#[tokio::test]
async fn a_dead_case_management_is_unavailable_and_not_absent() {
    let query = operation("case-view");
    for (fault, _) in faults() {
        let stack = Stack::start(Plan::of(Store::Sqlite)).await;
        stack.courts.torelik.faults.set(fault.clone());
        let (answer, _) = stack.ask(&stack.nobody, &query, by_number()).await;
        let lookup = &answer.data()["caseLookup"];
        assert_eq!(lookup["outcome"], "UNAVAILABLE", "{fault:?}");
        assert!(lookup["case"].is_null() && !lookup["message"].is_null(), "{fault:?}");
        stack.stop().await;
    }
}

#[tokio::test]
async fn an_empty_list_is_never_an_absence() {
    let stack = Stack::start(Plan::of(Store::Sqlite)).await;
    stack.courts.torelik.faults.set(Fault::EmptyList);
    let (answer, _) = stack.ask(&stack.nobody, &operation("case-view"), by_number()).await;
    assert_ne!(answer.data()["caseLookup"]["outcome"], "ABSENT");
    stack.stop().await;
}

#[tokio::test]
async fn what_was_held_is_served_stale_with_its_reason_and_fresh_again_afterwards() {
    let settings = "[cache]\nfresh = \"0s\"\nabsent = \"0s\"\n".to_owned();
    let stack = Stack::start(Plan { settings, ..Plan::of(Store::Sqlite) }).await;
    let query = operation("case-view");
    let (before, _) = stack.ask(&stack.nobody, &query, by_number()).await;
    stack.courts.archive.faults.set(DOWN);
    let (during, _) = stack.ask(&stack.nobody, &query, by_number()).await;
    let documents = |body: &Value| body["data"]["caseLookup"]["case"]["documents"].clone();
    assert_eq!(documents(&during.body)["nodes"], documents(&before.body)["nodes"]);
    let source = &documents(&during.body)["sources"][0];
    assert_eq!(source["state"], "STALE");
    assert!(!source["reason"].is_null() && !source["asOf"].is_null(), "{source:#}");
    stack.courts.archive.faults.clear();
    let (after, _) = stack.ask(&stack.nobody, &query, by_number()).await;
    assert_eq!(documents(&after.body)["sources"][0]["state"], "LIVE");
    stack.stop().await;
}

#[tokio::test]
async fn a_client_that_will_not_wait_gets_pending_and_later_the_case() {
    let stack = Stack::start(Plan::of(Store::Sqlite)).await;
    stack.courts.torelik.faults.set(Fault::Hang);
    let mut variables = by_number();
    variables["freshness"] = json!({ "waitUpToMs": 50 });
    let (answer, _) = stack.ask(&stack.nobody, &operation("case-view"), variables).await;
    assert_eq!(answer.data()["caseLookup"]["outcome"], "PENDING");
    stack.courts.torelik.faults.clear();
    stack.stop().await;
}

#[tokio::test]
async fn an_id_whose_court_system_is_dead_is_an_error_and_not_null() {
    let stack = Stack::start(Plan::of(Store::Sqlite)).await;
    let (answer, _) =
        stack.ask(&stack.nobody, &operation("case-search"), json!({ "filter": {} })).await;
    let id = answer.data()["cases"]["edges"][0]["node"]["id"].clone();
    stack.courts.torelik.faults.set(DOWN);
    let (answer, _) =
        stack.ask(&stack.nobody, &operation("node-refetch"), json!({ "id": id })).await;
    assert_eq!(answer.codes(), ["REGISTRY_UNAVAILABLE"], "{:#}", answer.body);
    assert_eq!(answer.body["errors"][0]["extensions"]["retryable"], true);
    assert_eq!(answer.body["data"], json!({ "node": null }));
    stack.stop().await;
}
