//! Days and times of lists, with the precision they were printed with.
//!
//! *Invariant:* no time is made up. A day without an hour stays a day, a week a week, and an hour
//! that the zone of the court does not have, or has twice, that night, leaves the day alone.

use chrono::{DateTime, Days, LocalResult, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use domain::hearing::{TimePrecision, When};

#[cfg(test)]
mod tests;

/// What a list says of the time of one hearing; dates and times as printed.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    /// Begin, as an instant.
    pub(super) start: Option<String>,
    /// End, as an instant.
    pub(super) end: Option<String>,
    /// The day, or the first of several.
    pub(super) date: Option<String>,
    /// The last of several days.
    pub(super) date_to: Option<String>,
    /// The hour, in the zone of the court.
    pub(super) time: Option<String>,
    /// True when the hearing is on some day between the dates.
    pub(super) floating: bool,
}

/// What is known of the time of all hearings of a list.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Period {
    /// First day.
    pub(super) from: Option<NaiveDate>,
    /// Last day.
    pub(super) to: Option<NaiveDate>,
}

/// The time of a hearing, for what its list says.
pub(super) fn read(said: &Said, period: Period, zone: Tz) -> When {
    if let Some(start) = said.start.as_deref().and_then(instant) {
        return at(start, said.end.as_deref().and_then(instant), zone);
    }
    let date_to = said.date_to.as_deref().and_then(day);
    match said.date.as_deref().map(day) {
        Some(None) => nothing(zone),
        Some(Some(from)) if said.floating => span(from, date_to.unwrap_or(from), zone),
        Some(Some(from)) => on(from, date_to, said.time.as_deref(), zone),
        None => match (period.from, period.to) {
            (Some(from), Some(to)) if to > from => span(from, to, zone),
            (Some(from), _) => on(from, None, said.time.as_deref(), zone),
            (None, _) => nothing(zone),
        },
    }
}

fn nothing(zone: Tz) -> When {
    When {
        precision: TimePrecision::Unknown,
        starts_on: None,
        ends_on: None,
        starts_at: None,
        ends_at: None,
        time_zone: Some(zone.name().to_owned()),
    }
}

fn at(start: DateTime<Utc>, end: Option<DateTime<Utc>>, zone: Tz) -> When {
    let end = end.filter(|end| *end >= start);
    When {
        precision: TimePrecision::Time,
        starts_on: Some(start.with_timezone(&zone).date_naive()),
        ends_on: end.map(|end| end.with_timezone(&zone).date_naive()),
        starts_at: Some(start),
        ends_at: end,
        ..nothing(zone)
    }
}

fn on(from: NaiveDate, to: Option<NaiveDate>, time: Option<&str>, zone: Tz) -> When {
    let whole_day = When {
        precision: TimePrecision::Day,
        starts_on: Some(from),
        ends_on: to.filter(|to| *to >= from),
        ..nothing(zone)
    };
    match time.and_then(hour).map(|hour| from.and_time(hour).and_local_timezone(zone)) {
        Some(LocalResult::Single(local)) => When {
            precision: TimePrecision::Time,
            starts_at: Some(local.with_timezone(&Utc)),
            ..whole_day
        },
        Some(LocalResult::Ambiguous(..) | LocalResult::None) | None => whole_day,
    }
}

/// Some day between two.
fn span(from: NaiveDate, to: NaiveDate, zone: Tz) -> When {
    let (from, to) = (from.min(to), from.max(to));
    let precision = match (to - from).num_days() {
        0 => TimePrecision::Day,
        1..=6 => TimePrecision::Week,
        7..=30 => TimePrecision::Month,
        _ => TimePrecision::Unknown,
    };
    When { precision, starts_on: Some(from), ends_on: Some(to), ..nothing(zone) }
}

/// The period of a list of so many days from its first.
pub(super) fn period(from: Option<NaiveDate>, days: u32) -> Period {
    let to = from.and_then(|from| from.checked_add_days(Days::new(u64::from(days.max(1)) - 1)));
    Period { from, to }
}

/// An instant: RFC 3339 with a zone.
pub(super) fn instant(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text.trim()).ok().map(|at| at.with_timezone(&Utc))
}

/// A day: `31/12/2025`, `2025-12-31`. Two digits of a year are no year.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    let [first, month, last] = parts.as_slice() else { return None };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    if year.len() != 4 || !parts.iter().all(|part| part.chars().all(|c| c.is_ascii_digit())) {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// An hour: `10am`, `10:30am`, `10.30 a.m.`, `2 pm`, `14:15`, `09:00:00`, `noon`.
pub(super) fn hour(text: &str) -> Option<NaiveTime> {
    let text: String =
        text.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect::<String>();
    if matches!(text.as_str(), "noon" | "12noon" | "midday") {
        return NaiveTime::from_hms_opt(12, 0, 0);
    }
    let halves = [("a.m.", 0), ("p.m.", 12), ("am", 0), ("pm", 12)];
    let half = halves.iter().find_map(|(end, add)| Some((text.strip_suffix(end)?, *add)));
    let (digits, noon) = half.map_or((text.as_str(), None), |(rest, add)| (rest, Some(add)));
    let parts = digits
        .split([':', '.'])
        .map(|part| part.parse::<u32>().ok().filter(|_| part.len() <= 2))
        .collect::<Option<Vec<u32>>>()?;
    let (hour, minute, second) = match *parts.as_slice() {
        [hour] if noon.is_some() => (hour, 0, 0),
        [hour, minute] => (hour, minute, 0),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    match noon {
        Some(add) if (1..=12).contains(&hour) => {
            NaiveTime::from_hms_opt(hour % 12 + add, minute, second)
        }
        Some(_) => None,
        None => NaiveTime::from_hms_opt(hour, minute, second),
    }
}

/// The day of an instant or of a day, in the zone of the court.
pub(super) fn day_in(text: &str, zone: Tz) -> Option<NaiveDate> {
    day(text).or_else(|| instant(text).map(|at| at.with_timezone(&zone).date_naive()))
}
