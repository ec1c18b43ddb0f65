//! Certificates: every field of a row, who issued it, which list revokes it.

use std::collections::BTreeSet;

use eds::revocation::reason_name;
use eds::trust::Realm;
use eds::{
    At, Certificate, Evidence, Policy, Purpose, RevocationRule, Verdict, verify_certificate,
};
use serde_json::Value;

use super::folder::{Folder, Row, time};

const KEYS: &[&str] = &[
    "bin",
    "business_category",
    "cn",
    "dc",
    "eku",
    "given_name",
    "iin",
    "issued_by",
    "key_usage",
    "key_user",
    "not_after",
    "not_before",
    "organization",
    "policies",
    "public_key_algorithm",
    "revoked_in",
    "serial",
    "signature_algorithm",
    "surname",
    "uid",
    "use",
    "note",
    "why",
    "verdict",
    "at",
];

pub(crate) fn check(folder: &Folder, row: &Row) {
    row.knows_only(KEYS);
    let certificate = folder.certificate(&row.file);
    let subject = certificate.subject();
    let file = &row.file;
    let texts = [
        ("bin", &subject.bin),
        ("business_category", &subject.business_category),
        ("cn", &subject.common_name),
        ("dc", &subject.domain_component),
        ("given_name", &subject.patronymic),
        ("iin", &subject.iin),
        ("organization", &subject.organisation),
        ("surname", &subject.surname),
        ("uid", &subject.user_id),
    ];
    for (key, found) in texts {
        if row.fields.contains_key(key) {
            assert_eq!(found.as_deref(), row.text(key), "{file}: {key}");
        }
    }
    let exact = [
        ("serial", certificate.serial_hex()),
        ("public_key_algorithm", certificate.key_algorithm().to_string()),
        ("signature_algorithm", certificate.signature_algorithm().to_string()),
        ("use", certificate.key_use().name().to_owned()),
    ];
    for (key, found) in exact {
        if let Some(expected) = row.text(key) {
            assert_eq!(found, expected, "{file}: {key}");
        }
    }
    let times = [("not_before", certificate.not_before()), ("not_after", certificate.not_after())];
    for (key, found) in times {
        if let Some(expected) = row.text(key) {
            assert_eq!(found, time(expected), "{file}: {key}");
        }
    }
    check_verdict(folder, &certificate, row);
    assert!(certificate.key().is_ok(), "{file}: {:?}", certificate.key().err());
    check_lists(&certificate, row);
    check_issuers(folder, &certificate, row);
    check_revocation(folder, &certificate, row);
}

/// A certificate may bear a verdict, too: at `at`, else in the middle of its validity.
fn check_verdict(folder: &Folder, certificate: &Certificate, row: &Row) {
    let Some(expected) = row.text("verdict") else { return };
    let (from, until) = (certificate.not_before(), certificate.not_after());
    let at = row.text("at").map_or(from + (until - from) / 2, time);
    let policy = Policy {
        purpose: Purpose::Any,
        revocation: RevocationRule::NotAsked,
        ..Policy::documents()
    };
    let at = At { now: at, received: Some(at) };
    let verdicts: Vec<Verdict> = folder
        .trusts()
        .iter()
        .map(|trust| {
            verify_certificate(certificate, &Evidence::default(), trust, &policy, at).verdict
        })
        .collect();
    let passed = verdicts.iter().any(Verdict::is_passed);
    match expected {
        "valid" => assert!(passed, "{}: {verdicts:?}", row.file),
        "invalid" => {
            let failed = verdicts.iter().any(Verdict::is_failed);
            assert!(!passed && failed, "{}: {verdicts:?}", row.file);
        }
        other => panic!("{}: unknown verdict {other}", row.file),
    }
}

fn check_lists(certificate: &Certificate, row: &Row) {
    let oids =
        |list: &[der::asn1::ObjectIdentifier]| list.iter().map(ToString::to_string).collect();
    let roles = certificate.roles().iter().map(|role| role.name().to_owned()).collect();
    let usages: Vec<String> = certificate.key_usages().iter().map(ToString::to_string).collect();
    let found: [(&str, Vec<String>); 3] = [
        ("eku", oids(certificate.extended_uses())),
        ("policies", oids(certificate.policies())),
        ("key_user", roles),
    ];
    for (key, found) in found {
        if let Some(expected) = row.list(key) {
            assert_eq!(found, expected, "{}: {key}", row.file);
        }
    }
    if let Some(expected) = row.list("key_usage") {
        let set = |list: Vec<String>| list.into_iter().collect::<BTreeSet<_>>();
        assert_eq!(set(usages), set(expected), "{}: key_usage", row.file);
    }
}

pub(crate) fn check_issuers(folder: &Folder, certificate: &Certificate, row: &Row) {
    for issuer in row.list("issued_by").unwrap_or_default() {
        let authority = folder.certificate(&issuer);
        assert_eq!(certificate.issuer_der(), authority.subject_der(), "{}: {issuer}", row.file);
        assert!(certificate.is_signed_by(authority.key().unwrap()), "{}: {issuer}", row.file);
    }
}

pub(crate) fn check_revocation(folder: &Folder, certificate: &Certificate, row: &Row) {
    let Some(expected) = row.fields.get("revoked_in").and_then(Value::as_object) else { return };
    for file in folder.below("crl") {
        let (list, authority) = folder.list(&file);
        if certificate.issuer_der() != authority.subject_der() {
            assert!(!expected.contains_key(&file), "{}: {file} is by another issuer", row.file);
            continue;
        }
        let found = list.find(certificate.serial());
        let Some(entry) = expected.get(&file) else {
            assert!(found.is_none(), "{}: found in {file}", row.file);
            continue;
        };
        let found = found.unwrap_or_else(|| panic!("{}: not found in {file}", row.file));
        assert_eq!(found.at, time(entry["date"].as_str().unwrap()), "{}: {file}", row.file);
        let reason = entry["reason"].as_str();
        assert_eq!(found.reason.map(reason_name).map(plain), reason.map(plain), "{}", row.file);
    }
}

/// A reason without the differences of spelling.
pub(crate) fn plain(name: &str) -> String {
    name.replace('_', "").to_lowercase()
}

/// Authorities lead to anchors of their realm, and never enter the other realm's store.
pub(crate) fn check_authorities(folder: &Folder) {
    for realm in [Realm::Production, Realm::Test] {
        let store = folder.store(realm);
        assert!(!store.anchors().is_empty(), "{realm:?}: no anchor");
        for authority in folder.authorities(realm) {
            assert!(authority.key().is_ok(), "{authority:?}");
            let limits = eds::Limits::default();
            let at = authority.not_before();
            let chain = eds::chain::build(&authority, &store, &[], at, &limits);
            assert!(chain.verdict.is_passed(), "{authority:?}: {:?}", chain.verdict);
        }
    }
}
