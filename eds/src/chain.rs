//! From a certificate to a pinned anchor, at a given time.
//!
//! Invariants: an embedded certificate is a hint, never trust; an authority is found by name and
//! key identifier and proved by its signature; the number of signatures checked is bounded.
//! A general path builder is not used, because it can neither hold an anchor to a window of time
//! nor tell an unknown issuer from one that only bears a trusted name.

use crate::algorithm::PublicKey;
use crate::asn1::Time;
use crate::certificate::Certificate;
use crate::limits::Limits;
use crate::reason::{Finding, Reason};
use crate::trust::{TrustStore, Vouches};
use crate::verdict::Verdict;

/// Signatures checked while looking for one chain.
const SIGNATURES_MAX: usize = 12;

/// Who issued a certificate: enough to ask about it and to believe the answer.
#[derive(Clone, Debug)]
pub struct Issuer {
    /// The name in DER.
    pub name: Vec<u8>,
    /// The `SubjectPublicKeyInfo` in DER.
    pub spki: Vec<u8>,
    /// SHA-256 of it.
    pub spki_fingerprint: [u8; 32],
    /// The key.
    pub key: PublicKey,
    /// The certificate, unless only the key is pinned.
    pub certificate: Option<Certificate>,
}

/// What was found on the way to an anchor.
#[derive(Clone, Debug)]
pub struct Chain {
    /// From the leaf upwards; the anchor's certificate last, when it has one.
    pub path: Vec<Certificate>,
    /// The issuer of each certificate of the path that was not pinned itself.
    pub issuers: Vec<Issuer>,
    /// Passed when an anchor was reached that is trusted at the time.
    pub verdict: Verdict,
}

/// Builds the chain of `leaf` at a time, with the embedded certificates as hints.
pub fn build(
    leaf: &Certificate,
    store: &TrustStore,
    hints: &[Certificate],
    at: Time,
    limits: &Limits,
) -> Chain {
    let mut search = Search { store, hints, at, limits, signatures: 0, worst: None };
    let mut path = vec![leaf.clone()];
    let mut issuers = Vec::new();
    if !leaf.unknown_critical().is_empty() {
        let verdict = Verdict::failed(Reason::CriticalExtensionUnknown);
        return Chain { path, issuers, verdict };
    }
    let reached = search.climb(&mut path, &mut issuers);
    let verdict = if reached {
        Verdict::Passed
    } else {
        search.worst.unwrap_or_else(|| Verdict::indeterminate(Reason::ChainUntrusted))
    };
    Chain { path, issuers, verdict }
}

struct Search<'a> {
    store: &'a TrustStore,
    hints: &'a [Certificate],
    at: Time,
    limits: &'a Limits,
    signatures: usize,
    worst: Option<Verdict>,
}

