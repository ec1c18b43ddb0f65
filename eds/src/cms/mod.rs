//! CMS signed data: read within limits, in the order of the document.
//!
//! *Enter by* [`SignedData::read`] on bytes that [`crate::asn1::normalise`] has passed. Signers and
//! certificates keep their order, and one unreadable certificate does not hide the others.

mod attributes;
mod signer;

use cms::signed_data::{SignerIdentifier, SignerInfo};
use der::Encode;
use der::asn1::ObjectIdentifier;

pub(crate) use attributes::Attributes;
pub(crate) use signer::{Digests, Outcome, check};

use crate::asn1::{Broken, Result, Tlv, tag};
use crate::certificate::Certificate;
use crate::limits::Limits;
use crate::oid;

/// The parts of `SignedData` that matter.
pub(crate) struct SignedData<'a> {
    pub(crate) content_type: ObjectIdentifier,
    pub(crate) content: Option<&'a [u8]>,
    pub(crate) certificates: Vec<Certificate>,
    /// OCSP answers embedded among the revocation data.
    pub(crate) ocsp: Vec<&'a [u8]>,
    /// Revocation lists embedded, in DER.
    pub(crate) crls: Vec<&'a [u8]>,
    pub(crate) signers: Vec<Signer<'a>>,
}

/// One `SignerInfo` with the bytes that were signed.
pub(crate) struct Signer<'a> {
    pub(crate) info: SignerInfo,
    /// The raw signer identifier.
    pub(crate) identifier: Tlv<'a>,
    pub(crate) signed: Option<Attributes<'a>>,
    pub(crate) unsigned: Attributes<'a>,
}

impl<'a> SignedData<'a> {
    pub(crate) fn read(der: &'a [u8], limits: &Limits) -> Result<Self> {
        let mut info = Tlv::read(der)?.walk();
        if info.expect(tag::OID)?.oid()? != oid::SIGNED_DATA {
            return Err(Broken::Malformed);
        }
        let data = Tlv::read(info.expect(tag::CONTEXT_0)?.value)?;
        if data.tag != tag::SEQUENCE {
            return Err(Broken::Malformed);
        }
        let mut fields = data.walk();
        fields.expect(tag::INTEGER)?;
        fields.expect(tag::SET)?;
        let mut content = fields.expect(tag::SEQUENCE)?.walk();
        let content_type = content.expect(tag::OID)?.oid()?;
        let content = match content.optional(tag::CONTEXT_0)? {
            None => None,
            Some(explicit) => {
                let octets = Tlv::read(explicit.value)?;
                // PKCS #7 allowed any type here; its value octets are what is digested.
                Some(octets.value)
            }
        };
        let mut signed = Self {
            content_type,
            content,
            certificates: vec![],
            ocsp: vec![],
            crls: vec![],
            signers: vec![],
        };
        if let Some(set) = fields.optional(tag::CONTEXT_0)? {
            signed.certificates = certificates(set, limits)?;
        }
        if let Some(set) = fields.optional(tag::CONTEXT_1)? {
            signed.take_revocation(set)?;
        }
        let mut infos = fields.expect(tag::SET)?.walk();
        while !infos.is_empty() {
            if signed.signers.len() >= limits.signers {
                return Err(Broken::Limit);
            }
            signed.signers.push(Signer::read(infos.expect(tag::SEQUENCE)?)?);
        }
        fields.end()?;
        Ok(signed)
    }

    fn take_revocation(&mut self, set: Tlv<'a>) -> Result<()> {
        let mut choices = set.walk();
        while !choices.is_empty() {
            let choice = choices.any()?;
            if choice.tag == tag::SEQUENCE {
                self.crls.push(choice.raw);
            } else if choice.tag == tag::CONTEXT_1 {
                let mut other = choice.walk();
                if other.expect(tag::OID)?.oid()? == oid::REVOCATION_OCSP {
                    self.ocsp.push(other.any()?.raw);
                }
            }
        }
        Ok(())
    }
}

fn certificates(set: Tlv<'_>, limits: &Limits) -> Result<Vec<Certificate>> {
    let mut found = Vec::new();
    let mut choices = set.walk();
    let mut count = 0;
    while !choices.is_empty() {
        count += 1;
        if count > limits.certificates {
            return Err(Broken::Limit);
        }
        let choice = choices.any()?;
        if choice.tag == tag::SEQUENCE
            && let Ok(certificate) = Certificate::from_der(choice.raw, limits)
        {
            found.push(certificate);
        }
    }
    Ok(found)
}

impl<'a> Signer<'a> {
    fn read(tlv: Tlv<'a>) -> Result<Self> {
        let info: SignerInfo = tlv.decode()?;
        let mut fields = tlv.walk();
        fields.expect(tag::INTEGER)?;
        let identifier = fields.any()?;
        fields.expect(tag::SEQUENCE)?;
        let signed = fields.optional(tag::CONTEXT_0)?.map(Attributes::read).transpose()?;
        fields.expect(tag::SEQUENCE)?;
        fields.expect(tag::OCTET_STRING)?;
        let unsigned = fields.optional(tag::CONTEXT_1)?.map(Attributes::read).transpose()?;
        fields.end()?;
        Ok(Self { info, identifier, signed, unsigned: unsigned.unwrap_or_default() })
    }

    /// Whether the identifier names this certificate.
    pub(crate) fn names(&self, certificate: &Certificate) -> bool {
        match &self.info.sid {
            SignerIdentifier::SubjectKeyIdentifier(id) => {
                certificate.subject_key_id() == Some(id.0.as_bytes())
            }
            SignerIdentifier::IssuerAndSerialNumber(_) => {
                let mut fields = self.identifier.walk();
                let issuer = fields.any().map(|tlv| tlv.raw);
                let serial = fields.any().map(|tlv| tlv.value);
                issuer == Ok(certificate.issuer_der()) && serial == Ok(certificate.serial_der())
            }
        }
    }

    /// The encodings of the signed attributes that a signature may be over: the bytes as they came
    /// under the tag of a set, and the same set in DER order where that differs.
    pub(crate) fn signed_messages(&self) -> Vec<Vec<u8>> {
        let Some(signed) = &self.signed else { return vec![] };
        let mut as_sent = Vec::with_capacity(signed.raw().len());
        crate::asn1::write_value(&mut as_sent, tag::SET, signed.raw());
        let sorted = self.info.signed_attrs.as_ref().and_then(|set| set.to_der().ok());
        let mut messages = vec![as_sent];
        messages.extend(sorted.filter(|sorted| messages.first() != Some(sorted)));
        messages
    }
}
