//! Chains: pinned keys, authorities that are none, look-alikes, windows of time.

use eds::trust::{Realm, Trust, TrustError, TrustStore, Window};
use eds::verdict::CheckKind;
use eds::{Limits, Reason};

use super::asn1::{extension, time};
use super::message::{Signing, attached, message};
use super::pki::{Holder, PathLength, Wish, World, authority, person};
use super::{assert_failed, assert_open, assert_passed, plain, received};

const AT: &str = "2026-06-01T00:00:00Z";

fn signed_by(holder: &Holder, others: &[&Holder]) -> Vec<u8> {
    let info = Signing::new(holder, b"contract").info();
    let all: Vec<&Holder> = [&[holder], others].concat();
    message(b"contract", true, &all, &[info])
}

#[test]
fn an_embedded_authority_is_a_hint_and_leads_to_the_anchor() {
    let world = World::new();
    let mut store = TrustStore::new(Realm::Test);
    store.pin_authority(&world.root.certificate, None).unwrap();
    let trust = Trust::new(store);
    let alone = signed_by(&world.person, &[]);
    assert_open(&received(&alone, &trust, &plain(), AT), CheckKind::Chain, Reason::ChainUntrusted);
    let with = signed_by(&world.person, &[&world.authority, &world.root]);
    assert_passed(&received(&with, &trust, &plain(), AT));
}

#[test]
fn an_embedded_root_is_no_anchor() {
    let world = World::new();
    let root = Holder::root("ROOT OF A STRANGER", "stranger root");
    let stranger = root.issue(&person(), "stranger");
    let report = received(&signed_by(&stranger, &[&root]), &world.trust(), &plain(), AT);
    assert_open(&report, CheckKind::Chain, Reason::ChainUntrusted);
}

#[test]
fn a_look_alike_authority_is_told_from_an_unknown_one() {
    let world = World::new();
    // The same name and the same key identifier as the trusted authority, another key.
    let fake_key = super::key::Key::new("fake authority");
    let fake = Holder { key: fake_key, certificate: world.authority.certificate.clone() };
    let victim = fake.issue(&person(), "victim");
    let report = received(&signed_by(&victim, &[]), &world.trust(), &plain(), AT);
    // Its identifier follows its own key here: an unknown generation of the same name.
    assert_open(&report, CheckKind::Chain, Reason::ChainUntrusted);

    // A whole invented hierarchy that bears the names of ours.
    let root = Holder::root("ROOT OF TESTS", "invented root");
    let between = root.issue(&authority("AUTHORITY OF TESTS"), "invented authority");
    let victim = between.issue(&person(), "victim");
    let report = received(&signed_by(&victim, &[&between, &root]), &world.trust(), &plain(), AT);
    assert_failed(&report, CheckKind::Chain, Reason::IssuerForged);
}

#[test]
fn who_is_no_authority_issues_nothing() {
    let world = World::new();
    let by_person = world.person.issue(&person(), "friend of a person");
    let report = received(&signed_by(&by_person, &[&world.person]), &world.trust(), &plain(), AT);
    assert_failed(&report, CheckKind::Chain, Reason::IssuerNotAuthority);

    let no_sign = Wish { usage: Some([0x01, 0x02]), ..authority("CRL SIGNER") };
    let lists_only = world.authority.issue(&no_sign, "lists only");
    let below = lists_only.issue(&person(), "below");
    let report = received(&signed_by(&below, &[&lists_only]), &world.trust(), &plain(), AT);
    assert_failed(&report, CheckKind::Chain, Reason::IssuerNotAuthority);
}

#[test]
fn the_length_of_a_path_is_kept() {
    let world = World::new();
    let last = Wish { authority: Some(PathLength::AtMost(0)), ..authority("LAST") };
    let last = world.authority.issue(&last, "last");
    let good = last.issue(&person(), "good");
    assert_passed(&received(&signed_by(&good, &[&last]), &world.trust(), &plain(), AT));
    let too_deep = last.issue(&authority("TOO DEEP"), "too deep");
    let below = too_deep.issue(&person(), "below");
    let report = received(&signed_by(&below, &[&too_deep, &last]), &world.trust(), &plain(), AT);
    assert_failed(&report, CheckKind::Chain, Reason::IssuerNotAuthority);
}

