//! One decision: may this principal do this with that?

use domain::case::Visibility;

use crate::action::Action;
use crate::policy::{Allowed, allowed};
use crate::principal::Principal;
use crate::relation::Relation;

/// What is acted on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    /// Who may know of it.
    pub visibility: Visibility,
    /// How the principal stands to it.
    pub relation: Relation,
}

impl Subject {
    /// Something everybody may know of.
    pub const PUBLIC: Self = Self { visibility: Visibility::Public, relation: Relation::None };

    /// One's own, such as one's own number.
    pub const OWN: Self = Self { visibility: Visibility::Public, relation: Relation::Party };
}

/// Whether `principal` may do `action` with `subject`.
pub fn decide(principal: &Principal, action: Action, subject: Subject) -> bool {
    let public = subject.visibility == Visibility::Public;
    // A sealed case exists for the court alone, whoever its parties are.
    let own = subject.relation == Relation::Party && subject.visibility != Visibility::Sealed;
    let court = subject.relation == Relation::Court;
    match allowed(action, principal.class) {
        Allowed::No => false,
        Allowed::Public => public,
        Allowed::Own => own,
        Allowed::PublicOrOwn => public || own,
        Allowed::PublicOrCourt => public || court,
        Allowed::OfCourt => court,
        Allowed::All => true,
    }
}

#[cfg(test)]
mod tests;
