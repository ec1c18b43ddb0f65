//! The gateway from outside: real requests, the real program.

#![expect(clippy::disallowed_methods, reason = "a test talks to servers of its own")]

mod bad_input;
mod batch;
mod budget;
mod cli;
mod cross_site;
mod demo;
mod pages;
mod principals;
mod status;
mod stop;
mod support;
