//! The pages beside GraphQL, open in the demo and shut in production.

use serde_json::Value;

use crate::support::{GRAPHQL, JSON, gateway, production};

#[tokio::test]
async fn graphiql_needs_nothing_from_anywhere_else() {
    let gateway = gateway("").await;
    let page = gateway.send(gateway.get("/graphiql")).await;
    assert_eq!(page.status, 200);
    assert!(page.header("content-security-policy").unwrap().contains("default-src 'self'"));
    let sources = page
        .text
        .split(['"', '\''])
        .filter(|part| part.starts_with('/') || part.contains("//"))
        .collect::<Vec<_>>();
    assert!(sources.len() >= 5, "{sources:?}");
    for source in sources {
        assert!(source.starts_with("/graphiql/"), "{source} is not ours");
        let file = gateway.send(gateway.get(source)).await;
        assert_eq!(file.status, 200, "{source}");
        assert!(file.text.len() > 50, "{source}");
        if file.header("content-type") == Some("text/css; charset=utf-8") {
            let foreign = file.text.split("url(").skip(1).find(|url| {
                !url.trim_start_matches(['"', '\'']).starts_with("data:")
                    && !url.trim_start_matches(['"', '\'']).starts_with('#')
            });
            assert_eq!(foreign.map(|url| &url[..40.min(url.len())]), None, "{source}");
            assert!(!file.text.contains("@import"), "{source}");
        }
        let packed = gateway.get(source).header("accept-encoding", "gzip");
        let packed = packed.send().await.unwrap();
        assert_eq!(packed.status(), 200);
    }
}

#[tokio::test]
async fn whoever_comes_with_a_browser_is_shown_the_way() {
    let gateway = gateway("").await;
    let index = gateway.send(gateway.get("/")).await.text;
    for path in
        ["/graphiql", "/graphql", "/schema.graphql", "/health/live", "/health/ready", "/metrics"]
    {
        assert!(index.contains(&format!("href=\"{path}\"")), "{path} is not on the first page");
    }
    let browser = gateway.get("/graphql").header("accept", "text/html,*/*;q=0.8");
    let shown = gateway.send(browser).await;
    assert_eq!((shown.status, shown.header("location")), (303, Some("/graphiql")));
    gateway.send(gateway.get("/nowhere")).await.refusal(404, "NOT_FOUND");
    gateway.send(gateway.get("/graphiql/nothing.js")).await.refusal(404, "NOT_FOUND");
}

#[tokio::test]
async fn production_shuts_what_is_not_needed() {
    let gateway = production("").await;
    for path in ["/graphiql", "/graphiql/start.js", "/metrics"] {
        gateway.send(gateway.get(path)).await.refusal(404, "NOT_FOUND");
    }
    for query in ["{ __schema { types { name } } }", "{ __type(name: \"Query\") { name } }"] {
        gateway.ask(query).await.refusal(403, "FORBIDDEN");
    }
    let told = gateway.ask("{ caseLookupp { outcome } }").await.refusal(400, "BAD_INPUT").join(" ");
    assert!(!told.contains("caseLookup\"") && !told.contains("mean"), "{told}");
    assert_eq!(gateway.ask("{ __typename }").await.status, 200);
    assert_eq!(gateway.send(gateway.get("/schema.graphql")).await.status, 200);
    let index = gateway.send(gateway.get("/")).await.text;
    assert!(!index.contains("graphiql") && !index.contains("metrics"), "{index}");
}

#[tokio::test]
async fn production_opens_what_it_is_told_to() {
    let settings = "http.graphiql = \"open\"\nhttp.introspection = \"open\"\n\
                    http.metrics = \"open\"\nhttp.schema = \"shut\"\n";
    let gateway = production(settings).await;
    assert_eq!(gateway.send(gateway.get("/graphiql")).await.status, 200);
    assert_eq!(gateway.ask("{ __schema { queryType { name } } }").await.status, 200);
    assert_eq!(gateway.send(gateway.get("/schema.graphql")).await.status, 404);
    let figures = gateway.send(gateway.get("/metrics")).await;
    assert!(figures.header("content-type").unwrap().starts_with("text/plain; version=0.0.4"));
    assert!(figures.text.contains("tereze_requests_total{route=\"/graphql\""), "{}", figures.text);
}

#[tokio::test]
async fn the_schema_is_text_that_parses() {
    let gateway = gateway("").await;
    let schema = gateway.send(gateway.get("/schema.graphql")).await;
    assert!(schema.header("content-type").unwrap().starts_with("text/plain"));
    assert!(schema.text.contains("type Query"), "{}", schema.text);
}

#[tokio::test]
async fn health_tells_what_was_looked_at() {
    let gateway = gateway("").await;
    let live = gateway.send(gateway.get("/health/live")).await;
    assert_eq!(live.json(), serde_json::json!({ "status": "ok" }));
    let ready = gateway.send(gateway.get("/health/ready")).await;
    assert_eq!(ready.status, 200);
    let body = ready.json();
    let names =
        body["checks"].as_array().unwrap().iter().map(|check| check["name"].as_str().unwrap());
    let names = names.collect::<Vec<_>>();
    assert_eq!(names, ["database", "migrations", "registries", "lists"]);
    assert!(
        body["checks"].as_array().unwrap().iter().all(|check| check["ok"] == Value::Bool(true))
    );
}

#[tokio::test]
async fn readiness_says_so_while_lists_are_read_and_when_the_tables_are_gone() {
    let options = gateway::Options { await_lists: true, ..gateway::Options::default() };
    let gateway = crate::support::gateway_with("mode = \"demo\"", options).await;
    assert_eq!(gateway.send(gateway.get("/health/ready")).await.status, 503);
    gateway.running.lists_are_read();
    assert_eq!(gateway.send(gateway.get("/health/ready")).await.status, 200);
    gateway.running.app.db.connection().close_by_ref().await.unwrap();
    let gone = gateway.send(gateway.get("/health/ready")).await;
    assert_eq!((gone.status, gone.json()["status"].as_str()), (503, Some("unavailable")));
    assert_eq!(gateway.send(gateway.get("/health/live")).await.status, 200);
}

#[tokio::test]
async fn ids_of_requests_are_taken_over_when_they_are_plain() {
    let gateway = gateway("").await;
    let ask =
        |id: &'static str| gateway.send(gateway.get("/health/live").header("x-request-id", id));
    assert_eq!(ask("front-7.a:b_c").await.header("x-request-id"), Some("front-7.a:b_c"));
    for odd in ["two words", "semi;colon", "", "{\"a\":1}"] {
        assert_ne!(ask(odd).await.header("x-request-id"), Some(odd));
    }
    let (one, other) = (ask("a b").await, ask("a b").await);
    assert_ne!(one.header("x-request-id"), other.header("x-request-id"));
}

#[tokio::test]
async fn answers_are_packed_for_those_who_accept_it() {
    for (settings, expected) in [("", Some("gzip")), ("http.gzip = false", None)] {
        let gateway = gateway(settings).await;
        let request = gateway.get("/schema.graphql").header("accept-encoding", "gzip");
        let response = request.send().await.unwrap();
        let packed = response.headers().get("content-encoding").map(|v| v.to_str().unwrap());
        assert_eq!(packed, expected);
    }
}

#[tokio::test]
async fn an_answer_says_that_it_is_not_to_be_kept() {
    let gateway = gateway("").await;
    for accept in [JSON, GRAPHQL] {
        let body = serde_json::json!({ "query": "{ __typename }" });
        let answer = gateway.body(&body, accept).await;
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert!(answer.header("vary").unwrap().contains("accept"));
    }
}
