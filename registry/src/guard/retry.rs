//! Which failures may be asked again, and after how long.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use domain::source::SourceReason;

use crate::outcome::{Outcome, Unavailable};

/// Adapters say «may be asked again at once» by a `retry_after` of zero: no connection, 502, 503
/// or 504 without a time of its own.
pub(super) fn may_be_asked_again<T>(outcome: &Outcome<T>) -> bool {
    matches!(outcome, Outcome::Unavailable(Unavailable { retry_after: Some(Duration::ZERO), .. }))
}

/// After the guard gave up, «at once» is no longer good advice.
pub(super) fn no_longer_at_once<T>(outcome: Outcome<T>) -> Outcome<T> {
    match outcome {
        Outcome::Unavailable(why) if why.retry_after == Some(Duration::ZERO) => {
            Outcome::Unavailable(Unavailable { retry_after: Some(Duration::from_secs(1)), ..why })
        }
        other => other,
    }
}

/// The failure of a call as a whole: nothing of it was answered, and the fault is the system's.
///
/// An answer that refuses one record (an address that is not there, a page that is none) says
/// nothing of the others: some records always fail, and must not close the whole system.
pub(super) fn failure_of<T>(outcomes: &[Outcome<T>]) -> Option<SourceReason> {
    let failed = |outcome: &Outcome<T>| match outcome {
        Outcome::Unavailable(why) => match why.reason {
            SourceReason::Timeout | SourceReason::Maintenance | SourceReason::RateLimited => {
                Some(why.reason)
            }
            reason => why.retry_after.map(|_again| reason),
        },
        Outcome::Found(_) | Outcome::Absent(_) | Outcome::Hidden | Outcome::Unknown(_) => None,
    };
    let first = failed(outcomes.first()?)?;
    outcomes.iter().all(|outcome| failed(outcome).is_some()).then_some(first)
}

/// Spreads repetitions, so that callers who failed together do not come back together.
pub(super) struct Jitter {
    state: AtomicU64,
}

impl Jitter {
    pub(super) fn new(seed: u64) -> Self {
        Self { state: AtomicU64::new(seed) }
    }

    /// Wait before the next round: doubled each time, between half of that and the whole.
    pub(super) fn wait(&self, base: Duration, round: u32) -> Duration {
        let full = base.saturating_mul(1 << round.min(10));
        let half = full / 2;
        let share = u32::try_from(self.next() % 1000).unwrap_or(0);
        half + half * share / 1000
    }

    /// `SplitMix64`: good enough to spread, and the same for the same seed.
    fn next(&self) -> u64 {
        let state = self
            .state
            .fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed)
            .wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
