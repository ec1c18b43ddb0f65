//! Around every request: its id, its place in work, its figures, its panics.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

use ::graphql::execute::{Answer, Refusal, Step};
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use service::Code;
use tracing::Instrument;
use uuid::Uuid;

use super::Shared;
use super::accept::Media;
use super::read::Rejected;
use crate::telemetry::metrics::Metric;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Names a request in its answer, in every error and in the log.
#[derive(Debug, Clone)]
pub(super) struct RequestId(pub Arc<str>);

impl RequestId {
    /// The client's own id if it is a plain short word, else a new one.
    #[expect(clippy::disallowed_methods, reason = "an id of a request is of this moment")]
    fn of(headers: &HeaderMap) -> Self {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte);
        let own = headers
            .get(HEADER)
            .and_then(|value| value.to_str().ok())
            .filter(|text| (1..=100).contains(&text.len()) && text.bytes().all(plain));
        Self(own.map_or_else(|| Uuid::now_v7().to_string().into(), Into::into))
    }
}

/// The outermost layer: id, span, panics, figures.
pub(super) async fn envelope(mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = RequestId::of(request.headers());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned());
    let span = tracing::info_span!(
        "request",
        request.id = %id.0,
        http.method = %request.method(),
        http.route = route,
        graphql.operation.name = tracing::field::Empty,
    );
    request.extensions_mut().insert(id.clone());
    let work = AssertUnwindSafe(next.run(request)).catch_unwind().instrument(span.clone());
    let mut response = work.await.unwrap_or_else(|_panic| {
        let _in_span = span.enter();
        tracing::error!("a handler panicked");
        rejected(
            &Rejected::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                Code::Internal,
                "a fault of the gateway; it is logged under the request id",
            ),
            Media::Json,
            &id,
        )
    });
    response.headers_mut().insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        response.headers_mut().insert(HEADER, value);
    }
    let seconds = started.elapsed().as_secs_f64();
    let status = response.status().as_u16();
    span.in_scope(|| tracing::debug!(status, duration_ms = seconds * 1000.0, "answered"));
    metrics::counter!(
        Metric::Requests.name(),
        "route" => route.clone(),
        "status" => status.to_string(),
    )
    .increment(1);
    metrics::histogram!(Metric::RequestSeconds.name(), "route" => route).record(seconds);
    response
}

/// Turns a request away when too many are in work.
pub(super) async fn bound(
    State(shared): State<Arc<Shared>>,
    request: Request,
    next: Next,
) -> Response {
    let Ok(_place) = shared.places.try_acquire() else {
        metrics::counter!(Metric::RequestsShed.name()).increment(1);
        let id = request_id(&request);
        let mut busy = Rejected::new(
            StatusCode::SERVICE_UNAVAILABLE,
            Code::Limited,
            format!(
                "the gateway has {} requests in work, as many as it takes; ask again",
                shared.config.http.requests_max
            ),
        );
        busy.refusal = busy.refusal.after(std::time::Duration::from_secs(1));
        return rejected(&busy, Media::Json, &id);
    };
    let in_work = metrics::gauge!(Metric::RequestsInWork.name());
    in_work.increment(1.0);
    let response = next.run(request).await;
    in_work.decrement(1.0);
    response
}

pub(super) fn request_id(request: &Request) -> RequestId {
    request.extensions().get::<RequestId>().cloned().unwrap_or_else(|| RequestId("none".into()))
}

/// The answer to a request that GraphQL has not seen.
pub(super) fn rejected(rejected: &Rejected, media: Media, id: &RequestId) -> Response {
    let answer = Answer::refused(&rejected.refusal, &id.0);
    let status = rejected.status.unwrap_or(StatusCode::BAD_REQUEST);
    answered(answer, status, media)
}

/// An answer with its headers.
pub(super) fn answered(answer: Answer, status: StatusCode, media: Media) -> Response {
    let retry_after = answer.retry_after.filter(|_| !status.is_success());
    let code =
        answer.code.filter(|_| matches!(answer.outcome, ::graphql::execute::Outcome::Refused(_)));
    let mut response = (status, answer.body).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media.content_type()));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(http::header::VARY, HeaderValue::from_static("accept, authorization"));
    if let Some(wait) = retry_after {
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds.max(1)));
    }
    if code == Some(Code::Unauthenticated) {
        let challenge = HeaderValue::from_static("Bearer realm=\"tereze\"");
        headers.insert(http::header::WWW_AUTHENTICATE, challenge);
    }
    response
}

/// A refusal of the transport, at the step where only the caller of GraphQL decides the status.
pub(super) fn refusal(code: Code, message: impl Into<String>) -> Refusal {
    Refusal::new(Step::Service, code, message)
}
