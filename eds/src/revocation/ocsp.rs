//! OCSP (RFC 6960): the request to send, and an answer read and proved.

use chrono::TimeDelta;
use der::asn1::ObjectIdentifier;

use crate::algorithm::{Hash, PublicKey, SignatureAlgorithm};
use crate::asn1::{Broken, Result, Time, Tlv, Walk, normalise, tag, unsigned, write_value};
use crate::certificate::Certificate;
use crate::chain::Issuer;
use crate::limits::Limits;
use crate::oid;
use crate::trust::sha1;

const CERTIFICATE_HOLD: u8 = 6;
const RESPONSES_MAX: usize = 32;

/// The state of one certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OcspStatus {
    /// Not revoked.
    Good,
    /// Revoked then, for the reason of that number in RFC 5280.
    Revoked {
        /// When.
        at: Time,
        /// Why.
        reason: Option<u8>,
    },
    /// The responder does not know the certificate.
    Unknown,
    /// Never issued, which the authority writes as «revoked in 1970, on hold» (RFC 6960, 2.2).
    NotIssued,
}

/// What an answer says about one certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SingleResponse {
    /// The hash the certificate is named by.
    pub hash: ObjectIdentifier,
    issuer_name_hash: Vec<u8>,
    issuer_key_hash: Vec<u8>,
    serial: Vec<u8>,
    /// The state.
    pub status: OcspStatus,
    /// When the state was known to be right.
    pub this_update: Time,
    /// When a newer answer will be there.
    pub next_update: Option<Time>,
}

impl SingleResponse {
    /// The serial number without a leading zero.
    pub fn serial(&self) -> &[u8] {
        unsigned(&self.serial)
    }

    /// Whether it speaks of the certificate with this serial number by this issuer.
    pub fn names(&self, serial: &[u8], issuer: &Issuer) -> bool {
        let Some(hash) = Hash::from_oid(&self.hash) else { return false };
        let Some(bits) = key_bits(&issuer.spki) else { return false };
        unsigned(&self.serial) == unsigned(serial)
            && self.issuer_name_hash == hash.digest(&[&issuer.name])
            && self.issuer_key_hash == hash.digest(&[bits])
    }
}

/// An answer that was read; nothing in it is believed before [`OcspResponse::is_signed_for`].
#[derive(Clone, Debug)]
pub struct OcspResponse {
    tbs: Vec<u8>,
    responder_name: Option<Vec<u8>>,
    responder_key: Option<Vec<u8>>,
    /// When the answer was made.
    pub produced_at: Time,
    /// What it says.
    pub responses: Vec<SingleResponse>,
    /// The nonce it echoes.
    pub nonce: Option<Vec<u8>>,
    /// Whether it declares that «revoked» may mean «never issued».
    pub extended_revoke: bool,
    algorithm: Option<SignatureAlgorithm>,
    signature: Vec<u8>,
    certificates: Vec<Certificate>,
}

/// Why an answer gives no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OcspError {
    /// The bytes are no OCSP response.
    #[error("the bytes are no well-formed OCSP response")]
    Malformed,
    /// The responder refused: an unsigned error code, as good as silence.
    #[error("the responder gave no answer, only the error code {0}")]
    NoAnswer(u8),
}

impl From<Broken> for OcspError {
    fn from(_: Broken) -> Self {
        Self::Malformed
    }
}

impl OcspResponse {
    /// Reads a response (`OCSPResponse`) or its inner part (`BasicOCSPResponse`), as CMS embeds it.
    pub fn read(bytes: &[u8], limits: &Limits) -> std::result::Result<Self, OcspError> {
        if bytes.len() > limits.ocsp_bytes {
            return Err(OcspError::Malformed);
        }
        let der = normalise(bytes, limits)?;
        let outer = Tlv::read(&der)?;
        let mut fields = outer.walk();
        if fields.peek() != Some(tag::ENUMERATED) {
            return Ok(Self::basic(outer, limits)?);
        }
        let status = fields.any()?.value.first().copied().ok_or(OcspError::Malformed)?;
        if status != 0 {
            return Err(OcspError::NoAnswer(status));
        }
        let mut inner = Tlv::read(fields.expect(tag::CONTEXT_0)?.value)?.walk();
        if inner.expect(tag::OID)?.oid()? != oid::OCSP_BASIC {
            return Err(OcspError::Malformed);
        }
        let basic = inner.expect(tag::OCTET_STRING)?.value;
        let basic = normalise(basic, limits)?;
        Ok(Self::basic(Tlv::read(&basic)?, limits)?)
    }

