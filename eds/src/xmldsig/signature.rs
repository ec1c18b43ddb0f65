//! One XML signature: references, algorithms, certificate, mathematics.

use super::c14n::{Apex, Form};
use super::reference::{self, Covers, Reference};
use super::tree::{Document, NodeId};
use super::{DSIG, Scene, WSSE};
use crate::algorithm::{KeyError, SignatureAlgorithm};
use crate::armour::base64_text;
use crate::asn1::Time;
use crate::certificate::Certificate;
use crate::reason::Reason;
use crate::verdict::{Check, CheckKind, Verdict};

const XADES: &str = "http://uri.etsi.org/01903/v1.3.2#";
const PKIGOVKZ: &str = "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:";
const REFERENCES_MAX: usize = 8;
/// A signer's certificate with its chain.
const CERTIFICATES_MAX: usize = 8;

/// What the bytes of one XML signature prove.
pub(crate) struct Outcome {
    pub(crate) checks: Vec<Check>,
    pub(crate) certificate: Option<Certificate>,
    pub(crate) certificates: Vec<Certificate>,
    pub(crate) algorithm: Option<SignatureAlgorithm>,
    pub(crate) claimed_signing_time: Option<Time>,
    pub(crate) signature: Vec<u8>,
    /// Encapsulated timestamps, each with the canonical element it must cover.
    pub(crate) timestamps: Vec<(Vec<u8>, Vec<u8>)>,
}

impl Outcome {
    fn push(&mut self, kind: CheckKind, result: Result<(), Verdict>) {
        let result = result.err().unwrap_or(Verdict::Passed);
        self.checks.push(Check { kind, result });
    }
}

/// Checks the signature at a place among the signatures of the document.
pub(super) fn check(scene: &Scene<'_>, index: usize) -> Outcome {
    let mut outcome = Outcome {
        checks: vec![],
        certificate: None,
        certificates: vec![],
        algorithm: None,
        claimed_signing_time: None,
        signature: vec![],
        timestamps: vec![],
    };
    let Some(signature) = scene.signatures.get(index).copied() else { return outcome };
    let document = scene.document;
    let parts = match Parts::read(document, signature) {
        Ok(parts) => parts,
        Err(reason) => {
            outcome.push(CheckKind::SignedAttributes, Err(Verdict::failed(reason)));
            return outcome;
        }
    };
    outcome.push(CheckKind::SignedAttributes, Ok(()));
    let references = references(scene, &parts, signature);
    let content = references.as_ref().map_err(|reason| Verdict::failed(*reason)).and_then(|list| {
        let mut holds = true;
        for reference in list {
            holds &= reference.holds(scene, index).map_err(Verdict::failed)?;
        }
        holds.then_some(()).ok_or(Verdict::failed(Reason::ContentDiffers))
    });
    let understood = references.as_ref().map(|_| ()).map_err(|reason| Verdict::failed(*reason));
    outcome.push(CheckKind::Reference, understood);
    outcome.push(CheckKind::Content, content);
    outcome.claimed_signing_time = claimed_time(document, signature, references.as_deref());
    outcome.certificates = certificates(scene, &parts);
    outcome.signature = base64_text(&document.text(parts.value)).unwrap_or_default();
    mathematics(scene, &parts, &mut outcome);
    timestamps(scene, &parts, signature, &mut outcome);
    outcome
}

struct Parts {
    info: NodeId,
    value: NodeId,
    key_info: Option<NodeId>,
    canonicalisation: NodeId,
    method: NodeId,
}

impl Parts {
    fn read(document: &Document, signature: NodeId) -> Result<Self, Reason> {
        let known = ["SignedInfo", "SignatureValue", "KeyInfo", "Object"];
        let strange = document
            .child_elements(signature)
            .any(|child| !known.iter().any(|local| document.is(child, DSIG, local)));
        if strange || !document.text(signature).trim().is_empty() {
            return Err(Reason::Malformed);
        }
        let child = |parent, local| document.only_child(parent, DSIG, local);
        let info = child(signature, "SignedInfo").ok_or(Reason::Malformed)?;
        Ok(Self {
            info,
            value: child(signature, "SignatureValue").ok_or(Reason::Malformed)?,
            key_info: child(signature, "KeyInfo"),
            canonicalisation: child(info, "CanonicalizationMethod").ok_or(Reason::Malformed)?,
            method: child(info, "SignatureMethod").ok_or(Reason::Malformed)?,
        })
    }
}

