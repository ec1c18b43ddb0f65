//! Who is calling, and what they may do. One policy table; no storage, no transport.
//!
//! *Enter by* [`decide()`]: a principal, an action and what is acted on give a yes or a no.
//! *Invariants:* the table in [`policy`] is the only place that says who may; a field of the schema
//! without a row in [`fields`] fails a test; whoever is not entitled to know of a thing gets the
//! answer for a thing that does not exist.

pub mod action;
pub mod decide;
pub mod documents;
pub mod fields;
pub mod policy;
pub mod principal;
pub mod relation;

pub use action::Action;
pub use decide::{Subject, decide};
pub use principal::{Principal, PrincipalClass};
pub use relation::Relation;
