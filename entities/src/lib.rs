//! Tables of what registries told, and every question that is asked of them.
//!
#![doc = include_str!("../README.md")]

pub mod cases;
pub mod courts;
pub mod cursors;
pub mod hearings;
pub mod outages;
pub mod parts;
pub mod quarantine;
pub mod registries;

mod db;
mod error;
mod id;
mod page;
mod person;
mod recorded;
mod row;
mod scoped;
mod sql;
mod words;

#[cfg(test)]
mod plans;

pub use db::{Connect, Db, Meter, connect};
pub use error::{Error, Result};
pub use id::{CaseId, OutageId, PartId, QuarantineId};
pub use page::{Count, PAGE_MAX, Page};
pub use person::{PersonDigest, PersonKey};
pub use recorded::Recorded;
