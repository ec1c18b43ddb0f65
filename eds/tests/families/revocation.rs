//! OCSP and lists: who is believed, how they combine, what a revocation means when.

use std::sync::Arc;

use eds::revocation::{Crl, CrlError};
use eds::verdict::{CheckKind, RevocationSource, RevocationState};
use eds::{
    At, Evidence, Input, Limits, NeedFor, OcspEvidence, Policy, Reason, Report, RevocationRule,
    inspect, verify,
};

use super::asn1::time;
use super::message::{Signing, attached};
use super::pki::{Holder, Says, World, ocsp};
use super::{assert_failed, assert_open, assert_passed};

const NOW: &str = "2026-06-01T00:00:00Z";
const EARLIER: &str = "2026-05-01T00:00:00Z";
const NONCE: &[u8] = &[1, 2, 3, 4, 5, 6, 7, 8];

struct Case {
    world: World,
    bytes: Vec<u8>,
}

impl Case {
    fn new() -> Self {
        let world = World::new();
        let bytes = attached(&Signing::new(&world.person, b"contract"));
        Self { world, bytes }
    }

    fn judge(&self, evidence: &Evidence, at: At) -> Report {
        let input = Input::Cms { signature: &self.bytes, content: None };
        verify(input, evidence, &self.world.trust(), &Policy::documents(), at)
    }

    fn now(&self, evidence: &Evidence) -> Report {
        self.judge(evidence, At::now(time(NOW)))
    }

    fn received(&self, evidence: &Evidence, at: &str) -> Report {
        self.judge(evidence, At { now: time(NOW), received: Some(time(at)) })
    }

    fn answer(&self, says: &Says) -> Evidence {
        self.answer_by(&self.world.responder, says, NOW, NONCE)
    }

    fn answer_by(&self, by: &Holder, says: &Says, at: &str, nonce: &[u8]) -> Evidence {
        let about = (&self.world.person.certificate, &self.world.authority);
        self.evidence(ocsp(by, about, says, time(at), nonce, true))
    }

    fn evidence(&self, response: Vec<u8>) -> Evidence {
        let certificate = *self.world.person.certificate.fingerprint();
        let ocsp = vec![OcspEvidence { certificate, response, nonce: Some(NONCE.to_vec()) }];
        Evidence { ocsp, ..Evidence::default() }
    }

    fn list(
        &self,
        number: u32,
        times: (&str, &str),
        entries: &[(u32, &str, Option<u8>)],
    ) -> Arc<Crl> {
        self.load((number, None), times, entries)
    }

    fn load(
        &self,
        numbers: (u32, Option<u32>),
        times: (&str, &str),
        entries: &[(u32, &str, Option<u8>)],
    ) -> Arc<Crl> {
        let entries: Vec<_> = entries.iter().map(|(n, at, why)| (*n, time(at), *why)).collect();
        let der = self.world.authority.list(numbers, (time(times.0), time(times.1)), &entries);
        let issuer = self.world.authority.issuer();
        Arc::new(Crl::load(&der, &issuer, &Limits::default()).unwrap())
    }
}

fn lists(crls: Vec<Arc<Crl>>) -> Evidence {
    Evidence { crls, ..Evidence::default() }
}

const FRESH: (&str, &str) = ("2026-05-31T22:00:00Z", "2026-06-01T04:00:00Z");
const STALE: (&str, &str) = ("2026-05-20T00:00:00Z", "2026-05-21T00:00:00Z");

#[test]
fn a_good_answer_passes_and_is_told_in_the_report() {
    let case = Case::new();
    let report = case.now(&case.answer(&Says::Good));
    assert_passed(&report);
    let revocation = report.signers[0].revocation.unwrap();
    assert_eq!(revocation.state, RevocationState::Good);
    assert_eq!(revocation.source, Some(RevocationSource::Ocsp));
    assert_eq!(revocation.checked_at, Some(time(NOW)));
    let by_authority = case.answer_by(&case.world.authority, &Says::Good, NOW, NONCE);
    assert_passed(&case.now(&by_authority));
}

#[test]
fn silence_is_indeterminate() {
    let case = Case::new();
    let report = case.now(&Evidence::default());
    assert_open(&report, CheckKind::Revocation, Reason::RevocationUnknown);
    assert!(report.signers[0].signature_holds());
}

