//! The schema: the roots of every domain, merged, and the limits of one operation.

use async_graphql::{EmptyMutation, EmptySubscription, Object};

/// Entry fields for reading.
#[derive(Default)]
pub struct Query;

#[Object]
impl Query {
    /// The version of this program.
    async fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }
}

/// The type of the whole schema.
pub type Schema = async_graphql::Schema<Query, EmptyMutation, EmptySubscription>;
