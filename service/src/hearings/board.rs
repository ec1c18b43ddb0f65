//! The board: what is heard in a court on some days.

use chrono::{Datelike, NaiveDate};
use domain::key::CourtCode;
use domain::source::Source;
use entities::cases::Period;
use entities::hearings::{BoardRow, HearingFilter, HearingKeyset};
use registry::capability::Listing;

use super::HearingView;
use crate::cases::CaseView;
use crate::cases::rows::HearingOrder;
use crate::error::Error;
use crate::freshness;
use crate::node_id::NodeId;
use crate::op::Op;
use crate::page::{Page, PageRequest, bad_cursor};

/// Days of one question at most.
const DAYS_MAX: i64 = 366;
/// Longest name of a judge that is looked for.
const JUDGE_LENGTH_MAX: usize = 100;
/// Hearings that are counted at most; beyond it the number is not told.
const COUNT_MAX: u32 = 10_000;

/// What a client wants to see.
#[derive(Debug, Clone)]
pub struct Question {
    /// The court.
    pub court: Option<CourtCode>,
    /// Words of the judge's name.
    pub judge: Option<String>,
    /// Id of the case.
    pub case: Option<String>,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Order of the rows.
    pub order: HearingOrder,
    /// Whether the number of all rows is wanted.
    pub total_wanted: bool,
}

/// A page of the board.
pub struct Board {
    /// The hearings.
    pub page: Page<HearingView>,
    /// What the board was put together from.
    pub sources: Vec<Source>,
    /// How many there are, if wanted and known.
    pub total: Option<usize>,
}

/// A page of the board.
///
/// # Errors
///
/// When the question is malformed, the cursor is not one of this list, or our own tables fail.
pub async fn board(op: &Op, question: &Question, request: &PageRequest) -> Result<Board, Error> {
    let period = check(op, question)?;
    let mut filter =
        HearingFilter { court: question.court.clone(), judge: question.judge.clone(), case: None };
    let sources = freshness::of_listing(op, Listing::Hearings, question.court.as_ref()).await?;
    if let Some(id) = &question.case {
        let Ok(NodeId::Case(key)) = op.app.ids.open_id(id) else {
            return Err(Error::bad_input("`case` is not the id of a case"));
        };
        let rows =
            entities::cases::by_keys(&op.db, &op.scope(), &[key]).await.map_err(Error::internal)?;
        let Some(row) = rows.first() else {
            let total = question.total_wanted.then_some(0);
            return Ok(Board { page: Page::empty(), sources, total });
        };
        filter.case = Some(row.case_id);
    }
    let order = match question.order {
        HearingOrder::StartsAsc => entities::hearings::HearingOrder::StartsAsc,
        HearingOrder::StartsDesc => entities::hearings::HearingOrder::StartsDesc,
    };
    let after = match &request.after {
        None => None,
        Some(cursor) => {
            let place = op.app.ids.open_cursor("hearings", cursor).map_err(|_not| bad_cursor())?;
            Some(place.parse::<HearingKeyset>().map_err(|_not| bad_cursor())?)
        }
    };
    let first = u32::try_from(request.first).unwrap_or(u32::MAX);
    let scope = op.scope();
    let found = entities::hearings::board(&op.db, &scope, &filter, period, order, after, first)
        .await
        .map_err(failed)?;
    let total = if question.total_wanted {
        let counted = entities::hearings::count(&op.db, &scope, &filter, period, COUNT_MAX)
            .await
            .map_err(failed)?;
        // A number of what was read is no number of what there is.
        let whole = counted.exact && sources.iter().all(|source| source.complete);
        whole.then(|| usize::try_from(counted.rows).unwrap_or(usize::MAX))
    } else {
        None
    };
    let rows = found
        .rows
        .into_iter()
        .map(|row| {
            let cursor = op.app.ids.cursor("hearings", &row.keyset(order).to_string());
            (cursor, view(op, row))
        })
        .collect();
    let page = Page { rows, has_next: found.has_next, has_previous: found.has_previous };
    Ok(Board { page, sources, total })
}

fn check(op: &Op, question: &Question) -> Result<Period, Error> {
    let mut wrong = Vec::new();
    if question.court.is_none() && question.judge.is_none() && question.case.is_none() {
        wrong.push("`filter` needs at least one of `court`, `judge`, `case`".to_owned());
    }
    if let Some(court) = &question.court
        && !op.knows_court(court)
    {
        wrong.push("`court` is not the code of a court; an example of one is kz-7599".to_owned());
    }
    if question.judge.as_ref().is_some_and(|judge| judge.chars().count() > JUDGE_LENGTH_MAX) {
        wrong.push(format!("`judge` may have at most {JUDGE_LENGTH_MAX} characters"));
    }
    let years = 1900..=2100;
    if !(years.contains(&question.from.year()) && years.contains(&question.to.year())) {
        wrong.push("`period` must lie within the years 1900 to 2100".to_owned());
    } else if (question.to - question.from).num_days() >= DAYS_MAX {
        wrong.push(format!("`period` may have at most {DAYS_MAX} days"));
    }
    if wrong.is_empty() {
        Ok(Period { from: question.from, to: question.to })
    } else {
        Err(Error::bad_input(wrong.join("; ")))
    }
}

/// A row of the board as the viewer sees it.
pub(crate) fn view(op: &Op, row: BoardRow) -> HearingView {
    let case = row.case.map(|case| {
        let source = freshness::of_row(&op.app, case.registry(), case.as_of, case.complete, op.now);
        CaseView::recorded(case.case, source)
    });
    // Only a registry that holds heads of cases can be asked for a case again.
    let asked_again = |case: &&CaseView| {
        let registry = op.app.registries.get(&case.case().key.registry);
        registry.is_some_and(|registry| registry.capability().cases)
    };
    let node_id = case
        .as_ref()
        .filter(asked_again)
        .map_or(NodeId::BoardRow(row.hearing_id.0), |case| super::node_id(case, &row.hearing));
    HearingView { hearing: row.hearing, case, node_id, closed_session: row.closed_session }
}

fn failed(error: entities::Error) -> Error {
    match error {
        entities::Error::CursorOfAnotherOrder { .. } => bad_cursor(),
        other => Error::internal(other),
    }
}
