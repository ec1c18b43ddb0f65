//! What a verification answers: the verdict, the checks it rests on, and who signed when.

use crate::algorithm::SignatureAlgorithm;
use crate::asn1::Time;
use crate::certificate::Certificate;
use crate::reason::{Finding, Reason};

/// The answer to one question. `Passed` is only ever given on proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Everything asked for was proved.
    Passed,
    /// Neither proved nor disproved: evidence is missing.
    Indeterminate(Finding),
    /// Disproved.
    Failed(Finding),
}

impl Verdict {
    /// Failed for a reason without moments.
    pub fn failed(reason: Reason) -> Self {
        Self::Failed(reason.into())
    }

    /// Indeterminate for a reason without moments.
    pub fn indeterminate(reason: Reason) -> Self {
        Self::Indeterminate(reason.into())
    }

    /// Whether it is `Passed`.
    pub fn is_passed(&self) -> bool {
        *self == Self::Passed
    }

    /// Whether it is `Failed`.
    pub fn is_failed(&self) -> bool {
        matches!(self, Self::Failed(_))
    }

    /// What spoke against `Passed`.
    pub fn finding(&self) -> Option<Finding> {
        match self {
            Self::Passed => None,
            Self::Indeterminate(finding) | Self::Failed(finding) => Some(*finding),
        }
    }

    /// Why it is not `Passed`.
    pub fn reason(&self) -> Option<Reason> {
        self.finding().map(|finding| finding.reason)
    }

    /// The worse of two; the first of two equally bad ones.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Failed(_), _) => self,
            (_, Self::Failed(_)) => other,
            (Self::Indeterminate(_), _) => self,
            _ => other,
        }
    }
}

macro_rules! checks {
    ($($(#[$doc:meta])* $name:ident $code:literal;)*) => {
        /// One thing that is checked, with a stable code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum CheckKind { $($(#[$doc])* $name,)* }

        impl CheckKind {
            /// Every check, in the order they are made.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }
    };
}

checks! {
    /// The document can be read within the limits.
    Format "FORMAT";
    /// There are as many signers as there must be.
    Signers "SIGNERS";
    /// The signed attributes are there and agree with the document.
    SignedAttributes "SIGNED_ATTRIBUTES";
    /// XML: what the signature refers to is the whole document or the real body.
    Reference "REFERENCE";
    /// The digest of the content is the signed one.
    Content "CONTENT";
    /// The certificate of the signer is there, readable and the one that was signed with.
    Certificate "CERTIFICATE";
    /// Algorithms are on the list and agree with the key.
    Algorithm "ALGORITHM";
    /// The signature holds under the key of the certificate.
    Signature "SIGNATURE";
    /// The timestamp belongs to the signature and comes from a trusted service.
    Timestamp "TIMESTAMP";
    /// The certificate leads to a pinned anchor.
    Chain "CHAIN";
    /// The certificate was valid at the reference time.
    Validity "VALIDITY";
    /// The key may be used for this.
    KeyUse "KEY_USE";
    /// The signer is who was expected.
    Person "PERSON";
    /// The certificate was not revoked at the reference time.
    Revocation "REVOCATION";
    /// The certificates of the issuers were not revoked.
    IssuerRevocation "ISSUER_REVOCATION";
}

/// One check and its result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// What was checked.
    pub kind: CheckKind,
    /// The result.
    pub result: Verdict,
}

/// Where the reference time comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeSource {
    /// A verified timestamp on the signature.
    Timestamp,
    /// The caller vouches that the document existed then (it was received then).
    Received,
    /// Nothing proves an earlier time: the moment of verification.
    Now,
}

/// The level of a signature, in the words of `CAdES`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// The bare signature with signed attributes.
    B,
    /// With a timestamp on the signature.
    T,
    /// With certificates and revocation data inside.
    Lt,
    /// With an archive timestamp over all of it.
    Lta,
}

/// What the form of a signature claims and what was proved of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Levels {
    /// By the attributes that are present.
    pub claimed: Option<Level>,
    /// By the attributes that were verified.
    pub verified: Option<Level>,
}

