//! What a court system is and what it can be asked.

use chrono_tz::Tz;
use domain::key::{CourtCode, RegistryCode};
use domain::language::Text;
use serde::{Deserialize, Serialize};

/// A part of a case that a court system may serve on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Parties and representatives.
    Parties,
    /// Hearings.
    Hearings,
    /// Documents.
    Documents,
    /// Submissions.
    Filings,
    /// History.
    Events,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 5] =
        [Self::Parties, Self::Hearings, Self::Documents, Self::Filings, Self::Events];
}

/// A list that a court system can be read through, for the read model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Listing {
    /// Heads of cases.
    Cases,
    /// Hearings, with their cases where the list names them.
    Hearings,
    /// The courts of the system.
    Courts,
}

/// What a court system is and can do. Fixed at start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capability {
    /// Its code.
    pub registry: RegistryCode,
    /// Its name.
    pub name: Text,
    /// Protocol family: `REST`, `LIST`, `SOAP`.
    pub protocol: String,
    /// True when it answers for heads of cases.
    pub cases: bool,
    /// Parts it serves on their own, one request for many cases where it offers a batch.
    pub parts: Vec<Part>,
    /// Parts that come with the head of a case, in the same answer.
    pub parts_with_case: Vec<Part>,
    /// Lists it can be read through.
    pub listings: Vec<Listing>,
    /// Which courts it answers for.
    pub courts: Courts,
    /// Most keys in one request; 1 where it offers no batch.
    pub batch_max: usize,
    /// Zone its courts count days and hours in.
    pub time_zone: Tz,
}

/// Which courts a court system answers for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Courts {
    /// Every court whose code begins so, such as `kz-`.
    Prefix(String),
    /// Just these.
    Listed(Vec<CourtCode>),
}

impl Courts {
    /// True when the court is among them.
    pub fn contain(&self, court: &CourtCode) -> bool {
        match self {
            Self::Prefix(prefix) => court.as_str().starts_with(prefix.as_str()),
            Self::Listed(courts) => courts.contains(court),
        }
    }
}
