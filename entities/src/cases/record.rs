//! Recording heads: a batch is one statement per table, a contradiction is set aside.

use std::collections::{HashMap, HashSet};

use domain::case::Case;
use domain::key::CaseKey;
use domain::language::Text;
use sea_orm::Value;
use uuid::Uuid;

use super::read::{key_values, within_keys};
use super::{UNKNOWN_DAY, UNKNOWN_MOMENT, read_key, relations};
use crate::db::{Db, Tx};
use crate::error::Result;
use crate::id::{CaseId, new_id};
use crate::quarantine;
use crate::recorded::{Recorded, stored};
use crate::row::{Row, code_of};
use crate::sql::{Sql, VALUES_MAX};
use crate::words::{fold, words_of};

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

/// Columns in the order of [`values`]; the first five are never changed.
const COLUMNS: [&str; 31] = [
    "case_id",
    "registry_id",
    "court_id",
    "number",
    "upstream_id",
    "number_as_printed",
    "title_kk",
    "title_ru",
    "title_en",
    "title_original",
    "identity_title",
    "kind_code",
    "kind_original",
    "instance_code",
    "instance_original",
    "status_code",
    "status_since",
    "status_original",
    "category_code",
    "category_original",
    "judge",
    "filed_on",
    "filed_at",
    "closed_on",
    "visibility",
    "upstream_version",
    "filed_sort",
    "status_since_sort",
    "as_of",
    "raw_sha256",
    "complete",
];

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
            left.into_iter().partition(|&index| seen.insert(&records[index].value.key));
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
            ids.get(&record.value.key).map(|&case_id| Written { case_id, record: *record })
        })
        .collect();
    write_words(&tx, &written).await?;
    relations::record(&tx, &written).await?;
    let refused: Vec<Recorded<'_, Case>> =
        batch.iter().filter(|record| !ids.contains_key(&record.value.key)).copied().collect();
    let known = if refused.is_empty() { HashMap::new() } else { known(&tx, &refused).await? };
    let mut aside = Vec::new();
    let mut results = Vec::with_capacity(batch.len());
    for record in batch {
        results.push(match (ids.get(&record.value.key), known.get(&record.value.key)) {
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

/// What a known column becomes.
fn change(column: &str) -> String {
    // Columns that mean something only together are replaced together.
    let told_by = match column {
        "title_kk" | "title_ru" | "title_en" | "title_original" | "identity_title" => {
            "identity_title"
        }
        "kind_code" | "kind_original" => "kind_code",
        "instance_code" | "instance_original" => "instance_code",
        "status_code" | "status_original" => "status_code",
        "category_code" | "category_original" => "category_code",
        "filed_on" | "filed_sort" => "filed_on",
        "as_of" | "raw_sha256" | "complete" => return format!("{column} = excluded.{column}"),
        "visibility" => return VISIBILITY.to_owned(),
        "status_since" | "status_since_sort" => return status_since(column),
        other => other,
    };
    format!(
        "{column} = CASE WHEN excluded.complete OR excluded.{told_by} IS NOT NULL \
         THEN excluded.{column} ELSE cases.{column} END"
    )
}

/// A list that does not speak of visibility must not open what another answer closed.
const VISIBILITY: &str = "visibility = CASE WHEN excluded.complete THEN excluded.visibility \
    WHEN 'SEALED' IN (excluded.visibility, cases.visibility) THEN 'SEALED' \
    WHEN 'CLOSED' IN (excluded.visibility, cases.visibility) THEN 'CLOSED' ELSE 'PUBLIC' END";

/// A list that tells the same status without its moment does not make the moment unknown.
fn status_since(column: &str) -> String {
    format!(
        "{column} = CASE WHEN excluded.complete OR excluded.status_since IS NOT NULL \
         THEN excluded.{column} \
         WHEN coalesce(excluded.status_code, cases.status_code) = cases.status_code \
         THEN cases.{column} ELSE excluded.{column} END"
    )
}

fn values(case_id: Uuid, record: &Recorded<'_, Case>) -> Vec<Value> {
    let case = record.value;
    let title = case.title.clone().unwrap_or_default();
    let status = case.status.as_ref();
    let since = status.and_then(|status| status.since).map(stored);
    let code = |coded: &Option<domain::coded::Coded>| coded.as_ref().map(|c| c.code.clone());
    let wording =
        |coded: &Option<domain::coded::Coded>| coded.as_ref().and_then(|c| c.original.clone());
    let mut values = Vec::with_capacity(COLUMNS.len());
    values.push(case_id.into());
    values.extend(key_values(&case.key));
    values.extend([
        case.number_as_printed.clone().into(),
        title.kk.clone().into(),
        title.ru.clone().into(),
        title.en.clone().into(),
        title.original.clone().into(),
        identity_title(case.title.as_ref()).into(),
        code(&case.kind).into(),
        wording(&case.kind).into(),
        code(&case.instance).into(),
        wording(&case.instance).into(),
        status.map(|status| status.code.code()).into(),
        since.into(),
        status.and_then(|status| status.original.clone()).into(),
        code(&case.category).into(),
        wording(&case.category).into(),
        case.judge.clone().into(),
        case.filed_on.into(),
        case.filed_at.map(stored).into(),
        case.closed_on.into(),
        code_of(&case.visibility).into(),
        case.upstream_version.clone().into(),
        case.filed_on.unwrap_or(UNKNOWN_DAY).into(),
        since.unwrap_or(UNKNOWN_MOMENT).into(),
        stored(record.as_of).into(),
        record.raw_sha256.into(),
        record.complete.into(),
    ]);
    values
}

/// The title by which two records are told to be of the same case.
fn identity_title(title: Option<&Text>) -> Option<String> {
    let title = title?;
    [&title.original, &title.ru, &title.kk, &title.en]
        .into_iter()
        .flatten()
        .map(|text| fold(text))
        .find(|text| !text.is_empty())
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
