//! What can be done: the rows of the policy table.

/// Something a principal may want to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// Read reference data, the state of the registries, and the frame of an answer.
    ReadReference,
    /// Know that a case exists, and read its head, hearings, history and documents list.
    ReadCase,
    /// Read the names of the parties and of those who speak for them.
    ReadParties,
    /// Know of which case a hearing of a closed session is.
    ReadHearingCase,
    /// Know that a document exists, with its title.
    ReadDocument,
    /// Read what identifies the bytes of a document: size, hash, media type, signatures.
    ReadDocumentContent,
    /// Read a submission.
    ReadFiling,
    /// Search cases by the IIN or BIN of a party.
    SearchByPerson,
}

impl Action {
    /// Every action, in the order of the table.
    pub const ALL: [Self; 8] = [
        Self::ReadReference,
        Self::ReadCase,
        Self::ReadParties,
        Self::ReadHearingCase,
        Self::ReadDocument,
        Self::ReadDocumentContent,
        Self::ReadFiling,
        Self::SearchByPerson,
    ];
}
