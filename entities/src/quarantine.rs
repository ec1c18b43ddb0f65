//! Records that came under the key of a known case and contradict it. A person decides.

use chrono::{DateTime, Utc};
use domain::case::Case;

use crate::db::{Db, Tx};
use crate::error::Result;
use crate::id::{CaseId, QuarantineId, new_id};
use crate::recorded::{Recorded, stored};
use crate::row::Row;
use crate::sql::Sql;

/// A record that was set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// Its id.
    pub quarantine_id: QuarantineId,
    /// The known case whose key it came under.
    pub known: CaseId,
    /// Why.
    pub reason: String,
    /// The head as it came.
    pub record: Case,
    /// When it was read.
    pub as_of: DateTime<Utc>,
    /// SHA-256 of the raw answer.
    pub raw_sha256: String,
}

/// The records that wait for a decision, oldest first, 100 at most. For operators.
pub async fn open(db: &Db) -> Result<Vec<Aside>> {
    let sql = Sql::new(
        "SELECT case_quarantine_id, case_id, reason, record, as_of, raw_sha256 \
         FROM case_quarantine WHERE resolved_at IS NULL ORDER BY as_of, case_quarantine_id \
         LIMIT 100",
    );
    db.rows(sql).await?.iter().map(|row| read(&mut Row::new(row))).collect()
}

/// Marks a record as decided upon; the parts of the known case can be recorded again. False when
/// there is no such open record.
pub async fn resolve(db: &Db, id: QuarantineId, at: DateTime<Utc>) -> Result<bool> {
    let mut sql = Sql::new("UPDATE case_quarantine SET resolved_at = ");
    sql.bind(stored(at)).push(" WHERE resolved_at IS NULL AND case_quarantine_id = ").bind(id);
    Ok(db.run(sql).await? > 0)
}

/// Sets records aside. The same answer that comes again is set aside once.
pub(crate) async fn set_aside(tx: &Tx, aside: &[(CaseId, Recorded<'_, Case>)]) -> Result<()> {
    if aside.is_empty() {
        return Ok(());
    }
    let rows = aside.iter().map(|(known, record)| {
        [
            new_id().into(),
            (*known).into(),
            "OTHER_FILING_DAY_AND_TITLE".into(),
            serde_json::to_value(record.value).unwrap_or_default().into(),
            stored(record.as_of).into(),
            record.raw_sha256.into(),
            record.complete.into(),
        ]
    });
    let mut sql = Sql::new(
        "INSERT INTO case_quarantine (case_quarantine_id, case_id, reason, record, as_of, \
         raw_sha256, complete) VALUES ",
    );
    sql.tuples(rows).push(" ON CONFLICT (case_id, raw_sha256) DO NOTHING");
    tx.run(sql).await?;
    Ok(())
}

fn read(row: &mut Row<'_>) -> Result<Aside> {
    Ok(Aside {
        quarantine_id: QuarantineId(row.id()?),
        known: CaseId(row.id()?),
        reason: row.next()?,
        record: row.json("case_quarantine.record")?,
        as_of: row.next()?,
        raw_sha256: row.next()?,
    })
}
