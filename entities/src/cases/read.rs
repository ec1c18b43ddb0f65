//! Cases by id, key and number.

use domain::key::{CaseKey, CourtCode};
use domain::scope::Scope;

use super::{CaseRow, HEAD, read_head};
use crate::db::Db;
use crate::error::Result;
use crate::id::CaseId;
use crate::row::Row;
use crate::scoped::Viewer;
use crate::sql::Sql;

/// Candidates of one number at most.
const CANDIDATES_MAX: i64 = 20;

/// Those of the cases that exist for the scope, in no order.
pub async fn by_ids(db: &Db, scope: &Scope, ids: &[CaseId]) -> Result<Vec<CaseRow>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = start(&Viewer::of(db, scope));
    sql.push(" AND ").within("c.case_id", ids.iter().copied());
    heads(db, sql).await
}

/// Those of the cases that exist for the scope, in no order.
pub async fn by_keys(db: &Db, scope: &Scope, keys: &[CaseKey]) -> Result<Vec<CaseRow>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    heads(db, by_keys_statement(&Viewer::of(db, scope), keys)).await
}

pub(crate) fn by_keys_statement(viewer: &Viewer, keys: &[CaseKey]) -> Sql {
    let mut sql = start(viewer);
    sql.push(" AND ");
    within_keys(&mut sql, "c", keys);
    sql
}

/// Every case with this number that exists for the scope, of one court or of all, in the order of
/// registry, court and upstream id. A number alone is not an identity: there may be several.
pub async fn by_number(
    db: &Db,
    scope: &Scope,
    number: &str,
    court: Option<&CourtCode>,
) -> Result<Vec<CaseRow>> {
    let mut sql = start(&Viewer::of(db, scope));
    sql.push(" AND c.number = ").bind(number);
    if let Some(court) = court {
        sql.push(" AND c.court_id = ").bind(court.as_str());
    }
    sql.push(" ORDER BY c.registry_id, c.court_id, c.upstream_id LIMIT ").bind(CANDIDATES_MAX);
    heads(db, sql).await
}

/// Every case with one of these numbers that exists for the scope: one statement for all.
pub async fn by_numbers(db: &Db, scope: &Scope, numbers: &[String]) -> Result<Vec<CaseRow>> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let rows_max = CANDIDATES_MAX.saturating_mul(i64::try_from(numbers.len()).unwrap_or(i64::MAX));
    let mut sql = start(&Viewer::of(db, scope));
    sql.push(" AND ").within("c.number", numbers.iter().map(String::as_str));
    sql.push(" ORDER BY c.registry_id, c.court_id, c.upstream_id LIMIT ").bind(rows_max);
    heads(db, sql).await
}

fn start(viewer: &Viewer) -> Sql {
    let mut sql = Sql::new("SELECT ");
    sql.push(HEAD).push(" FROM cases c WHERE ");
    viewer.visible_to(&mut sql, "c");
    sql
}

async fn heads(db: &Db, sql: Sql) -> Result<Vec<CaseRow>> {
    db.rows(sql).await?.iter().map(|row| read_head(&mut Row::new(row))).collect()
}

/// Adds the condition that the key of the case named `alias` is one of `keys`.
pub(super) fn within_keys(sql: &mut Sql, alias: &str, keys: &[CaseKey]) {
    let mut rows: Vec<&CaseKey> = keys.iter().collect();
    if let Some(last) = rows.last().copied() {
        rows.resize(rows.len().next_power_of_two(), last);
    }
    sql.push(&format!(
        "({alias}.registry_id, {alias}.court_id, {alias}.number, {alias}.upstream_id) IN (VALUES "
    ));
    sql.tuples(rows.into_iter().map(key_values)).push(")");
}

/// Registry, court, number, upstream id.
pub(super) fn key_values(key: &CaseKey) -> [sea_orm::Value; 4] {
    [
        key.registry.as_str().into(),
        key.court.as_str().into(),
        key.number.as_str().into(),
        key.upstream_id.as_deref().unwrap_or_default().into(),
    ]
}
