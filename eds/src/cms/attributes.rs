//! Signed and unsigned attributes of a CMS signer, read in place.

use der::asn1::ObjectIdentifier;

use crate::algorithm::Hash;
use crate::asn1::{Broken, Result, Time, Tlv, Walk, tag};
use crate::certificate::Certificate;
use crate::oid;

/// A set of attributes in the order of the document.
#[derive(Default)]
pub(crate) struct Attributes<'a> {
    raw: &'a [u8],
    list: Vec<(ObjectIdentifier, Tlv<'a>)>,
}

impl<'a> Attributes<'a> {
    pub(super) fn read(set: Tlv<'a>) -> Result<Self> {
        let mut list = Vec::new();
        let mut walk = set.walk();
        while !walk.is_empty() {
            let mut attribute = walk.expect(tag::SEQUENCE)?.walk();
            let oid = attribute.expect(tag::OID)?.oid()?;
            let values = attribute.expect(tag::SET)?;
            attribute.end()?;
            list.push((oid, values));
        }
        Ok(Self { raw: set.value, list })
    }

    /// The attributes without the tag and length of their set.
    pub(crate) fn raw(&self) -> &'a [u8] {
        self.raw
    }

    pub(crate) fn has(&self, oid: &ObjectIdentifier) -> bool {
        self.list.iter().any(|(found, _)| found == oid)
    }

    /// Whether some attribute stands there more than once.
    pub(crate) fn repeats(&self) -> bool {
        self.list
            .iter()
            .enumerate()
            .any(|(i, (oid, _))| self.list.iter().skip(i + 1).any(|(other, _)| other == oid))
    }

    /// All values of all attributes of a kind.
    pub(crate) fn values(&self, oid: ObjectIdentifier) -> impl Iterator<Item = Tlv<'a>> + '_ {
        self.list.iter().filter(move |(found, _)| *found == oid).flat_map(|(_, values)| {
            let mut walk: Walk<'a> = values.walk();
            std::iter::from_fn(move || if walk.is_empty() { None } else { walk.any().ok() })
        })
    }

    /// The only value of an attribute; none when it is absent.
    fn single(&self, oid: ObjectIdentifier) -> Result<Option<Tlv<'a>>> {
        let mut values = self.values(oid);
        match (values.next(), values.next()) {
            (Some(value), None) => Ok(Some(value)),
            (None, None) if !self.has(&oid) => Ok(None),
            _ => Err(Broken::Malformed),
        }
    }

    pub(crate) fn content_type(&self) -> Result<Option<ObjectIdentifier>> {
        self.single(oid::CONTENT_TYPE)?.map(|value| value.oid()).transpose()
    }

    pub(crate) fn message_digest(&self) -> Result<Option<&'a [u8]>> {
        match self.single(oid::MESSAGE_DIGEST)? {
            Some(Tlv { tag: tag::OCTET_STRING, value, .. }) => Ok(Some(value)),
            Some(_) => Err(Broken::Malformed),
            None => Ok(None),
        }
    }

    /// What the signer claims; chosen freely by the signer.
    pub(crate) fn signing_time(&self) -> Result<Option<Time>> {
        self.single(oid::SIGNING_TIME)?.map(|value| value.time()).transpose()
    }

    /// Whether a signing-certificate attribute names the certificate; none when there is none.
    pub(crate) fn names_certificate(&self, certificate: &Certificate) -> Result<Option<bool>> {
        let first = self.single(oid::SIGNING_CERTIFICATE)?;
        let second = self.single(oid::SIGNING_CERTIFICATE_V2)?;
        let mut answer = None;
        for (value, newer) in [(first, false), (second, true)] {
            if let Some(value) = value {
                let named = ess_names(value, newer, certificate)?;
                answer = Some(answer.unwrap_or(true) && named);
            }
        }
        Ok(answer)
    }
}

/// `SigningCertificate` (SHA-1) and `SigningCertificateV2`: the first entry is the signer's.
fn ess_names(value: Tlv<'_>, newer: bool, certificate: &Certificate) -> Result<bool> {
    let mut certificates = value.walk().expect(tag::SEQUENCE)?.walk();
    let mut entry = certificates.expect(tag::SEQUENCE)?.walk();
    let hash = if !newer {
        Hash::Sha1
    } else if let Some(algorithm) = entry.optional(tag::SEQUENCE)? {
        let oid = algorithm.walk().expect(tag::OID)?.oid()?;
        match Hash::from_oid(&oid) {
            Some(hash) if hash != Hash::Sha1 => hash,
            _ => return Ok(false),
        }
    } else {
        Hash::Sha256
    };
    let digest = entry.expect(tag::OCTET_STRING)?.value;
    Ok(hash.digest(&[certificate.der()]) == digest)
}
