//! Whose eyes a row is read with. Decided once per request, applied by the tables.

use crate::key::CourtCode;

/// What rows a viewer may know of. Rows outside the scope do not exist for the viewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Public cases only.
    Public,
    /// Public cases, and closed ones in which one of these persons (IIN, BIN) is a party or a
    /// representative.
    Persons(Vec<String>),
    /// Public cases, and all cases of these courts, sealed ones included.
    Courts(Vec<CourtCode>),
    /// Everything: the gateway's own jobs and the operator.
    All,
}
