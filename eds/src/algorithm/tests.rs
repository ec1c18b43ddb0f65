//! Which identifiers belong together.

use super::*;

#[test]
fn the_digest_must_belong_to_the_algorithm() {
    let of = SignatureAlgorithm::from_signer;
    assert_eq!(of(&oid::GOST2004_KEY, Hash::Gost34311), Some(SignatureAlgorithm::Gost2004));
    assert_eq!(of(&oid::GOST2004_KEY, Hash::Sha256), None);
    assert_eq!(of(&oid::GOST512_SIGNATURE, Hash::Streebog512), Some(SignatureAlgorithm::Gost512));
    assert_eq!(of(&oid::GOST512_SIGNATURE, Hash::Streebog256), None);
    assert_eq!(of(&oid::RSA, Hash::Sha384), Some(SignatureAlgorithm::RsaSha384));
    assert_eq!(of(&oid::RSA, Hash::Sha1), None);
    assert_eq!(of(&oid::RSA_SHA1, Hash::Sha1), None);
}

#[test]
fn refuses_what_is_no_key() {
    assert_eq!(PublicKey::from_spki(b"").err(), Some(KeyError::Malformed));
    assert_eq!(PublicKey::from_spki(&[0x30, 0x00]).err(), Some(KeyError::Malformed));
}

#[test]
fn arcs_are_compared_by_part_and_not_by_digit() {
    let twelve = ObjectIdentifier::new_unwrap("1.2.398.3.3.4.12");
    let one = ObjectIdentifier::new_unwrap("1.2.398.3.3.4.1");
    assert!(!oid::within(&twelve, &one));
    assert!(oid::within(&oid::ROLE_HEAD, &one));
    assert!(!oid::within(&one, &oid::ROLE_HEAD));
}
