//! Hearing lists over HTTP: recorded lists, and publishers that misbehave.

#![expect(clippy::disallowed_methods, reason = "a test talks to servers of its own")]
#![expect(clippy::panic, reason = "helpers of tests say what came instead")]

mod conformance;
mod pages;
mod server;
