//! Published lists of hearings: a list replaces the one that was published before under its name.

use chrono::{DateTime, Utc};
use domain::hearing::Hearing;
use domain::key::RegistryCode;
use uuid::Uuid;

use super::{TABLE, values};
use crate::db::{Db, Tx};
use crate::error::Result;
use crate::id::{CaseId, new_id};
use crate::parts::{Common, insert};
use crate::recorded::stored;
use crate::sql::{Sql, kept};

/// A list of hearings as a registry told it.
#[derive(Debug, Clone, Copy)]
pub struct Listed<'a> {
    /// The registry.
    pub registry: &'a RegistryCode,
    /// Name of the publication, unique in the registry, where a list replaces the one before it;
    /// none where hearings are told one by one and stay.
    pub publication: Option<&'a str>,
    /// Its hearings.
    pub hearings: &'a [ListedHearing<'a>],
    /// When it was read.
    pub as_of: DateTime<Utc>,
    /// SHA-256 of the raw answer, lower-case hex.
    pub raw_sha256: &'a str,
    /// Whether these are all. An incomplete list removes nothing.
    pub complete: bool,
}

/// A hearing of a list.
#[derive(Debug, Clone, Copy)]
pub struct ListedHearing<'a> {
    /// The hearing.
    pub hearing: &'a Hearing,
    /// Its case, where the list names one and it is recorded.
    pub case: Option<CaseId>,
}

/// What became of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListedResult {
    /// Recorded.
    Recorded {
        /// Hearings of the former list that are not on this one.
        removed: u64,
    },
    /// A later version of the publication is recorded; nothing was changed.
    Outdated,
}

/// Records a list of hearings. All of it goes in or nothing does.
pub async fn record_listed(db: &Db, list: &Listed<'_>) -> Result<ListedResult> {
    let read_id = new_id();
    let tx = db.begin().await?;
    if let Some(publication) = list.publication
        && !mark(&tx, list, publication, read_id).await?
    {
        return Ok(ListedResult::Outdated);
    }
    let rows = list.hearings.iter().enumerate().map(|(position, listed)| {
        let common = Common {
            case_id: listed.case,
            owner: listed.hearing.court.as_str().to_owned(),
            registry: list.registry.as_str().to_owned(),
            local_id: kept(&listed.hearing.key.local),
            position: i64::try_from(position).unwrap_or(i64::MAX),
            read_id,
            as_of: stored(list.as_of),
            raw_sha256: list.raw_sha256.to_owned(),
        };
        (common, values(listed.case, listed.hearing, list.publication, list.complete))
    });
    insert(&tx, &TABLE, rows.collect()).await?;
    let mut removed = 0;
    if let Some(publication) = list.publication.filter(|_| list.complete) {
        let mut sql = Sql::new("DELETE FROM hearings WHERE registry_id = ");
        sql.bind(list.registry.as_str()).push(" AND publication = ").bind(publication);
        sql.push(" AND read_id <> ").bind(read_id);
        sql.push(" AND as_of <= ").bind(stored(list.as_of));
        removed = tx.run(sql).await?;
    }
    tx.commit().await?;
    Ok(ListedResult::Recorded { removed })
}

/// Marks the publication as read; false when a later version is recorded.
async fn mark(tx: &Tx, list: &Listed<'_>, publication: &str, read_id: Uuid) -> Result<bool> {
    let mut sql = Sql::new(
        "INSERT INTO publications (registry_id, publication, read_id, as_of, raw_sha256, \
         complete, row_count) VALUES ",
    );
    sql.tuple([
        list.registry.as_str().into(),
        publication.into(),
        read_id.into(),
        stored(list.as_of).into(),
        list.raw_sha256.into(),
        list.complete.into(),
        i64::try_from(list.hearings.len()).unwrap_or(i64::MAX).into(),
    ]);
    sql.push(
        " ON CONFLICT (registry_id, publication) DO UPDATE SET read_id = excluded.read_id, \
         as_of = excluded.as_of, raw_sha256 = excluded.raw_sha256, complete = excluded.complete, \
         row_count = excluded.row_count WHERE excluded.as_of >= publications.as_of",
    );
    Ok(tx.run(sql).await? > 0)
}