/// All references; at least one must cover the content.
fn references(
    scene: &Scene<'_>,
    parts: &Parts,
    signature: NodeId,
) -> Result<Vec<Reference>, Reason> {
    let document = scene.document;
    let found: Vec<NodeId> = document
        .child_elements(parts.info)
        .filter(|id| document.is(*id, DSIG, "Reference"))
        .collect();
    if found.len() > REFERENCES_MAX {
        return Err(Reason::LimitPassed);
    }
    let references = found
        .into_iter()
        .map(|id| Reference::read(scene, id, signature))
        .collect::<Result<Vec<_>, _>>()?;
    if references.iter().any(|r| r.covers == Covers::Content) {
        Ok(references)
    } else {
        Err(Reason::ReferenceNotWhole)
    }
}

fn algorithm(document: &Document, method: NodeId) -> Option<SignatureAlgorithm> {
    if document.child_elements(method).next().is_some() {
        return None;
    }
    let name = document.element(method)?.attribute("Algorithm")?;
    if let Some(ours) = name.strip_prefix(PKIGOVKZ) {
        return match ours {
            "gostr34102015-gostr34112015-512" => Some(SignatureAlgorithm::Gost512),
            "gostr34102015-gostr34112015-256" => Some(SignatureAlgorithm::Gost256),
            _ => None,
        };
    }
    Some(match name.strip_prefix("http://www.w3.org/2001/04/xmldsig-more#")? {
        "rsa-sha256" => SignatureAlgorithm::RsaSha256,
        "rsa-sha384" => SignatureAlgorithm::RsaSha384,
        "rsa-sha512" => SignatureAlgorithm::RsaSha512,
        "gost34310-gost34311" => SignatureAlgorithm::Gost2004,
        _ => return None,
    })
}

fn mathematics(scene: &Scene<'_>, parts: &Parts, outcome: &mut Outcome) {
    let document = scene.document;
    let algorithm = algorithm(document, parts.method);
    outcome.algorithm = algorithm;
    let form = reference::form(document, parts.canonicalisation);
    let message = form.and_then(|form| scene.canonical(Apex::Element(parts.info), &[], &form));
    let holds = |certificate: &&Certificate| {
        let (Some(algorithm), Ok(message), Ok(key)) = (algorithm, &message, certificate.key())
        else {
            return false;
        };
        key.verify(algorithm, message, &outcome.signature)
    };
    // KeyInfo may bring the chain in any order: the signer's is the one whose key fits.
    let chosen = outcome.certificates.iter().find(holds).cloned();
    let found = chosen.is_some();
    let certificate = chosen.or_else(|| outcome.certificates.first().cloned());
    let missing = || Verdict::indeterminate(Reason::CertificateMissing);
    outcome.push(CheckKind::Certificate, certificate.as_ref().map(|_| ()).ok_or_else(missing));
    let fits = match (&message, algorithm, &certificate) {
        (Err(reason), ..) => Err(Verdict::failed(*reason)),
        (_, None, _) => Err(Verdict::failed(Reason::AlgorithmRefused)),
        (.., None) => Err(missing()),
        (_, Some(algorithm), Some(certificate)) => match certificate.key() {
            Ok(key) if key.algorithm() == algorithm.key() => Ok(()),
            Ok(_) => Err(Verdict::failed(Reason::AlgorithmsContradict)),
            Err(KeyError::Unsupported) => Err(Verdict::failed(Reason::AlgorithmRefused)),
            Err(_) => Err(Verdict::failed(Reason::CertificateMalformed)),
        },
    };
    outcome.push(CheckKind::Algorithm, fits);
    let signature = match (found, fits) {
        (true, _) => Ok(()),
        (false, Err(verdict)) => Err(verdict),
        (false, Ok(())) => Err(Verdict::failed(Reason::SignatureWrong)),
    };
    outcome.push(CheckKind::Signature, signature);
    outcome.certificate = certificate;
}

