//! Why an operation is not executed; the one shape in which errors are read.

use std::time::Duration;

use async_graphql::{Pos, ServerError};
use serde::Serialize;
use serde::ser::SerializeMap;
use service::Code;

use super::Cost;

/// At which step a request was refused: transports choose their status by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The parameters are not those of a request: no query text, a wrong type.
    Parameters,
    /// The query text is no GraphQL document.
    Document,
    /// The document is not valid here: fields, operation name, variables, limits.
    Validation,
    /// The request is good, but is not served: access, budget, time, fault.
    Service,
}

/// One error of a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Failure {
    code: Code,
    message: String,
    locations: Vec<Pos>,
}

/// Why an operation is not executed: one error or several, never without one.
#[derive(Debug, Clone)]
pub struct Refusal {
    /// At which step.
    pub step: Step,
    /// When asking again makes sense.
    pub retry_after: Option<Duration>,
    /// What the operation would have cost, where that was known.
    pub cost: Option<Cost>,
    failures: Vec<Failure>,
}

impl Refusal {
    /// A refusal with one error.
    pub fn new(step: Step, code: Code, message: impl Into<String>) -> Self {
        Self::several(step, [(code, message.into())])
    }

    /// A refusal with several errors, all found at one step.
    pub fn several(step: Step, errors: impl IntoIterator<Item = (Code, String)>) -> Self {
        let failures = errors
            .into_iter()
            .map(|(code, message)| Failure { code, message: clean(&message), locations: vec![] })
            .collect();
        Self { step, retry_after: None, cost: None, failures }
    }

    /// The same, worth asking again after `wait`.
    #[must_use]
    pub fn after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }

    /// The most telling code of all errors.
    pub fn code(&self) -> Code {
        let has = |code: &Code| self.failures.iter().any(|failure| failure.code == *code);
        Code::ALL.into_iter().find(has).unwrap_or(Code::Internal)
    }

    pub(super) fn document(code: Code, message: impl Into<String>) -> Self {
        Self::new(Step::Document, code, message)
    }

    pub(crate) fn validation(errors: impl IntoIterator<Item = (Code, String)>) -> Self {
        Self::several(Step::Validation, errors)
    }

    pub(super) fn at(mut self, line: usize, column: usize) -> Self {
        for failure in &mut self.failures {
            failure.locations = vec![Pos { line, column }];
        }
        self
    }

    /// The complaints of the executor's rules.
    pub(crate) fn rules(errors: &[ServerError]) -> Self {
        let failures = errors.iter().map(rule).collect();
        Self { step: Step::Validation, retry_after: None, cost: None, failures }
    }

    pub(super) fn written(&self, request_id: &str) -> Vec<Written> {
        self.failures
            .iter()
            .map(|failure| Written {
                message: failure.message.clone(),
                locations: failure.locations.clone(),
                path: Vec::new(),
                extensions: Extensions {
                    code: failure.code,
                    retry_after: self.retry_after,
                    request_id: request_id.to_owned(),
                },
            })
            .collect()
    }
}

/// One error as clients read it.
#[derive(Debug, Serialize)]
pub(super) struct Written {
    pub message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<Pos>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<async_graphql::PathSegment>,
    pub extensions: Extensions,
}

/// What programs read of an error: these four keys and no more.
#[derive(Debug)]
pub(super) struct Extensions {
    pub code: Code,
    pub retry_after: Option<Duration>,
    pub request_id: String,
}

impl Serialize for Extensions {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let wait = self.retry_after.map(|wait| u64::try_from(wait.as_millis()).unwrap_or(u64::MAX));
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("code", self.code.as_str())?;
        map.serialize_entry("retryable", &self.code.retryable())?;
        map.serialize_entry("retryAfterMs", &wait)?;
        map.serialize_entry("requestId", &self.request_id)?;
        map.end()
    }
}

/// A parser's complaint without the lines of the query it quotes.
pub(super) fn syntax(error: &async_graphql::parser::Error) -> Refusal {
    let place = error.positions().next();
    let text = error.to_string();
    // The parser draws the line with an arrow under it; the reason follows the last "= ".
    let reason = text.rsplit("\n  = ").next().unwrap_or_default();
    let reason = reason.replace('_', " ");
    match place {
        Some(Pos { line, column }) => Refusal::document(
            Code::BadInput,
            format!("syntax error at line {line}, column {column}: {reason}"),
        )
        .at(line, column),
        None => Refusal::document(Code::BadInput, format!("syntax error: {reason}")),
    }
}

/// A complaint of the executor's rules.
fn rule(error: &ServerError) -> Failure {
    Failure {
        code: Code::BadInput,
        message: clean(&error.message),
        locations: error.locations.clone(),
    }
}

/// One line of bounded length: a message never carries a client's text back whole.
pub(super) fn clean(message: &str) -> String {
    const LENGTH_MAX: usize = 400;
    let mut line = message
        .chars()
        .map(|sign| if sign.is_control() { ' ' } else { sign })
        .take(LENGTH_MAX)
        .collect::<String>();
    if message.chars().nth(LENGTH_MAX).is_some() {
        line.push('…');
    }
    line
}
