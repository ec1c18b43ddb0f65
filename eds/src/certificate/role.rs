//! What a certificate entitles to: roles of the national authority, key use, key store.

use der::asn1::ObjectIdentifier;
use x509_cert::ext::pkix::KeyUsage;

use crate::oid;

/// A role the national authority writes into extKeyUsage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Role {
    /// An individual, or an information system of one.
    Individual,
    /// A legal entity.
    Organisation,
    /// The first head of a legal entity.
    Head,
    /// Has the right to sign.
    SigningRight,
    /// Has the right to sign financial documents.
    SigningRightFinancial,
    /// Works in the personnel department.
    Personnel,
    /// An employee.
    Employee,
    /// An information system of a legal entity.
    InformationSystem,
    /// A user of the treasury client.
    TreasuryClient,
    /// The authority's own people: any of them.
    Authority,
    /// The authority's administrator.
    AuthorityAdministrator,
    /// The authority's manager.
    AuthorityManager,
    /// The authority's operator.
    AuthorityOperator,
    /// How the owner was identified: some way.
    Identified,
    /// Identified at a service centre.
    IdentifiedAtCentre,
    /// Identified remotely.
    IdentifiedRemotely,
    /// Identified remotely by Digital ID.
    IdentifiedByDigitalId,
    /// Identified remotely by another platform.
    IdentifiedByPlatform,
}

impl Role {
    /// The role that an extended use names, if it is one of the national authority's.
    pub fn from_oid(oid: &ObjectIdentifier) -> Option<Self> {
        const IDENTIFIED_CENTRE: ObjectIdentifier =
            ObjectIdentifier::new_unwrap("1.2.398.3.3.4.3.1");
        const IDENTIFIED_REMOTE: ObjectIdentifier =
            ObjectIdentifier::new_unwrap("1.2.398.3.3.4.3.2");
        const DIGITAL_ID: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.398.3.3.4.3.2.1");
        const ADMINISTRATOR: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.398.3.3.4.2.1");
        const MANAGER: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.398.3.3.4.2.2");
        const OPERATOR: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.398.3.3.4.2.3");
        Some(match *oid {
            oid::ROLE_ORGANISATION => Self::Organisation,
            oid::ROLE_HEAD => Self::Head,
            oid::ROLE_SIGNING_RIGHT => Self::SigningRight,
            oid::ROLE_SIGNING_RIGHT_FINANCIAL => Self::SigningRightFinancial,
            oid::ROLE_PERSONNEL => Self::Personnel,
            oid::ROLE_EMPLOYEE => Self::Employee,
            oid::ROLE_TREASURY => Self::TreasuryClient,
            oid::ROLE_AUTHORITY => Self::Authority,
            ADMINISTRATOR => Self::AuthorityAdministrator,
            MANAGER => Self::AuthorityManager,
            OPERATOR => Self::AuthorityOperator,
            oid::ROLE_IDENTIFIED => Self::Identified,
            IDENTIFIED_CENTRE => Self::IdentifiedAtCentre,
            IDENTIFIED_REMOTE => Self::IdentifiedRemotely,
            DIGITAL_ID => Self::IdentifiedByDigitalId,
            _ if oid::within(oid, &oid::ROLE_INDIVIDUAL) => Self::Individual,
            _ if oid::within(oid, &oid::ROLE_INFORMATION_SYSTEM) => Self::InformationSystem,
            _ if oid::within(oid, &IDENTIFIED_REMOTE) => Self::IdentifiedByPlatform,
            _ => return None,
        })
    }

    /// The name that integrators of `NCANode` know.
    pub fn name(self) -> &'static str {
        match self {
            Self::Individual => "INDIVIDUAL",
            Self::Organisation => "ORGANIZATION",
            Self::Head => "CEO",
            Self::SigningRight => "CAN_SIGN",
            Self::SigningRightFinancial => "CAN_SIGN_FINANCIAL",
            Self::Personnel => "HR",
            Self::Employee => "EMPLOYEE",
            Self::InformationSystem => "INFOSYSTEM",
            Self::TreasuryClient => "TREASURY_CLIENT",
            Self::Authority => "NCA_PRIVILEGES",
            Self::AuthorityAdministrator => "NCA_ADMIN",
            Self::AuthorityManager => "NCA_MANAGER",
            Self::AuthorityOperator => "NCA_OPERATOR",
            Self::Identified => "IDENTIFICATION",
            Self::IdentifiedAtCentre => "IDENTIFICATION_CON",
            Self::IdentifiedRemotely => "IDENTIFICATION_REMOTE",
            Self::IdentifiedByDigitalId => "IDENTIFICATION_REMOTE_DIGITAL_ID",
            Self::IdentifiedByPlatform => "IDENTIFICATION_REMOTE_PLATFORM",
        }
    }

    /// Whether the role makes its holder an owner who may sign or log in.
    pub fn is_owner(self) -> bool {
        matches!(
            self,
            Self::Individual
                | Self::Organisation
                | Self::Head
                | Self::SigningRight
                | Self::SigningRightFinancial
                | Self::Personnel
                | Self::Employee
                | Self::InformationSystem
                | Self::TreasuryClient
        )
    }
}

