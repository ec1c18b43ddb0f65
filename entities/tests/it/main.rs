//! The read model on SQLite and on PostgreSQL: each test runs on both.

mod support;

mod board;
mod cases;
mod directory;
mod migrations;
mod parts;
mod scope;
mod search;
