//! Court cases.

pub mod lookup;
pub mod party;
pub mod query;
pub mod status;
pub mod timeline;
pub mod types;
