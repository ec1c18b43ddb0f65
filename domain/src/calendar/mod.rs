//! The working calendar of Kazakhstan, and the counting of procedural terms.
//!
//! *Enter by* [`Calendar::kazakhstan`] for days, by [`Counting`] for terms. Each deadline tells by
//! which [`Rule`]s, with their articles, it was counted.
//!
//! **Invariant:** outside the years the calendar knows nothing is guessed; what may still change
//! within them is said by [`Certainty`].
//!
//! To add a year, add its days to `data/calendar.csv` and a line to `data/calendar_years.csv`.

mod counting;
mod holidays;
mod rule;
mod term;
#[cfg(test)]
mod tests;
mod working_days;

pub use counting::Counting;
pub use holidays::{Calendar, DayKind, SpecialDay};
pub use rule::{Law, Rule, rules};
pub use term::{Deadline, Length, Pause, Place, Procedure, TermError};
pub use working_days::{Certainty, OutsideCalendar};
