//! The level in this process: bounded by bytes, one flight a key.

use std::future::Future;
use std::hash::Hash;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use moka::future::Cache as Store;
use tokio::time::Instant;
use tokio_util::task::TaskTracker;

use crate::flight::{Flights, Landing, Pilot};
use crate::policy::{Loaded, Policy};

/// What a key must be able to do.
pub trait Key: Eq + Hash + Clone + Send + Sync + 'static {}
impl<T: Eq + Hash + Clone + Send + Sync + 'static> Key for T {}

/// What a value must be able to do.
pub trait Value: Clone + Send + Sync + 'static {
    /// Rough size in memory, in bytes, for the bound of the whole.
    fn weight(&self) -> u32;
}

/// What the caller will put up with.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ask {
    /// Take nothing older than this without asking; none: what the policy of the value says.
    pub age_max: Option<Duration>,
    /// Wait no longer than this for a load; none: as long as the load takes.
    pub wait_max: Option<Duration>,
}

/// How a value was obtained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Loaded for this call.
    Loaded,
    /// Held, within its age.
    Fresh,
    /// Held beyond its age: the load failed or took too long, or the caller asked for no younger one.
    Stale,
    /// The load takes longer than the caller would wait, and nothing is held.
    Pending,
}

/// The answer for one key.
#[derive(Debug, Clone)]
pub struct Cached<V> {
    /// The value: a fact, or a failure that nothing held could cover; none when pending.
    pub value: Option<V>,
    /// How it was obtained.
    pub state: State,
    /// The failure that a stale value covers.
    pub failure: Option<V>,
}

/// Counts since the start.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stats {
    /// Answers from what was held.
    pub hits: u64,
    /// Keys that had to be loaded.
    pub loads: u64,
    /// Keys that joined a load of somebody else.
    pub joined: u64,
    /// Answers beyond their age.
    pub stale: u64,
}

#[derive(Clone)]
struct Held<V> {
    value: V,
    policy: Policy,
    since: Instant,
}

#[derive(Default)]
struct Counters {
    hits: AtomicU64,
    loads: AtomicU64,
    joined: AtomicU64,
    stale: AtomicU64,
}

/// A cache of values by key. Cheap to clone; clones share everything.
pub struct Cache<K: Key, V: Value> {
    store: Store<K, Held<V>>,
    flights: Flights<K, Loaded<V>>,
    counters: Arc<Counters>,
    tasks: TaskTracker,
}

impl<K: Key, V: Value> Clone for Cache<K, V> {
    fn clone(&self) -> Self {
        Self {
            store: self.store.clone(),
            flights: self.flights.clone(),
            counters: Arc::clone(&self.counters),
            tasks: self.tasks.clone(),
        }
    }
}

impl<K: Key, V: Value> Cache<K, V> {
    /// A cache of at most `bytes_max` bytes whose loads run under `tasks`.
    pub fn new(bytes_max: u64, tasks: TaskTracker) -> Self {
        let store = Store::builder()
            .max_capacity(bytes_max)
            .weigher(|_, held: &Held<V>| held.value.weight())
            .build();
        Self { store, flights: Flights::new(), counters: Arc::default(), tasks }
    }

    /// The values of `keys`, in their order; what is not held, or too old, is loaded in one call.
    ///
    /// `load` gets the keys that are this caller's to load and answers for each of them, in order.
    /// It runs in a task of its own: a caller that leaves cancels it for nobody.
    pub async fn get_many_or_load<F, L>(&self, keys: &[K], ask: Ask, load: L) -> Vec<Cached<V>>
    where
        L: FnOnce(Vec<K>) -> F + Send + 'static,
        F: Future<Output = Vec<Loaded<V>>> + Send + 'static,
    {
        let deadline = ask.wait_max.map(|wait| Instant::now() + wait);
        let mut pilots = Vec::new();
        let mut seats = Vec::with_capacity(keys.len());
        for key in keys {
            seats.push(self.seat(key, ask, &mut pilots).await);
        }
        if !pilots.is_empty() {
            self.fly(pilots, load);
        }
        let mut answers = Vec::with_capacity(seats.len());
        for seat in seats {
            answers.push(match seat {
                Seat::Hit(value, state) => Cached { value: Some(value), state, failure: None },
                Seat::Waiting { mut landing, held } => {
                    let landed = wait(&mut landing, deadline).await;
                    self.answer(landed, held)
                }
            });
        }
        answers
    }

