//! Submissions to a court, as an e-filing system tells of them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::coded::Coded;
use crate::key::{CourtCode, PartKey};

mod status;

pub use status::FilingStatusCode;

/// A submission.
///
/// **Invariant:** `submitted_at`, `delivered_at` and `registered_at` are three clocks; none is ever
/// computed from another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    /// Identity within the e-filing system.
    pub key: PartKey,
    /// Ticket number («талон»), once the form is ready to sign.
    pub ticket: Option<String>,
    /// Kind of submission.
    pub kind: Option<Coded>,
    /// Status.
    pub status: Option<FilingStatus>,
    /// The court it is addressed to.
    pub court: Option<CourtCode>,
    /// Taken, signed.
    pub submitted_at: Option<DateTime<Utc>>,
    /// Accepted by the court's portal.
    pub sent_at: Option<DateTime<Utc>>,
    /// In the court's case management.
    pub delivered_at: Option<DateTime<Utc>>,
    /// Registered by the court.
    pub registered_at: Option<DateTime<Utc>>,
    /// IIN or BIN of the filer. Never shown; decides who may see the submission.
    pub filer_number: Option<String>,
}

/// Status of a submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilingStatus {
    /// The closed set of statuses.
    pub code: FilingStatusCode,
    /// Since when, where known.
    pub since: Option<DateTime<Utc>>,
    /// What the court system wrote.
    pub original: Option<String>,
}
