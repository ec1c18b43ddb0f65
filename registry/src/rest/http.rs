//! Asks over HTTP: address, authentication, deadline, size of the answer. Judges nothing.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use chrono::{DateTime, Utc};
use domain::source::SourceReason;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue, LINK, RETRY_AFTER, USER_AGENT};
use reqwest::{Client, Method, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use tokio::time::Instant;
use url::Url;

use super::WiringError;
use crate::digest;
use crate::mapping::{Authentication, Mapping};
use crate::outcome::Unavailable;

/// The way to one court system.
pub(super) struct Http {
    client: Client,
    base: Url,
    headers: HeaderMap,
    basic: Option<(String, SecretString)>,
    answer_bytes_max: usize,
}

/// One request.
#[derive(Debug, Clone)]
pub(super) struct Ask {
    pub(super) url: Url,
    pub(super) body: Option<Value>,
}

/// An answer as it came.
#[derive(Debug, Clone)]
pub(super) struct Raw {
    pub(super) status: StatusCode,
    pub(super) retry_after: Option<Duration>,
    pub(super) next_link: Option<String>,
    pub(super) body: Bytes,
    pub(super) sha256: String,
    pub(super) as_of: DateTime<Utc>,
}

impl Http {
    pub(super) fn new(
        mapping: &Mapping,
        client: Client,
        base: Option<Url>,
        secret: Option<SecretString>,
    ) -> Result<Self, WiringError> {
        let mut headers = HeaderMap::new();
        let mut add = |name: &str, value: &str| -> Result<(), WiringError> {
            let wrong = || WiringError::Header { name: name.to_owned() };
            let name: HeaderName = name.parse().map_err(|_why| wrong())?;
            let mut value: HeaderValue = value.parse().map_err(|_why| wrong())?;
            value.set_sensitive(true);
            headers.insert(name, value);
            Ok(())
        };
        add(USER_AGENT.as_str(), &mapping.user_agent)?;
        for (name, value) in &mapping.headers {
            add(name, value)?;
        }
        let secret = match (mapping.secret(), secret) {
            (Some(name), None) => return Err(WiringError::SecretMissing { name: name.to_owned() }),
            (_, secret) => secret,
        };
        let mut basic = None;
        match (&mapping.authentication, secret) {
            (Authentication::Bearer { .. }, Some(secret)) => {
                add("authorization", &format!("Bearer {}", secret.expose_secret()))?;
            }
            (Authentication::Header { header, .. }, Some(secret)) => {
                add(header, secret.expose_secret())?;
            }
            (Authentication::Basic { user, .. }, Some(secret)) => {
                basic = Some((user.clone(), secret));
            }
            (_, _) => {}
        }
        Ok(Self {
            client,
            base: base.unwrap_or_else(|| mapping.base_url.clone()),
            headers,
            basic,
            answer_bytes_max: mapping.answer_bytes_max,
        })
    }

    /// The address of a path with its query.
    pub(super) fn url(&self, path: &str, query: &[(String, String)]) -> Result<Url, Unavailable> {
        let address = format!("{}{path}", self.base.as_str().trim_end_matches('/'));
        let mut url = Url::parse(&address).map_err(|why| {
            unavailable(SourceReason::SoftError, format!("no address {address}: {why}"))
        })?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        Ok(url)
    }

    /// An address that an answer named; only of the same server.
    pub(super) fn same_server(&self, link: &str) -> Option<Url> {
        let url = self.base.join(link).ok()?;
        (url.origin() == self.base.origin()).then_some(url)
    }

    /// Sends a request and reads the answer, both before `until`.
    pub(super) async fn fetch(
        &self,
        ask: &Ask,
        until: Instant,
        now: impl Fn() -> DateTime<Utc>,
    ) -> Result<Raw, Unavailable> {
        let method = if ask.body.is_some() { Method::POST } else { Method::GET };
        let mut request =
            self.client.request(method, ask.url.clone()).headers(self.headers.clone());
        if let Some((user, password)) = &self.basic {
            request = request.basic_auth(user, Some(password.expose_secret()));
        }
        if let Some(body) = &ask.body {
            request = request.json(body);
        }
        let path = ask.url.path();
        let answer = async {
            let response = request.send().await.map_err(|why| failed(path, &why))?;
            self.read(response, path, &now).await
        };
        match tokio::time::timeout_at(until, answer).await {
            Ok(answer) => answer,
            Err(_elapsed) => {
                Err(unavailable(SourceReason::Timeout, format!("no answer in time from {path}")))
            }
        }
    }

    async fn read(
        &self,
        mut response: reqwest::Response,
        path: &str,
        now: &impl Fn() -> DateTime<Utc>,
    ) -> Result<Raw, Unavailable> {
        let status = response.status();
        let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
        let retry_after = header(RETRY_AFTER)
            .and_then(|seconds| seconds.trim().parse().ok())
            .map(Duration::from_secs);
        let next_link = header(LINK).and_then(next_of);
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await.map_err(|why| failed(path, &why))? {
            if body.len() + chunk.len() > self.answer_bytes_max {
                let detail =
                    format!("the answer of {path} is larger than {} bytes", self.answer_bytes_max);
                return Err(unavailable(SourceReason::SoftError, detail));
            }
            body.extend_from_slice(&chunk);
        }
        let body = body.freeze();
        let sha256 = digest::sha256(&body);
        Ok(Raw { status, retry_after, next_link, body, sha256, as_of: now() })
    }
}

/// The address with `rel="next"` of a header `Link`.
fn next_of(header: &str) -> Option<String> {
    header.split(',').find_map(|link| {
        let (address, parameters) = link.trim().strip_prefix('<')?.split_once('>')?;
        let next = parameters
            .split(';')
            .any(|parameter| matches!(parameter.trim(), "rel=\"next\"" | "rel=next"));
        next.then(|| address.to_owned())
    })
}

/// An outcome without an answer.
pub(super) fn unavailable(reason: SourceReason, detail: impl Into<String>) -> Unavailable {
    Unavailable { reason, retry_after: None, detail: detail.into() }
}

/// Nothing usable came over the wire. What broke before an answer began may be asked again at
/// once, which `retry_after` of zero says.
fn failed(path: &str, why: &reqwest::Error) -> Unavailable {
    let reason = if why.is_body() || why.is_decode() {
        SourceReason::SoftError
    } else {
        SourceReason::Timeout
    };
    let again = why.is_connect() || (why.is_request() && !why.is_timeout());
    Unavailable {
        reason,
        retry_after: again.then_some(Duration::ZERO),
        detail: format!("{path}: {}", chain(why)),
    }
}

fn chain(why: &reqwest::Error) -> String {
    let mut words = why.to_string();
    let mut source = std::error::Error::source(why);
    while let Some(cause) = source {
        words.push_str(": ");
        words.push_str(&cause.to_string());
        source = cause.source();
    }
    words
}
