//! What an operation costs, and who pays.

use std::time::Duration;

use serde::Serialize;

/// State of a caller's budget, in points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Budget {
    /// The most that can be saved up.
    pub capacity: u32,
    /// What is left now.
    pub available: u32,
    /// What comes back each second.
    pub restore_per_second: u32,
}

/// What an operation costs, in points, as the answer's `extensions.cost` tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Cost {
    /// Points of this operation, known before it runs.
    pub requested: usize,
    /// The most one operation may cost.
    pub maximum: usize,
    /// The caller's budget after it, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<Budget>,
}

/// The budget does not cover an operation.
#[derive(Debug, Clone, Copy)]
pub struct Overdrawn {
    /// When it will; never, if the operation costs more than can be saved up.
    pub retry_after: Option<Duration>,
    /// What there is.
    pub budget: Budget,
}

/// Pays for operations before they run.
pub trait Meter: Send + Sync {
    /// Takes `cost` points, or nothing at all.
    ///
    /// # Errors
    ///
    /// The budget does not cover it.
    fn charge(&self, cost: u32) -> Result<Option<Budget>, Overdrawn>;
}

/// Pays for everything: where no budget is kept.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unmetered;

impl Meter for Unmetered {
    fn charge(&self, _cost: u32) -> Result<Option<Budget>, Overdrawn> {
        Ok(None)
    }
}
