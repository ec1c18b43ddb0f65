//! The one entry: a document, evidence, trust, a policy and a time in; a report out.
//!
//! [`inspect`] tells which evidence a verdict will need, [`verify`] judges with what was found.
//! Both are pure: the same arguments give the same answer, today and in ten years.

mod needs;
mod signer;

use std::borrow::Cow;
use std::sync::Arc;

use chrono::TimeDelta;

pub use needs::{Inspection, Need, NeedFor, inspect, inspect_certificate};

use crate::armour;
use crate::asn1::{Broken, Time, normalise};
use crate::certificate::Certificate;
use crate::cms::{self, SignedData};
use crate::limits::Limits;
use crate::oid;
use crate::reason::Reason;
use crate::revocation::Crl;
use crate::trust::Trust;
use crate::verdict::{Check, CheckKind, Form, Levels, Report, SignerReport, TimeSource, Verdict};
use crate::xmldsig;
use signer::{Bytes, judge_signer};

/// A signed document.
#[derive(Clone, Copy, Debug)]
pub enum Input<'a> {
    /// CMS in DER, BER, PEM or base64; with the content when it is detached.
    Cms {
        /// The signature file.
        signature: &'a [u8],
        /// The document beside it.
        content: Option<&'a [u8]>,
    },
    /// XML with enveloped signatures.
    Xml(&'a [u8]),
    /// A SOAP message signed by WS-Security over its body.
    Wsse(&'a [u8]),
}

impl<'a> Input<'a> {
    /// Tells the form of a file by its bytes.
    pub fn detect(bytes: &'a [u8], limits: &Limits) -> Self {
        let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        if !start.starts_with(b"<") {
            return Self::Cms { signature: bytes, content: None };
        }
        if xmldsig::is_soap(bytes, limits) { Self::Wsse(bytes) } else { Self::Xml(bytes) }
    }
}

/// What the signature is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// A document: the key must be one for signing.
    Document,
    /// Log-in by a challenge made just now: exactly one signer, an owner's key that may log in.
    LogIn,
    /// Anything: the use of the key is reported and not judged.
    Any,
}

/// How revocation is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RevocationRule {
    /// Not at all: only for callers that judge it themselves.
    NotAsked,
    /// Of the signer's certificate.
    Signer,
    /// Of the signer's certificate and of the authorities between it and the anchor.
    Chain,
}

/// What is expected of a signature.
#[derive(Clone, Debug)]
pub struct Policy {
    /// What the signature is for.
    pub purpose: Purpose,
    /// How revocation is asked.
    pub revocation: RevocationRule,
    /// The identification number each signer must have.
    pub expected_iin: Option<String>,
    /// The organisation each signer must sign for.
    pub expected_bin: Option<String>,
    /// How old an OCSP answer without `nextUpdate` may be.
    pub ocsp_age_max: TimeDelta,
    /// How far clocks may stand apart.
    pub skew: TimeDelta,
    /// The bounds on every input.
    pub limits: Limits,
}

impl Policy {
    /// The rules for signed documents.
    pub fn documents() -> Self {
        Self {
            purpose: Purpose::Document,
            revocation: RevocationRule::Signer,
            expected_iin: None,
            expected_bin: None,
            ocsp_age_max: TimeDelta::hours(24),
            skew: TimeDelta::minutes(5),
            limits: Limits::default(),
        }
    }

    /// The rules for log-in.
    pub fn log_in() -> Self {
        Self { purpose: Purpose::LogIn, ..Self::documents() }
    }
}

/// The times of a verification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// The moment of verification.
    pub now: Time,
    /// A moment at which the caller knows the document to have existed.
    pub received: Option<Time>,
}

impl At {
    /// Nothing is known but the present.
    pub fn now(now: Time) -> Self {
        Self { now, received: None }
    }
}

/// An OCSP answer as it came.
#[derive(Clone, Debug)]
pub struct OcspEvidence {
    /// SHA-256 of the certificate it was asked for.
    pub certificate: [u8; 32],
    /// The bytes of the answer.
    pub response: Vec<u8>,
    /// The nonce of the request; an answer must echo it. None only for answers kept from before.
    pub nonce: Option<Vec<u8>>,
}

/// Everything that was found for a verdict. A service that failed simply leaves nothing here.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// Certificates found elsewhere: hints, never trust.
    pub certificates: Vec<Certificate>,
    /// OCSP answers.
    pub ocsp: Vec<OcspEvidence>,
    /// Revocation lists, full and delta.
    pub crls: Vec<Arc<Crl>>,
}

/// What every signer of one document shares.
pub(crate) struct Context<'a> {
    pub(crate) evidence: &'a Evidence,
    pub(crate) trust: &'a Trust,
    pub(crate) policy: &'a Policy,
    pub(crate) at: At,
}

