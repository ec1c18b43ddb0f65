//! Private PostgreSQL and Redis: found, started in a scratch folder, stopped on drop.
//!
//! Standard library and `anyhow` only: `xtask` includes this folder by path, so that one server
//! serves a whole test run, and the harness uses it when a test is run without `xtask`.

mod find;
mod postgres;
mod process;
mod redis;
mod scratch;

pub use find::{find_postgres, find_redis};
pub use postgres::Postgres;
pub use process::{Process, command};
pub use redis::Redis;

/// Where a running private PostgreSQL is: an address of its maintenance database.
pub const POSTGRES_VARIABLE: &str = "TEREZE_TEST_POSTGRES";
/// Where a running private Redis is.
pub const REDIS_VARIABLE: &str = "TEREZE_TEST_REDIS";
