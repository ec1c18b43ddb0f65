//! Hearings and their times.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use domain::hearing;
use service::Error;
use service::cases::CaseView;
use service::hearings::HearingView;

use crate::cases::types::Case;
use crate::coded::{CodedValue, Judge, value};
use crate::connection::connection;
use crate::language::{Language, text};
use crate::op::OpOf;
use crate::scalar::Date;

/// Order of hearings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Enum)]
pub enum HearingOrder {
    /// Earliest first.
    #[default]
    StartsAsc,
    /// Latest first.
    StartsDesc,
}

impl From<HearingOrder> for service::cases::rows::HearingOrder {
    fn from(order: HearingOrder) -> Self {
        match order {
            HearingOrder::StartsAsc => Self::StartsAsc,
            HearingOrder::StartsDesc => Self::StartsDesc,
        }
    }
}

/// How precise a time is. Court lists say "week commencing" and days without an hour; no hour is
/// made up for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "hearing::TimePrecision")]
pub enum TimePrecision {
    /// To the minute: `startsAt` is given.
    Time,
    /// A day without an hour.
    Day,
    /// Some day of a week, from `startsOn` to `endsOn`.
    Week,
    /// Some day of a month, from `startsOn` to `endsOn`.
    Month,
    /// No date is known.
    Unknown,
}

/// `Hearing` of the schema.
#[derive(Clone)]
pub struct Hearing {
    pub(crate) view: Arc<HearingView>,
}

impl Hearing {
    /// A hearing of a case that is being read.
    pub(crate) fn of_case(case: &CaseView, hearing: hearing::Hearing) -> Self {
        Self { view: Arc::new(HearingView::of_case(case, hearing)) }
    }

    fn hearing(&self) -> &hearing::Hearing {
        &self.view.hearing
    }
}

/// A hearing, or another session of a court.
#[Object]
impl Hearing {
    /// Opaque id.
    pub(crate) async fn id(&self, ctx: &Context<'_>) -> Result<ID, Error> {
        Ok(ID(ctx.op()?.app.ids.id(&self.view.node_id)))
    }

    /// Kind of hearing.
    async fn kind(&self) -> Option<CodedValue> {
        value(self.hearing().kind.as_ref())
    }

    /// Status.
    async fn status(&self) -> Option<CodedValue> {
        value(self.hearing().status.as_ref())
    }

    /// In the court, by video link, mixed, or in writing.
    async fn mode(&self) -> Option<CodedValue> {
        value(self.hearing().mode.as_ref())
    }

    /// How precise the times are.
    async fn precision(&self) -> TimePrecision {
        self.hearing().when.precision.into()
    }

    /// First day, in the time zone of the court.
    async fn starts_on(&self) -> Option<Date> {
        self.hearing().when.starts_on.map(Date)
    }

    /// Last day, in the time zone of the court.
    async fn ends_on(&self) -> Option<Date> {
        self.hearing().when.ends_on.map(Date)
    }

    /// Begin. Null unless `precision` is TIME.
    async fn starts_at(&self) -> Option<DateTime<Utc>> {
        self.hearing().when.starts_at
    }

    /// End, where it is known. Null unless `precision` is TIME.
    async fn ends_at(&self) -> Option<DateTime<Utc>> {
        self.hearing().when.ends_at
    }

    /// Time zone of the court, by its name in the IANA database.
    async fn time_zone(&self) -> Option<&str> {
        self.hearing().when.time_zone.as_deref()
    }

    /// Room, as printed by the court system.
    async fn room(&self) -> Option<&str> {
        self.hearing().room.as_deref()
    }

    /// Judge or panel, as printed by the court system.
    async fn judge(&self) -> Option<Judge> {
        self.hearing().judge.clone().map(|name| Judge { name })
    }

    /// Whether the session is closed to the public (CPC 19).
    async fn closed_session(&self) -> bool {
        self.view.closed_session
    }

    /// What came of it.
    async fn result(
        &self,
        #[graphql(desc = "Language of the text.", default)] lang: Language,
    ) -> Option<String> {
        self.hearing().result.as_ref().and_then(|result| text(result, lang))
    }

    /// The case that is heard. Null where the list names none, and in a closed session for those
    /// who may not know.
    async fn case(&self) -> Option<Case> {
        self.view.case.clone().map(Case::new)
    }
}

connection!(HearingConnection, HearingEdge, Hearing, "Hearings, page by page.");
