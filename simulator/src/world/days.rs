//! Days on which courts of the world sit.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

/// Public holidays that fall on the same day each year; those that move do not matter here.
const HOLIDAYS: [(u32, u32); 13] = [
    (1, 1),
    (1, 2),
    (1, 7),
    (3, 8),
    (3, 21),
    (3, 22),
    (3, 23),
    (5, 1),
    (5, 7),
    (5, 9),
    (7, 6),
    (10, 25),
    (12, 16),
];

/// True where courts sit on that day.
pub fn is_working(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
        && !HOLIDAYS.contains(&(day.month(), day.day()))
}

/// The day itself, or the next on which courts sit.
pub fn working_from(mut day: NaiveDate) -> NaiveDate {
    while !is_working(day) {
        day = day + Days::new(1);
    }
    day
}

/// So many working days on; zero gives the day itself or the next working day.
pub fn later(day: NaiveDate, working_days: i64) -> NaiveDate {
    let mut day = working_from(day);
    for _ in 0..working_days {
        day = working_from(day + Days::new(1));
    }
    day
}

/// A time of that day.
pub fn at(day: NaiveDate, hour: i64, minute: i64) -> NaiveDateTime {
    let clock = u32::try_from(hour)
        .ok()
        .zip(u32::try_from(minute).ok())
        .and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0));
    day.and_time(clock.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_over_weekends_and_holidays() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(later(day("2026-11-20"), 1), day("2026-11-23"), "over a weekend");
        assert_eq!(later(day("2026-12-15"), 1), day("2026-12-17"), "over Independence Day");
        assert_eq!(later(day("2026-11-21"), 0), day("2026-11-23"));
    }
}
