//! Names of things: registries, courts, and the identity of a case and of its parts.
//!
//! **Invariant:** a case is (registry, court, number, upstream id), never its number alone.

use serde::{Deserialize, Serialize};

macro_rules! code {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(std::sync::Arc<str>);

        impl $name {
            /// Wraps a code that is already known to be one.
            pub fn new(code: impl AsRef<str>) -> Self {
                Self(code.as_ref().into())
            }

            /// The code as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(code: &str) -> Self {
                Self::new(code)
            }
        }
    };
}

code! {
    /// Code of a court information system, such as `kz-torelik` or `us-florida`.
    RegistryCode
}
code! {
    /// Code of a court, unique over all registries, such as `kz-7599` or `us-flca02`.
    CourtCode
}

/// Identity of a case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CaseKey {
    /// The registry that holds the head of the case.
    pub registry: RegistryCode,
    /// The court the registry files it under.
    pub court: CourtCode,
    /// The number in its canonical writing.
    pub number: String,
    /// The registry's own id, where it has one beside the number.
    pub upstream_id: Option<String>,
}

/// Identity of a part of a case (party, hearing, document, filing, event).
///
/// `local` is the registry's own id of the part, or a stable digest of its content where the
/// registry gives none; it is unique among the parts of one kind of one case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PartKey {
    /// The registry the part came from; not always the one that holds the head of the case.
    pub registry: RegistryCode,
    /// Id within the case.
    pub local: String,
}
