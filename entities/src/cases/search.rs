//! Search: one statement a page, by keyset.

use chrono::NaiveDate;
use domain::case::CaseStatusCode;
use domain::key::CourtCode;
use domain::scope::Scope;
use sea_orm::Value;

use super::{CaseKeyset, CaseOrder, CaseRow, HEAD, read_head};
use crate::db::Db;
use crate::error::Result;
use crate::page::{Count, PAGE_MAX, Page};
use crate::person::PersonDigest;
use crate::row::Row;
use crate::scoped::Viewer;
use crate::sql::Sql;
use crate::words;

/// Days from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// What a search asks for; all of it must hold. An empty list holds for no case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseFilter {
    /// Beginnings of words of the number or the title. Signs alone ask for nothing.
    pub text: Option<String>,
    /// Whether `text` may also be found in the names of parties.
    pub text_in_parties: bool,
    /// The court.
    pub court: Option<CourtCode>,
    /// The region of the court.
    pub region: Option<String>,
    /// Code of the kind of case.
    pub kind: Option<String>,
    /// One of these statuses.
    pub status: Option<Vec<CaseStatusCode>>,
    /// Filed in this period.
    pub filed: Option<Period>,
    /// One of these persons (IIN, BIN) is a party.
    pub party_numbers: Option<Vec<String>>,
    /// One of these persons is a party or a representative.
    pub mine: Option<Vec<String>>,
}

/// One page of the cases that exist for the scope and match the filter.
///
/// # Errors
/// [`crate::Error::CursorOfAnotherOrder`] when `after` was made for another order.
pub async fn search(
    db: &Db,
    scope: &Scope,
    filter: &CaseFilter,
    order: CaseOrder,
    after: Option<CaseKeyset>,
    first: u32,
) -> Result<Page<CaseRow>> {
    let first = first.min(PAGE_MAX);
    let question = Question::of(db, scope, filter);
    let after = after.map(|keyset| keyset.values(order)).transpose()?;
    let found = db.rows(question.page(order, after.as_ref(), first)).await?;
    let mut rows = Vec::with_capacity(found.len());
    let mut has_previous = None;
    for result in &found {
        let mut row = Row::new(result);
        rows.push(read_head(&mut row)?);
        has_previous = Some(row.next()?);
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

/// How many cases exist for the scope and match the filter, counted up to `cap`.
pub async fn count(db: &Db, scope: &Scope, filter: &CaseFilter, cap: u32) -> Result<Count> {
    let mut sql = Sql::new("SELECT count(*) FROM (SELECT 1 FROM cases c WHERE ");
    Question::of(db, scope, filter).conditions(&mut sql, "c");
    sql.push(" LIMIT ").bind(i64::from(cap) + 1).push(") AS found");
    let rows = db.rows(sql).await?;
    let found = rows.first().map(|row| Row::new(row).next::<i64>()).transpose()?;
    Ok(Count::capped(found.unwrap_or(0), cap))
}

/// A filter made ready for statements.
pub(crate) struct Question<'f> {
    viewer: Viewer,
    filter: &'f CaseFilter,
    terms: Vec<String>,
    parties: Option<Vec<PersonDigest>>,
    mine: Option<Vec<PersonDigest>>,
}

impl<'f> Question<'f> {
    pub(crate) fn of(db: &Db, scope: &Scope, filter: &'f CaseFilter) -> Self {
        let digests = |numbers: &Option<Vec<String>>| {
            numbers.as_ref().map(|list| list.iter().map(|number| db.digest(number)).collect())
        };
        Self {
            viewer: Viewer::of(db, scope),
            filter,
            terms: filter.text.as_deref().map(words::terms_of).unwrap_or_default(),
            parties: digests(&filter.party_numbers),
            mine: digests(&filter.mine),
        }
    }

    /// One statement for a page: `first + 1` rows, each with whether rows come before the page.
    pub(crate) fn page(&self, order: CaseOrder, after: Option<&[Value; 2]>, first: u32) -> Sql {
        let column = order.column();
        let (on, direction) = if order.descends() { ("<", "DESC") } else { (">", "ASC") };
        let mut sql = Sql::new("SELECT ");
        sql.push(HEAD).push(", ");
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
        sql.push(" FROM cases c WHERE ");
        self.conditions(&mut sql, "c");
        if let Some(after) = after {
            sql.push(&format!(" AND (c.{column}, c.case_id) {on} ")).tuple(after.clone());
        }
        sql.push(&format!(" ORDER BY c.{column} {direction}, c.case_id {direction} LIMIT "));
        sql.bind(i64::from(first) + 1);
        sql
    }

    /// Adds the source of the rows at and before a place in the order.
    fn before(&self, sql: &mut Sql, order: CaseOrder, place: &[Value; 2]) {
        let column = order.column();
        let back = if order.descends() { ">=" } else { "<=" };
        sql.push(" FROM cases p WHERE ");
        self.conditions(sql, "p");
        sql.push(&format!(" AND (p.{column}, p.case_id) {back} ")).tuple(place.clone());
    }

    fn conditions(&self, sql: &mut Sql, alias: &str) {
        self.viewer.visible_to(sql, alias);
        if let Some(court) = &self.filter.court {
            sql.push(&format!(" AND {alias}.court_id = ")).bind(court.as_str());
        }
        if let Some(region) = &self.filter.region {
            sql.push(&format!(
                " AND {alias}.court_id IN (SELECT court_id FROM courts WHERE region_id = "
            ));
            sql.bind(region.as_str()).push(")");
        }
        if let Some(kind) = &self.filter.kind {
            sql.push(&format!(" AND {alias}.kind_code = ")).bind(kind.as_str());
        }
        if let Some(statuses) = &self.filter.status {
            sql.push(" AND ");
            sql.within(&format!("{alias}.status_code"), statuses.iter().map(|s| s.code()));
        }
        if let Some(Period { from, to }) = self.filter.filed {
            sql.push(&format!(" AND {alias}.filed_on BETWEEN ")).bind(from);
            sql.push(" AND ").bind(to);
        }
        for term in &self.terms {
            sql.push(&format!(
                " AND {alias}.case_id IN (SELECT w.case_id FROM case_words w WHERE "
            ));
            sql.push("w.word >= ").bind(term.as_str());
            sql.push(" AND w.word < ").bind(words::after_prefix(term));
            if !self.filter.text_in_parties {
                sql.push(" AND NOT w.of_party");
            }
            sql.push(")");
        }
        persons(sql, alias, self.parties.as_deref(), " AND pp.capacity = 'PARTY'");
        persons(sql, alias, self.mine.as_deref(), "");
    }
}

fn persons(sql: &mut Sql, alias: &str, digests: Option<&[PersonDigest]>, capacity: &str) {
    let Some(digests) = digests else { return };
    sql.push(&format!(" AND {alias}.case_id IN (SELECT pp.case_id FROM party_persons pp WHERE "));
    sql.within("pp.person_digest", digests.iter().cloned()).push(capacity).push(")");
}
