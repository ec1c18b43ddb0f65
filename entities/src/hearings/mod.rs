//! Hearings: the board of a court, the next hearing of a case, and published lists.

use domain::coded::CodeList;
use domain::hearing::{Hearing, When};
use domain::key::PartKey;
use sea_orm::Value;

use crate::cases::UNKNOWN_MOMENT;
use crate::error::Result;
use crate::id::CaseId;
use crate::parts::{Table, coded};
use crate::recorded::stored;
use crate::row::{Row, code_of};
use crate::words::fold;

mod board;
mod keyset;
mod next;
mod publication;

pub use board::{BoardRow, HearingFilter, board, by_ids, count};
pub use keyset::{HearingKeyset, HearingOrder};
pub use next::next_for;
pub use publication::{Listed, ListedHearing, ListedResult, record_listed};
#[cfg(test)]
pub(crate) use {board::Question, next::statement as next_statement};

pub(crate) static TABLE: Table = Table {
    name: "hearings",
    id: "hearing_id",
    unique: "registry_id, owner_key, local_id",
    columns: &[
        "court_id",
        "kind_code",
        "kind_original",
        "status_code",
        "status_original",
        "mode_code",
        "mode_original",
        "time_precision",
        "starts_on",
        "ends_on",
        "starts_at",
        "ends_at",
        "time_zone",
        "room",
        "judge",
        "result",
        "note",
        "visibility",
        // What follows is for sorting and finding, and never read back.
        "owner_key",
        "publication",
        "judge_folded",
        "starts_day",
        "last_day",
        "starts_sort",
        "complete",
    ],
    read: 18,
    order: "(t.starts_day IS NULL), t.starts_day, t.starts_sort, t.hearing_id",
};

/// What a hearing is read from, after id, case, registry and local id; `h` is the table.
const COLUMNS: &str = "h.court_id, h.kind_code, h.kind_original, h.status_code, \
    h.status_original, h.mode_code, h.mode_original, h.time_precision, h.starts_on, h.ends_on, \
    h.starts_at, h.ends_at, h.time_zone, h.room, h.judge, h.result, h.note, h.visibility";

pub(crate) fn values(
    case: Option<CaseId>,
    hearing: &Hearing,
    publication: Option<&str>,
    complete: bool,
) -> Vec<Value> {
    let [kind_code, kind_original] = coded(hearing.kind.as_ref());
    let [status_code, status_original] = coded(hearing.status.as_ref());
    let [mode_code, mode_original] = coded(hearing.mode.as_ref());
    let when = &hearing.when;
    let starts_at = when.starts_at.map(stored);
    // The day of the court where it is told, else the day in UTC.
    let starts_day = when.starts_on.or(starts_at.map(|at| at.date_naive()));
    let last_day = when
        .ends_on
        .or(when.ends_at.filter(|_| when.starts_on.is_none()).map(|at| at.date_naive()))
        .max(starts_day);
    let owner_key = match case {
        Some(case) => case.to_string(),
        None => format!("court:{}", hearing.court),
    };
    vec![
        hearing.court.as_str().into(),
        kind_code,
        kind_original,
        status_code,
        status_original,
        mode_code,
        mode_original,
        code_of(&when.precision).into(),
        when.starts_on.into(),
        when.ends_on.into(),
        starts_at.into(),
        when.ends_at.map(stored).into(),
        when.time_zone.clone().into(),
        hearing.room.clone().into(),
        hearing.judge.clone().into(),
        hearing.result.as_ref().map(|text| serde_json::to_value(text).unwrap_or_default()).into(),
        hearing.note.clone().into(),
        code_of(&hearing.visibility).into(),
        owner_key.into(),
        publication.into(),
        hearing.judge.as_deref().map(fold).into(),
        starts_day.into(),
        last_day.filter(|_| starts_day.is_some()).into(),
        starts_at.unwrap_or(UNKNOWN_MOMENT).into(),
        complete.into(),
    ]
}

/// Reads the columns that are not for sorting and finding.
pub(crate) fn read(row: &mut Row<'_>, key: PartKey) -> Result<Hearing> {
    Ok(Hearing {
        key,
        court: row.court()?,
        kind: row.coded(CodeList::HearingKind)?,
        status: row.coded(CodeList::HearingStatus)?,
        mode: row.coded(CodeList::HearingMode)?,
        when: When {
            precision: row.code("hearings.time_precision")?,
            starts_on: row.day()?,
            ends_on: row.day()?,
            starts_at: row.moment()?,
            ends_at: row.moment()?,
            time_zone: row.text()?,
        },
        room: row.text()?,
        judge: row.text()?,
        result: row.maybe_json("hearings.result")?,
        note: row.text()?,
        visibility: row.code("hearings.visibility")?,
    })
}
