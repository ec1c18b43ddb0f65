//! Pages as Relay wants them.

use async_graphql::SimpleObject;
use service::page::Page;

/// Where a page stands in its list.
#[derive(SimpleObject)]
pub struct PageInfo {
    /// Whether rows follow this page.
    pub(crate) has_next_page: bool,
    /// Whether rows come before this page.
    pub(crate) has_previous_page: bool,
    /// Cursor of the first row; null on an empty page.
    pub(crate) start_cursor: Option<String>,
    /// Cursor of the last row, to be sent as `after`; null on an empty page.
    pub(crate) end_cursor: Option<String>,
}

impl PageInfo {
    pub(crate) fn of<T>(page: &Page<T>) -> Self {
        Self {
            has_next_page: page.has_next,
            has_previous_page: page.has_previous,
            start_cursor: page.rows.first().map(|(cursor, _)| cursor.clone()),
            end_cursor: page.rows.last().map(|(cursor, _)| cursor.clone()),
        }
    }
}

/// Points a list costs: its rows, times what each of them costs.
pub(crate) fn cost(first: Option<i32>, row: usize) -> usize {
    let rows = first.unwrap_or(service::page::FIRST_DEFAULT).clamp(1, service::page::FIRST_MAX);
    usize::try_from(rows).unwrap_or(1).saturating_mul(row).saturating_add(1)
}

/// A number of rows as an `Int`.
pub(crate) fn count(rows: usize) -> i32 {
    i32::try_from(rows).unwrap_or(i32::MAX)
}

/// Declares the connection and the edge of a list whose rows come from court systems.
///
/// One macro, so that every such list has the same fields with the same meaning.
macro_rules! connection {
    ($connection:ident, $edge:ident, $node:ty, $doc:literal) => {
        #[doc = $doc]
        pub struct $connection {
            pub(crate) total: Option<usize>,
            pub(crate) sources: Vec<domain::source::Source>,
            pub(crate) now: chrono::DateTime<chrono::Utc>,
            pub(crate) page: service::page::Page<$node>,
        }

        #[doc = $doc]
        #[async_graphql::Object]
        impl $connection {
            /// How many rows there are for the viewer. Null where that cannot be known, because a
            /// source was out of reach or sent only some of its rows.
            async fn total_count(&self) -> Option<i32> {
                self.total.map(crate::connection::count)
            }

            /// Where the rows came from: one entry for each court system that serves them. An
            /// empty list of rows means "none" only where every entry is complete.
            async fn sources(&self) -> Vec<crate::source::Source> {
                crate::source::sources(&self.sources, self.now)
            }

            /// The rows of this page, each with its cursor.
            async fn edges(&self) -> Vec<$edge> {
                let edge = |(cursor, node): &(String, $node)| $edge {
                    cursor: cursor.clone(),
                    node: node.clone(),
                };
                self.page.rows.iter().map(edge).collect()
            }

            /// The rows of this page.
            async fn nodes(&self) -> Vec<$node> {
                self.page.rows.iter().map(|(_, node)| node.clone()).collect()
            }

            /// Where this page stands in the list.
            async fn page_info(&self) -> crate::connection::PageInfo {
                crate::connection::PageInfo::of(&self.page)
            }
        }

        /// A row and its place in the list.
        #[derive(async_graphql::SimpleObject)]
        pub struct $edge {
            /// Place of the row, to be sent as `after`.
            cursor: String,
            /// The row.
            node: $node,
        }
    };
}
pub(crate) use connection;
