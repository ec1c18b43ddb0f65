//! The examples of RFC 5280, appendix C: read to the letter, and refused for what they are — RSA of
//! 1024 bits under SHA-1.
#![expect(clippy::unwrap_used, reason = "tests")]

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use eds::algorithm::PublicKey;
use eds::chain::Issuer;
use eds::revocation::{Crl, CrlError};
use eds::{Certificate, Limits, oid};

/// Appendix C.1: the certificate of the example authority.
const AUTHORITY: &str = concat!(
    "MIICPjCCAaegAwIBAgIBETANBgkqhkiG9w0BAQUFADBDMRMwEQYKCZImiZPyLGQBGRYDY29tMRcw",
    "FQYKCZImiZPyLGQBGRYHZXhhbXBsZTETMBEGA1UEAxMKRXhhbXBsZSBDQTAeFw0wNDA0MzAxNDI1",
    "MzRaFw0wNTA0MzAxNDI1MzRaMEMxEzARBgoJkiaJk/IsZAEZFgNjb20xFzAVBgoJkiaJk/IsZAEZ",
    "FgdleGFtcGxlMRMwEQYDVQQDEwpFeGFtcGxlIENBMIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKB",
    "gQDC15dtKHCqW88jLoBwOe7bb9Ut1WpPejQt+SJyR3Ad74DpyjCMAMSabltFtG6l5myUDfqR6UD8",
    "JZ3Ht2gZVo8RcGrX8ckRTzp+P5mNbnaldF9epFVT5cdoNlPHHTsSpoX+vW6hyt81UKwI17m0flz+",
    "4qMs0SOEqpjAm2YYmmhH6QIDAQABo0IwQDAdBgNVHQ4EFgQUCGivhTPIOUp6+IKTjnBqSiCELDIw",
    "DgYDVR0PAQH/BAQDAgEGMA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcNAQEFBQADgYEAbPgCdKZh",
    "4mQEplQMbHITrTxH+/ZlE6mFkDPqdqMm2fzRDhVfKLfvk7888+I+fLlS/BZuKarh9Hpv1X/vs5XK",
    "82aIg06hNUWEy7ybuMitxV5G2QsOjYDhMyvcviuSfkpDqWrvimNhs25HOL7oDaNnXfP6kYE8krvF",
    "XyUl63zn2KE=",
);

/// Appendix C.2: a certificate issued by it.
const ENTITY: &str = concat!(
    "MIICcTCCAdqgAwIBAgIBEjANBgkqhkiG9w0BAQUFADBDMRMwEQYKCZImiZPyLGQBGRYDY29tMRcw",
    "FQYKCZImiZPyLGQBGRYHZXhhbXBsZTETMBEGA1UEAxMKRXhhbXBsZSBDQTAeFw0wNDA5MTUxMTQ4",
    "MjFaFw0wNTAzMTUxMTQ4MjFaMEMxEzARBgoJkiaJk/IsZAEZFgNjb20xFzAVBgoJkiaJk/IsZAEZ",
    "FgdleGFtcGxlMRMwEQYDVQQDEwpFbmQgRW50aXR5MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKB",
    "gQDhauQDMJcCPPQQ87UeTX8Ue/b10HjppIrwo3Xs7bZWln+ImYWa8j5od4frntGfwLQX3KuJI6Qd",
    "fhYjTE+oTfUxuHyq4xpJCfRLJtsnZzCCEgFK6Rq2wQxTi2z8L3pD7DM2fjKye9WqzwEUxhLsE/It",
    "FHqLIVgUE0xGo5ryFpX/IwIDAQABo3UwczAhBgNVHREEGjAYgRZlbmQuZW50aXR5QGV4YW1wbGUu",
    "Y29tMB0GA1UdDgQWBBQXe5Iw/0TWZuGQECJsFk/AjkHdbTAfBgNVHSMEGDAWgBQIaK+FM8g5Snr4",
    "gpOOcGpKIIQsMjAOBgNVHQ8BAf8EBAMCBsAwDQYJKoZIhvcNAQEFBQADgYEAACAoNFtoMgG7CjYO",
    "rXHFlRrhBM+urcdiFKQbNjHA4gw92R7AANwQoLqFb0HLYnq3TGOBJl7SgEVeM+dwRTs5OyZKnDvy",
    "JjZpCHm7+5ZDd0thi6GrkWTg8zdhPBqjpMmKsr9z1E3kWORi6rwgdJKGDs6EYHbpc7vHhdORRepi",
    "Xc0=",
);

