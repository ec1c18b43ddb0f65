//! The extensions of a certificate: strict where they bind, lenient where they only inform.

use der::asn1::{ObjectIdentifier, OctetString};
use der::{Decode, asn1::OctetStringRef};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName};
use x509_cert::ext::pkix::{
    AuthorityInfoAccessSyntax, AuthorityKeyIdentifier, BasicConstraints, CertificatePolicies,
    CrlDistributionPoints, ExtendedKeyUsage, KeyUsage, SubjectAltName,
};

use crate::asn1::Broken;
use crate::oid;

#[derive(Default)]
pub(super) struct Extensions {
    pub(super) subject_key_id: Option<Vec<u8>>,
    pub(super) authority_key_id: Option<Vec<u8>>,
    pub(super) key_usage: Option<KeyUsage>,
    pub(super) constraints: Option<BasicConstraints>,
    pub(super) extended: Option<(bool, Vec<ObjectIdentifier>)>,
    pub(super) policies: Vec<ObjectIdentifier>,
    pub(super) crl_urls: Vec<String>,
    pub(super) delta_urls: Vec<String>,
    pub(super) ocsp_urls: Vec<String>,
    pub(super) issuer_urls: Vec<String>,
    pub(super) email: Option<String>,
    pub(super) key_store: Option<ObjectIdentifier>,
    pub(super) no_check: bool,
    pub(super) unknown_critical: Vec<ObjectIdentifier>,
}

impl Extensions {
    pub(super) fn read(extensions: &[Extension]) -> Result<Self, Broken> {
        let mut found = Self::default();
        for (index, extension) in extensions.iter().enumerate() {
            let twice = extensions.iter().skip(index + 1).any(|e| e.extn_id == extension.extn_id);
            if twice {
                return Err(Broken::Malformed);
            }
            found.take(extension)?;
        }
        Ok(found)
    }

    fn take(&mut self, extension: &Extension) -> Result<(), Broken> {
        let bytes = extension.extn_value.as_bytes();
        match extension.extn_id {
            oid::SUBJECT_KEY_ID => {
                self.subject_key_id = Some(<&OctetStringRef>::from_der(bytes)?.as_bytes().to_vec());
            }
            oid::AUTHORITY_KEY_ID => {
                let id = AuthorityKeyIdentifier::from_der(bytes)?;
                self.authority_key_id =
                    id.key_identifier.map(OctetString::into_bytes).map(Into::into);
            }
            oid::KEY_USAGE => self.key_usage = Some(KeyUsage::from_der(bytes)?),
            oid::BASIC_CONSTRAINTS => self.constraints = Some(BasicConstraints::from_der(bytes)?),
            oid::EXTENDED_KEY_USAGE => {
                self.extended = Some((extension.critical, ExtendedKeyUsage::from_der(bytes)?.0));
            }
            oid::POLICIES => {
                let policies = CertificatePolicies::from_der(bytes)?.0;
                self.policies = policies.iter().map(|p| p.policy_identifier).collect();
            }
            oid::OCSP_NO_CHECK => self.no_check = true,
            _ if extension.critical && extension.extn_id != oid::SUBJECT_ALT_NAME => {
                self.unknown_critical.push(extension.extn_id);
            }
            _ => self.take_informative(extension, bytes),
        }
        Ok(())
    }

    /// Addresses and the like: a mistake in them does not spoil the certificate.
    fn take_informative(&mut self, extension: &Extension, bytes: &[u8]) {
        match extension.extn_id {
            oid::CRL_POINTS => self.crl_urls = distribution_urls(bytes),
            oid::FRESHEST_CRL => self.delta_urls = distribution_urls(bytes),
            oid::AUTHORITY_ACCESS => {
                let access = AuthorityInfoAccessSyntax::from_der(bytes).map_or(vec![], |a| a.0);
                for entry in access {
                    let GeneralName::UniformResourceIdentifier(url) = entry.access_location else {
                        continue;
                    };
                    match entry.access_method {
                        oid::ACCESS_OCSP => self.ocsp_urls.push(url.to_string()),
                        oid::ACCESS_ISSUERS => self.issuer_urls.push(url.to_string()),
                        _ => {}
                    }
                }
            }
            oid::SUBJECT_ALT_NAME => {
                let names = SubjectAltName::from_der(bytes).map_or(vec![], |n| n.0);
                self.email = names.iter().find_map(|name| match name {
                    GeneralName::Rfc822Name(email) => Some(email.to_string()),
                    _ => None,
                });
            }
            oid::KEY_STORE => {
                let stores = Vec::<ObjectIdentifier>::from_der(bytes).unwrap_or_default();
                self.key_store = stores.first().copied();
            }
            _ => {}
        }
    }
}

fn distribution_urls(bytes: &[u8]) -> Vec<String> {
    let points = CrlDistributionPoints::from_der(bytes).map_or(vec![], |points| points.0);
    let names = points.into_iter().filter_map(|point| match point.distribution_point {
        Some(DistributionPointName::FullName(names)) => Some(names),
        _ => None,
    });
    names
        .flatten()
        .filter_map(|name| match name {
            GeneralName::UniformResourceIdentifier(url) => Some(url.to_string()),
            _ => None,
        })
        .collect()
}