/// How a document carries its signatures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// CMS with the content inside.
    CmsAttached,
    /// CMS without the content.
    CmsDetached,
    /// XML-DSig enveloped in the document.
    Xml,
    /// WS-Security over the body of a SOAP message.
    Wsse,
}

/// Whether a certificate is revoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RevocationState {
    /// Proved not revoked.
    Good,
    /// Revoked.
    Revoked,
    /// Not known.
    Unknown,
}

/// Where the knowledge about revocation comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RevocationSource {
    /// An OCSP answer.
    Ocsp,
    /// A revocation list.
    Crl,
    /// Data embedded in the document.
    Embedded,
}

/// What is known about the revocation of one certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RevocationReport {
    /// The state.
    pub state: RevocationState,
    /// Where it comes from.
    pub source: Option<RevocationSource>,
    /// The moment the evidence speaks of.
    pub checked_at: Option<Time>,
    /// When it was revoked.
    pub revoked_at: Option<Time>,
    /// Why it was revoked, by its number in RFC 5280.
    pub reason_code: Option<u8>,
}

/// One timestamp.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimestampReport {
    /// The time it proves.
    pub time: Time,
    /// The policy of the service.
    pub policy: String,
    /// The serial number as hexadecimal, with a sign when negative.
    pub serial_number: String,
    /// The hash of the imprint, as an object identifier.
    pub hash: String,
    /// The imprint itself.
    pub imprint: Vec<u8>,
    /// Who made it.
    pub authority: Option<Certificate>,
    /// Signature, imprint and authority together.
    pub verdict: Verdict,
}

/// One signer.
#[derive(Clone, Debug)]
pub struct SignerReport {
    /// All checks of this signer together.
    pub verdict: Verdict,
    /// Each check.
    pub checks: Vec<Check>,
    /// The certificate of the signer.
    pub certificate: Option<Certificate>,
    /// From the signer to the anchor, as far as it was found.
    pub chain: Vec<Certificate>,
    /// The algorithm of the signature.
    pub algorithm: Option<SignatureAlgorithm>,
    /// What the signer claims; never a proof.
    pub claimed_signing_time: Option<Time>,
    /// The time the certificate was judged at.
    pub reference_time: Time,
    /// Where that time comes from.
    pub time_source: TimeSource,
    /// Claimed and verified level.
    pub level: Levels,
    /// The timestamps on the signature.
    pub timestamps: Vec<TimestampReport>,
    /// Revocation of the signer's certificate.
    pub revocation: Option<RevocationReport>,
    /// The bytes of the signature.
    pub signature: Vec<u8>,
}

impl SignerReport {
    /// The result of one check, if it was made.
    pub fn check(&self, kind: CheckKind) -> Option<Verdict> {
        self.checks.iter().find(|check| check.kind == kind).map(|check| check.result)
    }

    /// Whether the mathematics and the digests hold, whatever chain and time say.
    pub fn signature_holds(&self) -> bool {
        let passed = |kind| self.check(kind).is_some_and(|verdict| verdict.is_passed());
        passed(CheckKind::Signature) && passed(CheckKind::Content)
    }
}

/// The whole answer.
#[derive(Clone, Debug)]
pub struct Report {
    /// All signers and all checks together.
    pub verdict: Verdict,
    /// Checks of the document as a whole.
    pub checks: Vec<Check>,
    /// How the document carries its signatures; none when it cannot be read.
    pub form: Option<Form>,
    /// The earliest time all signers were judged at.
    pub reference_time: Time,
    /// Where that time comes from.
    pub time_source: TimeSource,
    /// The lowest level among the signers.
    pub level: Levels,
    /// The signers in the order of the document.
    pub signers: Vec<SignerReport>,
    /// The signed content, when it is inside.
    pub content: Option<Vec<u8>>,
}

impl Report {
    /// Whether there are signers and all their mathematics and digests hold.
    pub fn signatures_hold(&self) -> bool {
        !self.signers.is_empty() && self.signers.iter().all(SignerReport::signature_holds)
    }
}
