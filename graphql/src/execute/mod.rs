//! Runs one operation: the only module that calls the executor.
//!
//! *Enter by* [`Gate::prepare`] (read, select, measure) and [`Gate::execute`] (validate, charge,
//! run, write). Between the two a transport decides whether it serves this kind of operation.
//!
//! *Invariants*: a text is counted before it is parsed, parsed before it is measured, measured
//! before a rule walks it; an answer has `data` only if the operation was executed; no text of
//! the executor, of a resolver's fault or of a panic reaches a client.

mod absent;
mod answer;
mod budget;
pub(crate) mod document;
mod measure;
#[cfg(test)]
mod nulls;
mod refusal;
mod scan;
#[cfg(test)]
mod tests;

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::{ObjectType, Response, SchemaBuilder, SubscriptionType, Variables};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde_json::{Map, Value};
use service::{Code, Op};

use crate::extension::guard::{Guard, Ticket};

pub use answer::{Answer, Outcome};
pub use budget::{Budget, Cost, Meter, Overdrawn, Unmetered};
pub use document::Kind;
pub use refusal::{Refusal, Step};

use document::Documents;

/// What one operation may ask for, and what the process holds of earlier ones.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of the query text.
    pub query_bytes_max: usize,
    /// Tokens of the query text.
    pub tokens_max: usize,
    /// Levels of fields.
    pub depth_max: usize,
    /// Fields under another name.
    pub aliases_max: usize,
    /// Directives.
    pub directives_max: usize,
    /// Fields at the root.
    pub root_fields_max: usize,
    /// Fields with every fragment unfolded.
    pub fields_max: usize,
    /// Points: a field is one, a list multiplies what is below it by its length.
    pub complexity_max: usize,
    /// Bytes of query texts whose documents are held.
    pub documents_held_bytes_max: u64,
    /// Whether error messages name fields that resemble a wrong one.
    pub suggestions: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            query_bytes_max: 64 * 1024,
            tokens_max: 8_000,
            depth_max: 16,
            aliases_max: 60,
            directives_max: 60,
            root_fields_max: 30,
            fields_max: 2_000,
            complexity_max: 20_000,
            documents_held_bytes_max: 16 * 1024 * 1024,
            suggestions: true,
        }
    }
}

/// What a client sends, whatever the transport.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The document.
    pub query: Option<String>,
    /// Which operation of the document.
    pub operation_name: Option<String>,
    /// Values of its variables.
    pub variables: Option<Map<String, Value>>,
    /// What else the client tells; `cost: true` asks for the cost in the answer.
    pub extensions: Option<Map<String, Value>>,
}

/// How one request is to be served: what differs by caller and transport.
pub struct Terms<'a> {
    /// Named in every error, and in the log.
    pub request_id: &'a str,
    /// Pays for the operation.
    pub meter: Arc<dyn Meter>,
}

/// An operation that is read, selected and measured, but not yet validated.
#[derive(Debug)]
pub struct Prepared {
    document: Arc<document::Document>,
    operation_name: Option<String>,
    variables: Map<String, Value>,
    cost_wanted: bool,
}

impl Prepared {
    /// Query, mutation or subscription.
    pub fn kind(&self) -> Kind {
        self.document.kind
    }

    /// Name of the operation in the document.
    pub fn operation_name(&self) -> Option<&str> {
        self.document.name.as_deref()
    }

    /// Whether the schema itself is asked for.
    pub fn introspection(&self) -> bool {
        self.document.introspection
    }
}

type Executor = dyn Fn(async_graphql::Request) -> BoxFuture<'static, Response> + Send + Sync;

/// The one way to the executor.
pub struct Gate {
    executor: Box<Executor>,
    documents: Documents,
    complexity_max: usize,
    sdl: String,
}

impl Gate {
    /// Closes `builder` under `limits`.
    pub fn new<Q, M, S>(builder: SchemaBuilder<Q, M, S>, limits: Limits) -> Self
    where
        Q: ObjectType + 'static,
        M: ObjectType + 'static,
        S: SubscriptionType + 'static,
    {
        let builder = builder.extension(Guard::new()).limit_recursive_depth(limits.depth_max * 4);
        let builder = if limits.suggestions { builder } else { builder.disable_suggestions() };
        let schema = builder.finish();
        Self {
            sdl: schema.sdl(),
            executor: Box::new(move |request| {
                let schema = schema.clone();
                async move { schema.execute(request).await }.boxed()
            }),
            complexity_max: limits.complexity_max,
            documents: Documents::new(limits),
        }
    }

    /// The schema in its own language.
    pub fn sdl(&self) -> &str {
        &self.sdl
    }

    /// Reads the document, selects the operation and measures it.
    ///
    /// # Errors
    ///
    /// No document, no such operation, or one that goes beyond a limit.
    pub fn prepare(&self, request: Request) -> Result<Prepared, Refusal> {
        let extensions = request.extensions.unwrap_or_default();
        let Some(query) = request.query.filter(|query| !query.trim().is_empty()) else {
            return Err(if extensions.contains_key("persistedQuery") {
                // The words the clients of persisted queries wait for before they send the text.
                Refusal::new(Step::Parameters, Code::BadInput, "PersistedQueryNotSupported")
            } else {
                Refusal::new(
                    Step::Parameters,
                    Code::BadInput,
                    "the parameter \"query\" is missing or empty; it holds the GraphQL document",
                )
            });
        };
        let document = self.documents.read(&query, request.operation_name.as_deref())?;
        Ok(Prepared {
            operation_name: document.name.clone(),
            document,
            variables: request.variables.unwrap_or_default(),
            cost_wanted: extensions.get("cost") == Some(&Value::Bool(true)),
        })
    }

    /// Validates `prepared`, charges its cost and runs it for `op`.
    pub async fn execute(&self, prepared: Prepared, op: Arc<Op>, terms: Terms<'_>) -> Answer {
        let time_allowed = op.time_allowed;
        self.run(prepared, |request| request.data(op), time_allowed, terms).await
    }

    async fn run(
        &self,
        prepared: Prepared,
        furnish: impl FnOnce(async_graphql::Request) -> async_graphql::Request,
        time_allowed: Duration,
        terms: Terms<'_>,
    ) -> Answer {
        let cost_wanted = prepared.cost_wanted;
        let variables = Variables::from_json(Value::Object(prepared.variables));
        let ticket = Arc::new(Ticket::new(
            Arc::clone(&prepared.document),
            variables.clone(),
            self.complexity_max,
            terms.meter,
        ));
        let mut tree = prepared.document.tree.clone();
        absent::strip(&mut tree, &variables);
        let request =
            async_graphql::Request::new("").variables(variables).data(Arc::clone(&ticket));
        let mut request = furnish(request);
        request.operation_name = prepared.operation_name;
        request.set_parsed_query(tree);

        let run = AssertUnwindSafe((self.executor)(request)).catch_unwind();
        match tokio::time::timeout(time_allowed, run).await {
            Ok(Ok(response)) => {
                let ended = ticket.ended();
                answer::write(response, &ended, cost_wanted, terms.request_id)
            }
            Ok(Err(_panic)) => {
                tracing::error!(request.id = terms.request_id, "a resolver panicked");
                Answer::refused(
                    &Refusal::new(Step::Service, Code::Internal, answer::FAULT),
                    terms.request_id,
                )
            }
            Err(_elapsed) => Answer::refused(
                &Refusal::new(
                    Step::Service,
                    Code::Timeout,
                    format!(
                        "the operation was not finished within {} ms; ask for less at once",
                        time_allowed.as_millis()
                    ),
                ),
                terms.request_id,
            ),
        }
    }
}