/// The certificates of `KeyInfo`, in their order.
fn certificates(scene: &Scene<'_>, parts: &Parts) -> Vec<Certificate> {
    let document = scene.document;
    let Some(key_info) = parts.key_info else { return vec![] };
    let mut texts = Vec::new();
    for child in document.child_elements(key_info) {
        for inner in document.child_elements(child) {
            if document.is(child, DSIG, "X509Data") && document.is(inner, DSIG, "X509Certificate") {
                texts.push(document.text(inner));
            } else if document.is(child, WSSE, "SecurityTokenReference") {
                texts.extend(security_token(document, inner));
            }
        }
    }
    texts
        .iter()
        .take(scene.limits.certificates.min(CERTIFICATES_MAX))
        .filter_map(|text| base64_text(text))
        .filter_map(|der| Certificate::from_der(&der, scene.limits).ok())
        .collect()
}

/// A certificate inside of the token reference, or the binary token it points to.
fn security_token(document: &Document, reference: NodeId) -> Option<String> {
    let is_certificate = |id| {
        let kind = document.element(id).and_then(|e| e.attribute("ValueType"));
        kind.is_none_or(|kind| kind.ends_with("#X509v3"))
    };
    if document.is(reference, WSSE, "KeyIdentifier") {
        return is_certificate(reference).then(|| document.text(reference));
    }
    if !document.is(reference, WSSE, "Reference") {
        return None;
    }
    let uri = document.element(reference)?.attribute("URI")?;
    let found = document.identified(uri.strip_prefix('#')?);
    let [token] = found.as_slice() else { return None };
    let fits = document.is(*token, WSSE, "BinarySecurityToken") && is_certificate(*token);
    fits.then(|| document.text(*token))
}

/// The signing time of `XAdES`, when its properties are among what is signed.
fn claimed_time(
    document: &Document,
    signature: NodeId,
    references: Result<&[Reference], &Reason>,
) -> Option<Time> {
    let covered = references.ok()?.iter().filter_map(|reference| match reference.covers {
        Covers::Beside(id) => Some(id),
        Covers::Content => None,
    });
    let properties: Vec<NodeId> = covered.filter(|id| document.is_within(*id, signature)).collect();
    let (time, _) = document.elements().find(|(id, element)| {
        element.local == "SigningTime"
            && document.uri(element) == XADES
            && properties.iter().any(|p| document.is_within(*id, *p))
    })?;
    let parsed = chrono::DateTime::parse_from_rfc3339(document.text(time).trim()).ok()?;
    Some(parsed.to_utc())
}

/// Timestamps of `XAdES` over the canonical `SignatureValue`.
fn timestamps(scene: &Scene<'_>, parts: &Parts, signature: NodeId, outcome: &mut Outcome) {
    let document = scene.document;
    let stamps: Vec<NodeId> = document
        .elements()
        .filter(|(id, e)| {
            e.local == "SignatureTimeStamp"
                && document.uri(e) == XADES
                && document.is_within(*id, signature)
        })
        .map(|(id, _)| id)
        .take(scene.limits.timestamps)
        .collect();
    for stamp in stamps {
        let method = document.only_child(stamp, DSIG, "CanonicalizationMethod");
        let form = method.map_or(Ok(Form::default()), |id| reference::form(document, id));
        let token = document.only_child(stamp, XADES, "EncapsulatedTimeStamp");
        let token = token.and_then(|id| base64_text(&document.text(id)));
        let covered = form.and_then(|form| scene.canonical(Apex::Element(parts.value), &[], &form));
        let whole = token.zip(covered.ok()).unwrap_or_default();
        outcome.timestamps.push(whole);
    }
}
