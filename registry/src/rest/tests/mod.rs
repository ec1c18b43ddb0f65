//! What the adapter makes of answers that are good, refused, cut, too large, late or false.

#![expect(clippy::disallowed_methods, reason = "a test talks to servers of its own")]

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use chrono::{DateTime, NaiveDate, Utc};
use domain::case::{CaseStatusCode, Visibility};
use domain::clock::Clock;
use domain::key::CaseKey;
use domain::source::SourceReason;
use serde_json::{Value, json};

use super::{Mapping, RestRegistry, Wiring, WiringError};
use crate::capability::Part;
use crate::outcome::Outcome;
use crate::port::{Call, CaseAnswer, CaseQuery, Registry, Rows};

mod pages;

const MAPPING: &str = r#"
format = 1
[registry]
code = "test"
name = { kk = "a", ru = "b", en = "c" }
base_url = "http://127.0.0.1:1"
courts = { listed = ["kz-1"] }
time_zone = "Asia/Almaty"
answer_bytes_max = "4KiB"
pages_max = 4
[codes.kind]
list = "case_kind"
exact = { civil = "CIVIL" }
[codes.status]
list = "case_status"
exact = { new = "RECEIVED" }
otherwise = "OTHER"
[requests.case]
path = "/cases/{number}"
at = "data"
echo = "number"
with = ["hearings"]
success = [{ path = "ok", equals = true }]
[[requests.case.absent]]
status = 404
when = [{ path = "code", equals = "NO_SUCH_CASE" }]
[[requests.case.hidden]]
status = 403
when = [{ path = "code", equals = "CLOSED" }]
[requests.parties]
path = "/parties/{number}"
paging = { kind = "hal", parameter = "page" }
count = "rows[]"
counters = { size = "page.size", number = "page.number", pages = "page.pages", total = "page.total" }
[requests.events]
path = "/events"
batch = { max = 2, parameter = "n", not_found = "missing[]" }
rows = "cases[]"
key = "number"
[requests.list_hearings]
path = "/list"
count = "rows[]"
paging = { kind = "has_more", flag = "more", parameter = "page" }
[case]
number = "number"
court = { literal = "kz-1" }
kind = { path = "kind", codes = "kind" }
status = { path = "status", codes = "status" }
status_since = { path = "since", format = "%d.%m.%Y" }
filed_on = "filed"
filed_at = "filed"
visibility = [{ is = "SEALED", path = "secret", equals = true }]
[[parties]]
rows = "rows[]"
key = "id"
name = "name"
[[hearings]]
rows = "rows[]"
key = "id"
date = { path = "day", format = ["%d.%m.%Y", "date"] }
time = "hour"
[hearings.case]
number = "case"
court = { literal = "kz-1" }
[[events]]
rows = "entries[]"
kind = { code = "OTHER", path = "text" }
text = "text"
"#;

struct Still;

impl Clock for Still {
    fn now(&self) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH
    }
}

type Answer = Arc<dyn Fn(&str, &[(String, String)]) -> Response + Send + Sync>;

/// A court system that answers what the test says.
async fn registry(
    answer: impl Fn(&str, &[(String, String)]) -> Response + Send + Sync + 'static,
) -> RestRegistry {
    let answer: Answer = Arc::new(answer);
    let serve = |State(answer): State<Answer>,
                 Query(query): Query<Vec<(String, String)>>,
                 uri: axum::http::Uri| async move { answer(uri.path(), &query) };
    let app = Router::new().fallback(any(serve)).with_state(answer);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });
    connect(&base)
}

fn connect(base: &str) -> RestRegistry {
    let mapping = Mapping::parse("test.toml", MAPPING).expect("a mapping");
    RestRegistry::new(mapping, wiring(Some(base))).expect("a registry")
}

fn wiring(base: Option<&str>) -> Wiring {
    Wiring {
        base_url: base.map(|base| base.parse().unwrap()),
        secret: None,
        client: reqwest::Client::new(),
        clock: Arc::new(Still),
    }
}

const CALL: Call = Call { time_left: Duration::from_secs(5) };

