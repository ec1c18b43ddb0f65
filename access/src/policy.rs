//! The policy table: for each action and class of principal, on what it may be done.

use crate::action::Action;
use crate::principal::PrincipalClass;

/// On what an action may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowed {
    /// On nothing.
    No,
    /// On what is public (CPC 19).
    Public,
    /// On what the principal is a party to, or represents a party of, unless it is sealed.
    Own,
    /// On what is public, and on one's own.
    PublicOrOwn,
    /// On what is public, and on everything of one's court.
    PublicOrCourt,
    /// On everything of one's court.
    OfCourt,
    /// On everything.
    All,
}

/// The cell of the table.
///
/// Sources: publicity of cases and its limits CPC 19(2), 19(9); the file is open to the parties
/// CPC 46; the claim and its annexes to parties who got notice, not in closed session CPC 128(3);
/// a party's number identifies a person over cases and serves for one's own alone.
pub fn allowed(action: Action, class: PrincipalClass) -> Allowed {
    use Allowed::{All, No, OfCourt, Own, Public, PublicOrCourt, PublicOrOwn};
    let row = match action {
        // for                        anyone  person       partner      court          operator
        Action::ReadReference => [All, All, All, All, All],
        Action::ReadCase
        | Action::ReadParties
        | Action::ReadHearingCase
        | Action::ReadDocument
        | Action::ReadDocumentContent => [Public, PublicOrOwn, PublicOrOwn, PublicOrCourt, All],
        Action::ReadFiling => [No, Own, Own, OfCourt, All],
        Action::SearchByPerson => [No, Own, Own, No, All],
    };
    let [anyone, person, partner, court, operator] = row;
    match class {
        PrincipalClass::Anyone => anyone,
        PrincipalClass::Person => person,
        PrincipalClass::Partner => partner,
        PrincipalClass::Court => court,
        PrincipalClass::Operator => operator,
    }
}
