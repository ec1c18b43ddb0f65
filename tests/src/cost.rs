//! What an operation cost: the last line of each end-to-end snapshot.

use std::fmt;

/// Statements to our own tables, requests to court systems, answers taken from the cache.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cost {
    /// Statements to our own tables.
    pub sql: u64,
    /// Requests to court systems, counted by the systems themselves.
    pub registry: u64,
    /// Answers taken from the cache.
    pub cache: u64,
}

impl fmt::Display for Cost {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "sql {} · registry {} · cache {}", self.sql, self.registry, self.cache)
    }
}
