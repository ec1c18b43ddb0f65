//! Where the fields of each record lie.
//!
//! *Enter by* `CaseMap::read` and its like, which `read.rs` holds.

use domain::case::{CaseRelation, RelatedDateKind, Visibility};
use domain::document::Disclosure;
use domain::hearing::TimePrecision;

use super::condition::{Choice, Condition};
use super::expr::{CodedExpr, DateExpr, Expr};
use super::path::Path;

mod read;

pub(super) use read::blocks;

/// Which rows a block reads.
#[derive(Debug, Clone)]
pub(crate) struct Rows {
    /// None: the row itself.
    pub(crate) path: Option<Path>,
    pub(crate) only: Vec<Condition>,
    pub(crate) key: Option<Expr>,
}

/// A text in several languages.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    pub(crate) original: Option<Expr>,
    pub(crate) kk: Option<Expr>,
    pub(crate) ru: Option<Expr>,
    pub(crate) en: Option<Expr>,
}

/// A status with its date.
#[derive(Debug, Clone)]
pub(crate) struct Status {
    pub(crate) code: Option<CodedExpr>,
    pub(crate) since: Option<DateExpr>,
}

/// The head of a case.
#[derive(Debug, Clone)]
pub(crate) struct CaseMap {
    pub(crate) number: Expr,
    pub(crate) court: Expr,
    pub(crate) upstream_id: Option<Expr>,
    pub(crate) number_as_printed: Option<Expr>,
    pub(crate) title: Words,
    pub(crate) kind: Option<CodedExpr>,
    pub(crate) instance: Option<CodedExpr>,
    pub(crate) status: Status,
    pub(crate) category: Option<CodedExpr>,
    pub(crate) judge: Option<Expr>,
    pub(crate) filed_on: Option<DateExpr>,
    pub(crate) filed_at: Option<DateExpr>,
    pub(crate) closed_on: Option<DateExpr>,
    pub(crate) version: Option<Expr>,
    pub(crate) visibility: Vec<Choice<Visibility>>,
    pub(crate) related: Vec<RelatedMap>,
    /// Only for the case of a listed hearing.
    pub(crate) parties: Vec<PartyMap>,
}

/// A relation to another case.
#[derive(Debug, Clone)]
pub(crate) struct RelatedMap {
    pub(crate) rows: Rows,
    pub(crate) relation: CaseRelation,
    pub(crate) number: Option<Expr>,
    pub(crate) court: Option<Expr>,
    pub(crate) court_name: Option<Expr>,
    pub(crate) upstream_id: Option<Expr>,
    pub(crate) original: Option<Expr>,
    pub(crate) dates: Vec<(RelatedDateKind, DateExpr)>,
}

/// A party.
#[derive(Debug, Clone)]
pub(crate) struct PartyMap {
    pub(crate) rows: Rows,
    pub(crate) group_by: Option<Expr>,
    pub(crate) name: Option<Expr>,
    pub(crate) kind: Option<CodedExpr>,
    pub(crate) role: Option<CodedExpr>,
    pub(crate) person_number: Option<Expr>,
    pub(crate) status: Option<Expr>,
    pub(crate) visibility: Vec<Choice<Visibility>>,
    pub(crate) representatives: Vec<RepresentativeMap>,
}

/// Someone who speaks for a party.
#[derive(Debug, Clone)]
pub(crate) struct RepresentativeMap {
    pub(crate) rows: Rows,
    pub(crate) name: Option<Expr>,
    pub(crate) role: Option<CodedExpr>,
    pub(crate) firm: Option<Expr>,
    pub(crate) person_number: Option<Expr>,
}

/// A hearing.
#[derive(Debug, Clone)]
pub(crate) struct HearingMap {
    pub(crate) rows: Rows,
    pub(crate) court: Option<Expr>,
    pub(crate) kind: Option<CodedExpr>,
    pub(crate) status: Option<CodedExpr>,
    pub(crate) mode: Option<CodedExpr>,
    pub(crate) starts_at: Option<DateExpr>,
    pub(crate) ends_at: Option<DateExpr>,
    pub(crate) date: Option<DateExpr>,
    pub(crate) time: Option<DateExpr>,
    pub(crate) until: Option<DateExpr>,
    pub(crate) precision: Option<TimePrecision>,
    pub(crate) room: Option<Expr>,
    pub(crate) judge: Option<Expr>,
    pub(crate) result: Words,
    pub(crate) note: Option<Expr>,
    pub(crate) visibility: Vec<Choice<Visibility>>,
    pub(crate) case: Option<Box<CaseMap>>,
}

/// A document.
#[derive(Debug, Clone)]
pub(crate) struct DocumentMap {
    pub(crate) rows: Rows,
    pub(crate) kind: Option<CodedExpr>,
    pub(crate) title: Words,
    pub(crate) issued_on: Option<DateExpr>,
    pub(crate) in_force_on: Option<DateExpr>,
    pub(crate) page_count: Option<Expr>,
    pub(crate) size_bytes: Option<Expr>,
    pub(crate) sha256: Option<Expr>,
    pub(crate) media_type: Option<Expr>,
    pub(crate) url: Option<Expr>,
    pub(crate) event: Option<Expr>,
    pub(crate) disclosure: Vec<Choice<Disclosure>>,
    pub(crate) filed_by: Option<Expr>,
    pub(crate) note: Option<Expr>,
    pub(crate) signatures: Vec<SignatureMap>,
}

/// A signature the registry tells of.
#[derive(Debug, Clone)]
pub(crate) struct SignatureMap {
    pub(crate) rows: Rows,
    pub(crate) signer_name: Option<Expr>,
    pub(crate) signer_role: Option<Expr>,
    pub(crate) signed_at: Option<DateExpr>,
}

/// A submission.
#[derive(Debug, Clone)]
pub(crate) struct FilingMap {
    pub(crate) rows: Rows,
    pub(crate) ticket: Option<Expr>,
    pub(crate) kind: Option<CodedExpr>,
    pub(crate) status: Status,
    pub(crate) court: Option<Expr>,
    pub(crate) submitted_at: Option<DateExpr>,
    pub(crate) sent_at: Option<DateExpr>,
    pub(crate) delivered_at: Option<DateExpr>,
    pub(crate) registered_at: Option<DateExpr>,
    pub(crate) filer_number: Option<Expr>,
}

/// An entry of the history.
#[derive(Debug, Clone)]
pub(crate) struct EventMap {
    pub(crate) rows: Rows,
    pub(crate) occurred_on: Option<DateExpr>,
    pub(crate) occurred_at: Option<DateExpr>,
    pub(crate) kind: CodedExpr,
    pub(crate) text: Option<Expr>,
    pub(crate) filed_by: Option<Expr>,
    pub(crate) result: Option<Expr>,
    pub(crate) submitted_at: Option<DateExpr>,
    pub(crate) document_count: Option<Expr>,
    pub(crate) visibility: Vec<Choice<Visibility>>,
}

/// A court of the system.
#[derive(Debug, Clone)]
pub(crate) struct CourtMap {
    pub(crate) rows: Rows,
    pub(crate) court: Expr,
    pub(crate) external_id: Expr,
    pub(crate) name: Expr,
    pub(crate) aliases: Option<Expr>,
    pub(crate) locations: Option<Expr>,
    pub(crate) active: Option<Expr>,
}
