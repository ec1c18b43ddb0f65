//! One CMS signer: attributes, digest, certificate, algorithms, mathematics.
//!
//! Chain, time and revocation are judged elsewhere; this is what the bytes alone can prove.

use std::collections::HashMap;

use super::{SignedData, Signer};
use crate::algorithm::{Hash, SignatureAlgorithm};
use crate::asn1::Time;
use crate::certificate::Certificate;
use crate::reason::Reason;
use crate::verdict::{Check, CheckKind, Verdict};

/// Digests of one content, each made once.
pub(crate) struct Digests<'a> {
    content: Option<&'a [u8]>,
    made: HashMap<Hash, Vec<u8>>,
}

impl<'a> Digests<'a> {
    pub(crate) fn new(content: Option<&'a [u8]>) -> Self {
        Self { content, made: HashMap::new() }
    }

    fn of(&mut self, hash: Hash) -> Option<&[u8]> {
        let content = self.content?;
        Some(self.made.entry(hash).or_insert_with(|| hash.digest(&[content])))
    }
}

/// Certificates of one issuer and number that are tried for one signer.
const NAMESAKES_MAX: usize = 4;

/// What the bytes of one signer prove.
pub(crate) struct Outcome {
    pub(crate) checks: Vec<Check>,
    pub(crate) certificate: Option<Certificate>,
    pub(crate) algorithm: Option<SignatureAlgorithm>,
    pub(crate) claimed_signing_time: Option<Time>,
    pub(crate) names_its_certificate: bool,
}

impl Outcome {
    pub(crate) fn verdict(&self) -> Verdict {
        self.checks.iter().fold(Verdict::Passed, |sum, check| sum.and(check.result))
    }

    fn push(&mut self, kind: CheckKind, result: Result<(), Verdict>) {
        let result = result.err().unwrap_or(Verdict::Passed);
        self.checks.push(Check { kind, result });
    }
}

/// Checks one signer against the content and a pool of certificates.
pub(crate) fn check(
    data: &SignedData<'_>,
    signer: &Signer<'_>,
    digests: &mut Digests<'_>,
    pool: &[Certificate],
) -> Outcome {
    let mut outcome = Outcome {
        checks: vec![],
        certificate: None,
        algorithm: None,
        claimed_signing_time: None,
        names_its_certificate: false,
    };
    let attributes = signed_attributes(data, signer, &mut outcome);
    outcome.push(CheckKind::SignedAttributes, attributes);
    let hash = Hash::from_oid(&signer.info.digest_alg.oid);
    outcome.push(CheckKind::Content, content(signer, hash, digests));

    let algorithm = hash.and_then(|hash| {
        SignatureAlgorithm::from_signer(&signer.info.signature_algorithm.oid, hash)
    });
    outcome.algorithm = algorithm;
    let candidates: Vec<&Certificate> =
        pool.iter().filter(|c| signer.names(c)).take(NAMESAKES_MAX).collect();
    let verified = |certificate: &&&Certificate| signature(signer, algorithm, certificate);
    // Two certificates may claim one serial number; the one that signed is meant.
    let chosen = candidates.iter().find(verified);
    let holds = chosen.is_some();
    let certificate = chosen.or(candidates.first()).copied();
    let mut names_it = false;
    let named = named(signer, certificate, &mut names_it);
    outcome.push(CheckKind::Certificate, named);
    outcome.names_its_certificate = names_it;
    outcome.push(CheckKind::Algorithm, algorithms(algorithm, certificate));
    let mathematics = match certificate {
        None => Err(Verdict::indeterminate(Reason::CertificateMissing)),
        Some(_) if algorithm.is_none() => Err(Verdict::failed(Reason::AlgorithmRefused)),
        Some(_) if holds => Ok(()),
        Some(_) => Err(Verdict::failed(Reason::SignatureWrong)),
    };
    outcome.push(CheckKind::Signature, mathematics);
    outcome.certificate = certificate.cloned();
    outcome
}

fn signed_attributes(
    data: &SignedData<'_>,
    signer: &Signer<'_>,
    outcome: &mut Outcome,
) -> Result<(), Verdict> {
    let contradict = |_| Verdict::failed(Reason::AttributesContradict);
    let Some(attributes) = &signer.signed else {
        return Err(Verdict::failed(Reason::SignedAttributesMissing));
    };
    if attributes.repeats() {
        return Err(Verdict::failed(Reason::AttributesContradict));
    }
    outcome.claimed_signing_time = attributes.signing_time().map_err(contradict)?;
    match attributes.content_type().map_err(contradict)? {
        Some(found) if found == data.content_type => Ok(()),
        Some(_) => Err(Verdict::failed(Reason::AttributesContradict)),
        None => Err(Verdict::failed(Reason::SignedAttributesMissing)),
    }
}

fn content(
    signer: &Signer<'_>,
    hash: Option<Hash>,
    digests: &mut Digests<'_>,
) -> Result<(), Verdict> {
    let Some(attributes) = &signer.signed else {
        return Err(Verdict::failed(Reason::SignedAttributesMissing));
    };
    let claimed = match attributes.message_digest() {
        Ok(Some(digest)) => digest,
        Ok(None) => return Err(Verdict::failed(Reason::SignedAttributesMissing)),
        Err(_) => return Err(Verdict::failed(Reason::AttributesContradict)),
    };
    let hash = hash.ok_or_else(|| Verdict::failed(Reason::AlgorithmRefused))?;
    match digests.of(hash) {
        None => Err(Verdict::indeterminate(Reason::ContentMissing)),
        Some(digest) if digest == claimed => Ok(()),
        Some(_) => Err(Verdict::failed(Reason::ContentDiffers)),
    }
}

fn named(
    signer: &Signer<'_>,
    certificate: Option<&Certificate>,
    names_it: &mut bool,
) -> Result<(), Verdict> {
    let certificate =
        certificate.ok_or_else(|| Verdict::indeterminate(Reason::CertificateMissing))?;
    let Some(attributes) = &signer.signed else { return Ok(()) };
    match attributes.names_certificate(certificate) {
        Ok(answer @ (None | Some(true))) => {
            *names_it = answer.is_some();
            Ok(())
        }
        Ok(Some(false)) => Err(Verdict::failed(Reason::CertificateSubstituted)),
        Err(_) => Err(Verdict::failed(Reason::AttributesContradict)),
    }
}

fn algorithms(
    algorithm: Option<SignatureAlgorithm>,
    certificate: Option<&Certificate>,
) -> Result<(), Verdict> {
    let algorithm = algorithm.ok_or_else(|| Verdict::failed(Reason::AlgorithmRefused))?;
    let certificate =
        certificate.ok_or_else(|| Verdict::indeterminate(Reason::CertificateMissing))?;
    match certificate.key() {
        Ok(key) if key.algorithm() == algorithm.key() => Ok(()),
        Ok(_) => Err(Verdict::failed(Reason::AlgorithmsContradict)),
        Err(crate::algorithm::KeyError::Unsupported) => {
            Err(Verdict::failed(Reason::AlgorithmRefused))
        }
        Err(_) => Err(Verdict::failed(Reason::CertificateMalformed)),
    }
}

fn signature(
    signer: &Signer<'_>,
    algorithm: Option<SignatureAlgorithm>,
    certificate: &Certificate,
) -> bool {
    let (Some(algorithm), Ok(key)) = (algorithm, certificate.key()) else { return false };
    let value = signer.info.signature.as_bytes();
    signer.signed_messages().iter().any(|message| key.verify(algorithm, message, value))
}
