//! Keeps calls away from a court system that does not answer, and probes it now and then.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// What the breaker says to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pass {
    /// Go ahead.
    Go,
    /// Go ahead: yours is the call that finds out.
    Probe,
    /// Not now; the breaker tries again after this.
    Wait(Duration),
}

#[derive(Debug)]
enum State {
    Closed { failures: u32 },
    Open { until: Instant },
    HalfOpen,
}

/// The breaker.
pub(super) struct Breaker {
    state: Mutex<State>,
    failures_max: u32,
    open_for: Duration,
}

impl Breaker {
    pub(super) fn new(failures_max: u32, open_for: Duration) -> Self {
        Self {
            state: Mutex::new(State::Closed { failures: 0 }),
            failures_max: failures_max.max(1),
            open_for,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic cannot leave the state half written: it is one assignment.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks for passage.
    pub(super) fn pass(&self, now: Instant) -> Pass {
        let mut state = self.state();
        match *state {
            State::Closed { .. } => Pass::Go,
            State::Open { until } if now < until => Pass::Wait(until - now),
            State::Open { .. } => {
                *state = State::HalfOpen;
                Pass::Probe
            }
            State::HalfOpen => Pass::Wait(self.open_for),
        }
    }

    /// A call ended.
    pub(super) fn ended(&self, good: bool, now: Instant) {
        let mut state = self.state();
        *state = match (&*state, good) {
            (_, true) => State::Closed { failures: 0 },
            (State::Closed { failures }, false) if failures + 1 < self.failures_max => {
                State::Closed { failures: failures + 1 }
            }
            // A call that began before the breaker opened does not prolong the wait.
            (State::Open { until }, false) => State::Open { until: *until },
            (State::Closed { .. } | State::HalfOpen, false) => {
                State::Open { until: now + self.open_for }
            }
        };
    }

    /// A probe that never got to ask: the next call may probe.
    pub(super) fn gave_up_probe(&self) {
        let mut state = self.state();
        if matches!(*state, State::HalfOpen) {
            *state = State::Open { until: Instant::now() };
        }
    }

    /// Gives the probe back if its call is dropped half-way.
    pub(super) fn abandon_guard(&self, probe: bool) -> Abandon<'_> {
        Abandon { breaker: self, armed: probe }
    }
}

/// Lives while a probe is under way.
pub(super) struct Abandon<'a> {
    breaker: &'a Breaker,
    armed: bool,
}

impl Abandon<'_> {
    pub(super) fn defuse(mut self) {
        self.armed = false;
    }
}

impl Drop for Abandon<'_> {
    fn drop(&mut self) {
        if self.armed {
            self.breaker.gave_up_probe();
        }
    }
}
