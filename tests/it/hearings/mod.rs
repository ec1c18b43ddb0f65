//! Hearings: the board of a court.

mod board;
