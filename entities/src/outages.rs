//! Outages of court systems: when each began and ended. At most one of a system is open.

use chrono::{DateTime, Utc};
use domain::key::RegistryCode;

use crate::db::Db;
use crate::error::Result;
use crate::id::{OutageId, new_id};
use crate::recorded::stored;
use crate::row::Row;
use crate::sql::Sql;

/// An outage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outage {
    /// Its id.
    pub outage_id: OutageId,
    /// The court system.
    pub registry: RegistryCode,
    /// When it began.
    pub began_at: DateTime<Utc>,
    /// When it ended; none while it lasts.
    pub ended_at: Option<DateTime<Utc>>,
    /// Code of the reason, as in `SourceReason`.
    pub reason: String,
}

/// Opens an outage unless one is open. True when this opened it.
pub async fn begin(
    db: &Db,
    registry: &RegistryCode,
    at: DateTime<Utc>,
    reason: &str,
) -> Result<bool> {
    let mut sql = Sql::new(
        "INSERT INTO registry_outages (registry_outage_id, registry_id, began_at, reason) VALUES ",
    );
    sql.tuple([new_id().into(), registry.as_str().into(), stored(at).into(), reason.into()]);
    sql.push(" ON CONFLICT (registry_id) WHERE ended_at IS NULL DO NOTHING");
    Ok(db.run(sql).await? > 0)
}

/// Ends the open outage, if there is one. It never ends before it began.
pub async fn end(db: &Db, registry: &RegistryCode, at: DateTime<Utc>) -> Result<bool> {
    let at = stored(at);
    let mut sql = Sql::new("UPDATE registry_outages SET ended_at = CASE WHEN began_at > ");
    sql.bind(at).push(" THEN began_at ELSE ").bind(at);
    sql.push(" END WHERE ended_at IS NULL AND registry_id = ").bind(registry.as_str());
    Ok(db.run(sql).await? > 0)
}

/// The last outages of each court system, by system, the latest first: one statement.
pub async fn last(db: &Db, each: u32) -> Result<Vec<Outage>> {
    let mut sql = Sql::new(
        "SELECT registry_outage_id, registry_id, began_at, ended_at, reason FROM (\
         SELECT o.*, row_number() OVER (PARTITION BY registry_id \
         ORDER BY began_at DESC, registry_outage_id DESC) AS place FROM registry_outages o\
         ) AS ranked WHERE place <= ",
    );
    sql.bind(i64::from(each)).push(" ORDER BY registry_id, place");
    let rows = db.rows(sql).await?;
    rows.iter()
        .map(|result| {
            let mut row = Row::new(result);
            Ok(Outage {
                outage_id: OutageId(row.id()?),
                registry: row.registry()?,
                began_at: row.next()?,
                ended_at: row.moment()?,
                reason: row.next()?,
            })
        })
        .collect()
}
