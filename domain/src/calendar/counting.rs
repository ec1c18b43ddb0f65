//! The counting of procedural terms (CPC 122-126 and what the other codes say instead).
//!
//! Not counted here: terms of detention, custody and house arrest, which begin with the minute and
//! never move (criminal procedure code 48(2) and (5), CAO 739(2)).

use chrono::{
    DateTime, Days, Duration, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc,
};
use chrono_tz::Tz;

use super::holidays::Calendar;
use super::rule::{Rule, rules};
use super::term::{Deadline, Length, Pause, Place, Procedure, TermError};
use super::working_days::Certainty;

/// A term to be counted.
#[derive(Debug, Clone)]
pub struct Counting<'a> {
    /// Whose rules apply.
    pub procedure: Procedure,
    /// How long it is.
    pub length: Length,
    /// Where the act is to be done.
    pub place: Place,
    /// Suspensions of the case, in order.
    pub pauses: &'a [Pause],
    /// The days that are worked.
    pub calendar: &'a Calendar,
    /// The zone of the court.
    pub zone: Tz,
}

/// The days consulted so far and the rules applied.
struct Work {
    rules: Vec<Rule>,
    consulted: Option<(NaiveDate, NaiveDate)>,
}

impl<'a> Counting<'a> {
    /// A term of a civil case, done anywhere, never suspended, in the zone of Almaty.
    pub fn civil(length: Length) -> Self {
        Self {
            procedure: Procedure::Civil,
            length,
            place: Place::Anywhere,
            pauses: &[],
            calendar: Calendar::kazakhstan(),
            zone: Tz::Asia__Almaty,
        }
    }

    /// Counts from something that happened at `moment`.
    ///
    /// # Errors
    ///
    /// Days outside the calendar, and terms the procedure does not have; see [`TermError`].
    pub fn from_moment(&self, moment: DateTime<Utc>) -> Result<Deadline, TermError> {
        match self.length {
            Length::Hours(hours) => self.hours(hours, moment),
            Length::Years(_) | Length::Months(_) | Length::Days(_) | Length::WorkingDays(_) => {
                self.from_day(moment.with_timezone(&self.zone).date_naive())
            }
        }
    }

    /// Counts from something that happened on `day`; that day itself is not counted.
    ///
    /// # Errors
    ///
    /// As [`Self::from_moment`]; and a term in hours, which needs a moment.
    pub fn from_day(&self, day: NaiveDate) -> Result<Deadline, TermError> {
        self.check()?;
        let mut work = Work { rules: self.beginning(), consulted: None };
        let nominal = match self.length {
            Length::Years(0) | Length::Months(0) | Length::Days(0) | Length::WorkingDays(0) => {
                return Err(TermError::Empty);
            }
            Length::Hours(_) => {
                return Err(self.lacks("hours from a day instead of a moment"));
            }
            Length::Years(years) => self.months(day, u32::from(years) * 12, &mut work)?,
            Length::Months(months) => self.months(day, months.into(), &mut work)?,
            Length::Days(days) => {
                self.days(day, days, self.procedure == Procedure::Offence, &mut work)?
            }
            Length::WorkingDays(days) => self.days(day, days, true, &mut work)?,
        };
        let ends_on = self.moved(nominal, &mut work)?;
        if ends_on != nominal {
            self.cite_moving(&mut work);
        }
        let certainty = work
            .consulted
            .map_or(Certainty::Settled, |(first, last)| self.calendar.certainty(first..=last));
        let expires_at = self.closing(ends_on, &mut work);
        let moved_from = (ends_on != nominal).then_some(nominal);
        Ok(Deadline { ends_on, expires_at, moved_from, certainty, rules: work.rules })
    }

    fn lacks(&self, what: &'static str) -> TermError {
        TermError::NotInProcedure { procedure: self.procedure, what }
    }

    fn is_civil(&self) -> bool {
        matches!(self.procedure, Procedure::Civil | Procedure::Administrative)
    }

