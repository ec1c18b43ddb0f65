//! The law and the nouns of the courts as code. Pure: no async, no I/O, no clock.
//!
//! *Owns*
//! - the records every room speaks of: [`case`], [`party`], [`hearing`], [`document`], [`filing`],
//!   [`event`], each named by a [`key`], each part with its [`source`];
//! - the lists of codes ([`coded`]) and what people call them ([`codes`]) in the [`language`] they
//!   read;
//! - numbers, parsed once and right from then on: [`case_number`], [`iin`], [`bin`],
//!   [`person_number`];
//! - the directory of courts and regions ([`court`]);
//! - the working calendar and the counting of procedural terms ([`calendar`]);
//! - whose eyes a row is read with ([`scope`]), and the seam time comes in by ([`clock`]).
//!
//! *Knows nothing of* databases, HTTP, GraphQL or the present moment.
//!
//! Facts lie in `data/` beside `src/`, as tables anyone can read: lists of codes, courts, regions,
//! days. They are compiled in and read once; a row that does not parse fails a test of the room
//! that owns it. What is not known stays empty: no code, name or date in them is a guess.

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
