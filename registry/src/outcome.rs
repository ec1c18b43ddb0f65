//! What a court system may answer. An absence is an answer and needs a proof; an error is not.

use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::source::SourceReason;

/// The answer of a court system to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome<T> {
    /// It is there.
    Found(Found<T>),
    /// It is not there, and the answer proves it.
    Absent(Proof),
    /// It may be there, but the court system does not show it to us.
    Hidden,
    /// The question could not be put, or no usable answer came.
    Unavailable(Unavailable),
    /// An answer came that the adapter cannot read. Never data, never an absence.
    Unknown(Unreadable),
}

/// A found value and how good it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// When the court system was asked.
    pub as_of: DateTime<Utc>,
    /// SHA-256 of the raw answer, lower-case hex.
    pub raw_sha256: String,
    /// True when all of it came.
    pub complete: bool,
    /// Why it is not complete.
    pub reason: Option<SourceReason>,
}

/// What proved an absence: the rule of the mapping and when it was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The rule, in words, such as `status 404 with body.code = CASE_NOT_FOUND`.
    pub rule: String,
    /// When the court system was asked.
    pub as_of: DateTime<Utc>,
}

/// Why no usable answer came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unavailable {
    /// The class of the failure.
    pub reason: SourceReason,
    /// When asking again makes sense, where the court system or the guard says so.
    pub retry_after: Option<Duration>,
    /// For the log: what was tried and what came. Never shown to a client.
    pub detail: String,
}

/// An answer nobody could read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// SHA-256 of the raw answer, lower-case hex.
    pub raw_sha256: String,
    /// For the log: what was not understood. Never shown to a client.
    pub detail: String,
}

impl<T> Outcome<T> {
    /// The same outcome with the found value changed.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Outcome<U> {
        match self {
            Self::Found(found) => Outcome::Found(Found {
                value: change(found.value),
                as_of: found.as_of,
                raw_sha256: found.raw_sha256,
                complete: found.complete,
                reason: found.reason,
            }),
            Self::Absent(proof) => Outcome::Absent(proof),
            Self::Hidden => Outcome::Hidden,
            Self::Unavailable(why) => Outcome::Unavailable(why),
            Self::Unknown(what) => Outcome::Unknown(what),
        }
    }

    /// The found value.
    pub fn found(&self) -> Option<&Found<T>> {
        match self {
            Self::Found(found) => Some(found),
            Self::Absent(_) | Self::Hidden | Self::Unavailable(_) | Self::Unknown(_) => None,
        }
    }
}
