//! Status of a case.

use async_graphql::{Enum, Object};
use chrono::{DateTime, Utc};
use domain::case;
use domain::coded::{CodeList, Coded};

use crate::coded::label;
use crate::language::Language;

/// Status of a case: a closed set. The wording of the court system is in `originalText`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "case::CaseStatusCode")]
pub enum CaseStatusCode {
    /// Received by the court; the judge has not decided yet whether to accept it.
    Received,
    /// The case was opened by ruling (CPC 150).
    Opened,
    /// It is being prepared for trial (CPC 164).
    Preparation,
    /// A hearing is fixed (CPC 173).
    Scheduled,
    /// It is on trial (CPC 183).
    Trial,
    /// Proceedings are suspended; terms do not run (CPC 125, 272, 273).
    Suspended,
    /// It is decided (CPC 222); the act may not be in force yet.
    Decided,
    /// Proceedings were terminated (CPC 277).
    Terminated,
    /// Left without consideration (CPC 279).
    LeftWithoutConsideration,
    /// Ended by settlement, mediation or participative agreement (CPC 277).
    Settled,
    /// Returned to the filer by the judge; may be filed again (CPC 152).
    Returned,
    /// Acceptance was refused by the judge; may not be filed again (CPC 151).
    Refused,
    /// Sent to another court (CPC 34); see `relatedCases`.
    Transferred,
    /// The act is in force (CPC 240).
    InForce,
    /// In the archive.
    Archived,
    /// A status that none of these stands for.
    Other,
}

/// `CaseStatus` of the schema.
pub struct CaseStatus(pub(crate) case::CaseStatus);

/// Where a case stands.
#[Object]
impl CaseStatus {
    /// The status, the same for all court systems.
    async fn code(&self) -> CaseStatusCode {
        self.0.code.into()
    }

    /// What to show to a person.
    async fn label(
        &self,
        #[graphql(desc = "Language of the label.", default)] lang: Language,
    ) -> String {
        let coded = Coded {
            list: CodeList::CaseStatus,
            code: self.0.code.code().to_owned(),
            original: self.0.original.clone(),
        };
        label(&coded, lang)
    }

    /// Since when, where the court system tells.
    async fn since(&self) -> Option<DateTime<Utc>> {
        self.0.since
    }

    /// What the court system wrote, untouched.
    async fn original_text(&self) -> Option<&str> {
        self.0.original.as_deref()
    }
}
