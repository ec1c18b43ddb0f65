//! A certificate read once: owner, role, uses, identifiers, addresses, key.
//!
//! *Enter by* [`Certificate::from_der`]. A certificate is cheap to clone. Its signature is checked
//! over the bytes as they came, never over a re-encoding.

mod extensions;
mod role;

use std::fmt;
use std::hash::{Hash as StdHash, Hasher};
use std::sync::Arc;

use der::Decode;
use der::asn1::ObjectIdentifier;
use x509_cert::ext::pkix::KeyUsage;

use extensions::Extensions;
pub use role::{KeyStore, KeyUse, Role};

use crate::algorithm::{KeyError, PublicKey, SignatureAlgorithm, fingerprint};
use crate::asn1::{Broken, Time, Tlv, normalise, tag, unsigned};
use crate::limits::Limits;
use crate::subject::Subject;

/// Why bytes are no usable certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CertificateError {
    /// No well-formed X.509 certificate.
    #[error("the bytes are no well-formed X.509 certificate in DER")]
    Malformed,
    /// Larger or deeper than the limits.
    #[error("the certificate is larger or deeper than the limits allow")]
    Limit,
}

impl From<Broken> for CertificateError {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Malformed => Self::Malformed,
            Broken::Limit => Self::Limit,
        }
    }
}

/// An X.509 certificate.
#[derive(Clone)]
pub struct Certificate(Arc<Parts>);

struct Parts {
    der: Vec<u8>,
    tbs: Vec<u8>,
    fingerprint: [u8; 32],
    serial: Vec<u8>,
    issuer_der: Vec<u8>,
    subject_der: Vec<u8>,
    issuer: Subject,
    subject: Subject,
    not_before: Time,
    not_after: Time,
    spki: Vec<u8>,
    spki_fingerprint: [u8; 32],
    key: Result<PublicKey, KeyError>,
    key_oid: ObjectIdentifier,
    signature_oid: ObjectIdentifier,
    signature_oids_agree: bool,
    signature: Vec<u8>,
    extensions: Extensions,
}

impl Certificate {
    /// Reads one certificate in DER.
    pub fn from_der(der: &[u8], limits: &Limits) -> Result<Self, CertificateError> {
        if der.len() > limits.certificate_bytes {
            return Err(CertificateError::Limit);
        }
        if normalise(der, limits)?.as_ref() != der {
            return Err(CertificateError::Malformed);
        }
        Self::parse(der).map_err(CertificateError::from)
    }

    fn parse(der: &[u8]) -> Result<Self, Broken> {
        let parsed = x509_cert::Certificate::from_der(der)?;
        let mut outer = Tlv::read(der)?.walk();
        let tbs = outer.expect(tag::SEQUENCE)?;
        let mut fields = tbs.walk();
        fields.optional(tag::CONTEXT_0)?;
        let serial = fields.expect(tag::INTEGER)?;
        fields.expect(tag::SEQUENCE)?;
        let issuer = fields.expect(tag::SEQUENCE)?;
        let mut validity = fields.expect(tag::SEQUENCE)?.walk();
        let (not_before, not_after) = (validity.any()?.time()?, validity.any()?.time()?);
        let subject = fields.expect(tag::SEQUENCE)?;
        let spki = fields.expect(tag::SEQUENCE)?;
        let tbs_parsed = parsed.tbs_certificate();
        let signature = parsed.signature().as_bytes().ok_or(Broken::Malformed)?;
        let key_info = tbs_parsed.subject_public_key_info();
        let inner = tbs_parsed.signature();
        let outer_algorithm = parsed.signature_algorithm();
        Ok(Self(Arc::new(Parts {
            der: der.to_vec(),
            tbs: tbs.raw.to_vec(),
            fingerprint: fingerprint(der),
            serial: serial.value.to_vec(),
            issuer_der: issuer.raw.to_vec(),
            subject_der: subject.raw.to_vec(),
            issuer: Subject::from_name(tbs_parsed.issuer()),
            subject: Subject::from_name(tbs_parsed.subject()),
            not_before,
            not_after,
            spki: spki.raw.to_vec(),
            spki_fingerprint: fingerprint(spki.raw),
            key: PublicKey::from_spki(spki.raw),
            key_oid: key_info.algorithm.oid,
            signature_oid: outer_algorithm.oid,
            signature_oids_agree: inner.oid == outer_algorithm.oid,
            signature: signature.to_vec(),
            extensions: Extensions::read(tbs_parsed.extensions().map_or(&[], |e| e.as_slice()))?,
        })))
    }

