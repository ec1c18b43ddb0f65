//! Writes what registries told into our own tables, behind the requests.
//!
//! Recording is for search, boards and statistics. A look-up never waits for it; when the queue is
//! full the newest is dropped and counted, for the next read of the list brings it again.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::case::Case;
use domain::key::{CaseKey, CourtCode, RegistryCode};
use domain::scope::Scope;
use entities::cases::RecordResult;
use entities::parts::{PartRows, PartSet};
use entities::{CaseId, Db, Recorded};
use registry::outcome::{Found, Outcome};
use registry::port::{CaseAnswer, CaseQuery, Rows};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Answers that wait to be written, at most.
const QUEUE_MAX: usize = 10_000;
/// Answers written in one go, at most.
const BATCH_MAX: usize = 200;

/// Something a registry told.
enum Told {
    Case(Box<Found<CaseAnswer>>),
    Part {
        registry: RegistryCode,
        case: CaseKey,
        found: Box<Found<Rows>>,
    },
    /// The registry proved that it shows no such case.
    Gone {
        registry: RegistryCode,
        court: CourtCode,
        number: String,
        as_of: DateTime<Utc>,
    },
}

/// The entrance of the queue.
pub struct Recorder {
    queue: mpsc::Sender<Told>,
}

impl Recorder {
    /// A recorder that writes to `db` until `stop`, and then what is left.
    pub fn start(db: Db, tasks: &TaskTracker, stop: CancellationToken) -> Arc<Self> {
        let (queue, told) = mpsc::channel(QUEUE_MAX);
        tasks.spawn(run(db, told, stop));
        Arc::new(Self { queue })
    }

    pub(crate) fn cases(
        &self,
        registry: &RegistryCode,
        queries: &[CaseQuery],
        outcomes: &[Outcome<CaseAnswer>],
    ) {
        for (query, outcome) in queries.iter().zip(outcomes) {
            match (outcome, &query.court) {
                (Outcome::Found(found), _) => self.put(Told::Case(Box::new(found.clone()))),
                (Outcome::Absent(proof), Some(court)) => self.put(Told::Gone {
                    registry: registry.clone(),
                    court: court.clone(),
                    number: query.number.clone(),
                    as_of: proof.as_of,
                }),
                (
                    Outcome::Absent(_)
                    | Outcome::Hidden
                    | Outcome::Unavailable(_)
                    | Outcome::Unknown(_),
                    _,
                ) => {}
            }
        }
    }

    pub(crate) fn parts(
        &self,
        registry: &RegistryCode,
        cases: &[CaseKey],
        outcomes: &[Outcome<Rows>],
    ) {
        for (case, outcome) in cases.iter().zip(outcomes) {
            if let Some(found) = outcome.found() {
                self.put(Told::Part {
                    registry: registry.clone(),
                    case: case.clone(),
                    found: Box::new(found.clone()),
                });
            }
        }
    }

    fn put(&self, told: Told) {
        if self.queue.try_send(told).is_err() {
            metrics::counter!("tereze_record_dropped_total").increment(1);
        }
    }
}

async fn run(db: Db, mut queue: mpsc::Receiver<Told>, stop: CancellationToken) {
    let mut batch = Vec::new();
    loop {
        let received = tokio::select! {
            received = queue.recv_many(&mut batch, BATCH_MAX) => received,
            () = stop.cancelled() => {
                queue.close();
                queue.recv_many(&mut batch, QUEUE_MAX).await
            }
        };
        if received == 0 {
            return;
        }
        if let Err(error) = write(&db, &batch).await {
            let cause = &error as &dyn std::error::Error;
            tracing::warn!(cause, answers = batch.len(), "answers could not be recorded");
        }
        batch.clear();
    }
}

async fn write(db: &Db, batch: &[Told]) -> entities::Result<()> {
    let found: Vec<&Found<CaseAnswer>> = batch
        .iter()
        .filter_map(|told| if let Told::Case(found) = told { Some(&**found) } else { None })
        .collect();
    cases(db, &found).await?;
    let parts: Vec<(&RegistryCode, &CaseKey, &Found<Rows>)> = batch
        .iter()
        .filter_map(|told| match told {
            Told::Part { registry, case, found } => Some((registry, case, &**found)),
            Told::Case(_) | Told::Gone { .. } => None,
        })
        .collect();
    for told in batch {
        if let Told::Gone { registry, court, number, as_of } = told {
            entities::cases::withdraw(db, registry, court, number, *as_of).await?;
        }
    }
    if parts.is_empty() {
        return Ok(());
    }
    let keys: Vec<CaseKey> = parts.iter().map(|(_, case, _)| (*case).clone()).collect();
    let known = entities::cases::by_keys(db, &Scope::All, &keys).await?;
    let sets: Vec<PartSet<'_>> = parts
        .iter()
        .filter_map(|(registry, case, found)| {
            let row = known.iter().find(|row| row.case.key == **case)?;
            Some(set(
                row.case_id,
                registry,
                &found.value,
                found.as_of,
                &found.raw_sha256,
                found.complete,
            ))
        })
        .collect();
    entities::parts::record(db, &sets).await?;
    Ok(())
}

/// Records heads of cases with the parts that came along; the id of each, none where it is set
/// aside.
pub(crate) async fn cases(
    db: &Db,
    found: &[&Found<CaseAnswer>],
) -> entities::Result<Vec<Option<CaseId>>> {
    let heads: Vec<Recorded<'_, Case>> = found
        .iter()
        .map(|found| Recorded {
            value: &found.value.case,
            as_of: found.as_of,
            raw_sha256: &found.raw_sha256,
            complete: found.complete,
        })
        .collect();
    let results = entities::cases::record(db, &heads).await?;
    let ids: Vec<Option<CaseId>> = results.into_iter().map(RecordResult::case_id).collect();
    let mut sets = Vec::new();
    for (found, id) in found.iter().zip(&ids) {
        let Some(id) = id else { continue };
        let registry = &found.value.case.key.registry;
        for rows in &found.value.parts {
            sets.push(set(*id, registry, rows, found.as_of, &found.raw_sha256, found.complete));
        }
    }
    entities::parts::record(db, &sets).await?;
    Ok(ids)
}

fn set<'a>(
    case: CaseId,
    registry: &'a RegistryCode,
    rows: &'a Rows,
    as_of: DateTime<Utc>,
    raw_sha256: &'a str,
    complete: bool,
) -> PartSet<'a> {
    let rows = match rows {
        Rows::Parties(rows) => PartRows::Parties(rows),
        Rows::Hearings(rows) => PartRows::Hearings(rows),
        Rows::Documents(rows) => PartRows::Documents(rows),
        Rows::Filings(rows) => PartRows::Filings(rows),
        Rows::Events(rows) => PartRows::Events(rows),
    };
    PartSet { case, registry, rows, as_of, raw_sha256, complete }
}
