//! What a key may be used for, and whose it must be.

use eds::verdict::CheckKind;
use eds::{Policy, Purpose, Reason, RevocationRule};

use super::message::{Signing, attached, message};
use super::pki::{AUTH, CLIENT, Holder, INDIVIDUAL, MAIL, Wish, World, person};
use super::{assert_failed, assert_open, assert_passed, now, plain, received};

const AT: &str = "2026-06-01T00:00:00Z";

fn log_in() -> Policy {
    Policy { revocation: RevocationRule::NotAsked, ..Policy::log_in() }
}

fn signed(holder: &Holder) -> Vec<u8> {
    attached(&Signing::new(holder, b"challenge"))
}

#[test]
fn the_key_for_log_in_signs_no_document() {
    let world = World::new();
    let wish = Wish { usage: Some(AUTH), extended: (false, vec![CLIENT, INDIVIDUAL]), ..person() };
    let auth = world.authority.issue(&wish, "auth");
    let report = received(&signed(&auth), &world.trust(), &plain(), AT);
    assert_failed(&report, CheckKind::KeyUse, Reason::KeyUseWrong);
    assert_passed(&now(&signed(&auth), &world.trust(), &log_in(), AT));
    let any = Policy { purpose: Purpose::Any, ..plain() };
    assert_passed(&received(&signed(&auth), &world.trust(), &any, AT));
}

#[test]
fn the_one_key_of_the_new_kind_does_both() {
    let world = World::new();
    let bytes = signed(&world.person);
    assert_passed(&now(&bytes, &world.trust(), &plain(), AT));
    assert_passed(&now(&bytes, &world.trust(), &log_in(), AT));
}

#[test]
fn services_authorities_and_strangers_to_the_roles_are_refused() {
    let world = World::new();
    let nobody = Wish { extended: (false, vec![MAIL]), ..person() };
    let nobody = world.authority.issue(&nobody, "nobody");
    for holder in [&world.timestamps, &world.responder, &nobody, &world.authority] {
        for policy in [plain(), log_in()] {
            let report = now(&signed(holder), &world.trust(), &policy, AT);
            assert_failed(&report, CheckKind::KeyUse, Reason::RoleRefused);
        }
    }
}

#[test]
fn a_log_in_has_exactly_one_signer() {
    let world = World::new();
    let info = Signing::new(&world.person, b"challenge").info();
    let two = message(b"challenge", true, &[&world.person], &[info.clone(), info]);
    let report = now(&two, &world.trust(), &log_in(), AT);
    assert_failed(&report, CheckKind::Signers, Reason::NotOneSigner);
    assert_passed(&now(&two, &world.trust(), &plain(), AT));
}

#[test]
fn an_expired_certificate_never_logs_in() {
    let world = World::new();
    let report = now(&signed(&world.person), &world.trust(), &log_in(), "2027-06-01T00:00:00Z");
    assert_failed(&report, CheckKind::Validity, Reason::CertificateExpired);
}

#[test]
fn without_an_answer_on_revocation_nobody_logs_in() {
    let world = World::new();
    let report = now(&signed(&world.person), &world.trust(), &Policy::log_in(), AT);
    assert_open(&report, CheckKind::Revocation, Reason::RevocationUnknown);
}

#[test]
fn the_signer_must_be_who_is_expected() {
    let world = World::new();
    let expecting = |iin: &str, bin: Option<&str>| Policy {
        expected_iin: Some(iin.to_owned()),
        expected_bin: bin.map(str::to_owned),
        ..plain()
    };
    let bytes = signed(&world.person);
    assert_passed(&now(&bytes, &world.trust(), &expecting("123456789011", None), AT));
    for policy in [expecting("123456789012", None), expecting("123456789011", Some("123456789021"))]
    {
        let report = now(&bytes, &world.trust(), &policy, AT);
        assert_failed(&report, CheckKind::Person, Reason::OtherPerson);
    }
}

#[test]
fn a_certificate_is_judged_without_a_signature() {
    let world = World::new();
    let trust = world.trust();
    let at = eds::At::now(super::asn1::time(AT));
    let judge = |holder: &Holder, policy: &Policy| {
        eds::verify_certificate(&holder.certificate, &eds::Evidence::default(), &trust, policy, at)
    };
    assert!(judge(&world.person, &log_in()).verdict.is_passed());
    let open = judge(&world.person, &Policy::log_in());
    assert_eq!(open.verdict.reason(), Some(Reason::RevocationUnknown));
    let refused = judge(&world.timestamps, &log_in());
    assert_eq!(refused.verdict.reason(), Some(Reason::RoleRefused));
    let needs =
        eds::inspect_certificate(&world.person.certificate, &[], &trust, &Policy::log_in(), at);
    assert_eq!(needs.len(), 1);
}
