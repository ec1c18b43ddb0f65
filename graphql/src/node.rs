//! Global ids: any node can be fetched again by its id.

use std::sync::Arc;

use async_graphql::{Context, ID, Interface, Object};
use domain::key::{CaseKey, PartKey};
use service::node::{self, Found};
use service::{Error, NodeId, Op, Part};

use crate::cases::party::CaseParty;
use crate::cases::timeline::CaseEvent;
use crate::cases::types::Case;
use crate::courts::Court;
use crate::documents::Document;
use crate::filings::Filing;
use crate::hearings::types::Hearing;
use crate::op::OpOf;

/// Something with an id under which it can be fetched again.
#[derive(Interface)]
#[graphql(field(
    name = "id",
    ty = "async_graphql::ID",
    desc = "Opaque id; `node(id)` fetches the thing again."
))]
pub enum Node {
    /// A case.
    Case(Case),
    /// A party of a case.
    CaseParty(CaseParty),
    /// A hearing.
    Hearing(Hearing),
    /// A document.
    Document(Document),
    /// A submission.
    Filing(Filing),
    /// An entry in the history of a case.
    CaseEvent(CaseEvent),
    /// A court.
    Court(Court),
}

/// Id of a part of a case.
pub(crate) fn part_id(op: &Op, part: Part, case: &CaseKey, key: &PartKey) -> ID {
    ID(op.app.ids.id(&NodeId::Part { part, case: case.clone(), key: key.clone() }))
}

/// Entry field for any node.
#[derive(Default)]
pub struct NodeQuery;

#[Object]
impl NodeQuery {
    /// Any thing by its id. Null where there is none, or none the viewer may know of. Where the court
    /// system that holds it could not be asked, an error says so.
    #[graphql(complexity = "10 + child_complexity")]
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The id, as an earlier answer gave it.")] id: ID,
    ) -> Option<Result<Node, Error>> {
        let read = async {
            let found = node::find(ctx.op()?, &id).await?;
            Ok(found.map(as_node))
        };
        read.await.transpose()
    }
}

fn as_node(found: Found) -> Node {
    match found {
        Found::Case(view) => Node::Case(Case::new(view)),
        Found::Party { case, party } => {
            Node::CaseParty(CaseParty { case: Arc::new(case), party: Arc::new(party) })
        }
        Found::Hearing(view) => Node::Hearing(Hearing { view: Arc::new(view) }),
        Found::Document { case, document } => {
            Node::Document(Document { case: Arc::new(case), view: Arc::new(document) })
        }
        Found::Filing { case, filing } => {
            Node::Filing(Filing { case: Arc::new(case), filing: Arc::new(filing) })
        }
        Found::Event { case, event } => {
            Node::CaseEvent(CaseEvent { case: Arc::new(case), event: Arc::new(event) })
        }
        Found::Court(code) => Node::Court(Court { code }),
    }
}
