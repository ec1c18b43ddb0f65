//! Entries in the history of a case.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::case::Visibility;
use crate::coded::Coded;
use crate::hearing::TimePrecision;
use crate::key::PartKey;

/// An entry in the history («движение дела», docket) of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseEvent {
    /// Identity within the case.
    pub key: PartKey,
    /// Day, in the zone of the court.
    pub occurred_on: Option<NaiveDate>,
    /// Moment, where the registry gives one.
    pub occurred_at: Option<DateTime<Utc>>,
    /// How precise the registry is.
    pub precision: TimePrecision,
    /// What happened.
    pub kind: Coded,
    /// The whole text of the entry, as printed.
    pub text: Option<String>,
    /// Who filed it, as printed.
    pub filed_by: Vec<String>,
    /// What came of it (granted, denied …), as printed.
    pub result: Option<String>,
    /// When it was handed in, where the registry tells that apart from the entry itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted_at: Option<DateTime<Utc>>,
    /// How many documents the registry says belong to it; a claim, not a fact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_count: Option<u32>,
    /// Who may know of it.
    #[serde(default)]
    pub visibility: Visibility,
}
