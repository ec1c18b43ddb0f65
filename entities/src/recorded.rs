//! What was read from a registry, on its way into the tables.

use chrono::{DateTime, SubsecRound, Utc};

/// A value with what must be kept of the answer it was read from.
#[derive(Debug)]
pub struct Recorded<'a, T: ?Sized> {
    /// The value.
    pub value: &'a T,
    /// When it was read.
    pub as_of: DateTime<Utc>,
    /// SHA-256 of the raw answer, lower-case hex.
    pub raw_sha256: &'a str,
    /// Whether all of it came. What is missing in an incomplete value is not known, not gone.
    pub complete: bool,
}

impl<T: ?Sized> Clone for Recorded<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Recorded<'_, T> {}

/// The moment as both databases keep it: to the microsecond.
pub(crate) fn stored(moment: DateTime<Utc>) -> DateTime<Utc> {
    moment.trunc_subsecs(6)
}
