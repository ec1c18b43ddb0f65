//! GraphQL over HTTP: GET for queries, POST for queries and mutations.

use std::net::SocketAddr;
use std::sync::Arc;

use ::graphql::execute::{Answer, Gate, Kind, Meter, Outcome, Prepared, Refusal, Terms, Unmetered};
use axum::body::Body;
use axum::extract::{ConnectInfo, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::header::{ALLOW, CONTENT_TYPE};
use http::request::Parts;
use http::{HeaderValue, Method, StatusCode};
use service::{Code, Op};

use super::accept::{self, Media};
use super::budget::{Client, Purse};
use super::envelope::{RequestId, answered, refusal, rejected};
use super::read::{self, Asked, Bounds, Rejected};
use super::{Shared, client, status};
use crate::telemetry::metrics::Metric;

/// Answers whatever comes to `/graphql`.
pub(super) async fn handle(
    State(shared): State<Arc<Shared>>,
    request: axum::extract::Request,
) -> Response {
    let id = super::envelope::request_id(&request);
    let (parts, body) = request.into_parts();
    if parts.method == Method::OPTIONS {
        return (StatusCode::NO_CONTENT, [(ALLOW, "GET, POST")]).into_response();
    }
    if wants_page(&shared, &parts) {
        return Redirect::to("/graphiql").into_response();
    }
    let otherwise = status::default_media(shared.config.http.status_profile);
    let Some(media) = accept::negotiate(&parts.headers, otherwise) else {
        let message = "answers are application/graphql-response+json or application/json; accept \
                       one of them";
        let refused = Rejected::new(StatusCode::NOT_ACCEPTABLE, Code::BadInput, message);
        return rejected(&refused, Media::Json, &id);
    };
    match serve(&shared, &parts, body, media, &id).await {
        Ok(response) => response,
        Err(refused) => refuse(&shared, &refused, media, &id),
    }
}

/// Whether a person came to `/graphql` with a browser, and nothing to ask.
fn wants_page(shared: &Shared, parts: &Parts) -> bool {
    let accept = parts.headers.get(http::header::ACCEPT).and_then(|value| value.to_str().ok());
    parts.method == Method::GET
        && parts.uri.query().is_none()
        && accept.is_some_and(|accept| accept.trim_start().starts_with("text/html"))
        && shared.config.graphiql_open()
}

fn refuse(shared: &Shared, refused: &Rejected, media: Media, id: &RequestId) -> Response {
    let answer = Answer::refused(&refused.refusal, &id.0);
    count_error(&answer);
    let status = refused
        .status
        .unwrap_or_else(|| status::of(&answer, media, shared.config.http.status_profile));
    let mut response = answered(answer, status, media);
    if status == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, POST"));
    }
    response
}

async fn serve(
    shared: &Shared,
    parts: &Parts,
    body: Body,
    media: Media,
    id: &RequestId,
) -> Result<Response, Rejected> {
    let config = &shared.config;
    // Before the body: whoever shows a bad credential is not listened to.
    let principal = client::principal(&parts.headers, &shared.tokens)?;
    let asked = match parts.method {
        Method::GET => {
            read::not_forged(&parts.headers)?;
            Asked::One(read::get(parts.uri.query().unwrap_or_default())?)
        }
        Method::POST => {
            let bounds = Bounds {
                body_bytes_max: config.limits.body_bytes_max,
                body_timeout: config.http.body_timeout,
                batch_max: config.limits.batch_max,
            };
            read::post(&parts.headers, body, &bounds).await?
        }
        _ => {
            let message = "ask by GET or POST";
            return Err(Rejected::new(StatusCode::METHOD_NOT_ALLOWED, Code::BadInput, message));
        }
    };
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0);
    let peer = peer.unwrap_or(SocketAddr::from(([0, 0, 0, 0], 0)));
    let address = client::address(peer, &parts.headers, &config.server.trusted_proxies);
    let meter: Arc<dyn Meter> = match &shared.budgets {
        Some(budgets) => {
            let client = Client::new(&principal, address);
            Arc::new(Purse { budgets: Arc::clone(budgets), client })
        }
        None => Arc::new(Unmetered),
    };
    let op = Arc::new(Op::new(Arc::clone(&shared.app), principal, config.http.request_timeout));
    let one = One { shared, op, meter, id, get: parts.method == Method::GET };
    match asked {
        Asked::One(request) => {
            let answer = one.answer(request).await?;
            let status = status::of(&answer, media, config.http.status_profile);
            Ok(answered(answer, status, media))
        }
        Asked::Batch(requests) => {
            let mut list = vec![b'['];
            for request in requests {
                if list.len() > 1 {
                    list.push(b',');
                }
                let answer = match one.answer(request).await {
                    Ok(answer) => answer,
                    Err(refused) => Answer::refused(&refused.refusal, &id.0),
                };
                list.extend(answer.body);
            }
            list.push(b']');
            Ok(([(CONTENT_TYPE, media.content_type())], list).into_response())
        }
    }
}

