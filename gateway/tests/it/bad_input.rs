//! What must be refused: a clear error, a stable code, nothing of the inside.

use reqwest::header::{ACCEPT, CONTENT_TYPE};
use serde_json::{Value, json};

use crate::support::{GRAPHQL, JSON, gateway};

#[tokio::test]
async fn a_body_that_is_not_json_is_told_by_line_and_column() {
    let gateway = gateway("").await;
    let post = |body: &'static str| {
        gateway.send(gateway.post("/graphql").header(CONTENT_TYPE, JSON).body(body))
    };
    let told = post("{\"query\": \"{ secret }\",\n nonsense}").await.refusal(400, "BAD_INPUT");
    assert!(told[0].contains("line 2 column 2"), "{told:?}");
    assert!(!told[0].contains("secret"), "{told:?}");
    assert!(post("").await.refusal(400, "BAD_INPUT")[0].contains("empty"));
    assert!(post("7").await.refusal(400, "BAD_INPUT")[0].contains("must be a JSON object"));
    let latin1 = gateway.post("/graphql").header(CONTENT_TYPE, JSON).body(vec![b'"', 0xE9, b'"']);
    gateway.send(latin1).await.refusal(400, "BAD_INPUT");
    let deep = format!("{{\"query\":{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let deep = gateway.post("/graphql").header(CONTENT_TYPE, JSON).body(deep);
    gateway.send(deep).await.refusal(400, "BAD_INPUT");
}

#[tokio::test]
async fn parameters_of_wrong_kinds_are_told_all_at_once() {
    let gateway = gateway("").await;
    let body = json!({ "query": 1, "operationName": [], "variables": "x", "extensions": false });
    let told = gateway.body(&body, JSON).await.refusal(400, "BAD_INPUT");
    assert_eq!(told.len(), 4, "{told:?}");
    for name in ["query", "operationName", "variables", "extensions"] {
        assert!(told.iter().any(|line| line.contains(&format!("\"{name}\" must be"))), "{told:?}");
    }
    let query = [("query", "{ a }"), ("query", "{ b }"), ("variables", "{"), ("extensions", "7")];
    let request = gateway.get_with(&query).header(ACCEPT, GRAPHQL);
    let told = gateway.send(request).await.refusal(400, "BAD_INPUT");
    assert_eq!(told.len(), 3, "{told:?}");
}

#[tokio::test]
async fn only_json_in_utf8_and_not_packed_is_read() {
    let gateway = gateway("").await;
    for kind in ["text/plain", "application/graphql", "application/json; charset=utf-16", "", "x"] {
        let request = gateway.post("/graphql").header(CONTENT_TYPE, kind);
        let refused = gateway.send(request.body("{\"query\":\"{__typename}\"}")).await;
        refused.refusal(415, "BAD_INPUT");
    }
    let form = "application/x-www-form-urlencoded";
    let request = gateway.post("/graphql").header(CONTENT_TYPE, form);
    gateway.send(request.body("query=%7B__typename%7D")).await.refusal(415, "BAD_INPUT");
    let packed = gateway.post("/graphql").header(CONTENT_TYPE, JSON);
    let packed = packed.header("content-encoding", "gzip").body("x");
    gateway.send(packed).await.refusal(415, "BAD_INPUT");
    let none = gateway.post("/graphql").body("{\"query\":\"{__typename}\"}");
    gateway.send(none).await.refusal(415, "BAD_INPUT");
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_announced_or_not() {
    let gateway = gateway("limits.body_bytes_max = \"2 KiB\"").await;
    let body = json!({ "query": format!("{{ __typename }} #{}", "x".repeat(3000)) }).to_string();
    let announced = gateway.post("/graphql").header(CONTENT_TYPE, JSON).body(body.clone());
    let told = gateway.send(announced).await.refusal(413, "BAD_INPUT");
    assert!(told[0].contains("2 KiB"), "{told:?}");
    let chunks = body.into_bytes().chunks(100).map(<[u8]>::to_vec).collect::<Vec<_>>();
    let chunks = futures_util::stream::iter(chunks.into_iter().map(Ok::<_, std::io::Error>));
    let streamed = gateway.post("/graphql").header(CONTENT_TYPE, JSON);
    let streamed = streamed.body(reqwest::Body::wrap_stream(chunks));
    gateway.send(streamed).await.refusal(413, "BAD_INPUT");
}

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let gateway = gateway("http.body_timeout = \"50ms\"").await;
    let never = futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>();
    let request = gateway.post("/graphql").header(CONTENT_TYPE, JSON);
    let refused = gateway.send(request.body(reqwest::Body::wrap_stream(never))).await;
    assert!(refused.refusal(408, "TIMEOUT")[0].contains("50 ms"));
}

