//! Folders outside the repository: recorded answers of courts, signatures, the client contract.
//!
//! A test that needs one begins with `let Some(folder) = data::court("what it checks") else {
//! return };`. A missing folder is a failure where `TEREZE_REQUIRE_DATA=1`, else a line `not run: …`
//! on standard error, which `cargo xtask test` repeats at its end.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Recorded answers of court systems and lists of courts.
pub const COURT_VARIABLE: &str = "TEREZE_COURT_DATA";
/// Signatures, certificates and revocation lists.
pub const EDS_VARIABLE: &str = "TEREZE_EDS_DATA";
/// Operations of clients.
pub const CONTRACT_VARIABLE: &str = "TEREZE_CONTRACT";
/// Makes a missing folder a failure when it is `1`.
pub const REQUIRE_VARIABLE: &str = "TEREZE_REQUIRE_DATA";
/// A file that collects the lines `not run: …` of all test processes.
pub const NOT_RUN_VARIABLE: &str = "TEREZE_NOT_RUN_FILE";

/// Folder of the workspace.
pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this package is a room of the workspace")
}

/// Folder of recorded court data (`TEREZE_COURT_DATA`, default `../shared/data`), or a line that
/// says what was not run. `what` names what the test would have checked.
pub fn court(what: &str) -> Option<PathBuf> {
    folder(COURT_VARIABLE, "../shared/data", what)
}

/// Folder of signature data (`TEREZE_EDS_DATA`, default `../shared/eds`), or a line that says what
/// was not run.
pub fn eds(what: &str) -> Option<PathBuf> {
    folder(EDS_VARIABLE, "../shared/eds", what)
}

/// Folder of client operations (`TEREZE_CONTRACT`, default `../shared/contract`), or a line that
/// says what was not run.
pub fn contract(what: &str) -> Option<PathBuf> {
    folder(CONTRACT_VARIABLE, "../shared/contract", what)
}

/// Folder of client operations where it is there; silent where it is not.
pub fn contract_if_there() -> Option<PathBuf> {
    let given = std::env::var_os(CONTRACT_VARIABLE).filter(|value| !value.is_empty());
    find(given.map(PathBuf::from), "../shared/contract", workspace())
}

fn folder(variable: &str, default: &str, what: &str) -> Option<PathBuf> {
    let given = std::env::var_os(variable).filter(|value| !value.is_empty());
    let found = find(given.map(PathBuf::from), default, workspace());
    if found.is_none() {
        let missing = format!("not run: {what}: no folder at {variable} (default {default})");
        let required = std::env::var_os(REQUIRE_VARIABLE).is_some_and(|value| value == "1");
        assert!(!required, "{missing}; {REQUIRE_VARIABLE}=1 makes it a failure");
        report(&missing);
    }
    found
}

/// The given folder or the default one, resolved from the workspace; none where it does not exist.
fn find(given: Option<PathBuf>, default: &str, workspace: &Path) -> Option<PathBuf> {
    let folder = workspace.join(given.unwrap_or_else(|| PathBuf::from(default)));
    folder.is_dir().then_some(folder)
}

fn report(line: &str) {
    eprintln!("{line}");
    let Some(file) = std::env::var_os(NOT_RUN_VARIABLE) else { return };
    let opened = OpenOptions::new().create(true).append(true).open(file);
    // One write per line: appends of several processes do not mix.
    let written = opened.and_then(|mut file| file.write_all(format!("{line}\n").as_bytes()));
    if let Err(error) = written {
        eprintln!("the line above is not in the summary: {error}");
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::find;

    #[test]
    fn resolves_a_relative_folder_from_the_workspace() {
        let root = tempfile::tempdir().expect("a temporary folder");
        std::fs::create_dir(root.path().join("answers")).expect("a folder");
        let expected = root.path().join("answers");
        assert_eq!(
            find(Some(PathBuf::from("answers")), "none", root.path()),
            Some(expected.clone())
        );
        assert_eq!(find(None, "answers", root.path()), Some(expected));
    }

    #[test]
    fn finds_nothing_where_there_is_nothing() {
        let root = tempfile::tempdir().expect("a temporary folder");
        assert_eq!(find(None, "absent", root.path()), None);
        assert_eq!(find(Some(PathBuf::from("/absent/folder")), ".", Path::new("/")), None);
    }
}