    /// The bytes.
    pub fn der(&self) -> &[u8] {
        &self.0.der
    }
    /// SHA-256 of the bytes.
    pub fn fingerprint(&self) -> &[u8; 32] {
        &self.0.fingerprint
    }
    /// The serial number as the integer's bytes, without a leading zero.
    pub fn serial(&self) -> &[u8] {
        unsigned(&self.0.serial)
    }
    /// The serial number's bytes in DER.
    pub(crate) fn serial_der(&self) -> &[u8] {
        &self.0.serial
    }
    /// The serial number in lower-case hexadecimal, without leading zeros.
    pub fn serial_hex(&self) -> String {
        hex_number(self.serial())
    }
    /// Who issued it.
    pub fn issuer(&self) -> &Subject {
        &self.0.issuer
    }
    /// Who issued it, in DER.
    pub fn issuer_der(&self) -> &[u8] {
        &self.0.issuer_der
    }
    /// Whose it is.
    pub fn subject(&self) -> &Subject {
        &self.0.subject
    }
    /// Whose it is, in DER.
    pub fn subject_der(&self) -> &[u8] {
        &self.0.subject_der
    }
    /// The first moment of validity.
    pub fn not_before(&self) -> Time {
        self.0.not_before
    }
    /// The last moment of validity.
    pub fn not_after(&self) -> Time {
        self.0.not_after
    }
    /// Whether the moment lies within the validity.
    pub fn is_valid_at(&self, at: Time) -> bool {
        self.0.not_before <= at && at <= self.0.not_after
    }
    /// The `SubjectPublicKeyInfo` in DER.
    pub fn spki(&self) -> &[u8] {
        &self.0.spki
    }
    /// SHA-256 of the `SubjectPublicKeyInfo`: what anchors are pinned by.
    pub fn spki_fingerprint(&self) -> &[u8; 32] {
        &self.0.spki_fingerprint
    }
    /// The key, or why it cannot be used.
    pub fn key(&self) -> Result<&PublicKey, KeyError> {
        self.0.key.as_ref().map_err(|error| *error)
    }
    /// The algorithm identifier of the key.
    pub fn key_algorithm(&self) -> ObjectIdentifier {
        self.0.key_oid
    }
    /// The algorithm identifier of the issuer's signature.
    pub fn signature_algorithm(&self) -> ObjectIdentifier {
        self.0.signature_oid
    }
    /// The issuer's signature.
    pub fn signature(&self) -> &[u8] {
        &self.0.signature
    }
    /// Extension subjectKeyIdentifier; never assume its length.
    pub fn subject_key_id(&self) -> Option<&[u8]> {
        self.0.extensions.subject_key_id.as_deref()
    }
    /// Extension authorityKeyIdentifier.
    pub fn authority_key_id(&self) -> Option<&[u8]> {
        self.0.extensions.authority_key_id.as_deref()
    }
    /// Extension extKeyUsage, in its order.
    pub fn extended_uses(&self) -> &[ObjectIdentifier] {
        self.0.extensions.extended.as_ref().map_or(&[], |(_, uses)| uses)
    }
    /// Whether extKeyUsage is critical.
    pub fn extended_uses_critical(&self) -> bool {
        self.0.extensions.extended.as_ref().is_some_and(|(critical, _)| *critical)
    }
    /// Extension certificatePolicies.
    pub fn policies(&self) -> &[ObjectIdentifier] {
        &self.0.extensions.policies
    }
    /// Where the revocation list is said to be. Untrusted input: never fetch unchecked.
    pub fn crl_urls(&self) -> &[String] {
        &self.0.extensions.crl_urls
    }
    /// Where the delta list is said to be. Untrusted input: never fetch unchecked.
    pub fn delta_urls(&self) -> &[String] {
        &self.0.extensions.delta_urls
    }
    /// Where OCSP is said to be asked. Untrusted input: never fetch unchecked.
    pub fn ocsp_urls(&self) -> &[String] {
        &self.0.extensions.ocsp_urls
    }
    /// Where the issuer's certificate is said to be. Untrusted input: never fetch unchecked.
    pub fn issuer_urls(&self) -> &[String] {
        &self.0.extensions.issuer_urls
    }
    /// E-mail of the alternative name, else of the subject.
    pub fn email(&self) -> Option<&str> {
        self.0.extensions.email.as_deref().or(self.0.subject.email.as_deref())
    }
    /// What kind of device holds the key, by the authority's word.
    pub fn key_store(&self) -> Option<KeyStore> {
        self.0.extensions.key_store.as_ref().and_then(KeyStore::from_oid)
    }
    /// Critical extensions that are not understood here.
    pub fn unknown_critical(&self) -> &[ObjectIdentifier] {
        &self.0.extensions.unknown_critical
    }
    /// Extension id-pkix-ocsp-nocheck of a responder.
    pub fn is_exempt_from_revocation(&self) -> bool {
        self.0.extensions.no_check
    }
    /// Extension keyUsage, by the names of RFC 5280 in snake case.
    pub fn key_usages(&self) -> Vec<&'static str> {
        self.0.extensions.key_usage.map_or_else(Vec::new, role::usage_names)
    }
    pub(crate) fn key_usage(&self) -> Option<&KeyUsage> {
        self.0.extensions.key_usage.as_ref()
    }

    /// Whether it may issue certificates, as far as it says itself.
    pub fn is_authority(&self) -> bool {
        let extensions = &self.0.extensions;
        extensions.constraints.as_ref().is_some_and(|c| c.ca)
            && extensions.key_usage.as_ref().is_none_or(KeyUsage::key_cert_sign)
    }

    /// How many authorities may stand below it.
    pub(crate) fn path_length(&self) -> Option<u8> {
        self.0.extensions.constraints.as_ref().and_then(|c| c.path_len_constraint)
    }

    /// The algorithm of the issuer's signature, when it is accepted and both places agree on it.
    /// Absent parameters equal NULL: only the identifiers are compared.
    pub(crate) fn issued_by_algorithm(&self) -> Option<SignatureAlgorithm> {
        self.0.signature_oids_agree.then(|| SignatureAlgorithm::from_oid(&self.0.signature_oid))?
    }

    /// Whether the key signed this certificate.
    pub fn is_signed_by(&self, key: &PublicKey) -> bool {
        self.issued_by_algorithm()
            .is_some_and(|algorithm| key.verify(algorithm, &self.0.tbs, &self.0.signature))
    }

    /// The roles of the national authority, in the order of the certificate.
    pub fn roles(&self) -> Vec<Role> {
        role::roles(self.extended_uses())
    }

    /// Whether the key is for signing, for log-in or for neither, as integrators know it.
    pub fn key_use(&self) -> KeyUse {
        role::key_use(self.key_usage())
    }
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        self.0.fingerprint == other.0.fingerprint
    }
}

impl Eq for Certificate {}

impl StdHash for Certificate {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.fingerprint.hash(state);
    }
}

/// Prints the serial number only: a name is personal data and has no place in a log.
impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Certificate").field(&self.serial_hex()).finish()
    }
}

/// An unsigned number in lower-case hexadecimal without leading zeros.
pub(crate) fn hex_number(bytes: &[u8]) -> String {
    let nibbles = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let digits: String = nibbles.filter_map(|n| char::from_digit(n.into(), 16)).collect();
    let significant = digits.trim_start_matches('0');
    if significant.is_empty() { "0".to_owned() } else { significant.to_owned() }
}
