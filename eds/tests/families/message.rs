//! Signed messages made here: CMS with any mistake a test wants, and timestamps.

use eds::Time;
use eds::algorithm::Hash;

use super::asn1::{algorithm, generalized, integer, octets, oid, sequence, set, tlv, utc};
use super::pki::Holder;

const DATA: &str = "1.2.840.113549.1.7.1";
const TST_INFO: &str = "1.2.840.113549.1.9.16.1.4";

/// One signer and the mistakes made for it.
pub(crate) struct Signing<'a> {
    pub(crate) holder: &'a Holder,
    pub(crate) content: &'a [u8],
    pub(crate) content_type: &'static str,
    pub(crate) claimed: Option<Time>,
    /// The certificate that the signing-certificate attribute names.
    pub(crate) names: Option<&'a Holder>,
    pub(crate) attributes: bool,
    pub(crate) more_attributes: Vec<Vec<u8>>,
    pub(crate) digest_algorithm: &'static str,
    /// Signs the timestamp over the signature's value.
    pub(crate) stamp: Option<(&'a Holder, Time)>,
    pub(crate) stamp_covers: Option<Vec<u8>>,
}

impl<'a> Signing<'a> {
    pub(crate) fn new(holder: &'a Holder, content: &'a [u8]) -> Self {
        Self {
            holder,
            content,
            content_type: DATA,
            claimed: None,
            names: Some(holder),
            attributes: true,
            more_attributes: vec![],
            digest_algorithm: "1.2.398.3.10.1.3.3",
            stamp: None,
            stamp_covers: None,
        }
    }

    fn signed_attributes(&self) -> Vec<u8> {
        let digest = Hash::Streebog512.digest(&[self.content]);
        let mut list = vec![
            attribute("1.2.840.113549.1.9.3", &oid(self.content_type)),
            attribute("1.2.840.113549.1.9.4", &octets(&digest)),
        ];
        list.extend(self.claimed.map(|at| attribute("1.2.840.113549.1.9.5", &utc(at))));
        if let Some(named) = self.names {
            let hash = octets(&Hash::Sha256.digest(&[named.certificate.der()]));
            let value = sequence(&[&sequence(&[&sequence(&[&hash])])]);
            list.push(attribute("1.2.840.113549.1.9.16.2.47", &value));
        }
        list.extend(self.more_attributes.clone());
        list.sort();
        list.concat()
    }

    pub(crate) fn info(&self) -> Vec<u8> {
        let attributes = self.signed_attributes();
        let message =
            if self.attributes { tlv(0x31, &[&attributes]) } else { self.content.to_vec() };
        let signature = self.holder.key.sign(&message);
        let certificate = &self.holder.certificate;
        let identifier =
            sequence(&[certificate.issuer_der(), &tlv(0x02, &[&signed_integer(certificate)])]);
        let attributes = if self.attributes { tlv(0xa0, &[&attributes]) } else { vec![] };
        let stamp = self.stamp.map_or(vec![], |(service, at)| {
            let covered = self.stamp_covers.as_deref().unwrap_or(&signature);
            let value = token(service, covered, at);
            tlv(0xa1, &[&attribute("1.2.840.113549.1.9.16.2.14", &value)])
        });
        sequence(&[
            &integer(1),
            &identifier,
            &algorithm(self.digest_algorithm),
            &attributes,
            &algorithm("1.2.398.3.10.1.1.2.3.2"),
            &octets(&signature),
            &stamp,
        ])
    }
}

fn signed_integer(certificate: &eds::Certificate) -> Vec<u8> {
    let serial = certificate.serial();
    let zero: &[u8] = if serial.first().is_some_and(|d| d & 0x80 != 0) { &[0] } else { &[] };
    [zero, serial].concat()
}

pub(crate) fn attribute(id: &str, value: &[u8]) -> Vec<u8> {
    sequence(&[&oid(id), &set(&[value])])
}

/// A CMS of signer infos; the content inside when `attached`.
pub(crate) fn message(
    content: &[u8],
    attached: bool,
    certificates: &[&Holder],
    infos: &[Vec<u8>],
) -> Vec<u8> {
    wrap(DATA, attached.then_some(content), certificates, infos)
}

fn wrap(
    content_type: &str,
    content: Option<&[u8]>,
    certificates: &[&Holder],
    infos: &[Vec<u8>],
) -> Vec<u8> {
    let content = content.map_or(vec![], |bytes| tlv(0xa0, &[&octets(bytes)]));
    let certificates: Vec<&[u8]> = certificates.iter().map(|h| h.certificate.der()).collect();
    let data = sequence(&[
        &integer(1),
        &set(&[&algorithm("1.2.398.3.10.1.3.3")]),
        &sequence(&[&oid(content_type), &content]),
        &tlv(0xa0, &certificates),
        &set(&infos.iter().map(Vec::as_slice).collect::<Vec<_>>()),
    ]);
    sequence(&[&oid("1.2.840.113549.1.7.2"), &tlv(0xa0, &[&data])])
}

/// A timestamp token over some bytes.
pub(crate) fn token(service: &Holder, covered: &[u8], at: Time) -> Vec<u8> {
    let imprint = sequence(&[
        &algorithm("1.2.398.3.10.1.3.3"),
        &octets(&Hash::Streebog512.digest(&[covered])),
    ]);
    let info = sequence(&[
        &integer(1),
        &oid("1.2.398.3.3.2.6.4"),
        &imprint,
        &[0x02, 0x02, 0xff, 0x38],
        &generalized(at),
    ]);
    let signing = Signing { content_type: TST_INFO, ..Signing::new(service, &info) };
    wrap(TST_INFO, Some(&info), &[service], &[signing.info()])
}

/// The usual case: one signer, content inside.
pub(crate) fn attached(signing: &Signing<'_>) -> Vec<u8> {
    message(signing.content, true, &[signing.holder], &[signing.info()])
}
