//! Parties of a case and those who speak for them.

use serde::{Deserialize, Serialize};

use crate::case::Visibility;
use crate::coded::Coded;
use crate::key::PartKey;

/// A party of one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Identity within the case.
    pub key: PartKey,
    /// Name as printed.
    pub name: Option<String>,
    /// Person or organisation, where the registry tells.
    pub kind: Option<Coded>,
    /// Role in the case.
    pub role: Option<Coded>,
    /// IIN or BIN, where the registry gives one. Never shown; used to find one's own cases.
    pub person_number: Option<String>,
    /// Whether it still takes part, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Who may know of it.
    #[serde(default)]
    pub visibility: Visibility,
    /// Those who speak for the party.
    pub representatives: Vec<Representative>,
}

/// Someone who speaks for a party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Representative {
    /// Name as printed.
    pub name: Option<String>,
    /// Capacity: advocate, legal consultant, employee, counsel of record …
    pub role: Option<Coded>,
    /// Firm or office, as printed.
    pub firm: Option<String>,
    /// IIN, where the registry gives one. Never shown.
    pub person_number: Option<String>,
}
