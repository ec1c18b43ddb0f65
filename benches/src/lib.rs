//! Measurements as ratios in one run.
//!
//! A figure is CPU time a request, of the server process and of PostgreSQL together, read from
//! `/proc`; the client's time is not in it. Rounds of the gateway and of its peer take turns, so that a
//! machine whose speed drifts bends both alike; the median of the rounds' ratios is what counts.

#![expect(clippy::disallowed_methods, reason = "a measurement starts its own tasks")]

pub mod bare;
pub mod child;
pub mod cpu;
pub mod gateway_role;
pub mod load;
pub mod seed;
