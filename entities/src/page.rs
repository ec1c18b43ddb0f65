//! Pages of a list: what fits, and whether there is more on either side.

/// Rows of one page at most.
pub const PAGE_MAX: u32 = 100;

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// Its rows.
    pub rows: Vec<T>,
    /// Whether rows follow.
    pub has_next: bool,
    /// Whether rows come before.
    pub has_previous: bool,
}

/// A number of rows that is counted up to a cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Rows, or the cap.
    pub rows: u64,
    /// False when there are more than the cap.
    pub exact: bool,
}

impl Count {
    pub(crate) fn capped(found: i64, cap: u32) -> Self {
        let found = u64::try_from(found).unwrap_or(0);
        Self { rows: found.min(u64::from(cap)), exact: found <= u64::from(cap) }
    }
}

impl<T> Page<T> {
    /// A page of `first` rows out of the `first + 1` that were asked for.
    pub(crate) fn of(mut rows: Vec<T>, first: u32, has_previous: bool) -> Self {
        let first = usize::try_from(first).unwrap_or(usize::MAX);
        let has_next = rows.len() > first;
        rows.truncate(first);
        Self { rows, has_next, has_previous }
    }
}
