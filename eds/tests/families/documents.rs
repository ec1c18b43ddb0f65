//! What the bytes of a CMS alone prove or disprove.

use eds::verdict::{CheckKind, Form};
use eds::{At, Evidence, Input, Reason, verify};

use super::asn1::{octets, time};
use super::message::{Signing, attached, attribute, message};
use super::pki::World;
use super::{assert_failed, assert_open, assert_passed, plain, received};

const AT: &str = "2026-06-01T00:00:00Z";

#[test]
fn an_honest_signature_passes_attached_and_detached() {
    let (world, content) = (World::new(), b"contract");
    let trust = world.trust();
    let signing = Signing::new(&world.person, content);
    let report = received(&attached(&signing), &trust, &plain(), AT);
    assert_passed(&report);
    assert_eq!(report.form, Some(Form::CmsAttached));
    assert_eq!(report.content.as_deref(), Some(&content[..]));
    assert_eq!(report.signers[0].chain.len(), 3);

    let detached = message(content, false, &[&world.person], &[signing.info()]);
    let at = At { now: time(AT), received: Some(time(AT)) };
    let with = |content| {
        let input = Input::Cms { signature: &detached, content };
        verify(input, &Evidence::default(), &trust, &plain(), at)
    };
    assert_passed(&with(Some(content)));
    assert_open(&with(None), CheckKind::Content, Reason::ContentMissing);
    assert_failed(&with(Some(b"contract!")), CheckKind::Content, Reason::ContentDiffers);
}

#[test]
fn a_content_beside_must_be_the_content_inside() {
    let world = World::new();
    let bytes = attached(&Signing::new(&world.person, b"contract"));
    let at = At { now: time(AT), received: Some(time(AT)) };
    let input = Input::Cms { signature: &bytes, content: Some(b"another") };
    let report = verify(input, &Evidence::default(), &world.trust(), &plain(), at);
    assert_failed(&report, CheckKind::Format, Reason::ContentDiffers);
}

#[test]
fn no_signer_is_no_signature() {
    let world = World::new();
    let bytes = message(b"contract", true, &[&world.person], &[]);
    let report = received(&bytes, &world.trust(), &plain(), AT);
    assert_failed(&report, CheckKind::Signers, Reason::NoSigner);
}

#[test]
fn one_bad_signer_of_two_spoils_the_document() {
    let world = World::new();
    let good = Signing::new(&world.person, b"contract").info();
    let bad = Signing::new(&world.person, b"another contract").info();
    let bytes = message(b"contract", true, &[&world.person], &[good, bad]);
    let report = received(&bytes, &world.trust(), &plain(), AT);
    assert!(report.signers[0].verdict.is_passed());
    assert_eq!(report.verdict.reason(), Some(Reason::ContentDiffers));
}

#[test]
fn signed_attributes_are_required() {
    let world = World::new();
    let signing = Signing { attributes: false, ..Signing::new(&world.person, b"contract") };
    let report = received(&attached(&signing), &world.trust(), &plain(), AT);
    assert_failed(&report, CheckKind::SignedAttributes, Reason::SignedAttributesMissing);
}

#[test]
fn signed_attributes_must_agree_and_stand_once() {
    let (world, content) = (World::new(), b"contract");
    let trust = world.trust();
    let other_type =
        Signing { content_type: "1.2.840.113549.1.7.5", ..Signing::new(&world.person, content) };
    let report = received(&attached(&other_type), &trust, &plain(), AT);
    assert_failed(&report, CheckKind::SignedAttributes, Reason::AttributesContradict);

    let twice = Signing {
        more_attributes: vec![attribute("1.2.840.113549.1.9.4", &octets(&[7; 64]))],
        ..Signing::new(&world.person, content)
    };
    let report = received(&attached(&twice), &trust, &plain(), AT);
    assert_failed(&report, CheckKind::SignedAttributes, Reason::AttributesContradict);
}

#[test]
fn the_named_certificate_must_be_the_one_inside() {
    let world = World::new();
    let signing =
        Signing { names: Some(&world.authority), ..Signing::new(&world.person, b"contract") };
    let report = received(&attached(&signing), &world.trust(), &plain(), AT);
    assert_failed(&report, CheckKind::Certificate, Reason::CertificateSubstituted);
    let without = Signing { names: None, ..Signing::new(&world.person, b"contract") };
    assert_passed(&received(&attached(&without), &world.trust(), &plain(), AT));
}

#[test]
fn a_signer_without_certificate_stays_open_until_it_is_found() {
    let world = World::new();
    let info = Signing::new(&world.person, b"contract").info();
    let bytes = message(b"contract", true, &[], &[info]);
    let trust = world.trust();
    let report = received(&bytes, &trust, &plain(), AT);
    assert_open(&report, CheckKind::Certificate, Reason::CertificateMissing);
    let evidence =
        Evidence { certificates: vec![world.person.certificate.clone()], ..Evidence::default() };
    let at = At { now: time(AT), received: Some(time(AT)) };
    let input = Input::Cms { signature: &bytes, content: None };
    assert_passed(&verify(input, &evidence, &trust, &plain(), at));
}

#[test]
fn another_persons_certificate_under_the_same_number_does_not_pass() {
    let world = World::new();
    let stranger = world.authority.issue(&super::pki::person(), "stranger");
    let info = Signing { names: None, ..Signing::new(&world.person, b"contract") }.info();
    let bytes = message(b"contract", true, &[&stranger], std::slice::from_ref(&info));
    let report = received(&bytes, &world.trust(), &plain(), AT);
    assert_failed(&report, CheckKind::Signature, Reason::SignatureWrong);
    let both = message(b"contract", true, &[&stranger, &world.person], &[info]);
    let report = received(&both, &world.trust(), &plain(), AT);
    assert_passed(&report);
    assert_eq!(report.signers[0].certificate, Some(world.person.certificate));
}

#[test]
fn hash_and_signature_must_belong_together() {
    let world = World::new();
    let signing = Signing {
        digest_algorithm: "2.16.840.1.101.3.4.2.1",
        ..Signing::new(&world.person, b"contract")
    };
    let report = received(&attached(&signing), &world.trust(), &plain(), AT);
    assert_failed(&report, CheckKind::Algorithm, Reason::AlgorithmRefused);
}

#[test]
fn bytes_of_other_kinds_are_malformed() {
    let world = World::new();
    let token = super::message::token(&world.timestamps, b"x", time(AT));
    for bytes in [&token[..], b"", b"\x30\x80", b"%PDF-1.7", world.person.certificate.der()] {
        let report = received(bytes, &world.trust(), &plain(), AT);
        assert_failed(&report, CheckKind::Format, Reason::Malformed);
    }
}
