//! Budgets of points, and the number of requests in work at once.

use reqwest::header::CONTENT_TYPE;
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::support::{GRAPHQL, Gateway, JSON, gateway};

const SMALL: &str = "limits.complexity_max = 100\nlimits.budget_points = 100\n\
                     limits.budget_points_per_second = 1\n\
                     server.trusted_proxies = [\"127.0.0.1\"]\n";

async fn from(gateway: &Gateway, address: &str, query: &str) -> crate::support::Answer {
    let body = json!({ "query": query, "extensions": { "cost": true } }).to_string();
    let request = gateway.post("/graphql").header(CONTENT_TYPE, JSON).header("accept", GRAPHQL);
    gateway.send(request.header("x-forwarded-for", address).body(body)).await
}

#[tokio::test]
async fn a_client_pays_in_points_and_is_told_when_to_come_again() {
    let gateway = gateway(SMALL).await;
    let query = "{ registries { code state since } }";
    let first = from(&gateway, "192.0.2.1", query).await;
    assert_eq!(first.status, 200);
    let cost = first.json()["extensions"]["cost"].clone();
    assert_eq!(cost["maximum"], 100);
    assert_eq!(cost["budget"]["capacity"], 100);
    let mut last = first;
    for _ in 0..120 {
        last = from(&gateway, "192.0.2.1", query).await;
        if last.status == 429 {
            break;
        }
    }
    let told = last.refusal(429, "LIMITED");
    assert!(told[0].contains("points"), "{told:?}");
    assert!(last.header("retry-after").unwrap().parse::<u64>().unwrap() >= 1);
    let error = &last.json()["errors"][0]["extensions"];
    assert_eq!(error["retryable"], true);
    assert!(error["retryAfterMs"].as_u64().unwrap() > 0);
    assert_eq!(last.json()["extensions"]["cost"]["requested"], cost["requested"]);
    assert_eq!(from(&gateway, "192.0.2.2", query).await.status, 200, "others have their own");
}

#[tokio::test]
async fn texts_that_lead_nowhere_cost_too() {
    let gateway = gateway(SMALL).await;
    let mut statuses = Vec::new();
    for _ in 0..150 {
        statuses.push(from(&gateway, "192.0.2.3", "{").await.status);
    }
    assert_eq!(statuses.first(), Some(&400));
    assert!(statuses.contains(&429), "{statuses:?}");
}

#[tokio::test]
async fn a_forwarded_address_is_believed_from_trusted_proxies_only() {
    let plain = SMALL.replace("127.0.0.1", "192.0.2.77");
    let gateway = gateway(&plain).await;
    let mut limited = false;
    for n in 0..120 {
        let address = format!("203.0.113.{n}");
        limited |= from(&gateway, &address, "{ registries { code } }").await.status == 429;
    }
    assert!(limited, "a client that makes up addresses is still one client");
}

#[tokio::test]
async fn beyond_its_places_the_gateway_turns_away_and_health_still_answers() {
    let gateway = gateway("http.requests_max = 1").await;
    let mut hanging = TcpStream::connect(gateway.running.address).await.unwrap();
    let head = "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
                content-length: 26\r\n\r\n{\"query\":";
    hanging.write_all(head.as_bytes()).await.unwrap();
    let mut answer = gateway.ask("{ __typename }").await;
    // Until the hanging request has taken the one place there is.
    while answer.status != 503 {
        answer = gateway.ask("{ __typename }").await;
    }
    answer.refusal(503, "LIMITED");
    assert_eq!(answer.header("retry-after"), Some("1"));
    for path in ["/health/live", "/health/ready"] {
        assert_eq!(gateway.send(gateway.get(path)).await.status, 200);
    }
    hanging.write_all(b"\"{__typename}\"  }").await.unwrap();
    while answer.status != 200 {
        answer = gateway.ask("{ __typename }").await;
    }
}
