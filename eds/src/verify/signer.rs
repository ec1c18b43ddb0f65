//! One signer: from what the bytes prove to a verdict at a reference time.

use crate::algorithm::{KeyAlgorithm, SignatureAlgorithm};
use crate::asn1::Time;
use crate::certificate::{Certificate, Role};
use crate::chain::{self, Chain};
use crate::cms::{self, SignedData, Signer};
use crate::oid;
use crate::reason::{Finding, Reason};
use crate::revocation::{Question, Sources, judge};
use crate::timestamp::Token;
use crate::verdict::{
    Check, CheckKind, Level, Levels, RevocationReport, SignerReport, TimeSource, TimestampReport,
    Verdict,
};
use crate::verify::{Context, Purpose, RevocationRule};
use crate::xmldsig;

/// What the bytes of a signer prove, whatever the form of the document.
pub(super) struct Bytes<'a> {
    checks: Vec<Check>,
    certificate: Option<Certificate>,
    hints: Vec<Certificate>,
    algorithm: Option<SignatureAlgorithm>,
    claimed_signing_time: Option<Time>,
    signature: Vec<u8>,
    /// Tokens, each with the bytes that it must cover.
    timestamps: Vec<(Vec<u8>, Vec<u8>)>,
    embedded_ocsp: Vec<&'a [u8]>,
    claimed: Level,
}

impl<'a> Bytes<'a> {
    pub(super) fn of_cms(
        outcome: cms::Outcome,
        signer: &Signer<'_>,
        data: &SignedData<'a>,
        pool: &[Certificate],
    ) -> Self {
        let signature = signer.info.signature.as_bytes().to_vec();
        let timestamps = signer
            .unsigned
            .values(oid::SIGNATURE_TIMESTAMP)
            .map(|token| (token.raw.to_vec(), signature.clone()))
            .collect::<Vec<_>>();
        let long_term = !data.ocsp.is_empty()
            || !data.crls.is_empty()
            || signer.unsigned.has(&oid::REVOCATION_VALUES);
        let claimed = match (timestamps.is_empty(), long_term) {
            (true, _) => Level::B,
            (false, false) => Level::T,
            (false, true) if signer.unsigned.has(&oid::ARCHIVE_TIMESTAMP_V3) => Level::Lta,
            (false, true) => Level::Lt,
        };
        Self {
            checks: outcome.checks,
            certificate: outcome.certificate,
            hints: pool.to_vec(),
            algorithm: outcome.algorithm,
            claimed_signing_time: outcome.claimed_signing_time,
            signature,
            timestamps,
            embedded_ocsp: data.ocsp.clone(),
            claimed,
        }
    }

    pub(super) fn of_xml(outcome: xmldsig::Outcome, found: &[Certificate]) -> Self {
        let mut hints = outcome.certificates;
        hints.extend(found.iter().cloned());
        Self {
            checks: outcome.checks,
            certificate: outcome.certificate,
            hints,
            algorithm: outcome.algorithm,
            claimed_signing_time: outcome.claimed_signing_time,
            signature: outcome.signature,
            claimed: if outcome.timestamps.is_empty() { Level::B } else { Level::T },
            timestamps: outcome.timestamps,
            embedded_ocsp: vec![],
        }
    }
}

/// The time a certificate is judged at.
#[derive(Clone, Copy)]
struct Reference {
    time: Time,
    source: TimeSource,
    /// Whether the document is proved to have existed then.
    proved: bool,
}

pub(super) fn judge_signer(context: &Context<'_>, bytes: &Bytes<'_>) -> SignerReport {
    let (timestamps, stamped) = timestamps(context, bytes);
    let reference = reference(context, &timestamps);
    let mut report = SignerReport {
        verdict: Verdict::Passed,
        checks: bytes.checks.clone(),
        certificate: bytes.certificate.clone(),
        chain: vec![],
        algorithm: bytes.algorithm,
        claimed_signing_time: bytes.claimed_signing_time,
        reference_time: reference.time,
        time_source: reference.source,
        level: Levels { claimed: Some(bytes.claimed), verified: None },
        timestamps,
        revocation: None,
        signature: bytes.signature.clone(),
    };
    report.checks.extend(stamped.map(|result| Check { kind: CheckKind::Timestamp, result }));
    if let Some(certificate) = &bytes.certificate {
        judge_certificate(context, bytes, certificate, reference, &mut report);
    }
    let binding = report.checks.iter().filter(|check| {
        // Without its authority a timestamp proves nothing, but spoils nothing either.
        check.kind != CheckKind::Timestamp || check.result.is_failed()
    });
    report.verdict = binding.fold(Verdict::Passed, |sum, check| sum.and(check.result));
    report.level.verified = verified_level(&report);
    report
}

