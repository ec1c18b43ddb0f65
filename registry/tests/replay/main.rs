//! The REST adapter against recorded answers of real court systems, served over HTTP.

#![expect(clippy::disallowed_methods, reason = "a test talks to servers of its own")]
#![expect(clippy::panic, reason = "helpers of tests say what came instead")]

mod compare;
mod conformance;
mod ours;
mod rules;
mod slovakia;
