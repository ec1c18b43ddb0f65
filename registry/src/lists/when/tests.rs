//! Days and hours as lists print them, and the nights the clocks change.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Europe::London;
use domain::hearing::{TimePrecision, When};
use proptest::prelude::*;

use super::{Period, Said, day, hour, period, read};

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().expect("a moment")
}

fn on(day: &str, time: &str) -> When {
    let said = Said { date: Some(day.to_owned()), time: Some(time.to_owned()), ..Said::default() };
    read(&said, Period::default(), London)
}

#[test]
fn reads_the_hours_that_lists_print() {
    let at = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0);
    for (text, expected) in [
        ("10am", at(10, 0)),
        ("10:30am  ", at(10, 30)),
        ("10.30am", at(10, 30)),
        ("2 pm", at(14, 0)),
        ("2.15 P.M.", at(14, 15)),
        ("12am", at(0, 0)),
        ("12pm", at(12, 0)),
        ("12 noon", at(12, 0)),
        ("09:00", at(9, 0)),
        ("14:05:00", at(14, 5)),
        ("13pm", None),
        ("25:00", None),
        ("10:75am", None),
        ("10", None),
        ("100am", None),
        ("am", None),
        ("", None),
        ("to be confirmed", None),
        ("10am - 11am", None),
    ] {
        assert_eq!(hour(text), expected, "{text:?}");
    }
}

#[test]
fn reads_days_and_refuses_years_of_two_digits() {
    assert_eq!(day("31/12/2025"), NaiveDate::from_ymd_opt(2025, 12, 31));
    assert_eq!(day(" 2025-12-31 "), NaiveDate::from_ymd_opt(2025, 12, 31));
    for wrong in ["31/12/25", "31/02/2025", "2025", "12/31/2025", "+1/02/2025", "", "soon"] {
        assert_eq!(day(wrong), None, "{wrong:?}");
    }
}

#[test]
fn an_hour_is_of_the_zone_of_the_court() {
    assert_eq!(on("10/01/2025", "10am").starts_at, Some(moment("2025-01-10T10:00:00Z")));
    assert_eq!(on("10/07/2025", "10am").starts_at, Some(moment("2025-07-10T09:00:00Z")));
}

#[test]
fn an_hour_that_is_not_there_or_twice_that_night_leaves_the_day() {
    for (day, hour) in [("30/03/2025", "1:30am"), ("26/10/2025", "1:30am")] {
        let when = on(day, hour);
        assert_eq!(when.precision, TimePrecision::Day, "{day} {hour}");
        assert!(when.starts_at.is_none() && when.starts_on.is_some());
    }
    assert_eq!(on("30/03/2025", "2am").starts_at, Some(moment("2025-03-30T01:00:00Z")));
    assert_eq!(on("26/10/2025", "2am").starts_at, Some(moment("2025-10-26T02:00:00Z")));
}

#[test]
fn an_instant_late_at_night_in_summer_is_of_the_next_day() {
    let said = Said { start: Some("2020-09-13T23:30:00Z".to_owned()), ..Said::default() };
    let when = read(&said, Period::default(), London);
    assert_eq!(when.starts_on, Some(date("2020-09-14")));
    assert_eq!(when.precision, TimePrecision::Time);
}

#[test]
fn an_end_before_the_begin_is_no_end() {
    let said = Said {
        start: Some("2020-10-20T20:00:00.001Z".to_owned()),
        end: Some("2020-02-20T22:00:00.001Z".to_owned()),
        ..Said::default()
    };
    let when = read(&said, Period::default(), London);
    assert_eq!((when.ends_at, when.ends_on), (None, None));
}

#[test]
fn without_a_day_the_list_tells_it_and_without_that_nobody_does() {
    let said = Said { time: Some("10am".to_owned()), ..Said::default() };
    let none = read(&said, Period::default(), London);
    assert_eq!((none.precision, none.starts_at), (TimePrecision::Unknown, None));
    let of_day = read(&said, period(Some(date("2025-07-01")), 1), London);
    assert_eq!(of_day.starts_at, Some(moment("2025-07-01T09:00:00Z")));
    let of_week = read(&said, period(Some(date("2025-07-01")), 7), London);
    assert_eq!((of_week.precision, of_week.starts_at), (TimePrecision::Week, None));
    assert_eq!(of_week.ends_on, Some(date("2025-07-07")));
    let of_fortnight = read(&said, period(Some(date("2025-07-01")), 14), London);
    assert_eq!(of_fortnight.precision, TimePrecision::Month);
}

#[test]
fn an_unreadable_day_is_not_replaced_by_the_day_of_the_list() {
    let said = Said { date: Some("31/02/2025".to_owned()), ..Said::default() };
    let when = read(&said, period(Some(date("2025-03-01")), 1), London);
    assert_eq!((when.precision, when.starts_on), (TimePrecision::Unknown, None));
}

#[test]
fn a_floating_hearing_is_on_some_day_between_its_dates() {
    let between = |from: &str, to: &str| {
        let said = Said {
            date: Some(from.to_owned()),
            date_to: Some(to.to_owned()),
            floating: true,
            ..Said::default()
        };
        read(&said, Period::default(), London).precision
    };
    assert_eq!(between("2025-03-03", "2025-03-03"), TimePrecision::Day);
    assert_eq!(between("2025-03-03", "2025-03-07"), TimePrecision::Week);
    assert_eq!(between("2025-03-03", "2025-03-28"), TimePrecision::Month);
    assert_eq!(between("2025-03-03", "2025-12-28"), TimePrecision::Unknown);
}

proptest! {
    #[test]
    fn a_time_is_never_made_up(
        start in proptest::option::of("\\PC{0,24}"),
        date in proptest::option::of("[0-3][0-9]/[01][0-9]/(20[0-9]{2}|[0-9]{2})"),
        time in proptest::option::of("[0-9]{1,2}([:.][0-9]{2})?([ap]m)? ?"),
        floating: bool,
        days in 1_u32..20,
    ) {
        let hours = time.as_deref().and_then(hour);
        let said = Said { start, date, time, floating, ..Said::default() };
        let when = read(&said, period(NaiveDate::from_ymd_opt(2025, 10, 20), days), London);
        prop_assert_eq!(when.starts_at.is_some(), when.precision == TimePrecision::Time);
        if when.starts_at.is_some() && said.start.as_deref().and_then(super::instant).is_none() {
            prop_assert!(hours.is_some());
        }
        if when.precision != TimePrecision::Unknown {
            prop_assert!(when.starts_on.is_some());
        }
    }
}
