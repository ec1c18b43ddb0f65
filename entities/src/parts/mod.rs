//! Parts of cases (parties, hearings, documents, filings, events): recorded as sets, read for many
//! cases at once.
//!
//! **Invariants:** a complete set replaces the one before it, rows that vanished are gone; an
//! incomplete one only adds and refreshes. A set older than what is known changes nothing. The
//! parts of a case that has a record in quarantine are frozen: nobody knows whose they are.

use chrono::{DateTime, Utc};
use domain::document::Document;
use domain::event::CaseEvent;
use domain::filing::Filing;
use domain::hearing::Hearing;
use domain::key::{PartKey, RegistryCode};
use domain::party::Party;

use crate::id::{CaseId, PartId};
use crate::person::PersonDigest;

mod documents;
mod events;
mod filings;
mod parties;
mod read;
mod reads;
mod record;
mod table;

#[cfg(test)]
pub(crate) use read::statement;
pub use read::{documents, events, filings, hearings, parties};
pub use reads::{PartRead, reads, standing};
pub use record::{PartResult, record};

pub(crate) use events::coded;
pub(crate) use table::{Common, Table, insert};

/// Rows of one part of one case that are read at most, unless less is asked for.
pub const ROWS_MAX: u32 = 2_000;

/// The parts of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PartKind {
    /// Parties and representatives.
    Parties,
    /// Hearings.
    Hearings,
    /// Documents.
    Documents,
    /// Submissions.
    Filings,
    /// History.
    Events,
}

impl PartKind {
    /// Every part.
    pub const ALL: [Self; 5] =
        [Self::Parties, Self::Hearings, Self::Documents, Self::Filings, Self::Events];

    /// Its name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Parties => "PARTIES",
            Self::Hearings => "HEARINGS",
            Self::Documents => "DOCUMENTS",
            Self::Filings => "FILINGS",
            Self::Events => "EVENTS",
        }
    }
}

/// The rows of one part of one case as one registry told them.
#[derive(Debug, Clone, Copy)]
pub struct PartSet<'a> {
    /// The case, as [`crate::cases::record`] or a read named it.
    pub case: CaseId,
    /// The registry.
    pub registry: &'a RegistryCode,
    /// The rows.
    pub rows: PartRows<'a>,
    /// When they were read.
    pub as_of: DateTime<Utc>,
    /// SHA-256 of the raw answer, lower-case hex.
    pub raw_sha256: &'a str,
    /// Whether these are all.
    pub complete: bool,
}

/// Rows of one part.
#[derive(Debug, Clone, Copy)]
pub enum PartRows<'a> {
    /// Parties and representatives.
    Parties(&'a [Party]),
    /// Hearings.
    Hearings(&'a [Hearing]),
    /// Documents.
    Documents(&'a [Document]),
    /// Submissions.
    Filings(&'a [Filing]),
    /// History.
    Events(&'a [CaseEvent]),
}

impl PartRows<'_> {
    /// Which part these are.
    pub fn kind(&self) -> PartKind {
        match self {
            Self::Parties(_) => PartKind::Parties,
            Self::Hearings(_) => PartKind::Hearings,
            Self::Documents(_) => PartKind::Documents,
            Self::Filings(_) => PartKind::Filings,
            Self::Events(_) => PartKind::Events,
        }
    }

    /// How many.
    pub fn len(&self) -> usize {
        match self {
            Self::Parties(rows) => rows.len(),
            Self::Hearings(rows) => rows.len(),
            Self::Documents(rows) => rows.len(),
            Self::Filings(rows) => rows.len(),
            Self::Events(rows) => rows.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A recorded row of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartRow<T> {
    /// Its id here.
    pub part_id: PartId,
    /// The case it belongs to.
    pub case_id: CaseId,
    /// The row. Numbers of persons are not kept and never come back.
    pub value: T,
    /// When it was last read.
    pub as_of: DateTime<Utc>,
    /// SHA-256 of the answer it was last read from.
    pub raw_sha256: String,
    /// Who filed it, for [`crate::Db::digest`] to compare with; of filings only.
    pub filer: Option<PersonDigest>,
}

/// What a row of a part is, besides its table.
pub(crate) trait Part {
    /// Identity within the case.
    fn key(&self) -> &PartKey;
}

macro_rules! part {
    ($($record:ty),*) => {
        $(impl Part for $record {
            fn key(&self) -> &PartKey {
                &self.key
            }
        })*
    };
}

part!(Party, Hearing, Document, Filing, CaseEvent);
