//! The port: what every adapter of a court information system answers.
//!
//! Batch first: each verb takes many keys and gives one outcome for each, in the same order.
//! To add a system: write a mapping file (see `rest`), or implement [`Registry`].

use std::time::Duration;

use async_trait::async_trait;
use domain::case::Case;
use domain::document::Document;
use domain::event::CaseEvent;
use domain::filing::Filing;
use domain::hearing::Hearing;
use domain::key::{CaseKey, CourtCode};
use domain::party::Party;

use crate::capability::{Capability, Listing, Part};
use crate::guard::Health;
use crate::outcome::Outcome;

/// A court information system.
#[async_trait]
pub trait Registry: Send + Sync {
    /// What it is and can do.
    fn capability(&self) -> &Capability;

    /// How it is, as its guard knows; none for one without a guard.
    fn health(&self) -> Option<Health> {
        None
    }

    /// Heads of cases, with the parts that come along with them.
    async fn cases(&self, wanted: &[CaseQuery], call: &Call) -> Vec<Outcome<CaseAnswer>>;

    /// One part of many cases.
    async fn part(&self, part: Part, cases: &[CaseKey], call: &Call) -> Vec<Outcome<Rows>>;

    /// One page of a list. `cursor` is what the page before gave; none for the first.
    async fn list(&self, listing: Listing, cursor: Option<&str>, call: &Call) -> Outcome<Page>;
}

/// Limits of one call.
#[derive(Debug, Clone)]
pub struct Call {
    /// Time left for it, everything included.
    pub time_left: Duration,
}

/// Which case is wanted. The registry is the one that is asked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CaseQuery {
    /// The court, where known.
    pub court: Option<CourtCode>,
    /// The number, in canonical writing.
    pub number: String,
    /// The registry's own id, where known.
    pub upstream_id: Option<String>,
}

/// The head of a case, and what came along with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseAnswer {
    /// The head.
    pub case: Case,
    /// Parts that came in the same answer, each at most once.
    pub parts: Vec<Rows>,
}

/// The rows of one part of one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rows {
    /// Parties and representatives.
    Parties(Vec<Party>),
    /// Hearings.
    Hearings(Vec<Hearing>),
    /// Documents.
    Documents(Vec<Document>),
    /// Submissions.
    Filings(Vec<Filing>),
    /// History.
    Events(Vec<CaseEvent>),
}

impl Rows {
    /// Which part these are.
    pub fn part(&self) -> Part {
        match self {
            Self::Parties(_) => Part::Parties,
            Self::Hearings(_) => Part::Hearings,
            Self::Documents(_) => Part::Documents,
            Self::Filings(_) => Part::Filings,
            Self::Events(_) => Part::Events,
        }
    }
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What the page holds.
    pub items: Vec<Item>,
    /// How to ask for the next page; none when this was the last.
    pub next: Option<String>,
    /// How many rows the court system claims in all; a claim, not a fact.
    pub total_claimed: Option<u64>,
    /// Name of the publication of which this page is all: hearings of an earlier version of it that
    /// are not on the page are gone.
    pub replaces: Option<String>,
}

/// One row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A case, with the parts that came along.
    Case(Box<CaseAnswer>),
    /// A hearing, with the head of its case where the list names one.
    Hearing {
        /// The hearing.
        hearing: Box<Hearing>,
        /// What the list tells of the case.
        case: Option<Box<Case>>,
    },
    /// A court of the system.
    Court(Box<ListedCourt>),
}

/// A court as its system lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedCourt {
    /// Our code for it.
    pub court: CourtCode,
    /// The system's id.
    pub external_id: String,
    /// Name as printed.
    pub name: String,
    /// Other names the system knows it by.
    pub aliases: Vec<String>,
    /// Places where it sits.
    pub locations: Vec<String>,
    /// Whether it still sits.
    pub active: bool,
}
