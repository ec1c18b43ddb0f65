//! Places for calls: a slow court system must not hold more of the gateway than its share.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout_at};

/// The places.
pub(super) struct Bulkhead {
    places: Arc<Semaphore>,
}

impl Bulkhead {
    pub(super) fn new(places: usize) -> Self {
        Self { places: Arc::new(Semaphore::new(places.max(1))) }
    }

    /// Waits for a place; none by the deadline.
    pub(super) async fn enter(&self, until: Instant) -> Option<OwnedSemaphorePermit> {
        timeout_at(until, Arc::clone(&self.places).acquire_owned()).await.ok()?.ok()
    }
}
