//! Kinds of procedural terms, and what their counting comes to.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use thiserror::Error;

use super::rule::Rule;
use super::working_days::{Certainty, OutsideCalendar};

/// Whose rules a term is counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Procedure {
    /// Civil (CPC).
    Civil,
    /// Administrative (APPC; the rules of the CPC).
    Administrative,
    /// Criminal (criminal procedure code).
    Criminal,
    /// Administrative offences (CAO).
    Offence,
}

/// Length of a term, in the unit the law names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Length {
    /// Years.
    Years(u16),
    /// Months.
    Months(u16),
    /// Days («дней», «суток»).
    Days(u32),
    /// Working days.
    WorkingDays(u32),
    /// Hours; criminal and offence cases only.
    Hours(u32),
}

/// Where the act is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Anywhere: by post, or in electronic form. Until 24:00.
    Anywhere,
    /// In the court itself, which closes at this hour (CPC 123(6)).
    Court {
        /// The hour, in the zone of the court.
        closes_at: NaiveTime,
    },
}

/// Days on which the case was suspended (CPC 125).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pause {
    /// Day of the ruling that suspends.
    pub suspended_on: NaiveDate,
    /// Day of the ruling that resumes; none while there is none.
    pub resumed_on: Option<NaiveDate>,
}

/// The end of a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// The last day, in the zone of the court.
    pub ends_on: NaiveDate,
    /// The first moment that is too late.
    pub expires_at: DateTime<Utc>,
    /// The day the term would have ended on, were it worked.
    pub moved_from: Option<NaiveDate>,
    /// How sure the calendar is of the days it was counted with.
    pub certainty: Certainty,
    /// The rules it was counted by, in the order they were applied.
    pub rules: Vec<Rule>,
}

impl Deadline {
    /// True where an act done at `moment` is in time. For electronic documents that is the moment
    /// of sending (CPC 123(7)).
    pub fn is_met_by(&self, moment: DateTime<Utc>) -> bool {
        moment < self.expires_at
    }
}

/// Why a term cannot be counted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TermError {
    /// Days the calendar does not know.
    #[error(transparent)]
    Outside(#[from] OutsideCalendar),
    /// A term of nothing.
    #[error("a term is at least 1 long; 0 was given")]
    Empty,
    /// A unit or a circumstance the procedure does not have.
    #[error("{what} are not counted in {procedure:?} procedure")]
    NotInProcedure {
        /// The procedure.
        procedure: Procedure,
        /// What it does not have.
        what: &'static str,
    },
    /// The case is still suspended.
    #[error(
        "the case is suspended since {since}; the end of the term is not known before it is resumed"
    )]
    StillSuspended {
        /// Day of the ruling.
        since: NaiveDate,
    },
    /// Resumed before suspended, or overlapping.
    #[error(
        "the suspension of {suspended_on} does not end after it begins, or begins before the one before it ends"
    )]
    PausesOutOfOrder {
        /// Day of the ruling that suspends.
        suspended_on: NaiveDate,
    },
}
