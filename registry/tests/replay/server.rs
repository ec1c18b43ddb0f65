//! A server of recorded answers, by the layout of `docs/connector-guide.md`.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::Value;

/// Serves folders on loopback; answers where.
pub(crate) async fn start(folders: Vec<PathBuf>) -> String {
    let app = Router::new().fallback(answer).with_state(Arc::new(folders));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, app).await });
    format!("http://{address}")
}

#[derive(Deserialize)]
struct Paged {
    page: Option<u64>,
}

async fn answer(
    State(folders): State<Arc<Vec<PathBuf>>>,
    Query(paged): Query<Paged>,
    request: Request,
) -> Response {
    let path = request.uri().path().to_owned();
    let segments: Vec<String> = path
        .split('/')
        .filter(|segment| !segment.is_empty())
        .map(|segment| url_decode(segment))
        .collect();
    // Latency of the wire, different for each answer but the same in each run.
    let latency = path.bytes().map(u64::from).sum::<u64>() % 40;
    tokio::time::sleep(Duration::from_millis(5 + latency)).await;
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    let Some((file, next)) = find(&folders, &segments) else { return not_recorded() };
    let body = std::fs::read_to_string(&file).expect("a recorded answer");
    if let Some(page) = paged.page {
        let value: Value = serde_json::from_str(&body).expect("recorded JSON");
        if value.pointer("/page/number").and_then(Value::as_u64) != Some(page) {
            return not_recorded();
        }
    }
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, "application/json".parse().expect("a header"));
    if let Some(next) = next {
        headers.insert(header::LINK, format!("<{next}>; rel=\"next\"").parse().expect("a header"));
    }
    (headers, body).into_response()
}

fn not_recorded() -> Response {
    (StatusCode::NOT_FOUND, r#"{"error": "not recorded"}"#).into_response()
}

/// The file of a path, and the path of the next file.
fn find(folders: &[PathBuf], segments: &[&str]) -> Option<(PathBuf, Option<String>)> {
    let (dir, rest) = segments.split_first()?;
    let folder =
        folders.iter().find(|folder| folder.file_name().is_some_and(|name| name == *dir))?;
    let all = recorded(folder);
    let (kind, key) = match rest {
        [] => (None, None),
        [key] if all.iter().any(|stem| stem == key) => (None, Some((*key).to_owned())),
        [kind] => (Some(format!("{kind}-")), None),
        [kind, key] => (Some(format!("{kind}-")), Some(format!("{kind}-{key}"))),
        _ => return None,
    };
    let of_kind: Vec<&String> = all
        .iter()
        .filter(|stem| kind.as_ref().is_none_or(|kind| stem.starts_with(kind.as_str())))
        .collect();
    let index = match key {
        None => 0,
        Some(key) => of_kind.iter().position(|stem| **stem == key)?,
    };
    let stem = of_kind.get(index)?;
    let file = [".upstream.json", ".json"]
        .iter()
        .map(|suffix| folder.join(format!("{stem}{suffix}")))
        .find(|file| file.is_file())?;
    let next = of_kind.get(index + 1).map(|next| match &kind {
        Some(kind) => {
            format!(
                "/{dir}/{}/{}",
                kind.trim_end_matches('-'),
                encode(next.trim_start_matches(kind.as_str()))
            )
        }
        None => format!("/{dir}/{}", encode(next)),
    });
    Some((file, next))
}

/// Names of the recorded answers of a folder, sorted.
pub(crate) fn recorded(folder: &Path) -> Vec<String> {
    let mut stems: Vec<String> = std::fs::read_dir(folder)
        .expect("a folder")
        .filter_map(|entry| entry.expect("an entry").file_name().into_string().ok())
        .filter(|name| !name.ends_with(".expected.json"))
        .filter_map(|name| {
            let stem =
                name.strip_suffix(".upstream.json").or_else(|| name.strip_suffix(".json"))?;
            Some(stem.to_owned())
        })
        .collect();
    stems.sort();
    stems
}

fn encode(text: &str) -> String {
    text.replace('%', "%25").replace(';', "%3B").replace(' ', "%20")
}

fn url_decode(text: &str) -> String {
    let mut decoded = Vec::new();
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let hex = |high: Option<u8>, low: Option<u8>| {
            let text = [high?, low?];
            u8::from_str_radix(std::str::from_utf8(&text).ok()?, 16).ok()
        };
        decoded.push(match byte {
            b'%' => hex(bytes.next(), bytes.next()).expect("percent-encoding"),
            other => other,
        });
    }
    String::from_utf8(decoded).expect("UTF-8")
}
