//! The schema by domain. Knows no transport and no storage.

pub mod execute;
pub mod schema;