    fn basic(basic: Tlv<'_>, limits: &Limits) -> Result<Self> {
        let mut fields = basic.walk();
        let tbs = fields.expect(tag::SEQUENCE)?;
        let algorithm = fields.expect(tag::SEQUENCE)?.walk().expect(tag::OID)?.oid()?;
        let signature = bit_string(fields.expect(tag::BIT_STRING)?)?.to_vec();
        let mut certificates = Vec::new();
        if let Some(explicit) = fields.optional(tag::CONTEXT_0)? {
            let mut list = Tlv::read(explicit.value)?.walk();
            while !list.is_empty() && certificates.len() < limits.certificates {
                let der = list.expect(tag::SEQUENCE)?.raw;
                certificates.extend(Certificate::from_der(der, limits).ok());
            }
        }
        let mut answer = Self {
            tbs: tbs.raw.to_vec(),
            responder_name: None,
            responder_key: None,
            produced_at: Time::UNIX_EPOCH,
            responses: vec![],
            nonce: None,
            extended_revoke: false,
            algorithm: SignatureAlgorithm::from_oid(&algorithm),
            signature,
            certificates,
        };
        answer.data(tbs.walk())?;
        Ok(answer)
    }

    fn data(&mut self, mut fields: Walk<'_>) -> Result<()> {
        fields.optional(tag::CONTEXT_0)?;
        let responder = fields.any()?;
        match responder.tag {
            tag::CONTEXT_1 => self.responder_name = Some(responder.value.to_vec()),
            tag::CONTEXT_2 => {
                let key = Tlv::read(responder.value)?;
                self.responder_key = Some(key.value.to_vec());
            }
            _ => return Err(Broken::Malformed),
        }
        self.produced_at = fields.expect(tag::GENERALIZED_TIME)?.time()?;
        let mut list = fields.expect(tag::SEQUENCE)?.walk();
        let extensions = fields.optional(tag::CONTEXT_1)?;
        if let Some(explicit) = extensions {
            self.extensions(Tlv::read(explicit.value)?.walk())?;
        }
        while !list.is_empty() {
            if self.responses.len() >= RESPONSES_MAX {
                return Err(Broken::Limit);
            }
            let single = list.expect(tag::SEQUENCE)?;
            self.responses.push(single_response(single, self.extended_revoke)?);
        }
        fields.end()
    }

