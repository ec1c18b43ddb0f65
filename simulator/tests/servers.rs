//! The three systems answer in their own dialects and misbehave when told to.

#![expect(clippy::disallowed_methods, reason = "a test talks to servers of its own")]

use std::collections::HashSet;
use std::time::{Duration, Instant};

use reqwest::{Client, Response};
use serde_json::{Value, json};
use simulator::{
    Fault, LatencyProfile, Rule, Simulators, WorldOptions, archive, cabinet, demo, torelik,
};

fn options(cases: usize) -> WorldOptions {
    WorldOptions { seed: 3, cases, today: "2026-11-23".parse().expect("a day") }
}

async fn systems() -> Simulators {
    simulator::start(options(60), LatencyProfile::none()).await.expect("free ports")
}

async fn ask_torelik(systems: &Simulators, path: &str) -> reqwest::Result<Response> {
    let url = format!("{}{path}", systems.torelik.url);
    Client::new().get(url).basic_auth(torelik::USER, Some(torelik::PASSWORD)).send().await
}

async fn read_torelik(systems: &Simulators, path: &str) -> Value {
    let answer = ask_torelik(systems, path).await.expect("an answer");
    answer.json().await.expect("JSON")
}

#[tokio::test]
async fn case_management_tells_a_case_whole_and_proves_an_absent_one() {
    let systems = systems().await;
    let path = format!("/api/dela/poisk?nomer={}&sud=7517", demo::OPEN_CASE);
    let answer = read_torelik(&systems, &path).await;
    let case = &answer["dela"][0];
    assert_eq!(case["nomer"], demo::OPEN_CASE);
    assert!(case["storony"].as_array().unwrap().len() >= 2);
    assert!(case["zasedaniya"].as_array().unwrap().len() >= 4);
    assert_eq!(case["dvizhenie"][0]["fraza"], "Исковое заявление отправлено");

    let path = format!("/api/dela/poisk?nomer={}&sud=7517", demo::ABSENT_NUMBER);
    let answer = ask_torelik(&systems, &path).await.unwrap();
    assert_eq!(answer.status(), 404);
    assert_eq!(answer.json::<Value>().await.unwrap()["kod"], "DELO_NE_NAIDENO");

    let path = format!("/api/dela/poisk?nomer={}", demo::AMBIGUOUS_NUMBER);
    let answer = ask_torelik(&systems, &path).await.unwrap();
    assert_eq!(answer.status(), 409);
    assert_eq!(systems.torelik.counters.total(), 3);
    systems.stop().await;
}

#[tokio::test]
async fn case_management_answers_fifty_keys_at_once_and_refuses_more() {
    let systems = systems().await;
    let send = async |keys: Vec<String>| {
        let url = format!("{}/api/dela/poisk", systems.torelik.url);
        let request = Client::new().post(url).json(&json!({ "klyuchi": keys }));
        request.basic_auth(torelik::USER, Some(torelik::PASSWORD)).send().await.unwrap()
    };
    let open = format!("7517:{}", demo::OPEN_CASE);
    let absent = format!("7517:{}", demo::ABSENT_NUMBER);
    let several = demo::AMBIGUOUS_NUMBER.to_owned();
    let keys = vec![open.clone(), absent.clone(), several.clone()];
    let answer: Value = send(keys).await.json().await.unwrap();
    assert_eq!(answer["dela"][0]["klyuch"], open);
    assert_eq!(answer["ne_naideno"], json!([absent]));
    assert_eq!(answer["neodnoznachno"], json!([several]));
    assert_eq!(send(vec![open; 51]).await.status(), 413);
}

#[tokio::test]
async fn lists_of_case_management_end_and_hold_every_row_once() {
    let systems = systems().await;
    let cases = systems.world.cases.len();
    let mut path = "/api/dela?razmer=17".to_owned();
    let mut seen = HashSet::new();
    loop {
        let page = read_torelik(&systems, &path).await;
        assert_eq!(page["page"]["totalElements"], cases);
        for row in page["_embedded"]["dela"].as_array().unwrap() {
            assert!(seen.insert(row["id"].as_str().unwrap().to_owned()));
        }
        match page["_links"]["next"]["href"].as_str() {
            Some(next) => next.clone_into(&mut path),
            None => break,
        }
    }
    assert_eq!(seen.len(), cases);
    let since = read_torelik(&systems, "/api/dela?izmeneno_s=2026-11-16T00:00:00").await;
    let rows = since["_embedded"]["dela"].as_array().unwrap();
    assert!(!rows.is_empty() && rows.len() < cases);
    let board = read_torelik(&systems, "/api/zasedaniya?sud=7517&s=2026-11-23&po=2026-12-31").await;
    let rows = board["_embedded"]["zasedaniya"].as_array().unwrap();
    assert!(rows.iter().any(|row| row["delo"]["nomer"] == demo::OPEN_CASE));
    let refused = ask_torelik(&systems, "/api/dela?kursor=garbage").await.unwrap();
    assert_eq!(refused.status(), 400);
}

