//! The demo in this process: its queries answer, each person sees their own.
#![cfg(feature = "demo")]

use chrono::Utc;
use gateway::config::Sources;
use gateway::sync::{Quiet, all_read_once, read_all};
use gateway::{Options, demo, start};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};
use serde_json::{Value, json};
use simulator::LatencyProfile;

use crate::support::JSON;

#[tokio::test]
async fn every_query_worth_pasting_gives_an_answer() {
    gateway::wire::install_crypto();
    let now = Utc::now();
    let systems = demo::start_registries(now, LatencyProfile::none()).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let sources = Sources::of_text(format!(
        "data_dir = \"{}\"\nserver.listen = \"127.0.0.1:0\"\n",
        folder.path().display()
    ));
    let config = demo::settings(sources, &systems).load().unwrap();
    assert!(config.demo_tokens_accepted());
    let options = Options { tokens: demo::tokens(), ..Options::default() };
    let running = start(config, options).await.unwrap();
    assert!(!all_read_once(&running.app).await.unwrap());
    let reading = read_all(&running.app, &Quiet).await.unwrap();
    assert!(reading.rows > 1000 && reading.broken == 0, "{reading:?}");
    assert!(all_read_once(&running.app).await.unwrap());

    let client = reqwest::Client::new();
    let ask = async |query: &str, token: Option<&str>| -> Value {
        let mut request = client.post(running.url("/graphql")).header(CONTENT_TYPE, JSON);
        if let Some(token) = token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        let request = request.body(json!({ "query": query }).to_string());
        serde_json::from_str(&request.send().await.unwrap().text().await.unwrap()).unwrap()
    };
    for (what, query) in demo::queries(now) {
        let answer = ask(&query, None).await;
        assert!(answer.get("errors").is_none(), "{what}: {answer}");
    }
    let [(_, case), (_, board), (_, systems_query)] = demo::queries(now);
    let answer = ask(&case, None).await;
    assert_eq!(answer["data"]["caseLookup"]["outcome"], "FOUND", "{answer}");
    let answer = ask(&board, None).await;
    assert_ne!(answer["data"]["hearings"]["totalCount"], 0, "{answer}");
    let answer = ask(&systems_query, None).await;
    assert_eq!(answer["data"]["registries"].as_array().unwrap().len(), 3, "{answer}");

    let closed = format!(
        "{{ caseLookup(by: {{ number: {{ number: \"{}\" }} }}) {{ outcome }} }}",
        simulator::world::demo::PARTY_CLOSED_CASE
    );
    let outcome = async |token| ask(&closed, token).await["data"]["caseLookup"]["outcome"].clone();
    assert_eq!(outcome(None).await, "ABSENT");
    assert_eq!(outcome(Some(demo::PARTY_TOKEN)).await, "FOUND");
    assert_eq!(outcome(Some(demo::CLERK_TOKEN)).await, "FOUND");
    running.stop().await;
    systems.stop().await;
}
