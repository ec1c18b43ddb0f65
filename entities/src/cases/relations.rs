//! Relations of cases to other cases.

use domain::case::RelatedCase;
use domain::key::{CourtCode, RegistryCode};
use domain::scope::Scope;

use super::record::Written;
use crate::db::{Db, Tx};
use crate::error::Result;
use crate::id::CaseId;
use crate::row::{Row, code_of};
use crate::scoped::Viewer;
use crate::sql::{Sql, VALUES_MAX};

/// The relations of those of the cases that exist for the scope, in the order their registries
/// told them.
///
/// A relation to a recorded case that does not exist for the scope is left out: its number would
/// tell of it.
pub async fn relations(
    db: &Db,
    scope: &Scope,
    cases: &[CaseId],
) -> Result<Vec<(CaseId, RelatedCase)>> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let viewer = Viewer::of(db, scope);
    let mut sql = Sql::new(
        "SELECT r.case_id, r.relation, r.number, r.registry_id, r.court_id, r.court_name, \
         r.upstream_id, r.original, r.dates \
         FROM case_relations r JOIN cases c ON c.case_id = r.case_id WHERE ",
    );
    sql.within("r.case_id", cases.iter().copied()).push(" AND ");
    viewer.visible_to(&mut sql, "c");
    sql.push(
        " AND NOT EXISTS (SELECT 1 FROM cases o WHERE o.number = r.number \
         AND (r.court_id = '' OR o.court_id = r.court_id) \
         AND (r.registry_id = '' OR o.registry_id = r.registry_id) \
         AND (r.upstream_id = '' OR o.upstream_id = '' OR o.upstream_id = r.upstream_id) \
         AND NOT ",
    );
    viewer.visible_to(&mut sql, "o");
    sql.push(") ORDER BY r.case_id, r.position");
    db.rows(sql).await?.iter().map(|row| read(&mut Row::new(row))).collect()
}

fn read(row: &mut Row<'_>) -> Result<(CaseId, RelatedCase)> {
    let case_id = CaseId(row.id()?);
    let related = RelatedCase {
        relation: row.code("case_relations.relation")?,
        number: row.next()?,
        registry: told(row)?.map(RegistryCode::new),
        court: told(row)?.map(CourtCode::new),
        court_name: row.text()?,
        upstream_id: told(row)?,
        original: row.text()?,
        dates: row.json("case_relations.dates")?,
    };
    Ok((case_id, related))
}

/// What is not told is the empty text.
fn told(row: &mut Row<'_>) -> Result<Option<String>> {
    Ok(Some(row.next::<String>()?).filter(|text| !text.is_empty()))
}

/// Replaces the relations of the complete cases, adds those of the incomplete ones.
pub(super) async fn record(tx: &Tx, written: &[Written<'_>]) -> Result<()> {
    let complete: Vec<CaseId> =
        written.iter().filter(|one| one.record.complete).map(|one| one.case_id).collect();
    if !complete.is_empty() {
        let mut sql = Sql::new("DELETE FROM case_relations WHERE ");
        sql.within("case_id", complete);
        tx.run(sql).await?;
    }
    let rows: Vec<Vec<sea_orm::Value>> = written
        .iter()
        .flat_map(|one| {
            let related = one.record.value.related.iter().enumerate();
            related.map(|(position, relation)| values(one.case_id, position, relation))
        })
        .collect();
    for chunk in rows.chunks(VALUES_MAX / 10) {
        let mut sql = Sql::new(
            "INSERT INTO case_relations (case_id, relation, number, registry_id, court_id, \
             upstream_id, court_name, original, dates, position) VALUES ",
        );
        sql.tuples(chunk.iter().cloned()).push(" ON CONFLICT DO NOTHING");
        tx.run(sql).await?;
    }
    Ok(())
}

fn values(case_id: CaseId, position: usize, related: &RelatedCase) -> Vec<sea_orm::Value> {
    vec![
        case_id.into(),
        code_of(&related.relation).into(),
        related.number.as_str().into(),
        related.registry.as_ref().map_or("", RegistryCode::as_str).into(),
        related.court.as_ref().map_or("", CourtCode::as_str).into(),
        related.upstream_id.as_deref().unwrap_or_default().into(),
        related.court_name.clone().into(),
        related.original.clone().into(),
        serde_json::to_value(&related.dates).unwrap_or_default().into(),
        i64::try_from(position).unwrap_or(i64::MAX).into(),
    ]
}
