//! «Сот кабинеті»-like e-filing: submissions by case or by ticket, statuses as free Russian text.
//!
//! Every answer says `queryAccepted`; an empty list without it proves nothing.

use std::sync::Arc;

use axum::extract::{Path, Query, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use chrono::NaiveDateTime;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::world::{Filing, World};

mod words;

/// Bearer token of the gateway; no secret, the system is imaginary.
pub const TOKEN: &str = "cabinet-demo-token";
const BEARER: &str = "Bearer cabinet-demo-token";

/// Rows of a page.
const PAGE: usize = 20;

/// A list without rows and without the mark of an accepted query.
pub(crate) const EMPTY_LIST: &str = r#"{"items":[]}"#;

/// What comes instead of an answer when the session is lost.
pub(crate) const LOGIN_PAGE: &str = "<!doctype html><html lang=\"ru\"><head><title>Судебный кабинет</title>\
    </head><body><div id=\"root\">Войдите с помощью ЭЦП</div></body></html>";

type Shared = State<Arc<World>>;

/// The routes of the system.
pub(crate) fn router(world: Arc<World>) -> Router {
    Router::new()
        .route("/cabinet/api/v2/filings", get(by_case))
        .route("/cabinet/api/v2/filings/{ticket}", get(by_ticket))
        .fallback(|| async { (StatusCode::NOT_FOUND, Json(json!({ "error": "no such route" }))) })
        .layer(middleware::from_fn(admit))
        .with_state(world)
}

async fn admit(request: Request, next: Next) -> Response {
    let shown = request.headers().get(header::AUTHORIZATION);
    if shown.is_some_and(|shown| shown == BEARER) {
        next.run(request).await
    } else {
        (StatusCode::UNAUTHORIZED, Json(json!({ "error": "token expired" }))).into_response()
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ByCase {
    case_number: String,
    court_code: Option<String>,
    #[serde(default)]
    page: usize,
}

/// The submissions of one case, twenty to a page.
async fn by_case(State(world): Shared, Query(asked): Query<ByCase>) -> Json<Value> {
    let court = asked.court_code.filter(|court| !court.is_empty());
    // The code with the country before it is taken as well.
    let court = court.map(|code| format!("kz-{}", code.strip_prefix("kz-").unwrap_or(&code)));
    let mut filings: Vec<&Filing> = world
        .cases_by_number(&asked.case_number, court.as_deref())
        .into_iter()
        .flat_map(|case| world.filings_of(case.id))
        .collect();
    filings.sort_by_key(|filing| (filing.submitted_at, filing.id));
    let total = filings.len();
    let rows = filings.into_iter().skip(asked.page.saturating_mul(PAGE)).take(PAGE);
    let items: Vec<Value> = rows.map(|filing| item(&world, filing)).collect();
    let seen = asked.page.saturating_mul(PAGE).saturating_add(items.len());
    Json(json!({
        "queryAccepted": true,
        "page": asked.page,
        "total": total,
        "hasMore": seen < total,
        "items": items,
    }))
}

/// One submission; digits alone are enough, as people strip the letter.
async fn by_ticket(State(world): Shared, Path(ticket): Path<String>) -> Json<Value> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let wanted = digits(&ticket);
    let found = world.filings.iter().find(|filing| digits(&filing.ticket) == wanted);
    let item = found.map(|filing| item(&world, filing));
    Json(json!({ "queryAccepted": true, "item": item }))
}

fn item(world: &World, filing: &Filing) -> Value {
    let case = filing.case.and_then(|id| world.case(id));
    let court = filing.court.as_str();
    json!({
        "declarationId": filing.id,
        "requestUid": filing.ticket,
        "declarationType": words::declaration_type(filing.kind),
        "formName": words::form(filing.kind),
        "statusText": words::status(filing),
        "statusDate": time(filing.status_since),
        "court": {
            "code": court.strip_prefix("kz-").unwrap_or(court),
            "title": world.court(court).and_then(|court| court.name.ru.clone()),
        },
        "caseNumber": case.map(|case| &case.number),
        "dates": {
            "signed": filing.submitted_at.map(time),
            "sent": filing.sent_at.map(time),
            "delivered": filing.delivered_at.map(time),
            "registered": filing.registered_at.map(time),
        },
        "applicant": { "xin": filing.filer },
    })
}

/// Local time as the screens of the system show it.
fn time(at: NaiveDateTime) -> String {
    at.format("%d.%m.%Y %H:%M:%S").to_string()
}
