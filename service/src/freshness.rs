//! What the state of our own tables is worth: how old a row is, how far a list was read.

use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::key::{CourtCode, RegistryCode};
use domain::source::{Source, SourceReason, SourceState};
use registry::capability::Listing;

use crate::app::App;
use crate::error::Error;
use crate::op::Op;

/// The name of a list in the table of reading positions.
pub fn listing_name(listing: Listing) -> &'static str {
    match listing {
        Listing::Cases => "cases",
        Listing::Hearings => "hearings",
        Listing::Courts => "courts",
    }
}

/// Where a row of our own tables came from.
pub(crate) fn of_row(
    app: &App,
    registry: &RegistryCode,
    as_of: DateTime<Utc>,
    complete: bool,
    now: DateTime<Utc>,
) -> Source {
    let state = state(app.held.listed_fresh(), as_of, now);
    Source { complete, ..Source::with_value(registry.clone(), state, as_of) }
}

fn state(fresh: Duration, as_of: DateTime<Utc>, now: DateTime<Utc>) -> SourceState {
    let age = (now - as_of).to_std().unwrap_or_default();
    if age <= fresh { SourceState::Fresh } else { SourceState::Stale }
}

/// What a list over our own tables was put together from: one entry for each registry that has
/// such a list, and one for each that can only be asked case by case.
///
/// # Errors
///
/// When our own tables fail.
pub(crate) async fn of_listing(
    op: &Op,
    listing: Listing,
    court: Option<&CourtCode>,
) -> Result<Vec<Source>, Error> {
    let cursors = entities::cursors::all(&op.db).await.map_err(Error::internal)?;
    let mut sources = Vec::new();
    for registry in op.app.registries.all() {
        let capability = registry.capability();
        let concerned = match listing {
            Listing::Cases => capability.cases,
            Listing::Hearings | Listing::Courts => capability.listings.contains(&listing),
        };
        if !concerned || court.is_some_and(|court| !capability.courts.contain(court)) {
            continue;
        }
        let code = capability.registry.clone();
        if !capability.listings.contains(&listing) {
            // Known only as far as somebody asked for single cases.
            let reason = Some(SourceReason::NotConfigured);
            sources.push(Source::without_value(code, SourceState::NotAsked, reason));
            continue;
        }
        let cursor = cursors
            .iter()
            .find(|cursor| cursor.registry == code && cursor.listing == listing_name(listing));
        let read = cursor.and_then(|cursor| Some((cursor, cursor.last_success_at?)));
        let Some((cursor, as_of)) = read else {
            let reason = cursor.map(|_| SourceReason::Timeout);
            let state =
                if cursor.is_some() { SourceState::Unavailable } else { SourceState::NotAsked };
            sources.push(Source::without_value(code, state, reason));
            continue;
        };
        let mut source = of_row(&op.app, &code, as_of, true, op.now);
        if cursor.position.is_some() || !cursor.holes.is_empty() {
            source.complete = false;
            source.reason = Some(SourceReason::Truncated);
        }
        sources.push(source);
    }
    Ok(sources)
}
