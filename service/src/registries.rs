//! The court information systems, and how they are.

use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::language::Text;
use domain::source::SourceReason;
use registry::capability::{Capability, Listing, Part};

use crate::op::Op;

/// How a court information system is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Serves {
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

/// Times of answer in the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Latency {
    /// Half of the calls took no longer.
    pub p50: Duration,
    /// 95 of 100 calls took no longer.
    pub p95: Duration,
    /// 99 of 100 calls took no longer.
    pub p99: Duration,
}

/// A time during which a court information system did not answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outage {
    /// When it began.
    pub began_at: DateTime<Utc>,
    /// When it ended; none while it lasts.
    pub ended_at: Option<DateTime<Utc>>,
    /// Why calls failed.
    pub reason: SourceReason,
}

/// A court information system and how it is.
#[derive(Debug, Clone)]
pub struct RegistryView {
    /// What it is.
    pub capability: Capability,
    /// How it is.
    pub state: RegistryState,
    /// Since when.
    pub since: Option<DateTime<Utc>>,
    /// When it last answered.
    pub last_success_at: Option<DateTime<Utc>>,
    /// What it serves.
    pub serves: Vec<Serves>,
    /// Length of the window.
    pub window: Duration,
    /// Times of answer in the window.
    pub latency: Option<Latency>,
    /// Share of calls in the window that failed.
    pub error_rate: Option<f64>,
    /// Share of questions answered from what is held.
    pub cache_hit_rate: Option<f64>,
    /// Its outages, the last one first.
    pub outages: Vec<Outage>,
}

/// Every court information system, in the order of the configuration.
pub fn list(op: &Op) -> Vec<RegistryView> {
    let view = |capability: &Capability| RegistryView {
        capability: capability.clone(),
        state: RegistryState::Unknown,
        since: None,
        last_success_at: None,
        serves: serves(capability),
        window: Duration::from_mins(5),
        latency: None,
        error_rate: None,
        cache_hit_rate: op.app.held.hit_rate(),
        outages: Vec::new(),
    };
    op.app.registries.all().map(|registry| view(registry.capability())).collect()
}

fn serves(capability: &Capability) -> Vec<Serves> {
    let part =
        |part| capability.parts.contains(&part) || capability.parts_with_case.contains(&part);
    let listed = |listing| capability.listings.contains(&listing);
    let mut serves = Vec::new();
    if capability.cases || listed(Listing::Cases) || part(Part::Events) {
        serves.push(Serves::Cases);
    }
    if part(Part::Parties) {
        serves.push(Serves::Parties);
    }
    if part(Part::Hearings) || listed(Listing::Hearings) {
        serves.push(Serves::Hearings);
    }
    if part(Part::Documents) {
        serves.push(Serves::Documents);
    }
    if part(Part::Filings) {
        serves.push(Serves::Filings);
    }
    serves
}

/// What to tell a person of an outage.
pub fn outage_message(reason: SourceReason) -> Text {
    let (kk, ru, en) = match reason {
        SourceReason::Timeout => (
            "Жүйе берілген уақытта жауап бермеді.",
            "Система не ответила за отведённое время.",
            "The system did not answer within the time allowed.",
        ),
        SourceReason::SoftError | SourceReason::UnknownWording => (
            "Жүйе дерек орнына қате бетін қайтарды.",
            "Система вместо данных вернула страницу ошибки.",
            "The system answered with an error page instead of data.",
        ),
        SourceReason::RateLimited | SourceReason::BudgetSpent => (
            "Жүйе сұраныстар санын шектеді.",
            "Система ограничила число запросов.",
            "The system limits the number of requests.",
        ),
        SourceReason::Maintenance => (
            "Жүйеде жоспарлы жұмыстар жүруде.",
            "В системе идут плановые работы.",
            "The system is closed for planned work.",
        ),
        SourceReason::BreakerOpen
        | SourceReason::Truncated
        | SourceReason::TotalDisagrees
        | SourceReason::CacheDegraded
        | SourceReason::NotConfigured => {
            ("Жүйе қолжетімсіз.", "Система недоступна.", "The system is out of reach.")
        }
    };
    Text::trilingual(kk, ru, en)
}
