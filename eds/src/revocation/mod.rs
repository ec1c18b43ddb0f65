//! Whether a certificate is revoked: OCSP answers, revocation lists, and how they combine.
//!
//! *Owns* the rule of combination: an OCSP answer outweighs a list; only silence lets a list speak
//! instead; a bad answer does not; a stale list may reveal a revocation and never prove its absence.

pub mod crl;
mod judge;
pub mod ocsp;

pub use crl::{Crl, CrlError};
pub(crate) use judge::{Question, Sources, judge};
pub use ocsp::{OcspResponse, OcspStatus};

/// The names of RFC 5280 for reasons of revocation.
pub fn reason_name(code: u8) -> &'static str {
    match code {
        0 => "unspecified",
        1 => "keyCompromise",
        2 => "cACompromise",
        3 => "affiliationChanged",
        4 => "superseded",
        5 => "cessationOfOperation",
        6 => "certificateHold",
        8 => "removeFromCRL",
        9 => "privilegeWithdrawn",
        10 => "aACompromise",
        _ => "unknown",
    }
}

/// Reasons under which what was signed before stays good: the key was never in wrong hands.
fn is_benign(code: Option<u8>) -> bool {
    matches!(code, Some(3 | 4 | 5 | 9))
}
