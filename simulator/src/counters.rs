//! How many requests a server has had, in all and by path.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Handle to the counters of one server. Clones share the figures.
#[derive(Debug, Clone, Default)]
pub struct Counters {
    by_path: Arc<Mutex<BTreeMap<String, u64>>>,
}

impl Counters {
    /// Requests in all.
    pub fn total(&self) -> u64 {
        self.with(|by_path| by_path.values().sum())
    }

    /// Requests by method and path, query left out, such as `GET /api/dela`.
    pub fn by_path(&self) -> BTreeMap<String, u64> {
        self.with(|by_path| by_path.clone())
    }

    /// Back to zero.
    pub fn reset(&self) {
        self.with(BTreeMap::clear);
    }

    /// Counts one and gives its ordinal, beginning at 0.
    pub(crate) fn count(&self, method: &str, path: &str) -> u64 {
        self.with(|by_path| {
            let ordinal = by_path.values().sum();
            *by_path.entry(format!("{method} {path}")).or_insert(0) += 1;
            ordinal
        })
    }

    fn with<T>(&self, change: impl FnOnce(&mut BTreeMap<String, u64>) -> T) -> T {
        change(&mut self.by_path.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
