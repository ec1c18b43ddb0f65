//! Cases that stand in a relation to a case, as far as the viewer may know of them.

use domain::case::RelatedCase;
use domain::key::{CaseKey, CourtCode};
use domain::scope::Scope;

use super::find::require;
use super::view::CaseView;
use crate::error::Error;
use crate::freshness;
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
/// When our own tables fail, or a registry that would know could not be asked.
pub async fn related(op: &Op, view: &CaseView) -> Result<Vec<Related>, Error> {
    let told = told(op, view).await?;
    if told.is_empty() {
        return Ok(Vec::new());
    }
    let keys: Vec<Option<CaseKey>> = told.iter().map(|told| key(op, view, told)).collect();
    let wanted: Vec<CaseKey> = keys.iter().flatten().cloned().collect();
    let known =
        entities::cases::by_keys(&op.db, &op.scope(), &wanted).await.map_err(Error::internal)?;
    let reads = told.into_iter().zip(keys).map(|(told, key)| {
        let row = known.iter().find(|row| Some(&row.case.key) == key.as_ref());
        async move {
            let Some(key) = key else { return unserved(op, view, told).await };
            let view = if let Some(row) = row {
                let source =
                    freshness::of_row(&op.app, row.registry(), row.as_of, row.complete, op.now);
                Some(CaseView::recorded(row.case.clone(), source))
            } else {
                // Not recorded yet, or not for this viewer: its registry knows.
                require(op, &key).await?
            };
            Ok(view.map(|view| Related { told, view: Some(view) }))
        }
    });
    let related = futures_util::future::try_join_all(reads).await?;
    Ok(related.into_iter().flatten().collect())
}

/// What is told of relations: rows of our own tables do not hold it, so their registry is asked.
async fn told(op: &Op, view: &CaseView) -> Result<Vec<RelatedCase>, Error> {
    if !view.is_recorded() {
        return Ok(view.case().related.clone());
    }
    let head = require(op, &view.case().key).await?;
    Ok(head.map(|head| head.case().related.clone()).unwrap_or_default())
}

/// A relation to a case that no registry here serves under the court that is told; where none is
/// told, the number may still be that of a hidden case.
async fn unserved(op: &Op, view: &CaseView, told: RelatedCase) -> Result<Option<Related>, Error> {
    if told.court.is_none() {
        let by_number = async |scope: &Scope| {
            let rows = entities::cases::by_number(&op.db, scope, &told.number, None)
                .await
                .map_err(Error::internal)?;
            let own = &view.case().key.registry;
            Ok::<_, Error>(rows.iter().filter(|row| row.registry() == own).count())
        };
        if by_number(&Scope::All).await? > by_number(&op.scope()).await? {
            return Ok(None);
        }
    }
    Ok(Some(Related { told, view: None }))
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
