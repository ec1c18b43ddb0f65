//! Fetches any thing again by its id.

use domain::event::CaseEvent;
use domain::filing::Filing;
use domain::key::{CaseKey, CourtCode, PartKey};
use domain::party::Party;
use domain::source::{Source, SourceState};
use entities::PartId;
use registry::capability::Part;

use crate::cases::find::not_reached;
use crate::cases::rows::{self, DocumentView, HearingOrder, PartRows, Row};
use crate::cases::{CaseView, require};
use crate::error::{Code, Error};
use crate::hearings::{HearingView, board};
use crate::node_id::NodeId;
use crate::op::Op;

/// What stands behind an id.
pub enum Found {
    /// A case.
    Case(CaseView),
    /// A party of a case.
    Party {
        /// The case.
        case: CaseKey,
        /// The party.
        party: Party,
    },
    /// A hearing.
    Hearing(HearingView),
    /// A document of a case.
    Document {
        /// The case.
        case: CaseKey,
        /// The document.
        document: DocumentView,
    },
    /// A submission of a case.
    Filing {
        /// The case.
        case: CaseKey,
        /// The submission.
        filing: Filing,
    },
    /// An entry in the history of a case.
    Event {
        /// The case.
        case: CaseKey,
        /// The entry.
        event: CaseEvent,
    },
    /// A court.
    Court(CourtCode),
}

/// What stands behind `id`; none where there is no such thing, or none the viewer may know of.
///
/// # Errors
///
/// When the text is not an id of this gateway, our own tables fail, or the court system that holds
/// the thing could not be asked.
pub async fn find(op: &Op, id: &str) -> Result<Option<Found>, Error> {
    let node = op.app.ids.open_id(id).map_err(|_not| {
        Error::bad_input(
            "`id` is not an id of this gateway; send the value of a field `id` unchanged",
        )
    })?;
    match node {
        NodeId::Case(key) => Ok(require(op, &key).await?.map(Found::Case)),
        NodeId::Part { part, case, key } => part_of(op, part, &case, &key).await,
        NodeId::BoardRow(row) => {
            let rows = entities::hearings::by_ids(&op.db, &op.scope(), &[PartId(row)])
                .await
                .map_err(Error::internal)?;
            Ok(rows.into_iter().next().map(|row| Found::Hearing(board::view(op, row))))
        }
        NodeId::Court(code) => Ok(op.knows_court(&code).then_some(Found::Court(code))),
        // An outage is not a node: its id is for lists of clients.
        NodeId::Outage { .. } => Ok(None),
    }
}

async fn part_of(
    op: &Op,
    part: Part,
    case: &CaseKey,
    key: &PartKey,
) -> Result<Option<Found>, Error> {
    let Some(view) = require(op, case).await? else { return Ok(None) };
    let case = view.case().key.clone();
    match part {
        Part::Parties => {
            pick(rows::parties(op, &view).await, key, |party| Found::Party { case, party })
        }
        Part::Hearings => {
            let hearings = rows::hearings(op, &view, HearingOrder::StartsAsc).await;
            pick(hearings, key, |hearing| Found::Hearing(HearingView::of_case(&view, hearing)))
        }
        Part::Documents => pick(rows::documents(op, &view).await, key, |document| {
            Found::Document { case, document }
        }),
        Part::Filings => {
            pick(rows::filings(op, &view).await, key, |filing| Found::Filing { case, filing })
        }
        Part::Events => {
            pick(rows::timeline(op, &view).await, key, |event| Found::Event { case, event })
        }
    }
}

/// The row with this key. Where it is missing and not all rows came, nobody knows whether it is
/// there.
fn pick<T: Row>(
    part: PartRows<T>,
    key: &PartKey,
    found: impl FnOnce(T) -> Found,
) -> Result<Option<Found>, Error> {
    if let Some(row) = part.rows.into_iter().find(|row| row.key() == key) {
        return Ok(Some(found(row)));
    }
    let wanting = |source: &&Source| {
        !source.complete || !(source.state.has_value() || source.state == SourceState::Absent)
    };
    match part.sources.iter().find(wanting) {
        Some(source) => Err(not_reached(Code::RegistryUnavailable, source)),
        None => Ok(None),
    }
}
