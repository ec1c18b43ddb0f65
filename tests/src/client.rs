//! A GraphQL client over HTTP that asks as somebody.

use std::path::Path;

use anyhow::Context as _;
use serde_json::{Map, Value, json};

use crate::data;

/// A client of one gateway.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    token: Option<String>,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Headers.
    pub headers: reqwest::header::HeaderMap,
    /// The body, which must be JSON.
    pub body: Value,
}

impl Client {
    /// A client that asks as nobody in particular; `base` is like `http://127.0.0.1:4000`.
    pub fn new(base: impl Into<String>) -> Self {
        let http = reqwest::Client::builder()
            .no_proxy()
            .build()
            .expect("a client needs nothing of the machine");
        Self { http, base: base.into().trim_end_matches('/').to_owned(), token: None }
    }

    /// The same client asking with a bearer token.
    #[must_use]
    pub fn bearer(&self, token: impl Into<String>) -> Self {
        Self { token: Some(token.into()), ..self.clone() }
    }

    /// Sends a document with variables.
    ///
    /// # Panics
    /// When no answer comes, or one that is not JSON.
    pub async fn send(&self, query: &str, variables: Value) -> Answer {
        self.post(&json!({ "query": query, "variables": variables })).await
    }

    /// Sends a whole body to `/graphql`.
    ///
    /// # Panics
    /// When no answer comes, or one that is not JSON.
    pub async fn post(&self, body: &Value) -> Answer {
        let mut request = self.http.post(format!("{}/graphql", self.base)).json(body);
        request = request.header("accept", "application/graphql-response+json");
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        let response = request.send().await.expect("an answer of the gateway");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await.expect("a whole answer");
        let body = serde_json::from_str(&text)
            .with_context(|| format!("the gateway answered {status} with {text:?}"))
            .unwrap_or_else(|error| panic!("{error:#}"));
        Answer { status, headers, body }
    }

    /// Gets a page or a file: status and text.
    ///
    /// # Panics
    /// When no answer comes.
    pub async fn get(&self, path: &str) -> (u16, String) {
        let mut request = self.http.get(format!("{}{path}", self.base));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        let response = request.send().await.expect("an answer of the gateway");
        (response.status().as_u16(), response.text().await.expect("a whole answer"))
    }
}

impl Answer {
    /// Data of the answer.
    ///
    /// # Panics
    /// When there are errors, or no data.
    pub fn data(&self) -> &Map<String, Value> {
        let errors = self.body.get("errors");
        assert!(errors.is_none(), "the answer has errors: {:#}", self.body);
        let data = self.body.get("data").and_then(Value::as_object);
        data.unwrap_or_else(|| panic!("the answer has no data: {:#}", self.body))
    }

    /// Codes of the errors, in their order.
    pub fn codes(&self) -> Vec<&str> {
        let errors = self.body.get("errors").and_then(Value::as_array).into_iter().flatten();
        errors.filter_map(|error| error.pointer("/extensions/code")?.as_str()).collect()
    }
}

/// Text of an operation of clients: the contract's where it is there, else the copy kept with the
/// tests.
///
/// # Panics
/// When neither has it.
pub fn operation(name: &str) -> String {
    let file = format!("{name}.graphql");
    let given = data::contract_if_there().map(|folder| folder.join(&file));
    let kept = data::workspace().join("tests/it/operations").join(&file);
    let read = |path: &Path| std::fs::read_to_string(path).ok();
    given
        .and_then(|path| read(&path))
        .or_else(|| read(&kept))
        .unwrap_or_else(|| panic!("no operation {file} in the contract nor in tests/it/operations"))
}
