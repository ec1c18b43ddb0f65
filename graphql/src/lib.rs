//! The schema by domain. Knows no transport and no storage.
//!
//! *Owns* what clients can ask and how it is worded. A resolver turns arguments into values, calls
//! one function of `service`, and prints what comes back: it decides nothing and reads nothing.
//!
//! *Invariants:* whatever may fail at a court system is nullable and has a `source` beside it; a
//! nullable resolver that can fail returns `Option<Result<T>>`, so that its error blanks itself and
//! not its parent; every type, field, argument and value has a description.

pub mod cases;
pub mod coded;
pub mod connection;
pub mod courts;
pub mod documents;
pub mod execute;
mod extension;
pub mod filings;
pub mod hearings;
pub mod language;
pub mod node;
pub mod op;
pub mod registries;
pub mod scalar;
pub mod schema;
pub mod source;
