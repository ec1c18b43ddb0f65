//! What can go wrong with the read model.

use sea_orm::DbErr;

/// A failure of the read model. None of it is for the eyes of a client.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database could not be reached or refused a statement.
    #[error("the database failed")]
    Database(#[from] DbErr),
    /// A column holds what no value stands for: rows of a newer version, or damage.
    #[error("column {column} holds {found:?}, which stands for nothing known")]
    Decode {
        /// The column.
        column: &'static str,
        /// What it holds.
        found: String,
    },
    /// A column holds JSON of another shape.
    #[error("column {column} does not hold the expected JSON")]
    Json {
        /// The column.
        column: &'static str,
        /// What the reader said.
        source: serde_json::Error,
    },
    /// The cursor was made for another order.
    #[error("the cursor belongs to the order {found}, the question asks for {wanted}")]
    CursorOfAnotherOrder {
        /// The order the cursor was made for.
        found: &'static str,
        /// The order of the question.
        wanted: &'static str,
    },
    /// The cursor is not one of ours.
    #[error("{found:?} is not a cursor; a cursor looks like `FILED_ON_DESC:2026-01-31:<uuid>`")]
    Cursor {
        /// What came.
        found: String,
    },
    /// The key of persons is too short to keep numbers from being guessed.
    #[error("the key of persons has {bytes} bytes, it needs at least 32")]
    PersonKey {
        /// Its length.
        bytes: usize,
    },
    /// Somebody else moved the reading position meanwhile.
    #[error("the reading position of {registry}/{listing} was moved by another reader")]
    PositionMoved {
        /// The registry.
        registry: String,
        /// The list.
        listing: String,
    },
}

/// The answer of everything here.
pub type Result<T> = std::result::Result<T, Error>;
