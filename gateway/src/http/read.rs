//! Turns an HTTP request into requests of GraphQL, or says what is wrong.

use std::time::Duration;

use axum::body::Body;
use graphql::execute::{Refusal, Request, Step};
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value};
use service::Code;

use super::accept::is_utf8;

/// A request that is refused before GraphQL sees it, with the status of its own.
#[derive(Debug)]
pub(super) struct Rejected {
    pub status: Option<StatusCode>,
    pub refusal: Refusal,
}

impl Rejected {
    pub(super) fn new(status: StatusCode, code: Code, message: impl Into<String>) -> Self {
        let refusal = Refusal::new(Step::Service, code, message);
        Self { status: Some(status), refusal }
    }

    /// Parameters of a wrong kind: the status is that of the profile.
    fn parameters(mistakes: Vec<String>) -> Self {
        let errors = mistakes.into_iter().map(|mistake| (Code::BadInput, mistake));
        Self { status: None, refusal: Refusal::several(Step::Parameters, errors) }
    }
}

/// What a request holds: one operation, or a batch that is answered as a list.
#[derive(Debug)]
pub(super) enum Asked {
    One(Request),
    Batch(Vec<Request>),
}

/// Limits of a body.
pub(super) struct Bounds {
    pub body_bytes_max: usize,
    pub body_timeout: Duration,
    pub batch_max: usize,
}

/// Reads the body of a POST.
pub(super) async fn post(
    headers: &HeaderMap,
    body: Body,
    bounds: &Bounds,
) -> Result<Asked, Rejected> {
    content_type(headers)?;
    let too_large = || {
        let limit = crate::config::show_size(bounds.body_bytes_max as u64);
        Rejected::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            Code::BadInput,
            format!("the body is larger than {limit}; send less at once"),
        )
    };
    let announced = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if announced
        .and_then(|length| length.parse::<usize>().ok())
        .is_some_and(|length| length > bounds.body_bytes_max)
    {
        return Err(too_large());
    }
    let read = axum::body::to_bytes(body, bounds.body_bytes_max);
    let bytes = match tokio::time::timeout(bounds.body_timeout, read).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(error)) if is_length_error(&error) => return Err(too_large()),
        Ok(Err(_broken)) => {
            return Err(Rejected::new(
                StatusCode::BAD_REQUEST,
                Code::BadInput,
                "the body broke off before its end",
            ));
        }
        Err(_elapsed) => {
            return Err(Rejected::new(
                StatusCode::REQUEST_TIMEOUT,
                Code::Timeout,
                format!("the body did not arrive within {} ms", bounds.body_timeout.as_millis()),
            ));
        }
    };
    let value: Value = serde_json::from_slice(&bytes).map_err(|error| not_json(&error, &bytes))?;
    match value {
        Value::Object(map) => one(map).map(Asked::One).map_err(Rejected::parameters),
        Value::Array(items) => batch(items, bounds.batch_max),
        other => Err(Rejected::parameters(vec![format!(
            "the body must be a JSON object with \"query\", found {}",
            kind(&other)
        )])),
    }
}

fn content_type(headers: &HeaderMap) -> Result<(), Rejected> {
    let unsupported = |message: &str| {
        Err(Rejected::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, Code::BadInput, message))
    };
    if headers.contains_key(CONTENT_ENCODING) {
        return unsupported("a packed body is not read; send it without Content-Encoding");
    }
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parts = value.split(';').map(str::trim);
    let json = parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"));
    let utf8 = parts
        .filter_map(|part| part.split_once('='))
        .filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
        .all(|(_, charset)| is_utf8(charset));
    match (json, utf8) {
        (true, true) => Ok(()),
        (true, false) => unsupported("the body must be in UTF-8"),
        (false, _) => unsupported("send the request as JSON: Content-Type: application/json"),
    }
}

/// Whether a body was cut off for its length: the limit's error lies in the chain.
fn is_length_error(error: &axum::Error) -> bool {
    let mut link: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = link {
        if error.to_string().contains("length limit") {
            return true;
        }
        link = error.source();
    }
    false
}

fn not_json(error: &serde_json::Error, bytes: &[u8]) -> Rejected {
    let message = if bytes.is_empty() {
        "the body is empty; send a JSON object with \"query\"".to_owned()
    } else {
        format!("the body is not JSON: {error}")
    };
    Rejected::new(StatusCode::BAD_REQUEST, Code::BadInput, message)
}

