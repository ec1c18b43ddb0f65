//! The one who asks.

use domain::key::CourtCode;
use domain::scope::Scope;

/// Class of principal: the columns of the policy table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PrincipalClass {
    /// Nobody in particular: no credential was shown.
    Anyone,
    /// A natural person, signed in.
    Person,
    /// A partner's system or an organisation, signed in.
    Partner,
    /// A clerk or a judge of a court.
    Court,
    /// The operator of this gateway.
    Operator,
}

impl PrincipalClass {
    /// Every class, in the order of the policy table's columns.
    pub const ALL: [Self; 5] =
        [Self::Anyone, Self::Person, Self::Partner, Self::Court, Self::Operator];
}

/// The one who asks: fixed for the whole request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// Stable opaque id, for limits and the audit; none for nobody in particular.
    pub id: Option<String>,
    /// Column of the policy table.
    pub class: PrincipalClass,
    /// Name to greet by.
    pub name: Option<String>,
    /// Own IIN or BIN.
    pub person_number: Option<String>,
    /// IIN or BIN of those the principal may act for.
    pub represents: Vec<String>,
    /// Courts the principal works for.
    pub courts: Vec<CourtCode>,
}

impl Principal {
    /// Nobody in particular.
    pub fn anyone() -> Self {
        Self {
            id: None,
            class: PrincipalClass::Anyone,
            name: None,
            person_number: None,
            represents: Vec::new(),
            courts: Vec::new(),
        }
    }

    /// Own number and those of the persons represented.
    pub fn persons(&self) -> impl Iterator<Item = &str> {
        self.person_number.as_deref().into_iter().chain(self.represents.iter().map(String::as_str))
    }

    /// Whose questions the principal's questions may be told by: courts and the operator, who see
    /// what is hidden, share nothing with others; nor does anybody who has an identity.
    pub fn audience(&self) -> Option<std::sync::Arc<str>> {
        match self.class {
            PrincipalClass::Anyone => None,
            PrincipalClass::Person | PrincipalClass::Partner => {
                Some(self.id.as_deref().unwrap_or_default().into())
            }
            PrincipalClass::Court | PrincipalClass::Operator => Some("court".into()),
        }
    }

    /// Which rows the principal may know of.
    pub fn scope(&self) -> Scope {
        match self.class {
            PrincipalClass::Anyone => Scope::Public,
            PrincipalClass::Person | PrincipalClass::Partner => {
                Scope::Persons(self.persons().map(str::to_owned).collect())
            }
            PrincipalClass::Court => Scope::Courts(self.courts.clone()),
            PrincipalClass::Operator => Scope::All,
        }
    }
}
