//! Hearings: when, where, before whom.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::case::Visibility;
use crate::coded::Coded;
use crate::key::{CourtCode, PartKey};
use crate::language::Text;

/// A hearing, or another session of the court.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hearing {
    /// Identity within the case, or within the court where the list names no case.
    pub key: PartKey,
    /// The court that sits.
    pub court: CourtCode,
    /// Kind of hearing.
    pub kind: Option<Coded>,
    /// Status.
    pub status: Option<Coded>,
    /// In person, by video, mixed, written.
    pub mode: Option<Coded>,
    /// When.
    pub when: When,
    /// Room, as printed.
    pub room: Option<String>,
    /// Judge or panel, as printed.
    pub judge: Option<String>,
    /// What came of it.
    pub result: Option<Text>,
    /// A remark of the registry, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// A closed session is on the board without case and title.
    pub visibility: Visibility,
}

/// A point or a span of time with the precision its source gave it.
///
/// Lists say "week commencing" and days without an hour; a made-up midnight would be a lie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// How precise the source is.
    pub precision: TimePrecision,
    /// First day, in the zone of the court.
    pub starts_on: Option<NaiveDate>,
    /// Last day, in the zone of the court.
    pub ends_on: Option<NaiveDate>,
    /// Begin; only with [`TimePrecision::Time`].
    pub starts_at: Option<DateTime<Utc>>,
    /// End; only with [`TimePrecision::Time`].
    pub ends_at: Option<DateTime<Utc>>,
    /// IANA name of the zone of the court.
    pub time_zone: Option<String>,
}

/// Precision of a [`When`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TimePrecision {
    /// To the minute.
    Time,
    /// A day, no hour.
    Day,
    /// Some day of a week.
    Week,
    /// Some day of a month.
    Month,
    /// No date at all.
    Unknown,
}
