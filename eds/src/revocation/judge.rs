//! One certificate, all evidence, one answer.

use std::sync::Arc;

use chrono::TimeDelta;

use super::crl::{Crl, Layered};
use super::is_benign;
use super::ocsp::{OcspError, OcspResponse, OcspStatus};
use crate::asn1::Time;
use crate::certificate::Certificate;
use crate::chain::Issuer;
use crate::limits::Limits;
use crate::reason::{Finding, Reason};
use crate::verdict::{RevocationReport, RevocationSource, RevocationState, Verdict};
use crate::verify::OcspEvidence;

/// What is asked.
pub(crate) struct Question<'a> {
    pub(crate) certificate: &'a Certificate,
    pub(crate) issuer: &'a Issuer,
    /// The time that is judged.
    pub(crate) at: Time,
    /// Whether the document is proved to have existed then.
    pub(crate) proved: bool,
    pub(crate) now: Time,
    /// How old an answer without an end may be.
    pub(crate) age_max: TimeDelta,
    pub(crate) skew: TimeDelta,
    pub(crate) limits: &'a Limits,
}

/// Evidence of all kinds.
pub(crate) struct Sources<'a> {
    pub(crate) ocsp: &'a [OcspEvidence],
    pub(crate) crls: &'a [Arc<Crl>],
    /// OCSP answers embedded in the document.
    pub(crate) embedded: &'a [&'a [u8]],
}

/// Judges the revocation of one certificate.
pub(crate) fn judge(question: &Question<'_>, sources: &Sources<'_>) -> (RevocationReport, Verdict) {
    let unknown = RevocationReport {
        state: RevocationState::Unknown,
        source: None,
        checked_at: None,
        revoked_at: None,
        reason_code: None,
    };
    let by_ocsp = question.by_ocsp(sources);
    if let Some((report, verdict)) = by_ocsp
        && report.state != RevocationState::Unknown
    {
        return (report, verdict);
    }
    let by_list = question.by_list(sources.crls);
    match (by_ocsp, by_list) {
        // A bad answer is not silence: a list may then only reveal.
        (Some(bad), Some(listed)) if listed.0.state != RevocationState::Revoked => bad,
        (_, Some(listed)) => listed,
        (Some(bad), None) => bad,
        (None, None) => (unknown, Verdict::indeterminate(Reason::RevocationUnknown)),
    }
}

type Answer = (RevocationReport, Verdict);

impl Question<'_> {
    /// The answer of OCSP; none when nobody answered.
    fn by_ocsp(&self, sources: &Sources<'_>) -> Option<Answer> {
        let asked =
            sources.ocsp.iter().filter(|e| e.certificate == *self.certificate.fingerprint());
        let mut bad = None;
        for evidence in asked {
            let source = RevocationSource::Ocsp;
            match self.read(&evidence.response, evidence.nonce.as_deref(), source) {
                None => {}
                Some(answer) if answer.0.state == RevocationState::Unknown => bad = Some(answer),
                good => return good,
            }
        }
        // What the document brings along proves only what it says about our certificate.
        let embedded = sources.embedded.iter().find_map(|bytes| {
            self.read(bytes, None, RevocationSource::Embedded)
                .filter(|answer| answer.0.state != RevocationState::Unknown)
        });
        embedded.or(bad)
    }

    fn read(&self, bytes: &[u8], nonce: Option<&[u8]>, source: RevocationSource) -> Option<Answer> {
        let mut report = RevocationReport {
            state: RevocationState::Unknown,
            source: Some(source),
            checked_at: None,
            revoked_at: None,
            reason_code: None,
        };
        let unknown = Verdict::indeterminate(Reason::RevocationUnknown);
        let answer = match OcspResponse::read(bytes, self.limits) {
            Ok(answer) => answer,
            Err(OcspError::NoAnswer(_)) => return None,
            Err(OcspError::Malformed) => return Some((report, unknown)),
        };
        let serial = self.certificate.serial();
        let Some(single) = answer.about(serial, self.issuer) else {
            return Some((report, unknown));
        };
        let fresh = single.this_update <= self.now + self.skew
            && answer.produced_at <= self.now + self.skew
            && single.covers(self.at, self.age_max, self.skew);
        let echoed = nonce.is_none_or(|nonce| answer.nonce.as_deref() == Some(nonce));
        if !echoed || !answer.is_signed_for(self.issuer) {
            return Some((report, unknown));
        }
        report.checked_at = Some(single.this_update);
        match single.status {
            OcspStatus::Good if fresh => {
                report.state = RevocationState::Good;
                Some((report, Verdict::Passed))
            }
            OcspStatus::Good | OcspStatus::Unknown => Some((report, unknown)),
            OcspStatus::NotIssued => {
                Some((report, Verdict::indeterminate(Reason::CertificateNotIssued)))
            }
            OcspStatus::Revoked { at, reason } => Some(self.revoked(report, at, reason)),
        }
    }

    fn by_list(&self, lists: &[Arc<Crl>]) -> Option<Answer> {
        let layered = Layered::newest(lists, self.issuer, self.certificate.not_after())?;
        let newest = layered.newest_list();
        let mut report = RevocationReport {
            state: RevocationState::Unknown,
            source: Some(RevocationSource::Crl),
            checked_at: Some(newest.this_update),
            revoked_at: None,
            reason_code: None,
        };
        if let Some(entry) = layered.find(self.certificate.serial()) {
            return Some(self.revoked(report, entry.at, entry.reason));
        }
        // Authorities drop expired certificates from their lists: absence then proves nothing.
        let listed = newest.this_update <= self.certificate.not_after();
        if listed && newest.covers(self.at, self.now, self.skew) {
            report.state = RevocationState::Good;
            return Some((report, Verdict::Passed));
        }
        Some((report, Verdict::indeterminate(Reason::RevocationUnknown)))
    }

    /// What a revocation means for what was signed at the judged time.
    fn revoked(&self, mut report: RevocationReport, at: Time, reason: Option<u8>) -> Answer {
        report.state = RevocationState::Revoked;
        report.revoked_at = Some(at);
        report.reason_code = reason;
        let before = self.at < at;
        let verdict = if before && is_benign(reason) && self.proved {
            Verdict::Passed
        } else if self.proved {
            let finding = Finding::at(Reason::CertificateRevoked, at);
            Verdict::Failed(Finding { since: Some(self.at), ..finding })
        } else {
            Verdict::Indeterminate(Finding::at(Reason::NoProofBeforeRevocation, at))
        };
        (report, verdict)
    }
}
