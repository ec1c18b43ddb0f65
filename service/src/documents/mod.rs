//! Use cases of documents.

pub mod texts;
