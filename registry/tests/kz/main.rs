//! The three systems of the simulator, read by their mappings alone, give the world back.

#![expect(clippy::panic, reason = "a test that reads the wrong thing fails")]

mod facts;
mod faults;
mod lists;
mod systems;
