//! Documents of a case, and what a viewer can do with them.

use std::sync::Arc;

use access::documents as rules;
use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use domain::document;
use domain::key::CaseKey;
use service::cases::rows::DocumentView;
use service::documents::texts;
use service::{Error, Part};

use crate::coded::{CodedValue, value};
use crate::connection::connection;
use crate::language::{Language, text};
use crate::node::part_id;
use crate::op::OpOf;
use crate::scalar::{ByteCount, Date, Sha256};

/// What the viewer can do with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "rules::DocumentAccessState")]
pub enum DocumentAccessState {
    /// It can be downloaded.
    Open,
    /// It can be looked at in the court; no copy is given (CPC 282(4)).
    ViewOnly,
    /// It can be read once the viewer accepts the legal effect of reading it.
    AcknowledgementRequired,
    /// Signing in may open it.
    SignInRequired,
    /// It is not open to this viewer.
    NotEntitled,
}

/// Why a document is open, or is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "rules::DocumentAccessReason")]
pub enum DocumentAccessReason {
    /// It is a published act in force (CPC 19(9)).
    PublicAct,
    /// The viewer takes part in the case, or works for its court (CPC 46).
    Party,
    /// The party has not been given notice of the case yet (CPC 128(3)).
    NoticeNotGiven,
    /// It is of a closed session (CPC 19(2), 282(4)).
    ClosedSession,
    /// The act is not in force yet (CPC 19(9), 240).
    NotInForce,
    /// The viewer takes no part in the case.
    NotAParty,
}

/// `DocumentAccess` of the schema.
pub struct DocumentAccess(rules::DocumentAccess);

/// What the viewer can do with a document, and why.
#[Object]
impl DocumentAccess {
    /// What the viewer can do.
    async fn state(&self) -> DocumentAccessState {
        self.0.state.into()
    }

    /// Why.
    async fn reason(&self) -> Option<DocumentAccessReason> {
        Some(self.0.reason.into())
    }

    /// The same for a person, with what to do next.
    async fn message(
        &self,
        #[graphql(desc = "Language of the text.", default)] lang: Language,
    ) -> Option<String> {
        text(&texts::access(self.0), lang)
    }

    /// Whether reading it has legal effect, such as starting a term.
    async fn has_legal_effect(&self) -> bool {
        self.0.has_legal_effect
    }

    /// What that effect is. Null where there is none.
    async fn legal_effect(
        &self,
        #[graphql(desc = "Language of the text.", default)] lang: Language,
    ) -> Option<String> {
        self.0.has_legal_effect.then(|| text(&texts::legal_effect(), lang)).flatten()
    }
}

/// Verdict over a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum Verdict {
    /// It holds.
    Passed,
    /// It could not be decided: something needed for it is missing or was not checked.
    Indeterminate,
    /// It does not hold.
    Failed,
}

/// Capacity in which a certificate lets its owner sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum CertificateRole {
    /// A natural person, for themselves.
    Individual,
    /// First head of an organisation.
    Head,
    /// Person with the right to sign for an organisation.
    SigningRight,
    /// Employee of an organisation.
    Employee,
    /// Information system of an organisation.
    InformationSystem,
}

/// `Signer` of the schema.
pub struct Signer(document::DocumentSignature);

/// Who signed.
#[Object]
impl Signer {
    /// Name as the court system tells it.
    async fn name(&self) -> Option<&str> {
        self.0.signer_name.as_deref()
    }

    /// Capacity, where the court system tells it.
    async fn role(&self) -> Option<CertificateRole> {
        match self.0.signer_role.as_deref()? {
            "INDIVIDUAL" => Some(CertificateRole::Individual),
            "HEAD" => Some(CertificateRole::Head),
            "SIGNING_RIGHT" => Some(CertificateRole::SigningRight),
            "EMPLOYEE" => Some(CertificateRole::Employee),
            "INFORMATION_SYSTEM" => Some(CertificateRole::InformationSystem),
            _ => None,
        }
    }
}

/// `DocumentSignature` of the schema.
pub struct DocumentSignature(document::DocumentSignature);

/// A signature of a document, as its court system tells of it.
#[Object]
impl DocumentSignature {
    /// Verdict of this gateway. INDETERMINATE: the gateway has not checked the signature itself.
    async fn verdict(&self) -> Verdict {
        Verdict::Indeterminate
    }

    /// Who signed.
    async fn signer(&self) -> Option<Signer> {
        Some(Signer(self.0.clone()))
    }

    /// When the signer says it was signed. A claim, not a proof.
    async fn claimed_signing_time(&self) -> Option<DateTime<Utc>> {
        self.0.claimed_signing_time
    }

    /// A moment at which the signature is proved to have existed, by a timestamp. Null where there
    /// is no proof.
    async fn proven_at(&self) -> Option<DateTime<Utc>> {
        None
    }
}

/// `Document` of the schema.
#[derive(Clone)]
pub struct Document {
    pub(crate) case: Arc<CaseKey>,
    pub(crate) view: Arc<DocumentView>,
}

impl Document {
    fn document(&self) -> &document::Document {
        &self.view.document
    }
}

/// A document in the file of a case.
#[Object]
impl Document {
    /// Opaque id.
    pub(crate) async fn id(&self, ctx: &Context<'_>) -> Result<ID, Error> {
        Ok(part_id(ctx.op()?, Part::Documents, &self.case, &self.document().key))
    }

    /// Kind of document.
    async fn kind(&self) -> Option<CodedValue> {
        value(self.document().kind.as_ref())
    }

    /// Title.
    async fn title(
        &self,
        #[graphql(desc = "Language of the text.", default)] lang: Language,
    ) -> Option<String> {
        self.document().title.as_ref().and_then(|title| text(title, lang))
    }

    /// Day of issue or filing.
    async fn issued_on(&self) -> Option<Date> {
        self.document().issued_on.map(Date)
    }

    /// Day on which the act came into force (CPC 240).
    async fn in_force_on(&self) -> Option<Date> {
        self.document().in_force_on.map(Date)
    }

    /// Number of pages.
    async fn page_count(&self) -> Option<i32> {
        self.document().page_count.and_then(|pages| i32::try_from(pages).ok())
    }

    /// Size in bytes. Null for those to whom the document is not open.
    async fn size_bytes(&self) -> Option<ByteCount> {
        self.view.content()?.size_bytes.map(ByteCount)
    }

    /// SHA-256 of the bytes. Null for those to whom the document is not open.
    async fn sha256(&self) -> Option<Sha256> {
        self.view.content()?.sha256.clone().map(Sha256)
    }

    /// Media type, such as `application/pdf`. Null for those to whom the document is not open.
    async fn media_type(&self) -> Option<&str> {
        self.view.content()?.media_type.as_deref()
    }

    /// Signatures the court system tells of. Empty for those to whom the document is not open.
    async fn signatures(&self) -> Vec<DocumentSignature> {
        let signatures = self.view.content().map(|document| document.signatures.as_slice());
        signatures.unwrap_or_default().iter().cloned().map(DocumentSignature).collect()
    }

    /// What the viewer can do with it, and why.
    async fn access(&self) -> DocumentAccess {
        DocumentAccess(self.view.access)
    }
}

connection!(DocumentConnection, DocumentEdge, Document, "Documents of a case, page by page.");
