//! Use cases by domain. Knows no transport and no GraphQL.

pub mod app;
pub mod error;
pub mod op;

pub use app::App;
pub use error::{Code, Error};
pub use op::Op;
