//! Whom we trust, since when and until when: anchors pinned by key, never by name.
//!
//! *Owns* the rule that test and production anchors never stand in one store, and the memory of
//! links (certificate → issuer's key) that were already proved.
//! *Knows nothing of* folders: the caller reads files and hands over bytes.

mod known;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::algorithm::{Hash, KeyError, PublicKey, fingerprint};
use crate::asn1::Time;
use crate::certificate::Certificate;

pub use known::{KNOWN, KnownAuthority};

/// Which world a store belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Realm {
    /// Real people and organisations.
    Production,
    /// Keys of the published development kit; anyone holds them.
    Test,
}

/// Between which moments an anchor is trusted, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// The first moment; none for no bound.
    pub from: Option<Time>,
    /// The last moment; none for no bound.
    pub until: Option<Time>,
}

impl Window {
    /// The validity of a certificate.
    pub fn of(certificate: &Certificate) -> Self {
        Self { from: Some(certificate.not_before()), until: Some(certificate.not_after()) }
    }

    /// Whether the moment lies inside.
    pub fn holds(&self, at: Time) -> bool {
        self.from.is_none_or(|from| from <= at) && self.until.is_none_or(|until| at <= until)
    }
}

/// Why an anchor or an intermediate was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TrustError {
    /// It belongs to the other realm.
    #[error("the key is known to belong to the other realm; test and production never mix")]
    OtherRealm,
    /// It may not issue certificates.
    #[error("the certificate may not issue certificates (basicConstraints, keyUsage)")]
    NotAuthority,
    /// It is no timestamping authority.
    #[error("the certificate is not for timestamps (extended key usage, critical, alone)")]
    NotTimestamps,
    /// Its key cannot be used.
    #[error("the key cannot be used: {0}")]
    Key(#[from] KeyError),
    /// It bears the name of a known authority and has another key.
    #[error("the certificate bears the name of a known authority and has another key")]
    KnownNameOtherKey,
}

/// What an anchor may vouch for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Vouches {
    /// Everything below it.
    Certificates,
    /// Only its own timestamps.
    Timestamps,
}

/// A pinned key.
#[derive(Clone, Debug)]
pub struct Anchor {
    pub(crate) name: Vec<u8>,
    pub(crate) key: PublicKey,
    pub(crate) key_id: Option<Vec<u8>>,
    pub(crate) spki: Vec<u8>,
    /// SHA-256 of the `SubjectPublicKeyInfo`.
    pub spki_fingerprint: [u8; 32],
    /// When it is trusted.
    pub window: Window,
    /// What it may vouch for.
    pub vouches: Vouches,
    /// The certificate, unless only the key is known.
    pub certificate: Option<Certificate>,
}

/// Anchors and intermediates of one realm.
#[derive(Debug)]
pub struct TrustStore {
    realm: Realm,
    anchors: Vec<Anchor>,
    intermediates: Vec<Certificate>,
    links: Mutex<HashMap<Link, bool>>,
}

type Link = ([u8; 32], [u8; 32]);

/// Links remembered before the memory starts anew.
const LINKS_MAX: usize = 4096;

impl TrustStore {
    /// An empty store.
    pub fn new(realm: Realm) -> Self {
        Self { realm, anchors: vec![], intermediates: vec![], links: Mutex::default() }
    }

    /// Which realm it serves.
    pub fn realm(&self) -> Realm {
        self.realm
    }

    /// The pinned anchors.
    pub fn anchors(&self) -> &[Anchor] {
        &self.anchors
    }

    /// The intermediates: trusted only as far as they lead to an anchor.
    pub fn intermediates(&self) -> &[Certificate] {
        &self.intermediates
    }

    /// Pins an authority. Without a window it is trusted within its own validity; a historical
    /// anchor is given the window in which its word was law.
    pub fn pin_authority(
        &mut self,
        certificate: &Certificate,
        window: Option<Window>,
    ) -> Result<(), TrustError> {
        self.check(certificate)?;
        if !certificate.is_authority() {
            return Err(TrustError::NotAuthority);
        }
        self.pin(certificate, window, Vouches::Certificates)
    }

    /// Pins one timestamping service by its own certificate, where its issuer is not at hand.
    pub fn pin_timestamps(
        &mut self,
        certificate: &Certificate,
        window: Option<Window>,
    ) -> Result<(), TrustError> {
        self.check(certificate)?;
        if !crate::timestamp::may_timestamp(certificate) {
            return Err(TrustError::NotTimestamps);
        }
        self.pin(certificate, window, Vouches::Timestamps)
    }