#[test]
fn inspection_tells_whom_to_ask() {
    let case = Case::new();
    let input = Input::Cms { signature: &case.bytes, content: None };
    let (trust, at) = (case.world.trust(), At::now(time(NOW)));
    let inspection = inspect(input, &trust, &Policy::documents(), at);
    assert_eq!(inspection.needs.len(), 1);
    assert_eq!(inspection.needs[0].because, NeedFor::Signer(0));
    assert_eq!(inspection.needs[0].certificate, case.world.person.certificate);
    assert_eq!(
        inspection.needs[0].issuer.certificate,
        Some(case.world.authority.certificate.clone())
    );
    assert!(inspection.needs[0].ocsp_request(NONCE).windows(8).any(|part| part == NONCE));
    let chain = Policy { revocation: RevocationRule::Chain, ..Policy::documents() };
    let needs = inspect(input, &trust, &chain, at).needs;
    assert_eq!(
        needs.iter().map(|n| n.because).collect::<Vec<_>>(),
        [NeedFor::Signer(0), NeedFor::Issuer]
    );
    let mut altered = case.bytes.clone();
    let last = altered.len() - 1;
    altered[last] ^= 1;
    let input = Input::Cms { signature: &altered, content: None };
    assert!(inspect(input, &trust, &chain, at).needs.is_empty(), "a forgery asks nobody");
}

#[test]
fn a_bad_answer_is_never_believed_and_no_list_replaces_it() {
    let case = Case::new();
    let world = &case.world;
    let stranger = Holder::root("ROOT OF A STRANGER", "stranger root");
    let about_other = ocsp(
        &world.responder,
        (&world.responder.certificate, &world.authority),
        &Says::Good,
        time(NOW),
        NONCE,
        true,
    );
    let bad = [
        case.answer_by(&world.responder, &Says::Good, NOW, b"another nonce"),
        case.answer_by(&world.responder, &Says::Good, EARLIER, NONCE),
        case.answer_by(&world.responder, &Says::Good, "2026-06-01T01:00:00Z", NONCE),
        case.answer_by(&world.person, &Says::Good, NOW, NONCE),
        case.answer_by(&stranger, &Says::Good, NOW, NONCE),
        case.answer(&Says::Unknown),
        case.evidence(about_other),
        case.evidence(b"<html>captive portal</html>".to_vec()),
    ];
    let clean = case.list(10, FRESH, &[]);
    for mut evidence in bad {
        let report = case.now(&evidence);
        assert_open(&report, CheckKind::Revocation, Reason::RevocationUnknown);
        evidence.crls.push(clean.clone());
        let report = case.now(&evidence);
        assert_open(&report, CheckKind::Revocation, Reason::RevocationUnknown);
    }
}

#[test]
fn a_certificate_that_was_never_issued_is_unknown_and_not_revoked() {
    let case = Case::new();
    let report = case.now(&case.answer(&Says::Revoked(eds::Time::UNIX_EPOCH, 6)));
    assert_open(&report, CheckKind::Revocation, Reason::CertificateNotIssued);
    assert_eq!(report.signers[0].revocation.unwrap().state, RevocationState::Unknown);
}

#[test]
fn silence_and_refusals_let_a_fresh_list_speak() {
    let case = Case::new();
    let clean = case.list(10, FRESH, &[(5, EARLIER, None)]);
    assert_passed(&case.now(&lists(vec![clean.clone()])));
    let refused = Evidence { crls: vec![clean], ..case.evidence(vec![0x30, 0x03, 0x0a, 1, 3]) };
    assert_passed(&case.now(&refused));
}

#[test]
fn a_stale_list_reveals_and_never_clears() {
    let case = Case::new();
    let report = case.now(&lists(vec![case.list(10, STALE, &[])]));
    assert_open(&report, CheckKind::Revocation, Reason::RevocationUnknown);
    let revealing = case.list(10, STALE, &[(1000, "2026-05-10T00:00:00Z", None)]);
    let report = case.received(&lists(vec![revealing.clone()]), "2026-05-15T00:00:00Z");
    assert_failed(&report, CheckKind::Revocation, Reason::CertificateRevoked);
    // Even beside an answer that cannot be believed.
    let mut evidence = case.answer_by(&case.world.responder, &Says::Good, EARLIER, NONCE);
    evidence.crls.push(revealing);
    let report = case.received(&evidence, "2026-05-15T00:00:00Z");
    assert_failed(&report, CheckKind::Revocation, Reason::CertificateRevoked);
}

