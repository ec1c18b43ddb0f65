//! Holidays, moved days off and worked weekends of the years 2014 to 2027.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::language::Text;
use crate::reference;

/// A day that differs from the five-day week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecialDay {
    /// The day.
    pub day: NaiveDate,
    /// How it differs.
    pub kind: DayKind,
    /// The day off that a worked weekend day stands in for.
    pub instead_of: Option<NaiveDate>,
    /// True where the day follows the moon and may turn out to be the day before or after.
    pub estimated: bool,
    /// What the day is called.
    pub name: Text,
}

/// How a day differs from the five-day week (LAB 84, 85).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DayKind {
    /// A national or state holiday, 7 January, or the first day of Kurban Ait.
    Holiday,
    /// A day off because a holiday fell on a weekend.
    Observed,
    /// A working day turned into a day off (LAB 84).
    MovedOff,
    /// A weekend day worked in place of such a day.
    Worked,
}

/// The days of the years that are known.
#[derive(Debug, Clone)]
pub struct Calendar {
    pub(super) days: BTreeMap<NaiveDate, SpecialDay>,
    /// Year, and whether the moves of days off are known.
    pub(super) years: BTreeMap<i32, bool>,
}

#[derive(Deserialize)]
struct DayRow {
    day: NaiveDate,
    kind: DayKind,
    instead_of: Option<NaiveDate>,
    estimated: String,
    kk: String,
    ru: String,
    en: String,
}

#[derive(Deserialize)]
struct YearRow {
    year: i32,
    transfers_known: String,
}

static KAZAKHSTAN: LazyLock<Calendar> = LazyLock::new(|| {
    let days: Vec<DayRow> = reference::rows(include_str!("../../data/calendar.csv"));
    let years: Vec<YearRow> = reference::rows(include_str!("../../data/calendar_years.csv"));
    let special = |row: DayRow| SpecialDay {
        day: row.day,
        kind: row.kind,
        instead_of: row.instead_of,
        estimated: row.estimated == "yes",
        name: Text::trilingual(row.kk, row.ru, row.en),
    };
    Calendar {
        days: days.into_iter().map(|row| (row.day, special(row))).collect(),
        years: years.into_iter().map(|row| (row.year, row.transfers_known == "yes")).collect(),
    }
});

impl Calendar {
    /// The calendar of the state bodies of Kazakhstan.
    pub fn kazakhstan() -> &'static Self {
        &KAZAKHSTAN
    }

    /// What is special about `day`.
    pub fn special(&self, day: NaiveDate) -> Option<&SpecialDay> {
        self.days.get(&day)
    }

    /// The special days of a year, in order.
    pub fn specials_in(&self, year: i32) -> impl Iterator<Item = &SpecialDay> {
        use chrono::Datelike as _;
        self.days.values().filter(move |special| special.day.year() == year)
    }
}
