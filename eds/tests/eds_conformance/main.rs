//! Every row of the sample folder's `expected.json`, and every other file of it as input.
//!
//! The folder is `TEREZE_EDS_DATA`, by default `../shared/eds` beside the workspace. No file name
//! stands here: the same tests run over any folder of the same layout.
#![expect(clippy::disallowed_methods, reason = "the environment names the samples")]
#![expect(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "tests")]

mod certificates;
mod documents;
mod folder;
mod services;
mod tampering;
mod vectors;

use folder::Folder;

/// Runs a check over each row that it knows, and demands that it knows some.
fn each(kind: folder::Kind, check: impl Fn(&Folder, &folder::Row)) {
    let Some(folder) = Folder::open() else { return };
    for row in folder.rows().iter().filter(|row| row.kind == kind) {
        check(&folder, row);
    }
}

#[test]
fn eds_conformance_documents() {
    each(folder::Kind::Document, documents::check);
}

#[test]
fn eds_conformance_certificates() {
    each(folder::Kind::Certificate, certificates::check);
}

#[test]
fn eds_conformance_ocsp() {
    each(folder::Kind::Ocsp, services::check_ocsp);
}

#[test]
fn eds_conformance_timestamps() {
    each(folder::Kind::Timestamp, services::check_timestamp);
}

#[test]
fn eds_conformance_every_row_has_a_kind() {
    let Some(folder) = Folder::open() else { return };
    assert!(!folder.rows().is_empty(), "expected.json has no row");
    for row in folder.rows() {
        assert!(folder.path(&row.file).is_file(), "{}: no such file", row.file);
    }
}

#[test]
fn eds_conformance_authorities_and_lists() {
    let Some(folder) = Folder::open() else { return };
    certificates::check_authorities(&folder);
    services::check_lists(&folder);
}

#[test]
fn eds_conformance_vectors() {
    let Some(folder) = Folder::open() else { return };
    vectors::check(&folder);
}

#[test]
fn eds_conformance_wrappings_change_nothing() {
    each(folder::Kind::Document, tampering::check_wrappings);
}

#[test]
fn eds_conformance_altered_bytes_never_change_who_signed_what() {
    each(folder::Kind::Document, tampering::check_altered);
}
