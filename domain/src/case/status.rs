//! The statuses of a case: a closed set, so that a change of the law breaks every match.

use serde::{Deserialize, Serialize};

/// Status of a case (CPC 148-245 for the civil first instance; other kinds use a subset).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CaseStatusCode {
    /// Received by the court, not yet decided upon.
    Received,
    /// Opened by ruling (CPC 150).
    Opened,
    /// In preparation for trial (CPC 164).
    Preparation,
    /// A hearing is fixed (CPC 173).
    Scheduled,
    /// On trial (CPC 183).
    Trial,
    /// Suspended (CPC 272, 273).
    Suspended,
    /// Decided (CPC 222).
    Decided,
    /// Terminated (CPC 277).
    Terminated,
    /// Left without consideration (CPC 279).
    LeftWithoutConsideration,
    /// Ended by settlement, mediation or participative agreement (CPC 277(5), (6)).
    Settled,
    /// Returned to the filer by the judge (CPC 152).
    Returned,
    /// Acceptance refused by the judge (CPC 151).
    Refused,
    /// Sent to another court (CPC 34).
    Transferred,
    /// The act is in force (CPC 240).
    InForce,
    /// In the archive.
    Archived,
    /// A status of the court system that none of these stands for.
    Other,
}

impl CaseStatusCode {
    /// Every status, in the order of a case's life.
    pub const ALL: [Self; 16] = [
        Self::Received,
        Self::Opened,
        Self::Preparation,
        Self::Scheduled,
        Self::Trial,
        Self::Suspended,
        Self::Decided,
        Self::Terminated,
        Self::LeftWithoutConsideration,
        Self::Settled,
        Self::Returned,
        Self::Refused,
        Self::Transferred,
        Self::InForce,
        Self::Archived,
        Self::Other,
    ];

    /// The code as it is written in the schema and in mapping files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Received => "RECEIVED",
            Self::Opened => "OPENED",
            Self::Preparation => "PREPARATION",
            Self::Scheduled => "SCHEDULED",
            Self::Trial => "TRIAL",
            Self::Suspended => "SUSPENDED",
            Self::Decided => "DECIDED",
            Self::Terminated => "TERMINATED",
            Self::LeftWithoutConsideration => "LEFT_WITHOUT_CONSIDERATION",
            Self::Settled => "SETTLED",
            Self::Returned => "RETURNED",
            Self::Refused => "REFUSED",
            Self::Transferred => "TRANSFERRED",
            Self::InForce => "IN_FORCE",
            Self::Archived => "ARCHIVED",
            Self::Other => "OTHER",
        }
    }

    /// The status with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }
}
