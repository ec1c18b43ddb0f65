//! What the cache promises, in paused time.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio_util::task::TaskTracker;

use crate::{Ask, Cache, Loaded, Policy, State, Value};

#[derive(Debug, Clone, PartialEq, Eq)]
struct Text(&'static str);

impl Value for Text {
    fn weight(&self) -> u32 {
        32
    }
}

const POLICY: Policy = Policy::new(Duration::from_mins(1), Duration::from_mins(10));

fn cache() -> Cache<u32, Text> {
    Cache::new(1 << 20, TaskTracker::new())
}

/// Loads `text` for every key and counts the calls.
async fn load(
    cache: &Cache<u32, Text>,
    calls: &Arc<AtomicUsize>,
    ask: Ask,
    fact: Option<&'static str>,
) -> crate::Cached<Text> {
    let calls = Arc::clone(calls);
    let mut answers = cache
        .get_many_or_load(&[1], ask, move |keys| async move {
            calls.fetch_add(1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_secs(2)).await;
            keys.iter()
                .map(|_| match fact {
                    Some(text) => Loaded::Fact(Text(text), POLICY),
                    None => Loaded::Failure(Text("failed")),
                })
                .collect()
        })
        .await;
    answers.pop().unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_thousand_identical_lookups_cost_one_load() {
    let (cache, calls) = (cache(), Arc::default());
    let lookups = (0..1_000).map(|_| load(&cache, &calls, Ask::default(), Some("a")));
    let answers = futures_util::future::join_all(lookups).await;
    assert!(answers.iter().all(|answer| answer.value == Some(Text("a"))));
    assert_eq!(calls.load(Ordering::SeqCst), 1);
    assert_eq!(cache.stats().joined, 999);
}

#[tokio::test(start_paused = true)]
async fn a_failure_never_replaces_a_fact_and_the_fact_is_labelled_stale() {
    let (cache, calls) = (cache(), Arc::default());
    load(&cache, &calls, Ask::default(), Some("good")).await;
    tokio::time::advance(Duration::from_mins(2)).await;
    let answer = load(&cache, &calls, Ask::default(), None).await;
    assert_eq!((answer.value, answer.state), (Some(Text("good")), State::Stale));
    assert_eq!(answer.failure, Some(Text("failed")));
    let answer = load(&cache, &calls, Ask::default(), Some("new")).await;
    assert_eq!((answer.value, answer.state), (Some(Text("new")), State::Loaded));
}

#[tokio::test(start_paused = true)]
async fn nothing_older_than_its_ceiling_is_served() {
    let (cache, calls) = (cache(), Arc::default());
    load(&cache, &calls, Ask::default(), Some("old")).await;
    tokio::time::advance(Duration::from_mins(11)).await;
    let answer = load(&cache, &calls, Ask::default(), None).await;
    assert_eq!((answer.value, answer.state), (Some(Text("failed")), State::Loaded));
}

#[tokio::test(start_paused = true)]
async fn a_caller_may_ask_for_a_younger_value_than_the_policy_demands() {
    let (cache, calls) = (cache(), Arc::default());
    load(&cache, &calls, Ask::default(), Some("a")).await;
    tokio::time::advance(Duration::from_secs(10)).await;
    assert_eq!(load(&cache, &calls, Ask::default(), Some("b")).await.state, State::Fresh);
    let young = Ask { age_max: Some(Duration::from_secs(5)), wait_max: None };
    assert_eq!(load(&cache, &calls, young, Some("b")).await.value, Some(Text("b")));
}

#[tokio::test(start_paused = true)]
async fn a_caller_content_with_an_older_value_gets_it_labelled_stale() {
    let (cache, calls) = (cache(), Arc::default());
    load(&cache, &calls, Ask::default(), Some("a")).await;
    tokio::time::advance(Duration::from_mins(5)).await;
    let content = Ask { age_max: Some(Duration::from_hours(1)), wait_max: None };
    let answer = load(&cache, &calls, content, Some("b")).await;
    assert_eq!((answer.value, answer.state), (Some(Text("a")), State::Stale));
    assert_eq!(calls.load(Ordering::SeqCst), 1);
}

#[tokio::test(start_paused = true)]
async fn a_caller_that_will_not_wait_gets_the_last_good_value_or_pending() {
    let (cache, calls) = (cache(), Arc::default());
    let hasty = Ask { age_max: None, wait_max: Some(Duration::from_millis(50)) };
    let answer = load(&cache, &calls, hasty, Some("a")).await;
    assert_eq!((answer.value, answer.state), (None, State::Pending));
    // The flight goes on without its caller, and the next one finds what it brought.
    tokio::time::sleep(Duration::from_secs(3)).await;
    let answer = load(&cache, &calls, hasty, Some("b")).await;
    assert_eq!((answer.value, answer.state), (Some(Text("a")), State::Fresh));
    tokio::time::advance(Duration::from_mins(2)).await;
    let answer = load(&cache, &calls, hasty, Some("c")).await;
    assert_eq!((answer.value, answer.state), (Some(Text("a")), State::Stale));
}

#[tokio::test(start_paused = true)]
async fn a_load_that_dies_lets_the_next_caller_try() {
    let cache = cache();
    let answers =
        cache.get_many_or_load(&[1], Ask::default(), |_| async { panic!("the loader dies") }).await;
    assert_eq!(answers[0].state, State::Pending);
    let (calls, ask) = (Arc::default(), Ask::default());
    assert_eq!(load(&cache, &calls, ask, Some("a")).await.value, Some(Text("a")));
}
