//! The schema: the roots of every domain, merged.

use async_graphql::{EmptyMutation, EmptySubscription, MergedObject, SchemaBuilder};

use crate::cases::query::CaseQuery;
use crate::hearings::query::HearingQuery;
use crate::node::NodeQuery;
use crate::registries::RegistryQuery;

/// Entry fields for reading.
#[derive(Default, MergedObject)]
pub struct Query(NodeQuery, CaseQuery, HearingQuery, RegistryQuery);

/// The type of the whole schema.
pub type Schema = async_graphql::Schema<Query, EmptyMutation, EmptySubscription>;

/// The schema, before it is closed under limits.
pub fn builder() -> SchemaBuilder<Query, EmptyMutation, EmptySubscription> {
    async_graphql::Schema::build(Query::default(), EmptyMutation, EmptySubscription)
}
