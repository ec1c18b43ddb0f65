//! The record of recent calls: what `registries` shows, and the evidence of outages.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::clock::Clock;
use domain::source::SourceReason;

/// Most calls that are remembered.
const CALLS_MAX: usize = 4096;
/// Most outages that are remembered.
const OUTAGES_MAX: usize = 100;
/// Share of failures from which a court system is called degraded.
const DEGRADED_FROM: f64 = 0.1;

/// How a court system is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HealthState {
    /// It answers.
    Up,
    /// It answers, but a part of the calls fails.
    Degraded,
    /// It does not answer.
    Down,
    /// It says that it is closed.
    Maintenance,
    /// It was not asked yet.
    Unknown,
}

/// An outage: from the first failure of a row of failures to the next answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outage {
    /// The first failure.
    pub began_at: DateTime<Utc>,
    /// The first answer after it; none while it lasts.
    pub ended_at: Option<DateTime<Utc>>,
    /// What failed.
    pub reason: SourceReason,
}

/// Times within which half, 95 and 99 of a hundred calls were answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Latency {
    /// Half of the calls.
    pub p50: Duration,
    /// 95 of a hundred.
    pub p95: Duration,
    /// 99 of a hundred.
    pub p99: Duration,
}

/// The state of a court system at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Health {
    /// How it is.
    pub state: HealthState,
    /// Since when.
    pub since: Option<DateTime<Utc>>,
    /// When it last answered.
    pub last_success_at: Option<DateTime<Utc>>,
    /// Span of time of the figures.
    pub window: Duration,
    /// Calls within the window.
    pub calls: usize,
    /// Latency of the calls that were answered; none without any.
    pub latency: Option<Latency>,
    /// Share of the calls that failed; none without any.
    pub error_rate: Option<f64>,
    /// Outages, the latest first.
    pub outages: Vec<Outage>,
}

#[derive(Debug)]
struct Recorded {
    at: DateTime<Utc>,
    latency: Duration,
    good: bool,
}

#[derive(Debug, Default)]
struct Record {
    calls: VecDeque<Recorded>,
    outages: VecDeque<Outage>,
    failing_since: Option<(DateTime<Utc>, u32)>,
    last_success_at: Option<DateTime<Utc>>,
    up_since: Option<DateTime<Utc>>,
}

/// Watches the calls to one court system.
pub struct Watch {
    record: Mutex<Record>,
    window: Duration,
    failures_max: u32,
    clock: Arc<dyn Clock>,
}

impl Watch {
    /// A watch whose figures are of the last `window`; `failures_max` failures in a row are an outage.
    pub fn new(window: Duration, failures_max: u32, clock: Arc<dyn Clock>) -> Self {
        Self { record: Mutex::default(), window, failures_max: failures_max.max(1), clock }
    }

    fn record(&self) -> MutexGuard<'_, Record> {
        // The record is evidence, not state others build on: half a record is better than none.
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A call ended, well or with a failure.
    pub(super) fn ended(&self, latency: Duration, failure: Option<SourceReason>) {
        let now = self.clock.now();
        let mut record = self.record();
        if record.calls.len() == CALLS_MAX {
            record.calls.pop_front();
        }
        record.calls.push_back(Recorded { at: now, latency, good: failure.is_none() });
        match failure {
            None => record.answered(now),
            Some(reason) => record.failed(now, reason, self.failures_max),
        }
    }

    /// How the court system is now.
    pub fn health(&self) -> Health {
        let now = self.clock.now();
        let from = chrono::TimeDelta::from_std(self.window).map_or(now, |window| now - window);
        let record = self.record();
        let recent: Vec<&Recorded> = record.calls.iter().filter(|call| call.at >= from).collect();
        let mut latencies: Vec<Duration> =
            recent.iter().filter(|call| call.good).map(|call| call.latency).collect();
        latencies.sort_unstable();
        let failed = recent.iter().filter(|call| !call.good).count();
        let error_rate = (!recent.is_empty()).then(|| share(failed, recent.len()));
        let outage = record.outages.front().filter(|outage| outage.ended_at.is_none());
        let (state, since) = match (outage, record.last_success_at) {
            (Some(outage), _) if outage.reason == SourceReason::Maintenance => {
                (HealthState::Maintenance, Some(outage.began_at))
            }
            (Some(outage), _) => (HealthState::Down, Some(outage.began_at)),
            (None, None) if recent.is_empty() => (HealthState::Unknown, None),
            (None, _) if error_rate.is_some_and(|rate| rate >= DEGRADED_FROM) => {
                let first = recent.iter().find(|call| !call.good).map(|call| call.at);
                (HealthState::Degraded, first)
            }
            (None, _) => (HealthState::Up, record.up_since),
        };
        Health {
            state,
            since,
            last_success_at: record.last_success_at,
            window: self.window,
            calls: recent.len(),
            latency: percentiles(&latencies),
            error_rate,
            outages: record.outages.iter().cloned().collect(),
        }
    }
}

impl Record {
    fn answered(&mut self, now: DateTime<Utc>) {
        self.failing_since = None;
        self.last_success_at = Some(now);
        if let Some(outage) = self.outages.front_mut().filter(|outage| outage.ended_at.is_none()) {
            outage.ended_at = Some(now);
            self.up_since = Some(now);
        }
        self.up_since.get_or_insert(now);
    }

    fn failed(&mut self, now: DateTime<Utc>, reason: SourceReason, failures_max: u32) {
        let (since, count) = self.failing_since.unwrap_or((now, 0));
        self.failing_since = Some((since, count + 1));
        let lasting = self.outages.front().is_some_and(|outage| outage.ended_at.is_none());
        if count + 1 >= failures_max && !lasting {
            self.outages.truncate(OUTAGES_MAX - 1);
            self.outages.push_front(Outage { began_at: since, ended_at: None, reason });
        }
    }
}

fn percentiles(sorted: &[Duration]) -> Option<Latency> {
    let at = |hundredth: usize| {
        let rank = (sorted.len() * hundredth).div_ceil(100).max(1);
        sorted.get(rank - 1).copied()
    };
    Some(Latency { p50: at(50)?, p95: at(95)?, p99: at(99)? })
}

fn share(part: usize, whole: usize) -> f64 {
    let small = |count: usize| u32::try_from(count).map_or(f64::from(u32::MAX), f64::from);
    small(part) / small(whole)
}
