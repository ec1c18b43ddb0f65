//! Signed documents: verdict, signers, times, level, timestamp, content.

use eds::trust::Trust;
use eds::verdict::{CheckKind, Level, SignerReport};
use eds::{
    At, Evidence, Input, Limits, Policy, Purpose, Reason, Report, RevocationRule, Verdict, verify,
};
use serde_json::Value;

use super::folder::{Folder, Row, time};

const KEYS: &[&str] = &[
    "verdict",
    "content",
    "content_utf8",
    "detached",
    "detached_utf8",
    "signers",
    "bin",
    "signing_time",
    "level",
    "tst",
    "signer_issuer",
    "at",
    "why",
    "note",
    "use",
    "issued_by",
    "revoked_in",
];

#[derive(Clone)]
pub(crate) struct Sample {
    pub(crate) bytes: Vec<u8>,
    pub(crate) detached: Option<Vec<u8>>,
    pub(crate) policy: Policy,
}

impl Sample {
    pub(crate) fn read(folder: &Folder, row: &Row) -> Self {
        let detached = row.text("detached").map(|file| folder.read(file));
        let detached =
            detached.or_else(|| row.text("detached_utf8").map(|t| t.as_bytes().to_vec()));
        // A key for log-in is only judged as one when the row says that it is.
        let purpose =
            if row.text("use") == Some("AUTH") { Purpose::Any } else { Purpose::Document };
        let policy =
            Policy { purpose, revocation: RevocationRule::NotAsked, ..Policy::documents() };
        Self { bytes: folder.read(&row.file), detached, policy }
    }

    pub(crate) fn verify_bytes(&self, bytes: &[u8], trust: &Trust, at: At) -> Report {
        let input = match Input::detect(bytes, &Limits::default()) {
            Input::Cms { signature, .. } => {
                Input::Cms { signature, content: self.detached.as_deref() }
            }
            other => other,
        };
        verify(input, &Evidence::default(), trust, &self.policy, at)
    }

    /// The time of the row: `at`, else the timestamp, else what the signer claims, trusted here.
    pub(crate) fn at(&self, row: &Row, trust: &Trust) -> At {
        let far = time("2100-01-01T00:00:00Z");
        if let Some(at) = row.text("at") {
            return At { now: far, received: Some(time(at)) };
        }
        let at = At::now(far);
        let report = self.verify_bytes(&self.bytes, trust, at);
        let stamped =
            report.signers.iter().any(|s| s.timestamps.iter().any(|t| t.verdict.is_passed()));
        if stamped {
            return at;
        }
        let claimed = report.signers.iter().filter_map(|s| s.claimed_signing_time).max();
        let certificates = report.signers.iter().filter_map(|s| s.certificate.as_ref());
        let middle = certificates.map(|c| c.not_before() + (c.not_after() - c.not_before()) / 2);
        At { now: far, received: claimed.or_else(|| middle.max()) }
    }
}

pub(crate) fn check(folder: &Folder, row: &Row) {
    row.knows_only(KEYS);
    let sample = Sample::read(folder, row);
    let trusts = folder.trusts();
    // A document by a key for log-in is good for log-in: what is valid is valid for its purpose.
    let purposes: &[Purpose] = match row.text("verdict") {
        Some("valid") => &[sample.policy.purpose, Purpose::LogIn],
        _ => &[sample.policy.purpose],
    };
    let reports: Vec<Report> = purposes
        .iter()
        .flat_map(|purpose| {
            let policy = Policy { purpose: *purpose, ..sample.policy.clone() };
            let sample = Sample { policy, ..sample.clone() };
            trusts
                .each_ref()
                .map(|trust| sample.verify_bytes(&sample.bytes, trust, sample.at(row, trust)))
        })
        .collect();
    let verdicts: Vec<Verdict> = reports.iter().map(|report| report.verdict).collect();
    let file = &row.file;
    let holds = reports.iter().all(Report::signatures_hold);
    let best = reports.iter().find(|r| r.verdict.is_passed()).unwrap_or(&reports[0]);
    match row.text("verdict").unwrap() {
        "valid" => {
            assert!(verdicts.iter().any(Verdict::is_passed), "{file}: {best:#?}");
            assert!(holds, "{file}");
        }
        "valid_signature" => assert!(holds, "{file}: {best:#?}"),
        "valid_signature_untrusted_certificate" => {
            assert!(holds, "{file}: {best:#?}");
            for verdict in &verdicts {
                assert!(matches!(verdict, Verdict::Indeterminate(_)), "{file}: {verdict:?}");
                assert_eq!(verdict.reason(), Some(Reason::ChainUntrusted), "{file}");
            }
        }
        "signature_over_attributes_valid_content_unknown" => {
            assert!(verdicts.iter().all(|v| matches!(v, Verdict::Indeterminate(_))), "{file}");
            for signer in &best.signers {
                assert_eq!(signer.check(CheckKind::Signature), Some(Verdict::Passed), "{file}");
                let content = signer.check(CheckKind::Content).and_then(|v| v.reason());
                assert_eq!(content, Some(Reason::ContentMissing), "{file}");
            }
        }
        "invalid" => {
            assert!(!verdicts.iter().any(Verdict::is_passed), "{file}: {verdicts:?}");
            assert!(verdicts.iter().any(Verdict::is_failed), "{file}: {best:#?}");
        }
        other => panic!("{file}: unknown verdict {other}"),
    }
    check_fields(folder, row, best);
}