/// Appendix C.4: its revocation list.
const LIST: &str = concat!(
    "MIIBYDCBygIBATANBgkqhkiG9w0BAQUFADBDMRMwEQYKCZImiZPyLGQBGRYDY29tMRcwFQYKCZIm",
    "iZPyLGQBGRYHZXhhbXBsZTETMBEGA1UEAxMKRXhhbXBsZSBDQRcNMDUwMjA1MTIwMDAwWhcNMDUw",
    "MjA2MTIwMDAwWjAiMCACARIXDTA0MTExOTE1NTcwM1owDDAKBgNVHRUEAwoBAaAvMC0wHwYDVR0j",
    "BBgwFoAUCGivhTPIOUp6+IKTjnBqSiCELDIwCgYDVR0UBAMCAQwwDQYJKoZIhvcNAQEFBQADgYEA",
    "ItwYffcIzsx10NBqm60Q9HYjtIFutW2+DvsVFGzIF20f7pAXom9g5L2qjFXejoRvkvifEBInr0rU",
    "L4XiNkR9qqNMJTgV/wD9Pn7uPSYS69jnK2LiK8NGgO94gtEVxtCccmrLznrtZ5mLbnCBfUNCdMGm",
    "r8FVF6IzTNYGmCuk/C4=",
);

fn certificate(text: &str) -> Certificate {
    Certificate::from_der(&STANDARD.decode(text).unwrap(), &Limits::default()).unwrap()
}

fn time(text: &str) -> eds::Time {
    chrono::DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

#[test]
fn the_authority_reads_as_printed() {
    let authority = certificate(AUTHORITY);
    assert_eq!(authority.serial_hex(), "11");
    assert_eq!(authority.subject().distinguished_name, "DC=com,DC=example,CN=Example CA");
    assert_eq!(authority.subject_der(), authority.issuer_der());
    assert_eq!(authority.not_before(), time("2004-04-30T14:25:34Z"));
    assert_eq!(authority.not_after(), time("2005-04-30T14:25:34Z"));
    assert_eq!(authority.key_usages(), ["key_cert_sign", "crl_sign"]);
    assert!(authority.is_authority());
    assert_eq!(authority.signature_algorithm(), oid::RSA_SHA1);
}

#[test]
fn the_entity_reads_as_printed() {
    let (authority, entity) = (certificate(AUTHORITY), certificate(ENTITY));
    assert_eq!(entity.serial_hex(), "12");
    assert_eq!(entity.subject().common_name.as_deref(), Some("End Entity"));
    assert_eq!(entity.issuer_der(), authority.subject_der());
    assert_eq!(entity.authority_key_id(), authority.subject_key_id());
    assert_eq!(entity.email(), Some("end.entity@example.com"));
    assert_eq!(entity.not_before(), time("2004-09-15T11:48:21Z"));
    assert_eq!(entity.not_after(), time("2005-03-15T11:48:21Z"));
    assert_eq!(entity.key_usages(), ["digital_signature", "non_repudiation"]);
    assert!(!entity.is_authority());
}

#[test]
fn sha_1_signs_neither_certificates_nor_lists() {
    let (authority, entity) = (certificate(AUTHORITY), certificate(ENTITY));
    let key = authority.key().unwrap();
    assert!(!entity.is_signed_by(key));
    let issuer = Issuer {
        name: authority.subject_der().to_vec(),
        spki: authority.spki().to_vec(),
        spki_fingerprint: *authority.spki_fingerprint(),
        key: PublicKey::from_spki(authority.spki()).unwrap(),
        certificate: Some(authority),
    };
    let list = STANDARD.decode(LIST).unwrap();
    assert_eq!(Crl::load(&list, &issuer, &Limits::default()).err(), Some(CrlError::Signature));
}
