//! How the caller stands to a case.

use domain::key::CourtCode;
use domain::party::Party;

use crate::principal::{Principal, PrincipalClass};

/// How a principal stands to one case or submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relation {
    /// No part in it.
    None,
    /// Party, filer, or a representative of one.
    Party,
    /// Works for the court that hears it.
    Court,
}

impl Relation {
    /// Every relation.
    pub const ALL: [Self; 3] = [Self::None, Self::Party, Self::Court];
}

impl Principal {
    /// How the principal stands to a case of `court` with these `parties`.
    pub fn relation(&self, court: &CourtCode, parties: &[Party]) -> Relation {
        if self.class == PrincipalClass::Court && self.courts.contains(court) {
            return Relation::Court;
        }
        let own = |number: &Option<String>| {
            number.as_deref().is_some_and(|number| self.persons().any(|own| own == number))
        };
        let party = parties.iter().any(|party| {
            own(&party.person_number)
                || party.representatives.iter().any(|speaker| own(&speaker.person_number))
        });
        if party { Relation::Party } else { Relation::None }
    }

    /// Whether it takes the parties of a case to tell how the principal stands to it.
    pub fn relation_needs_parties(&self, court: &CourtCode) -> bool {
        let clerk = self.class == PrincipalClass::Court && self.courts.contains(court);
        !clerk && self.persons().next().is_some()
    }
}
