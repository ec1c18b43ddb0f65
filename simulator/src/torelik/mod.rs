//! «Төрелік»-like case management: transliterated Russian, local times, links in the HAL manner.
//!
//! A case comes whole: head, parties, hearings and history in one answer, fifty of them by one
//! request. An absent case is a 404 with a code of its own; a list says how many rows it has.

use std::sync::Arc;

use axum::extract::{Path, Query, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::world::{Case, World};

mod pages;
mod tell;
mod words;

/// User of the gateway.
pub const USER: &str = "gateway";
/// Password of the gateway; no secret, the system is imaginary.
pub const PASSWORD: &str = "torelik-demo";
/// What a request brings: user and password in the manner of HTTP Basic.
const BASIC: &str = "Basic Z2F0ZXdheTp0b3JlbGlrLWRlbW8=";

/// Most keys in one batch.
pub const BATCH_MAX: usize = 50;

/// A list without rows that does not say how many there are.
pub(crate) const EMPTY_LIST: &str =
    r#"{"dela":[],"zasedaniya":[],"_embedded":{"dela":[],"zasedaniya":[]},"_links":{}}"#;

/// What comes instead of an answer when the session is lost.
pub(crate) const LOGIN_PAGE: &str = "<!DOCTYPE html><html><head><title>Төрелік — вход</title></head>\
    <body><form action=\"/login\"><input name=\"login\"><input name=\"parol\" type=\"password\">\
    </form></body></html>";

type Shared = State<Arc<World>>;

/// The routes of the system.
pub(crate) fn router(world: Arc<World>) -> Router {
    Router::new()
        .route("/api/dela", get(pages::cases))
        .route("/api/dela/poisk", get(by_number).post(batch))
        .route("/api/dela/{id}", get(by_id))
        .route("/api/dela/{id}/storony", get(parties))
        .route("/api/dela/{id}/zasedaniya", get(hearings))
        .route("/api/dela/{id}/dvizhenie", get(events))
        .route("/api/zasedaniya", get(pages::hearings))
        .route("/api/sudy", get(pages::courts))
        .fallback(|| async { refusal(StatusCode::NOT_FOUND, "NET_TAKOGO_ADRESA") })
        .layer(middleware::from_fn(admit))
        .with_state(world)
}

async fn admit(request: Request, next: Next) -> Response {
    let shown = request.headers().get(header::AUTHORIZATION);
    if shown.is_some_and(|shown| shown == BASIC) {
        next.run(request).await
    } else {
        refusal(StatusCode::UNAUTHORIZED, "NET_DOSTUPA")
    }
}

/// An error in the manner of the system.
fn refusal(status: StatusCode, code: &str) -> Response {
    let body = json!({ "kod": code, "soobshenie": words::refusal(code) });
    (status, Json(body)).into_response()
}

fn not_found() -> Response {
    refusal(StatusCode::NOT_FOUND, "DELO_NE_NAIDENO")
}

#[derive(Deserialize)]
struct ByNumber {
    nomer: String,
    sud: Option<String>,
}

async fn by_number(State(world): Shared, Query(wanted): Query<ByNumber>) -> Response {
    let court = wanted.sud.filter(|court| !court.is_empty());
    match find(&world, court.as_deref(), &wanted.nomer).as_slice() {
        [] => not_found(),
        [case] => Json(json!({ "dela": [tell::case(&world, case)] })).into_response(),
        several => {
            let keys: Vec<String> = several.iter().map(|case| tell::key(case)).collect();
            let body = json!({ "kod": "NESKOLKO_DEL", "klyuchi": keys });
            (StatusCode::CONFLICT, Json(body)).into_response()
        }
    }
}

async fn by_id(State(world): Shared, Path(id): Path<u64>) -> Response {
    part(&world, id, |case| json!({ "dela": [tell::case(&world, case)] }))
}

async fn parties(State(world): Shared, Path(id): Path<u64>) -> Response {
    part(&world, id, |case| json!({ "storony": tell::parties(case) }))
}

async fn hearings(State(world): Shared, Path(id): Path<u64>) -> Response {
    part(&world, id, |case| json!({ "zasedaniya": tell::hearings(case) }))
}

async fn events(State(world): Shared, Path(id): Path<u64>) -> Response {
    part(&world, id, |case| json!({ "dvizhenie": tell::events(case) }))
}

fn part(world: &World, id: u64, tell: impl Fn(&Case) -> Value) -> Response {
    world.case(id).map_or_else(not_found, |case| Json(tell(case)).into_response())
}

#[derive(Deserialize)]
struct Batch {
    klyuchi: Vec<String>,
}

/// Up to fifty cases by keys `court:number`, or by bare numbers; the key is repeated as it came.
async fn batch(State(world): Shared, Json(wanted): Json<Batch>) -> Response {
    if wanted.klyuchi.len() > BATCH_MAX {
        return refusal(StatusCode::PAYLOAD_TOO_LARGE, "SLISHKOM_MNOGO_KLYUCHEI");
    }
    let (mut found, mut absent, mut several) = (Vec::new(), Vec::new(), Vec::new());
    for key in wanted.klyuchi {
        let (court, number) = match key.split_once(':') {
            Some((court, number)) => (Some(court).filter(|court| !court.is_empty()), number),
            None => (None, key.as_str()),
        };
        match find(&world, court, number).as_slice() {
            [] => absent.push(key),
            [case] => {
                let mut row = tell::case(&world, case);
                if let Some(row) = row.as_object_mut() {
                    row.insert("klyuch".to_owned(), json!(key));
                }
                found.push(row);
            }
            _ => several.push(key),
        }
    }
    Json(json!({ "dela": found, "ne_naideno": absent, "neodnoznachno": several })).into_response()
}

/// The court behind a code, with or without the country before it.
pub(crate) fn court_of(code: &str) -> String {
    format!("kz-{}", code.strip_prefix("kz-").unwrap_or(code))
}

fn find<'a>(world: &'a World, court: Option<&str>, number: &str) -> Vec<&'a Case> {
    let court = court.map(court_of);
    world.cases_by_number(number, court.as_deref())
}
