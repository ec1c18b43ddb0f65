//! The read model on SQLite and on PostgreSQL: each test runs on both.

mod support;

mod cases;
