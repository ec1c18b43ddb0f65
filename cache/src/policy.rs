//! How long a value is good for, and what a load may write.

use std::time::Duration;

/// Ages of one class of data. Chosen by the caller for each value: a hearing tomorrow is not an
/// archived case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Served without asking, up to this age.
    pub fresh: Duration,
    /// Served when asking fails or takes too long, up to this age. The hard ceiling.
    pub stale: Duration,
}

impl Policy {
    /// Good for `fresh`, and for `stale` in all when its source fails.
    pub const fn new(fresh: Duration, stale: Duration) -> Self {
        Self { fresh, stale }
    }
}

/// What a load brought for one key.
#[derive(Debug, Clone)]
pub enum Loaded<V> {
    /// A value, or a proven absence: replaces what was held.
    Fact(V, Policy),
    /// A failure: answers this request, is held for nobody, replaces nothing.
    Failure(V),
}
