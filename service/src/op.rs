//! What lives as long as one request or job.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use access::{Action, Principal, Subject};
use cache::{Cached, State};
use chrono::{DateTime, Utc};
use domain::key::CourtCode;
use domain::scope::Scope;
use registry::capability::Courts;

use crate::app::App;
use crate::load::Load;

/// One request or job: who asks, how much time is left, and the loaders of this request.
pub struct Op {
    /// The process.
    pub app: Arc<App>,
    /// Who asks.
    pub principal: Principal,
    /// Time allowed for the whole of it.
    pub time_allowed: Duration,
    /// The moment all of the request is answered as of.
    pub now: DateTime<Utc>,
    /// The loaders of this request.
    pub load: Load,
    /// Our own tables, counted for this request.
    pub db: entities::Db,
    /// What the request cost.
    pub meter: Arc<Meter>,
}

impl Op {
    /// A new request of `principal`, to be answered within `time_allowed`.
    pub fn new(app: Arc<App>, principal: Principal, time_allowed: Duration) -> Self {
        let meter = Arc::new(Meter::default());
        let db = app.db.metered(Arc::clone(&meter.sql));
        let load = Load::new(&app, &meter, &principal, &db);
        let now = app.clock.now();
        Self { app, principal, time_allowed, now, load, db, meter }
    }

    /// Whether the one who asks may do `action` with `subject`.
    pub fn may(&self, action: Action, subject: Subject) -> bool {
        access::decide(&self.principal, action, subject)
    }

    /// Whether a court with this code is known, or may be: of Kazakhstan all are known, of other
    /// countries those that a registry serves.
    pub fn knows_court(&self, code: &CourtCode) -> bool {
        let foreign = !code.as_str().starts_with("kz-");
        self.app.courts.knows(code)
            || self.app.registries.all().any(|registry| match &registry.capability().courts {
                Courts::Listed(courts) => courts.contains(code),
                Courts::Prefix(prefix) => foreign && code.as_str().starts_with(prefix.as_str()),
            })
    }

    /// Which rows the one who asks may know of.
    pub fn scope(&self) -> Scope {
        self.principal.scope()
    }
}

/// What one request cost.
#[derive(Debug, Default)]
pub struct Meter {
    /// Statements to our own tables.
    pub sql: Arc<entities::Meter>,
    lookups: AtomicU64,
    hits: AtomicU64,
}

impl Meter {
    pub(crate) fn cache<V>(&self, answers: &[Cached<V>]) {
        let hits = answers.iter().filter(|answer| answer.state == State::Fresh).count();
        self.lookups.fetch_add(answers.len() as u64, Ordering::Relaxed);
        self.hits.fetch_add(hits as u64, Ordering::Relaxed);
    }

    /// Keys looked up in the cache.
    pub fn lookups(&self) -> u64 {
        self.lookups.load(Ordering::Relaxed)
    }

    /// Keys answered from the cache.
    pub fn hits(&self) -> u64 {
        self.hits.load(Ordering::Relaxed)
    }
}