    fn extensions(&mut self, mut list: Walk<'_>) -> Result<()> {
        while !list.is_empty() {
            let (oid, critical, value) = extension(list.expect(tag::SEQUENCE)?)?;
            match oid {
                oid::OCSP_NONCE => {
                    let inner = Tlv::read(value).ok().filter(|tlv| tlv.tag == tag::OCTET_STRING);
                    self.nonce = Some(inner.map_or(value, |tlv| tlv.value).to_vec());
                }
                oid::OCSP_EXTENDED_REVOKE => self.extended_revoke = true,
                _ if critical => return Err(Broken::Malformed),
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether the issuer, or a responder that the issuer appointed, signed the answer.
    pub fn is_signed_for(&self, issuer: &Issuer) -> bool {
        let Some(algorithm) = self.algorithm else { return false };
        let by = |key: &PublicKey| key.verify(algorithm, &self.tbs, &self.signature);
        if self.is_responder(&issuer.name, &issuer.spki) && by(&issuer.key) {
            return true;
        }
        self.certificates.iter().any(|certificate| {
            self.is_responder(certificate.subject_der(), certificate.spki())
                && certificate.issuer_der() == issuer.name
                && certificate.extended_uses().contains(&oid::OCSP_SIGNING)
                && certificate.unknown_critical().is_empty()
                && certificate.is_valid_at(self.produced_at)
                && certificate.is_signed_by(&issuer.key)
                && certificate.key().is_ok_and(by)
        })
    }

    fn is_responder(&self, name: &[u8], spki: &[u8]) -> bool {
        if let Some(named) = &self.responder_name {
            return named == name;
        }
        let key = self.responder_key.as_deref();
        key.is_some() && key_bits(spki).and_then(sha1).as_ref().map(<[u8; 20]>::as_slice) == key
    }

    /// The answer about one certificate.
    pub fn about(&self, serial: &[u8], issuer: &Issuer) -> Option<&SingleResponse> {
        self.responses.iter().find(|single| single.names(serial, issuer))
    }
}

impl SingleResponse {
    /// Whether the answer proves the state at a time: it was made later, or it still held.
    pub(crate) fn covers(&self, at: Time, age_max: TimeDelta, skew: TimeDelta) -> bool {
        let until = self.next_update.unwrap_or(self.this_update + age_max);
        self.this_update + skew >= at || at <= until + skew
    }
}

fn single_response(single: Tlv<'_>, extended_revoke: bool) -> Result<SingleResponse> {
    let mut fields = single.walk();
    let mut id = fields.expect(tag::SEQUENCE)?.walk();
    let hash = id.expect(tag::SEQUENCE)?.walk().expect(tag::OID)?.oid()?;
    let issuer_name_hash = id.expect(tag::OCTET_STRING)?.value.to_vec();
    let issuer_key_hash = id.expect(tag::OCTET_STRING)?.value.to_vec();
    let serial = id.expect(tag::INTEGER)?.value.to_vec();
    id.end()?;
    let status = status(fields.any()?, extended_revoke)?;
    let this_update = fields.expect(tag::GENERALIZED_TIME)?.time()?;
    let next_update = match fields.optional(tag::CONTEXT_0)? {
        Some(explicit) => Some(Tlv::read(explicit.value)?.time()?),
        None => None,
    };
    if let Some(explicit) = fields.optional(tag::CONTEXT_1)? {
        let mut list = Tlv::read(explicit.value)?.walk();
        while !list.is_empty() {
            let (_, critical, _) = extension(list.expect(tag::SEQUENCE)?)?;
            if critical {
                return Err(Broken::Malformed);
            }
        }
    }
    fields.end()?;
    Ok(SingleResponse {
        hash,
        issuer_name_hash,
        issuer_key_hash,
        serial,
        status,
        this_update,
        next_update,
    })
}

fn status(choice: Tlv<'_>, extended_revoke: bool) -> Result<OcspStatus> {
    match choice.tag {
        tag::PRIMITIVE_0 => Ok(OcspStatus::Good),
        tag::PRIMITIVE_2 => Ok(OcspStatus::Unknown),
        tag::CONTEXT_1 => {
            let mut fields = choice.walk();
            let at = fields.expect(tag::GENERALIZED_TIME)?.time()?;
            let reason = match fields.optional(tag::CONTEXT_0)? {
                Some(explicit) => Tlv::read(explicit.value)?.value.first().copied(),
                None => None,
            };
            let never = at == Time::UNIX_EPOCH && reason == Some(CERTIFICATE_HOLD);
            Ok(if never && extended_revoke {
                OcspStatus::NotIssued
            } else {
                OcspStatus::Revoked { at, reason }
            })
        }
        _ => Err(Broken::Malformed),
    }
}

/// Identifier, criticality and value of an extension.
pub(super) fn extension(tlv: Tlv<'_>) -> Result<(ObjectIdentifier, bool, &[u8])> {
    let mut fields = tlv.walk();
    let oid = fields.expect(tag::OID)?.oid()?;
    let critical = fields.optional(tag::BOOLEAN)?.is_some_and(|tlv| tlv.value == [0xff]);
    let value = fields.expect(tag::OCTET_STRING)?.value;
    fields.end()?;
    Ok((oid, critical, value))
}

/// The octets of a bit string without unused bits.
pub(super) fn bit_string(tlv: Tlv<'_>) -> Result<&[u8]> {
    tlv.value.strip_prefix(&[0]).ok_or(Broken::Malformed)
}

/// The content of the key's bit string.
pub(crate) fn key_bits(spki: &[u8]) -> Option<&[u8]> {
    let mut fields = Tlv::read(spki).ok()?.walk();
    fields.any().ok()?;
    bit_string(fields.expect(tag::BIT_STRING).ok()?).ok()
}

/// The request to post: the certificate by SHA-256 names, with a nonce.
pub fn request(certificate: &Certificate, issuer: &Issuer, nonce: &[u8]) -> Vec<u8> {
    let wrap = |tag, parts: &[&[u8]]| {
        let mut out = Vec::new();
        write_value(&mut out, tag, &parts.concat());
        out
    };
    let hash = Hash::Sha256;
    let algorithm =
        wrap(tag::SEQUENCE, &[&wrap(tag::OID, &[hash.oid().as_bytes()]), &[0x05, 0x00]]);
    let name = wrap(tag::OCTET_STRING, &[&hash.digest(&[&issuer.name])]);
    let bits = key_bits(&issuer.spki).unwrap_or_default();
    let key = wrap(tag::OCTET_STRING, &[&hash.digest(&[bits])]);
    let serial = wrap(tag::INTEGER, &[certificate.serial_der()]);
    let id = wrap(tag::SEQUENCE, &[&algorithm, &name, &key, &serial]);
    let list = wrap(tag::SEQUENCE, &[&wrap(tag::SEQUENCE, &[&id])]);
    let value = wrap(tag::OCTET_STRING, &[&wrap(tag::OCTET_STRING, &[nonce])]);
    let extension = wrap(tag::SEQUENCE, &[&wrap(tag::OID, &[oid::OCSP_NONCE.as_bytes()]), &value]);
    let extensions = wrap(tag::CONTEXT_2, &[&wrap(tag::SEQUENCE, &[&extension])]);
    wrap(tag::SEQUENCE, &[&wrap(tag::SEQUENCE, &[&list, &extensions])])
}