/// Verifies a document. Never fails to answer: what cannot be read is a verdict, too.
pub fn verify(
    input: Input<'_>,
    evidence: &Evidence,
    trust: &Trust,
    policy: &Policy,
    at: At,
) -> Report {
    let context = Context { evidence, trust, policy, at };
    let read = match input {
        Input::Cms { signature, content } => context.cms(signature, content),
        Input::Xml(bytes) => context.xml(bytes, false),
        Input::Wsse(bytes) => context.xml(bytes, true),
    };
    read.unwrap_or_else(|reason| context.refused(reason))
}

/// Verifies a certificate by itself: chain, validity, use of the key, person, revocation. The
/// fields of the report that speak of a signature stay empty.
pub fn verify_certificate(
    certificate: &Certificate,
    evidence: &Evidence,
    trust: &Trust,
    policy: &Policy,
    at: At,
) -> SignerReport {
    let context = Context { evidence, trust, policy, at };
    signer::judge_alone(&context, certificate, &evidence.certificates)
}

/// A document that was read, its signers judged.
struct Judged {
    form: Form,
    content: Option<Vec<u8>>,
    signers: Vec<SignerReport>,
}

impl Context<'_> {
    fn cms(&self, signature: &[u8], detached: Option<&[u8]>) -> Result<Report, Reason> {
        let limits = &self.policy.limits;
        let total = signature.len().saturating_add(detached.map_or(0, <[u8]>::len));
        if total > limits.input_bytes {
            return Err(Reason::LimitPassed);
        }
        let binary = armour::binary(signature).ok_or(Reason::Malformed)?;
        let der: Cow<'_, [u8]> = normalise(&binary, limits).map_err(Reason::from)?;
        let data = SignedData::read(&der, limits).map_err(Reason::from)?;
        if data.content_type != oid::DATA {
            return Err(Reason::Malformed); // a token or the like is no signed document
        }
        let form = if data.content.is_some() { Form::CmsAttached } else { Form::CmsDetached };
        if let (Some(inside), Some(beside)) = (data.content, detached)
            && inside != beside
        {
            return Err(Reason::ContentDiffers);
        }
        let content = data.content.or(detached);
        let mut digests = cms::Digests::new(content);
        let mut pool = data.certificates.clone();
        pool.extend(self.evidence.certificates.iter().cloned());
        let signers = data
            .signers
            .iter()
            .map(|signer| {
                let outcome = cms::check(&data, signer, &mut digests, &pool);
                judge_signer(self, &Bytes::of_cms(outcome, signer, &data, &pool))
            })
            .collect();
        let content = data.content.map(<[u8]>::to_vec);
        Ok(self.report(Judged { form, content, signers }))
    }

    fn xml(&self, bytes: &[u8], wsse: bool) -> Result<Report, Reason> {
        let limits = &self.policy.limits;
        if bytes.len() > limits.input_bytes {
            return Err(Reason::LimitPassed);
        }
        let signed = xmldsig::read(bytes, wsse, limits)?;
        let signers = signed
            .outcomes
            .into_iter()
            .map(|outcome| judge_signer(self, &Bytes::of_xml(outcome, &self.evidence.certificates)))
            .collect();
        Ok(self.report(Judged { form: signed.form, content: Some(signed.content), signers }))
    }

    fn report(&self, judged: Judged) -> Report {
        let signers = judged.signers;
        let count = match (signers.len(), self.policy.purpose) {
            (0, _) => Verdict::failed(Reason::NoSigner),
            (1, _) | (_, Purpose::Document | Purpose::Any) => Verdict::Passed,
            (_, Purpose::LogIn) => Verdict::failed(Reason::NotOneSigner),
        };
        let earliest = signers.iter().min_by_key(|signer| signer.reference_time);
        let levels = |pick: fn(&Levels) -> Option<crate::verdict::Level>| {
            signers.iter().map(|signer| pick(&signer.level)).min().flatten()
        };
        Report {
            verdict: signers.iter().fold(count, |sum, signer| sum.and(signer.verdict)),
            checks: vec![
                Check { kind: CheckKind::Format, result: Verdict::Passed },
                Check { kind: CheckKind::Signers, result: count },
            ],
            form: Some(judged.form),
            reference_time: earliest.map_or(self.at.now, |signer| signer.reference_time),
            time_source: earliest.map_or(TimeSource::Now, |signer| signer.time_source),
            level: Levels { claimed: levels(|l| l.claimed), verified: levels(|l| l.verified) },
            content: judged.content,
            signers,
        }
    }

    fn refused(&self, reason: Reason) -> Report {
        let result = Verdict::failed(reason);
        let source = self.at.received.map_or(TimeSource::Now, |_| TimeSource::Received);
        Report {
            verdict: result,
            checks: vec![Check { kind: CheckKind::Format, result }],
            form: None,
            reference_time: self.at.received.unwrap_or(self.at.now),
            time_source: source,
            level: Levels::default(),
            signers: vec![],
            content: None,
        }
    }
}

impl From<Broken> for Reason {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Malformed => Self::Malformed,
            Broken::Limit => Self::LimitPassed,
        }
    }
}
