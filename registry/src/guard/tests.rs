//! Breaker, repetition, places, deadline and record, on a registry that fails on request.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::clock::Clock;
use domain::key::CaseKey;
use domain::language::Text;
use domain::source::SourceReason;

use super::{Guarded, HealthState, Settings};
use crate::capability::{Capability, Courts, Listing, Part};
use crate::outcome::{Outcome, Proof, Unavailable};
use crate::port::{Call, CaseAnswer, CaseQuery, Page, Registry, Rows};

#[derive(Clone, Copy)]
enum Does {
    Answer,
    FailAtOnce,
    RefuseOne,
    Hang,
}

struct Fickle {
    capability: Capability,
    does: Mutex<Does>,
    asked: AtomicUsize,
}

impl Fickle {
    fn new(does: Does) -> Self {
        Self {
            capability: Capability {
                registry: "test".into(),
                name: Text::original("test"),
                protocol: "REST".to_owned(),
                cases: true,
                parts: Vec::new(),
                parts_with_case: Vec::new(),
                listings: Vec::new(),
                courts: Courts::Prefix("kz-".to_owned()),
                batch_max: 1,
                time_zone: chrono_tz::Asia::Almaty,
            },
            does: Mutex::new(does),
            asked: AtomicUsize::new(0),
        }
    }
}

fn unavailable<T>(reason: SourceReason, retry_after: Option<Duration>) -> Outcome<T> {
    Outcome::Unavailable(Unavailable { reason, retry_after, detail: String::new() })
}

#[async_trait]
impl Registry for Fickle {
    fn capability(&self) -> &Capability {
        &self.capability
    }

    async fn cases(&self, wanted: &[CaseQuery], _call: &Call) -> Vec<Outcome<CaseAnswer>> {
        self.asked.fetch_add(wanted.len(), Ordering::SeqCst);
        let does = *self.does.lock().unwrap();
        let mut outcomes = Vec::new();
        for _query in wanted {
            outcomes.push(match does {
                Does::Answer => {
                    Outcome::Absent(Proof { rule: "told".to_owned(), as_of: DateTime::UNIX_EPOCH })
                }
                Does::FailAtOnce => unavailable(SourceReason::Timeout, Some(Duration::ZERO)),
                Does::RefuseOne => unavailable(SourceReason::SoftError, None),
                Does::Hang => std::future::pending().await,
            });
        }
        outcomes
    }

    async fn part(&self, _part: Part, _cases: &[CaseKey], _call: &Call) -> Vec<Outcome<Rows>> {
        Vec::new()
    }

    async fn list(&self, _list: Listing, _cursor: Option<&str>, _call: &Call) -> Outcome<Page> {
        unavailable(SourceReason::NotConfigured, None)
    }
}

/// Tells the time of tokio's paused clock.
struct Paused(tokio::time::Instant);

impl Clock for Paused {
    fn now(&self) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + self.0.elapsed()
    }
}

fn guard(does: Does) -> Guarded<Fickle> {
    let settings = Settings { failures_max: 3, retries_max: 0, ..Settings::default() };
    Guarded::new(Fickle::new(does), settings, Arc::new(Paused(tokio::time::Instant::now())))
}

fn query() -> CaseQuery {
    CaseQuery { court: None, number: "1".to_owned(), upstream_id: None }
}

async fn ask(guarded: &Guarded<Fickle>) -> Outcome<CaseAnswer> {
    let call = Call { time_left: Duration::from_secs(5) };
    guarded.cases(&[query()], &call).await.remove(0)
}

fn reason(outcome: &Outcome<CaseAnswer>) -> Option<SourceReason> {
    match outcome {
        Outcome::Unavailable(why) => Some(why.reason),
        _ => None,
    }
}

#[tokio::test(start_paused = true)]
async fn opens_after_failures_in_a_row_and_closes_after_one_good_probe() {
    let guarded = guard(Does::FailAtOnce);
    for _call in 0..3 {
        assert_eq!(reason(&ask(&guarded).await), Some(SourceReason::Timeout));
    }
    let kept_away = ask(&guarded).await;
    assert_eq!(reason(&kept_away), Some(SourceReason::BreakerOpen));
    let Outcome::Unavailable(why) = kept_away else { panic!("kept away") };
    assert!(why.retry_after.is_some_and(|wait| wait <= Duration::from_secs(10)));
    assert_eq!(guarded.inner.asked.load(Ordering::SeqCst), 3, "the system is left alone");

    tokio::time::advance(Duration::from_secs(11)).await;
    assert_eq!(reason(&ask(&guarded).await), Some(SourceReason::Timeout), "the probe fails");
    assert_eq!(reason(&ask(&guarded).await), Some(SourceReason::BreakerOpen), "and shuts again");

    tokio::time::advance(Duration::from_secs(11)).await;
    *guarded.inner.does.lock().unwrap() = Does::Answer;
    assert!(matches!(ask(&guarded).await, Outcome::Absent(_)), "the probe is answered");
    assert!(matches!(ask(&guarded).await, Outcome::Absent(_)), "and everyone may pass");
}

