//! The next hearing of many cases: one statement.

use chrono::{DateTime, NaiveDate, Utc};
use domain::hearing::Hearing;
use domain::key::PartKey;
use domain::scope::Scope;

use super::{COLUMNS, read};
use crate::db::Db;
use crate::error::Result;
use crate::id::{CaseId, PartId};
use crate::parts::PartRow;
use crate::row::Row;
use crate::scoped::Viewer;
use crate::sql::Sql;

/// Statuses of a hearing that is not to come, whatever its date says.
const OVER: [&str; 4] = ["HELD", "ADJOURNED", "CANCELLED", "DECISION_ANNOUNCED"];

/// The next hearing of each of the cases that exist for the scope, where there is one.
///
/// A hearing with an hour is next until it begins; one with a day, a week or a month, until that is
/// over. `today` is the day of the courts.
pub async fn next_for(
    db: &Db,
    scope: &Scope,
    cases: &[CaseId],
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Result<Vec<PartRow<Hearing>>> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let rows = db.rows(statement(&Viewer::of(db, scope), cases, now, today)).await?;
    rows.iter().map(|row| read_next(&mut Row::new(row))).collect()
}

pub(crate) fn statement(
    viewer: &Viewer,
    cases: &[CaseId],
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Sql {
    let mut sql = Sql::new("SELECT h.hearing_id, h.case_id, h.registry_id, h.local_id, ");
    sql.push(COLUMNS).push(", h.as_of, h.raw_sha256 FROM (SELECT t.*, row_number() OVER (");
    sql.push(
        "PARTITION BY t.case_id ORDER BY t.starts_day, t.starts_sort, t.hearing_id) AS place ",
    );
    sql.push("FROM hearings t JOIN cases c ON c.case_id = t.case_id WHERE ");
    sql.within("t.case_id", cases.iter().copied()).push(" AND ");
    viewer.visible_to(&mut sql, "c");
    sql.push(" AND ");
    viewer.row_visible_to(&mut sql, "t.visibility", "c");
    sql.push(" AND ((t.starts_at IS NOT NULL AND t.starts_at >= ").bind(now);
    sql.push(") OR (t.starts_at IS NULL AND t.last_day >= ").bind(today);
    sql.push(") OR (t.starts_at IS NULL AND t.last_day IS NULL AND t.starts_day >= ").bind(today);
    sql.push(")) AND (t.status_code IS NULL OR NOT (");
    sql.within("t.status_code", OVER).push("))) AS h WHERE h.place = 1 ORDER BY h.case_id");
    sql
}

fn read_next(row: &mut Row<'_>) -> Result<PartRow<Hearing>> {
    let part_id = PartId(row.id()?);
    let case_id = CaseId(row.id()?);
    let key = PartKey { registry: row.registry()?, local: row.next()? };
    let value = read(row, key)?;
    let as_of = row.next()?;
    Ok(PartRow { part_id, case_id, value, as_of, raw_sha256: row.next()?, filer: None })
}