fn check_fields(folder: &Folder, row: &Row, report: &Report) {
    let file = &row.file;
    let of_signers = |pick: &dyn Fn(&SignerReport) -> Option<String>| -> Vec<String> {
        report.signers.iter().filter_map(pick).collect()
    };
    if let Some(expected) = row.list("signers") {
        let iins = of_signers(&|s| s.certificate.as_ref()?.subject().iin.clone());
        assert_eq!(iins, expected, "{file}: signers");
    }
    if let Some(expected) = row.text("bin") {
        let bins = of_signers(&|s| s.certificate.as_ref()?.subject().bin.clone());
        assert!(!bins.is_empty() && bins.iter().all(|bin| bin == expected), "{file}: {bins:?}");
    }
    if let Some(expected) = row.list("signing_time") {
        let claimed: Vec<_> =
            report.signers.iter().filter_map(|s| s.claimed_signing_time).collect();
        let expected: Vec<_> = expected.iter().map(|text| time(text)).collect();
        assert_eq!(claimed, expected, "{file}: signing_time");
    }
    if let Some(expected) = row.text("use") {
        let uses = of_signers(&|s| Some(s.certificate.as_ref()?.key_use().name().to_owned()));
        assert!(!uses.is_empty() && uses.iter().all(|found| found == expected), "{file}: {uses:?}");
    }
    if let Some(expected) = row.text("level") {
        let level = match expected.rsplit('-').next() {
            Some("B" | "BES") => Level::B,
            Some("T") => Level::T,
            Some("LT") => Level::Lt,
            Some("LTA") => Level::Lta,
            _ => panic!("{file}: unknown level {expected}"),
        };
        assert_eq!(report.level.claimed, Some(level), "{file}: level");
        assert!(report.level.verified >= Some(level.min(Level::T)), "{file}: verified level");
    }
    if let Some(issuer) = row.text("signer_issuer") {
        let issuer = folder.certificate(issuer);
        for signer in &report.signers {
            assert_eq!(signer.chain.get(1), Some(&issuer), "{file}: signer_issuer");
        }
    }
    let content = row.text("content").map(|name| folder.read(name));
    let content = content.or_else(|| row.text("content_utf8").map(|text| text.as_bytes().to_vec()));
    if let Some(expected) = content {
        assert_eq!(report.content.as_ref(), Some(&expected), "{file}: content");
    }
    for signer in report.signers.iter().filter_map(|s| s.certificate.as_ref()) {
        super::certificates::check_issuers(folder, signer, row);
        super::certificates::check_revocation(folder, signer, row);
    }
    if let Some(expected) = row.fields.get("tst") {
        check_timestamp(folder, file, report, expected);
    }
}

fn check_timestamp(folder: &Folder, file: &str, report: &Report, expected: &Value) {
    let stamps: Vec<_> = report.signers.iter().flat_map(|s| &s.timestamps).collect();
    assert!(!stamps.is_empty(), "{file}: no timestamp was read");
    for (key, value) in expected.as_object().unwrap() {
        let value = value.as_str().unwrap();
        for stamp in &stamps {
            match key.as_str() {
                "gen_time" => assert_eq!(stamp.time, time(value), "{file}: {key}"),
                "imprint_alg" => assert_eq!(stamp.hash, value, "{file}: {key}"),
                "policy" => assert_eq!(stamp.policy, value, "{file}: {key}"),
                "tsa_cert" => {
                    assert_eq!(stamp.authority, Some(folder.certificate(value)), "{file}: {key}");
                }
                "serial" => assert_eq!(stamp.serial_number, value, "{file}: {key}"),
                other => panic!("{file}: unknown key tst.{other}"),
            }
        }
    }
}
