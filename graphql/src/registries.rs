//! The court information systems behind the gateway, and how they are.

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use service::registries::{self, RegistryView};
use service::{Code, Error, NodeId};

use crate::language::{Language, text};
use crate::op::OpOf;
use crate::source::SourceReason;

/// How a court information system is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "registries::HealthState")]
pub enum RegistryState {
    /// It answers.
    Up,
    /// It answers, but often fails or is slow.
    Degraded,
    /// It does not answer.
    Down,
    /// It is closed by its own calendar.
    Maintenance,
    /// It has not been asked yet.
    Unknown,
}

/// What a court information system serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "registries::Serves")]
pub enum Capability {
    /// Heads of cases, and their history.
    Cases,
    /// Hearings.
    Hearings,
    /// Documents.
    Documents,
    /// Submissions.
    Filings,
    /// Parties and representatives.
    Parties,
    /// Statistics.
    Statistics,
}

/// Times of answer in the window, in milliseconds. Null where there was no call.
#[derive(SimpleObject)]
#[expect(clippy::struct_field_names, reason = "the names of the contract")]
pub struct Latency {
    /// Half of the calls took no longer.
    p50_ms: Option<i32>,
    /// 95 of 100 calls took no longer.
    p95_ms: Option<i32>,
    /// 99 of 100 calls took no longer.
    p99_ms: Option<i32>,
}

/// `Outage` of the schema.
pub struct Outage {
    id: ID,
    outage: registries::Outage,
}

/// A time during which a court information system did not answer.
#[Object]
impl Outage {
    /// Opaque id.
    async fn id(&self) -> &ID {
        &self.id
    }

    /// When it began.
    async fn began_at(&self) -> DateTime<Utc> {
        self.outage.began_at
    }

    /// When it ended; null while it lasts.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.outage.ended_at
    }

    /// Why calls failed.
    async fn reason(&self) -> SourceReason {
        self.outage.reason.into()
    }

    /// The same for a person.
    async fn message(
        &self,
        #[graphql(desc = "Language of the text.", default)] lang: Language,
    ) -> Option<String> {
        text(&registries::outage_message(self.outage.reason), lang)
    }

    /// Where a signed record of the outage can be fetched. Null where none is kept.
    async fn evidence_url(&self) -> Option<String> {
        None
    }
}

/// Most outages of one answer.
const OUTAGES_MAX: i32 = 50;

/// `Registry` of the schema.
pub struct Registry(RegistryView);

/// A court information system.
#[Object]
impl Registry {
    /// Code, as `Source.registry` tells it.
    async fn code(&self) -> &str {
        self.0.capability.registry.as_str()
    }

    /// Name.
    async fn name(
        &self,
        #[graphql(desc = "Language of the name.", default)] lang: Language,
    ) -> String {
        text(&self.0.capability.name, lang)
            .unwrap_or_else(|| self.0.capability.registry.to_string())
    }

    /// Protocol it speaks: REST, LIST, SOAP.
    async fn protocol(&self) -> &str {
        &self.0.capability.protocol
    }

    /// How it is.
    async fn state(&self) -> RegistryState {
        self.0.health.as_ref().map_or(RegistryState::Unknown, |health| health.state.into())
    }

    /// Since when; null where it has not been asked yet.
    async fn since(&self) -> Option<DateTime<Utc>> {
        self.0.health.as_ref()?.since
    }

    /// When it last answered; null where it never did since the start.
    async fn last_success_at(&self) -> Option<DateTime<Utc>> {
        self.0.health.as_ref()?.last_success_at
    }

    /// What it serves.
    async fn serves(&self) -> Vec<Capability> {
        self.0.serves.iter().copied().map(Into::into).collect()
    }

    /// Length of the window that `latency` and `errorRate` look at, in seconds.
    async fn window_seconds(&self) -> i32 {
        let window = self.0.health.as_ref().map(|health| health.window.as_secs());
        window.map_or(0, |seconds| i32::try_from(seconds).unwrap_or(i32::MAX))
    }

    /// Times of answer in the window; null where there was no call.
    async fn latency(&self) -> Option<Latency> {
        let latency = self.0.health.as_ref()?.latency?;
        let milliseconds = |duration| Some(crate::source::milliseconds(duration));
        Some(Latency {
            p50_ms: milliseconds(latency.p50),
            p95_ms: milliseconds(latency.p95),
            p99_ms: milliseconds(latency.p99),
        })
    }

    /// Share of calls in the window that failed, 0 to 1; null where there was no call.
    async fn error_rate(&self) -> Option<f64> {
        self.0.health.as_ref()?.error_rate
    }

    /// Share of questions answered from what is held, 0 to 1, since the start; null before the
    /// first.
    async fn cache_hit_rate(&self) -> Option<f64> {
        self.0.cache_hit_rate
    }

    /// Its latest outages, the last one first.
    async fn outages(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 50.", default = 5)] last: i32,
    ) -> Result<Vec<Outage>, Error> {
        if !(1..=OUTAGES_MAX).contains(&last) {
            return Err(Error::new(
                Code::BadInput,
                format!("`last` must be from 1 to {OUTAGES_MAX}; it is {last}"),
            ));
        }
        let op = ctx.op()?;
        let last = usize::try_from(last).unwrap_or_default();
        let outages = self.0.health.as_ref().map(|health| health.outages.as_slice());
        let outages = outages.unwrap_or_default().iter().take(last).map(|outage| Outage {
            id: ID(op.app.ids.id(&NodeId::Outage {
                registry: self.0.capability.registry.clone(),
                began_ms: outage.began_at.timestamp_millis(),
            })),
            outage: outage.clone(),
        });
        Ok(outages.collect())
    }
}

/// Entry fields for the court information systems.
#[derive(Default)]
pub struct RegistryQuery;

#[Object]
impl RegistryQuery {
    /// Every court information system behind the gateway, and how it is.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn registries(&self, ctx: &Context<'_>) -> Result<Vec<Registry>, Error> {
        Ok(registries::list(ctx.op()?).into_iter().map(Registry).collect())
    }
}
