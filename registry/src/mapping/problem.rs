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

impl MappingProblem {
    /// A mistake at a place of `text`, which is what `file` holds.
    pub(crate) fn at(
        file: &str,
        text: &str,
        span: &Range<usize>,
        reason: impl Into<String>,
    ) -> Self {
        let before = text.get(..span.start).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        Self { file: file.to_owned(), line, column, reason: reason.into() }
    }
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
        self.found.borrow_mut().push(MappingProblem::at(self.file, self.text, span, reason));
    }

    /// Every mistake, in the order of the text.
    pub(super) fn into_sorted(self) -> Vec<MappingProblem> {
        let mut found = self.found.into_inner();
        found.sort();
        found.dedup();
        found
    }
}
