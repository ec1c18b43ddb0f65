//! The present moment as an argument: whoever needs it is given a [`Clock`].
//!
//! The clock of the machine is not here: reading it is I/O, and belongs to the program that is
//! started.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};

/// Tells the present moment.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> DateTime<Utc>;
}

impl<C: Clock + ?Sized> Clock for std::sync::Arc<C> {
    fn now(&self) -> DateTime<Utc> {
        (**self).now()
    }
}

/// A clock that stands still until it is told otherwise; for tests and replays. Precise to the
/// microsecond.
#[derive(Debug)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    /// A clock that stands at `moment`.
    pub fn new(moment: DateTime<Utc>) -> Self {
        Self(AtomicI64::new(moment.timestamp_micros()))
    }

    /// Puts the clock to `moment`.
    pub fn set(&self, moment: DateTime<Utc>) {
        self.0.store(moment.timestamp_micros(), Ordering::SeqCst);
    }

    /// Moves the clock on, or back where `by` is negative.
    pub fn advance(&self, by: TimeDelta) {
        self.0.fetch_add(by.num_microseconds().unwrap_or(0), Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0.load(Ordering::SeqCst)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn stands_still_until_it_is_told_otherwise() {
        let noon: DateTime<Utc> = "2026-10-01T07:00:00Z".parse().unwrap();
        let clock = Arc::new(FixedClock::new(noon));
        let shared: Arc<dyn Clock> = clock.clone();
        assert_eq!((shared.now(), shared.now()), (noon, noon));
        clock.advance(TimeDelta::seconds(90));
        assert_eq!(shared.now(), noon + TimeDelta::seconds(90));
        clock.set(noon);
        assert_eq!(shared.now(), noon);
    }
}
