//! A gateway on a free port over an empty folder, and a watchful client.

use gateway::config::Sources;
use gateway::{Options, Running, start};
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The two media types of answers.
pub(crate) const JSON: &str = "application/json";
pub(crate) const GRAPHQL: &str = "application/graphql-response+json";

/// A gateway that is there for one test.
pub(crate) struct Gateway {
    pub(crate) running: Running,
    pub(crate) client: reqwest::Client,
    _folder: TempDir,
}

/// An answer, read.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

/// Starts a gateway in demo mode without court systems; `settings` are dotted keys of TOML.
pub(crate) async fn gateway(settings: &str) -> Gateway {
    gateway_with(&format!("mode = \"demo\"\n{settings}"), Options::default()).await
}

/// The same in production mode.
pub(crate) async fn production(settings: &str) -> Gateway {
    gateway_with(settings, Options::default()).await
}

pub(crate) async fn gateway_with(settings: &str, options: Options) -> Gateway {
    gateway::wire::install_crypto();
    let folder = tempfile::tempdir().expect("a folder can be made");
    let text = format!(
        "data_dir = \"{}\"\nserver.listen = \"127.0.0.1:0\"\n{settings}",
        folder.path().display()
    );
    let config = Sources::of_text(text).load().expect("the settings of a test are right");
    let running = start(config, options).await.expect("the gateway starts");
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_gzip()
        .build()
        .expect("a client can be made");
    Gateway { running, client, _folder: folder }
}

impl Gateway {
    pub(crate) async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.expect("the gateway answers");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let answer =
            Answer { status, headers, text: response.text().await.expect("an answer is text") };
        assert!(answer.header("x-request-id").is_some(), "every answer has an id: {answer:?}");
        answer
    }

    pub(crate) fn post(&self, path: &str) -> reqwest::RequestBuilder {
        self.client.post(self.running.url(path))
    }

    pub(crate) fn get(&self, path: &str) -> reqwest::RequestBuilder {
        self.client.get(self.running.url(path))
    }

    /// A GET of `/graphql` with these parameters.
    pub(crate) fn get_with(&self, parameters: &[(&str, &str)]) -> reqwest::RequestBuilder {
        let url = self.running.url("/graphql");
        self.client.get(reqwest::Url::parse_with_params(&url, parameters).expect("it is a URL"))
    }

    /// Sends a body to `/graphql` as JSON.
    pub(crate) async fn body(&self, body: &Value, accept: &str) -> Answer {
        let request = self.post("/graphql").header(ACCEPT, accept);
        self.send(request.header(CONTENT_TYPE, JSON).body(body.to_string())).await
    }

    /// Asks a query.
    pub(crate) async fn ask(&self, query: &str) -> Answer {
        self.body(&json!({ "query": query }), GRAPHQL).await
    }
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().expect("a header is text"))
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).expect("an answer is JSON")
    }

    /// Messages of a refusal, after a look at its shape.
    pub(crate) fn refusal(&self, status: u16, code: &str) -> Vec<String> {
        assert_eq!(self.status, status, "{self:?}");
        let body = self.json();
        assert!(body.get("data").is_none(), "a refusal has no data: {body}");
        let errors = body["errors"].as_array().expect("a refusal has errors").clone();
        assert!(!errors.is_empty());
        for error in &errors {
            let extensions = error["extensions"].as_object().expect("an error has extensions");
            let keys = extensions.keys().map(String::as_str).collect::<Vec<_>>();
            assert_eq!(keys, ["code", "requestId", "retryAfterMs", "retryable"]);
            assert_eq!(extensions["code"], code, "{error}");
            assert_eq!(extensions["requestId"], self.header("x-request-id").expect("it has one"));
        }
        errors
            .iter()
            .map(|error| error["message"].as_str().expect("a message").to_owned())
            .collect()
    }
}