#[tokio::test]
async fn the_cabinet_tells_every_fate_and_accepts_a_query_for_nothing() {
    let systems = systems().await;
    let get = async |path: &str| -> Value {
        let url = format!("{}{path}", systems.cabinet.url);
        let request = Client::new().get(url).bearer_auth(cabinet::TOKEN);
        request.send().await.unwrap().json().await.unwrap()
    };
    let open = demo::OPEN_CASE;
    let found =
        get(&format!("/cabinet/api/v2/filings?caseNumber={open}&courtCode=7517&page=0")).await;
    let items = found["items"].as_array().unwrap();
    let told = |start: &str| {
        items.iter().any(|item| item["statusText"].as_str().unwrap().starts_with(start))
    };
    assert!(told("Отклонено. Причина: "), "{found:#}");
    assert!(told("Принято к производству"));
    assert!(told("Ошибка отправки"));
    let ticket = items[0]["requestUid"].as_str().unwrap();
    let digits: String = ticket.chars().filter(char::is_ascii_digit).collect();
    let one = get(&format!("/cabinet/api/v2/filings/{digits}")).await;
    assert_eq!(one["item"]["requestUid"], ticket);
    let nothing = get("/cabinet/api/v2/filings?caseNumber=9999-25-00-2%2F1&page=0").await;
    let genuine = json!({
        "queryAccepted": true, "page": 0, "total": 0, "hasMore": false, "items": [],
    });
    assert_eq!(nothing, genuine);
}

#[tokio::test]
async fn the_archive_knows_the_bytes_it_speaks_of() {
    let systems = systems().await;
    let url = format!("{}/v1/documents/search", systems.archive.url);
    let refs = json!({ "caseRefs": [format!("7517/{}", demo::OPEN_CASE), "7517/nothing"] });
    let request = Client::new().post(url).header(archive::API_KEY_HEADER, archive::API_KEY);
    let found: Value = request.json(&refs).send().await.unwrap().json().await.unwrap();
    assert_eq!(found["unknownRefs"], json!(["7517/nothing"]));
    let document = &found["results"][0]["documents"][0];
    assert!(document["issued"].as_str().unwrap().ends_with("+05:00"), "{document:#}");
    let url = format!("{}{}", systems.archive.url, document["href"].as_str().unwrap());
    let request = Client::new().get(url).header(archive::API_KEY_HEADER, archive::API_KEY);
    let bytes = request.send().await.unwrap().bytes().await.unwrap();
    assert_eq!(document["bytes"], bytes.len());
    assert_eq!(document["digest"]["hex"], simulator::world::paper::sha256(&bytes));
}

#[tokio::test]
async fn strangers_get_nothing() {
    let systems = systems().await;
    let status = async |url: &str, path: &str| {
        Client::new().get(format!("{url}{path}")).send().await.unwrap().status().as_u16()
    };
    assert_eq!(status(&systems.torelik.url, "/api/dela").await, 401);
    assert_eq!(status(&systems.cabinet.url, "/cabinet/api/v2/filings?caseNumber=1").await, 401);
    assert_eq!(status(&systems.archive.url, "/v1/documents/x").await, 403);
}

#[tokio::test]
async fn every_fault_is_what_it_says() {
    let systems = systems().await;
    let faults = &systems.torelik.faults;
    let ask = async || ask_torelik(&systems, "/api/dela").await;

    faults.set(Fault::Status { status: 503, retry_after_seconds: Some(7) });
    let answer = ask().await.unwrap();
    assert_eq!(answer.status(), 503);
    assert_eq!(answer.headers()["retry-after"], "7");

    faults.set(Fault::Reset);
    assert!(ask().await.is_err(), "no answer at all");

    faults.set(Fault::LoginPage);
    let answer = ask().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert!(answer.text().await.unwrap().contains("<form"));

    faults.set(Fault::Garbage);
    assert!(ask().await.unwrap().json::<Value>().await.is_err());

    faults.set(Fault::Truncated);
    let answer = ask().await.unwrap();
    assert_eq!(answer.status(), 200);
    let body = answer.bytes().await.expect("a whole answer as HTTP goes");
    assert!(serde_json::from_slice::<Value>(&body).is_err(), "half a JSON");

    faults.set(Fault::CutOff);
    let answer = ask().await.unwrap();
    assert!(answer.bytes().await.is_err(), "the connection breaks inside the body");

    faults.set(Fault::EmptyList);
    let answer: Value = ask().await.unwrap().json().await.unwrap();
    assert_eq!(answer["_embedded"]["dela"], json!([]));
    assert_eq!(answer.get("page"), None, "without the mark of a genuine list");

    faults.set(Fault::Hang);
    let answer = tokio::time::timeout(Duration::from_millis(200), ask()).await;
    assert!(answer.is_err(), "still waiting");

    faults.clear();
    faults.add(Rule::always(Fault::Reset).on("/api/dela/"));
    assert!(ask().await.unwrap().status().is_success(), "another path");
    assert!(ask_torelik(&systems, "/api/dela/10").await.is_err());
    systems.stop().await;
}

#[tokio::test]
async fn faults_and_counters_can_be_set_and_read_over_http() {
    let systems = systems().await;
    let control = format!("{}/_simulator", systems.archive.url);
    let client = Client::new();
    let rule = json!({ "fault": { "kind": "status", "status": 500 }, "times": 1 });
    let set = client.post(format!("{control}/faults")).json(&rule).send().await.unwrap();
    assert!(set.status().is_success());
    let url = format!("{}/v1/documents/x", systems.archive.url);
    assert_eq!(client.get(&url).send().await.unwrap().status(), 500);
    assert_eq!(client.get(&url).send().await.unwrap().status(), 403, "once only");
    let counters: Value =
        client.get(format!("{control}/counters")).send().await.unwrap().json().await.unwrap();
    assert_eq!(counters, json!({ "GET /v1/documents/x": 2 }));
    client.delete(format!("{control}/faults")).send().await.unwrap();
    assert!(systems.archive.faults.rules().is_empty());
}

#[tokio::test]
async fn latency_is_real_time() {
    let each = Duration::from_millis(40);
    let systems = simulator::start(options(5), LatencyProfile::fixed(each)).await.unwrap();
    let began = Instant::now();
    ask_torelik(&systems, "/api/dela").await.unwrap();
    assert!(began.elapsed() >= each);
}