#[test]
fn an_unknown_critical_extension_is_refused() {
    let world = World::new();
    let odd = |critical| Wish { more: vec![extension("1.2.3.4", critical, &[5, 0])], ..person() };
    let strict = world.authority.issue(&odd(true), "strict");
    let report = received(&signed_by(&strict, &[]), &world.trust(), &plain(), AT);
    assert_failed(&report, CheckKind::Chain, Reason::CriticalExtensionUnknown);
    let lax = world.authority.issue(&odd(false), "lax");
    assert_passed(&received(&signed_by(&lax, &[]), &world.trust(), &plain(), AT));
}

#[test]
fn a_historical_anchor_speaks_only_within_its_window() {
    let world = World::new();
    let until = |text| Some(Window { from: None, until: Some(time(text)) });
    let trust = |window| {
        let mut store = TrustStore::new(Realm::Test);
        store.pin_authority(&world.authority.certificate, window).unwrap();
        Trust::new(store)
    };
    let bytes = attached(&Signing::new(&world.person, b"contract"));
    let open = trust(until("2026-07-01T00:00:00Z"));
    assert_passed(&received(&bytes, &open, &plain(), AT));
    let closed = trust(until("2026-05-01T00:00:00Z"));
    let report = received(&bytes, &closed, &plain(), AT);
    assert_open(&report, CheckKind::Chain, Reason::IssuerExpired);
}

#[test]
fn an_expired_authority_between_is_refused() {
    let world = World::new();
    let valid = (time("2020-01-01T00:00:00Z"), time("2026-03-01T00:00:00Z"));
    let old = world.root.issue(&Wish { valid, ..authority("OLD") }, "old");
    let person = old.issue(&person(), "person of the old");
    let bytes = signed_by(&person, &[&old]);
    assert_passed(&received(&bytes, &world.trust(), &plain(), "2026-02-01T00:00:00Z"));
    let report = received(&bytes, &world.trust(), &plain(), AT);
    assert_open(&report, CheckKind::Chain, Reason::IssuerExpired);
}

#[test]
fn many_look_alikes_cost_a_bounded_number_of_signatures() {
    let world = World::new();
    let stranger = Holder::root("ROOT OF A STRANGER", "stranger root");
    let leaf = stranger.issue(&person(), "leaf");
    let copies: Vec<Holder> = (2..40)
        .map(|serial| {
            let wish = Wish { serial, ..authority("ROOT OF A STRANGER") };
            stranger.issue(&wish, "stranger root")
        })
        .collect();
    let hints: Vec<_> = copies.iter().map(|holder| holder.certificate.clone()).collect();
    let trust = world.trust();
    let limits = Limits::default();
    let chain = eds::chain::build(&leaf.certificate, &trust.signers, &hints, time(AT), &limits);
    assert_eq!(chain.verdict.reason(), Some(Reason::ChainUntrusted));
}

#[test]
fn only_authorities_and_timestamping_services_are_pinned() {
    let world = World::new();
    let mut store = TrustStore::new(Realm::Production);
    let person = &world.person.certificate;
    assert_eq!(store.pin_authority(person, None), Err(TrustError::NotAuthority));
    assert_eq!(store.add_intermediate(person), Err(TrustError::NotAuthority));
    assert_eq!(store.pin_timestamps(person, None), Err(TrustError::NotTimestamps));
    let invented = Holder::root("ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2022", "invented");
    let refused = store.pin_authority(&invented.certificate, None);
    assert_eq!(refused, Err(TrustError::KnownNameOtherKey));
    assert_eq!(store.missing().len(), 2, "both current authorities are still missing");
}
