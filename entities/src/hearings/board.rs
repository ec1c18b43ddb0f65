//! The board: what is heard in a period.
//!
//! **Invariants:** a hearing of a sealed case, or a sealed hearing, does not exist for outsiders. A
//! closed session stands on the board without case, title and result, and cannot be found by its
//! case.

use chrono::{DateTime, NaiveDate, Utc};
use domain::case::Visibility;
use domain::hearing::Hearing;
use domain::key::{CourtCode, PartKey};
use domain::scope::Scope;
use sea_orm::Value;

use super::{COLUMNS, HearingKeyset, HearingOrder, read};
use crate::cases::{CaseRow, HEAD, Period, read_head};
use crate::db::Db;
use crate::error::Result;
use crate::id::{CaseId, PartId};
use crate::page::{Count, PAGE_MAX, Page};
use crate::row::Row;
use crate::scoped::Viewer;
use crate::sql::Sql;
use crate::words::fold;

/// What the board is asked for; all of it must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HearingFilter {
    /// The court that sits.
    pub court: Option<CourtCode>,
    /// A part of the judge's name; letter case does not matter.
    pub judge: Option<String>,
    /// The case. Hearings that are on the board without their case are not found by it.
    pub case: Option<CaseId>,
}

/// A row of the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardRow {
    /// Its id.
    pub hearing_id: PartId,
    /// The hearing. Where the case is withheld, `result` and `note` are, too, and `key.local` is
    /// the id of the row.
    pub hearing: Hearing,
    /// The case, where the list names one and the scope covers it.
    pub case: Option<Box<CaseRow>>,
    /// Whether this is a closed session: of the hearing itself or of its whole case.
    pub closed_session: bool,
    /// When it was last read.
    pub as_of: DateTime<Utc>,
    /// Whether the answer it was last read from was complete.
    pub complete: bool,
    day: NaiveDate,
    at: DateTime<Utc>,
}

impl BoardRow {
    /// Where the row stands in an order: what a cursor is made of.
    pub fn keyset(&self, order: HearingOrder) -> HearingKeyset {
        HearingKeyset { order, day: self.day, at: self.at, id: self.hearing_id }
    }
}

/// One page of the hearings of the period, also of those that only touch it. Hearings without a
/// date are on no board.
///
/// # Errors
/// [`crate::Error::CursorOfAnotherOrder`] when `after` was made for another order.
pub async fn board(
    db: &Db,
    scope: &Scope,
    filter: &HearingFilter,
    period: Period,
    order: HearingOrder,
    after: Option<HearingKeyset>,
    first: u32,
) -> Result<Page<BoardRow>> {
    let first = first.min(PAGE_MAX);
    let question = Question::of(db, scope, filter, period);
    let after = after.map(|keyset| keyset.values(order)).transpose()?;
    let found = db.rows(question.page(order, after.as_ref(), first)).await?;
    let mut rows = Vec::with_capacity(found.len());
    let mut has_previous = None;
    for result in &found {
        let (row, previous) = read_row(&mut Row::new(result))?;
        rows.push(row);
        has_previous = Some(previous);
    }
    let has_previous = match (has_previous, after) {
        (Some(known), _) => known,
        (None, None) => false,
        // An empty page carries no row that could tell.
        (None, Some(after)) => {
            let mut sql = Sql::new("SELECT 1");
            question.before(&mut sql, order, &after);
            sql.push(" LIMIT 1");
            !db.rows(sql).await?.is_empty()
        }
    };
    Ok(Page::of(rows, first, has_previous))
}

/// How many hearings the board has, counted up to `cap`.
pub async fn count(
    db: &Db,
    scope: &Scope,
    filter: &HearingFilter,
    period: Period,
    cap: u32,
) -> Result<Count> {
    let question = Question::of(db, scope, filter, period);
    let mut sql = Sql::new("SELECT count(*) FROM (SELECT 1");
    question.from(&mut sql);
    sql.push(" LIMIT ").bind(i64::from(cap) + 1).push(") AS found");
    let rows = db.rows(sql).await?;
    let found = rows.first().map(|row| Row::new(row).next::<i64>()).transpose()?;
    Ok(Count::capped(found.unwrap_or(0), cap))
}

/// Those of the hearings that exist for the scope, as rows of the board, in no order.
pub async fn by_ids(db: &Db, scope: &Scope, ids: &[PartId]) -> Result<Vec<BoardRow>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let viewer = Viewer::of(db, scope);
    let mut sql = Sql::new("");
    select(&viewer, &mut sql);
    sql.push("1 = 0 FROM hearings h LEFT JOIN cases c ON c.case_id = h.case_id WHERE ");
    exists(&viewer, &mut sql);
    sql.push(" AND ").within("h.hearing_id", ids.iter().copied());
    db.rows(sql).await?.iter().map(|row| Ok(read_row(&mut Row::new(row))?.0)).collect()
}

/// A question to the board made ready for statements.
pub(crate) struct Question<'f> {
    viewer: Viewer,
    filter: &'f HearingFilter,
    period: Period,
}

/// What the board is sorted by.
const PLACE: &str = "(h.starts_day, h.starts_sort, h.hearing_id)";

impl<'f> Question<'f> {
    pub(crate) fn of(db: &Db, scope: &Scope, filter: &'f HearingFilter, period: Period) -> Self {
        Self { viewer: Viewer::of(db, scope), filter, period }
    }

