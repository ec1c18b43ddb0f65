//! One HTTP server on loopback: a router behind counters, faults and latency.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::counters::Counters;
use crate::faults::{self, Fault, Faults, Rule};
use crate::latency::Latency;
use crate::wire::{Doorway, Scissors};

/// Path under which a server's faults and counters can be read and set over HTTP.
pub const CONTROL_PATH: &str = "/_simulator";

/// Most bytes of an answer that a fault may have to cut.
const BODY_BYTES_MAX: usize = 64 * 1024 * 1024;

/// How long a stopping server waits for connections that are still open.
const STOP_WAIT: Duration = Duration::from_secs(2);

/// What a server is made of.
pub(crate) struct Plan {
    /// Name in the log.
    pub(crate) name: &'static str,
    /// What it serves.
    pub(crate) router: Router,
    /// How long it thinks.
    pub(crate) latency: Latency,
    /// Seed of the latency.
    pub(crate) seed: u64,
    /// The list without rows and without the mark of a genuine empty answer, in its dialect.
    pub(crate) empty_list: &'static str,
    /// Log-in page of its vendor.
    pub(crate) login_page: &'static str,
    /// Address to listen on; none for any free port of loopback.
    pub(crate) listen: Option<SocketAddr>,
}

/// A running server. Stops when it is dropped; [`Server::stop`] waits for the end.
#[derive(Debug)]
pub struct Server {
    /// Where it listens, such as `http://127.0.0.1:40123`.
    pub url: String,
    /// How it misbehaves.
    pub faults: Faults,
    /// What it was asked.
    pub counters: Counters,
    stopping: CancellationToken,
    tasks: TaskTracker,
}

impl Server {
    pub(crate) async fn start(plan: Plan) -> io::Result<Self> {
        let wanted = plan.listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 0)));
        let listener = TcpListener::bind(wanted).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let faults = Faults::default();
        let counters = Counters::default();
        let stopping = CancellationToken::new();
        let front = Front {
            faults: faults.clone(),
            counters: counters.clone(),
            latency: plan.latency,
            seed: plan.seed,
            empty_list: plan.empty_list,
            login_page: plan.login_page,
            stopping: stopping.clone(),
        };
        let app = plan
            .router
            .layer(middleware::from_fn_with_state(front, pass))
            .merge(control(&faults, &counters))
            .into_make_service_with_connect_info::<Scissors>();
        let tasks = TaskTracker::new();
        let (name, ending) = (plan.name, stopping.clone());
        tasks.spawn(async move {
            let served = axum::serve(Doorway(listener), app)
                .with_graceful_shutdown(async move { ending.cancelled().await })
                .await;
            if let Err(error) = served {
                tracing::error!(server = name, %error, "a simulated court system stopped by itself");
            }
        });
        tasks.close();
        tracing::debug!(server = name, url, "a simulated court system listens");
        Ok(Self { url, faults, counters, stopping, tasks })
    }

    /// Stops it and waits until open requests have ended, at most two seconds.
    pub async fn stop(self) {
        self.stopping.cancel();
        if tokio::time::timeout(STOP_WAIT, self.tasks.wait()).await.is_err() {
            tracing::warn!(url = self.url, "a simulated court system left connections open");
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stopping.cancel();
    }
}

#[derive(Clone)]
struct Front {
    faults: Faults,
    counters: Counters,
    latency: Latency,
    seed: u64,
    empty_list: &'static str,
    login_page: &'static str,
    stopping: CancellationToken,
}

async fn pass(
    State(front): State<Front>,
    ConnectInfo(scissors): ConnectInfo<Scissors>,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path().to_owned();
    let ordinal = front.counters.count(request.method().as_str(), &path);
    let fault = front.faults.strike(&path);
    let extra = fault.as_ref().and_then(faults::delay).unwrap_or_default();
    let thinking = front.latency.of_request(front.seed, ordinal) + extra;
    if !thinking.is_zero() {
        tokio::select! {
            () = tokio::time::sleep(thinking) => {}
            () = front.stopping.cancelled() => scissors.cut(),
        }
    }
    match fault {
        None | Some(Fault::Delay { .. }) => next.run(request).await,
        Some(Fault::Hang) => {
            front.stopping.cancelled().await;
            dropped(&scissors)
        }
        Some(Fault::Reset) => dropped(&scissors),
        Some(Fault::Status { status, retry_after_seconds }) => {
            web_server_page(status, retry_after_seconds)
        }
        Some(Fault::Garbage) => json(Bytes::from_static(b"\x1f\x8b{]<%= undefined method %>\0")),
        Some(Fault::LoginPage) => page(StatusCode::OK, front.login_page),
        Some(Fault::EmptyList) => json(Bytes::from_static(front.empty_list.as_bytes())),
        Some(Fault::Truncated) => half(next.run(request).await, None).await,
        Some(Fault::CutOff) => half(next.run(request).await, Some(scissors)).await,
    }
}

fn dropped(scissors: &Scissors) -> Response {
    scissors.cut();
    StatusCode::NO_CONTENT.into_response()
}

fn json(body: Bytes) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

fn page(status: StatusCode, text: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], text).into_response()
}

fn web_server_page(status: u16, retry_after_seconds: Option<u64>) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response =
        page(status, "<html><head><title>error</title></head><body><h1>nginx</h1></body></html>");
    if let Some(seconds) = retry_after_seconds {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// The first half of the body; the connection is cut after it where there are scissors.
async fn half(response: Response, scissors: Option<Scissors>) -> Response {
    let (mut parts, body) = response.into_parts();
    let whole = to_bytes(body, BODY_BYTES_MAX).await.unwrap_or_default();
    let first = whole.slice(..whole.len() / 2);
    match scissors {
        None => {
            parts.headers.remove(header::CONTENT_LENGTH);
            Response::from_parts(parts, Body::from(first))
        }
        Some(scissors) => {
            let begun = futures_util::stream::once(async move { Ok::<_, io::Error>(first) });
            let cut = futures_util::stream::once(async move {
                tokio::task::yield_now().await;
                scissors.cut();
                Err::<Bytes, _>(io::Error::from(io::ErrorKind::ConnectionReset))
            });
            let body = Body::from_stream(futures_util::StreamExt::chain(begun, cut));
            Response::from_parts(parts, body)
        }
    }
}

/// Faults and counters over HTTP, for people and for scripts; not counted, never faulty.
fn control(faults: &Faults, counters: &Counters) -> Router {
    type Handles = State<(Faults, Counters)>;
    let rules = get(|State((faults, _)): Handles| async move { axum::Json(faults.rules()) })
        .post(|State((faults, _)): Handles, axum::Json(rule): axum::Json<Rule>| async move {
            faults.add(rule);
            axum::Json(faults.rules())
        })
        .delete(|State((faults, _)): Handles| async move {
            faults.clear();
            StatusCode::NO_CONTENT
        });
    let figures = get(
        |State((_, counters)): Handles| async move { axum::Json(counters.by_path()) },
    )
    .delete(|State((_, counters)): Handles| async move {
        counters.reset();
        StatusCode::NO_CONTENT
    });
    Router::new()
        .route(&format!("{CONTROL_PATH}/faults"), rules)
        .route(&format!("{CONTROL_PATH}/counters"), figures)
        .with_state((faults.clone(), counters.clone()))
}