/// One operation of a request.
struct One<'a> {
    shared: &'a Shared,
    op: Arc<Op>,
    meter: Arc<dyn Meter>,
    id: &'a RequestId,
    get: bool,
}

impl One<'_> {
    async fn answer(&self, request: ::graphql::execute::Request) -> Result<Answer, Rejected> {
        let gate: &Gate = &self.shared.gate;
        let prepared = match gate.prepare(request) {
            Ok(prepared) => prepared,
            Err(refusal) => return Ok(self.refused(None, &self.read_for_nothing(refusal))),
        };
        let kind = prepared.kind();
        if let Some(name) = prepared.operation_name() {
            // The grammar leaves letters, digits and underscores; the length is the client's.
            let name = name.chars().take(64).collect::<String>();
            tracing::Span::current().record("graphql.operation.name", name);
        }
        self.allowed(&prepared)?;
        let terms = Terms { request_id: &self.id.0, meter: Arc::clone(&self.meter) };
        let answer = gate.execute(prepared, Arc::clone(&self.op), terms).await;
        count(Some(kind), &answer);
        if let Some(watch) = &self.shared.watch {
            watch(&self.id.0, &self.op.meter);
        }
        Ok(answer)
    }

    /// Whether this kind of operation is served here at all.
    fn allowed(&self, prepared: &Prepared) -> Result<(), Rejected> {
        if self.get && prepared.kind() == Kind::Mutation {
            let message = "a mutation is not run by GET; send it by POST";
            return Err(Rejected::new(StatusCode::METHOD_NOT_ALLOWED, Code::BadInput, message));
        }
        if prepared.kind() == Kind::Subscription {
            let message = "subscriptions are not served over plain HTTP";
            return Err(Rejected::new(StatusCode::BAD_REQUEST, Code::BadInput, message));
        }
        if prepared.introspection() && !self.shared.config.introspection_open() {
            let message = "the schema is not told by query here; read /schema.graphql";
            return Err(Rejected::new(StatusCode::FORBIDDEN, Code::Forbidden, message));
        }
        Ok(())
    }

    /// Reading a text that leads nowhere costs a point too; an empty purse ends it.
    fn read_for_nothing(&self, refused: Refusal) -> Refusal {
        match self.meter.charge(1) {
            Ok(_) => refused,
            Err(overdrawn) => {
                let limited = refusal(Code::Limited, "no points are left; wait, then ask again");
                match overdrawn.retry_after {
                    Some(wait) => limited.after(wait),
                    None => limited,
                }
            }
        }
    }

    fn refused(&self, kind: Option<Kind>, refusal: &Refusal) -> Answer {
        let answer = Answer::refused(refusal, &self.id.0);
        count(kind, &answer);
        answer
    }
}

fn count(kind: Option<Kind>, answer: &Answer) {
    let kind = match kind {
        Some(Kind::Query) => "query",
        Some(Kind::Mutation) => "mutation",
        Some(Kind::Subscription) => "subscription",
        None => "unread",
    };
    let outcome = match answer.outcome {
        Outcome::Executed { errors: false } => "ok",
        Outcome::Executed { errors: true } => "partial",
        Outcome::Refused(_) => "refused",
    };
    metrics::counter!(Metric::Operations.name(), "kind" => kind, "outcome" => outcome).increment(1);
    if let Some(cost) = answer.cost {
        #[expect(clippy::cast_precision_loss, reason = "a histogram takes no other number")]
        metrics::histogram!(Metric::OperationPoints.name()).record(cost.requested as f64);
    }
    count_error(answer);
}

fn count_error(answer: &Answer) {
    if let Some(code) = answer.code {
        metrics::counter!(Metric::Errors.name(), "code" => code.as_str()).increment(1);
    }
}
