//! A document archive: documents of many cases by one request, times with their offset.
//!
//! A reference the archive does not know is named in `unknownRefs`; a reference that is neither
//! among the results nor there was not answered.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use chrono::{NaiveDateTime, SecondsFormat};
use chrono_tz::Asia::Almaty;
use domain::document::Disclosure;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::world::{Case, Document, World, paper};

/// Key of the gateway; no secret, the system is imaginary.
pub const API_KEY: &str = "archive-demo-key";
/// The header that carries it.
pub const API_KEY_HEADER: &str = "X-Api-Key";

/// Most references in one request.
pub const BATCH_MAX: usize = 100;

/// Results without rows and without the list of unknown references.
pub(crate) const EMPTY_LIST: &str = r#"{"results":[]}"#;

/// What comes instead of an answer when a proxy asks who is there.
pub(crate) const LOGIN_PAGE: &str = "<html><head><title>Sign in - Archive Gateway</title></head>\
    <body><h1>Sign in to continue</h1></body></html>";

type Shared = State<Arc<World>>;

/// The routes of the system.
pub(crate) fn router(world: Arc<World>) -> Router {
    Router::new()
        .route("/v1/documents/search", post(search))
        .route("/v1/documents/{id}", get(one))
        .route("/v1/documents/{id}/content", get(content))
        .fallback(|| async { problem(StatusCode::NOT_FOUND, "route-unknown") })
        .layer(middleware::from_fn(admit))
        .with_state(world)
}

async fn admit(request: Request, next: Next) -> Response {
    let shown = request.headers().get(API_KEY_HEADER);
    if shown.is_some_and(|shown| shown == API_KEY) {
        next.run(request).await
    } else {
        problem(StatusCode::FORBIDDEN, "key-refused")
    }
}

fn problem(status: StatusCode, kind: &str) -> Response {
    let body = json!({ "type": kind, "status": status.as_u16() });
    (status, [(header::CONTENT_TYPE, "application/problem+json")], Json(body)).into_response()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Search {
    case_refs: Vec<String>,
}

/// The documents of up to a hundred cases, referred to as `court/number`.
async fn search(State(world): Shared, Json(asked): Json<Search>) -> Response {
    if asked.case_refs.len() > BATCH_MAX {
        return problem(StatusCode::PAYLOAD_TOO_LARGE, "too-many-refs");
    }
    let (mut results, mut unknown) = (Vec::new(), Vec::new());
    for case_ref in asked.case_refs {
        match find(&world, &case_ref) {
            None => unknown.push(case_ref),
            Some(case) => {
                let documents: Vec<Value> = case.documents.iter().map(row).collect();
                results.push(json!({
                    "caseRef": case_ref,
                    "count": documents.len(),
                    "documents": documents,
                }));
            }
        }
    }
    Json(json!({ "results": results, "unknownRefs": unknown })).into_response()
}

fn find<'a>(world: &'a World, case_ref: &str) -> Option<&'a Case> {
    let (court, number) = case_ref.split_once('/')?;
    // The code with the country before it is taken as well.
    let court = court.strip_prefix("kz-").unwrap_or(court);
    let cases = world.cases_by_number(number, Some(&format!("kz-{court}")));
    cases.first().copied()
}

/// One document by its archive id.
async fn one(State(world): Shared, Path(id): Path<String>) -> Response {
    match world.document(&id) {
        None => problem(StatusCode::NOT_FOUND, "document-unknown"),
        Some((case, document)) => {
            let mut body = row(document);
            if let Some(body) = body.as_object_mut() {
                let court = case.court.as_str();
                let court = court.strip_prefix("kz-").unwrap_or(court);
                body.insert("caseRef".to_owned(), json!(format!("{court}/{}", case.number)));
            }
            Json(body).into_response()
        }
    }
}

/// The bytes of a document.
async fn content(State(world): Shared, Path(id): Path<String>) -> Response {
    match world.document(&id) {
        None => problem(StatusCode::NOT_FOUND, "document-unknown"),
        Some((_, document)) => {
            ([(header::CONTENT_TYPE, paper::MEDIA_TYPE)], paper::bytes(document)).into_response()
        }
    }
}

fn row(document: &Document) -> Value {
    let bytes = paper::bytes(document);
    let signatures = document.signatures.iter().map(
        |(name, role, at)| json!({ "name": name, "certificateRole": role, "at": instant(*at) }),
    );
    json!({
        "archiveId": document.id,
        "docType": format!("kz.{}", document.kind.to_lowercase().replace('_', "-")),
        "names": { "kk": document.title.kk, "ru": document.title.ru, "en": document.title.en },
        "issued": instant(document.issued_at),
        "inForceSince": document.in_force_on,
        "pages": document.page_count,
        "bytes": bytes.len(),
        "digest": { "alg": "SHA-256", "hex": paper::sha256(&bytes) },
        "contentType": paper::MEDIA_TYPE,
        "access": access(document.disclosure),
        "signatures": signatures.collect::<Vec<_>>(),
        "href": format!("/v1/documents/{}/content", document.id),
    })
}

fn access(disclosure: Disclosure) -> &'static str {
    match disclosure {
        Disclosure::PublicAct => "OPEN",
        Disclosure::Parties => "CASE_PARTIES",
        Disclosure::PartiesAfterNotice => "CASE_PARTIES_NOTIFIED",
        Disclosure::PartiesWithLegalEffect => "CASE_PARTIES_SERVICE",
        Disclosure::ViewOnly => "READING_ROOM",
        Disclosure::Court => "COURT_STAFF",
    }
}

/// A moment with the offset that Almaty had on that day.
fn instant(at: NaiveDateTime) -> Option<String> {
    let local = at.and_local_timezone(Almaty).earliest()?;
    Some(local.to_rfc3339_opts(SecondsFormat::Secs, false))
}
