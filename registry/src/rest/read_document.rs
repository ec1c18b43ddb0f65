//! Documents out of rows.

use domain::document::{Disclosure, Document, DocumentSignature};

use super::read::part_key;
use super::row::Row;
use crate::mapping::record::{DocumentMap, SignatureMap};

/// A document.
pub(super) fn document(row: Row<'_>, map: &DocumentMap) -> Document {
    Document {
        key: part_key(row, &map.rows),
        kind: row.coded(map.kind.as_ref()),
        title: row.words(&map.title),
        issued_on: row.day(map.issued_on.as_ref()),
        in_force_on: row.day(map.in_force_on.as_ref()),
        page_count: row.number(map.page_count.as_ref()),
        size_bytes: row.number(map.size_bytes.as_ref()),
        sha256: row.maybe(map.sha256.as_ref()),
        media_type: row.maybe(map.media_type.as_ref()),
        upstream_url: row.maybe(map.url.as_ref()),
        event: row.maybe(map.event.as_ref()),
        disclosure: row.choose(&map.disclosure, Disclosure::Parties),
        filed_by: map.filed_by.as_ref().map(|by| row.values(by)).unwrap_or_default(),
        note: row.maybe(map.note.as_ref()),
        signatures: map.signatures.iter().flat_map(|map| signatures(row, map)).collect(),
    }
}

fn signatures(row: Row<'_>, map: &SignatureMap) -> Vec<DocumentSignature> {
    row.block(&map.rows)
        .into_iter()
        .map(|row| DocumentSignature {
            signer_name: row.maybe(map.signer_name.as_ref()),
            signer_role: row.maybe(map.signer_role.as_ref()),
            claimed_signing_time: row.moment(map.signed_at.as_ref()),
        })
        .collect()
}
