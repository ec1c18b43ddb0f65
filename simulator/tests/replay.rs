//! Recorded answers are served under the names of their files, and nothing else is.

#![expect(clippy::disallowed_methods, reason = "a test talks to servers of its own")]

use std::fs;
use std::path::PathBuf;

use reqwest::Response;
use serde_json::{Value, json};
use simulator::replay::{self, Recordings};
use simulator::{Fault, Latency, Server};
use tempfile::TempDir;

const FILES: [(&str, &str); 9] = [
    ("raw/florida/case-page-1.upstream.json", r#"{"page":{"number":4}}"#),
    ("raw/florida/case-page-2.upstream.json", r#"{"file":"page-2"}"#),
    ("raw/florida/case-page-1.expected.json", r#"{"secret":true}"#),
    ("raw/florida/parties-8 a.upstream.json", r#"{"file":"parties"}"#),
    ("raw/slovak/hearings.json", r#"{"file":"hearings"}"#),
    ("cath/lists/plain/one.json", r#"{"list":1}"#),
    ("cath/lists/edge/two.json", r#"{"list":2}"#),
    ("cath/schemas/daily.json", r#"{"type":"object"}"#),
    (
        "cath/lists/validation-verdicts.json",
        r#"{"lists/plain/one.json":{"schema":"schemas/daily.json","valid":true,"errors":[]}}"#,
    ),
];

async fn replayed() -> (TempDir, Server) {
    let root = TempDir::new().expect("a temporary folder");
    for (path, body) in FILES {
        let file = root.path().join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, body).expect("a file");
    }
    let collections: Vec<PathBuf> = ["raw", "cath"].map(|name| root.path().join(name)).into();
    let recordings = Recordings::find(&collections).expect("recordings");
    (root, replay::start(recordings, Latency::None).await.expect("a free port"))
}

async fn get(server: &Server, path: &str) -> Response {
    reqwest::get(format!("{}{path}", server.url)).await.expect("an answer")
}

async fn json_of(server: &Server, path: &str) -> Value {
    get(server, path).await.json().await.expect("JSON")
}

async fn link(server: &Server, path: &str) -> Option<String> {
    let answer = get(server, path).await;
    answer.headers().get("link").map(|link| link.to_str().expect("text").to_owned())
}

#[tokio::test]
async fn a_record_lies_under_its_key_and_under_its_kind() {
    let (_root, server) = replayed().await;
    let page = json!({ "page": { "number": 4 } });
    assert_eq!(json_of(&server, "/florida/case-page-1").await, page);
    assert_eq!(json_of(&server, "/florida/case/page-1").await, page);
    assert_eq!(json_of(&server, "/florida/case").await, page, "the first of its kind");
    assert_eq!(json_of(&server, "/florida").await, page, "the first of the folder");
    assert_eq!(json_of(&server, "/florida/parties/8%20a").await["file"], "parties");
    assert_eq!(json_of(&server, "/slovak/hearings").await["file"], "hearings");
}

#[tokio::test]
async fn records_follow_each_other_by_name_and_end() {
    let (_root, server) = replayed().await;
    let next = |path: &str| Some(format!("<{path}>; rel=\"next\""));
    assert_eq!(link(&server, "/florida/case").await, next("/florida/case/page-2"));
    assert_eq!(link(&server, "/florida/case/page-2").await, None, "the last of its kind");
    assert_eq!(link(&server, "/florida").await, next("/florida/case-page-2"));
    assert_eq!(link(&server, "/florida/case-page-2").await, next("/florida/parties-8%20a"));
}

#[tokio::test]
async fn what_was_not_recorded_is_not_found_and_proves_nothing() {
    let (_root, server) = replayed().await;
    for path in [
        "/florida/case/page-3",
        "/florida/case-page-1.expected",
        "/florida/case?page=5",
        "/texas",
        "/",
        "/florida/..%2F..%2Fcath%2Fschemas%2Fdaily",
        "/cath/lists/validation-verdicts.json",
        "/cath/lists/plain/three.json",
    ] {
        let answer = get(&server, path).await;
        assert_eq!(answer.status(), 404, "{path}");
        assert_eq!(answer.json::<Value>().await.expect("JSON"), json!({ "error": "not recorded" }));
    }
    assert_eq!(get(&server, "/florida/case?page=4").await.status(), 200);
}

#[tokio::test]
async fn a_publisher_has_an_index_of_its_lists() {
    let (_root, server) = replayed().await;
    let index = json_of(&server, "/cath/lists").await;
    let list = |path: &str, schema: Option<&str>| json!({ "id": path, "url": path, "schema": schema, "listType": path });
    let lists = [
        list("lists/edge/two.json", None),
        list("lists/plain/one.json", Some("schemas/daily.json")),
    ];
    assert_eq!(index, json!({ "lists": lists }));
    assert_eq!(json_of(&server, "/cath/lists/plain/one.json").await, json!({ "list": 1 }));
    assert_eq!(json_of(&server, "/cath/schemas/daily.json").await["type"], "object");
}

#[tokio::test]
async fn a_replay_misbehaves_when_told_to() {
    let (_root, server) = replayed().await;
    server.faults.set(Fault::Truncated);
    let answer = get(&server, "/slovak/hearings").await;
    assert_eq!(answer.status(), 200);
    assert!(answer.json::<Value>().await.is_err());
    assert_eq!(server.counters.total(), 1);
}
