//! Recorded answers of real court systems over HTTP, with latency and faults.
//!
//! The addresses follow from the names of the files (`docs/connector-guide.md`, «Replay»):
//! `/<folder>/<key>` is `<key>.upstream.json`, else `<key>.json`; `/<folder>/<kind>/<key>` is
//! `<kind>-<key>.upstream.json`; `/<folder>/<kind>` and `/<folder>` are the first of theirs. What
//! was not recorded is a 404: nobody knows whether it exists.
//!
//! A collection with `lists/validation-verdicts.json` is a publisher of hearing lists. It is
//! served under its own name: `/<collection>/lists` is the index of publications, made from the
//! files and the schema that the verdicts name for each, and files lie where they lie.
//!
//! *Invariant:* only files found at the start are served; a path of a request is never opened.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::extract::{Path as Asked, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::latency::Latency;
use crate::server::{Plan, Server};

/// End of the name of a recorded answer.
const UPSTREAM: &str = ".upstream.json";
/// End of the name of what a normaliser made of it; never served.
const EXPECTED: &str = ".expected.json";
/// What makes a collection a publisher of hearing lists.
const VERDICTS: &str = "lists/validation-verdicts.json";

/// The files of all collections, found once.
#[derive(Debug, Default)]
pub struct Recordings {
    /// Recorded answers of a folder: name without its end, and where it lies.
    folders: BTreeMap<String, BTreeMap<String, Record>>,
    /// Files of a publisher of lists: path inside the collection, and where it lies.
    publishers: BTreeMap<String, BTreeMap<String, PathBuf>>,
}

#[derive(Debug)]
struct Record {
    file: PathBuf,
    raw: bool,
}

impl Recordings {
    /// Looks through collections such as `us-state-raw-apis`.
    ///
    /// # Errors
    /// When a folder cannot be read.
    pub fn find(collections: &[PathBuf]) -> io::Result<Self> {
        let mut found = Self::default();
        for collection in collections {
            if collection.join(VERDICTS).is_file() {
                let mut files = BTreeMap::new();
                walk(collection, "", &mut files)?;
                found.publishers.insert(name_of(collection), files);
                continue;
            }
            for folder in std::fs::read_dir(collection)? {
                let folder = folder?.path();
                if folder.is_dir() {
                    let records = found.folders.entry(name_of(&folder)).or_default();
                    records.extend(records_of(&folder)?);
                }
            }
        }
        Ok(found)
    }

    /// Names of the folders with recorded answers, and of the publishers of lists.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.folders.keys().chain(self.publishers.keys()).map(String::as_str)
    }
}

/// Serves the recorded answers on a free port of loopback.
///
/// # Errors
/// When no port can be had.
pub async fn start(recordings: Recordings, latency: Latency) -> io::Result<Server> {
    Server::start(Plan {
        name: "replay",
        router: router(Arc::new(recordings)),
        latency,
        seed: 0x5e,
        empty_list: "[]",
        login_page: "<html><body><form action=\"/login\"></form></body></html>",
        listen: None,
    })
    .await
}

fn router(recordings: Arc<Recordings>) -> Router {
    Router::new()
        .route("/{folder}", get(first))
        .route("/{folder}/{*rest}", get(one))
        .fallback(|| async { not_recorded() })
        .with_state(recordings)
}

#[derive(Deserialize)]
struct Paged {
    page: Option<u64>,
}

async fn first(
    State(recordings): State<Arc<Recordings>>,
    Asked(folder): Asked<String>,
    Query(paged): Query<Paged>,
) -> Response {
    answer(&recordings, &folder, "", &paged).await
}

async fn one(
    State(recordings): State<Arc<Recordings>>,
    Asked((folder, rest)): Asked<(String, String)>,
    Query(paged): Query<Paged>,
) -> Response {
    if let Some(files) = recordings.publishers.get(&folder) {
        return published(files, &rest).await;
    }
    answer(&recordings, &folder, &rest, &paged).await
}

/// A recorded answer, and where the next of its kind is.
async fn answer(recordings: &Recordings, folder: &str, rest: &str, paged: &Paged) -> Response {
    let Some(records) = recordings.folders.get(folder) else { return not_recorded() };
    let Some((name, kind)) = resolve(records, rest) else { return not_recorded() };
    let Some(record) = records.get(name) else { return not_recorded() };
    let Some(body) = read(&record.file).await else { return not_recorded() };
    if paged.page.is_some_and(|page| is_another_page(&body, page)) {
        return not_recorded();
    }
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let next = next_address(records, folder, name, kind);
    if let Some(link) = next.and_then(|next| HeaderValue::try_from(next).ok()) {
        headers.insert(header::LINK, link);
    }
    (headers, body).into_response()
}

