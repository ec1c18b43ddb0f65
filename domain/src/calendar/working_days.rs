//! Which days are worked, and how sure that is.

use std::ops::RangeInclusive;

use chrono::{Datelike as _, Days, NaiveDate, Weekday};
use thiserror::Error;

use super::holidays::{Calendar, DayKind};

/// A day in a year the calendar does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "the working calendar knows the years {first} to {last}; whether {day} is worked is not known"
)]
pub struct OutsideCalendar {
    /// The day asked for.
    pub day: NaiveDate,
    /// First year known.
    pub first: i32,
    /// Last year known.
    pub last: i32,
}

/// How sure the calendar is of some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// Nothing can change.
    Settled,
    /// Days off may still be moved in that year (LAB 84).
    TransfersUnknown,
    /// A holiday that follows the moon lies near; its day is an estimate.
    HolidayEstimated,
}

impl Calendar {
    /// Whether state bodies work on `day`: Monday to Friday, but for holidays and moved days
    /// (LAB 84, 85).
    ///
    /// # Errors
    ///
    /// A day outside the years that are known.
    pub fn is_working(&self, day: NaiveDate) -> Result<bool, OutsideCalendar> {
        if !self.years.contains_key(&day.year()) {
            return Err(self.outside(day));
        }
        Ok(match self.special(day).map(|special| special.kind) {
            Some(DayKind::Holiday | DayKind::Observed | DayKind::MovedOff) => false,
            Some(DayKind::Worked) => true,
            None => !matches!(day.weekday(), Weekday::Sat | Weekday::Sun),
        })
    }

    /// `day` itself where it is worked, else the next day that is.
    ///
    /// # Errors
    ///
    /// The search leaves the years that are known.
    pub fn working_on_or_after(&self, day: NaiveDate) -> Result<NaiveDate, OutsideCalendar> {
        let mut candidate = day;
        while !self.is_working(candidate)? {
            candidate = self.after(candidate)?;
        }
        Ok(candidate)
    }

    /// How many of `days` are worked.
    ///
    /// # Errors
    ///
    /// Some of the days are outside the years that are known.
    pub fn working_days_in(
        &self,
        days: RangeInclusive<NaiveDate>,
    ) -> Result<usize, OutsideCalendar> {
        let (mut day, last) = days.into_inner();
        let mut count = 0;
        while day <= last {
            count += usize::from(self.is_working(day)?);
            day = self.after(day)?;
        }
        Ok(count)
    }

    /// How sure the calendar is of `days`.
    ///
    /// An estimated holiday counts for its neighbours too: any of them may turn out to be it.
    pub fn certainty(&self, days: RangeInclusive<NaiveDate>) -> Certainty {
        let (first, last) = days.into_inner();
        let near = first.pred_opt().unwrap_or(first)..=last.succ_opt().unwrap_or(last);
        if first <= last && self.days.range(near).any(|(_, special)| special.estimated) {
            return Certainty::HolidayEstimated;
        }
        let known = |year| self.years.get(&year).copied().unwrap_or(false);
        if (first.year()..=last.year()).all(known) {
            Certainty::Settled
        } else {
            Certainty::TransfersUnknown
        }
    }

    pub(super) fn after(&self, day: NaiveDate) -> Result<NaiveDate, OutsideCalendar> {
        day.checked_add_days(Days::new(1)).ok_or_else(|| self.outside(day))
    }

    pub(super) fn outside(&self, day: NaiveDate) -> OutsideCalendar {
        let year = |entry: Option<(&i32, &bool)>| entry.map_or(0, |(year, _)| *year);
        OutsideCalendar {
            day,
            first: year(self.years.first_key_value()),
            last: year(self.years.last_key_value()),
        }
    }
}
