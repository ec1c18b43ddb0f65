//! Reads the lists of registries into our own tables, page by page.
//!
//! *Invariants:* a page that cannot be read is a hole that is remembered, never an end; the
//! position is saved after each page, so that a reading goes on where it stopped; a reader that
//! finds the position moved by another gives way.

use std::sync::Arc;

use domain::court::Court;
use domain::hearing::Hearing;
use domain::language::Text;
use domain::source::SourceReason;
use entities::cursors::{Hole, ReadCursor};
use entities::hearings::{Listed, ListedHearing};
use registry::capability::Listing;
use registry::outcome::{Found, Outcome};
use registry::port::{Call, CaseAnswer, Item, ListedCourt, Page, Registry};

use crate::app::App;
pub use crate::freshness::listing_name;
use crate::record;

/// Pages of one reading at most; a list that gives more is taken up again next time.
const PAGES_MAX: usize = 10_000;

/// How a reading ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReadThrough {
    /// Rows recorded.
    pub rows: u64,
    /// Pages that could not be read.
    pub holes: u64,
    /// Whether the end of the list was reached.
    pub finished: bool,
}

/// Reads a list from where the last reading stopped to its end.
///
/// `progress` hears of the rows recorded so far and of how many the registry claims.
///
/// # Errors
///
/// When our own tables fail; what the registry does is in the answer and in the position.
pub async fn read_listing(
    app: &App,
    registry: &Arc<dyn Registry>,
    listing: Listing,
    progress: impl Fn(u64, Option<u64>),
) -> entities::Result<ReadThrough> {
    let code = &registry.capability().registry;
    let name = listing_name(listing);
    let mut cursor = entities::cursors::get(&app.db, code, name)
        .await?
        .unwrap_or_else(|| ReadCursor::new(code.clone(), name));
    if cursor.position.is_none() {
        cursor.holes.clear();
    }
    let mut through = ReadThrough::default();
    let from_the_beginning = cursor.position.is_none();
    for _ in 0..PAGES_MAX {
        cursor.last_called_at = Some(app.clock.now());
        let call = Call { time_left: app.held.call_time() };
        let outcome = registry.list(listing, cursor.position.as_deref(), &call).await;
        let Outcome::Found(found) = outcome else {
            through.holes += 1;
            cursor.holes.push(hole(app, &cursor, &outcome));
            entities::cursors::save(&app.db, &mut cursor).await?;
            return Ok(through);
        };
        through.rows += write(app, registry, listing, &found).await?;
        if !found.complete {
            through.holes += 1;
            cursor.holes.push(hole(app, &cursor, &Outcome::Found(found.clone())));
        }
        cursor.last_success_at = Some(found.as_of);
        cursor.total_claimed =
            found.value.total_claimed.and_then(|total| i64::try_from(total).ok());
        cursor.position.clone_from(&found.value.next);
        entities::cursors::save(&app.db, &mut cursor).await?;
        progress(through.rows, found.value.total_claimed);
        if cursor.position.is_none() {
            through.finished = true;
            let claimed = found.value.total_claimed.unwrap_or(0);
            if from_the_beginning && claimed > through.rows {
                through.holes += 1;
                cursor.holes.push(Hole {
                    reason: format!("{:?}", SourceReason::TotalDisagrees),
                    ..hole(app, &cursor, &Outcome::Found(found))
                });
                entities::cursors::save(&app.db, &mut cursor).await?;
            }
            return Ok(through);
        }
    }
    Ok(through)
}

/// Whether a list has been read before, be it in part.
///
/// # Errors
///
/// When our own tables fail.
pub async fn was_read(
    app: &App,
    registry: &Arc<dyn Registry>,
    listing: Listing,
) -> entities::Result<bool> {
    let code = &registry.capability().registry;
    let cursor = entities::cursors::get(&app.db, code, listing_name(listing)).await?;
    Ok(cursor.is_some_and(|cursor| cursor.last_success_at.is_some()))
}

