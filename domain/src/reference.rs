//! Reads the reference data that is compiled in.
//!
//! The files lie in `data/` beside `src/`. A file that does not parse is a mistake of the build,
//! not of a request: each is read by a test of the room that owns it.

use serde::de::DeserializeOwned;

/// The rows of a comma-separated file with a header; lines that begin with `#` are remarks.
pub(crate) fn rows<T: DeserializeOwned>(file: &'static str) -> Vec<T> {
    csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_reader(file.as_bytes())
        .into_deserialize()
        .collect::<Result<_, _>>()
        .expect("compiled-in reference data parses; the tests read every file")
}
