//! What lives as long as the process.

use std::sync::Arc;

use domain::clock::Clock;
use registry::directory::Directory;
use tokio_util::task::TaskTracker;

use crate::courts::Courts;
use crate::held::Held;
use crate::node_id::Sealer;

/// Everything a use case needs that outlives a request. Made once, in the composition root.
pub struct App {
    /// Our own tables.
    pub db: entities::Db,
    /// The court information systems.
    pub registries: Directory,
    /// The courts.
    pub courts: Courts,
    /// What is held of the registries' answers.
    pub held: Held,
    /// Ids and cursors.
    pub ids: Sealer,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Work that goes on behind requests; waited for when the process stops.
    pub tasks: TaskTracker,
}
