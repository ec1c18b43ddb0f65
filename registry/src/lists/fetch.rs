//! Fetches documents of a publisher: same host only, bounded in size, classed when they fail.

use std::time::Duration;

use domain::source::SourceReason;
use futures_util::StreamExt as _;
use reqwest::header::RETRY_AFTER;
use reqwest::{Client, StatusCode};
use serde_json::Value;
use url::Url;

use crate::digest::sha256;
use crate::outcome::Unavailable;

/// Most bytes of one document.
const BODY_BYTES_MAX: usize = 32 * 1024 * 1024;

/// A document of the publisher.
#[derive(Debug, Clone)]
pub(super) struct Document {
    /// As it came.
    pub(super) bytes: Vec<u8>,
    /// SHA-256 of it, lower-case hex.
    pub(super) sha256: String,
}

/// Why a document did not come.
#[derive(Debug, Clone)]
pub(super) struct Failure {
    /// For the outcome.
    pub(super) why: Unavailable,
    /// True when it is this document that is missing or broken and the publisher answered.
    pub(super) of_document: bool,
}

impl Failure {
    /// A document that did not come within its share of the time.
    pub(super) fn slow(path: &str, share: Duration) -> Self {
        Self::of_publisher(SourceReason::Timeout, format!("{path} did not come within {share:?}"))
    }

    /// A document that came and cannot be used.
    pub(super) fn unreadable(path: &str, error: &dyn std::error::Error) -> Self {
        Self::of_document(SourceReason::UnknownWording, format!("{path}: {error}"))
    }

    fn of_document(reason: SourceReason, detail: String) -> Self {
        Self { why: Unavailable { reason, retry_after: None, detail }, of_document: true }
    }

    fn of_publisher(reason: SourceReason, detail: String) -> Self {
        Self { why: Unavailable { reason, retry_after: None, detail }, of_document: false }
    }
}

impl Document {
    /// The document as JSON. A page in another format, however successful, is a soft error.
    pub(super) fn json(&self, what: &str) -> Result<Value, Failure> {
        serde_json::from_slice(&self.bytes).map_err(|error| {
            let detail = format!("{what} is not JSON: {error}");
            let cut = error.is_eof() && !self.bytes.is_empty();
            let reason = if cut { SourceReason::Truncated } else { SourceReason::SoftError };
            Failure::of_document(reason, detail)
        })
    }
}

/// Gets `path` under `base`.
pub(super) async fn get(client: &Client, base: &Url, path: &str) -> Result<Document, Failure> {
    let url = address(base, path)?;
    let sent = client.get(url).header("accept", "application/json").send().await;
    let response = sent.map_err(|error| {
        let timeout = error.is_timeout();
        let reason = if timeout { SourceReason::Timeout } else { SourceReason::SoftError };
        let reason = if error.is_connect() { SourceReason::Timeout } else { reason };
        Failure::of_publisher(reason, format!("getting {path} failed: {error}"))
    })?;
    let status = response.status();
    if !status.is_success() {
        let mut failure = refused(status, path);
        let after = response.headers().get(RETRY_AFTER).and_then(|after| after.to_str().ok());
        failure.why.retry_after =
            after.and_then(|after| after.trim().parse().ok()).map(Duration::from_secs);
        return Err(failure);
    }
    let bytes = body(response, path).await?;
    let sha256 = sha256(&bytes);
    Ok(Document { bytes, sha256 })
}

fn address(base: &Url, path: &str) -> Result<Url, Failure> {
    let broken = |detail: String| Failure::of_document(SourceReason::UnknownWording, detail);
    let url = base
        .join(path)
        .map_err(|error| broken(format!("{path:?} is no address under {base}: {error}")))?;
    if url.origin() == base.origin() {
        Ok(url)
    } else {
        Err(broken(format!("{path:?} leaves {base}; lists are fetched from the publisher only")))
    }
}

fn refused(status: StatusCode, path: &str) -> Failure {
    let detail = format!("getting {path} was answered with {status}");
    match status {
        StatusCode::TOO_MANY_REQUESTS => Failure::of_publisher(SourceReason::RateLimited, detail),
        StatusCode::SERVICE_UNAVAILABLE => Failure::of_publisher(SourceReason::Maintenance, detail),
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
            Failure::of_publisher(SourceReason::SoftError, detail)
        }
        _ => Failure::of_document(SourceReason::SoftError, detail),
    }
}

async fn body(response: reqwest::Response, path: &str) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let mut chunks = response.bytes_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|error| {
            Failure::of_document(SourceReason::Truncated, format!("{path} broke off: {error}"))
        })?;
        if bytes.len() + chunk.len() > BODY_BYTES_MAX {
            let detail = format!("{path} is larger than {BODY_BYTES_MAX} bytes");
            return Err(Failure::of_document(SourceReason::Truncated, detail));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}
