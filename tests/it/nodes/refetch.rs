//! `node-refetch`: Relay clients ask for an object again by its id.

use serde_json::{Value, json};
use simulator::world::demo;
use tests::client::operation;
use tests::stack::{Plan, Stack};

use crate::asking::STORES;

const PARTS: &str = "query Parts($number: String!) {
  caseLookup(by: { number: { number: $number } }) {
    case {
      id
      hearings(first: 1) { nodes { id } }
      documents(first: 1) { nodes { id } }
      filings(first: 1) { nodes { id } }
    }
  }
}";

#[tokio::test]
async fn gives_every_kind_of_object_again_by_its_id() {
    let node = operation("node-refetch");
    for store in STORES {
        let stack = Stack::start(Plan::of(store)).await;
        let variables = json!({ "number": demo::OPEN_CASE });
        let (answer, _) = stack.ask(&stack.clerk, PARTS, variables).await;
        let case = &answer.data()["caseLookup"]["case"];
        let ids = [
            ("Case", &case["id"]),
            ("Hearing", &case["hearings"]["nodes"][0]["id"]),
            ("Document", &case["documents"]["nodes"][0]["id"]),
            ("Filing", &case["filings"]["nodes"][0]["id"]),
        ];
        for (kind, id) in ids {
            assert!(id.is_string(), "{store:?}: no {kind} to ask for again: {case:#}");
            let (answer, _) = stack.ask(&stack.clerk, &node, json!({ "id": id })).await;
            let again = &answer.data()["node"];
            assert_eq!((&again["__typename"], &again["id"]), (&json!(kind), id), "{store:?}");
        }
        stack.stop().await;
    }
}

#[tokio::test]
async fn does_not_give_a_hidden_case_by_its_id() {
    let node = operation("node-refetch");
    for store in STORES {
        let stack = Stack::start(Plan::of(store)).await;
        let variables = json!({ "number": demo::PARTY_CLOSED_CASE });
        let (answer, _) = stack.ask(&stack.party, PARTS, variables).await;
        let id = answer.data()["caseLookup"]["case"]["id"].clone();
        let (own, _) = stack.ask(&stack.party, &node, json!({ "id": id })).await;
        assert_eq!(own.data()["node"]["id"], id, "{store:?}");
        let (others, _) = stack.ask(&stack.nobody, &node, json!({ "id": id })).await;
        assert_eq!(others.body["data"]["node"], Value::Null, "{store:?}");
        stack.stop().await;
    }
}
