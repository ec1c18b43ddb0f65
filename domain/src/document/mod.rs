//! Documents of a case: acts of the court and papers of the parties.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::coded::Coded;
use crate::key::PartKey;
use crate::language::Text;

/// A document in the file of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Identity within the case.
    pub key: PartKey,
    /// Kind of document.
    pub kind: Option<Coded>,
    /// Title.
    pub title: Option<Text>,
    /// Day of issue or filing.
    pub issued_on: Option<NaiveDate>,
    /// Day the act came into force (CPC 240).
    pub in_force_on: Option<NaiveDate>,
    /// Pages.
    pub page_count: Option<u32>,
    /// Size.
    pub size_bytes: Option<u64>,
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: Option<String>,
    /// Media type.
    pub media_type: Option<String>,
    /// Where the registry serves the bytes; never shown.
    pub upstream_url: Option<String>,
    /// The event of the case's history it belongs to, by [`PartKey::local`].
    pub event: Option<String>,
    /// What its registry says of who may read it.
    pub disclosure: Disclosure,
    /// Who filed it, as printed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filed_by: Vec<String>,
    /// A remark of the registry, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Signatures the registry tells of.
    pub signatures: Vec<DocumentSignature>,
}

/// What a registry says of who may read a document.
///
/// The decision for one viewer is made from this and the viewer's part in the case
/// (CPC 19(9), 46, 128(3), 282(4)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Disclosure {
    /// A published act, open to everyone.
    PublicAct,
    /// For those who take part in the case.
    Parties,
    /// For those who take part, after they got notice (CPC 128(3)).
    PartiesAfterNotice,
    /// For those who take part; reading it counts as service of it.
    PartiesWithLegalEffect,
    /// To be looked at in the court, no copy: closed session (CPC 282(4)).
    ViewOnly,
    /// The court alone.
    Court,
}

/// A signature as the registry tells of it; not verified here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentSignature {
    /// Who signed, as printed.
    pub signer_name: Option<String>,
    /// Code of the certificate's role, as in the schema.
    pub signer_role: Option<String>,
    /// When the signer says it was signed.
    pub claimed_signing_time: Option<DateTime<Utc>>,
}
