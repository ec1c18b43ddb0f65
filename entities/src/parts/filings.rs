//! The table of submissions, as e-filing systems tell of them.

use domain::coded::CodeList;
use domain::filing::{Filing, FilingStatus, FilingStatusCode};
use domain::key::{CourtCode, PartKey};
use sea_orm::Value;

use super::events::coded;
use super::table::Table;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::person::PersonDigest;
use crate::recorded::stored;
use crate::row::Row;

pub(super) static TABLE: Table = Table {
    name: "filings",
    id: "filing_id",
    unique: "case_id, registry_id, local_id",
    columns: &[
        "ticket",
        "kind_code",
        "kind_original",
        "status_code",
        "status_since",
        "status_original",
        "court_id",
        "submitted_at",
        "sent_at",
        "delivered_at",
        "registered_at",
        "filer_digest",
    ],
    read: 12,
    order: "t.position, t.filing_id",
};

pub(super) fn values(db: &Db, filing: &Filing) -> Vec<Value> {
    let [kind_code, kind_original] = coded(filing.kind.as_ref());
    let status = filing.status.as_ref();
    vec![
        filing.ticket.clone().into(),
        kind_code,
        kind_original,
        status.map(|status| status.code.code()).into(),
        status.and_then(|status| status.since).map(stored).into(),
        status.and_then(|status| status.original.clone()).into(),
        filing.court.as_ref().map(CourtCode::as_str).into(),
        filing.submitted_at.map(stored).into(),
        filing.sent_at.map(stored).into(),
        filing.delivered_at.map(stored).into(),
        filing.registered_at.map(stored).into(),
        filing.filer_number.as_deref().map(|number| db.digest(number).0).into(),
    ]
}

pub(super) fn read(row: &mut Row<'_>, key: PartKey) -> Result<Filing> {
    Ok(Filing {
        key,
        ticket: row.text()?,
        kind: row.coded(CodeList::FilingKind)?,
        status: read_status(row)?,
        court: row.text()?.map(CourtCode::new),
        submitted_at: row.moment()?,
        sent_at: row.moment()?,
        delivered_at: row.moment()?,
        registered_at: row.moment()?,
        filer_number: None,
    })
}

/// The last column of the table.
pub(super) fn read_filer(row: &mut Row<'_>) -> Result<Option<PersonDigest>> {
    Ok(row.next::<Option<Vec<u8>>>()?.map(PersonDigest))
}

fn read_status(row: &mut Row<'_>) -> Result<Option<FilingStatus>> {
    let code = row.text()?;
    let since = row.moment()?;
    let original = row.text()?;
    let Some(code) = code else { return Ok(None) };
    let Some(code) = FilingStatusCode::from_code(&code) else {
        return Err(Error::Decode { column: "filings.status_code", found: code });
    };
    Ok(Some(FilingStatus { code, since, original }))
}
