//! The pages beside GraphQL: where is what, GraphiQL, the schema, figures.

use std::io::Read;
use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::response::{Html, IntoResponse, Response};
use http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
};
use http::{HeaderMap, HeaderValue, StatusCode};
use service::Code;

use super::Shared;
use super::accept::Media;
use super::envelope::{rejected, request_id};
use super::read::Rejected;

/// Nothing but our own files, and what GraphiQL writes into its own page.
const POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; \
                      img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'";
const FOREVER: &str = "public, max-age=31536000, immutable";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

/// Files of GraphiQL, packed, by the name the page asks for; each name holds its version.
const PACKED: [(&str, &str, &[u8]); 4] = [
    ("graphiql-4.1.2.min.js", SCRIPT, include_bytes!("../../assets/graphiql-4.1.2.min.js.gz")),
    ("graphiql-4.1.2.min.css", STYLE, include_bytes!("../../assets/graphiql-4.1.2.min.css.gz")),
    (
        "react-18.3.1.production.min.js",
        SCRIPT,
        include_bytes!("../../assets/react-18.3.1.production.min.js.gz"),
    ),
    (
        "react-dom-18.3.1.production.min.js",
        SCRIPT,
        include_bytes!("../../assets/react-dom-18.3.1.production.min.js.gz"),
    ),
];

/// Where is what.
pub(super) async fn index(State(shared): State<Arc<Shared>>) -> Response {
    let config = &shared.config;
    let places = [
        ("/graphiql", "GraphiQL: write queries and read the schema", config.graphiql_open()),
        ("/graphql", "the graph: POST a query as JSON", true),
        ("/schema.graphql", "the schema as text", config.schema_open()),
        ("/health/live", "whether the process is alive", true),
        ("/health/ready", "whether it can serve, and what is missing", true),
        ("/metrics", "figures for Prometheus", config.metrics_open()),
    ];
    let lines = places.into_iter().filter(|(_, _, open)| *open).map(|(path, what, _)| {
        format!("      <dt><a href=\"{path}\">{path}</a></dt>\n      <dd>{what}</dd>\n")
    });
    let page = include_str!("../../assets/index.html")
        .replace("{version}", env!("CARGO_PKG_VERSION"))
        .replace("{places}", &lines.collect::<Vec<_>>().concat());
    ([(CONTENT_SECURITY_POLICY, POLICY)], Html(page)).into_response()
}

/// GraphiQL.
pub(super) async fn graphiql() -> Response {
    let page = include_str!("../../assets/graphiql.html");
    ([(CONTENT_SECURITY_POLICY, POLICY)], Html(page)).into_response()
}

/// A file of GraphiQL.
pub(super) async fn asset(
    Path(file): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    match file.as_str() {
        "start.js" => {
            let text = include_str!("../../assets/start.js");
            return ([(CONTENT_TYPE, SCRIPT)], text).into_response();
        }
        "start.css" => {
            let text = include_str!("../../assets/start.css");
            return ([(CONTENT_TYPE, STYLE)], text).into_response();
        }
        _ => {}
    }
    let Some((_, kind, packed)) = PACKED.into_iter().find(|(name, ..)| *name == file) else {
        return nothing_here(request).await;
    };
    let plain = [(CONTENT_TYPE, kind), (CACHE_CONTROL, FOREVER)];
    let accepts_gzip = headers
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.contains("gzip") && !value.contains("gzip;q=0"));
    if accepts_gzip {
        return (plain, [(CONTENT_ENCODING, "gzip")], packed).into_response();
    }
    let mut text = Vec::new();
    match flate2::read::GzDecoder::new(packed).read_to_end(&mut text) {
        Ok(_) => (plain, text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The schema as text.
pub(super) async fn schema(State(shared): State<Arc<Shared>>) -> Response {
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    ([(CONTENT_TYPE, kind)], shared.gate.sdl().to_owned()).into_response()
}

/// The figures.
pub(super) async fn metrics(State(shared): State<Arc<Shared>>) -> Response {
    let kind = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    ([(CONTENT_TYPE, kind)], shared.figures.render()).into_response()
}

/// Whatever else is asked for.
pub(super) async fn nothing_here(request: Request) -> Response {
    let message = "nothing is served here; / tells where is what";
    let refused = Rejected::new(StatusCode::NOT_FOUND, Code::NotFound, message);
    rejected(&refused, Media::Json, &request_id(&request))
}
