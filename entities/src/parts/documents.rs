//! The table of documents.

use domain::coded::CodeList;
use domain::document::Document;
use domain::key::PartKey;
use sea_orm::Value;

use super::events::coded;
use super::table::Table;
use crate::error::Result;
use crate::row::{Row, code_of};

pub(super) static TABLE: Table = Table {
    name: "documents",
    id: "document_id",
    unique: "case_id, registry_id, local_id",
    columns: &[
        "kind_code",
        "kind_original",
        "title",
        "issued_on",
        "in_force_on",
        "page_count",
        "size_bytes",
        "sha256",
        "media_type",
        "upstream_url",
        "event_local_id",
        "disclosure",
        "signatures",
        "filed_by",
        "note",
    ],
    read: 15,
    order: "t.position, t.document_id",
};

pub(super) fn values(document: &Document) -> Vec<Value> {
    let [kind_code, kind_original] = coded(document.kind.as_ref());
    let title =
        document.title.as_ref().map(|title| serde_json::to_value(title).unwrap_or_default());
    let size_bytes = document.size_bytes.map(|size| i64::try_from(size).unwrap_or(i64::MAX));
    vec![
        kind_code,
        kind_original,
        title.into(),
        document.issued_on.into(),
        document.in_force_on.into(),
        document.page_count.map(i64::from).into(),
        size_bytes.into(),
        document.sha256.clone().into(),
        document.media_type.clone().into(),
        document.upstream_url.clone().into(),
        document.event.clone().into(),
        code_of(&document.disclosure).into(),
        serde_json::to_value(&document.signatures).unwrap_or_default().into(),
        serde_json::to_value(&document.filed_by).unwrap_or_default().into(),
        document.note.clone().into(),
    ]
}

pub(super) fn read(row: &mut Row<'_>, key: PartKey) -> Result<Document> {
    Ok(Document {
        key,
        kind: row.coded(CodeList::DocumentKind)?,
        title: row.maybe_json("documents.title")?,
        issued_on: row.day()?,
        in_force_on: row.day()?,
        page_count: row.unsigned("documents.page_count")?,
        size_bytes: row.unsigned("documents.size_bytes")?,
        sha256: row.text()?,
        media_type: row.text()?,
        upstream_url: row.text()?,
        event: row.text()?,
        disclosure: row.code("documents.disclosure")?,
        signatures: row.json("documents.signatures")?,
        filed_by: row.json("documents.filed_by")?,
        note: row.text()?,
    })
}
