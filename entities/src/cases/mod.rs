//! Heads of cases: recorded, searched, read by key.
//!
//! **Invariant:** a case is (registry, court, number, upstream id). Another upstream id is another
//! case; the same key with another filing day and another title is set aside, not merged.

use chrono::{DateTime, NaiveDate, Utc};
use domain::case::{Case, CaseStatus, CaseStatusCode};
use domain::coded::CodeList;
use domain::key::{CaseKey, RegistryCode};
use domain::language::Text;

use crate::error::{Error, Result};
use crate::id::CaseId;
use crate::row::Row;

mod columns;
mod keyset;
mod read;
mod record;
mod relations;
mod search;
mod withdraw;

pub use keyset::{CaseKeyset, CaseOrder};
pub use read::{by_ids, by_keys, by_number, by_numbers};
pub(crate) use record::insert_words;
pub use record::{RecordResult, record};
pub use relations::relations;
pub use search::{CaseFilter, Period, count, search};
pub use withdraw::withdraw;
#[cfg(test)]
pub(crate) use {read::by_keys_statement, search::Question};

/// A recorded case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRow {
    /// Its id here.
    pub case_id: CaseId,
    /// The head. `related` is empty: [`relations`] reads it.
    pub case: Case,
    /// When it was last read from its registry.
    pub as_of: DateTime<Utc>,
    /// SHA-256 of the answer it was last read from.
    pub raw_sha256: String,
    /// Whether that answer held the whole head.
    pub complete: bool,
}

impl CaseRow {
    /// The registry that holds it.
    pub fn registry(&self) -> &RegistryCode {
        &self.case.key.registry
    }

    /// Where the row stands in an order: what a cursor is made of.
    pub fn keyset(&self, order: CaseOrder) -> CaseKeyset {
        CaseKeyset::of(order, self.case_id, &self.case)
    }
}

/// What a head is read from; `c` is the table `cases`.
pub(crate) const HEAD: &str = "c.case_id, c.registry_id, c.court_id, c.number, c.upstream_id, \
    c.number_as_printed, c.title_kk, c.title_ru, c.title_en, c.title_original, c.kind_code, \
    c.kind_original, c.instance_code, c.instance_original, c.status_code, c.status_since, \
    c.status_original, c.category_code, c.category_original, c.judge, c.filed_on, c.filed_at, \
    c.closed_on, c.visibility, c.upstream_version, c.as_of, c.raw_sha256, c.complete";

/// Reads the columns of [`HEAD`].
pub(crate) fn read_head(row: &mut Row<'_>) -> Result<CaseRow> {
    let case_id = CaseId(row.id()?);
    let key = read_key(row)?;
    let number_as_printed = row.text()?;
    let title = Text { kk: row.text()?, ru: row.text()?, en: row.text()?, original: row.text()? };
    let kind = row.coded(CodeList::CaseKind)?;
    let instance = row.coded(CodeList::Instance)?;
    let status = read_status(row)?;
    let category = row.coded(CodeList::CaseCategory)?;
    let case = Case {
        key,
        number_as_printed,
        title: (!title.is_empty()).then_some(title),
        kind,
        instance,
        status,
        category,
        judge: row.text()?,
        filed_on: row.day()?,
        filed_at: row.moment()?,
        closed_on: row.day()?,
        related: Vec::new(),
        visibility: row.code("cases.visibility")?,
        upstream_version: row.text()?,
    };
    Ok(CaseRow {
        case_id,
        case,
        as_of: row.next()?,
        raw_sha256: row.next()?,
        complete: row.next()?,
    })
}

/// Reads registry, court, number and upstream id.
pub(crate) fn read_key(row: &mut Row<'_>) -> Result<CaseKey> {
    Ok(CaseKey {
        registry: row.registry()?,
        court: row.court()?,
        number: row.next()?,
        upstream_id: Some(row.next::<String>()?).filter(|id| !id.is_empty()),
    })
}

fn read_status(row: &mut Row<'_>) -> Result<Option<CaseStatus>> {
    let code = row.text()?;
    let since = row.moment()?;
    let original = row.text()?;
    let Some(code) = code else { return Ok(None) };
    let Some(code) = CaseStatusCode::from_code(&code) else {
        return Err(Error::Decode { column: "cases.status_code", found: code });
    };
    Ok(Some(CaseStatus { code, since, original }))
}

/// Stands for an unknown day in an order: before all others.
pub(crate) const UNKNOWN_DAY: NaiveDate = match NaiveDate::from_ymd_opt(1, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// Stands for an unknown moment in an order: before all others.
pub(crate) const UNKNOWN_MOMENT: DateTime<Utc> =
    UNKNOWN_DAY.and_time(chrono::NaiveTime::MIN).and_utc();
