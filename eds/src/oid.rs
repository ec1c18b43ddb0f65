//! Object identifiers of the state registry (arc 1.2.398) and of the standards used here.

use der::asn1::ObjectIdentifier;

macro_rules! oids {
    ($($(#[$doc:meta])* $name:ident = $value:literal;)*) => {
        $($(#[$doc])* pub const $name: ObjectIdentifier = ObjectIdentifier::new_unwrap($value);)*
    };
}

oids! {
    /// Key of GOST 34.310-2004.
    GOST2004_KEY = "1.2.398.3.10.1.1.1.1";
    /// Parameter set A of GOST 34.310-2004.
    GOST2004_CURVE_A = "1.2.398.3.10.1.1.1.1.1";
    /// Signature of GOST 34.310-2004 with GOST 34.311-95.
    GOST2004_SIGNATURE = "1.2.398.3.10.1.1.1.2";
    /// Key of GOST 34.310-2004 as older software wrote it.
    GOST2004_KEY_LEGACY = "1.3.6.1.4.1.6801.1.5.8";
    /// Key of GOST 34.10-2015, 256 bits.
    GOST256_KEY = "1.2.398.3.10.1.1.2.1";
    /// Parameter set A of GOST 34.10-2015, 256 bits.
    GOST256_CURVE_A = "1.2.398.3.10.1.1.2.1.1";
    /// Signature of GOST 34.10-2015, 256 bits.
    GOST256_SIGNATURE = "1.2.398.3.10.1.1.2.3.1";
    /// Key of GOST 34.10-2015, 512 bits.
    GOST512_KEY = "1.2.398.3.10.1.1.2.2";
    /// Parameter set A of GOST 34.10-2015, 512 bits.
    GOST512_CURVE_A = "1.2.398.3.10.1.1.2.2.1";
    /// Signature of GOST 34.10-2015, 512 bits.
    GOST512_SIGNATURE = "1.2.398.3.10.1.1.2.3.2";
    /// Hash GOST 34.311-95.
    GOST34311 = "1.2.398.3.10.1.3.1";
    /// Parameters of GOST 34.311-95 named test in the registry.
    GOST34311_PARAMETERS = "1.2.398.3.10.1.3.1.1.0";
    /// Hash GOST 34.11-2015 of 256 bits.
    STREEBOG256 = "1.2.398.3.10.1.3.2";
    /// Hash GOST 34.11-2015 of 512 bits.
    STREEBOG512 = "1.2.398.3.10.1.3.3";
    /// rsaEncryption.
    RSA = "1.2.840.113549.1.1.1";
    /// sha1WithRSAEncryption: refused.
    RSA_SHA1 = "1.2.840.113549.1.1.5";
    /// sha256WithRSAEncryption.
    RSA_SHA256 = "1.2.840.113549.1.1.11";
    /// sha384WithRSAEncryption.
    RSA_SHA384 = "1.2.840.113549.1.1.12";
    /// sha512WithRSAEncryption.
    RSA_SHA512 = "1.2.840.113549.1.1.13";
    /// SHA-1.
    SHA1 = "1.3.14.3.2.26";
    /// SHA-256.
    SHA256 = "2.16.840.1.101.3.4.2.1";
    /// SHA-384.
    SHA384 = "2.16.840.1.101.3.4.2.2";
    /// SHA-512.
    SHA512 = "2.16.840.1.101.3.4.2.3";

    /// Common name.
    COMMON_NAME = "2.5.4.3";
    /// Surname.
    SURNAME = "2.5.4.4";
    /// SERIALNUMBER: `IIN` and twelve digits.
    SERIAL_NUMBER = "2.5.4.5";
    /// Country.
    COUNTRY = "2.5.4.6";
    /// City.
    LOCALITY = "2.5.4.7";
    /// Region.
    STATE = "2.5.4.8";
    /// Organisation.
    ORGANISATION = "2.5.4.10";
    /// OU: `BIN` and twelve digits.
    ORGANISATION_UNIT = "2.5.4.11";
    /// Code of a client of the treasury.
    BUSINESS_CATEGORY = "2.5.4.15";
    /// Given name, which holds the patronymic here.
    GIVEN_NAME = "2.5.4.42";
    /// E-mail in a name.
    EMAIL = "1.2.840.113549.1.9.1";
    /// User id: the identifier of an information system.
    USER_ID = "0.9.2342.19200300.100.1.1";
    /// Domain component: role of a client of the treasury.
    DOMAIN_COMPONENT = "0.9.2342.19200300.100.1.25";

    /// Extension subjectKeyIdentifier.
    SUBJECT_KEY_ID = "2.5.29.14";
    /// Extension keyUsage.
    KEY_USAGE = "2.5.29.15";
    /// Extension subjectAltName.
    SUBJECT_ALT_NAME = "2.5.29.17";
    /// Extension basicConstraints.
    BASIC_CONSTRAINTS = "2.5.29.19";
    /// Extension cRLNumber.
    CRL_NUMBER = "2.5.29.20";
    /// Extension reasonCode of a CRL entry.
    CRL_REASON = "2.5.29.21";
    /// Extension deltaCRLIndicator.
    DELTA_CRL = "2.5.29.27";
    /// Extension issuingDistributionPoint.
    ISSUING_DISTRIBUTION_POINT = "2.5.29.28";
    /// Extension cRLDistributionPoints.
    CRL_POINTS = "2.5.29.31";
    /// Extension certificatePolicies.
    POLICIES = "2.5.29.32";
    /// Extension authorityKeyIdentifier.
    AUTHORITY_KEY_ID = "2.5.29.35";
    /// Extension extKeyUsage.
    EXTENDED_KEY_USAGE = "2.5.29.37";
    /// Extension freshestCRL: where the delta is.
    FRESHEST_CRL = "2.5.29.46";
    /// Extension authorityInfoAccess.
    AUTHORITY_ACCESS = "1.3.6.1.5.5.7.1.1";
    /// Extension of the national authority: where the key is kept.
    KEY_STORE = "1.2.398.3.3.5";
    /// Access method OCSP.
    ACCESS_OCSP = "1.3.6.1.5.5.7.48.1";
    /// Access method caIssuers.
    ACCESS_ISSUERS = "1.3.6.1.5.5.7.48.2";

    /// Extended use clientAuth: the key for log-in.
    CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    /// Extended use emailProtection: the key for signing.
    EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4";
    /// Extended use timeStamping.
    TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
    /// Extended use `OCSPSigning`.
    OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
    /// Any extended use.
    ANY_EXTENDED_USE = "2.5.29.37.0";

    /// id-pkix-ocsp-basic.
    OCSP_BASIC = "1.3.6.1.5.5.7.48.1.1";
    /// id-pkix-ocsp-nonce.
    OCSP_NONCE = "1.3.6.1.5.5.7.48.1.2";
    /// id-pkix-ocsp-nocheck.
    OCSP_NO_CHECK = "1.3.6.1.5.5.7.48.1.5";
    /// id-pkix-ocsp-extended-revoke.
    OCSP_EXTENDED_REVOKE = "1.3.6.1.5.5.7.48.1.9";

    /// id-data.
    DATA = "1.2.840.113549.1.7.1";
    /// id-signedData.
    SIGNED_DATA = "1.2.840.113549.1.7.2";
    /// id-ct-TSTInfo.
    TST_INFO = "1.2.840.113549.1.9.16.1.4";
    /// Attribute contentType.
    CONTENT_TYPE = "1.2.840.113549.1.9.3";
    /// Attribute messageDigest.
    MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
    /// Attribute signingTime.
    SIGNING_TIME = "1.2.840.113549.1.9.5";
    /// Attribute signingCertificate, with SHA-1.
    SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12";
    /// Attribute signingCertificateV2.
    SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";
    /// Attribute signature timestamp.
    SIGNATURE_TIMESTAMP = "1.2.840.113549.1.9.16.2.14";
    /// Attribute of revocation values (CAdES-X long).
    REVOCATION_VALUES = "1.2.840.113549.1.9.16.2.24";
    /// Attribute archive-timestamp-v3.
    ARCHIVE_TIMESTAMP_V3 = "0.4.0.1733.2.4";
    /// id-ri-ocsp-response: an OCSP answer among the CRLs of a CMS.
    REVOCATION_OCSP = "1.3.6.1.5.5.7.16.2";

    /// Role of the national authority: individual.
    ROLE_INDIVIDUAL = "1.2.398.3.3.4.1.1";
    /// Role: legal entity.
    ROLE_ORGANISATION = "1.2.398.3.3.4.1.2";
    /// Role: first head.
    ROLE_HEAD = "1.2.398.3.3.4.1.2.1";
    /// Role: right to sign.
    ROLE_SIGNING_RIGHT = "1.2.398.3.3.4.1.2.2";
    /// Role: right to sign financial documents.
    ROLE_SIGNING_RIGHT_FINANCIAL = "1.2.398.3.3.4.1.2.3";
    /// Role: employee of the personnel department.
    ROLE_PERSONNEL = "1.2.398.3.3.4.1.2.4";
    /// Role: employee.
    ROLE_EMPLOYEE = "1.2.398.3.3.4.1.2.5";
    /// Role: information system; registered systems stand below it.
    ROLE_INFORMATION_SYSTEM = "1.2.398.3.3.4.1.2.6";
    /// Role: user of the treasury client.
    ROLE_TREASURY = "1.2.398.5.19.1.2.2.1";
    /// Privileges of the authority's own people.
    ROLE_AUTHORITY = "1.2.398.3.3.4.2";
    /// How the owner was identified.
    ROLE_IDENTIFIED = "1.2.398.3.3.4.3";
    /// Any policy.
    ANY_POLICY = "2.5.29.32.0";
}

/// Whether `oid` is `arc` or stands below it.
pub(crate) fn within(oid: &ObjectIdentifier, arc: &ObjectIdentifier) -> bool {
    let mut arcs = oid.arcs();
    arc.arcs().all(|part| arcs.next() == Some(part))
}
