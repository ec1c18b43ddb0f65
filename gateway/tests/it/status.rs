//! Status codes and media types, in both profiles.

use reqwest::header::{ACCEPT, CONTENT_TYPE};
use serde_json::{Value, json};

use crate::support::{GRAPHQL, Gateway, JSON, gateway};

/// Statuses to clients of `application/json` and of `application/graphql-response+json`.
async fn statuses(gateway: &Gateway, body: &Value) -> (u16, u16) {
    let (json, graphql) = (gateway.body(body, JSON).await, gateway.body(body, GRAPHQL).await);
    assert_eq!(json.header("content-type"), Some("application/json; charset=utf-8"));
    let full = "application/graphql-response+json; charset=utf-8";
    assert_eq!(graphql.header("content-type"), Some(full));
    assert_eq!(json.json().get("data").is_some(), graphql.json().get("data").is_some());
    (json.status, graphql.status)
}

fn rows() -> [(&'static str, Value); 8] {
    [
        ("executed", json!({ "query": "{ __typename }" })),
        ("no query", json!({ "qeury": "{ __typename }" })),
        ("variables that are a list", json!({ "query": "{ __typename }", "variables": [7] })),
        ("a document that is none", json!({ "query": "{" })),
        ("an unknown field", json!({ "query": "{ nothingOfTheKind }" })),
        (
            "an unknown operation",
            json!({ "query": "query A { __typename }", "operationName": "B" }),
        ),
        (
            "a variable that is not given",
            json!({ "query": "query Q($n: Boolean!) { __typename @skip(if: $n) }" }),
        ),
        (
            "a variable that is not declared",
            json!({ "query": "{ __typename }", "variables": { "n": 1 } }),
        ),
    ]
}

#[tokio::test]
async fn profile_2025_is_what_the_audits_ask_for() {
    let gateway = gateway("").await;
    let expected = [
        (200, 200),
        (400, 400),
        (400, 400),
        (200, 400),
        (200, 400),
        (200, 400),
        (200, 400),
        (200, 400),
    ];
    for ((name, body), expected) in rows().into_iter().zip(expected) {
        assert_eq!(statuses(&gateway, &body).await, expected, "{name}");
    }
}

#[tokio::test]
async fn profile_of_the_draft_of_2026_tells_syntax_from_validity() {
    let gateway = gateway("http.status_profile = \"draft-2026\"").await;
    let expected = [
        (200, 200),
        (422, 422),
        (422, 422),
        (400, 400),
        (422, 422),
        (422, 422),
        (422, 422),
        (422, 422),
    ];
    for ((name, body), expected) in rows().into_iter().zip(expected) {
        assert_eq!(statuses(&gateway, &body).await, expected, "{name}");
    }
    let silent = gateway.post("/graphql").header(CONTENT_TYPE, JSON).body("{\"query\":\"{\"}");
    let answer = gateway.send(silent).await;
    assert!(answer.header("content-type").unwrap().starts_with(GRAPHQL));
}

#[tokio::test]
async fn data_beside_errors_is_200_and_294_only_where_it_is_understood() {
    let body = json!({ "query": "{ node(id: \"garbage\") { id } }" });
    for (settings, expected) in
        [("", (200, 200)), ("http.status_profile = \"draft-2026\"", (200, 294))]
    {
        let gateway = gateway(settings).await;
        let answer = gateway.body(&body, JSON).await.json();
        assert!(answer.get("data").is_some() && answer.get("errors").is_some(), "{answer}");
        assert_eq!(statuses(&gateway, &body).await, expected);
    }
}

#[tokio::test]
async fn the_client_chooses_the_media_type() {
    let gateway = gateway("").await;
    for (accept, expected) in [
        ("*/*", JSON),
        ("application/graphql-response+json, application/json;q=0.9", GRAPHQL),
        ("application/graphql-response+json;q=0.1, application/json;q=0.9", JSON),
    ] {
        let answer = gateway.body(&json!({ "query": "{ __typename }" }), accept).await;
        assert!(answer.header("content-type").unwrap().starts_with(expected), "{accept}");
    }
    let answer = gateway.body(&json!({ "query": "{ __typename }" }), "text/html").await;
    assert!(answer.refusal(406, "BAD_INPUT")[0].contains("application/json"));
}

#[tokio::test]
async fn get_is_for_queries_only() {
    let gateway = gateway("").await;
    let ask =
        |query: &[(&str, &str)]| gateway.send(gateway.get_with(query).header(ACCEPT, GRAPHQL));
    let asked = ask(&[
        ("query", "query Q($n: Boolean!) { __typename registries @skip(if: $n) { code } }"),
        ("variables", "{\"n\":true}"),
        ("operationName", "Q"),
    ]);
    assert_eq!(asked.await.json(), json!({ "data": { "__typename": "Query" } }));
    for query in ["mutation { __typename }", "mutation M { anything }"] {
        let refused = ask(&[("query", query)]).await;
        assert!(refused.refusal(405, "BAD_INPUT")[0].contains("POST"));
        assert_eq!(refused.header("allow"), Some("GET, POST"));
    }
    let both = ask(&[("query", "query A { __typename } mutation B { a }"), ("operationName", "A")]);
    assert_eq!(both.await.status, 200, "only the chosen operation counts");
}

#[tokio::test]
async fn other_methods_are_told_which_to_use() {
    let gateway = gateway("").await;
    for method in ["PUT", "DELETE", "PATCH"] {
        let request =
            gateway.client.request(method.parse().unwrap(), gateway.running.url("/graphql"));
        let refused = gateway.send(request).await;
        refused.refusal(405, "BAD_INPUT");
        assert_eq!(refused.header("allow"), Some("GET, POST"));
    }
    let request = gateway.client.request(reqwest::Method::OPTIONS, gateway.running.url("/graphql"));
    let told = gateway.send(request).await;
    assert_eq!((told.status, told.header("allow")), (204, Some("GET, POST")));
}
