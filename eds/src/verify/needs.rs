//! Which evidence a verdict needs: whom to ask about which certificate.

use super::{At, Evidence, Input, Policy, RevocationRule, verify, verify_certificate};
use crate::certificate::Certificate;
use crate::chain::{self, Issuer};
use crate::revocation::ocsp;
use crate::trust::Trust;
use crate::verdict::{Report, SignerReport};

/// Why a certificate is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NeedFor {
    /// It is the certificate of the signer at this place.
    Signer(usize),
    /// It is an authority between a signer and the anchor.
    Issuer,
}

/// One question to the world. Addresses come from certificates that lead to an anchor; still the
/// caller follows only those whose host is on a list of its own.
#[derive(Clone, Debug)]
pub struct Need {
    /// Why it is asked.
    pub because: NeedFor,
    /// About which certificate.
    pub certificate: Certificate,
    /// Who issued it, and must have signed the answer.
    pub issuer: Issuer,
    /// Where OCSP may be asked.
    pub ocsp_urls: Vec<String>,
    /// Where the full list may be.
    pub crl_urls: Vec<String>,
    /// Where the delta may be.
    pub delta_urls: Vec<String>,
}

impl Need {
    /// The OCSP request to post, with a nonce of the caller.
    pub fn ocsp_request(&self, nonce: &[u8]) -> Vec<u8> {
        ocsp::request(&self.certificate, &self.issuer, nonce)
    }

    fn new(because: NeedFor, certificate: &Certificate, issuer: &Issuer) -> Self {
        Self {
            because,
            certificate: certificate.clone(),
            issuer: issuer.clone(),
            ocsp_urls: plain_urls(certificate.ocsp_urls()),
            crl_urls: plain_urls(certificate.crl_urls()),
            delta_urls: plain_urls(certificate.delta_urls()),
        }
    }
}

/// A document looked at without evidence.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// The verdict without revocation: what is `Failed` here, no evidence will mend.
    pub report: Report,
    /// What to ask; empty when asking cannot change the verdict.
    pub needs: Vec<Need>,
}

/// Tells which evidence [`verify`] will need under the same trust, policy and times.
pub fn inspect(input: Input<'_>, trust: &Trust, policy: &Policy, at: At) -> Inspection {
    let without = Policy { revocation: RevocationRule::NotAsked, ..policy.clone() };
    let report = verify(input, &Evidence::default(), trust, &without, at);
    let mut needs: Vec<Need> = Vec::new();
    if policy.revocation != RevocationRule::NotAsked && !report.verdict.is_failed() {
        for (index, signer) in report.signers.iter().enumerate() {
            collect(&mut needs, index, signer, trust, policy);
        }
    }
    Inspection { report, needs }
}

/// Tells which evidence [`verify_certificate`] will need.
pub fn inspect_certificate(
    certificate: &Certificate,
    hints: &[Certificate],
    trust: &Trust,
    policy: &Policy,
    at: At,
) -> Vec<Need> {
    let without = Policy { revocation: RevocationRule::NotAsked, ..policy.clone() };
    let evidence = Evidence { certificates: hints.to_vec(), ..Evidence::default() };
    let report = verify_certificate(certificate, &evidence, trust, &without, at);
    let mut needs = Vec::new();
    if policy.revocation != RevocationRule::NotAsked && !report.verdict.is_failed() {
        collect(&mut needs, 0, &report, trust, policy);
    }
    needs
}

fn collect(
    needs: &mut Vec<Need>,
    index: usize,
    signer: &SignerReport,
    trust: &Trust,
    policy: &Policy,
) {
    let Some(leaf) = &signer.certificate else { return };
    let at = signer.reference_time.min(leaf.not_after());
    let chain = chain::build(leaf, &trust.signers, &signer.chain, at, &policy.limits);
    for (place, (certificate, issuer)) in chain.path.iter().zip(&chain.issuers).enumerate() {
        if place > 0 && policy.revocation == RevocationRule::Signer {
            break;
        }
        if needs.iter().any(|need| need.certificate == *certificate) {
            continue;
        }
        let because = if place == 0 { NeedFor::Signer(index) } else { NeedFor::Issuer };
        needs.push(Need::new(because, certificate, issuer));
    }
}

/// Addresses that are plainly addresses; an authority of 2018 wrote two into one string.
fn plain_urls(urls: &[String]) -> Vec<String> {
    let plain = |url: &&String| {
        (url.starts_with("http://") || url.starts_with("https://"))
            && url.bytes().all(|b| b.is_ascii_graphic())
    };
    let mut found: Vec<String> = Vec::new();
    for url in urls.iter().filter(plain) {
        if !found.contains(url) {
            found.push(url.clone());
        }
    }
    found
}