pub(super) fn roles(uses: &[ObjectIdentifier]) -> Vec<Role> {
    let mut roles = Vec::new();
    for role in uses.iter().filter_map(Role::from_oid) {
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    roles
}

/// What a key is for, by its keyUsage alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyUse {
    /// digitalSignature and nonRepudiation.
    Sign,
    /// digitalSignature and keyEncipherment.
    Auth,
    /// Anything else.
    Unknown,
}

impl KeyUse {
    /// The name that integrators of `NCANode` know.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sign => "SIGN",
            Self::Auth => "AUTH",
            Self::Unknown => "UNKNOWN",
        }
    }
}

pub(super) fn key_use(usage: Option<&KeyUsage>) -> KeyUse {
    match usage {
        Some(u) if u.digital_signature() && u.non_repudiation() => KeyUse::Sign,
        Some(u) if u.digital_signature() && u.key_encipherment() => KeyUse::Auth,
        _ => KeyUse::Unknown,
    }
}

pub(super) fn usage_names(usage: KeyUsage) -> Vec<&'static str> {
    [
        (usage.digital_signature(), "digital_signature"),
        (usage.non_repudiation(), "non_repudiation"),
        (usage.key_encipherment(), "key_encipherment"),
        (usage.data_encipherment(), "data_encipherment"),
        (usage.key_agreement(), "key_agreement"),
        (usage.key_cert_sign(), "key_cert_sign"),
        (usage.crl_sign(), "crl_sign"),
        (usage.encipher_only(), "encipher_only"),
        (usage.decipher_only(), "decipher_only"),
    ]
    .into_iter()
    .filter_map(|(set, name)| set.then_some(name))
    .collect()
}

/// Where the key is kept, by extension 1.2.398.3.3.5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyStore {
    /// A PKCS #12 file.
    Pkcs12,
    /// A Java key store.
    Jks,
    /// An identity card.
    IdCard,
    /// Kaztoken.
    Kaztoken,
    /// eToken of either kind.
    EToken,
    /// `JaCarta`.
    JaCarta,
    /// aKey.
    AKey,
    /// A SIM card.
    Sim,
    /// The cloud Certex.
    Cloud,
}

impl KeyStore {
    /// The store that an identifier names.
    pub fn from_oid(oid: &ObjectIdentifier) -> Option<Self> {
        let mut arcs = oid.arcs().skip(6);
        if !oid::within(oid, &oid::KEY_STORE) {
            return None;
        }
        Some(match (arcs.next()?, arcs.next()?) {
            (1, 1) => Self::Pkcs12,
            (1, 2) => Self::Jks,
            (2, 1) => Self::IdCard,
            (2, 2) => Self::Kaztoken,
            (2, 3 | 4) => Self::EToken,
            (2, 5) => Self::JaCarta,
            (2, 6) => Self::AKey,
            (2, 7) => Self::Sim,
            (3, 1) => Self::Cloud,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn oid(text: &str) -> ObjectIdentifier {
        ObjectIdentifier::new_unwrap(text)
    }

    #[test]
    fn registered_systems_and_unknown_arcs() {
        let system = oid("1.2.398.3.3.4.1.2.6.17");
        assert_eq!(Role::from_oid(&system), Some(Role::InformationSystem));
        assert_eq!(Role::from_oid(&oid("1.2.398.3.3.4.1.1.1")), Some(Role::Individual));
        assert_eq!(Role::from_oid(&oid("1.2.398.3.14.4.1.1")), None);
        assert_eq!(Role::from_oid(&oid("1.2.398.3.3.4.1.2.66")), None);
    }

    #[test]
    fn a_role_is_listed_once() {
        let uses = [oid::ROLE_INDIVIDUAL, oid("1.2.398.3.3.4.1.1.1"), oid::EMAIL_PROTECTION];
        assert_eq!(roles(&uses), [Role::Individual]);
    }

    #[test]
    fn key_stores_by_their_two_numbers() {
        assert_eq!(KeyStore::from_oid(&oid("1.2.398.3.3.5.1.1")), Some(KeyStore::Pkcs12));
        assert_eq!(KeyStore::from_oid(&oid("1.2.398.3.3.5.3.1")), Some(KeyStore::Cloud));
        assert_eq!(KeyStore::from_oid(&oid("1.2.398.3.3.6.1.1")), None);
    }
}
