//! How the parts of cases were last read, and who takes part in them.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use domain::key::RegistryCode;
use domain::scope::Scope;

use super::PartKind;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::id::CaseId;
use crate::person::PersonDigest;
use crate::row::Row;
use crate::scoped::Viewer;
use crate::sql::Sql;

/// How one part of one case was last read from one registry. A part that was never read has none;
/// a part that is empty has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartRead {
    /// The case.
    pub case_id: CaseId,
    /// The part.
    pub part: PartKind,
    /// The registry.
    pub registry: RegistryCode,
    /// When.
    pub as_of: DateTime<Utc>,
    /// SHA-256 of the answer.
    pub raw_sha256: String,
    /// Whether all of the part came.
    pub complete: bool,
    /// How many rows came.
    pub row_count: u64,
}

/// How the parts of those of the cases that exist for the scope were last read: one statement for
/// all parts of all cases.
pub async fn reads(db: &Db, scope: &Scope, cases: &[CaseId]) -> Result<Vec<PartRead>> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new(
        "SELECT r.case_id, r.part, r.registry_id, r.as_of, r.raw_sha256, r.complete, r.row_count \
         FROM part_reads r JOIN cases c ON c.case_id = r.case_id WHERE ",
    );
    sql.within("r.case_id", cases.iter().copied()).push(" AND ");
    Viewer::of(db, scope).visible_to(&mut sql, "c");
    sql.push(" ORDER BY r.case_id, r.part, r.registry_id");
    db.rows(sql).await?.iter().map(|row| read(&mut Row::new(row))).collect()
}

fn read(row: &mut Row<'_>) -> Result<PartRead> {
    let case_id = CaseId(row.id()?);
    let part: String = row.next()?;
    let part = PartKind::ALL
        .into_iter()
        .find(|kind| kind.code() == part)
        .ok_or(Error::Decode { column: "part_reads.part", found: part })?;
    Ok(PartRead {
        case_id,
        part,
        registry: row.registry()?,
        as_of: row.next()?,
        raw_sha256: row.next()?,
        complete: row.next()?,
        row_count: u64::try_from(row.next::<i64>()?).unwrap_or(0),
    })
}

/// Those of the cases in which one of the persons (IIN, BIN) is a party or a representative.
pub async fn standing(db: &Db, persons: &[String], cases: &[CaseId]) -> Result<HashSet<CaseId>> {
    if persons.is_empty() || cases.is_empty() {
        return Ok(HashSet::new());
    }
    let digests: Vec<PersonDigest> = persons.iter().map(|number| db.digest(number)).collect();
    let mut sql = Sql::new("SELECT DISTINCT case_id FROM party_persons WHERE ");
    sql.within("case_id", cases.iter().copied()).push(" AND ");
    sql.within("person_digest", digests);
    db.rows(sql).await?.iter().map(|row| Ok(CaseId(Row::new(row).id()?))).collect()
}
