//! How much of an input is looked at before it is refused.

/// Bounds on every input. The defaults let the largest real document through; a caller behind a
/// public door may tighten them, never needs to loosen them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a CMS or XML document, its armour included.
    pub input_bytes: usize,
    /// Bytes of one certificate.
    pub certificate_bytes: usize,
    /// Certificates inside one document.
    pub certificates: usize,
    /// Signers of one document.
    pub signers: usize,
    /// Nested ASN.1 values.
    pub asn1_depth: usize,
    /// ASN.1 values in one document, certificate or answer.
    pub asn1_values: usize,
    /// Members of one ASN.1 set.
    pub asn1_set: usize,
    /// Bytes of an XML document.
    pub xml_bytes: usize,
    /// Canonical bytes made while one XML document is checked, all signatures together.
    pub xml_canonical_bytes: usize,
    /// Nested XML elements.
    pub xml_depth: usize,
    /// XML elements, attributes and pieces of text together.
    pub xml_nodes: usize,
    /// Attributes and namespace declarations of one XML element.
    pub xml_attributes: usize,
    /// Bytes of one OCSP answer.
    pub ocsp_bytes: usize,
    /// Bytes of one revocation list.
    pub crl_bytes: usize,
    /// Entries of one revocation list.
    pub crl_entries: usize,
    /// Timestamps looked at for one signature.
    pub timestamps: usize,
    /// Certificates from a signer to an anchor, both included.
    pub chain: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            input_bytes: 64 << 20,
            certificate_bytes: 64 << 10,
            certificates: 64,
            signers: 32,
            asn1_depth: 32,
            asn1_values: 50_000,
            asn1_set: 256,
            xml_bytes: 16 << 20,
            xml_canonical_bytes: 128 << 20,
            xml_depth: 128,
            xml_nodes: 500_000,
            xml_attributes: 256,
            ocsp_bytes: 256 << 10,
            crl_bytes: 64 << 20,
            crl_entries: 2_000_000,
            timestamps: 4,
            chain: 6,
        }
    }
}
