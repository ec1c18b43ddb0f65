//! Recording heads: a batch is one statement per table, a contradiction is set aside.

use std::collections::{HashMap, HashSet};

use domain::case::Case;
use domain::key::{CaseKey, CourtCode};
use sea_orm::Value;
use uuid::Uuid;

use super::columns::{COLUMNS, change, identity_title, values};
use super::read::within_keys;
use super::{read_key, relations};
use crate::db::{Db, Tx};
use crate::error::Result;
use crate::id::{CaseId, new_id};
use crate::quarantine;
use crate::recorded::Recorded;
use crate::row::Row;
use crate::sql::{Sql, VALUES_MAX, kept};
use crate::words::words_of;

/// What became of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordResult {
    /// A case not known before.
    Inserted(CaseId),
    /// A known case; newer facts stand in the place of older ones.
    Updated(CaseId),
    /// A known case that was read later than this; nothing was changed.
    Outdated(CaseId),
    /// The key is that of a known case, the facts are of another. The record is set aside, the
    /// known case is untouched; parts that came along must not be recorded.
    Quarantined {
        /// The known case.
        known: CaseId,
    },
}

impl RecordResult {
    /// The case whose parts may be recorded; none when the record was set aside.
    pub fn case_id(self) -> Option<CaseId> {
        match self {
            Self::Inserted(id) | Self::Updated(id) | Self::Outdated(id) => Some(id),
            Self::Quarantined { .. } => None,
        }
    }
}

/// A record that was written.
pub(super) struct Written<'a> {
    pub(super) case_id: CaseId,
    pub(super) record: Recorded<'a, Case>,
}

