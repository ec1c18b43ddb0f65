//! The end-to-end tests: one binary, so that it is linked once.

#[cfg(feature = "stack")]
mod asking;
#[cfg(feature = "stack")]
mod cases;
#[cfg(feature = "contract")]
mod contract;
#[cfg(feature = "stack")]
mod documents;
#[cfg(feature = "stack")]
mod hearings;
#[cfg(feature = "stack")]
mod nodes;
#[cfg(feature = "stack")]
mod outage;
#[cfg(feature = "stack")]
mod privacy;
#[cfg(feature = "stack")]
mod recorded;
#[cfg(feature = "stack")]
mod refusals;
#[cfg(feature = "stack")]
mod registries;
mod servers;
