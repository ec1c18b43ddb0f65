//! The schema by domain. Knows no transport and no storage.

pub mod execute;
mod extension;
pub mod schema;
