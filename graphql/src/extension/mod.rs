//! Hooks of the executor: checks between reading a document and running it.

mod arguments;
pub(crate) mod guard;
mod values;