    fn check(&self) -> Result<(), TermError> {
        if !self.is_civil() && !self.pauses.is_empty() {
            return Err(self.lacks("suspensions by CPC 125"));
        }
        if !self.is_civil() && self.place != Place::Anywhere {
            return Err(self.lacks("the working hours of the court"));
        }
        let mut free_from = NaiveDate::MIN;
        for pause in self.pauses {
            let ends = pause.resumed_on.unwrap_or(NaiveDate::MAX);
            if pause.suspended_on < free_from || ends <= pause.suspended_on {
                return Err(TermError::PausesOutOfOrder { suspended_on: pause.suspended_on });
            }
            free_from = ends;
        }
        Ok(())
    }

    fn beginning(&self) -> Vec<Rule> {
        match self.procedure {
            Procedure::Civil => vec![rules::BEGINS_NEXT_DAY],
            Procedure::Administrative => {
                vec![rules::ADMINISTRATIVE_AS_CIVIL, rules::BEGINS_NEXT_DAY]
            }
            Procedure::Criminal => vec![rules::CRIMINAL_BEGINS],
            Procedure::Offence => vec![rules::OFFENCE_BEGINS],
        }
    }

    /// Same day of the last month, or the last day of a shorter one; each pause that finds the
    /// term running pushes its end by the days it lasted.
    fn months(&self, day: NaiveDate, months: u32, work: &mut Work) -> Result<NaiveDate, TermError> {
        work.rules.push(match (self.procedure, self.length) {
            (Procedure::Criminal, _) => rules::CRIMINAL_ENDS,
            (Procedure::Offence, _) => rules::OFFENCE_MONTHS,
            (Procedure::Civil | Procedure::Administrative, Length::Years(_)) => rules::YEARS,
            (Procedure::Civil | Procedure::Administrative, _) => rules::MONTHS,
        });
        let mut end = day
            .checked_add_months(Months::new(months))
            .ok_or_else(|| self.calendar.outside(day))?;
        for pause in self.pauses {
            if pause.suspended_on > self.moved(end, work)? {
                break;
            }
            let since = pause.suspended_on;
            let resumed = pause.resumed_on.ok_or(TermError::StillSuspended { since })?;
            let first_counted = self.calendar.after(day)?;
            let stopped = (resumed - since.max(first_counted)).num_days();
            if let Some(stopped) = u64::try_from(stopped).ok().filter(|days| *days > 0) {
                let pushed = end.checked_add_days(Days::new(stopped));
                end = pushed.ok_or_else(|| self.calendar.outside(end))?.max(resumed);
                work.rules.extend([rules::STOPS, rules::RUNS_ON]);
            }
        }
        Ok(end)
    }

    /// The last of so many days after `day` that are counted.
    fn days(
        &self,
        day: NaiveDate,
        count: u32,
        worked_only: bool,
        work: &mut Work,
    ) -> Result<NaiveDate, TermError> {
        self.cite_days(work);
        let (mut current, mut left, mut stopped) = (day, count, false);
        while left > 0 {
            current = self.calendar.after(current)?;
            if let Some(pause) = self.pause_over(current) {
                let since = pause.suspended_on;
                pause.resumed_on.ok_or(TermError::StillSuspended { since })?;
                stopped = true;
            } else if !worked_only {
                left -= 1;
            } else {
                work.consult(current);
                left -= u32::from(self.calendar.is_working(current)?);
            }
        }
        // a pause that begins on a day off between the last day and the working day it moves to
        let end = self.moved(current, work)?;
        let late = self.pauses.iter().find(|p| p.suspended_on > current && p.suspended_on <= end);
        if let Some(Pause { suspended_on: since, resumed_on }) = late.copied() {
            current = resumed_on.ok_or(TermError::StillSuspended { since })?;
            stopped = true;
        }
        if stopped {
            work.rules.extend([rules::STOPS, rules::RUNS_ON]);
        }
        Ok(current)
    }

