//! Every change of the tables, oldest first.
//!
#![doc = include_str!("../README.md")]
#![expect(
    elided_lifetimes_in_paths,
    reason = "async_trait wants the lifetimes of a migration spelled as its trait spells them"
)]

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

mod dialect;
mod m20260901_000001_courts;
mod m20260901_000002_registries;
mod m20260901_000003_cases;
mod m20260901_000004_parts;
mod m20260901_000005_hearings;

/// Every change of the tables, oldest first.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20260901_000001_courts::Migration),
            Box::new(m20260901_000002_registries::Migration),
            Box::new(m20260901_000003_cases::Migration),
            Box::new(m20260901_000004_parts::Migration),
            Box::new(m20260901_000005_hearings::Migration),
        ]
    }
}
