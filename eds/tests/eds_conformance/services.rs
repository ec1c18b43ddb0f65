//! Answers of services: OCSP, timestamps, revocation lists.

use eds::Limits;
use eds::revocation::{OcspResponse, OcspStatus, reason_name};
use eds::timestamp::Token;

use super::certificates::plain;
use super::folder::{Folder, Row, hex, issuer, time, unhex};

pub(crate) fn check_ocsp(folder: &Folder, row: &Row) {
    row.knows_only(&[
        "certid_hash",
        "issuer",
        "next_update",
        "nonce_hex",
        "note",
        "reason",
        "revocation_time",
        "serial",
        "status",
        "this_update",
        "produced_at",
        "signature",
        "verdict",
        "why",
    ]);
    let file = &row.file;
    let answer = OcspResponse::read(&folder.read(file), &Limits::default())
        .unwrap_or_else(|error| panic!("{file}: {error}"));
    let [single] = answer.responses.as_slice() else { panic!("{file}: not one response") };
    let serial = hex(single.serial());
    assert_eq!(Some(serial.trim_start_matches('0')), row.text("serial"), "{file}: serial");
    if let Some(authority) = row.text("issuer") {
        let issuer = issuer(&folder.certificate(authority));
        let bad = [row.text("signature"), row.text("verdict")].contains(&Some("invalid"));
        assert_eq!(answer.is_signed_for(&issuer), !bad, "{file}: signature");
        assert!(single.names(single.serial(), &issuer), "{file}: CertID");
        for (_, other) in folder.issuers() {
            let same = other.spki == issuer.spki && !bad;
            assert_eq!(answer.is_signed_for(&other), same, "{file}: by another issuer");
        }
    }
    if let Some(expected) = row.text("certid_hash") {
        assert_eq!(single.hash.to_string(), expected, "{file}: certid_hash");
    }
    if let Some(expected) = row.text("nonce_hex") {
        assert_eq!(answer.nonce.as_deref().map(hex).as_deref(), Some(expected), "{file}: nonce");
    }
    if row.fields.contains_key("next_update") {
        let expected = row.text("next_update").map(time);
        assert_eq!(single.next_update, expected, "{file}: next_update");
    }
    if let Some(expected) = row.text("this_update") {
        assert_eq!(single.this_update, time(expected), "{file}: this_update");
    }
    if let Some(expected) = row.text("produced_at") {
        assert_eq!(answer.produced_at, time(expected), "{file}: produced_at");
    }
    match (row.text("status").unwrap(), single.status) {
        ("good", OcspStatus::Good) | ("unknown", OcspStatus::NotIssued | OcspStatus::Unknown) => {}
        ("revoked", OcspStatus::Revoked { at, reason }) => {
            assert_eq!(Some(at), row.text("revocation_time").map(time), "{file}");
            let named = reason.map(reason_name).map(plain);
            assert_eq!(named, row.text("reason").map(plain), "{file}: reason");
        }
        (expected, found) => panic!("{file}: {found:?} instead of {expected}"),
    }
}

pub(crate) fn check_timestamp(folder: &Folder, row: &Row) {
    row.knows_only(&[
        "gen_time",
        "imprint_alg",
        "imprint_of_hex",
        "nonce",
        "policy",
        "signature",
        "serial",
        "note",
        "why",
        "tsa_cert",
        "verdict",
    ]);
    let file = &row.file;
    let token = Token::read(&folder.read(file), &Limits::default())
        .unwrap_or_else(|| panic!("{file}: no token"));
    let info = &token.info;
    assert_eq!(Some(info.time), row.text("gen_time").map(time), "{file}: gen_time");
    if let Some(expected) = row.text("imprint_alg") {
        assert_eq!(info.hash.to_string(), expected, "{file}: imprint_alg");
    }
    if let Some(expected) = row.text("policy") {
        assert_eq!(info.policy.to_string(), expected, "{file}: policy");
    }
    if let Some(covered) = row.text("imprint_of_hex") {
        assert!(info.covers(&unhex(covered)), "{file}: imprint");
        assert!(!info.covers(b"something else"), "{file}: imprint of anything");
    }
    if let Some(expected) = row.text("nonce") {
        let nonce = info.nonce.as_deref().unwrap_or_default();
        let number = nonce.iter().fold(0_u128, |n, byte| n << 8 | u128::from(*byte));
        assert_eq!(number.to_string(), expected, "{file}: nonce");
    }
    if let Some(expected) = row.text("serial") {
        assert_eq!(info.serial_hex(), expected, "{file}: serial");
    }
    if let Some(expected) = row.text("tsa_cert") {
        assert_eq!(token.authority, Some(folder.certificate(expected)), "{file}: tsa_cert");
    }
    match row.text("signature").or_else(|| row.text("verdict")) {
        None => {}
        Some("valid") => assert!(token.signature.is_passed(), "{file}: {:?}", token.signature),
        Some("invalid") => assert!(token.signature.is_failed(), "{file}: {:?}", token.signature),
        Some(other) => panic!("{file}: unknown signature {other}"),
    }
}

/// Lists are signed by an authority of the folder; whole timestamp responses read like tokens.
pub(crate) fn check_lists(folder: &Folder) {
    for file in folder.below("crl") {
        let (list, _) = folder.list(&file);
        assert!(list.number().is_some(), "{file}: no number");
        assert!(list.next_update.is_some_and(|next| next > list.this_update), "{file}");
    }
    for file in folder.below("tsp") {
        let token = Token::read(&folder.read(&file), &Limits::default());
        assert!(token.is_some(), "{file}: no token");
    }
    for file in folder.below("ocsp") {
        let answer = OcspResponse::read(&folder.read(&file), &Limits::default());
        assert!(answer.is_ok(), "{file}: {:?}", answer.err());
    }
}
