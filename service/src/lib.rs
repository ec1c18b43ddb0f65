//! Use cases by domain. Knows no transport and no GraphQL.

pub mod app;
pub mod op;

pub use app::App;
pub use op::Op;