#[test]
fn what_a_revocation_means_depends_on_when_and_why() {
    let case = Case::new();
    let revoked = |reason| case.answer(&Says::Revoked(time("2026-05-10T00:00:00Z"), reason));
    for reason in [0, 1, 4, 6] {
        let report = case.received(&revoked(reason), "2026-05-15T00:00:00Z");
        assert_failed(&report, CheckKind::Revocation, Reason::CertificateRevoked);
        let report = case.now(&revoked(reason));
        assert_open(&report, CheckKind::Revocation, Reason::NoProofBeforeRevocation);
    }
    for benign in [3, 4, 5, 9] {
        assert_passed(&case.received(&revoked(benign), EARLIER));
    }
    for reaching_back in [0, 1, 2, 6, 10] {
        let report = case.received(&revoked(reaching_back), EARLIER);
        assert_failed(&report, CheckKind::Revocation, Reason::CertificateRevoked);
    }
}

#[test]
fn a_revoked_key_never_logs_in() {
    let case = Case::new();
    let evidence = case.answer(&Says::Revoked(time(EARLIER), 4));
    let input = Input::Cms { signature: &case.bytes, content: None };
    let at = At::now(time(NOW));
    let report = verify(input, &evidence, &case.world.trust(), &Policy::log_in(), at);
    assert_failed(&report, CheckKind::Revocation, Reason::CertificateRevoked);
}

#[test]
fn a_delta_adds_and_removes_only_where_it_applies() {
    let case = Case::new();
    let revoked = (1000, "2026-05-30T00:00:00Z", Some(6));
    let base = case.list(10, FRESH, &[]);
    let adding = case.load((12, Some(10)), FRESH, &[revoked]);
    let report = case.received(&lists(vec![base.clone(), adding]), NOW);
    assert_failed(&report, CheckKind::Revocation, Reason::CertificateRevoked);

    let on_hold = case.list(10, FRESH, &[revoked]);
    let released = case.load((12, Some(10)), FRESH, &[(1000, NOW, Some(8))]);
    assert_passed(&case.now(&lists(vec![on_hold, released])));

    for numbers in [(10, Some(9)), (12, Some(11))] {
        let stray = case.load(numbers, FRESH, &[revoked]);
        assert!(!base.takes(&stray));
        assert_passed(&case.now(&lists(vec![base.clone(), stray])));
    }
    let alone = case.load((12, Some(10)), FRESH, &[]);
    let report = case.now(&lists(vec![alone]));
    assert_open(&report, CheckKind::Revocation, Reason::RevocationUnknown);
}

#[test]
fn a_list_is_loaded_only_under_its_issuers_signature() {
    let case = Case::new();
    let times = (time(FRESH.0), time(FRESH.1));
    let der = case.world.authority.list((1, None), times, &[(5, time(EARLIER), None)]);
    let limits = Limits::default();
    let load = |der: &[u8], by: &Holder| Crl::load(der, &by.issuer(), &limits).err();
    assert_eq!(load(&der, &case.world.root), Some(CrlError::OtherIssuer));
    let mut altered = der.clone();
    let last = altered.len() - 1;
    altered[last] ^= 1;
    assert_eq!(load(&altered, &case.world.authority), Some(CrlError::Signature));
    assert_eq!(load(&der[..40], &case.world.authority), Some(CrlError::Malformed));
    let few = Limits { crl_entries: 0, ..limits };
    let refused = Crl::load(&der, &case.world.authority.issuer(), &few).err();
    assert_eq!(refused, Some(CrlError::Limit));
}

#[test]
fn a_large_list_stays_small_and_every_entry_is_found() {
    let case = Case::new();
    let entries: Vec<_> = (1..=20_000).rev().map(|n| (n * 3, time(EARLIER), None)).collect();
    let der = case.world.authority.list((1, None), (time(FRESH.0), time(FRESH.1)), &entries);
    let list = Crl::load(&der, &case.world.authority.issuer(), &Limits::default()).unwrap();
    assert_eq!(list.len(), 20_000);
    assert!(list.weight() < 20_000 * 40, "{} bytes", list.weight());
    for number in [3_u32, 6, 300, 59_997, 60_000] {
        let digits: Vec<u8> = number.to_be_bytes().into_iter().skip_while(|d| *d == 0).collect();
        assert_eq!(list.find(&digits).map(|entry| entry.at), Some(time(EARLIER)), "{number}");
    }
    assert_eq!(list.find(&[4]), None);
    assert_eq!(list.find(&[]), None);
}