/// Judges a certificate that signed nothing here: who knocks, or who is only looked up.
pub(super) fn judge_alone(
    context: &Context<'_>,
    certificate: &Certificate,
    hints: &[Certificate],
) -> SignerReport {
    let bytes = Bytes {
        checks: vec![],
        certificate: Some(certificate.clone()),
        hints: hints.to_vec(),
        algorithm: None,
        claimed_signing_time: None,
        signature: vec![],
        timestamps: vec![],
        embedded_ocsp: vec![],
        claimed: Level::B,
    };
    let report = judge_signer(context, &bytes);
    SignerReport { level: Levels::default(), ..report }
}

fn timestamps(context: &Context<'_>, bytes: &Bytes<'_>) -> (Vec<TimestampReport>, Option<Verdict>) {
    let limits = &context.policy.limits;
    let mut reports = Vec::new();
    let mut together: Option<Verdict> = None;
    for (token, covered) in bytes.timestamps.iter().take(limits.timestamps) {
        let verdict = match Token::read(token, limits) {
            None => Verdict::failed(Reason::TimestampWrong),
            Some(token) => {
                let (report, _) = token.judge(covered, context.trust, context.at.now, limits);
                let verdict = report.verdict;
                reports.push(report);
                verdict
            }
        };
        together = Some(together.map_or(verdict, |sum| sum.and(verdict)));
    }
    if bytes.timestamps.len() > limits.timestamps {
        together = Some(Verdict::failed(Reason::LimitPassed));
    }
    (reports, together)
}

/// The earliest proof of existence: a trusted timestamp, else the receipt, else only the present.
fn reference(context: &Context<'_>, timestamps: &[TimestampReport]) -> Reference {
    let fresh = context.policy.purpose == Purpose::LogIn;
    let passed = timestamps.iter().filter(|t| t.verdict.is_passed());
    let stamped = passed.map(|t| (t.time, TimeSource::Timestamp)).min_by_key(|(time, _)| *time);
    let received = context.at.received.map(|time| (time, TimeSource::Received));
    // A challenge made just now can only have been signed just now.
    let proofs = if fresh { [received, None] } else { [stamped, received] };
    match proofs.into_iter().flatten().min_by_key(|(time, _)| *time) {
        Some((time, source)) => Reference { time, source, proved: true },
        None => Reference { time: context.at.now, source: TimeSource::Now, proved: fresh },
    }
}

fn judge_certificate(
    context: &Context<'_>,
    bytes: &Bytes<'_>,
    certificate: &Certificate,
    reference: Reference,
    report: &mut SignerReport,
) {
    let store = &context.trust.signers;
    let chain_at = chain_time(certificate, reference);
    let chain = chain::build(certificate, store, &bytes.hints, chain_at, &context.policy.limits);
    let mut push = |kind, result| report.checks.push(Check { kind, result });
    push(CheckKind::Chain, chain.verdict);
    push(CheckKind::Validity, validity(certificate, reference));
    // Roles are the authority's word: where no authority stands behind them they say nothing.
    if chain.verdict.is_passed()
        && let Some(verdict) = key_use(certificate, context.policy.purpose)
    {
        push(CheckKind::KeyUse, verdict);
    }
    if let Some(verdict) = person(context, certificate) {
        push(CheckKind::Person, verdict);
    }
    let (revocation, verdicts) = revocation(context, bytes, &chain, reference);
    for (kind, verdict) in verdicts {
        push(kind, verdict);
    }
    report.revocation = revocation;
    report.chain = chain.path;
}

/// An unproved signature of an expired certificate is still shown its chain as of its own end:
/// the missing proof is told by the check of validity, once.
fn chain_time(certificate: &Certificate, reference: Reference) -> Time {
    if reference.proved { reference.time } else { reference.time.min(certificate.not_after()) }
}

fn validity(certificate: &Certificate, reference: Reference) -> Verdict {
    if reference.time < certificate.not_before() {
        let at = certificate.not_before();
        let finding = Finding::at(Reason::CertificateNotYetValid, at);
        return Verdict::Failed(Finding { since: Some(reference.time), ..finding });
    }
    if reference.time <= certificate.not_after() {
        return Verdict::Passed;
    }
    let at = certificate.not_after();
    if reference.proved {
        let finding = Finding::at(Reason::CertificateExpired, at);
        Verdict::Failed(Finding { since: Some(reference.time), ..finding })
    } else {
        Verdict::Indeterminate(Finding::at(Reason::NoProofOfTime, at))
    }
}

