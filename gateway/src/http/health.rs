//! Whether the process is alive, and whether it can serve.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::CACHE_CONTROL;
use serde::Serialize;

use super::Shared;
use crate::checks::{self, Check};

/// A check that takes longer has failed.
const CHECK_TIMEOUT: Duration = Duration::from_secs(2);

#[derive(Serialize)]
struct Health {
    status: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    checks: Vec<Check>,
}

/// The process runs; nothing else is asked.
pub(super) async fn live() -> Response {
    let health = Health { status: "ok", checks: Vec::new() };
    ([(CACHE_CONTROL, "no-store")], Json(health)).into_response()
}

/// The tables can be read, the migrations are applied, the registries are loaded.
pub(super) async fn ready(State(shared): State<Arc<Shared>>) -> Response {
    let mut checks = checks::database(shared.app.db.connection(), CHECK_TIMEOUT).await;
    checks.push(checks::registries(&shared.config));
    checks.push(if shared.lists.load(Ordering::Relaxed) {
        Check::good("lists", "read")
    } else {
        Check::bad("lists", "being read for the first time", "wait")
    });
    let ok = checks.iter().all(|check| check.ok);
    let (status, word) =
        if ok { (StatusCode::OK, "ok") } else { (StatusCode::SERVICE_UNAVAILABLE, "unavailable") };
    // Remedies are for the operator's terminal, not for whoever can reach this page.
    for check in &mut checks {
        check.remedy = None;
    }
    (status, [(CACHE_CONTROL, "no-store")], Json(Health { status: word, checks })).into_response()
}
