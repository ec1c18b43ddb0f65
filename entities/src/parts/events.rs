//! The table of entries in the history of cases.

use domain::coded::{CodeList, Coded};
use domain::event::CaseEvent;
use domain::key::PartKey;
use sea_orm::Value;

use super::table::Table;
use crate::error::{Error, Result};
use crate::recorded::stored;
use crate::row::{Row, code_of};

pub(super) static TABLE: Table = Table {
    name: "case_events",
    id: "case_event_id",
    unique: "case_id, registry_id, local_id",
    columns: &[
        "occurred_on",
        "occurred_at",
        "time_precision",
        "kind_code",
        "kind_original",
        "entry",
        "filed_by",
        "result",
        "submitted_at",
        "document_count",
        "visibility",
    ],
    read: 11,
    order: "t.position, t.case_event_id",
};

pub(super) fn values(event: &CaseEvent) -> Vec<Value> {
    let [kind_code, kind_original] = coded(Some(&event.kind));
    vec![
        event.occurred_on.into(),
        event.occurred_at.map(stored).into(),
        code_of(&event.precision).into(),
        kind_code,
        kind_original,
        event.text.clone().into(),
        serde_json::to_value(&event.filed_by).unwrap_or_default().into(),
        event.result.clone().into(),
        event.submitted_at.map(stored).into(),
        event.document_count.map(i64::from).into(),
        code_of(&event.visibility).into(),
    ]
}

pub(super) fn read(row: &mut Row<'_>, key: PartKey) -> Result<CaseEvent> {
    Ok(CaseEvent {
        key,
        occurred_on: row.day()?,
        occurred_at: row.moment()?,
        precision: row.code("case_events.time_precision")?,
        kind: row.coded(CodeList::CaseEvent)?.ok_or_else(|| Error::Decode {
            column: "case_events.kind_code",
            found: String::new(),
        })?,
        text: row.text()?,
        filed_by: row.json("case_events.filed_by")?,
        result: row.text()?,
        submitted_at: row.moment()?,
        document_count: row.unsigned("case_events.document_count")?,
        visibility: row.code("case_events.visibility")?,
    })
}

/// Code and upstream wording.
pub(crate) fn coded(value: Option<&Coded>) -> [Value; 2] {
    [
        value.map(|coded| coded.code.clone()).into(),
        value.and_then(|coded| coded.original.clone()).into(),
    ]
}
