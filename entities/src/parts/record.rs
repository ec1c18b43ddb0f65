//! Recording the parts of many cases: a few statements per table, whatever the number of cases.

use std::collections::HashMap;

use sea_orm::Value;
use uuid::Uuid;

use super::table::{Common, Table, insert};
use super::{Part, PartKind, PartRows, PartSet, documents, events, filings, parties};
use crate::db::{Db, Tx};
use crate::error::Result;
use crate::hearings;
use crate::id::{CaseId, new_id};
use crate::recorded::stored;
use crate::row::Row;
use crate::sql::{Sql, VALUES_MAX, kept};

/// What became of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartResult {
    /// Recorded.
    Recorded,
    /// The part was read later than this; nothing was changed.
    Outdated,
    /// A record of another case under the same key waits for a decision; nothing was changed.
    Frozen,
}

/// Records parts, in the order given; one result for each set.
///
/// All sets go in or none does.
pub async fn record(db: &Db, sets: &[PartSet<'_>]) -> Result<Vec<PartResult>> {
    let mut results = vec![PartResult::Outdated; sets.len()];
    if sets.is_empty() {
        return Ok(results);
    }
    let tx = db.begin().await?;
    let mut left: Vec<usize> = (0..sets.len()).collect();
    while !left.is_empty() {
        // The same part twice is recorded twice, one after the other.
        let mut seen = std::collections::HashSet::new();
        let (round, again): (Vec<usize>, Vec<usize>) =
            left.into_iter().partition(|&index| seen.insert(identity(&sets[index])));
        for chunk in round.chunks(VALUES_MAX / 8) {
            record_round(db, &tx, sets, chunk, &mut results).await?;
        }
        left = again;
    }
    tx.commit().await?;
    Ok(results)
}

fn identity<'s>(set: &'s PartSet<'_>) -> (CaseId, PartKind, &'s str) {
    (set.case, set.rows.kind(), set.registry.as_str())
}

