//! A code of a list that grows, beside the words of its source.

use serde::{Deserialize, Serialize};

/// The lists of codes. Each has its labels in three languages in [`crate`]'s reference data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeList {
    /// Kind of case: criminal, civil, administrative offence, administrative.
    CaseKind,
    /// Instance: first, appeal, cassation, supreme.
    Instance,
    /// Status of a case.
    CaseStatus,
    /// Category of dispute.
    CaseCategory,
    /// Kind of hearing.
    HearingKind,
    /// Status of a hearing.
    HearingStatus,
    /// How a hearing is attended.
    HearingMode,
    /// Kind of document.
    DocumentKind,
    /// Person or organisation.
    PartyKind,
    /// Role of a party.
    PartyRole,
    /// Role of a representative.
    RepresentativeRole,
    /// Event in the history of a case.
    CaseEvent,
    /// Kind of submission.
    FilingKind,
    /// Status of a submission.
    FilingStatus,
}

impl CodeList {
    /// Every list.
    pub const ALL: [Self; 14] = [
        Self::CaseKind,
        Self::Instance,
        Self::CaseStatus,
        Self::CaseCategory,
        Self::HearingKind,
        Self::HearingStatus,
        Self::HearingMode,
        Self::DocumentKind,
        Self::PartyKind,
        Self::PartyRole,
        Self::RepresentativeRole,
        Self::CaseEvent,
        Self::FilingKind,
        Self::FilingStatus,
    ];
}

/// A code with the upstream wording it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Coded {
    /// The list the code belongs to.
    pub list: CodeList,
    /// The code, in `SCREAMING_SNAKE_CASE` or as the law numbers it; `OTHER` when the wording is
    /// known to mean something no code stands for.
    pub code: String,
    /// What the court system wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
}

impl Coded {
    /// A code without upstream wording.
    pub fn new(list: CodeList, code: impl Into<String>) -> Self {
        Self { list, code: code.into(), original: None }
    }

    /// A code read from `original`.
    pub fn read(list: CodeList, code: impl Into<String>, original: impl Into<String>) -> Self {
        Self { list, code: code.into(), original: Some(original.into()) }
    }
}
