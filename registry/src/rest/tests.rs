//! What the adapter makes of answers that are good, refused, cut, too large, late or false.

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
use domain::hearing::TimePrecision;
use domain::key::CaseKey;
use domain::source::SourceReason;
use serde_json::{Value, json};

use super::{Mapping, RestRegistry, Wiring, WiringError};
use crate::capability::{Listing, Part};
use crate::outcome::Outcome;
use crate::port::{Call, CaseAnswer, CaseQuery, Item, Registry, Rows};

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

fn page(number: u64, pages: u64, total: u64, ids: &[u64]) -> Value {
    let rows: Vec<Value> =
        ids.iter().map(|id| json!({ "id": id, "name": format!("P{id}") })).collect();
    json!({ "rows": rows, "page": { "size": 2, "number": number, "pages": pages, "total": total } })
}

async fn parties(
    answer: impl Fn(u64) -> Option<Value> + Send + Sync + 'static,
) -> (usize, Option<SourceReason>) {
    let registry = registry(move |_path, query| {
        let number = query
            .iter()
            .find(|(name, _)| name == "page")
            .map_or(0, |(_, page)| page.parse().unwrap());
        answer(number).map_or_else(|| json_answer(404, &json!({})), |page| json_answer(200, &page))
    })
    .await;
    match registry.part(Part::Parties, &[key("A-1")], &CALL).await.remove(0) {
        Outcome::Found(found) => {
            assert_eq!(found.complete, found.reason.is_none());
            let Rows::Parties(rows) = found.value else { panic!("parties") };
            (rows.len(), found.reason)
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn reads_all_pages_and_believes_no_counter() {
    let two = |number| Some(if number == 0 { page(0, 2, 3, &[1, 2]) } else { page(1, 2, 3, &[3]) });
    assert_eq!(parties(two).await, (3, None));
    let more_claimed = |_number| Some(page(0, 1, 9, &[1, 2]));
    assert_eq!(parties(more_claimed).await, (2, Some(SourceReason::TotalDisagrees)));
    let later_page_missing = |number| (number == 0).then(|| page(0, 2, 4, &[1, 2]));
    assert_eq!(parties(later_page_missing).await, (2, Some(SourceReason::TotalDisagrees)));
    let shifted =
        |number| Some(if number == 0 { page(0, 2, 4, &[1, 2]) } else { page(1, 2, 4, &[2, 3]) });
    assert_eq!(parties(shifted).await, (3, None), "a row that moved to the next page is one row");
    let none_at_all =
        |_number| Some(json!({ "page": { "size": 2, "number": 0, "pages": 0, "total": 0 } }));
    assert_eq!(
        parties(none_at_all).await,
        (0, None),
        "the counter makes an absent list an empty one"
    );
}

#[tokio::test]
async fn stops_where_pages_repeat_or_never_end() {
    let same_again = |_number| Some(page(0, 9, 18, &[1, 2]));
    assert_eq!(parties(same_again).await, (2, Some(SourceReason::TotalDisagrees)));
    let endless = |number| Some(page(number, number + 2, 1000, &[number * 2, number * 2 + 1]));
    assert_eq!(
        parties(endless).await,
        (8, Some(SourceReason::TotalDisagrees)),
        "pages_max is four"
    );
}

#[tokio::test]
async fn matches_the_answers_of_a_batch_to_what_was_sent() {
    let registry = registry(|path, query| {
        assert_eq!(path, "/events");
        let asked: Vec<&str> = query.iter().map(|(_, value)| value.as_str()).collect();
        let known = json!({ "number": "A-1", "entries": [{ "text": "x" }, { "text": "x" }] });
        let cases: Vec<Value> = asked.contains(&"A-1").then_some(known).into_iter().collect();
        json_answer(200, &json!({ "cases": cases, "missing": ["A-2"] }))
    })
    .await;
    let keys = ["A-2", "A-1", "A-3"].map(key);
    let outcomes = registry.part(Part::Events, &keys, &CALL).await;
    let [absent, found, left_out] = <[_; 3]>::try_from(outcomes).expect("one for each");
    assert!(matches!(absent, Outcome::Absent(_)));
    assert_eq!(reason(left_out), SourceReason::SoftError, "left out is not absent");
    let Outcome::Found(found) = found else { panic!("found") };
    let Rows::Events(events) = found.value else { panic!("events") };
    assert_eq!(events.len(), 2, "two entries of the same words are two entries");
    assert_ne!(events[0].key.local, events[1].key.local);
}

#[tokio::test]
async fn lists_hearings_page_by_page_and_leaves_out_rows_it_cannot_read() {
    let registry = registry(|_path, query| {
        let page =
            query.iter().find(|(name, _)| name == "page").map_or("0", |(_, page)| page.as_str());
        let rows = match page {
            "0" => json!([
                { "id": "1", "case": "A-1", "day": "07.12.2025", "hour": "10:30" },
                { "id": "2", "case": "A-2", "day": "2025-12-08" },
                { "id": "3", "day": "2025-12-08" },
                { "id": "4", "case": "A-4", "day": "soon" }
            ]),
            _ => json!([]),
        };
        json_answer(200, &json!({ "rows": rows, "more": true }))
    })
    .await;
    let Outcome::Found(first) = registry.list(Listing::Hearings, None, &CALL).await else {
        panic!("a page")
    };
    assert_eq!((first.complete, first.reason), (false, Some(SourceReason::UnknownWording)));
    let when: Vec<_> = first
        .value
        .items
        .iter()
        .map(|item| match item {
            Item::Hearing { hearing, case } => {
                assert!(case.is_some());
                (hearing.when.precision, hearing.when.starts_at.map(|at| at.to_rfc3339()))
            }
            other => panic!("{other:?}"),
        })
        .collect();
    let at = Some("2025-12-07T05:30:00+00:00".to_owned());
    assert_eq!(
        when,
        [(TimePrecision::Time, at), (TimePrecision::Day, None), (TimePrecision::Unknown, None)]
    );
    let next = first.value.next.expect("a next page");
    let Outcome::Found(second) = registry.list(Listing::Hearings, Some(&next), &CALL).await else {
        panic!("a page")
    };
    assert_eq!(second.value.next, None, "an empty page that promises more ends the list");
    assert_eq!(
        reason(registry.list(Listing::Hearings, Some("nonsense"), &CALL).await),
        SourceReason::NotConfigured
    );
    assert_eq!(
        reason(registry.list(Listing::Courts, None, &CALL).await),
        SourceReason::NotConfigured
    );
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