async fn case(registry: &RestRegistry) -> Outcome<CaseAnswer> {
    let query = CaseQuery { court: None, number: "A-1".to_owned(), upstream_id: None };
    registry.cases(&[query], &CALL).await.remove(0)
}

fn key(number: &str) -> CaseKey {
    CaseKey {
        registry: "test".into(),
        court: "kz-1".into(),
        number: number.to_owned(),
        upstream_id: None,
    }
}

fn json_answer(status: u16, value: &Value) -> Response {
    (StatusCode::from_u16(status).unwrap(), value.to_string()).into_response()
}

fn good(mut row: Value) -> Value {
    row["number"] = json!("A-1");
    json!({ "ok": true, "data": row })
}

#[track_caller]
fn reason<T: std::fmt::Debug>(outcome: Outcome<T>) -> SourceReason {
    match outcome {
        Outcome::Unavailable(why) => why.reason,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn finds_a_case_and_says_when_and_by_what_answer() {
    let body = good(
        json!({ "kind": "Civil", "status": "strange", "since": "01.02.2026", "filed": "2026-01-31T20:30:00Z", "secret": true, "rows": [] }),
    );
    let sha256 = crate::digest::sha256(body.to_string().as_bytes());
    let registry = registry(move |_path, _query| json_answer(200, &body)).await;
    let Outcome::Found(found) = case(&registry).await else { panic!("found") };
    assert_eq!((found.as_of, found.raw_sha256), (DateTime::UNIX_EPOCH, sha256));
    let case = &found.value.case;
    assert_eq!(case.kind.as_ref().map(|kind| kind.code.as_str()), Some("CIVIL"));
    let status = case.status.as_ref().expect("a status");
    assert_eq!((status.code, status.original.as_deref()), (CaseStatusCode::Other, Some("strange")));
    assert_eq!(status.since, None, "a day is no moment");
    assert_eq!(case.filed_on, NaiveDate::from_ymd_opt(2026, 2, 1), "the day in Almaty");
    assert_eq!(case.visibility, Visibility::Sealed);
    assert_eq!(found.value.parts, vec![Rows::Hearings(Vec::new())], "an empty list that is there");
}

#[tokio::test]
async fn leaves_out_a_part_that_did_not_come() {
    let registry = registry(|_path, _query| json_answer(200, &good(json!({})))).await;
    let Outcome::Found(found) = case(&registry).await else { panic!("found") };
    assert!(found.value.parts.is_empty(), "no rows is not the same as an empty list");
    assert_eq!(
        reason(registry.part(Part::Hearings, &[key("A-1")], &CALL).await.remove(0)),
        SourceReason::Truncated
    );
}

#[tokio::test]
async fn proves_an_absence_only_by_the_rule() {
    let proved =
        registry(|_path, _query| json_answer(404, &json!({ "code": "NO_SUCH_CASE" }))).await;
    let Outcome::Absent(proof) = case(&proved).await else { panic!("absent") };
    assert_eq!(proof.rule, "status 404 with code = NO_SUCH_CASE");
    for (status, body) in [
        (404, json!({})),
        (404, json!({ "code": "NO_SUCH_PAGE" })),
        (200, json!({ "code": "NO_SUCH_CASE" })),
    ] {
        let registry = registry(move |_path, _query| json_answer(status, &body)).await;
        assert_eq!(reason(case(&registry).await), SourceReason::SoftError);
    }
    let hidden = registry(|_path, _query| json_answer(403, &json!({ "code": "CLOSED" }))).await;
    assert_eq!(case(&hidden).await, Outcome::Hidden);
}

#[tokio::test]
async fn takes_no_page_with_status_200_for_data() {
    for body in [
        "<html>log in</html>",
        "",
        "{\"ok\": true, \"data\": {\"number\": ",
        "{\"ok\": false}",
        "[]",
        "null",
    ] {
        let registry = registry(move |_path, _query| body.into_response()).await;
        assert_eq!(reason(case(&registry).await), SourceReason::SoftError, "{body}");
    }
}

#[tokio::test]
async fn calls_unknown_what_it_cannot_read() {
    for body in [
        json!({ "ok": true }),
        json!({ "ok": true, "data": [] }),
        json!({ "ok": true, "data": { "number": "B-2" } }),
        json!({ "ok": true, "data": { "number": "A-1", "kind": "maritime" } }),
    ] {
        let registry = registry(move |_path, _query| json_answer(200, &body)).await;
        assert!(matches!(case(&registry).await, Outcome::Unknown(_)));
    }
}

#[tokio::test]
async fn says_by_its_status_why_a_court_system_refused() {
    let answer = |status: u16, retry: Option<&str>| {
        let retry = retry.map(str::to_owned);
        registry(move |_path, _query| {
            let mut headers = HeaderMap::new();
            if let Some(retry) = &retry {
                headers.insert("retry-after", retry.parse().unwrap());
            }
            (StatusCode::from_u16(status).unwrap(), headers, "x").into_response()
        })
    };
    for (status, retry, expected, after) in [
        (429, Some("7"), SourceReason::RateLimited, Some(7)),
        (503, Some("60"), SourceReason::Maintenance, Some(60)),
        (503, None, SourceReason::SoftError, Some(0)),
        (502, None, SourceReason::SoftError, Some(0)),
        (500, None, SourceReason::SoftError, Some(1)),
        (401, None, SourceReason::SoftError, None),
    ] {
        let registry = answer(status, retry).await;
        let Outcome::Unavailable(why) = case(&registry).await else { panic!("{status}") };
        assert_eq!(
            (why.reason, why.retry_after),
            (expected, after.map(Duration::from_secs)),
            "{status}"
        );
    }
}

#[tokio::test]
async fn does_not_read_more_than_is_allowed() {
    let registry =
        registry(|_path, _query| json_answer(200, &good(json!({ "x": "y".repeat(5000) })))).await;
    let Outcome::Unavailable(why) = case(&registry).await else { panic!("too large") };
    assert!(why.detail.contains("larger than 4096 bytes"), "{}", why.detail);
}

#[tokio::test]
async fn waits_for_no_answer_past_the_deadline() {
    // A listener that takes connections and never says a word.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let registry = connect(&format!("http://{}", listener.local_addr().unwrap()));
    let query = CaseQuery { court: None, number: "A-1".to_owned(), upstream_id: None };
    let call = Call { time_left: Duration::from_millis(50) };
    assert_eq!(reason(registry.cases(&[query], &call).await.remove(0)), SourceReason::Timeout);
    drop(listener);
    let gone = registry
        .cases(&[CaseQuery { court: None, number: "A-1".to_owned(), upstream_id: None }], &CALL)
        .await;
    assert_eq!(reason(gone.into_iter().next().unwrap()), SourceReason::Timeout, "nobody listens");
}

#[tokio::test]
async fn puts_what_is_asked_into_the_address_and_nowhere_else() {
    let registry = registry(|path, _query| {
        assert_eq!(path, "/cases/..%2F%D0%B0%3Fb%20c");
        json_answer(404, &json!({ "code": "NO_SUCH_CASE" }))
    })
    .await;
    let wanted = ["../а?b c", "..", ""].map(|number| CaseQuery {
        court: None,
        number: number.to_owned(),
        upstream_id: None,
    });
    let mut outcomes = registry.cases(&wanted, &CALL).await;
    assert_eq!(reason(outcomes.pop().unwrap()), SourceReason::NotConfigured, "an empty number");
    assert_eq!(reason(outcomes.pop().unwrap()), SourceReason::NotConfigured, "a number of dots");
    assert!(matches!(outcomes.pop(), Some(Outcome::Absent(_))));
}

#[test]
fn asks_for_the_secret_that_the_mapping_names() {
    let text = format!("{MAPPING}\n[authentication]\nkind = \"bearer\"\nsecret = \"token\"\n");
    let mapping = Mapping::parse("test.toml", &text).expect("a mapping");
    assert!(matches!(
        RestRegistry::new(mapping, wiring(None)),
        Err(WiringError::SecretMissing { name }) if name == "token"
    ));
}
