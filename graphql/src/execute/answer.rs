//! Writes what the executor gave as the answer a client reads.

use std::time::Duration;

use async_graphql::{Response, ServerError};
use serde::Serialize;
use service::Code;

use super::refusal::{Extensions, Refusal, Step, Written, clean};
use super::{Budget, Cost};
use crate::extension::guard::Ended;

/// What a client reads of a fault of this program.
pub(super) const FAULT: &str = "a fault of the gateway; it is logged under the request id";

/// How an operation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was executed; the answer has `data`.
    Executed {
        /// Whether `errors` stands beside it.
        errors: bool,
    },
    /// It was not executed; the answer has no `data`.
    Refused(Step),
}

/// An answer, ready to be sent.
#[derive(Debug)]
pub struct Answer {
    /// The answer as JSON.
    pub body: Vec<u8>,
    /// How the operation ended.
    pub outcome: Outcome,
    /// The most telling code of its errors.
    pub code: Option<Code>,
    /// When asking again makes sense.
    pub retry_after: Option<Duration>,
    /// What the operation cost, where it came so far.
    pub cost: Option<Cost>,
}

impl Answer {
    /// The answer to an operation that is not executed.
    pub fn refused(refusal: &Refusal, request_id: &str) -> Self {
        let errors = refusal.written(request_id);
        let body = Body { errors: &errors, data: None, extensions: tell(refusal.cost, true) };
        Self {
            body: json(&body),
            outcome: Outcome::Refused(refusal.step),
            code: Some(refusal.code()),
            retry_after: refusal.retry_after,
            cost: refusal.cost,
        }
    }

    /// The caller's budget after the operation, where there is one.
    pub fn budget(&self) -> Option<Budget> {
        self.cost.and_then(|cost| cost.budget)
    }
}

#[derive(Serialize)]
struct Body<'a> {
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [Written],
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a async_graphql::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extensions: Option<Told>,
}

#[derive(Serialize)]
struct Told {
    cost: Cost,
}

fn tell(cost: Option<Cost>, wanted: bool) -> Option<Told> {
    cost.filter(|_| wanted).map(|cost| Told { cost })
}

pub(super) fn write(
    response: Response,
    ended: &Ended,
    cost_wanted: bool,
    request_id: &str,
) -> Answer {
    if !ended.executed {
        let refusal = ended.refusal.clone().unwrap_or_else(|| Refusal::rules(&response.errors));
        return Answer::refused(&refusal, request_id);
    }
    let errors =
        response.errors.into_iter().map(|error| field(error, request_id)).collect::<Vec<_>>();
    let has = |code: &Code| errors.iter().any(|error| error.extensions.code == *code);
    let code = Code::ALL.into_iter().find(has);
    let retry_after = errors.iter().filter_map(|error| error.extensions.retry_after).max();
    let body = Body {
        errors: &errors,
        data: Some(&response.data),
        extensions: tell(ended.cost, cost_wanted),
    };
    Answer {
        body: json(&body),
        outcome: Outcome::Executed { errors: !errors.is_empty() },
        code,
        retry_after,
        cost: ended.cost,
    }
}

/// An error of a field: what a use case says for the public, or a fault without its text.
fn field(error: ServerError, request_id: &str) -> Written {
    let told = told(&error);
    let (code, message, retry_after) = match told {
        Some(told) => told,
        // An argument that only its own type could judge.
        None if error.source.is_none() && argument(&error.message) => {
            // What the client gave follows; it has it already.
            let reason = error.message.split(", found ").next().unwrap_or_default();
            (Code::BadInput, clean(reason), None)
        }
        None => (Code::Internal, FAULT.to_owned(), None),
    };
    log(&error, code, request_id);
    Written {
        message,
        locations: error.locations,
        path: error.path,
        extensions: Extensions { code, retry_after, request_id: request_id.to_owned() },
    }
}

/// Code, public text and wait of an error that a use case or a resolver made on purpose.
fn told(error: &ServerError) -> Option<(Code, String, Option<Duration>)> {
    if let Some(failure) = error.source::<service::Error>() {
        return Some((failure.code, failure.public.clone(), failure.retry_after));
    }
    let extensions = error.extensions.as_ref()?;
    let async_graphql::Value::String(code) = extensions.get("code")? else { return None };
    let code = Code::ALL.into_iter().find(|known| known.as_str() == code)?;
    let wait = match extensions.get("retryAfterMs") {
        Some(async_graphql::Value::Number(wait)) => wait.as_u64().map(Duration::from_millis),
        _ => None,
    };
    Some((code, error.message.clone(), wait))
}

/// Whether the executor complains of an argument's value, by the openings of its own messages.
fn argument(message: &str) -> bool {
    ["Failed to parse \"", "Expected input type \"", "Invalid value for argument "]
        .iter()
        .any(|opening| message.starts_with(opening))
}

/// The one place where a failed field is logged: with its cause, never with values.
fn log(error: &ServerError, code: Code, request_id: &str) {
    use std::error::Error;
    use std::fmt::Write;

    let mut cause = String::new();
    if let Some(failure) = error.source::<service::Error>() {
        let mut next = failure.source();
        while let Some(link) = next {
            let opening = if cause.is_empty() { "" } else { ": " };
            // Writing to a string does not fail.
            _ = write!(cause, "{opening}{link}");
            next = link.source();
        }
    } else if code == Code::Internal {
        cause.clone_from(&error.message);
    }
    let code_text = code.as_str();
    match code {
        Code::Internal => {
            tracing::error!(request.id = request_id, code = code_text, cause, "a field failed");
        }
        Code::RegistryUnavailable
        | Code::RegistryInvalid
        | Code::OutcomeUnknown
        | Code::Timeout => {
            tracing::warn!(request.id = request_id, code = code_text, cause, "a field failed");
        }
        _ => tracing::debug!(request.id = request_id, code = code_text, "a field was refused"),
    }
}

fn json(body: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(body).unwrap_or_else(|error| {
        tracing::error!(%error, "an answer cannot be written as JSON");
        br#"{"errors":[{"message":"a fault of the gateway","extensions":{"code":"INTERNAL"}}]}"#
            .to_vec()
    })
}
