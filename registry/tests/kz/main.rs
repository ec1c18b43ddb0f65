//! The three systems of the simulator, read by their mappings alone, give the world back.

#![expect(clippy::disallowed_methods, reason = "a test talks to servers of its own")]
#![expect(clippy::panic, reason = "a test that reads the wrong thing fails")]

mod facts;
mod faults;
mod lists;
mod systems;