/// Whether the key may be used so; none when that is not asked.
pub(super) fn key_use(certificate: &Certificate, purpose: Purpose) -> Option<Verdict> {
    let usage = certificate.key_usage();
    let signs = usage.is_some_and(x509_cert::ext::pkix::KeyUsage::digital_signature);
    let binds = usage.is_some_and(x509_cert::ext::pkix::KeyUsage::non_repudiation);
    let uses = certificate.extended_uses();
    let service = [oid::TIME_STAMPING, oid::OCSP_SIGNING];
    let owner = !certificate.is_authority()
        && !service.iter().any(|service| uses.contains(service))
        && certificate.roles().into_iter().any(Role::is_owner);
    let for_log_in = uses.contains(&oid::CLIENT_AUTH);
    let for_mail = uses.contains(&oid::EMAIL_PROTECTION);
    Some(match purpose {
        Purpose::Any => return None,
        _ if !owner => Verdict::failed(Reason::RoleRefused),
        Purpose::Document if signs && binds && (for_mail || !for_log_in) => Verdict::Passed,
        Purpose::Document => Verdict::failed(Reason::KeyUseWrong),
        // The one key of GOST 34.10-2015 serves both.
        Purpose::LogIn if signs && (for_log_in || is_of_new_kind(certificate)) => Verdict::Passed,
        Purpose::LogIn => Verdict::failed(Reason::KeyUseNotLogIn),
    })
}

fn is_of_new_kind(certificate: &Certificate) -> bool {
    let algorithm = certificate.key().map(crate::algorithm::PublicKey::algorithm);
    matches!(algorithm, Ok(KeyAlgorithm::Gost512 | KeyAlgorithm::Gost256))
}

fn person(context: &Context<'_>, certificate: &Certificate) -> Option<Verdict> {
    let policy = context.policy;
    let differs =
        |expected: &Option<String>, found: &Option<String>| expected.is_some() && expected != found;
    if policy.expected_iin.is_none() && policy.expected_bin.is_none() {
        return None;
    }
    let subject = certificate.subject();
    let other =
        differs(&policy.expected_iin, &subject.iin) || differs(&policy.expected_bin, &subject.bin);
    Some(if other { Verdict::failed(Reason::OtherPerson) } else { Verdict::Passed })
}

fn revocation(
    context: &Context<'_>,
    bytes: &Bytes<'_>,
    chain: &Chain,
    reference: Reference,
) -> (Option<RevocationReport>, Vec<(CheckKind, Verdict)>) {
    let rule = context.policy.revocation;
    if rule == RevocationRule::NotAsked {
        return (None, vec![]);
    }
    let sources = Sources {
        ocsp: &context.evidence.ocsp,
        crls: &context.evidence.crls,
        embedded: &bytes.embedded_ocsp,
    };
    let mut verdicts = Vec::new();
    let mut of_signer = None;
    for (index, (certificate, issuer)) in chain.path.iter().zip(&chain.issuers).enumerate() {
        if index > 0 && rule == RevocationRule::Signer {
            break;
        }
        let question = Question {
            certificate,
            issuer,
            at: reference.time,
            proved: reference.proved,
            now: context.at.now,
            age_max: context.policy.ocsp_age_max,
            skew: context.policy.skew,
            limits: &context.policy.limits,
        };
        let (report, verdict) = judge(&question, &sources);
        if index == 0 {
            of_signer = Some(report);
            verdicts.push((CheckKind::Revocation, verdict));
        } else {
            verdicts.push((CheckKind::IssuerRevocation, issuer_verdict(verdict)));
        }
    }
    if of_signer.is_none() {
        let unknown = Verdict::indeterminate(Reason::RevocationUnknown);
        verdicts.push((CheckKind::Revocation, unknown));
    }
    (of_signer, verdicts)
}

fn issuer_verdict(verdict: Verdict) -> Verdict {
    let as_issuer = |finding: Finding| match finding.reason {
        Reason::CertificateRevoked | Reason::NoProofBeforeRevocation => {
            Finding { reason: Reason::IssuerRevoked, ..finding }
        }
        _ => finding,
    };
    match verdict {
        Verdict::Passed => verdict,
        Verdict::Indeterminate(finding) => Verdict::Indeterminate(as_issuer(finding)),
        Verdict::Failed(finding) => Verdict::Failed(as_issuer(finding)),
    }
}

/// B when the bytes hold, T when a timestamp is proved, too; embedded long-term data is used as
/// evidence but its own protection is not judged, so no more is ever claimed as verified.
fn verified_level(report: &SignerReport) -> Option<Level> {
    if !report.signature_holds() {
        return None;
    }
    let stamped = report.timestamps.iter().any(|t| t.verdict.is_passed());
    Some(if stamped { Level::T } else { Level::B })
}