    fn pause_over(&self, day: NaiveDate) -> Option<&'a Pause> {
        self.pauses.iter().find(|pause| {
            pause.suspended_on <= day && pause.resumed_on.is_none_or(|resumed| day < resumed)
        })
    }

    fn cite_days(&self, work: &mut Work) {
        match (self.procedure, self.length) {
            (_, Length::WorkingDays(_)) => {
                work.rules.extend([rules::DAYS_OFF, rules::HOLIDAYS]);
                if self.is_civil() {
                    work.rules.push(rules::DAYS);
                }
            }
            (Procedure::Civil | Procedure::Administrative, _) => work.rules.push(rules::DAYS),
            (Procedure::Criminal, _) => {
                work.rules.extend([rules::CRIMINAL_RUNS_THROUGH, rules::CRIMINAL_ENDS]);
            }
            (Procedure::Offence, _) => {
                work.rules.extend([rules::OFFENCE_DAYS_WORKED, rules::DAYS_OFF, rules::HOLIDAYS]);
            }
        }
    }

    /// The next working day, where the last day is not worked.
    fn moved(&self, nominal: NaiveDate, work: &mut Work) -> Result<NaiveDate, TermError> {
        let end = self.calendar.working_on_or_after(nominal)?;
        work.consult(nominal);
        work.consult(end);
        Ok(end)
    }

    fn cite_moving(&self, work: &mut Work) {
        match self.procedure {
            Procedure::Civil | Procedure::Administrative => {
                work.rules.extend([rules::MOVES_TO_WORKING_DAY, rules::DAYS_OFF, rules::HOLIDAYS]);
            }
            // the article on the end of the term says this too
            Procedure::Criminal | Procedure::Offence => {}
        }
    }

    /// The first moment after the term.
    fn closing(&self, last: NaiveDate, work: &mut Work) -> DateTime<Utc> {
        match (self.procedure, self.place) {
            (Procedure::Civil | Procedure::Administrative, Place::Court { closes_at }) => {
                work.rules.push(rules::UNTIL_COURT_CLOSES);
                return self.instant(last.and_time(closes_at));
            }
            (Procedure::Civil | Procedure::Administrative, Place::Anywhere) => {
                work.rules.extend([rules::UNTIL_MIDNIGHT, rules::ELECTRONIC_ALIKE]);
            }
            (Procedure::Criminal, _) => {
                if !work.rules.contains(&rules::CRIMINAL_ENDS) {
                    work.rules.push(rules::CRIMINAL_ENDS);
                }
            }
            (Procedure::Offence, _) => {
                if !work.rules.contains(&rules::OFFENCE_MONTHS) {
                    work.rules.push(rules::OFFENCE_DAYS_END);
                }
            }
        }
        self.instant(last.and_time(NaiveTime::MIN) + Duration::days(1))
    }

    /// The moment a clock in the zone of the court shows `local`; the later one where it shows it
    /// twice, the next it shows where it is skipped: in doubt for the one whose term it is.
    fn instant(&self, local: NaiveDateTime) -> DateTime<Utc> {
        let shown = (0..48).find_map(|half_hours| {
            let later = local + Duration::minutes(30 * half_hours);
            self.zone.from_local_datetime(&later).latest()
        });
        shown.map_or_else(|| local.and_utc(), |moment| moment.with_timezone(&Utc))
    }

    /// So many full hours after the hour in which it happened; days off neither stop nor move it.
    fn hours(&self, hours: u32, moment: DateTime<Utc>) -> Result<Deadline, TermError> {
        self.check()?;
        let rules = match self.procedure {
            Procedure::Civil | Procedure::Administrative => return Err(self.lacks("hours")),
            Procedure::Criminal => vec![rules::CRIMINAL_BEGINS, rules::CRIMINAL_RUNS_THROUGH],
            Procedure::Offence => vec![rules::OFFENCE_BEGINS],
        };
        if hours == 0 {
            return Err(TermError::Empty);
        }
        let into_hour = moment.timestamp().rem_euclid(3600);
        let from_next_hour = i64::from(hours) + 1;
        let expires_at = DateTime::from_timestamp(moment.timestamp() - into_hour, 0)
            .and_then(|hour| hour.checked_add_signed(Duration::hours(from_next_hour)))
            .ok_or_else(|| self.calendar.outside(moment.date_naive()))?;
        let last = expires_at - Duration::seconds(1);
        Ok(Deadline {
            ends_on: last.with_timezone(&self.zone).date_naive(),
            expires_at,
            moved_from: None,
            certainty: Certainty::Settled,
            rules,
        })
    }
}

impl Work {
    fn consult(&mut self, day: NaiveDate) {
        let (first, last) = self.consulted.unwrap_or((day, day));
        self.consulted = Some((first.min(day), last.max(day)));
    }
}
