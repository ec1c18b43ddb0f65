//! Doors for fuzzers: plain functions over bytes, for any driver.
//!
//! Invariants: none of them panics, whatever the bytes; none takes more memory than the limits
//! allow. A function gives a small number that depends on what was reached, so that a driver can
//! tell an input that goes deeper from one that is refused at the door.

use std::sync::LazyLock;

use crate::Time;
use crate::certificate::Certificate;
use crate::chain::Issuer;
use crate::limits::Limits;
use crate::reason::Reason;
use crate::revocation::{Crl, OcspResponse};
use crate::timestamp::Token;
use crate::trust::{Realm, Trust, TrustStore};
use crate::verdict::Report;
use crate::verify::{At, Evidence, Input, Policy, inspect, verify};

/// A door and its name.
pub type Target = (&'static str, fn(&[u8]) -> u64);

/// Every door.
pub const TARGETS: &[Target] = &[
    ("cms", cms),
    ("cms_detached", cms_detached),
    ("xml", xml),
    ("wsse", wsse),
    ("certificate", certificate),
    ("crl", crl),
    ("ocsp", ocsp),
    ("timestamp", timestamp),
];

/// Small bounds: an input that passes them shows itself at once.
fn policy() -> Policy {
    let limits = Limits { input_bytes: 1 << 20, xml_nodes: 20_000, ..Limits::default() };
    Policy { limits, ..Policy::documents() }
}

fn trust() -> &'static Trust {
    static EMPTY: LazyLock<Trust> = LazyLock::new(|| Trust::new(TrustStore::new(Realm::Test)));
    &EMPTY
}

fn document(input: Input<'_>) -> u64 {
    let at = At::now(Time::UNIX_EPOCH);
    let policy = policy();
    let inspection = inspect(input, trust(), &policy, at);
    depth(&inspection.report) + depth(&verify(input, &Evidence::default(), trust(), &policy, at))
}

fn depth(report: &Report) -> u64 {
    let refused =
        report.verdict.reason().map_or(0, |reason| u64::from(reason != Reason::Malformed));
    let signers = report.signers.iter().map(|signer| {
        let passed = signer.checks.iter().filter(|check| check.result.is_passed()).count();
        1 + passed + signer.timestamps.len() + signer.chain.len()
    });
    refused + signers.map(|n| n as u64).sum::<u64>()
}

/// CMS with its content inside, or without.
pub fn cms(bytes: &[u8]) -> u64 {
    document(Input::Cms { signature: bytes, content: None })
}

/// CMS with a content beside it.
pub fn cms_detached(bytes: &[u8]) -> u64 {
    let (content, signature) = bytes.split_at(bytes.len().min(8));
    document(Input::Cms { signature, content: Some(content) })
}

/// XML with enveloped signatures.
pub fn xml(bytes: &[u8]) -> u64 {
    document(Input::Xml(bytes))
}

/// A SOAP message.
pub fn wsse(bytes: &[u8]) -> u64 {
    document(Input::Wsse(bytes))
}

/// A certificate, and everything that is read off it.
pub fn certificate(bytes: &[u8]) -> u64 {
    let Ok(certificate) = Certificate::from_der(bytes, &policy().limits) else { return 0 };
    let lists = certificate.crl_urls().len() + certificate.ocsp_urls().len();
    let names = certificate.subject().distinguished_name.len();
    let facts = certificate.roles().len() + certificate.key_usages().len() + lists;
    let own = certificate.key().is_ok_and(|key| certificate.is_signed_by(key));
    1 + u64::from(names > 0) + facts as u64 + u64::from(own)
}

/// A revocation list, under the key of the certificate that stands before it.
pub fn crl(bytes: &[u8]) -> u64 {
    with_issuer(bytes, |issuer, rest| {
        Crl::load(rest, issuer, &policy().limits).map_or(1, |list| {
            let found = list.find(&[1]).is_some();
            2 + list.len() as u64 + u64::from(found) + u64::from(list.takes(&list))
        })
    })
}

/// An OCSP answer, under the key of the certificate that stands before it.
pub fn ocsp(bytes: &[u8]) -> u64 {
    with_issuer(bytes, |issuer, rest| {
        OcspResponse::read(rest, &policy().limits).map_or(1, |answer| {
            let named = answer.about(&[1], issuer).is_some();
            2 + u64::from(answer.is_signed_for(issuer)) + u64::from(named)
        })
    })
}

/// A timestamp: a token or a whole response.
pub fn timestamp(bytes: &[u8]) -> u64 {
    let Some(token) = Token::read(bytes, &policy().limits) else { return 0 };
    let covered = token.info.covers(bytes);
    1 + u64::from(token.signature.is_passed())
        + u64::from(covered)
        + u64::from(!token.info.serial_hex().is_empty())
}

/// Two bytes tell how long the certificate before the rest is.
fn with_issuer(bytes: &[u8], check: impl Fn(&Issuer, &[u8]) -> u64) -> u64 {
    let Some(([high, low], rest)) = bytes.split_first_chunk() else { return 0 };
    let length = usize::from(u16::from_be_bytes([*high, *low])).min(rest.len());
    let (certificate, rest) = rest.split_at(length);
    let Ok(certificate) = Certificate::from_der(certificate, &policy().limits) else {
        return u64::from(OcspResponse::read(rest, &policy().limits).is_ok());
    };
    let Ok(key) = certificate.key() else { return 0 };
    let issuer = Issuer {
        name: certificate.subject_der().to_vec(),
        spki: certificate.spki().to_vec(),
        spki_fingerprint: *certificate.spki_fingerprint(),
        key: key.clone(),
        certificate: Some(certificate.clone()),
    };
    check(&issuer, rest)
}
