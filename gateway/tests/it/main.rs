//! The gateway from outside: real requests over HTTP, the real program at the command line.

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
