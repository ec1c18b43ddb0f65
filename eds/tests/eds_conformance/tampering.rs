//! The same document in other clothes, and with altered bytes.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use eds::Report;

use super::documents::Sample;
use super::folder::{Folder, Row};

fn is_cms(sample: &Sample) -> bool {
    sample.bytes.first() == Some(&0x30)
}

/// PEM, base64 in one line and base64 in lines give the same verdict as the bytes.
pub(crate) fn check_wrappings(folder: &Folder, row: &Row) {
    let sample = Sample::read(folder, row);
    if !is_cms(&sample) {
        return;
    }
    let [trust, _] = folder.trusts();
    let at = sample.at(row, &trust);
    let plain = sample.verify_bytes(&sample.bytes, &trust, at);
    let line = STANDARD.encode(&sample.bytes);
    let lines: Vec<&str> =
        line.as_bytes().chunks(64).map(|part| std::str::from_utf8(part).unwrap()).collect();
    let wrapped = [
        line.clone(),
        lines.join("\r\n"),
        format!("-----BEGIN CMS-----\n{}\n-----END CMS-----\n", lines.join("\n")),
        format!("\u{feff}-----BEGIN PKCS7-----\r\n{}\r\n-----END PKCS7-----", lines.join("\r\n")),
    ];
    for text in wrapped {
        let report = sample.verify_bytes(text.as_bytes(), &trust, at);
        assert_eq!(report.verdict, plain.verdict, "{}", row.file);
        assert_eq!(report.content, plain.content, "{}", row.file);
    }
}

/// One altered byte in each of many places: whatever still passes says the same of the same people.
pub(crate) fn check_altered(folder: &Folder, row: &Row) {
    if row.text("verdict") != Some("valid") {
        return;
    }
    let sample = Sample::read(folder, row);
    let trusts = folder.trusts();
    let passes = |report: &Report| report.verdict.is_passed();
    for trust in &trusts {
        let at = sample.at(row, trust);
        let good = sample.verify_bytes(&sample.bytes, trust, at);
        if !passes(&good) {
            continue;
        }
        let mut refused = 0;
        for place in (0..sample.bytes.len()).step_by(7) {
            let mut altered = sample.bytes.clone();
            altered[place] ^= 1 << (place % 8);
            let report = sample.verify_bytes(&altered, trust, at);
            if !passes(&report) {
                refused += 1;
                continue;
            }
            assert_eq!(report.content, good.content, "{} at {place}", row.file);
            assert_eq!(report.signers.len(), good.signers.len(), "{} at {place}", row.file);
            for (now, before) in report.signers.iter().zip(&good.signers) {
                assert_eq!(now.certificate, before.certificate, "{} at {place}", row.file);
                assert_eq!(now.reference_time, before.reference_time, "{} at {place}", row.file);
            }
        }
        assert!(refused * 2 > sample.bytes.len() / 7, "{}: only {refused} refused", row.file);
    }
}
