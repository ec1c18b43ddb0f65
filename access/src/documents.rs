//! Who may read a document, and why not.

use chrono::NaiveDate;
use domain::case::Visibility;
use domain::document::{Disclosure, Document};

use crate::principal::{Principal, PrincipalClass};
use crate::relation::Relation;

/// What the viewer can do with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DocumentAccessState {
    /// It can be downloaded.
    Open,
    /// It can be looked at in the court; no copy (CPC 282(4)).
    ViewOnly,
    /// It can be read once the viewer accepts that reading counts as service.
    AcknowledgementRequired,
    /// Signing in may open it.
    SignInRequired,
    /// It is not open to this viewer.
    NotEntitled,
}

/// Why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DocumentAccessReason {
    /// A published act.
    PublicAct,
    /// The viewer takes part in the case.
    Party,
    /// The party has not got notice yet (CPC 128(3)).
    NoticeNotGiven,
    /// Of a closed session.
    ClosedSession,
    /// The act is not in force yet (CPC 19(9)).
    NotInForce,
    /// The viewer takes no part in the case.
    NotAParty,
}

/// The decision for one viewer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DocumentAccess {
    /// What the viewer can do.
    pub state: DocumentAccessState,
    /// Why.
    pub reason: DocumentAccessReason,
    /// Whether reading it has legal effect, such as starting a term.
    pub has_legal_effect: bool,
}

/// Whether the document is in the list at all for this viewer.
pub fn listed(principal: &Principal, relation: Relation, document: &Document) -> bool {
    document.disclosure != Disclosure::Court || reads_all(principal, relation)
}

/// What the viewer can do with `document` of a case, on the day `today` of the court.
pub fn decide(
    principal: &Principal,
    relation: Relation,
    visibility: Visibility,
    document: &Document,
    today: NaiveDate,
) -> DocumentAccess {
    use DocumentAccessReason as Reason;
    use DocumentAccessState as State;
    let answer = |state, reason| DocumentAccess { state, reason, has_legal_effect: false };
    if reads_all(principal, relation) {
        return answer(State::Open, Reason::Party);
    }
    let party = relation == Relation::Party;
    let outside = if principal.class == PrincipalClass::Anyone {
        answer(State::SignInRequired, Reason::NotAParty)
    } else {
        answer(State::NotEntitled, Reason::NotAParty)
    };
    match document.disclosure {
        Disclosure::PublicAct if visibility == Visibility::Public => {
            let in_force = document.in_force_on.is_some_and(|day| day <= today);
            if in_force {
                answer(State::Open, Reason::PublicAct)
            } else if party {
                answer(State::Open, Reason::Party)
            } else {
                answer(State::NotEntitled, Reason::NotInForce)
            }
        }
        Disclosure::PublicAct | Disclosure::Parties if party => answer(State::Open, Reason::Party),
        Disclosure::PartiesAfterNotice if party => {
            answer(State::NotEntitled, Reason::NoticeNotGiven)
        }
        Disclosure::PartiesWithLegalEffect if party => DocumentAccess {
            state: State::AcknowledgementRequired,
            reason: Reason::Party,
            has_legal_effect: true,
        },
        Disclosure::ViewOnly if party => answer(State::ViewOnly, Reason::ClosedSession),
        Disclosure::Court => answer(State::NotEntitled, Reason::NotAParty),
        Disclosure::PublicAct
        | Disclosure::Parties
        | Disclosure::PartiesAfterNotice
        | Disclosure::PartiesWithLegalEffect
        | Disclosure::ViewOnly => outside,
    }
}

fn reads_all(principal: &Principal, relation: Relation) -> bool {
    relation == Relation::Court || principal.class == PrincipalClass::Operator
}