    /// One statement for a page: `first + 1` rows, each with whether rows come before the page.
    pub(crate) fn page(&self, order: HearingOrder, after: Option<&[Value; 3]>, first: u32) -> Sql {
        let (on, direction) = match order {
            HearingOrder::StartsAsc => (">", "ASC"),
            HearingOrder::StartsDesc => ("<", "DESC"),
        };
        let mut sql = Sql::new("");
        select(&self.viewer, &mut sql);
        match after {
            None => {
                sql.push("1 = 0");
            }
            Some(after) => {
                sql.push("EXISTS (SELECT 1");
                self.before(&mut sql, order, after);
                sql.push(")");
            }
        }
        self.from(&mut sql);
        if let Some(after) = after {
            sql.push(&format!(" AND {PLACE} {on} ")).tuple(after.clone());
        }
        sql.push(&format!(
            " ORDER BY h.starts_day {direction}, h.starts_sort {direction}, \
             h.hearing_id {direction} LIMIT "
        ));
        sql.bind(i64::from(first) + 1);
        sql
    }

    /// Adds the source of the rows at and before a place in the order.
    fn before(&self, sql: &mut Sql, order: HearingOrder, place: &[Value; 3]) {
        let back = if order == HearingOrder::StartsAsc { "<=" } else { ">=" };
        self.from(sql);
        sql.push(&format!(" AND {PLACE} {back} ")).tuple(place.clone());
    }

    fn from(&self, sql: &mut Sql) {
        let Period { from, to } = self.period;
        sql.push(" FROM hearings h LEFT JOIN cases c ON c.case_id = h.case_id WHERE ");
        exists(&self.viewer, sql);
        if from > to {
            sql.push(" AND 1 = 0");
        }
        // Begins within the period, or before it and is not over: the earliest of those bounds the
        // walk along the index from below.
        sql.push(" AND h.starts_day <= ").bind(to);
        sql.push(" AND h.starts_day >= coalesce((SELECT min(l.starts_day) FROM hearings l WHERE ");
        sql.push("l.last_day > l.starts_day AND l.last_day >= ").bind(from);
        // Wrapped, so that no other index looks as good as the one of the few long spans.
        sql.push(" AND coalesce(l.starts_day, l.last_day) < ").bind(from);
        if let Some(court) = &self.filter.court {
            sql.push(" AND coalesce(l.court_id, '') = ").bind(court.as_str());
        }
        sql.push("), ").bind(from);
        sql.push(") AND coalesce(h.last_day, h.starts_day) >= ").bind(from);
        if let Some(court) = &self.filter.court {
            sql.push(" AND h.court_id = ").bind(court.as_str());
        }
        if let Some(judge) = &self.filter.judge {
            sql.push(" AND h.judge_folded LIKE ").bind(containing(&fold(judge)));
            sql.push(r" ESCAPE '\'");
        }
        if let Some(case) = self.filter.case {
            sql.push(" AND h.case_id = ").bind(case).push(" AND ");
            shown(&self.viewer, sql);
        }
    }
}

/// A pattern of LIKE for what contains the text, whatever signs the text has.
fn containing(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for character in text.chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

fn select(viewer: &Viewer, sql: &mut Sql) {
    sql.push("SELECT h.hearing_id, h.registry_id, h.local_id, ").push(COLUMNS);
    sql.push(", h.as_of, h.complete, h.starts_day, h.starts_sort, coalesce(");
    shown(viewer, sql);
    sql.push(", 1 = 0), c.visibility, ").push(HEAD).push(", ");
}

/// The hearing exists for the viewer, with its case or without.
fn exists(viewer: &Viewer, sql: &mut Sql) {
    sql.push("(h.visibility <> 'SEALED' OR ");
    viewer.row_visible_to(sql, "h.visibility", "c");
    sql.push(") AND (c.case_id IS NULL OR c.visibility <> 'SEALED' OR ");
    viewer.visible_to(sql, "c");
    sql.push(")");
}

/// The viewer may know of which case the hearing is.
fn shown(viewer: &Viewer, sql: &mut Sql) {
    sql.push("(c.case_id IS NOT NULL AND ");
    viewer.visible_to(sql, "c");
    sql.push(" AND ");
    viewer.row_visible_to(sql, "h.visibility", "c");
    sql.push(")");
}

/// The row, and whether rows come before the page.
fn read_row(row: &mut Row<'_>) -> Result<(BoardRow, bool)> {
    const HEAD_COLUMNS: usize = 28;
    let hearing_id = PartId(row.id()?);
    let key = PartKey { registry: row.registry()?, local: row.next()? };
    let mut hearing = read(row, key)?;
    let as_of = row.next()?;
    let complete = row.next()?;
    let day = row.next::<Option<NaiveDate>>()?.unwrap_or(crate::cases::UNKNOWN_DAY);
    let at = row.next()?;
    let shown: bool = row.next()?;
    let case_visibility = row.text()?;
    let has_case = case_visibility.is_some();
    let case_closed = case_visibility.is_some_and(|visibility| visibility != "PUBLIC");
    let case = if shown {
        Some(Box::new(read_head(row)?))
    } else {
        row.skip(HEAD_COLUMNS);
        None
    };
    if case.is_none() && (has_case || hearing.visibility != Visibility::Public) {
        hearing.key.local = hearing_id.to_string();
        hearing.result = None;
        hearing.note = None;
    }
    let closed_session = case_closed || hearing.visibility != Visibility::Public;
    let board = BoardRow { hearing_id, hearing, case, closed_session, as_of, complete, day, at };
    Ok((board, row.next()?))
}
