//! Hearings out of rows: when, to the precision the source has and no more.

use chrono::{DateTime, NaiveDate, Utc};
use domain::case::Visibility;
use domain::hearing::{Hearing, TimePrecision, When};
use domain::key::CourtCode;

use super::read::part_key;
use super::row::Row;
use crate::mapping::date::{instant, time_of_day, week_of};
use crate::mapping::record::HearingMap;

/// A hearing. `court` is that of its case, for rows that do not name one.
pub(super) fn hearing(row: Row<'_>, map: &HearingMap, court: &CourtCode) -> Hearing {
    Hearing {
        key: part_key(row, &map.rows),
        court: row.maybe(map.court.as_ref()).map_or_else(|| court.clone(), CourtCode::new),
        kind: row.coded(map.kind.as_ref()),
        status: row.coded(map.status.as_ref()),
        mode: row.coded(map.mode.as_ref()),
        when: when(row, map),
        room: row.maybe(map.room.as_ref()),
        judge: row.maybe(map.judge.as_ref()),
        result: row.words(&map.result),
        note: row.maybe(map.note.as_ref()),
        visibility: row.choose(&map.visibility, Visibility::Public),
    }
}

fn when(row: Row<'_>, map: &HearingMap) -> When {
    let zone = row.answer.mapping.zone;
    let day = row.day(map.date.as_ref());
    let begin = row.moment(map.starts_at.as_ref()).or_else(|| begin(row, map, day?));
    let day = begin
        .map(|at| at.with_timezone(&zone).date_naive())
        .or(day)
        .or_else(|| row.day(map.starts_at.as_ref()));
    let last = row.day(map.until.as_ref());
    let end = row.moment(map.ends_at.as_ref());
    let (precision, starts_on, ends_on) = match (map.precision, day) {
        (_, None) => (TimePrecision::Unknown, None, None),
        (Some(TimePrecision::Week), Some(day)) => {
            let (monday, sunday) = week_of(day);
            (TimePrecision::Week, Some(monday), Some(last.unwrap_or(sunday)))
        }
        (Some(TimePrecision::Month), Some(day)) => (TimePrecision::Month, Some(day), last),
        (_, Some(day)) if begin.is_some() => (TimePrecision::Time, Some(day), last.or(Some(day))),
        (_, Some(day)) => (TimePrecision::Day, Some(day), last.or(Some(day))),
    };
    let to_the_minute = precision == TimePrecision::Time;
    When {
        precision,
        starts_on,
        ends_on,
        starts_at: begin.filter(|_at| to_the_minute),
        ends_at: end.filter(|_at| to_the_minute),
        time_zone: Some(zone.name().to_owned()),
    }
}

fn begin(row: Row<'_>, map: &HearingMap, day: NaiveDate) -> Option<DateTime<Utc>> {
    let time = map.time.as_ref()?;
    let text = row.text(&time.expr)?;
    let Some(hour) = time_of_day(&text, &time.dates.formats) else {
        row.answer.notes.doubtful();
        return None;
    };
    Some(instant(day.and_time(hour), row.answer.mapping.zone))
}
