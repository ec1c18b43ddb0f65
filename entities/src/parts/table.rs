//! What the tables of all parts have in common, and how rows get into them.

use chrono::{DateTime, Utc};
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use crate::db::Tx;
use crate::error::Result;
use crate::id::{CaseId, new_id};
use crate::sql::{Sql, VALUES_MAX};

/// A table of parts.
#[derive(Debug)]
pub(crate) struct Table {
    /// Its name.
    pub(crate) name: &'static str,
    /// The column of its key.
    pub(crate) id: &'static str,
    /// What makes `local_id` unique.
    pub(crate) unique: &'static str,
    /// Columns of its own, in the order of the values.
    pub(crate) columns: &'static [&'static str],
    /// How many of them are read back.
    pub(crate) read: usize,
    /// What rows are sorted by within a case; `t` is the table.
    pub(crate) order: &'static str,
}

/// Values of the columns that every table of parts has.
#[derive(Debug, Clone)]
pub(crate) struct Common {
    pub(crate) case_id: Option<CaseId>,
    /// What makes `local_id` unique where there is no case.
    pub(crate) owner: String,
    pub(crate) registry: String,
    pub(crate) local_id: String,
    pub(crate) position: i64,
    pub(crate) read_id: Uuid,
    pub(crate) as_of: DateTime<Utc>,
    pub(crate) raw_sha256: String,
}

const COMMON: &str = "case_id, registry_id, local_id, position, read_id, as_of, raw_sha256";
const REFRESHED: [&str; 4] = ["position", "read_id", "as_of", "raw_sha256"];

/// Inserts rows, or refreshes those that are known and not newer. Answers (id, registry, case,
/// local id) of what was written.
pub(crate) async fn insert(
    tx: &Tx,
    table: &Table,
    mut rows: Vec<(Common, Vec<Value>)>,
) -> Result<Vec<QueryResult>> {
    // The same row twice in one answer: the last one counts. Sorted, so that two writers never
    // wait for each other.
    rows.reverse();
    rows.sort_by(|(a, _), (b, _)| key(a).cmp(&key(b)));
    rows.dedup_by(|(a, _), (b, _)| key(a) == key(b));

    let mut changes: Vec<String> = REFRESHED
        .iter()
        .chain(table.columns)
        .map(|column| format!("{column} = excluded.{column}"))
        .collect();
    changes.sort();
    let mut written = Vec::new();
    let (name, id, unique) = (table.name, table.id, table.unique);
    for chunk in rows.chunks(VALUES_MAX / (8 + table.columns.len())) {
        let mut sql = Sql::new(&format!("INSERT INTO {name} ({id}, {COMMON}"));
        for column in table.columns {
            sql.push(", ").push(column);
        }
        sql.push(") VALUES ");
        sql.tuples(chunk.iter().map(|(common, own)| values(common, own)));
        sql.push(&format!(
            " ON CONFLICT ({unique}) DO UPDATE SET {} WHERE excluded.as_of >= {name}.as_of \
             RETURNING {id}, registry_id, case_id, local_id",
            changes.join(", ")
        ));
        written.extend(tx.rows(sql).await?);
    }
    Ok(written)
}

fn key(common: &Common) -> (Option<CaseId>, &str, &str, &str) {
    (common.case_id, &common.owner, &common.registry, &common.local_id)
}

fn values(common: &Common, own: &[Value]) -> Vec<Value> {
    let common = common.clone();
    let mut values = vec![
        new_id().into(),
        common.case_id.map(|id| id.0).into(),
        common.registry.into(),
        common.local_id.into(),
        common.position.into(),
        common.read_id.into(),
        common.as_of.into(),
        common.raw_sha256.into(),
    ];
    values.extend(own.iter().cloned());
    values
}
