//! A publisher of lists on a free port of this machine, out of a table of documents.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode, Uri};
use chrono::{DateTime, TimeZone as _, Utc};
use domain::clock::Clock;
use domain::key::RegistryCode;
use domain::language::Text;
use registry::lists::{ListRegistry, Received, Reception, Settings};
use registry::outcome::{Found, Outcome};
use registry::port::Call;
use serde_json::Value;

/// What is served under a path.
#[derive(Clone)]
pub(crate) enum Served {
    /// This body.
    Body(Vec<u8>),
    /// This status, with this number of seconds to wait.
    Refused(StatusCode, Option<u64>),
    /// Nothing, ever.
    Silence,
}

/// A publisher.
pub(crate) struct Publisher {
    address: SocketAddr,
    served: Arc<Mutex<BTreeMap<String, Served>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

#[derive(Clone)]
struct Table {
    served: Arc<Mutex<BTreeMap<String, Served>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

struct Noon;

impl Clock for Noon {
    fn now(&self) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2025, 3, 1, 12, 0, 0).single().expect("a moment")
    }
}

async fn answer(State(table): State<Table>, uri: Uri) -> Response<Body> {
    let path = uri.path().trim_start_matches('/').to_owned();
    table.asked.lock().unwrap_or_else(PoisonError::into_inner).push(path.clone());
    let served = table.served.lock().unwrap_or_else(PoisonError::into_inner).get(&path).cloned();
    let plain = |status: StatusCode| Response::builder().status(status);
    let built = match served {
        Some(Served::Body(bytes)) => plain(StatusCode::OK).body(Body::from(bytes)),
        Some(Served::Refused(status, Some(wait))) => {
            plain(status).header("retry-after", wait).body(Body::empty())
        }
        Some(Served::Refused(status, None)) => plain(status).body(Body::empty()),
        Some(Served::Silence) => std::future::pending().await,
        None => plain(StatusCode::NOT_FOUND).body(Body::empty()),
    };
    built.expect("a response")
}

impl Publisher {
    /// Starts one that serves nothing yet.
    pub(crate) async fn start() -> Self {
        let served = Arc::<Mutex<BTreeMap<String, Served>>>::default();
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let table = Table { served: Arc::clone(&served), asked: Arc::clone(&asked) };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let app = Router::new().fallback(answer).with_state(table);
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { address, served, asked }
    }

    /// Serves a body under a path.
    pub(crate) fn serve(&self, path: &str, body: impl Into<Vec<u8>>) {
        self.set(path, Served::Body(body.into()));
    }

    /// Serves JSON under a path.
    pub(crate) fn serve_json(&self, path: &str, body: &Value) {
        self.serve(path, body.to_string());
    }

    /// Does whatever is said under a path.
    pub(crate) fn set(&self, path: &str, served: Served) {
        let mut table = self.served.lock().unwrap_or_else(PoisonError::into_inner);
        table.insert(path.to_owned(), served);
    }

    /// How often a path was asked for.
    pub(crate) fn asked(&self, path: &str) -> usize {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.iter().filter(|one| *one == path).count()
    }

    /// The adapter in front of it.
    pub(crate) fn registry(&self) -> ListRegistry {
        let settings = Settings {
            registry: RegistryCode::new("uk-cath"),
            name: Text::original("Court and Tribunal Hearings"),
            base: format!("http://{}", self.address).parse().expect("an address"),
            court_prefix: "uk-".to_owned(),
            zone: chrono_tz::Europe::London,
        };
        ListRegistry::new(settings, reqwest::Client::new(), Arc::new(Noon))
    }
}

/// Time enough for a call.
pub(crate) fn call() -> Call {
    Call { time_left: Duration::from_mins(1) }
}

/// A whole pass over the publisher.
pub(crate) async fn pass(lists: &ListRegistry) -> Vec<Found<Received>> {
    let mut all = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let found = match lists.next(cursor.as_deref(), &call()).await {
            Outcome::Found(found) => found,
            other => panic!("no list at {cursor:?}: {other:?}"),
        };
        cursor.clone_from(&found.value.next);
        all.push(found);
        if cursor.is_none() {
            return all;
        }
        assert!(all.len() <= 100_000, "the pass does not end");
    }
}

/// The reading of an accepted list.
pub(crate) fn reading(found: &Found<Received>) -> &registry::lists::read::Reading {
    match &found.value.reception {
        Reception::Accepted(reading) => reading,
        other => panic!("the list was not read: {other:?}"),
    }
}
