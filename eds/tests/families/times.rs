//! Which time a signature is judged at, and what it may claim.

use eds::trust::{Realm, Trust, TrustStore};
use eds::verdict::{CheckKind, Level, TimeSource};
use eds::{Reason, Verdict};

use super::asn1::time;
use super::message::{Signing, attached};
use super::pki::{Holder, Wish, World, person, service};
use super::{assert_failed, assert_open, assert_passed, now, plain, received};

const WITHIN: &str = "2026-06-01T00:00:00Z";
const AFTER: &str = "2027-06-01T00:00:00Z";
const BEFORE: &str = "2025-06-01T00:00:00Z";

#[test]
fn the_time_is_the_receipt_or_the_present() {
    let world = World::new();
    let claimed = Some(time(WITHIN));
    let bytes = attached(&Signing { claimed, ..Signing::new(&world.person, b"contract") });
    let trust = world.trust();
    let report = received(&bytes, &trust, &plain(), WITHIN);
    assert_passed(&report);
    assert_eq!((report.reference_time, report.time_source), (time(WITHIN), TimeSource::Received));
    let report = now(&bytes, &trust, &plain(), WITHIN);
    assert_passed(&report);
    assert_eq!(report.time_source, TimeSource::Now);
    assert_eq!(report.signers[0].claimed_signing_time, claimed);
    assert_eq!(report.level.verified, Some(Level::B));
}

#[test]
fn expired_is_failed_when_the_time_is_proved_and_open_when_not() {
    let world = World::new();
    let claimed = Some(time(WITHIN));
    let bytes = attached(&Signing { claimed, ..Signing::new(&world.person, b"contract") });
    let trust = world.trust();
    let report = received(&bytes, &trust, &plain(), AFTER);
    assert_failed(&report, CheckKind::Validity, Reason::CertificateExpired);
    let report = received(&bytes, &trust, &plain(), BEFORE);
    assert_failed(&report, CheckKind::Validity, Reason::CertificateNotYetValid);
    // The claimed time lies within the validity and counts for nothing.
    let report = now(&bytes, &trust, &plain(), AFTER);
    assert_open(&report, CheckKind::Validity, Reason::NoProofOfTime);
}

#[test]
fn a_timestamp_keeps_a_signature_alive() {
    let world = World::new();
    let stamp = Some((&world.timestamps, time(WITHIN)));
    let bytes = attached(&Signing { stamp, ..Signing::new(&world.person, b"contract") });
    let report = now(&bytes, &world.trust(), &plain(), AFTER);
    assert_passed(&report);
    assert_eq!((report.reference_time, report.time_source), (time(WITHIN), TimeSource::Timestamp));
    assert_eq!((report.level.claimed, report.level.verified), (Some(Level::T), Some(Level::T)));
    assert_eq!(report.signers[0].timestamps[0].serial_number, "-c8");
}

#[test]
fn a_timestamp_after_the_end_proves_the_end() {
    let world = World::new();
    let stamp = Some((&world.timestamps, time(AFTER)));
    let bytes = attached(&Signing { stamp, ..Signing::new(&world.person, b"contract") });
    let report = now(&bytes, &world.trust(), &plain(), "2027-07-01T00:00:00Z");
    assert_failed(&report, CheckKind::Validity, Reason::CertificateExpired);
}

#[test]
fn a_timestamp_of_another_signature_is_refused() {
    let world = World::new();
    let signing = Signing {
        stamp: Some((&world.timestamps, time(WITHIN))),
        stamp_covers: Some(b"another signature".to_vec()),
        ..Signing::new(&world.person, b"contract")
    };
    let report = now(&attached(&signing), &world.trust(), &plain(), WITHIN);
    assert_failed(&report, CheckKind::Timestamp, Reason::TimestampWrong);
}

#[test]
fn a_timestamp_from_the_future_is_refused() {
    let world = World::new();
    let stamp = Some((&world.timestamps, time("2026-06-01T01:00:00Z")));
    let bytes = attached(&Signing { stamp, ..Signing::new(&world.person, b"contract") });
    let report = now(&bytes, &world.trust(), &plain(), WITHIN);
    assert_failed(&report, CheckKind::Timestamp, Reason::TimestampWrong);
}

#[test]
fn the_use_of_a_timestamping_certificate_is_critical() {
    let world = World::new();
    let wish = service("TSA OF TESTS", "1.3.6.1.5.5.7.3.8", false);
    let lax = world.authority.issue(&wish, "lax");
    for service in [&lax, &world.person] {
        let stamp = Some((service, time(WITHIN)));
        let bytes = attached(&Signing { stamp, ..Signing::new(&world.person, b"contract") });
        let report = now(&bytes, &world.trust(), &plain(), WITHIN);
        assert_failed(&report, CheckKind::Timestamp, Reason::TimestampWrong);
    }
}

#[test]
fn a_timestamp_of_a_stranger_proves_nothing_and_spoils_nothing() {
    let world = World::new();
    let stranger = Holder::root("ROOT OF A STRANGER", "stranger root");
    let wish = service("TSA OF A STRANGER", "1.3.6.1.5.5.7.3.8", true);
    let strange = stranger.issue(&wish, "strange timestamps");
    let stamp = Some((&strange, time(WITHIN)));
    let bytes = attached(&Signing { stamp, ..Signing::new(&world.person, b"contract") });
    let trust = world.trust();
    let report = now(&bytes, &trust, &plain(), WITHIN);
    assert_passed(&report);
    assert_eq!((report.level.claimed, report.level.verified), (Some(Level::T), Some(Level::B)));
    let checked = report.signers[0].check(CheckKind::Timestamp);
    assert_eq!(checked, Some(Verdict::indeterminate(Reason::TimestampUntrusted)));
    let report = now(&bytes, &trust, &plain(), AFTER);
    assert_open(&report, CheckKind::Validity, Reason::NoProofOfTime);

    let mut pinned = TrustStore::new(Realm::Test);
    pinned.pin_timestamps(&strange.certificate, None).unwrap();
    let trust = Trust { timestamps: vec![pinned], ..trust };
    assert_passed(&now(&bytes, &trust, &plain(), AFTER));
}

#[test]
fn the_earliest_proof_counts() {
    let world = World::new();
    let wish =
        Wish { valid: (time("2026-01-01T00:00:00Z"), time("2026-03-01T00:00:00Z")), ..person() };
    let short = world.authority.issue(&wish, "short");
    let stamp = Some((&world.timestamps, time(WITHIN)));
    let bytes = attached(&Signing { stamp, ..Signing::new(&short, b"contract") });
    let report = received(&bytes, &world.trust(), &plain(), "2026-02-01T00:00:00Z");
    assert_passed(&report);
    assert_eq!(report.time_source, TimeSource::Received);
}
