//! Cases that their registry no longer shows.

use chrono::{DateTime, Utc};
use domain::key::{CourtCode, RegistryCode};

use crate::db::Db;
use crate::error::Result;
use crate::recorded::stored;
use crate::sql::Sql;

/// Shuts the recorded cases with this number of this court: their registry proved at `as_of` that
/// it shows none. They stay recorded for their court alone, until the registry shows them again.
///
/// Returns how many were shut.
pub async fn withdraw(
    db: &Db,
    registry: &RegistryCode,
    court: &CourtCode,
    number: &str,
    as_of: DateTime<Utc>,
) -> Result<u64> {
    let as_of = stored(as_of);
    let mut sql = Sql::new("UPDATE cases SET visibility = 'SEALED', as_of = ");
    sql.bind(as_of).push(" WHERE registry_id = ").bind(registry.as_str());
    sql.push(" AND court_id = ").bind(court.as_str()).push(" AND number = ").bind(number);
    sql.push(" AND visibility <> 'SEALED' AND as_of < ").bind(as_of);
    db.run(sql).await
}