async fn record_round(
    db: &Db,
    tx: &Tx,
    sets: &[PartSet<'_>],
    round: &[usize],
    results: &mut [PartResult],
) -> Result<()> {
    let reads = mark(tx, sets, round).await?;
    let (taken, refused): (Vec<usize>, Vec<usize>) =
        round.iter().partition(|&&index| reads.contains_key(&index));
    for &index in &taken {
        results[index] = PartResult::Recorded;
    }
    if !refused.is_empty() {
        let frozen = frozen(tx, refused.iter().map(|&index| sets[index].case)).await?;
        for index in refused {
            let is_frozen = frozen.contains(&sets[index].case);
            results[index] = if is_frozen { PartResult::Frozen } else { PartResult::Outdated };
        }
    }
    for kind in PartKind::ALL {
        let of_kind: Vec<(&PartSet<'_>, Uuid)> = taken
            .iter()
            .filter(|&&index| sets[index].rows.kind() == kind)
            .map(|index| (&sets[*index], reads[index]))
            .collect();
        if !of_kind.is_empty() {
            write(db, tx, kind, &of_kind).await?;
        }
    }
    Ok(())
}

/// Marks the parts as read, and holds others off until the transaction ends. Answers the mark of
/// each set that is to be recorded.
async fn mark(tx: &Tx, sets: &[PartSet<'_>], round: &[usize]) -> Result<HashMap<usize, Uuid>> {
    let mut order = round.to_vec();
    order.sort_by_key(|&index| identity(&sets[index]));
    let marks: HashMap<Uuid, usize> = order.iter().map(|&index| (new_id(), index)).collect();
    let by_index: HashMap<usize, Uuid> = marks.iter().map(|(&id, &index)| (index, id)).collect();
    // `column1 …` is what both databases call the columns of VALUES.
    let mut sql = Sql::new(
        "INSERT INTO part_reads (case_id, part, registry_id, read_id, as_of, raw_sha256, \
         complete, row_count) SELECT column1, column2, column3, column4, column5, column6, \
         column7, column8 FROM (VALUES ",
    );
    sql.tuples(order.iter().map(|index| {
        let set = &sets[*index];
        let values: [Value; 8] = [
            set.case.into(),
            set.rows.kind().code().into(),
            set.registry.as_str().into(),
            by_index[index].into(),
            stored(set.as_of).into(),
            set.raw_sha256.into(),
            set.complete.into(),
            i64::try_from(set.rows.len()).unwrap_or(i64::MAX).into(),
        ];
        values
    }));
    sql.push(
        ") AS told WHERE NOT EXISTS (SELECT 1 FROM case_quarantine q \
         WHERE q.case_id = told.column1 AND q.resolved_at IS NULL) \
         ON CONFLICT (case_id, part, registry_id) DO UPDATE SET read_id = excluded.read_id, \
         as_of = excluded.as_of, raw_sha256 = excluded.raw_sha256, complete = excluded.complete, \
         row_count = excluded.row_count WHERE excluded.as_of >= part_reads.as_of \
         RETURNING read_id",
    );
    let rows = tx.rows(sql).await?;
    let mut taken = HashMap::new();
    for row in &rows {
        let mark = Row::new(row).id()?;
        if let Some(&index) = marks.get(&mark) {
            taken.insert(index, mark);
        }
    }
    Ok(taken)
}

async fn frozen(
    tx: &Tx,
    cases: impl Iterator<Item = CaseId>,
) -> Result<std::collections::HashSet<CaseId>> {
    let mut sql = Sql::new("SELECT case_id FROM case_quarantine WHERE resolved_at IS NULL AND ");
    sql.within("case_id", cases);
    tx.rows(sql).await?.iter().map(|row| Ok(CaseId(Row::new(row).id()?))).collect()
}

async fn write(db: &Db, tx: &Tx, kind: PartKind, sets: &[(&PartSet<'_>, Uuid)]) -> Result<()> {
    let table = table_of(kind);
    let mut rows = Vec::new();
    for (set, mark) in sets {
        match set.rows {
            PartRows::Parties(list) => rows.extend(collect(set, *mark, list, parties::values)),
            PartRows::Hearings(list) => rows.extend(collect(set, *mark, list, |hearing| {
                hearings::values(Some(set.case), hearing, None, set.complete)
            })),
            PartRows::Documents(list) => rows.extend(collect(set, *mark, list, documents::values)),
            PartRows::Filings(list) => {
                rows.extend(collect(set, *mark, list, |filing| filings::values(db, filing)));
            }
            PartRows::Events(list) => rows.extend(collect(set, *mark, list, events::values)),
        }
    }
    let written = insert(tx, table, rows).await?;
    remove_vanished(tx, kind, table, sets).await?;
    if kind == PartKind::Parties {
        parties::write_persons(db, tx, sets, &written).await?;
    }
    Ok(())
}

pub(super) fn table_of(kind: PartKind) -> &'static Table {
    match kind {
        PartKind::Parties => &parties::TABLE,
        PartKind::Hearings => &hearings::TABLE,
        PartKind::Documents => &documents::TABLE,
        PartKind::Filings => &filings::TABLE,
        PartKind::Events => &events::TABLE,
    }
}

fn collect<'s, T: Part>(
    set: &'s PartSet<'_>,
    mark: Uuid,
    rows: &'s [T],
    values: impl Fn(&T) -> Vec<Value> + 's,
) -> impl Iterator<Item = (Common, Vec<Value>)> + 's {
    rows.iter().enumerate().map(move |(position, row)| {
        let common = Common {
            case_id: Some(set.case),
            owner: String::new(),
            registry: set.registry.as_str().to_owned(),
            local_id: kept(&row.key().local),
            position: i64::try_from(position).unwrap_or(i64::MAX),
            read_id: mark,
            as_of: stored(set.as_of),
            raw_sha256: set.raw_sha256.to_owned(),
        };
        (common, values(row))
    })
}

/// Deletes the rows of complete sets that were not told again.
async fn remove_vanished(
    tx: &Tx,
    kind: PartKind,
    table: &Table,
    sets: &[(&PartSet<'_>, Uuid)],
) -> Result<()> {
    let complete: Vec<CaseId> =
        sets.iter().filter(|(set, _)| set.complete).map(|(set, _)| set.case).collect();
    if complete.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::new(&format!("DELETE FROM {} AS t WHERE ", table.name));
    sql.within("t.case_id", complete);
    if kind == PartKind::Hearings {
        // What a published list told goes when the list does.
        sql.push(" AND t.publication IS NULL");
    }
    sql.push(
        " AND EXISTS (SELECT 1 FROM part_reads r WHERE r.case_id = t.case_id \
         AND r.registry_id = t.registry_id AND r.complete AND r.read_id <> t.read_id \
         AND r.as_of >= t.as_of AND r.part = ",
    );
    sql.bind(kind.code()).push(")");
    tx.run(sql).await?;
    Ok(())
}
