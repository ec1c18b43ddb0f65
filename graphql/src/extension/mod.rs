//! Hooks of the executor: checks between reading a document and running it.

pub(crate) mod guard;
mod variables;
