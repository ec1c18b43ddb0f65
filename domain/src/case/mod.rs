//! A court case: its head, and its relations to other cases.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::coded::Coded;
use crate::key::{CaseKey, CourtCode, RegistryCode};
use crate::language::Text;

mod status;

pub use status::CaseStatusCode;

/// The head of a case as its registry tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Identity.
    pub key: CaseKey,
    /// The number as the registry prints it, where that differs from `key.number`.
    pub number_as_printed: Option<String>,
    /// Caption.
    pub title: Option<Text>,
    /// Kind of case.
    pub kind: Option<Coded>,
    /// Instance.
    pub instance: Option<Coded>,
    /// Status.
    pub status: Option<CaseStatus>,
    /// Category of dispute, or the registry's class of case.
    pub category: Option<Coded>,
    /// Presiding judge, as printed.
    pub judge: Option<String>,
    /// Day of filing, in the zone of the court.
    pub filed_on: Option<NaiveDate>,
    /// Moment of filing, where the registry gives one.
    pub filed_at: Option<DateTime<Utc>>,
    /// Day the case was closed.
    pub closed_on: Option<NaiveDate>,
    /// Cases this one comes from, went to, or is joined with.
    pub related: Vec<RelatedCase>,
    /// Who may know of the case.
    pub visibility: Visibility,
    /// The registry's own version or `ETag`, where it has one.
    pub upstream_version: Option<String>,
}

/// Status of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseStatus {
    /// The closed set of statuses.
    pub code: CaseStatusCode,
    /// Since when, where known.
    pub since: Option<DateTime<Utc>>,
    /// What the court system wrote.
    pub original: Option<String>,
}

/// A relation to another case, which need not be known to any registry here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelatedCase {
    /// How the other case stands to this one.
    pub relation: CaseRelation,
    /// Number of the other case, as printed.
    pub number: String,
    /// Registry of the other case, where one serves its court.
    pub registry: Option<RegistryCode>,
    /// Court of the other case, where it is in the directory.
    pub court: Option<CourtCode>,
    /// Name of the other court, as printed.
    pub court_name: Option<String>,
    /// The registry's id of the other case, where given.
    pub upstream_id: Option<String>,
    /// What the court system calls the relation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
    /// Dates of the relation, or of the other case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<RelatedDate>,
}

/// A date that a court system tells of a related case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RelatedDate {
    /// What happened on that day.
    pub kind: RelatedDateKind,
    /// The day, in the zone of the court.
    pub on: NaiveDate,
}

/// What happened in or about a related case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RelatedDateKind {
    /// The other court decided.
    Decided,
    /// The other court refused to hear the case again.
    RehearingDenied,
    /// A court with discretion to review decided whether to do so.
    ReviewDecided,
    /// The relation was entered.
    Entered,
}

/// How another case stands to this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CaseRelation {
    /// This case was sent to the other court.
    MovedTo,
    /// This case came from the other court.
    MovedFrom,
    /// This case is an appeal against the other.
    AppealOf,
    /// The other case is an appeal against this one.
    AppealedIn,
    /// The two are heard together.
    Joined,
}

/// Who may know of a case or a part of it.
///
/// Cases are public unless closed by law (state secrets, adoption) or on petition (private life,
/// commercial secret): CPC 19(2).
///
/// Ordered from open to shut: the stricter of two is the greater.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Visibility {
    /// Everyone.
    #[default]
    Public,
    /// The parties, their representatives and the court; others may know that a hearing takes
    /// place, but not of which case.
    Closed,
    /// The court alone: for all others the case does not exist.
    Sealed,
}
