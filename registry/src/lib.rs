//! The port to court information systems, and the adapters behind it.
//!
//! *Owns* what a court system may answer ([`outcome`]), what it can do ([`capability`]), and the
//! adapters. *Knows nothing of* viewers, caches and GraphQL.
//! *Invariant:* an adapter never turns an error into data, nor an empty list into a proof of absence.

#![warn(missing_docs, clippy::indexing_slicing, clippy::string_slice)]

pub mod builtin;
pub mod capability;
pub mod connector;
pub mod digest;
pub mod directory;
pub mod guard;
pub mod lists;
pub mod mapping;
pub mod outcome;
pub mod port;
pub mod rest;
