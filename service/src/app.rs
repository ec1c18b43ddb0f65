//! What lives as long as the process.

/// Everything a use case needs that outlives a request. Made once, in the composition root.
#[derive(Debug, Default)]
pub struct App {}
