//! Mistakes in a mapping file: all of them, each with its place.

use std::cell::RefCell;
use std::fmt;
use std::ops::Range;

/// A mistake in a mapping file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MappingProblem {
    /// The file, as it was named to the parser.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong and what would be right.
    pub reason: String,
}

impl fmt::Display for MappingProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.reason)
    }
}

impl std::error::Error for MappingProblem {}

/// Gathers mistakes while a file is read.
pub(super) struct Problems<'a> {
    file: &'a str,
    text: &'a str,
    found: RefCell<Vec<MappingProblem>>,
}

impl<'a> Problems<'a> {
    pub(super) fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, text, found: RefCell::new(Vec::new()) }
    }

    /// Notes a mistake at a place of the text.
    pub(super) fn note(&self, span: &Range<usize>, reason: impl Into<String>) {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        self.found.borrow_mut().push(MappingProblem {
            file: self.file.to_owned(),
            line,
            column,
            reason: reason.into(),
        });
    }

    /// Every mistake, in the order of the text.
    pub(super) fn into_sorted(self) -> Vec<MappingProblem> {
        let mut found = self.found.into_inner();
        found.sort();
        found.dedup();
        found
    }
}
