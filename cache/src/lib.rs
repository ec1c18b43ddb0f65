//! A cache that never turns a failure into a fact. Knows no court.
//!
//! One verb for callers: [`Cache::get_many_or_load`]. What a load brings says itself what may be
//! written: a value, a proven absence, or a failure, and a failure never replaces anything.
//!
//! *Invariants:* one flight a key, in a task of its own, so that a caller that leaves cancels
//! nobody; nothing older than its ceiling is ever served; what is served says how old it is.

mod flight;
mod local;
mod policy;

pub use local::{Ask, Cache, Cached, Key, State, Stats, Value};
pub use policy::{Loaded, Policy};

#[cfg(test)]
mod tests;
