//! The end-to-end tests: one binary, so that it is linked once.

#[cfg(feature = "contract")]
mod contract;
mod servers;
