//! Cases that stand in a relation to a case, as far as the viewer may know of them.

use domain::case::RelatedCase;
use domain::key::{CaseKey, CourtCode};

use super::find::find_by_key;
use super::view::CaseView;
use crate::error::Error;
use crate::freshness;
use crate::load::Freshness;
use crate::op::Op;

/// A related case and its relation.
pub struct Related {
    /// The relation, as the registry tells it.
    pub told: RelatedCase,
    /// The other case; none where no registry here serves its court.
    pub view: Option<CaseView>,
}

/// The related cases.
///
/// One that some registry here serves, but that the viewer may not know of, is left out: a relation
/// to a hidden case must look like none. One that nobody here serves is told as the registry tells
/// it.
///
/// # Errors
///
/// When our own tables fail.
pub async fn related(op: &Op, view: &CaseView) -> Result<Vec<Related>, Error> {
    let told = &view.case().related;
    if told.is_empty() {
        return Ok(Vec::new());
    }
    let keys: Vec<Option<CaseKey>> = told.iter().map(|told| key(op, view, told)).collect();
    let wanted: Vec<CaseKey> = keys.iter().flatten().cloned().collect();
    let known =
        entities::cases::by_keys(&op.db, &op.scope(), &wanted).await.map_err(Error::internal)?;
    let reads = told.iter().zip(keys).map(|(told, key)| {
        let told = told.clone();
        let row = known.iter().find(|row| Some(&row.case.key) == key.as_ref());
        async move {
            let Some(key) = key else { return Some(Related { told, view: None }) };
            let view = if let Some(row) = row {
                let source =
                    freshness::of_row(&op.app, row.registry(), row.as_of, row.complete, op.now);
                CaseView::new(row.case.clone(), source, Freshness::default(), Vec::new())
            } else {
                // Not recorded yet, or not for this viewer: its registry knows.
                find_by_key(op, &key, Freshness::default()).await?
            };
            Some(Related { told, view: Some(view) })
        }
    });
    Ok(futures_util::future::join_all(reads).await.into_iter().flatten().collect())
}

fn key(op: &Op, view: &CaseView, told: &RelatedCase) -> Option<CaseKey> {
    let court: CourtCode = told.court.clone()?;
    let registry = if let Some(registry) = &told.registry {
        op.app.registries.get(registry)?
    } else {
        let serving = op.app.registries.for_case(&court);
        let own = &view.case().key.registry;
        let place = serving.iter().position(|known| known.capability().registry == *own);
        serving.into_iter().nth(place.unwrap_or(0))?
    };
    Some(CaseKey {
        registry: registry.capability().registry.clone(),
        court,
        number: told.number.clone(),
        upstream_id: told.upstream_id.clone(),
    })
}
