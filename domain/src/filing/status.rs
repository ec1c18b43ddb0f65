//! The statuses of a submission: a closed set.

use serde::{Deserialize, Serialize};

/// Status of a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum FilingStatusCode {
    /// Being written.
    Draft,
    /// The form is complete; waiting for the signature.
    ReadyToSign,
    /// Signed and taken by us.
    Signed,
    /// The signature did not hold.
    SignatureInvalid,
    /// Sent, but the answer was lost: to be read back, never sent again.
    UnknownSendResult,
    /// The court's portal accepted the bytes.
    Sent,
    /// In the court's case management.
    Delivered,
    /// Refused by the registry before a case number.
    Rejected,
    /// Registered by the court.
    Registered,
    /// Assigned to a judge.
    Assigned,
    /// A case was opened (CPC 150).
    CaseOpened,
    /// Returned by the judge (CPC 152).
    Returned,
    /// Acceptance refused by the judge (CPC 151).
    Refused,
    /// Sent to another court.
    SentByJurisdiction,
    /// Executed (petitions, requests for a writ).
    Executed,
    /// Answered (letters).
    Answered,
    /// Withdrawn by the filer.
    Withdrawn,
    /// Thrown away before it was sent.
    Discarded,
}

impl FilingStatusCode {
    /// Every status.
    pub const ALL: [Self; 18] = [
        Self::Draft,
        Self::ReadyToSign,
        Self::Signed,
        Self::SignatureInvalid,
        Self::UnknownSendResult,
        Self::Sent,
        Self::Delivered,
        Self::Rejected,
        Self::Registered,
        Self::Assigned,
        Self::CaseOpened,
        Self::Returned,
        Self::Refused,
        Self::SentByJurisdiction,
        Self::Executed,
        Self::Answered,
        Self::Withdrawn,
        Self::Discarded,
    ];

    /// The code as it is written in the schema and in mapping files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "DRAFT",
            Self::ReadyToSign => "READY_TO_SIGN",
            Self::Signed => "SIGNED",
            Self::SignatureInvalid => "SIGNATURE_INVALID",
            Self::UnknownSendResult => "UNKNOWN_SEND_RESULT",
            Self::Sent => "SENT",
            Self::Delivered => "DELIVERED",
            Self::Rejected => "REJECTED",
            Self::Registered => "REGISTERED",
            Self::Assigned => "ASSIGNED",
            Self::CaseOpened => "CASE_OPENED",
            Self::Returned => "RETURNED",
            Self::Refused => "REFUSED",
            Self::SentByJurisdiction => "SENT_BY_JURISDICTION",
            Self::Executed => "EXECUTED",
            Self::Answered => "ANSWERED",
            Self::Withdrawn => "WITHDRAWN",
            Self::Discarded => "DISCARDED",
        }
    }

    /// The status with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }
}
