//! The whole table, printed: a change of policy is a change of this snapshot.

use std::fmt::Write as _;

use domain::case::Visibility;

use super::{Subject, decide};
use crate::action::Action;
use crate::principal::{Principal, PrincipalClass};
use crate::relation::Relation;

#[test]
fn prints_the_policy_as_decisions() {
    let mut table = String::new();
    for action in Action::ALL {
        for class in PrincipalClass::ALL {
            let principal = Principal { class, ..Principal::anyone() };
            write!(table, "{:<22}{:<10}", format!("{action:?}"), format!("{class:?}")).unwrap();
            for visibility in [Visibility::Public, Visibility::Closed, Visibility::Sealed] {
                for relation in Relation::ALL {
                    let yes = decide(&principal, action, Subject { visibility, relation });
                    table.push_str(if yes { " yes" } else { "  no" });
                }
                table.push_str("  |");
            }
            table.push('\n');
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn a_sealed_case_exists_for_the_court_alone() {
    for class in [PrincipalClass::Anyone, PrincipalClass::Person, PrincipalClass::Partner] {
        let principal = Principal { class, ..Principal::anyone() };
        let subject = Subject { visibility: Visibility::Sealed, relation: Relation::Party };
        for action in Action::ALL.into_iter().filter(|action| *action != Action::ReadReference) {
            assert!(!decide(&principal, action, subject), "{class:?} {action:?}");
        }
    }
}
