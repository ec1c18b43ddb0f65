//! `case-search`: filtered, ordered and paged over all registries.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use simulator::world::demo;
use tests::client::operation;
use tests::stack::{Plan, Stack};

use crate::asking::{Question, STORES, answers_alike};

#[tokio::test]
async fn finds_the_cases_of_one_court_page_by_page() {
    let question = Question {
        operation: "case-search",
        who: |stack| &stack.nobody,
        variables: json!({ "filter": { "court": demo::COURT }, "first": 5, "lang": "RU" }),
    };
    answers_alike("case_search_court", &question).await;
}

#[tokio::test]
async fn finds_own_cases_also_those_closed_to_others() {
    let question = Question {
        operation: "case-search",
        who: |stack| &stack.party,
        variables: json!({ "filter": { "mine": true }, "first": 50, "lang": "KK" }),
    };
    answers_alike("case_search_mine", &question).await;
}

#[tokio::test]
async fn costs_the_same_for_fifty_cases_as_for_five() {
    let query = operation("case-search");
    for store in STORES {
        let stack = Stack::start(Plan::of(store)).await;
        let mut costs = Vec::new();
        for first in [5, 50] {
            let variables = json!({ "filter": {}, "first": first });
            let (answer, cost) = stack.ask(&stack.nobody, &query, variables).await;
            let edges = answer.data()["cases"]["edges"].as_array().map_or(0, Vec::len);
            assert_eq!(edges, first, "{store:?}");
            costs.push((cost.sql, cost.registry));
        }
        assert_eq!(costs[0], costs[1], "{store:?}: statements grow with the page");
        stack.stop().await;
    }
}

#[tokio::test]
async fn walks_all_pages_without_gap_or_repeat() {
    let query = operation("case-search");
    for store in STORES {
        let stack = Stack::start(Plan::of(store)).await;
        let (mut seen, mut after, mut pages) = (BTreeSet::new(), Value::Null, 0);
        loop {
            let variables =
                json!({ "filter": { "court": demo::COURT }, "first": 7, "after": after });
            let (answer, _) = stack.ask(&stack.nobody, &query, variables).await;
            let cases = &answer.data()["cases"];
            for edge in cases["edges"].as_array().expect("edges") {
                let id = edge["node"]["id"].as_str().expect("an id").to_owned();
                assert!(seen.insert(id), "{store:?}: a case came twice");
            }
            pages += 1;
            if cases["pageInfo"]["hasNextPage"] != json!(true) {
                assert_eq!(cases["totalCount"].as_u64(), Some(seen.len() as u64), "{store:?}");
                break;
            }
            after = cases["pageInfo"]["endCursor"].clone();
        }
        assert!(pages > 1, "{store:?}: one page holds all, nothing was paged");
        stack.stop().await;
    }
}
