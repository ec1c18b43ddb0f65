//! The harness: private servers, databases of one test, the whole gateway in-process.
//!
//! *Owns* what tests of several rooms share. *Knows nothing of* what they assert.
//! Without the feature `stack` only [`data`], [`postgres`], [`redis`] and [`servers`] are compiled:
//! that is how rooms below the gateway use it.

#[cfg(feature = "stack")]
pub mod client;
#[cfg(feature = "stack")]
pub mod cost;
pub mod data;
pub mod postgres;
pub mod redis;
pub mod servers;
#[cfg(feature = "stack")]
pub mod snapshot;
#[cfg(feature = "stack")]
pub mod stack;
