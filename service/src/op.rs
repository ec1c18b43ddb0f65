//! What lives as long as one request or job.

use std::sync::Arc;
use std::time::Duration;

use access::Principal;

use crate::app::App;

/// One request or job: who asks, how much time is left, and the loaders of this request.
pub struct Op {
    /// The process.
    pub app: Arc<App>,
    /// Who asks.
    pub principal: Principal,
    /// Time allowed for the whole of it.
    pub time_allowed: Duration,
}

impl Op {
    /// A new request of `principal`, to be answered within `time_allowed`.
    pub fn new(app: Arc<App>, principal: Principal, time_allowed: Duration) -> Self {
        Self { app, principal, time_allowed }
    }
}
