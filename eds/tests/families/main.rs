//! Families of signatures that must be refused, and their neighbours that must pass, over a small
//! public key infrastructure made here.
#![expect(clippy::unwrap_used, reason = "tests")]

mod asn1;
mod chains;
mod documents;
mod key;
mod log_in;
mod message;
mod pki;
mod revocation;
mod times;
mod xml;

use eds::trust::Trust;
use eds::verdict::CheckKind;
use eds::{At, Evidence, Input, Policy, Reason, Report, RevocationRule, Verdict, verify};

/// The rules for documents without revocation.
pub(crate) fn plain() -> Policy {
    Policy { revocation: RevocationRule::NotAsked, ..Policy::documents() }
}

/// Verifies an attached CMS as of a moment of receipt.
pub(crate) fn received(bytes: &[u8], trust: &Trust, policy: &Policy, at: &str) -> Report {
    let at = At { now: asn1::time("2030-01-01T00:00:00Z"), received: Some(asn1::time(at)) };
    let input = Input::Cms { signature: bytes, content: None };
    verify(input, &Evidence::default(), trust, policy, at)
}

/// Verifies an attached CMS with nothing known but the present.
pub(crate) fn now(bytes: &[u8], trust: &Trust, policy: &Policy, at: &str) -> Report {
    let input = Input::Cms { signature: bytes, content: None };
    verify(input, &Evidence::default(), trust, policy, At::now(asn1::time(at)))
}

pub(crate) fn assert_failed(report: &Report, check: CheckKind, reason: Reason) {
    let found = report.signers.first().and_then(|signer| signer.check(check));
    let found = found.or_else(|| report.checks.iter().find(|c| c.kind == check).map(|c| c.result));
    assert!(matches!(found, Some(Verdict::Failed(f)) if f.reason == reason), "{report:#?}");
    assert!(report.verdict.is_failed(), "{report:#?}");
}

pub(crate) fn assert_open(report: &Report, check: CheckKind, reason: Reason) {
    let found = report.signers.first().and_then(|signer| signer.check(check));
    assert!(matches!(found, Some(Verdict::Indeterminate(f)) if f.reason == reason), "{report:#?}");
    assert!(matches!(report.verdict, Verdict::Indeterminate(_)), "{report:#?}");
}

pub(crate) fn assert_passed(report: &Report) {
    assert_eq!(report.verdict, Verdict::Passed, "{report:#?}");
}
