//! The history of a case.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use domain::event;
use domain::key::CaseKey;
use service::{Error, Part};

use crate::coded::label;
use crate::connection::connection;
use crate::hearings::types::TimePrecision;
use crate::language::Language;
use crate::node::part_id;
use crate::op::OpOf;
use crate::scalar::Date;

/// `CaseEvent` of the schema.
#[derive(Clone)]
pub struct CaseEvent {
    pub(crate) case: Arc<CaseKey>,
    pub(crate) event: Arc<event::CaseEvent>,
}

/// An entry in the history of a case.
#[Object]
impl CaseEvent {
    /// Opaque id.
    pub(crate) async fn id(&self, ctx: &Context<'_>) -> Result<ID, Error> {
        Ok(part_id(ctx.op()?, Part::Events, &self.case, &self.event.key))
    }

    /// Day, in the time zone of the court.
    async fn occurred_on(&self) -> Option<Date> {
        self.event.occurred_on.map(Date)
    }

    /// Moment, where the court system gives one.
    async fn occurred_at(&self) -> Option<DateTime<Utc>> {
        self.event.occurred_at
    }

    /// How precise the court system is.
    async fn precision(&self) -> TimePrecision {
        self.event.precision.into()
    }

    /// What happened. `OTHER`: something no code stands for; read `originalText`.
    async fn code(&self) -> &str {
        &self.event.kind.code
    }

    /// What to show to a person.
    async fn label(
        &self,
        #[graphql(desc = "Language of the label.", default)] lang: Language,
    ) -> String {
        label(&self.event.kind, lang)
    }

    /// The whole entry as the court system wrote it.
    async fn original_text(&self) -> Option<&str> {
        self.event.text.as_deref().or(self.event.kind.original.as_deref())
    }

    /// Who filed it, as printed by the court system.
    async fn filed_by(&self) -> &[String] {
        &self.event.filed_by
    }

    /// What came of it (granted, denied …), as printed by the court system.
    async fn result(&self) -> Option<&str> {
        self.event.result.as_deref()
    }
}

connection!(CaseEventConnection, CaseEventEdge, CaseEvent, "History of a case, page by page.");
