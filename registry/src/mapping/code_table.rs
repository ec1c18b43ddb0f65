//! Words of a court system to codes of ours.

use std::collections::HashMap;

use domain::coded::CodeList;
use domain::codes;

use super::problem::Problems;
use super::tree::{Node, Table, scalar};

/// A table from words to codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CodeTable {
    pub(crate) name: String,
    pub(crate) list: CodeList,
    exact: HashMap<String, String>,
    starts_with: Vec<(String, String)>,
    contains: Vec<(String, String)>,
    otherwise: Option<String>,
}

impl CodeTable {
    /// The code for a word; none when the table is strict and does not know the word.
    pub(crate) fn code(&self, word: &str) -> Option<&str> {
        let word = fold(word);
        self.exact
            .get(&word)
            .or_else(|| pattern(&self.starts_with, |text| word.starts_with(text)))
            .or_else(|| pattern(&self.contains, |text| word.contains(text)))
            .or(self.otherwise.as_ref())
            .map(String::as_str)
    }

    /// Reads a table out of a mapping file.
    pub(super) fn read(name: &str, node: &Node<'_>, problems: &Problems<'_>) -> Option<Self> {
        let mut table = Table::of(node, format!("codes.{name}"), problems)?;
        let list = table.require("list").and_then(|node| list(node, problems));
        let checked = |code: String, span: &std::ops::Range<usize>| {
            if let Some(list) = list
                && !codes::contains(list, &code)
            {
                problems.note(span, format!("`{code}` is no code of the list {}", list_name(list)));
            }
            code
        };
        let mut exact = HashMap::new();
        if let Some(mut words) = table.table("exact") {
            for (word, _, node) in words.entries() {
                match scalar(node) {
                    Some(code) => _ = exact.insert(fold(&word), checked(code, &node.span())),
                    None => problems.note(&node.span(), "a code must be a text in quotes"),
                }
            }
        }
        let mut patterns = |key: &'static str| {
            let mut read = Vec::new();
            for mut pattern in table.tables(key) {
                let text = pattern.require_text("text");
                let code = pattern.require_text("code");
                let span = pattern.span().clone();
                pattern.finish();
                if let (Some(text), Some(code)) = (text, code) {
                    read.push((fold(&text), checked(code, &span)));
                }
            }
            read
        };
        let starts_with = patterns("starts_with");
        let contains = patterns("contains");
        let otherwise = table.text("otherwise").map(|code| checked(code, table.span()));
        table.finish();
        Some(Self { name: name.to_owned(), list: list?, exact, starts_with, contains, otherwise })
    }
}

fn pattern(patterns: &[(String, String)], fits: impl Fn(&str) -> bool) -> Option<&String> {
    patterns.iter().find(|(text, _)| fits(text)).map(|(_, code)| code)
}

fn fold(word: &str) -> String {
    word.trim().to_lowercase()
}

fn list(node: &Node<'_>, problems: &Problems<'_>) -> Option<CodeList> {
    let name = super::tree::text(node, "list", problems)?;
    let list = CodeList::ALL.into_iter().find(|list| list_name(*list) == name);
    if list.is_none() {
        let names: Vec<_> = CodeList::ALL.into_iter().map(list_name).collect();
        problems.note(
            &node.span(),
            format!("`{name}` is no list of codes; there are: {}", names.join(", ")),
        );
    }
    list
}

/// Name of a list in mapping files.
pub(super) fn list_name(list: CodeList) -> &'static str {
    match list {
        CodeList::CaseKind => "case_kind",
        CodeList::Instance => "instance",
        CodeList::CaseStatus => "case_status",
        CodeList::CaseCategory => "case_category",
        CodeList::HearingKind => "hearing_kind",
        CodeList::HearingStatus => "hearing_status",
        CodeList::HearingMode => "hearing_mode",
        CodeList::DocumentKind => "document_kind",
        CodeList::PartyKind => "party_kind",
        CodeList::PartyRole => "party_role",
        CodeList::RepresentativeRole => "representative_role",
        CodeList::CaseEvent => "case_event",
        CodeList::FilingKind => "filing_kind",
        CodeList::FilingStatus => "filing_status",
    }
}
