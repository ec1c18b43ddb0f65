//! What stands between the gateway and a court system: deadline, places, retry, breaker, record.
//!
//! *Enter by* [`Guarded`], which is a [`Registry`] around another. To add a guard: a file here, a
//! field of [`Guarded`], a line in `Guarded::guarded`.
//! *Invariants:* a call ends by its deadline; only reads that broke before an answer began, or that
//! a gateway in front of the system refused, are asked again; a court system that does not answer
//! is left alone and probed by one call at a time.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain::clock::Clock;
use domain::key::CaseKey;
use domain::source::SourceReason;
use tokio::time::{Instant, timeout_at};

use crate::capability::{Capability, Listing, Part};
use crate::outcome::{Outcome, Unavailable};
use crate::port::{Call, CaseAnswer, CaseQuery, Page, Registry, Rows};

mod breaker;
mod bulkhead;
mod retry;
mod watch;

#[cfg(test)]
mod tests;

pub use watch::{Health, HealthState, Latency, Outage, Watch};

use breaker::{Breaker, Pass};
use bulkhead::Bulkhead;
use retry::Jitter;

/// The numbers of the guard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Calls under way at the same time.
    pub calls_at_once: usize,
    /// Times a read is asked again.
    pub retries_max: u32,
    /// Wait before the first repetition; doubled for each further one, with jitter.
    pub retry_wait: Duration,
    /// Failures in a row that open the breaker and begin an outage.
    pub failures_max: u32,
    /// How long the breaker keeps calls away before it lets one try.
    pub open_for: Duration,
    /// Span of time of the figures of [`Watch`].
    pub window: Duration,
    /// Seed of the jitter.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            calls_at_once: 16,
            retries_max: 2,
            retry_wait: Duration::from_millis(50),
            failures_max: 5,
            open_for: Duration::from_secs(10),
            window: Duration::from_mins(15),
            seed: 0x5eed,
        }
    }
}

/// A registry behind its guard.
pub struct Guarded<R> {
    inner: R,
    settings: Settings,
    bulkhead: Bulkhead,
    breaker: Breaker,
    jitter: Jitter,
    watch: Arc<Watch>,
}

impl<R: Registry> Guarded<R> {
    /// Puts a guard before a registry.
    pub fn new(inner: R, settings: Settings, clock: Arc<dyn Clock>) -> Self {
        Self {
            bulkhead: Bulkhead::new(settings.calls_at_once),
            breaker: Breaker::new(settings.failures_max, settings.open_for),
            jitter: Jitter::new(settings.seed),
            watch: Arc::new(Watch::new(settings.window, settings.failures_max, clock)),
            inner,
            settings,
        }
    }

    /// The record of its recent calls.
    pub fn watch(&self) -> Arc<Watch> {
        Arc::clone(&self.watch)
    }

    /// Asks for all of `keys`, and again for those that may be asked again.
    async fn guarded<K, T, F>(
        &self,
        keys: &[K],
        call: &Call,
        ask: impl Fn(Vec<K>, Call) -> F,
    ) -> Vec<Outcome<T>>
    where
        K: Clone,
        F: Future<Output = Vec<Outcome<T>>>,
    {
        let until = Instant::now() + call.time_left;
        let mut outcomes: Vec<Outcome<T>> = Vec::with_capacity(keys.len());
        let mut pending: Vec<usize> = (0..keys.len()).collect();
        for round in 0..=self.settings.retries_max {
            let wanted: Vec<K> =
                pending.iter().filter_map(|index| keys.get(*index).cloned()).collect();
            let answers = self.once(wanted, until, &ask).await;
            if round == 0 {
                outcomes = answers;
            } else {
                for (index, answer) in pending.iter().zip(answers) {
                    if let Some(place) = outcomes.get_mut(*index) {
                        *place = answer;
                    }
                }
            }
            pending = (0..outcomes.len())
                .filter(|index| outcomes.get(*index).is_some_and(retry::may_be_asked_again))
                .collect();
            let wait = self.jitter.wait(self.settings.retry_wait, round);
            if pending.is_empty()
                || round == self.settings.retries_max
                || Instant::now() + wait >= until
            {
                break;
            }
            tokio::time::sleep(wait).await;
        }
        outcomes.into_iter().map(retry::no_longer_at_once).collect()
    }

    /// One attempt, with everything but repetition.
    async fn once<K, T, F>(
        &self,
        keys: Vec<K>,
        until: Instant,
        ask: impl Fn(Vec<K>, Call) -> F,
    ) -> Vec<Outcome<T>>
    where
        F: Future<Output = Vec<Outcome<T>>>,
    {
        let count = keys.len();
        let pass = match self.breaker.pass(Instant::now()) {
            Pass::Go => false,
            Pass::Probe => true,
            Pass::Wait(remaining) => {
                return refused(
                    count,
                    SourceReason::BreakerOpen,
                    Some(remaining),
                    "kept away by the breaker",
                );
            }
        };
        let Some(place) = self.bulkhead.enter(until).await else {
            if pass {
                self.breaker.gave_up_probe();
            }
            return refused(
                count,
                SourceReason::Timeout,
                None,
                "no place among the calls under way",
            );
        };
        let began = Instant::now();
        // If the caller goes away in the middle, a probe must not stay open for ever.
        let abandoned = self.breaker.abandon_guard(pass);
        let asked = ask(keys, Call { time_left: until.saturating_duration_since(began) });
        let answers = match timeout_at(until, asked).await {
            Ok(answers) => answers,
            Err(_elapsed) => refused(count, SourceReason::Timeout, None, "no answer in time"),
        };
        abandoned.defuse();
        drop(place);
        let failure = retry::failure_of(&answers);
        self.breaker.ended(failure.is_none(), Instant::now());
        self.watch.ended(began.elapsed(), failure);
        answers
    }
}

fn refused<T>(
    count: usize,
    reason: SourceReason,
    after: Option<Duration>,
    why: &str,
) -> Vec<Outcome<T>> {
    let one =
        || Outcome::Unavailable(Unavailable { reason, retry_after: after, detail: why.to_owned() });
    (0..count).map(|_key| one()).collect()
}

#[async_trait]
impl<R: Registry> Registry for Guarded<R> {
    fn capability(&self) -> &Capability {
        self.inner.capability()
    }

    fn health(&self) -> Option<Health> {
        Some(self.watch.health())
    }

    async fn cases(&self, wanted: &[CaseQuery], call: &Call) -> Vec<Outcome<CaseAnswer>> {
        self.guarded(wanted, call, |keys: Vec<CaseQuery>, call: Call| async move {
            self.inner.cases(&keys, &call).await
        })
        .await
    }

    async fn part(&self, part: Part, cases: &[CaseKey], call: &Call) -> Vec<Outcome<Rows>> {
        self.guarded(cases, call, |keys: Vec<CaseKey>, call: Call| async move {
            self.inner.part(part, &keys, &call).await
        })
        .await
    }

    async fn list(&self, listing: Listing, cursor: Option<&str>, call: &Call) -> Outcome<Page> {
        let cursor = cursor.map(str::to_owned);
        let mut pages = self
            .guarded(&[cursor], call, |keys: Vec<Option<String>>, call: Call| async move {
                let cursor = keys.into_iter().next().flatten();
                vec![self.inner.list(listing, cursor.as_deref(), &call).await]
            })
            .await;
        pages.pop().unwrap_or_else(|| {
            Outcome::Unavailable(Unavailable {
                reason: SourceReason::Timeout,
                retry_after: None,
                detail: "no page".to_owned(),
            })
        })
    }
}
