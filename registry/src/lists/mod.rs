//! Hearing lists: whole lists as JSON, checked by a schema, each replacing the one before it.
//!
//! *Owns* the index of publications ([`index`]), the verdict on a list ([`schema`]), the reading of
//! lists into hearings ([`read`]), and [`ListRegistry`], which puts them behind the port.
//! *Knows nothing of* any single list: families of shapes are data in `families.toml`.
//!
//! # Paging
//!
//! `list(Listing::Hearings, cursor)` gives one page for each list of the index, in its order. The
//! cursor is the place in the index and the id of the list there, so a list that came or went in
//! between shifts nothing.
//!
//! | The list | The page |
//! |---|---|
//! | accepted and understood | its courts and hearings, `complete` |
//! | rejected by its schema | no items, not `complete`, `UNKNOWN_WORDING`; a warning in the log |
//! | accepted, but not understood | the same |
//! | without a schema: kept raw | the same, without the warning |
//! | missing, cut off, not JSON | no items, not `complete`, and the reason: a hole to come back to |
//! | the publisher does not answer | `Unavailable`; ask again with the same cursor |
//!
//! So one bad list never stops those after it. Who wants the verdict asks
//! [`ListRegistry::next`]; the port tells no more than that the page is not whole.
//!
//! # Replacing
//!
//! All versions of one list (type, language, place, first day) share a *slot*, and the key of each
//! of its hearings is `slot#digest`. After a `complete` page the hearings of the slot
//! ([`read::slot_of`]) that are not on the page are gone; after any other page nothing is. The
//! digest is of what the hearing is, so an unchanged hearing keeps its key from version to version.
//!
//! # Adding a family
//!
//! Write its table in `families.toml`. Pushed lists will enter by [`Reception::of`], which needs
//! no index.

use domain::key::RegistryCode;
use domain::source::SourceReason;
use serde_json::Value;
use tracing::{info, warn};

use crate::outcome::Unavailable;
use crate::port::Page;

mod court;
mod fetch;
pub mod index;
pub mod read;
mod registry;
pub mod schema;
mod shape;
mod table;
mod text;
mod when;

use index::Publication;
use read::{NotUnderstood, Publisher, Reading};
use schema::{Problem, Schema, Verdict};

pub use registry::{ListRegistry, Settings};

/// What became of one list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reception {
    /// It keeps to its schema and was read.
    Accepted(Reading),
    /// It keeps to its schema, but is of no family known here.
    NotUnderstood(NotUnderstood),
    /// It breaks its schema: none of it counts.
    Rejected(Vec<Problem>),
    /// It has no schema: neither rejected nor read.
    Raw,
    /// It did not come whole, or its schema is of no use.
    Missing(Unavailable),
}

/// One list of a pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// What the index says of the list; none when the index is empty.
    pub publication: Option<Publication>,
    /// What became of it.
    pub reception: Reception,
    /// Cursor of the next list; none after the last.
    pub next: Option<String>,
    /// How many lists the index names.
    pub lists: usize,
}

impl Reception {
    /// Judges and reads a list that came with `publication`; `schema` is its own.
    pub fn of(
        list: &Value,
        schema: Option<&Schema>,
        publication: &Publication,
        publisher: Publisher<'_>,
    ) -> Self {
        match schema.map(|schema| schema.judge(list)) {
            None => Self::Raw,
            Some(Verdict::Rejected(problems)) => Self::Rejected(problems),
            Some(Verdict::Accepted) => match read::read(list, publication, publisher) {
                Ok(reading) => Self::Accepted(reading),
                Err(why) => Self::NotUnderstood(why),
            },
        }
    }

    /// Why a page of it is not whole.
    fn reason(&self) -> Option<SourceReason> {
        match self {
            Self::Accepted(_) => None,
            Self::Rejected(_) | Self::Raw | Self::NotUnderstood(_) => {
                Some(SourceReason::UnknownWording)
            }
            Self::Missing(why) => Some(why.reason),
        }
    }

    fn log(&self, registry: &RegistryCode, publication: Option<&Publication>) {
        let registry = registry.as_str();
        let list = publication.map_or("none", |publication| publication.id.as_str());
        match self {
            Self::Accepted(reading) => {
                let hearings = reading.hearings.len();
                info!(registry, list, slot = reading.slot, hearings, "hearing list read");
            }
            Self::Raw => info!(registry, list, "hearing list without a schema kept raw"),
            Self::NotUnderstood(why) => {
                warn!(registry, list, %why, "accepted hearing list not understood");
            }
            Self::Rejected(problems) => {
                let first = problems.first().map(ToString::to_string).unwrap_or_default();
                let count = problems.len();
                warn!(registry, list, count, first, "hearing list breaks its schema; not read");
            }
            Self::Missing(why) => {
                warn!(registry, list, detail = why.detail, "hearing list did not come; a hole");
            }
        }
    }
}

impl Received {
    /// The page of the list behind the port.
    fn into_page(self) -> Page {
        let (items, replaces) = match self.reception {
            Reception::Accepted(reading) => {
                let slot = Some(reading.slot.clone()).filter(|slot| !slot.is_empty());
                (reading.into_items(), slot)
            }
            Reception::NotUnderstood(_)
            | Reception::Rejected(_)
            | Reception::Raw
            | Reception::Missing(_) => (Vec::new(), None),
        };
        Page { items, next: self.next, total_claimed: None, replaces }
    }
}
