//! Reading one part of many cases: one statement.

use domain::document::Document;
use domain::event::CaseEvent;
use domain::filing::Filing;
use domain::hearing::Hearing;
use domain::key::PartKey;
use domain::party::Party;
use domain::scope::Scope;
use sea_orm::QueryResult;

use super::record::table_of;
use super::{PartKind, PartRow, ROWS_MAX, documents as document, events as event};
use super::{filings as filing, parties as party};
use crate::db::Db;
use crate::error::Result;
use crate::hearings as hearing;
use crate::id::{CaseId, PartId};
use crate::row::Row;
use crate::scoped::Viewer;
use crate::sql::Sql;

/// The parties of those of the cases that exist for the scope, by case, then in the order of the
/// registry. `rows_max` bounds the rows of each case.
pub async fn parties(
    db: &Db,
    scope: &Scope,
    cases: &[CaseId],
    rows_max: u32,
) -> Result<Vec<PartRow<Party>>> {
    let rows = select(db, scope, PartKind::Parties, cases, rows_max).await?;
    rows.iter().map(|row| read(row, party::read)).collect()
}

/// The documents of those of the cases that exist for the scope, by case, then in the order of the
/// registry. Who may read one is for the caller to decide.
pub async fn documents(
    db: &Db,
    scope: &Scope,
    cases: &[CaseId],
    rows_max: u32,
) -> Result<Vec<PartRow<Document>>> {
    let rows = select(db, scope, PartKind::Documents, cases, rows_max).await?;
    rows.iter().map(|row| read(row, document::read)).collect()
}

/// The submissions of those of the cases that exist for the scope, by case, then in the order of
/// the registry. Who may know of one is for the caller to decide, by [`PartRow::filer`].
pub async fn filings(
    db: &Db,
    scope: &Scope,
    cases: &[CaseId],
    rows_max: u32,
) -> Result<Vec<PartRow<Filing>>> {
    let rows = select(db, scope, PartKind::Filings, cases, rows_max).await?;
    rows.iter()
        .map(|result| {
            let (mut part, mut row) = read_up_to(result, filing::read)?;
            part.filer = filing::read_filer(&mut row)?;
            Ok(part)
        })
        .collect()
}

/// The history of those of the cases that exist for the scope, by case, then in the order of the
/// registry.
pub async fn events(
    db: &Db,
    scope: &Scope,
    cases: &[CaseId],
    rows_max: u32,
) -> Result<Vec<PartRow<CaseEvent>>> {
    let rows = select(db, scope, PartKind::Events, cases, rows_max).await?;
    rows.iter().map(|row| read(row, event::read)).collect()
}

/// The hearings of those of the cases that exist for the scope, by case, then by time; those
/// without a date come last. Closed sessions are left out for those who may not know their case.
pub async fn hearings(
    db: &Db,
    scope: &Scope,
    cases: &[CaseId],
    rows_max: u32,
) -> Result<Vec<PartRow<Hearing>>> {
    let rows = select(db, scope, PartKind::Hearings, cases, rows_max).await?;
    rows.iter().map(|row| read(row, hearing::read)).collect()
}

async fn select(
    db: &Db,
    scope: &Scope,
    kind: PartKind,
    cases: &[CaseId],
    rows_max: u32,
) -> Result<Vec<QueryResult>> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(statement(&Viewer::of(db, scope), kind, cases, rows_max)).await
}

pub(crate) fn statement(viewer: &Viewer, kind: PartKind, cases: &[CaseId], rows_max: u32) -> Sql {
    let table = table_of(kind);
    let read_back = || table.columns.iter().copied().take(table.read);
    let columns = read_back().collect::<Vec<_>>().join(", ");
    let (name, id, order) = (table.name, table.id, table.order);
    let common = "case_id, registry_id, local_id, as_of, raw_sha256";
    let mut sql = Sql::new(&format!("SELECT {id}, {common}, {columns} FROM (SELECT t.{id}, "));
    for column in common.split(", ").chain(read_back()) {
        sql.push("t.").push(column).push(", ");
    }
    sql.push(&format!(
        "row_number() OVER (PARTITION BY t.case_id ORDER BY {order}) AS place \
         FROM {name} t JOIN cases c ON c.case_id = t.case_id WHERE "
    ));
    sql.within("t.case_id", cases.iter().copied()).push(" AND ");
    viewer.visible_to(&mut sql, "c");
    if table.columns.contains(&"visibility") {
        sql.push(" AND ");
        viewer.row_visible_to(&mut sql, "t.visibility", "c");
    }
    sql.push(") AS ranked WHERE place <= ").bind(i64::from(rows_max.min(ROWS_MAX)));
    sql.push(" ORDER BY case_id, place");
    sql
}

fn read<T>(
    result: &QueryResult,
    value: fn(&mut Row<'_>, PartKey) -> Result<T>,
) -> Result<PartRow<T>> {
    read_up_to(result, value).map(|(part, _)| part)
}

fn read_up_to<T>(
    result: &QueryResult,
    value: fn(&mut Row<'_>, PartKey) -> Result<T>,
) -> Result<(PartRow<T>, Row<'_>)> {
    let mut row = Row::new(result);
    let part_id = PartId(row.id()?);
    let case_id = CaseId(row.id()?);
    let key = PartKey { registry: row.registry()?, local: row.next()? };
    let as_of = row.next()?;
    let raw_sha256 = row.next()?;
    let value = value(&mut row, key)?;
    Ok((PartRow { part_id, case_id, value, as_of, raw_sha256, filer: None }, row))
}
