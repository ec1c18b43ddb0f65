//! Batches: shut by default, bounded when open.

use serde_json::{Value, json};

use crate::support::{GRAPHQL, JSON, gateway};

#[tokio::test]
async fn a_batch_is_refused_by_default() {
    let gateway = gateway("").await;
    let body = json!([{ "query": "{ __typename }" }]);
    let told = gateway.body(&body, JSON).await.refusal(400, "BAD_INPUT");
    assert!(told[0].contains("one operation"), "{told:?}");
}

#[tokio::test]
async fn an_open_batch_is_answered_in_order_and_bounded() {
    let gateway = gateway("limits.batch_max = 3").await;
    let one = json!({ "query": "{ __typename }" });
    let answer = gateway.body(&json!([one, { "query": "{" }, one]), GRAPHQL).await;
    let list = answer.json();
    assert_eq!((answer.status, list.as_array().unwrap().len()), (200, 3));
    assert_eq!(list[0], json!({ "data": { "__typename": "Query" } }));
    assert!(list[1].get("data").is_none());
    assert_eq!(list[1]["errors"][0]["extensions"]["code"], "BAD_INPUT");
    assert_eq!(list[2], list[0]);
    for wrong in [json!([]), json!([one, one, one, one])] {
        let told = gateway.body(&wrong, GRAPHQL).await.refusal(400, "BAD_INPUT");
        assert!(told[0].contains("1 to 3"), "{told:?}");
    }
    let mixed: Value = json!([one, 7, { "query": 7 }]);
    let told = gateway.body(&mixed, GRAPHQL).await.refusal(400, "BAD_INPUT");
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("[1]: ") && told[1].starts_with("[2]: "), "{told:?}");
}
