//! Where a part of an answer came from.

use async_graphql::{Enum, InputObject, Object};
use chrono::{DateTime, Utc};
use domain::source;
use service::{Error, Freshness as Asked};
use std::time::Duration;

/// How a part of an answer was obtained. Completeness is told apart, by `Source.complete`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "source::SourceState")]
pub enum SourceState {
    /// Fetched from the court system for this request.
    Live,
    /// Held from an earlier request, and young enough for its kind.
    Fresh,
    /// Held from an earlier request and older than its kind allows: the last good answer.
    Stale,
    /// Asked, but the answer has not come within the time the client would wait. Ask again.
    Pending,
    /// The court system proved that there is no such thing.
    Absent,
    /// The court system could not be reached, or answered with an error. Says nothing about whether
    /// the thing exists.
    Unavailable,
    /// The court system answered something that cannot be read. Says nothing about whether the
    /// thing exists.
    Unknown,
    /// Not asked: no court system serves this part, or the client did not wait.
    NotAsked,
}

/// Why a part is not live, or not complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "source::SourceReason")]
pub enum SourceReason {
    /// No answer within the time allowed.
    Timeout,
    /// Calls are held back after repeated failures; they are tried again by themselves.
    BreakerOpen,
    /// The court system is closed by its own calendar.
    Maintenance,
    /// The court system, or the budget of calls to it, takes no more calls for now.
    RateLimited,
    /// The court system answered with success, but with an error page or a log-in page.
    SoftError,
    /// Only some of the rows came.
    Truncated,
    /// A wording or a shape that is not known.
    UnknownWording,
    /// The counter of the court system does not agree with the rows it sent.
    TotalDisagrees,
    /// The shared cache was out of reach.
    CacheDegraded,
    /// No court system is configured for this part.
    NotConfigured,
    /// The budget for calls that cost money is spent.
    BudgetSpent,
}

/// `Source` of the schema.
pub struct Source {
    pub(crate) source: source::Source,
    pub(crate) now: DateTime<Utc>,
}

/// Where a part of an answer came from, how old it is, and whether all of it came.
///
/// `state` and `complete` are independent: a live answer may be incomplete, a stale one whole.
#[Object]
impl Source {
    /// Code of the court information system; `tereze` where none was asked.
    async fn registry(&self) -> &str {
        self.source.registry.as_str()
    }

    /// How the part was obtained.
    async fn state(&self) -> SourceState {
        self.source.state.into()
    }

    /// When the value was read from the court system. Null where there is no value.
    async fn as_of(&self) -> Option<DateTime<Utc>> {
        self.source.as_of
    }

    /// Age of the value in seconds, at the moment of the answer. Null where there is no value.
    async fn age_seconds(&self) -> Option<i32> {
        let age = self.source.age_seconds(self.now)?;
        Some(i32::try_from(age).unwrap_or(i32::MAX))
    }

    /// Whether all of the part came.
    async fn complete(&self) -> bool {
        self.source.complete
    }

    /// Why it is not live, or not complete.
    async fn reason(&self) -> Option<SourceReason> {
        self.source.reason.map(Into::into)
    }

    /// When asking again makes sense, in milliseconds from now. Null where nobody knows.
    async fn retry_after_ms(&self) -> Option<i32> {
        self.source.retry_after.map(milliseconds)
    }
}

/// Sources as clients read them.
pub(crate) fn sources(sources: &[source::Source], now: DateTime<Utc>) -> Vec<Source> {
    sources.iter().map(|source| Source { source: source.clone(), now }).collect()
}

/// Milliseconds as an `Int`.
pub(crate) fn milliseconds(duration: Duration) -> i32 {
    i32::try_from(duration.as_millis()).unwrap_or(i32::MAX)
}

/// How fresh an answer must be, and how long the client will wait for that.
///
/// Without it the gateway decides by the kind of data. Within `waitUpToMs` the answer is as young as
/// asked; after that it is the last good one, labelled STALE, or the outcome is PENDING.
#[derive(Debug, Clone, Copy, InputObject)]
pub struct Freshness {
    /// Take nothing older than this many seconds; 0 asks the court system itself.
    max_age_seconds: Option<i32>,
    /// Wait no longer than this many milliseconds for the court system; at most 60000.
    wait_up_to_ms: Option<i32>,
}

/// Longest wait a client may ask for.
const WAIT_MAX_MS: i32 = 60_000;

/// What the client asked for, checked.
///
/// # Errors
///
/// When a number is out of bounds.
pub(crate) fn freshness(asked: Option<Freshness>) -> Result<Asked, Error> {
    let Some(asked) = asked else { return Ok(Asked::default()) };
    let mut wrong = Vec::new();
    let age_max = asked.max_age_seconds.map(|seconds| match u64::try_from(seconds) {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_negative) => {
            wrong.push(format!("`maxAgeSeconds` must be 0 or more; it is {seconds}"));
            Duration::ZERO
        }
    });
    let wait_max = asked.wait_up_to_ms.map(|wait| match u64::try_from(wait) {
        Ok(milliseconds) if wait <= WAIT_MAX_MS => Duration::from_millis(milliseconds),
        Ok(_) | Err(_) => {
            wrong.push(format!("`waitUpToMs` must be from 0 to {WAIT_MAX_MS}; it is {wait}"));
            Duration::ZERO
        }
    });
    if wrong.is_empty() {
        Ok(Asked { age_max, wait_max })
    } else {
        Err(Error::bad_input(wrong.join("; ")))
    }
}
