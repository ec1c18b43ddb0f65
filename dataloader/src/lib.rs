//! Batches the keys one request asks for. Knows no GraphQL and no court.
//!
//! A loader of its own, because the published ones either wait a timer tick at every level or
//! cannot tell an error of one key from an error of all. This one yields to its siblings until no
//! more keys come, then loads them in one call, in chunks under the limit of the source.
//!
//! *Invariants:* every key gets an answer; a caller that leaves strands nobody, for the batch is
//! driven by whoever still waits; a key asked twice in one request is loaded once; a loader lives
//! as long as one request and holds nothing beyond it.

use std::collections::HashMap;
use std::future::Future;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Shared};

mod turn;

use turn::Turn;

#[cfg(test)]
mod tests;

/// Turns many keys into many values in one call.
pub trait Loader<K>: Send + Sync + 'static {
    /// What is loaded.
    type Value: Clone + Send + Sync + 'static;
    /// What can go wrong with one key.
    type Error: Send + Sync + 'static;

    /// Loads the values of `keys`. A key that is not in the answer has no value.
    fn load(
        &self,
        keys: Vec<K>,
    ) -> impl Future<Output = HashMap<K, Result<Self::Value, Self::Error>>> + Send;

    /// Most keys in one call.
    fn batch_max(&self) -> usize {
        1_000
    }
}

/// The answer for one key.
pub type Answer<V, E> = Result<Option<V>, Arc<E>>;

type Loaded<K, V, E> = Arc<HashMap<K, Answer<V, E>>>;
type Flight<K, V, E> = Shared<BoxFuture<'static, Loaded<K, V, E>>>;

/// Rounds a batch waits for further keys after the first; bounds the wait of deep trees.
const ROUNDS_MAX: usize = 16;

/// Batches calls of one [`Loader`] within one request.
pub struct DataLoader<K, L>
where
    K: Eq + Hash + Clone + Send + Sync + 'static,
    L: Loader<K>,
{
    loader: Arc<L>,
    state: SharedState<K, L>,
}

type SharedState<K, L> = Arc<Mutex<State<K, <L as Loader<K>>::Value, <L as Loader<K>>::Error>>>;

struct State<K, V, E> {
    /// Keys of the batch that is gathering, and the flight that will load them.
    gathering: Vec<K>,
    flight: Option<Flight<K, V, E>>,
    /// Which flight answers a key, for all keys ever asked in this request.
    asked: HashMap<K, Flight<K, V, E>>,
}

impl<K, L> DataLoader<K, L>
where
    K: Eq + Hash + Clone + Send + Sync + 'static,
    L: Loader<K>,
{
    /// A loader for one request.
    pub fn new(loader: L) -> Self {
        let state = State { gathering: Vec::new(), flight: None, asked: HashMap::new() };
        Self { loader: Arc::new(loader), state: Arc::new(Mutex::new(state)) }
    }

    /// The value of one key.
    pub async fn load_one(&self, key: K) -> Answer<L::Value, L::Error> {
        let flight = self.join(&key);
        let loaded = flight.await;
        loaded.get(&key).cloned().unwrap_or(Ok(None))
    }

    /// The values of many keys, in their order.
    pub async fn load_many(&self, keys: Vec<K>) -> Vec<Answer<L::Value, L::Error>> {
        let flights: Vec<_> = keys.iter().map(|key| self.join(key)).collect();
        let loaded = futures_util::future::join_all(flights).await;
        keys.iter()
            .zip(loaded)
            .map(|(key, loaded)| loaded.get(key).cloned().unwrap_or(Ok(None)))
            .collect()
    }

    /// The flight that answers `key`: the one that already does, or the one that is gathering.
    fn join(&self, key: &K) -> Flight<K, L::Value, L::Error> {
        let mut state = lock(&self.state);
        if let Some(flight) = state.asked.get(key) {
            return flight.clone();
        }
        let flight = state.flight.get_or_insert_with(|| self.start()).clone();
        state.gathering.push(key.clone());
        state.asked.insert(key.clone(), flight.clone());
        flight
    }

    fn start(&self) -> Flight<K, L::Value, L::Error> {
        let loader = Arc::clone(&self.loader);
        // Weak: the state holds the flight, and must not be held by it.
        let state = Arc::downgrade(&self.state);
        async move {
            let mut seen = 0;
            for _ in 0..ROUNDS_MAX {
                Turn::default().await;
                let Some(state) = state.upgrade() else { return Arc::default() };
                let now = lock(&state).gathering.len();
                if now == seen {
                    break;
                }
                seen = now;
            }
            let Some(state) = state.upgrade() else { return Arc::default() };
            let keys = {
                let mut state = lock(&state);
                state.flight = None;
                std::mem::take(&mut state.gathering)
            };
            drop(state);
            load_chunks(&*loader, keys).await
        }
        .boxed()
        .shared()
    }
}

async fn load_chunks<K, L>(loader: &L, keys: Vec<K>) -> Loaded<K, L::Value, L::Error>
where
    K: Eq + Hash + Clone + Send + Sync + 'static,
    L: Loader<K>,
{
    let chunks = keys.chunks(loader.batch_max().max(1)).map(|chunk| loader.load(chunk.to_vec()));
    let mut answers: HashMap<K, Answer<L::Value, L::Error>> = HashMap::new();
    for loaded in futures_util::future::join_all(chunks).await {
        answers.extend(
            loaded.into_iter().map(|(key, value)| (key, value.map(Some).map_err(Arc::new))),
        );
    }
    Arc::new(answers)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
