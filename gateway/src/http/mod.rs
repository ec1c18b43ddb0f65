//! Our own HTTP: GraphQL over HTTP by the letter, and the pages beside it.
//!
//! *Enter by* [`router`]. *Invariants*: every answer has a request id; every refusal is JSON in
//! the one shape of errors; a limit stands before whatever it protects.

mod accept;
mod budget;
mod client;
mod envelope;
mod graphql;
mod health;
mod pages;
mod read;
mod status;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use ::graphql::execute::Gate;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, get};
use http::{HeaderName, HeaderValue, Method};
use metrics_exporter_prometheus::PrometheusHandle;
use service::App;
use tokio::sync::Semaphore;
use tower_http::compression::CompressionLayer;
use tower_http::cors::{AllowOrigin, CorsLayer};

pub use client::Tokens;

use crate::config::{Config, Http};
use crate::start::Watch;
use budget::Budgets;

/// What all requests share.
pub(crate) struct Shared {
    config: Config,
    gate: Gate,
    app: Arc<App>,
    tokens: Tokens,
    lists: Arc<AtomicBool>,
    budgets: Option<Arc<Budgets>>,
    places: Semaphore,
    figures: PrometheusHandle,
    /// Hears what requests cost.
    pub(crate) watch: Option<Watch>,
}

impl Shared {
    pub(crate) fn new(
        config: Config,
        gate: Gate,
        app: Arc<App>,
        tokens: Tokens,
        lists: Arc<AtomicBool>,
    ) -> Self {
        Self {
            budgets: config.limits.budget.map(|terms| Arc::new(Budgets::new(terms))),
            places: Semaphore::new(config.http.requests_max),
            figures: crate::telemetry::metrics::handle(),
            config,
            gate,
            app,
            tokens,
            lists,
            watch: None,
        }
    }
}

/// Every route of the gateway.
pub(crate) fn router(shared: Shared) -> Router {
    let shared = Arc::new(shared);
    let config = &shared.config;
    // Health is asked for most when there is no place left for anything else.
    let always = Router::new()
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready));
    let mut bounded = Router::new()
        .route("/", get(pages::index))
        .route("/graphql", any(graphql::handle))
        .layer(DefaultBodyLimit::disable());
    if config.schema_open() {
        bounded = bounded.route("/schema.graphql", get(pages::schema));
    }
    if config.graphiql_open() {
        bounded = bounded
            .route("/graphiql", get(pages::graphiql))
            .route("/graphiql/{file}", get(pages::asset));
    }
    if config.metrics_open() {
        bounded = bounded.route("/metrics", get(pages::metrics));
    }
    let bounded = bounded.layer(from_fn_with_state(Arc::clone(&shared), envelope::bound));
    let mut router =
        always.merge(bounded).fallback(pages::nothing_here).with_state(Arc::clone(&shared));
    if config.http.gzip {
        router = router.layer(CompressionLayer::new().gzip(true));
    }
    if let Some(cors) = cors(&config.http) {
        router = router.layer(cors);
    }
    router.layer(from_fn(envelope::envelope))
}

fn cors(http: &Http) -> Option<CorsLayer> {
    let origins = match http.cors_origins.as_slice() {
        [] => return None,
        [all] if all == "*" => AllowOrigin::any(),
        some => {
            AllowOrigin::list(some.iter().filter_map(|origin| HeaderValue::from_str(origin).ok()))
        }
    };
    let asked = ["content-type", "authorization", "accept", "x-request-id", "x-requested-with"]
        .into_iter()
        .chain(["graphql-require-preflight", "apollo-require-preflight"])
        .map(HeaderName::from_static);
    Some(
        CorsLayer::new()
            .allow_origin(origins)
            .allow_methods([Method::GET, Method::POST])
            .allow_headers(asked.collect::<Vec<_>>())
            .expose_headers([HeaderName::from_static("x-request-id"), http::header::RETRY_AFTER])
            .max_age(http.cors_max_age),
    )
}
