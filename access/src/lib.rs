//! Who is calling, and what they may do. One policy table; no storage, no transport.

pub mod principal;

pub use principal::{Principal, PrincipalClass};