fn hole(app: &App, cursor: &ReadCursor, outcome: &Outcome<Page>) -> Hole {
    let reason = match outcome {
        Outcome::Found(found) => {
            found.reason.map_or_else(|| "INCOMPLETE".to_owned(), |reason| format!("{reason:?}"))
        }
        Outcome::Absent(_) => "ABSENT".to_owned(),
        Outcome::Hidden => "HIDDEN".to_owned(),
        Outcome::Unavailable(why) => format!("{:?}", why.reason),
        Outcome::Unknown(_) => "UNKNOWN".to_owned(),
    };
    Hole {
        position: cursor.position.clone(),
        from: None,
        to: None,
        reason,
        tried_at: app.clock.now(),
        attempts: 1,
    }
}

async fn write(
    app: &App,
    registry: &Arc<dyn Registry>,
    listing: Listing,
    found: &Found<Page>,
) -> entities::Result<u64> {
    let mut cases = Vec::new();
    let mut hearings: Vec<(&Hearing, Option<Found<CaseAnswer>>)> = Vec::new();
    let mut courts = Vec::new();
    for item in &found.value.items {
        match item {
            Item::Case(answer) => cases.push(with(found, CaseAnswer::clone(answer))),
            Item::Hearing { hearing, case } => {
                // What a list of hearings says of a case is never all of its head.
                let case = case.as_ref().map(|case| Found {
                    complete: false,
                    ..with(found, CaseAnswer { case: (**case).clone(), parts: Vec::new() })
                });
                hearings.push((&**hearing, case));
            }
            Item::Court(court) => courts.push(as_court(registry, court)),
        }
    }
    entities::courts::record(&app.db, &courts).await?;
    app.courts.meet(courts);
    let found_cases: Vec<&Found<CaseAnswer>> = cases.iter().collect();
    record::cases(&app.db, &found_cases).await?;
    if listing == Listing::Hearings {
        write_hearings(app, registry, found, &hearings).await?;
    }
    Ok(found.value.items.len() as u64)
}

async fn write_hearings(
    app: &App,
    registry: &Arc<dyn Registry>,
    found: &Found<Page>,
    hearings: &[(&Hearing, Option<Found<CaseAnswer>>)],
) -> entities::Result<()> {
    let heads: Vec<&Found<CaseAnswer>> =
        hearings.iter().filter_map(|(_, case)| case.as_ref()).collect();
    let mut ids = record::cases(&app.db, &heads).await?.into_iter();
    // Also where the case is set aside, its hearing is no more open than the case.
    let shut: Vec<Hearing> = hearings
        .iter()
        .map(|(hearing, case)| {
            let of_case = case.as_ref().map(|found| found.value.case.visibility);
            let visibility = of_case.unwrap_or_default().max(hearing.visibility);
            Hearing { visibility, ..(*hearing).clone() }
        })
        .collect();
    let listed: Vec<ListedHearing<'_>> = shut
        .iter()
        .zip(hearings)
        .map(|(hearing, (_, case))| ListedHearing {
            hearing,
            case: case.as_ref().and_then(|_| ids.next().flatten()),
        })
        .collect();
    let list = Listed {
        registry: &registry.capability().registry,
        publication: found.value.replaces.as_deref(),
        hearings: &listed,
        as_of: found.as_of,
        raw_sha256: &found.raw_sha256,
        complete: found.complete,
    };
    entities::hearings::record_listed(&app.db, &list).await?;
    Ok(())
}

fn with(found: &Found<Page>, value: CaseAnswer) -> Found<CaseAnswer> {
    Found {
        value,
        as_of: found.as_of,
        raw_sha256: found.raw_sha256.clone(),
        complete: found.complete,
        reason: found.reason,
    }
}

fn as_court(registry: &Arc<dyn Registry>, listed: &ListedCourt) -> Court {
    let capability = registry.capability();
    let mut court =
        Court::new(listed.court.clone(), Text::original(listed.name.clone()), capability.time_zone);
    court.external_ids.push(domain::court::ExternalId {
        system: capability.registry.to_string(),
        id: listed.external_id.clone(),
    });
    court.aliases.clone_from(&listed.aliases);
    court
}