/// Records heads of cases, in the order given; one result for each.
///
/// A complete record stands in the place of what was known. An incomplete one fills in what it
/// tells, and never makes a closed or sealed case more visible. A record older than what is known
/// changes nothing. A record whose filing day **and** title both differ from the known ones is of
/// another case: it goes to quarantine.
pub async fn record(db: &Db, records: &[Recorded<'_, Case>]) -> Result<Vec<RecordResult>> {
    let mut results = vec![None; records.len()];
    let mut left: Vec<usize> = (0..records.len()).collect();
    // A key that comes twice is recorded twice, one after the other.
    while !left.is_empty() {
        let mut seen = HashSet::new();
        let (round, again): (Vec<usize>, Vec<usize>) =
            left.into_iter().partition(|&index| seen.insert(kept_key(&records[index].value.key)));
        for chunk in round.chunks(VALUES_MAX / COLUMNS.len() / 2) {
            let batch: Vec<Recorded<'_, Case>> = chunk.iter().map(|&i| records[i]).collect();
            for (&index, result) in chunk.iter().zip(record_batch(db, &batch).await?) {
                results[index] = Some(result);
            }
        }
        left = again;
    }
    Ok(results.into_iter().flatten().collect())
}

async fn record_batch(db: &Db, batch: &[Recorded<'_, Case>]) -> Result<Vec<RecordResult>> {
    // Always in the same order, so that two writers never wait for each other.
    let mut sorted: Vec<(Uuid, &Recorded<'_, Case>)> =
        batch.iter().map(|record| (new_id(), record)).collect();
    sorted.sort_by(|a, b| a.1.value.key.cmp(&b.1.value.key));
    let new: HashSet<Uuid> = sorted.iter().map(|(id, _)| *id).collect();

    let tx = db.begin().await?;
    let ids = upsert(&tx, &sorted).await?;
    let written: Vec<Written<'_>> = batch
        .iter()
        .filter_map(|record| {
            let case_id = *ids.get(&kept_key(&record.value.key))?;
            Some(Written { case_id, record: *record })
        })
        .collect();
    write_words(&tx, &written).await?;
    relations::record(&tx, &written).await?;
    let refused: Vec<Recorded<'_, Case>> = batch
        .iter()
        .filter(|record| !ids.contains_key(&kept_key(&record.value.key)))
        .copied()
        .collect();
    let known = if refused.is_empty() { HashMap::new() } else { known(&tx, &refused).await? };
    let mut aside = Vec::new();
    let mut results = Vec::with_capacity(batch.len());
    for record in batch {
        let key = kept_key(&record.value.key);
        results.push(match (ids.get(&key), known.get(&key)) {
            (Some(id), _) if new.contains(&id.0) => RecordResult::Inserted(*id),
            (Some(id), _) => RecordResult::Updated(*id),
            (None, Some(known)) if known.contradicts(record.value) => {
                aside.push((known.case_id, *record));
                RecordResult::Quarantined { known: known.case_id }
            }
            (None, Some(known)) => RecordResult::Outdated(known.case_id),
            // Neither written nor there: it was deleted between two statements.
            (None, None) => {
                return Err(sea_orm::DbErr::RecordNotInserted.into());
            }
        });
    }
    quarantine::set_aside(&tx, &aside).await?;
    tx.commit().await?;
    Ok(results)
}

/// The key as it reads back.
fn kept_key(key: &CaseKey) -> CaseKey {
    CaseKey {
        registry: key.registry.clone(),
        court: CourtCode::new(kept(key.court.as_str())),
        number: kept(&key.number),
        upstream_id: key.upstream_id.as_deref().map(kept).filter(|id| !id.is_empty()),
    }
}

/// Writes what is newer and not contradictory; answers the ids of what was written.
async fn upsert(
    tx: &Tx,
    records: &[(Uuid, &Recorded<'_, Case>)],
) -> Result<HashMap<CaseKey, CaseId>> {
    let mut sql = Sql::new("INSERT INTO cases (");
    sql.push(&COLUMNS.join(", ")).push(") VALUES ");
    sql.tuples(records.iter().map(|(id, record)| values(*id, record)));
    sql.push(" ON CONFLICT (registry_id, court_id, number, upstream_id) DO UPDATE SET ");
    let changes: Vec<String> = COLUMNS.iter().skip(5).map(|column| change(column)).collect();
    sql.push(&changes.join(", "));
    sql.push(
        " WHERE excluded.as_of >= cases.as_of AND NOT coalesce(\
         excluded.filed_on <> cases.filed_on AND excluded.identity_title <> cases.identity_title, \
         1 = 0) RETURNING registry_id, court_id, number, upstream_id, case_id",
    );
    let rows = tx.rows(sql).await?;
    rows.iter()
        .map(|row| {
            let mut row = Row::new(row);
            Ok((read_key(&mut row)?, CaseId(row.id()?)))
        })
        .collect()
}

async fn write_words(tx: &Tx, written: &[Written<'_>]) -> Result<()> {
    let complete: Vec<CaseId> =
        written.iter().filter(|one| one.record.complete).map(|one| one.case_id).collect();
    if !complete.is_empty() {
        let mut sql = Sql::new("DELETE FROM case_words WHERE ");
        sql.within("owner_id", complete);
        tx.run(sql).await?;
    }
    let mut rows: Vec<[Value; 4]> = Vec::new();
    for Written { case_id, record } in written {
        let case = record.value;
        let title = case.title.as_ref();
        let texts = [
            Some(case.key.number.as_str()),
            case.number_as_printed.as_deref(),
            title.and_then(|title| title.kk.as_deref()),
            title.and_then(|title| title.ru.as_deref()),
            title.and_then(|title| title.en.as_deref()),
            title.and_then(|title| title.original.as_deref()),
        ];
        for word in words_of(texts.into_iter().flatten()) {
            rows.push([(*case_id).into(), (*case_id).into(), word.into(), false.into()]);
        }
    }
    insert_words(tx, &rows).await
}

/// Inserts (owner, case, word, whether of a party).
pub(crate) async fn insert_words(tx: &Tx, rows: &[[Value; 4]]) -> Result<()> {
    for chunk in rows.chunks(VALUES_MAX / 4) {
        let mut sql =
            Sql::new("INSERT INTO case_words (owner_id, case_id, word, of_party) VALUES ");
        sql.tuples(chunk.iter().cloned()).push(" ON CONFLICT DO NOTHING");
        tx.run(sql).await?;
    }
    Ok(())
}

/// What is known of a case whose record was not written.
struct Known {
    case_id: CaseId,
    filed_on: Option<chrono::NaiveDate>,
    identity_title: Option<String>,
}

impl Known {
    /// The same test as in the statement of [`upsert`].
    fn contradicts(&self, case: &Case) -> bool {
        let days = self.filed_on.zip(case.filed_on);
        let title = identity_title(case.title.as_ref());
        let titles = self.identity_title.as_ref().zip(title.as_ref());
        days.is_some_and(|(known, new)| known != new)
            && titles.is_some_and(|(known, new)| known != new)
    }
}

async fn known(tx: &Tx, records: &[Recorded<'_, Case>]) -> Result<HashMap<CaseKey, Known>> {
    let keys: Vec<CaseKey> = records.iter().map(|record| record.value.key.clone()).collect();
    let mut sql = Sql::new(
        "SELECT c.registry_id, c.court_id, c.number, c.upstream_id, c.case_id, c.filed_on, \
         c.identity_title FROM cases c WHERE ",
    );
    within_keys(&mut sql, "c", &keys);
    let rows = tx.rows(sql).await?;
    rows.iter()
        .map(|row| {
            let mut row = Row::new(row);
            let key = read_key(&mut row)?;
            let known = Known {
                case_id: CaseId(row.id()?),
                filed_on: row.day()?,
                identity_title: row.text()?,
            };
            Ok((key, known))
        })
        .collect()
}
