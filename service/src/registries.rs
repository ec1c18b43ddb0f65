//! The court information systems, and how they are.

use std::sync::Arc;

use domain::language::Text;
use domain::source::SourceReason;
use registry::capability::{Capability, Listing, Part};
use registry::port::Registry;

use crate::op::Op;

pub use registry::guard::{Health, HealthState, Latency, Outage};

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

/// A court information system and how it is.
#[derive(Debug, Clone)]
pub struct RegistryView {
    /// What it is.
    pub capability: Capability,
    /// How it is; none where nobody watches it.
    pub health: Option<Health>,
    /// What it serves.
    pub serves: Vec<Serves>,
    /// Share of questions answered from what is held.
    pub cache_hit_rate: Option<f64>,
}

/// Every court information system, in the order of the configuration.
pub fn list(op: &Op) -> Vec<RegistryView> {
    let view = |registry: &Arc<dyn Registry>| RegistryView {
        capability: registry.capability().clone(),
        health: registry.health(),
        serves: serves(registry.capability()),
        cache_hit_rate: op.app.held.hit_rate(),
    };
    op.app.registries.all().map(view).collect()
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
