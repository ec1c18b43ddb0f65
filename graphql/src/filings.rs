//! Submissions to a court.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use domain::coded::{CodeList, Coded};
use domain::filing;
use domain::key::CaseKey;
use service::{Error, Part};

use crate::coded::{CodedValue, label, value};
use crate::connection::connection;
use crate::courts::Court;
use crate::language::Language;
use crate::node::part_id;
use crate::op::OpOf;

/// Status of a submission: a closed set. The wording of the court system is in `originalText`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "filing::FilingStatusCode")]
pub enum FilingStatusCode {
    /// Being written.
    Draft,
    /// The form is complete and waits for the signature.
    ReadyToSign,
    /// Signed and taken; not sent yet.
    Signed,
    /// The signature did not hold; nothing was sent.
    SignatureInvalid,
    /// Sent, but the answer was lost. It is being read back; do not send it again.
    UnknownSendResult,
    /// The court's portal accepted it.
    Sent,
    /// It is in the court's case management.
    Delivered,
    /// Refused by the registry of the court, before a case number was given.
    Rejected,
    /// Registered by the court.
    Registered,
    /// Assigned to a judge.
    Assigned,
    /// A case was opened (CPC 150).
    CaseOpened,
    /// Returned by the judge; may be filed again (CPC 152).
    Returned,
    /// Acceptance was refused by the judge; may not be filed again (CPC 151).
    Refused,
    /// Sent to another court.
    SentByJurisdiction,
    /// Executed: for petitions and requests for a writ.
    Executed,
    /// Answered: for letters.
    Answered,
    /// Withdrawn by the filer.
    Withdrawn,
    /// Thrown away before it was sent.
    Discarded,
}

/// `FilingStatus` of the schema.
pub struct FilingStatus(filing::FilingStatus);

/// Where a submission stands.
#[Object]
impl FilingStatus {
    /// The status, the same for all court systems.
    async fn code(&self) -> FilingStatusCode {
        self.0.code.into()
    }

    /// What to show to a person.
    async fn label(
        &self,
        #[graphql(desc = "Language of the label.", default)] lang: Language,
    ) -> String {
        let coded = Coded {
            list: CodeList::FilingStatus,
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

/// `Filing` of the schema.
#[derive(Clone)]
pub struct Filing {
    pub(crate) case: Arc<CaseKey>,
    pub(crate) filing: Arc<filing::Filing>,
}

/// A submission to a court. Visible to its filer, to the person represented, and to the court.
#[Object]
impl Filing {
    /// Opaque id.
    pub(crate) async fn id(&self, ctx: &Context<'_>) -> Result<ID, Error> {
        Ok(part_id(ctx.op()?, Part::Filings, &self.case, &self.filing.key))
    }

    /// Ticket number («талон»), given once the form is ready to sign.
    async fn ticket(&self) -> Option<&str> {
        self.filing.ticket.as_deref()
    }

    /// Kind of submission.
    async fn kind(&self) -> Option<CodedValue> {
        value(self.filing.kind.as_ref())
    }

    /// Where it stands.
    async fn status(&self) -> Option<FilingStatus> {
        self.filing.status.clone().map(FilingStatus)
    }

    /// The court it is addressed to.
    async fn court(&self) -> Option<Court> {
        self.filing.court.clone().map(|code| Court { code })
    }

    /// When it was taken, signed. None of the four times is ever derived from another.
    async fn submitted_at(&self) -> Option<DateTime<Utc>> {
        self.filing.submitted_at
    }

    /// When the court's portal accepted it.
    async fn sent_at(&self) -> Option<DateTime<Utc>> {
        self.filing.sent_at
    }

    /// When it reached the court's case management.
    async fn delivered_at(&self) -> Option<DateTime<Utc>> {
        self.filing.delivered_at
    }

    /// When the court registered it.
    async fn registered_at(&self) -> Option<DateTime<Utc>> {
        self.filing.registered_at
    }
}

connection!(FilingConnection, FilingEdge, Filing, "Submissions, page by page.");
