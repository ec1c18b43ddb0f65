//! Verifies electronic digital signatures of Kazakhstan: pure functions over bytes.
#![doc = ""]
#![doc = include_str!("../README.md")]
#![warn(missing_docs, clippy::indexing_slicing, clippy::string_slice)]

pub mod algorithm;
mod armour;
mod asn1;
pub mod certificate;
pub mod chain;
mod cms;
pub mod fuzz;
mod limits;
pub mod oid;
pub mod reason;
pub mod revocation;
pub mod subject;
pub mod timestamp;
pub mod trust;
pub mod verdict;
mod verify;
mod xmldsig;

pub use asn1::Time;
pub use certificate::Certificate;
pub use limits::Limits;
pub use reason::{Finding, Language, Reason};
pub use verdict::{Report, Verdict};
pub use verify::{
    At, Evidence, Input, Inspection, Need, NeedFor, OcspEvidence, Policy, Purpose, RevocationRule,
    inspect, inspect_certificate, verify, verify_certificate,
};
