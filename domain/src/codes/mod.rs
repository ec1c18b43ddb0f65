//! The lists of codes with their labels in Kazakh, Russian and English.
//!
//! *Enter by* [`label`], [`all`], [`contains`].
//!
//! To add a code, add a line to its file in `data/codes/`: `CODE,kk,ru,en`. Mapping files of the
//! registries are checked against these lists, so a code is never renamed, only added.
//!
//! **Invariant:** a code has a label in each language; a list other than the two closed ones
//! (statuses of filings have none) ends with `OTHER`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::coded::{CodeList, Coded};
use crate::language::{Language, Text};
use crate::reference;

#[cfg(test)]
mod tests;

/// The code for wording that no other code of its list stands for.
pub const OTHER: &str = "OTHER";

/// A code of a list and what people call it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct Code {
    /// The code: `SCREAMING_SNAKE_CASE`, or digits where the law numbers it.
    pub code: String,
    /// Label in Kazakh.
    pub kk: String,
    /// Label in Russian.
    pub ru: String,
    /// Label in English.
    pub en: String,
}

impl Code {
    /// The label in `language`.
    pub fn label(&self, language: Language) -> &str {
        match language {
            Language::Kk => &self.kk,
            Language::Ru => &self.ru,
            Language::En => &self.en,
        }
    }
}

struct List {
    codes: Vec<Code>,
    position: HashMap<String, usize>,
}

static LISTS: LazyLock<HashMap<CodeList, List>> = LazyLock::new(|| {
    let read = |list: CodeList| {
        let codes: Vec<Code> = reference::rows(file(list));
        let position =
            codes.iter().enumerate().map(|(index, code)| (code.code.clone(), index)).collect();
        (list, List { codes, position })
    };
    CodeList::ALL.into_iter().map(read).collect()
});

fn file(list: CodeList) -> &'static str {
    match list {
        CodeList::CaseKind => include_str!("../../data/codes/case_kind.csv"),
        CodeList::Instance => include_str!("../../data/codes/instance.csv"),
        CodeList::CaseStatus => include_str!("../../data/codes/case_status.csv"),
        CodeList::CaseCategory => include_str!("../../data/codes/case_category.csv"),
        CodeList::HearingKind => include_str!("../../data/codes/hearing_kind.csv"),
        CodeList::HearingStatus => include_str!("../../data/codes/hearing_status.csv"),
        CodeList::HearingMode => include_str!("../../data/codes/hearing_mode.csv"),
        CodeList::DocumentKind => include_str!("../../data/codes/document_kind.csv"),
        CodeList::PartyKind => include_str!("../../data/codes/party_kind.csv"),
        CodeList::PartyRole => include_str!("../../data/codes/party_role.csv"),
        CodeList::RepresentativeRole => include_str!("../../data/codes/representative_role.csv"),
        CodeList::CaseEvent => include_str!("../../data/codes/case_event.csv"),
        CodeList::FilingKind => include_str!("../../data/codes/filing_kind.csv"),
        CodeList::FilingStatus => include_str!("../../data/codes/filing_status.csv"),
    }
}

/// Every code of `list`, in the order people expect to see them.
pub fn all(list: CodeList) -> &'static [Code] {
    LISTS.get(&list).map_or(&[], |list| list.codes.as_slice())
}

/// The code of `list` written `code`.
pub fn find(list: CodeList, code: &str) -> Option<&'static Code> {
    let list = LISTS.get(&list)?;
    list.codes.get(*list.position.get(code)?)
}

/// What `code` of `list` is called in `language`; none where the list has no such code.
pub fn label(list: CodeList, code: &str, language: Language) -> Option<&'static str> {
    find(list, code).map(|code| code.label(language))
}

/// True where `list` has `code`.
pub fn contains(list: CodeList, code: &str) -> bool {
    find(list, code).is_some()
}

impl Coded {
    /// What to call this in `language`: the label of the code, but for [`OTHER`] and for codes
    /// outside the list the wording of the court system, where there is one.
    pub fn label(&self, language: Language) -> &str {
        let known = label(self.list, &self.code, language);
        match (known, &self.original) {
            (Some(label), _) if self.code != OTHER => label,
            (_, Some(original)) => original,
            (Some(label), None) => label,
            (None, None) => &self.code,
        }
    }

    /// The three labels and the wording of the court system.
    pub fn text(&self) -> Text {
        let known = find(self.list, &self.code);
        Text {
            kk: known.map(|code| code.kk.clone()),
            ru: known.map(|code| code.ru.clone()),
            en: known.map(|code| code.en.clone()),
            original: self.original.clone(),
        }
    }
}
