//! The end-to-end tests: one binary, so that it is linked once.

mod servers;
