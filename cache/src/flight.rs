//! One flight for each key: the first asks, the others wait for the same answer.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

/// What a flight brings; none when it ended without an answer.
pub(crate) type Landing<T> = watch::Receiver<Option<T>>;

/// The flights under way.
pub(crate) struct Flights<K, T> {
    flights: Arc<Mutex<HashMap<K, Landing<T>>>>,
}

impl<K, T> Clone for Flights<K, T> {
    fn clone(&self) -> Self {
        Self { flights: Arc::clone(&self.flights) }
    }
}

/// The right to answer for a key. Dropped without an answer, it lets the next caller try.
pub(crate) struct Pilot<K: Eq + Hash, T> {
    key: K,
    sender: watch::Sender<Option<T>>,
    flights: Flights<K, T>,
}

impl<K: Eq + Hash + Clone, T> Flights<K, T> {
    pub(crate) fn new() -> Self {
        Self { flights: Arc::default() }
    }

    /// Joins the flight of `key`; the first to come gets the pilot's seat as well.
    pub(crate) fn join(&self, key: &K) -> (Landing<T>, Option<Pilot<K, T>>) {
        let mut flights = lock(&self.flights);
        if let Some(landing) = flights.get(key) {
            return (landing.clone(), None);
        }
        let (sender, landing) = watch::channel(None);
        flights.insert(key.clone(), landing.clone());
        let pilot = Pilot { key: key.clone(), sender, flights: self.clone() };
        (landing, Some(pilot))
    }
}

impl<K: Eq + Hash, T> Pilot<K, T> {
    pub(crate) fn key(&self) -> &K {
        &self.key
    }

    /// Hands the answer to everyone who waits.
    pub(crate) fn land(self, answer: T) {
        self.sender.send_replace(Some(answer));
    }
}

impl<K: Eq + Hash, T> Drop for Pilot<K, T> {
    fn drop(&mut self) {
        lock(&self.flights.flights).remove(&self.key);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