    /// Pins a bare key under a name (DER), where no certificate is at hand.
    pub fn pin_key(
        &mut self,
        name: &[u8],
        spki: &[u8],
        key_id: Option<&[u8]>,
        window: Window,
    ) -> Result<(), TrustError> {
        let print = fingerprint(spki);
        self.check_realm(&print)?;
        let key = PublicKey::from_spki(spki)?;
        self.anchors.push(Anchor {
            name: name.to_vec(),
            key,
            key_id: key_id.map(<[u8]>::to_vec),
            spki: spki.to_vec(),
            spki_fingerprint: print,
            window,
            vouches: Vouches::Certificates,
            certificate: None,
        });
        Ok(())
    }

    /// Adds an authority that must itself lead to an anchor.
    pub fn add_intermediate(&mut self, certificate: &Certificate) -> Result<(), TrustError> {
        self.check(certificate)?;
        if !certificate.is_authority() {
            return Err(TrustError::NotAuthority);
        }
        certificate.key()?;
        if !self.intermediates.contains(certificate) {
            self.intermediates.push(certificate.clone());
        }
        Ok(())
    }

    fn pin(
        &mut self,
        certificate: &Certificate,
        window: Option<Window>,
        vouches: Vouches,
    ) -> Result<(), TrustError> {
        self.anchors.push(Anchor {
            name: certificate.subject_der().to_vec(),
            key: certificate.key()?.clone(),
            key_id: certificate.subject_key_id().map(<[u8]>::to_vec),
            spki: certificate.spki().to_vec(),
            spki_fingerprint: *certificate.spki_fingerprint(),
            window: window.unwrap_or_else(|| Window::of(certificate)),
            vouches,
            certificate: Some(certificate.clone()),
        });
        Ok(())
    }

    fn check_realm(&self, print: &[u8; 32]) -> Result<(), TrustError> {
        let known = KNOWN.iter().find(|k| k.spki_sha256.is_some_and(|hash| hash == *print));
        if known.is_some_and(|k| k.realm != self.realm) {
            return Err(TrustError::OtherRealm);
        }
        Ok(())
    }

    /// A known key must be of this realm; a known name of the realm must bear the known key.
    fn check(&self, certificate: &Certificate) -> Result<(), TrustError> {
        self.check_realm(certificate.spki_fingerprint())?;
        let name = certificate.subject().common_name.as_deref();
        let key_id = known::key_bits_sha1(certificate.spki());
        let mut same_name = KNOWN
            .iter()
            .filter(|k| k.realm == self.realm && k.complete && Some(k.common_name) == name)
            .peekable();
        let strange = same_name.peek().is_some()
            && !same_name.any(|k| {
                k.key_sha1.is_some_and(|id| Some(id) == key_id)
                    || k.spki_sha256.is_some_and(|hash| hash == *certificate.spki_fingerprint())
            });
        if strange { Err(TrustError::KnownNameOtherKey) } else { Ok(()) }
    }

    /// Whether the key signed the certificate, remembered.
    pub(crate) fn is_linked(
        &self,
        certificate: &Certificate,
        key: &PublicKey,
        spki_fingerprint: &[u8; 32],
    ) -> bool {
        let link = (*certificate.fingerprint(), *spki_fingerprint);
        let lock = || self.links.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(&link) {
            return *known;
        }
        let linked = certificate.is_signed_by(key);
        let mut links = lock();
        if links.len() >= LINKS_MAX {
            links.clear();
        }
        links.insert(link, linked);
        linked
    }

    /// What is known to be current in this realm and is not in the store.
    pub fn missing(&self) -> Vec<&'static KnownAuthority> {
        let prints = || {
            let anchors = self.anchors.iter().map(|a| a.spki.as_slice());
            anchors.chain(self.intermediates.iter().map(Certificate::spki))
        };
        let held = |known: &KnownAuthority| {
            prints().any(|spki| {
                known.spki_sha256.is_some_and(|hash| hash == fingerprint(spki))
                    || known.key_sha1.is_some_and(|id| known::key_bits_sha1(spki) == Some(id))
            })
        };
        KNOWN.iter().filter(|k| k.realm == self.realm && k.current && !held(k)).collect()
    }
}

/// Whom to trust for which question.
#[derive(Debug)]
pub struct Trust {
    /// Signers, responders, lists.
    pub signers: TrustStore,
    /// Further stores for timestamping services: the service's algorithm, and in tests even its
    /// realm, depends on what was asked of it and not on the signer.
    pub timestamps: Vec<TrustStore>,
}

impl Trust {
    /// One store for everything.
    pub fn new(signers: TrustStore) -> Self {
        Self { signers, timestamps: vec![] }
    }

    /// The stores a timestamping service may lead to.
    pub(crate) fn timestamp_stores(&self) -> impl Iterator<Item = &TrustStore> {
        std::iter::once(&self.signers).chain(&self.timestamps)
    }
}

/// SHA-1 of some bytes, as key identifiers are made.
pub(crate) fn sha1(bytes: &[u8]) -> Option<[u8; 20]> {
    Hash::Sha1.digest(&[bytes]).try_into().ok()
}