#[tokio::test]
async fn queries_beyond_a_limit_are_refused_by_name_of_the_limit() {
    let gateway = gateway("limits.complexity_max = 30").await;
    let deep = format!("{}{}", "{ caseLookup(by: {id: \"x\"}) ".repeat(20), "}".repeat(20));
    let deep = deep.replacen(") }", ") { outcome } }", 1);
    let fields = (0..40).map(|n| format!("a{n}: __typename")).collect::<Vec<_>>().join(" ");
    let wide = format!("{{ registries {{ {fields} {fields} }} }}");
    let same = "@skip(if: false) ".repeat(70);
    let laughs = (0..20)
        .map(|n| format!("fragment F{n} on Query {{ ...F{m} ...F{m} }} ", m = n + 1))
        .collect::<Vec<_>>()
        .concat();
    let laughs = format!("{{ ...F0 }} {laughs} fragment F20 on Query {{ __typename }}");
    for (query, words) in [
        (deep, "levels of fields"),
        (wide, "aliases"),
        (format!("{{ __typename {same} }}"), "directives"),
        (laughs, "fields"),
        (format!("{{ {} }}", "__typename ".repeat(31)), "root fields"),
        (
            format!(
                "{{ registries {{ {} }} }}",
                (0..40).map(|n| format!("c{n}: code ")).collect::<Vec<_>>().concat()
            ),
            "points",
        ),
        (format!("{{ __typename }} #{}", "x".repeat(70_000)), "bytes"),
        ("[".repeat(5000), "nests brackets"),
        ("a ".repeat(9000), "tokens"),
    ] {
        let told = gateway.ask(&query).await.refusal(400, "TOO_COSTLY").join("\n");
        assert!(told.contains(words), "{words} is not in {told}");
        assert!(told.contains("at most") || told.contains("more than") || told.contains("deeper"));
    }
}

#[tokio::test]
async fn validation_errors_come_all_at_once_and_quote_nothing_long() {
    let gateway = gateway("").await;
    let long = "x".repeat(2000);
    let told = gateway
        .ask(&format!("query Q($a: Nonsense) {{ one {long} caseLookup(by: 7) {{ outcome }} __typename @nope }}"))
        .await
        .refusal(400, "BAD_INPUT");
    assert!(told.len() >= 5, "{told:#?}");
    assert!(told.iter().all(|line| line.chars().count() <= 401 && !line.contains('\n')));
}

#[tokio::test]
async fn unknown_and_wrong_variables_are_told_all_at_once() {
    let gateway = gateway("").await;
    let query =
        "query Q($by: CaseBy!, $lang: Language!) { caseLookup(by: $by) { message(lang: $lang) } }";
    let variables = json!({ "by": { "nubmer": "1" }, "lang": "XX", "extra": "870412300415" });
    let body = json!({ "query": query, "variables": variables });
    let answer = gateway.body(&body, GRAPHQL).await;
    let told = answer.refusal(400, "BAD_INPUT");
    assert!(told.iter().any(|line| line.contains("\"$by.nubmer\" is not a field")), "{told:#?}");
    assert!(told.iter().any(|line| line.contains("\"$lang\" must be a value of Language")));
    assert!(told.iter().any(|line| line.contains("\"$extra\" is not declared")), "{told:#?}");
    assert!(!answer.text.contains("870412300415"), "a value is not told back");
}

#[tokio::test]
async fn operations_must_be_named_when_there_are_several() {
    let gateway = gateway("").await;
    let several = "query A { __typename } query B { __typename }";
    let told = gateway.ask(several).await.refusal(400, "BAD_INPUT");
    assert!(told[0].contains("2 operations"), "{told:?}");
    let body = json!({ "query": several, "operationName": "B" });
    assert_eq!(gateway.body(&body, GRAPHQL).await.status, 200);
    assert!(
        gateway.ask("subscription { x }").await.refusal(400, "BAD_INPUT")[0]
            .contains("subscriptions")
    );
}

#[tokio::test]
async fn a_persisted_query_without_its_text_is_asked_for_in_the_words_clients_know() {
    let gateway = gateway("").await;
    let body = json!({ "extensions": { "persistedQuery": { "version": 1, "sha256Hash": "00" } } });
    let told = gateway.body(&body, JSON).await.refusal(400, "BAD_INPUT");
    assert_eq!(told, ["PersistedQueryNotSupported"]);
}

#[tokio::test]
async fn nothing_of_the_inside_is_told() {
    let gateway = gateway("").await;
    for query in [
        "{",
        "{ a",
        "}",
        "\u{0}",
        "{ node(id: \"\") { id } }",
        "{ caseLookup(by: {}) { outcome } }",
    ] {
        let text = gateway.ask(query).await.text;
        for inside in ["panicked", ".rs", "async_graphql", "sqlx", "SELECT", "-->", "Error("] {
            assert!(!text.contains(inside), "{query}: {text}");
        }
        assert!(serde_json::from_str::<Value>(&text).is_ok());
    }
}
