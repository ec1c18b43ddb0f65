//! Pages of lists: how many, after what, and what is left.

use crate::error::Error;

/// Rows on a page where the client does not say.
pub const FIRST_DEFAULT: i32 = 20;
/// Most rows on a page.
pub const FIRST_MAX: i32 = 100;

/// A page a client asked for, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRequest {
    /// Rows wanted.
    pub first: usize,
    /// The cursor after which to begin, as the client sent it.
    pub after: Option<String>,
}

impl PageRequest {
    /// Checks what the client sent.
    ///
    /// # Errors
    ///
    /// When `first` is out of bounds.
    pub fn parse(first: Option<i32>, after: Option<String>) -> Result<Self, Error> {
        let first = first.unwrap_or(FIRST_DEFAULT);
        match usize::try_from(first) {
            Ok(rows) if (1..=FIRST_MAX).contains(&first) => Ok(Self { first: rows, after }),
            Ok(_) | Err(_) => Err(Error::bad_input(format!(
                "`first` must be from 1 to {FIRST_MAX}; it is {first}"
            ))),
        }
    }
}

/// What is wrong with a cursor, and what would be right.
pub(crate) fn bad_cursor() -> Error {
    Error::bad_input(
        "`after` is not a cursor of this list; send `pageInfo.endCursor` of the page before, \
         unchanged, with the same filter and order",
    )
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows, each with its cursor.
    pub rows: Vec<(String, T)>,
    /// Whether rows follow.
    pub has_next: bool,
    /// Whether rows come before.
    pub has_previous: bool,
}

impl<T> Page<T> {
    /// A page with nothing on it.
    pub fn empty() -> Self {
        Self { rows: Vec::new(), has_next: false, has_previous: false }
    }

    /// The same page with every row changed.
    pub fn map<U>(self, change: impl Fn(T) -> U) -> Page<U> {
        Page {
            rows: self.rows.into_iter().map(|(cursor, row)| (cursor, change(row))).collect(),
            has_next: self.has_next,
            has_previous: self.has_previous,
        }
    }

    /// Cuts a page out of rows that are all at hand.
    ///
    /// `name` gives the stable name of a row; `open` reads the name out of a cursor, `seal` writes
    /// it into one.
    ///
    /// # Errors
    ///
    /// When the cursor does not open. A cursor of a row that is gone begins at the first row, so
    /// that nothing is skipped.
    pub(crate) fn cut(
        rows: Vec<T>,
        request: &PageRequest,
        name: impl Fn(&T) -> String,
        open: impl Fn(&str) -> Option<String>,
        seal: impl Fn(&str) -> String,
    ) -> Result<Self, Error> {
        let start = match &request.after {
            None => 0,
            Some(cursor) => {
                let after = open(cursor).ok_or_else(bad_cursor)?;
                rows.iter().position(|row| name(row) == after).map_or(0, |place| place + 1)
            }
        };
        let has_next = rows.len() > start + request.first;
        let rows = rows
            .into_iter()
            .skip(start)
            .take(request.first)
            .map(|row| (seal(&name(&row)), row))
            .collect();
        Ok(Self { rows, has_next, has_previous: start > 0 })
    }
}

#[cfg(test)]
mod tests {
    //! Bounds and cuts.

    use super::{Page, PageRequest};

    fn cut(after: Option<&str>, first: i32) -> Page<char> {
        let request = PageRequest::parse(Some(first), after.map(str::to_owned)).unwrap();
        Page::cut(
            "abcde".chars().collect(),
            &request,
            char::to_string,
            |cursor| cursor.strip_prefix('#').map(str::to_owned),
            |name| format!("#{name}"),
        )
        .unwrap()
    }

    #[test]
    fn refuses_a_page_out_of_bounds_and_says_what_is_right() {
        for first in [-1, 0, 101, 100_000] {
            let error = PageRequest::parse(Some(first), None).unwrap_err();
            assert_eq!(error.public, format!("`first` must be from 1 to 100; it is {first}"));
        }
    }

    #[test]
    fn pages_follow_each_other_without_gap_or_repeat() {
        let first = cut(None, 2);
        assert_eq!(first.rows, [("#a".to_owned(), 'a'), ("#b".to_owned(), 'b')]);
        assert!(first.has_next && !first.has_previous);
        let last = cut(Some("#b"), 3);
        assert_eq!(last.rows.iter().map(|row| row.1).collect::<String>(), "cde");
        assert!(!last.has_next && last.has_previous);
    }

    #[test]
    fn a_cursor_of_a_row_that_is_gone_skips_nothing() {
        assert_eq!(cut(Some("#z"), 2), cut(None, 2));
    }
}