#[tokio::test(start_paused = true)]
async fn lets_one_probe_through_at_a_time_and_another_when_it_is_dropped() {
    let guarded = guard(Does::FailAtOnce);
    for _call in 0..3 {
        ask(&guarded).await;
    }
    tokio::time::advance(Duration::from_secs(11)).await;
    *guarded.inner.does.lock().unwrap() = Does::Hang;
    let call = Call { time_left: Duration::from_mins(1) };
    let wanted = [query()];
    let probe = guarded.cases(&wanted, &call);
    tokio::select! {
        biased;
        _ended = probe => panic!("the probe hangs"),
        other = ask(&guarded) => assert_eq!(reason(&other), Some(SourceReason::BreakerOpen)),
    }
    *guarded.inner.does.lock().unwrap() = Does::Answer;
    assert!(matches!(ask(&guarded).await, Outcome::Absent(_)), "the dropped probe blocks nobody");
}

#[tokio::test(start_paused = true)]
async fn asks_again_only_what_may_be_asked_again() {
    let settings = Settings { retries_max: 2, failures_max: 100, ..Settings::default() };
    let clock = Arc::new(Paused(tokio::time::Instant::now()));
    let guarded = Guarded::new(Fickle::new(Does::FailAtOnce), settings.clone(), clock.clone());
    let Outcome::Unavailable(why) = ask(&guarded).await else { panic!("fails") };
    assert_eq!(guarded.inner.asked.load(Ordering::SeqCst), 3, "once and twice more");
    assert_ne!(why.retry_after, Some(Duration::ZERO), "no longer at once");

    let guarded = Guarded::new(Fickle::new(Does::RefuseOne), settings, clock);
    ask(&guarded).await;
    assert_eq!(guarded.inner.asked.load(Ordering::SeqCst), 1, "a refusal is an answer");
}

#[tokio::test(start_paused = true)]
async fn does_not_open_for_records_that_always_fail() {
    let guarded = guard(Does::RefuseOne);
    for _call in 0..20 {
        assert_eq!(reason(&ask(&guarded).await), Some(SourceReason::SoftError));
    }
    assert_eq!(guarded.watch().health().state, HealthState::Up);
}

#[tokio::test(start_paused = true)]
async fn ends_a_call_that_hangs_at_its_deadline() {
    let guarded = guard(Does::Hang);
    let began = tokio::time::Instant::now();
    assert_eq!(reason(&ask(&guarded).await), Some(SourceReason::Timeout));
    assert_eq!(began.elapsed(), Duration::from_secs(5));
}

#[tokio::test(start_paused = true)]
async fn records_an_outage_from_its_first_failure_to_the_next_answer() {
    let clock = Paused(tokio::time::Instant::now());
    let guarded = guard(Does::Answer);
    let watch = guarded.watch();
    assert_eq!(watch.health().state, HealthState::Unknown);
    ask(&guarded).await;
    assert_eq!(watch.health().state, HealthState::Up);
    *guarded.inner.does.lock().unwrap() = Does::FailAtOnce;
    tokio::time::advance(Duration::from_mins(1)).await;
    let first_failure = clock.now();
    for _call in 0..3 {
        ask(&guarded).await;
        tokio::time::advance(Duration::from_secs(1)).await;
    }
    let health = watch.health();
    assert_eq!((health.state, health.since), (HealthState::Down, Some(first_failure)));
    assert_eq!(health.error_rate, Some(0.75));
    *guarded.inner.does.lock().unwrap() = Does::Answer;
    tokio::time::advance(Duration::from_mins(1)).await;
    ask(&guarded).await;
    let health = watch.health();
    assert_eq!(health.outages.len(), 1);
    assert_eq!(health.outages[0].ended_at, health.last_success_at);
    assert_eq!(health.state, HealthState::Degraded, "it answers, but of late much failed");
}

#[tokio::test(start_paused = true)]
async fn has_places_for_some_calls_and_lets_the_others_wait() {
    let settings = Settings { calls_at_once: 1, ..Settings::default() };
    let clock = Arc::new(Paused(tokio::time::Instant::now()));
    let guarded = Guarded::new(Fickle::new(Does::Hang), settings, clock);
    let long = Call { time_left: Duration::from_mins(1) };
    let wanted = [query()];
    tokio::select! {
        biased;
        _ended = guarded.cases(&wanted, &long) => panic!("it hangs"),
        second = ask(&guarded) => assert_eq!(reason(&second), Some(SourceReason::Timeout)),
    }
    assert_eq!(guarded.inner.asked.load(Ordering::SeqCst), 1, "the second was never sent");
}