/// The record that is asked for, and its kind where it was asked for by one.
fn resolve<'a>(
    records: &'a BTreeMap<String, Record>,
    rest: &'a str,
) -> Option<(&'a str, Option<&'a str>)> {
    if rest.is_empty() {
        return Some((records.keys().next()?, None));
    }
    if let Some((kind, key)) = rest.split_once('/') {
        let wanted = format!("{kind}-{key}");
        let (name, _) = records.get_key_value(&wanted).filter(|(_, record)| record.raw)?;
        return Some((name, Some(kind)));
    }
    if let Some((name, _)) = records.get_key_value(rest) {
        return Some((name, None));
    }
    let (name, _) =
        records.iter().find(|(name, record)| record.raw && key_of(name, rest).is_some())?;
    Some((name, Some(rest)))
}

/// What follows the kind in the name of a record.
fn key_of<'a>(name: &'a str, kind: &str) -> Option<&'a str> {
    name.strip_prefix(kind)?.strip_prefix('-')
}

/// `Link` to the record after this one: of its kind, or of the folder.
fn next_address(
    records: &BTreeMap<String, Record>,
    folder: &str,
    name: &str,
    kind: Option<&str>,
) -> Option<String> {
    let mut after = records.iter().skip_while(|(other, _)| *other != name).skip(1);
    let place = match kind {
        None => after.next().map(|(next, _)| encode(next)),
        Some(kind) => after.find_map(|(next, record)| {
            let key = key_of(next, kind).filter(|_| record.raw)?;
            Some(format!("{}/{}", encode(kind), encode(key)))
        }),
    };
    Some(format!("</{}/{}>; rel=\"next\"", encode(folder), place?))
}

fn is_another_page(body: &[u8], page: u64) -> bool {
    let number = serde_json::from_slice::<Value>(body)
        .ok()
        .and_then(|body| body.get("page")?.get("number")?.as_u64());
    number.is_some_and(|number| number != page)
}

/// The index of a publisher, or one of its files.
async fn published(files: &BTreeMap<String, PathBuf>, rest: &str) -> Response {
    if rest == "lists" {
        return Json(index(files).await).into_response();
    }
    match files.get(rest).filter(|_| rest != VERDICTS) {
        None => not_recorded(),
        Some(file) => match read(file).await {
            None => not_recorded(),
            Some(body) => ([(header::CONTENT_TYPE, "application/json")], body).into_response(),
        },
    }
}

/// Each list with the schema that the verdicts name for it; a list without a verdict has none.
async fn index(files: &BTreeMap<String, PathBuf>) -> Value {
    let verdicts = match files.get(VERDICTS) {
        Some(file) => read(file).await.and_then(|body| serde_json::from_slice::<Value>(&body).ok()),
        None => None,
    };
    let schema = |path: &str| verdicts.as_ref()?.get(path)?.get("schema").cloned();
    let lists = files
        .keys()
        .filter(|path| path.starts_with("lists/") && *path != VERDICTS)
        // Each recorded list stands for a list of its own, not for a version of another.
        .map(|path| json!({ "id": path, "url": path, "schema": schema(path), "listType": path }));
    json!({ "lists": lists.collect::<Vec<_>>() })
}

async fn read(file: &Path) -> Option<Vec<u8>> {
    match tokio::fs::read(file).await {
        Ok(body) => Some(body),
        Err(error) => {
            tracing::warn!(file = %file.display(), %error, "a recorded answer cannot be read");
            None
        }
    }
}

fn not_recorded() -> Response {
    (StatusCode::NOT_FOUND, Json(json!({ "error": "not recorded" }))).into_response()
}

/// The JSON files of a folder; a raw answer wins over another file of its name.
fn records_of(folder: &Path) -> io::Result<BTreeMap<String, Record>> {
    let mut records = BTreeMap::new();
    for entry in std::fs::read_dir(folder)? {
        let file = entry?.path();
        let name = name_of(&file);
        if let Some(name) = name.strip_suffix(UPSTREAM) {
            records.insert(name.to_owned(), Record { file, raw: true });
        } else if let Some(name) = name.strip_suffix(".json").filter(|_| !name.ends_with(EXPECTED))
        {
            records.entry(name.to_owned()).or_insert(Record { file, raw: false });
        }
    }
    Ok(records)
}

/// Every JSON file below a folder.
fn walk(folder: &Path, inside: &str, files: &mut BTreeMap<String, PathBuf>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let file = entry?.path();
        let name = name_of(&file);
        let path = if inside.is_empty() { name } else { format!("{inside}/{name}") };
        if file.is_dir() {
            walk(&file, &path, files)?;
        } else if file.extension().is_some_and(|extension| extension == "json") {
            files.insert(path, file);
        }
    }
    Ok(())
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Percent-encodes what may not stand in one segment of a path.
fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
