//! How a court system writes days and moments.

use chrono::{DateTime, Days, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

use super::tree::Table;

/// A way of writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Format {
    /// With an offset.
    Rfc3339,
    /// Day and time in the zone of the field.
    Local,
    /// A day.
    Date,
    /// Milliseconds since 1970.
    EpochMs,
    /// A pattern of `strftime`.
    Pattern(String),
}

/// In which zone the day of a moment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Zone {
    /// A zone: that of the courts, or another one by name.
    Named(Tz),
    /// As it stands in the text, whatever the offset.
    Written(Tz),
}

impl Zone {
    fn tz(self) -> Tz {
        match self {
            Self::Named(tz) | Self::Written(tz) => tz,
        }
    }
}

/// How the dates of one field are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dates {
    pub(crate) formats: Vec<Format>,
    pub(crate) zone: Zone,
    pub(crate) at_midnight: bool,
}

/// A date as it was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Read {
    Moment {
        at: DateTime<Utc>,
        day: NaiveDate,
    },
    Day(NaiveDate),
    /// No date on purpose, such as the year 1.
    Nothing,
}

/// Years before this are marks for "no date".
const YEAR_MIN: i32 = 1000;

impl Dates {
    /// What a field means that says nothing of its dates.
    pub(crate) fn usual(zone: Tz) -> Self {
        Self {
            formats: vec![Format::Rfc3339, Format::Local, Format::Date],
            zone: Zone::Named(zone),
            at_midnight: false,
        }
    }

    /// Reads the keys of a field.
    pub(super) fn read(table: &mut Table<'_, '_>, court_zone: Tz) -> Self {
        let usual = Self::usual(court_zone);
        let formats: Vec<Format> = table.texts("format").iter().map(|text| format(text)).collect();
        for format in &formats {
            if let Format::Pattern(pattern) = format
                && chrono::format::StrftimeItems::new(pattern)
                    .any(|item| matches!(item, chrono::format::Item::Error))
            {
                table.note(format!(
                    "`{pattern}` is no pattern of strftime; or use rfc3339, local, date, epoch_ms"
                ));
            }
        }
        let zone = match table.text("zone").as_deref() {
            None | Some("court") => usual.zone,
            Some("written") => Zone::Written(court_zone),
            Some(name) => name.parse().map_or_else(
                |_unknown| {
                    table
                        .note(format!("`{name}` is no zone; write court, written or an IANA name"));
                    usual.zone
                },
                Zone::Named,
            ),
        };
        let at_midnight = table.flag("at_midnight").unwrap_or(false);
        Self {
            formats: if formats.is_empty() { usual.formats } else { formats },
            zone,
            at_midnight,
        }
    }

    /// Understands a text; none where no format fits.
    pub(crate) fn understand(&self, text: &str) -> Option<Read> {
        let read = self.formats.iter().find_map(|format| self.one(format, text.trim()))?;
        let day = match read {
            Read::Moment { day, .. } | Read::Day(day) => day,
            Read::Nothing => return Some(Read::Nothing),
        };
        Some(if chrono::Datelike::year(&day) < YEAR_MIN { Read::Nothing } else { read })
    }

    fn one(&self, format: &Format, text: &str) -> Option<Read> {
        match format {
            Format::Rfc3339 => DateTime::parse_from_rfc3339(text).ok().map(|at| {
                let day = match self.zone {
                    Zone::Named(zone) => at.with_timezone(&zone).date_naive(),
                    Zone::Written(_) => at.date_naive(),
                };
                Read::Moment { at: at.to_utc(), day }
            }),
            Format::Local => {
                ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M"]
                    .iter()
                    .find_map(|pattern| NaiveDateTime::parse_from_str(text, pattern).ok())
                    .map(|local| self.local(local))
            }
            Format::Date => NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(Read::Day),
            Format::EpochMs => DateTime::from_timestamp_millis(text.parse().ok()?)
                .map(|at| Read::Moment { at, day: at.with_timezone(&self.zone.tz()).date_naive() }),
            Format::Pattern(pattern) => {
                if let Ok(at) = DateTime::parse_from_str(text, pattern) {
                    return Some(Read::Moment { at: at.to_utc(), day: at.date_naive() });
                }
                if let Ok(local) = NaiveDateTime::parse_from_str(text, pattern) {
                    return Some(self.local(local));
                }
                NaiveDate::parse_from_str(text, pattern).ok().map(Read::Day)
            }
        }
    }

    fn local(&self, local: NaiveDateTime) -> Read {
        Read::Moment { at: instant(local, self.zone.tz()), day: local.date() }
    }

    /// The begin of a day, where the mapping allows to take it for a moment.
    pub(crate) fn midnight(&self, day: NaiveDate) -> Option<DateTime<Utc>> {
        self.at_midnight.then(|| instant(day.and_time(NaiveTime::MIN), self.zone.tz()))
    }
}

/// A local time as a moment: the earlier one where the clocks go back, the first after the gap
/// where they go forward.
pub(crate) fn instant(local: NaiveDateTime, zone: Tz) -> DateTime<Utc> {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.to_utc(),
        LocalResult::None => {
            let hour_later = local + chrono::TimeDelta::hours(1);
            zone.from_local_datetime(&hour_later)
                .earliest()
                .map_or_else(|| local.and_utc(), |at| at.to_utc())
        }
    }
}

/// Reads a time of day.
pub(crate) fn time_of_day(text: &str, formats: &[Format]) -> Option<NaiveTime> {
    let patterns = formats.iter().filter_map(|format| match format {
        Format::Pattern(pattern) => Some(pattern.as_str()),
        Format::Rfc3339 | Format::Local | Format::Date | Format::EpochMs => None,
    });
    patterns
        .chain(["%H:%M", "%H:%M:%S"])
        .find_map(|pattern| NaiveTime::parse_from_str(text.trim(), pattern).ok())
}

/// Monday to Sunday of the week a day is in.
pub(crate) fn week_of(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let monday = day.week(chrono::Weekday::Mon).first_day();
    (monday, monday.checked_add_days(Days::new(6)).unwrap_or(monday))
}

fn format(text: &str) -> Format {
    match text {
        "rfc3339" => Format::Rfc3339,
        "local" => Format::Local,
        "date" => Format::Date,
        "epoch_ms" => Format::EpochMs,
        pattern => Format::Pattern(pattern.to_owned()),
    }
}