fn batch(items: Vec<Value>, batch_max: usize) -> Result<Asked, Rejected> {
    if batch_max <= 1 {
        return Err(Rejected::parameters(vec![
            "batches are not accepted here; send one operation in a request".to_owned(),
        ]));
    }
    if items.is_empty() || items.len() > batch_max {
        return Err(Rejected::parameters(vec![format!(
            "a batch must hold 1 to {batch_max} operations, found {}",
            items.len()
        )]));
    }
    let mut requests = Vec::new();
    let mut mistakes = Vec::new();
    for (index, item) in items.into_iter().enumerate() {
        let read = match item {
            Value::Object(map) => one(map),
            other => Err(vec![format!("must be a JSON object, found {}", kind(&other))]),
        };
        match read {
            Ok(request) => requests.push(request),
            Err(found) => {
                mistakes.extend(found.into_iter().map(|mistake| format!("[{index}]: {mistake}")));
            }
        }
    }
    if mistakes.is_empty() {
        Ok(Asked::Batch(requests))
    } else {
        Err(Rejected::parameters(mistakes))
    }
}

fn one(mut map: Map<String, Value>) -> Result<Request, Vec<String>> {
    let mut mistakes = Vec::new();
    let request = Request {
        query: text(map.remove("query"), "query", &mut mistakes),
        operation_name: text(map.remove("operationName"), "operationName", &mut mistakes)
            .filter(|name| !name.is_empty()),
        variables: object(map.remove("variables"), "variables", &mut mistakes),
        extensions: object(map.remove("extensions"), "extensions", &mut mistakes),
    };
    if request.query.is_none() && request.extensions.is_none() && mistakes.is_empty() {
        let meant = map.keys().find(|key| key.len() == 5 && key.starts_with('q'));
        let found = meant.map_or(String::new(), |key| format!("; found \"{key}\""));
        mistakes.push(format!(
            "the parameter \"query\" is missing; it holds the GraphQL document{found}"
        ));
    }
    if mistakes.is_empty() { Ok(request) } else { Err(mistakes) }
}

fn text(value: Option<Value>, name: &str, mistakes: &mut Vec<String>) -> Option<String> {
    match value {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(text),
        Some(other) => {
            mistakes
                .push(format!("the parameter \"{name}\" must be a text, found {}", kind(&other)));
            None
        }
    }
}

fn object(
    value: Option<Value>,
    name: &str,
    mistakes: &mut Vec<String>,
) -> Option<Map<String, Value>> {
    match value {
        None | Some(Value::Null) => None,
        Some(Value::Object(map)) => Some(map),
        Some(other) => {
            mistakes.push(format!(
                "the parameter \"{name}\" must be an object, found {}",
                kind(&other)
            ));
            None
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Reads the query string of a GET.
pub(super) fn get(query: &str) -> Result<Request, Rejected> {
    let mut map = Map::new();
    let mut mistakes = Vec::new();
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        if !["query", "operationName", "variables", "extensions"].contains(&name.as_ref()) {
            continue;
        }
        let value = match name.as_ref() {
            "variables" | "extensions" if value.is_empty() => Value::Null,
            "variables" | "extensions" => serde_json::from_str(&value).unwrap_or_else(|error| {
                mistakes.push(format!("the parameter \"{name}\" is not JSON: {error}"));
                Value::Null
            }),
            _ => Value::String(value.into_owned()),
        };
        if map.insert(name.to_string(), value).is_some() {
            mistakes.push(format!("the parameter \"{name}\" is given more than once"));
        }
    }
    match one(map) {
        Ok(request) if mistakes.is_empty() => Ok(request),
        Ok(_) => Err(Rejected::parameters(mistakes)),
        Err(more) => {
            mistakes.extend(more);
            Err(Rejected::parameters(mistakes))
        }
    }
}

/// Refuses a GET that a page of another site may have caused without asking the browser's leave.
///
/// Queries change nothing, but they cost, and their timing tells. A browser marks its requests
/// with `Sec-Fetch-*`, which pages cannot forge; a header that forces a preflight, or a client
/// that is no browser, passes.
pub(super) fn not_forged(headers: &HeaderMap) -> Result<(), Rejected> {
    let value = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let preflighted = value("content-type")
        .is_some_and(|kind| kind.trim().to_ascii_lowercase().starts_with("application/json"))
        || [
            "graphql-require-preflight",
            "apollo-require-preflight",
            "x-requested-with",
            "authorization",
        ]
        .iter()
        .any(|name| headers.contains_key(*name));
    let foreign = matches!(value("sec-fetch-site"), Some("cross-site" | "same-site"));
    let simple = value("sec-fetch-mode").is_some_and(|mode| mode != "cors");
    if foreign && simple && !preflighted {
        return Err(Rejected::new(
            StatusCode::FORBIDDEN,
            Code::Forbidden,
            "a page of another site may not ask by a plain link; send the header \
             GraphQL-Require-Preflight: 1",
        ));
    }
    Ok(())
}
