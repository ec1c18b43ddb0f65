//! Stands between validation and execution: variables, cost, budget.
//!
//! The verdict over an operation depends on its text and its variables alone, so it is held by
//! their hash: an operation that comes again is not validated again.

use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::extensions::{
    Extension, ExtensionContext, ExtensionFactory, NextExecute, NextValidation,
};
use async_graphql::{Response, ServerError, ValidationResult, Variables};
use moka::sync::Cache;
use service::Code;
use sha2::{Digest, Sha256};

use super::values;
use crate::execute::document::Document;
use crate::execute::{Cost, Meter, Refusal, Step};

/// Operations whose verdicts are held.
const VERDICTS_HELD_MAX: u64 = 10_000;

/// How an operation ended, as far as the guard saw it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ended {
    /// Whether it was executed at all.
    pub executed: bool,
    /// What it costs.
    pub cost: Option<Cost>,
    /// Why it was not executed.
    pub refusal: Option<Refusal>,
}

/// What the guard needs to know of one operation; it travels in the request's data.
pub(crate) struct Ticket {
    document: Arc<Document>,
    variables: Variables,
    complexity_max: usize,
    meter: Arc<dyn Meter>,
    ended: Mutex<Ended>,
}

impl Ticket {
    pub(crate) fn new(
        document: Arc<Document>,
        variables: Variables,
        complexity_max: usize,
        meter: Arc<dyn Meter>,
    ) -> Self {
        Self { document, variables, complexity_max, meter, ended: Mutex::default() }
    }

    /// How the operation ended.
    pub(crate) fn ended(&self) -> Ended {
        self.ended.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn end(&self, change: impl FnOnce(&mut Ended)) {
        change(&mut self.ended.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Hash of the text, the operation and the values; none where a value cannot be hashed.
    fn key(&self) -> Option<[u8; 32]> {
        if self.variables.is_empty() {
            return Some(self.document.digest);
        }
        let mut hasher = Sha256::new();
        hasher.update(self.document.digest);
        hasher.update(serde_json::to_vec(&self.variables).ok()?);
        Some(hasher.finalize().into())
    }

    /// Refuses an operation that costs too much, and takes the cost of any other.
    fn charge(&self, complexity: usize) -> Result<Cost, Refusal> {
        let mut cost = Cost { requested: complexity, maximum: self.complexity_max, budget: None };
        if complexity > self.complexity_max {
            let mut refusal = Refusal::validation([(
                Code::TooCostly,
                format!(
                    "the operation costs {complexity} points, at most {} are allowed; ask for \
                     smaller pages or fewer fields",
                    self.complexity_max
                ),
            )]);
            refusal.cost = Some(cost);
            return Err(refusal);
        }
        match self.meter.charge(u32::try_from(complexity).unwrap_or(u32::MAX)) {
            Ok(budget) => {
                cost.budget = budget;
                Ok(cost)
            }
            Err(overdrawn) => {
                cost.budget = Some(overdrawn.budget);
                let (available, capacity) = (overdrawn.budget.available, overdrawn.budget.capacity);
                let (code, message) = match overdrawn.retry_after {
                    Some(_) => (
                        Code::Limited,
                        format!(
                            "the operation costs {complexity} points, {available} of {capacity} \
                             are left; wait, then ask again"
                        ),
                    ),
                    None => (
                        Code::TooCostly,
                        format!(
                            "the operation costs {complexity} points, a budget never holds more \
                             than {capacity}; ask for less at once"
                        ),
                    ),
                };
                let mut refusal = Refusal::new(Step::Service, code, message);
                refusal.retry_after = overdrawn.retry_after;
                refusal.cost = Some(cost);
                Err(refusal)
            }
        }
    }
}

/// The hook; one for all requests.
#[derive(Clone)]
pub(crate) struct Guard {
    verdicts: Cache<[u8; 32], ValidationResult>,
}

impl Guard {
    pub(crate) fn new() -> Self {
        Self { verdicts: Cache::new(VERDICTS_HELD_MAX) }
    }

    async fn verdict(
        &self,
        ticket: &Ticket,
        ctx: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> Result<ValidationResult, Refusal> {
        let key = ticket.key();
        if let Some(verdict) = key.and_then(|key| self.verdicts.get(&key)) {
            return Ok(verdict);
        }
        let mut errors =
            values::check(&ctx.schema_env.registry, &ticket.document.tree, &ticket.variables);
        let verdict = match next.run(ctx).await {
            Ok(verdict) if errors.is_empty() => verdict,
            Ok(_) => return Err(Refusal::rules(&errors)),
            Err(more) => {
                // Told better by our own check of values, which passes over none of them.
                let again = |error: &ServerError| {
                    !errors.is_empty() && error.message.starts_with("Invalid value for argument")
                };
                let more = more.into_iter().filter(|error| !again(error)).collect::<Vec<_>>();
                errors.extend(more);
                return Err(Refusal::rules(&errors));
            }
        };
        if let Some(key) = key {
            self.verdicts.insert(key, verdict);
        }
        Ok(verdict)
    }
}

impl ExtensionFactory for Guard {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(self.clone())
    }
}

#[async_trait::async_trait]
impl Extension for Guard {
    async fn validation(
        &self,
        ctx: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> Result<ValidationResult, Vec<ServerError>> {
        let Some(ticket) = ctx.data_opt::<Arc<Ticket>>() else { return next.run(ctx).await };
        let refusal = match self.verdict(ticket, ctx, next).await {
            Ok(verdict) => match ticket.charge(verdict.complexity) {
                Ok(cost) => {
                    ticket.end(|ended| ended.cost = Some(cost));
                    return Ok(verdict);
                }
                Err(refusal) => refusal,
            },
            Err(refusal) => refusal,
        };
        ticket.end(|ended| ended.refusal = Some(refusal));
        Err(vec![ServerError::new("refused", None)])
    }

    async fn execute(
        &self,
        ctx: &ExtensionContext<'_>,
        operation_name: Option<&str>,
        next: NextExecute<'_>,
    ) -> Response {
        if let Some(ticket) = ctx.data_opt::<Arc<Ticket>>() {
            ticket.end(|ended| ended.executed = true);
        }
        next.run(ctx, operation_name).await
    }
}