impl Search<'_> {
    fn note(&mut self, verdict: Verdict) {
        self.worst = Some(self.worst.map_or(verdict, |worst| worst.and(verdict)));
    }

    fn climb(&mut self, path: &mut Vec<Certificate>, issuers: &mut Vec<Issuer>) -> bool {
        let Some(current) = path.last().cloned() else { return false };
        if let Some(window) = self.pinned(&current, path.len() == 1) {
            if window {
                return true;
            }
            self.note(Verdict::Indeterminate(Finding::at(Reason::IssuerExpired, self.at)));
            return false;
        }
        self.climb_to_anchor(&current, path, issuers)
            || (path.len() < self.limits.chain && self.climb_to_authority(&current, path, issuers))
    }

    /// Whether the certificate itself is pinned, and then whether at this time.
    fn pinned(&self, current: &Certificate, is_leaf: bool) -> Option<bool> {
        let mut windows = self
            .store
            .anchors()
            .iter()
            .filter(|anchor| {
                anchor.name == current.subject_der()
                    && anchor.spki_fingerprint == *current.spki_fingerprint()
                    && (!is_leaf || anchor.vouches == Vouches::Timestamps || current.is_authority())
                    && (is_leaf || anchor.vouches == Vouches::Certificates)
            })
            .map(|anchor| anchor.window.holds(self.at))
            .peekable();
        windows.peek()?;
        Some(windows.any(|holds| holds))
    }

    fn climb_to_anchor(
        &mut self,
        current: &Certificate,
        path: &mut Vec<Certificate>,
        issuers: &mut Vec<Issuer>,
    ) -> bool {
        let store = self.store;
        for anchor in store.anchors() {
            if anchor.vouches != Vouches::Certificates || anchor.name != current.issuer_der() {
                continue;
            }
            let same_id = identifiers(current, anchor.key_id.as_deref());
            if same_id == Some(false) {
                continue;
            }
            if !self.linked(current, &anchor.key, &anchor.spki_fingerprint) {
                self.forged(same_id);
                continue;
            }
            issuers.push(Issuer {
                name: anchor.name.clone(),
                spki: anchor.spki.clone(),
                spki_fingerprint: anchor.spki_fingerprint,
                key: anchor.key.clone(),
                certificate: anchor.certificate.clone(),
            });
            path.extend(anchor.certificate.clone());
            if anchor.window.holds(self.at) {
                return true;
            }
            self.note(Verdict::Indeterminate(Finding::at(Reason::IssuerExpired, self.at)));
            issuers.pop();
            if anchor.certificate.is_some() {
                path.pop();
            }
        }
        false
    }

    fn climb_to_authority(
        &mut self,
        current: &Certificate,
        path: &mut Vec<Certificate>,
        issuers: &mut Vec<Issuer>,
    ) -> bool {
        let store = self.store;
        let hints = self.hints;
        let installed = store.intermediates().iter().map(|c| (c, true));
        for (candidate, trusted) in installed.chain(hints.iter().map(|c| (c, false))) {
            let same_id = identifiers(current, candidate.subject_key_id());
            if candidate.subject_der() != current.issuer_der()
                || same_id == Some(false)
                || path.contains(candidate)
            {
                continue;
            }
            let Ok(key) = candidate.key() else { continue };
            if !self.linked(current, key, candidate.spki_fingerprint()) {
                if trusted {
                    self.forged(same_id);
                }
                continue;
            }
            if let Some(verdict) = self.unfit(candidate, path.len()) {
                self.note(verdict);
                continue;
            }
            let (paths, known) = (path.len(), issuers.len());
            issuers.push(Issuer {
                name: candidate.subject_der().to_vec(),
                spki: candidate.spki().to_vec(),
                spki_fingerprint: *candidate.spki_fingerprint(),
                key: key.clone(),
                certificate: Some(candidate.clone()),
            });
            path.push(candidate.clone());
            if self.climb(path, issuers) {
                return true;
            }
            if !trusted && self.bears_trusted_name(candidate) {
                self.note(Verdict::failed(Reason::IssuerForged));
            }
            path.truncate(paths);
            issuers.truncate(known);
        }
        false
    }

    fn linked(&mut self, current: &Certificate, key: &PublicKey, print: &[u8; 32]) -> bool {
        self.signatures += 1;
        self.signatures <= SIGNATURES_MAX && self.store.is_linked(current, key, print)
    }

    /// A trusted authority of that very name and key identifier did not sign it: someone else did.
    fn forged(&mut self, same_id: Option<bool>) {
        if same_id == Some(true) && self.signatures <= SIGNATURES_MAX {
            self.note(Verdict::failed(Reason::IssuerForged));
        }
    }

    /// Why the candidate may not issue at this place; its signature was already proved.
    fn unfit(&self, candidate: &Certificate, depth: usize) -> Option<Verdict> {
        if !candidate.is_authority() {
            return Some(Verdict::failed(Reason::IssuerNotAuthority));
        }
        if !candidate.unknown_critical().is_empty() {
            return Some(Verdict::failed(Reason::CriticalExtensionUnknown));
        }
        let below = depth.saturating_sub(1);
        if candidate.path_length().is_some_and(|allowed| below > usize::from(allowed)) {
            return Some(Verdict::failed(Reason::IssuerNotAuthority));
        }
        if !candidate.is_valid_at(self.at) {
            let finding = Finding::at(Reason::IssuerExpired, self.at);
            return Some(Verdict::Indeterminate(finding));
        }
        None
    }

    /// An embedded authority that leads nowhere, is named like a trusted one and is not it.
    fn bears_trusted_name(&self, candidate: &Certificate) -> bool {
        let self_issued = candidate.subject_der() == candidate.issuer_der();
        let strange = |name: &[u8], print: &[u8; 32], id: Option<&[u8]>| {
            name == candidate.subject_der()
                && print != candidate.spki_fingerprint()
                && (self_issued || (id.is_some() && id == candidate.subject_key_id()))
        };
        let anchors = self.store.anchors().iter();
        let intermediates = self.store.intermediates().iter();
        anchors
            .map(|a| (a.name.as_slice(), &a.spki_fingerprint, a.key_id.as_deref()))
            .chain(
                intermediates.map(|c| (c.subject_der(), c.spki_fingerprint(), c.subject_key_id())),
            )
            .any(|(name, print, id)| strange(name, print, id))
    }
}

/// Whether the identifier of the issuer's key is the one named; none when either is silent.
fn identifiers(current: &Certificate, issuer: Option<&[u8]>) -> Option<bool> {
    Some(current.authority_key_id()? == issuer?)
}
