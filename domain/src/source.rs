//! Where a part of an answer came from, how old it is, and whether all of it came.
//!
//! **Invariant:** age ([`SourceState`]) and completeness are independent: a live answer may be
//! incomplete, a stale one whole. Null never means "unknown"; a [`Source`] says it.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::key::RegistryCode;

/// How a part of an answer was obtained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SourceState {
    /// Fetched from the court system for this request.
    Live,
    /// From the cache or the read model, within the age allowed for it.
    Fresh,
    /// Older than the age allowed for it; the last good answer.
    Stale,
    /// Asked; the answer has not come within the time the client would wait.
    Pending,
    /// The court system proved that there is no such thing.
    Absent,
    /// The court system could not be asked or did not answer usably.
    Unavailable,
    /// The court system answered something this program cannot read.
    Unknown,
    /// Not asked: no court system serves this part, or the client did not wait.
    NotAsked,
}

impl SourceState {
    /// True where a value stands behind the state (live, fresh or stale).
    pub fn has_value(self) -> bool {
        matches!(self, Self::Live | Self::Fresh | Self::Stale)
    }
}

/// Why a part is not live, or not complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SourceReason {
    /// No answer, or no connection, within the time allowed.
    Timeout,
    /// The guard keeps calls away after repeated failures.
    BreakerOpen,
    /// The court system is closed by its own calendar.
    Maintenance,
    /// The court system, or our own budget of calls, refuses more calls now.
    RateLimited,
    /// The court system answered with success, but with an error page or a log-in page.
    SoftError,
    /// Only a part of the rows came.
    Truncated,
    /// A wording or a shape that the mapping does not know.
    UnknownWording,
    /// The counter of the court system does not agree with the rows it sent.
    TotalDisagrees,
    /// The shared cache was out of reach; answered without it.
    CacheDegraded,
    /// No court system is configured for this part.
    NotConfigured,
    /// The budget for calls that cost money is spent.
    BudgetSpent,
}

/// Provenance of one part of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The court system.
    pub registry: RegistryCode,
    /// How the part was obtained.
    pub state: SourceState,
    /// The moment the value was read from the court system; none where there is no value.
    pub as_of: Option<DateTime<Utc>>,
    /// True when all of the part came.
    pub complete: bool,
    /// Why it is not live or not complete.
    pub reason: Option<SourceReason>,
    /// When asking again makes sense.
    pub retry_after: Option<Duration>,
}

impl Source {
    /// A source that holds a value read at `as_of`.
    pub fn with_value(registry: RegistryCode, state: SourceState, as_of: DateTime<Utc>) -> Self {
        Self {
            registry,
            state,
            as_of: Some(as_of),
            complete: true,
            reason: None,
            retry_after: None,
        }
    }

    /// A source that holds no value.
    pub fn without_value(
        registry: RegistryCode,
        state: SourceState,
        reason: Option<SourceReason>,
    ) -> Self {
        Self { registry, state, as_of: None, complete: false, reason, retry_after: None }
    }

    /// Age of the value at `now`, in whole seconds; never negative.
    pub fn age_seconds(&self, now: DateTime<Utc>) -> Option<u64> {
        self.as_of.map(|at| u64::try_from((now - at).num_seconds()).unwrap_or(0))
    }
}

/// A value with its provenance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sourced<T> {
    /// The value; none unless the state has one.
    pub value: Option<T>,
    /// Where it came from.
    pub source: Source,
}
