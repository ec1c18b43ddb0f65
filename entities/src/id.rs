//! Ids of rows. They mean nothing outside this database and tell nothing of what they name.

use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<$name> for sea_orm::Value {
            fn from(id: $name) -> Self {
                id.0.into()
            }
        }
    };
}

id! {
    /// Id of a recorded case.
    CaseId
}
id! {
    /// Id of a recorded part of a case: party, hearing, document, filing, event.
    PartId
}
id! {
    /// Id of an outage.
    OutageId
}
id! {
    /// Id of a record that was set aside.
    QuarantineId
}

/// A new id; later ones sort after earlier ones, which keeps indexes append-only.
#[expect(clippy::disallowed_methods, reason = "the one place where ids of rows are made")]
pub(crate) fn new_id() -> Uuid {
    Uuid::now_v7()
}
