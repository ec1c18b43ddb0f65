//! The read model on SQLite and on PostgreSQL: each test runs on both.

mod support;

mod board;
mod both;
mod cases;
mod connection;
mod directory;
mod migrations;
mod parts;
mod scope;
mod search;
