//! The law and the nouns of the courts as code. Pure: no async, no I/O, no clock.
//!
//! *Owns* the records every room speaks of (case, party, hearing, document, filing, event), where
//! a record came from ([`source`]), the codes with their labels, numbers of cases and persons, the
//! court directory, and the counting of procedural terms.
//! *Knows nothing of* databases, HTTP, GraphQL or the present moment.

#![warn(
    missing_docs,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::wildcard_enum_match_arm
)]

pub mod bin;
pub mod calendar;
pub mod case;
pub mod case_number;
pub mod clock;
pub mod coded;
pub mod codes;
pub mod court;
pub mod document;
pub mod event;
pub mod filing;
pub mod hearing;
pub mod iin;
pub mod key;
pub mod language;
pub mod party;
pub mod person_number;
mod reference;
pub mod scope;
pub mod source;