    /// Drops what is held under `key`.
    pub async fn forget(&self, key: &K) {
        self.store.invalidate(key).await;
    }

    /// Counts since the start.
    pub fn stats(&self) -> Stats {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Stats {
            hits: read(&self.counters.hits),
            loads: read(&self.counters.loads),
            joined: read(&self.counters.joined),
            stale: read(&self.counters.stale),
        }
    }

    async fn seat(&self, key: &K, ask: Ask, pilots: &mut Vec<Pilot<K, Loaded<V>>>) -> Seat<V> {
        let held = self.store.get(key).await;
        if let Some(held) = &held {
            let age_max = ask.age_max.map_or(held.policy.fresh, |age| age.min(held.policy.stale));
            if held.since.elapsed() < age_max {
                count(&self.counters.hits);
                let young = held.since.elapsed() < held.policy.fresh;
                let state = if young { State::Fresh } else { State::Stale };
                return Seat::Hit(held.value.clone(), state);
            }
        }
        let (landing, pilot) = self.flights.join(key);
        if let Some(pilot) = pilot {
            count(&self.counters.loads);
            pilots.push(pilot);
        } else {
            count(&self.counters.joined);
        }
        Seat::Waiting { landing, held }
    }

    fn fly<F, L>(&self, pilots: Vec<Pilot<K, Loaded<V>>>, load: L)
    where
        L: FnOnce(Vec<K>) -> F + Send + 'static,
        F: Future<Output = Vec<Loaded<V>>> + Send + 'static,
    {
        let store = self.store.clone();
        self.tasks.spawn(async move {
            let keys = pilots.iter().map(|pilot| pilot.key().clone()).collect();
            let loaded = load(keys).await;
            for (pilot, loaded) in pilots.into_iter().zip(loaded) {
                if let Loaded::Fact(value, policy) = &loaded {
                    let held =
                        Held { value: value.clone(), policy: *policy, since: Instant::now() };
                    store.insert(pilot.key().clone(), held).await;
                }
                pilot.land(loaded);
            }
        });
    }

    fn answer(&self, landed: Option<Loaded<V>>, held: Option<Held<V>>) -> Cached<V> {
        if let Some(Loaded::Fact(value, _)) = landed {
            return Cached { value: Some(value), state: State::Loaded, failure: None };
        }
        let failure = match landed {
            Some(Loaded::Failure(failure)) => Some(failure),
            Some(Loaded::Fact(..)) | None => None,
        };
        match held.filter(|held| held.since.elapsed() < held.policy.stale) {
            Some(held) => {
                count(&self.counters.stale);
                Cached { value: Some(held.value), state: State::Stale, failure }
            }
            None if failure.is_some() => {
                Cached { value: failure, state: State::Loaded, failure: None }
            }
            None => Cached { value: None, state: State::Pending, failure: None },
        }
    }
}

enum Seat<V> {
    Hit(V, State),
    Waiting { landing: Landing<Loaded<V>>, held: Option<Held<V>> },
}

/// What the flight brought; none when it is still under way at the deadline, or was lost.
async fn wait<T: Clone>(landing: &mut Landing<T>, deadline: Option<Instant>) -> Option<T> {
    let landed = async {
        let landed = landing.wait_for(Option::is_some).await;
        landed.ok().and_then(|landed| landed.clone())
    };
    match deadline {
        None => landed.await,
        Some(deadline) => tokio::time::timeout_at(deadline, landed).await.ok().flatten(),
    }
}

fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Ordering::Relaxed);
}
