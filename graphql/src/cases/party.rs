//! Parties of a case.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use domain::key::CaseKey;
use domain::party;
use service::{Error, Part};

use crate::coded::{CodedValue, value};
use crate::connection::connection;
use crate::node::part_id;
use crate::op::OpOf;

/// `CaseParty` of the schema.
#[derive(Clone)]
pub struct CaseParty {
    pub(crate) case: Arc<CaseKey>,
    pub(crate) party: Arc<party::Party>,
}

/// A party of this case. Its id is of this case only: the same person in another case has another.
#[Object]
impl CaseParty {
    /// Opaque id.
    pub(crate) async fn id(&self, ctx: &Context<'_>) -> Result<ID, Error> {
        Ok(part_id(ctx.op()?, Part::Parties, &self.case, &self.party.key))
    }

    /// Person or organisation, where the court system tells.
    async fn kind(&self) -> Option<CodedValue> {
        value(self.party.kind.as_ref())
    }

    /// Name as printed by the court system.
    async fn name(&self) -> Option<&str> {
        self.party.name.as_deref()
    }

    /// Role in the case.
    async fn role(&self) -> Option<CodedValue> {
        value(self.party.role.as_ref())
    }

    /// Those who speak for the party.
    async fn representatives(&self) -> Vec<Representative> {
        self.party.representatives.iter().cloned().map(Representative).collect()
    }
}

/// `Representative` of the schema.
pub struct Representative(party::Representative);

/// Someone who speaks for a party.
#[Object]
impl Representative {
    /// Name as printed by the court system.
    async fn name(&self) -> Option<&str> {
        self.0.name.as_deref()
    }

    /// Capacity in which they speak, where the court system tells.
    async fn role(&self) -> Option<CodedValue> {
        value(self.0.role.as_ref())
    }

    /// Firm or office, as printed by the court system.
    async fn firm(&self) -> Option<&str> {
        self.0.firm.as_deref()
    }
}

connection!(CasePartyConnection, CasePartyEdge, CaseParty, "Parties of a case, page by page.");
