//! Use cases by domain. Knows no transport and no GraphQL.
//!
//! *Enter by* an [`Op`]: who asks, until when, and the loaders of the request.
//! *Invariants:* a refusal the client can act on is data; whatever came from a court system carries
//! its source; a case the viewer may not know of is answered exactly as one that does not exist;
//! resolvers decide nothing, the literal checks stand here and the policy in `access`.

pub mod app;
pub mod cases;
pub mod courts;
pub mod documents;
pub mod error;
mod freshness;
pub mod hearings;
pub mod held;
pub mod load;
pub mod node;
pub mod node_id;
pub mod op;
pub mod page;
pub mod record;
pub mod registries;
pub mod sync;

pub use app::App;
pub use error::{Code, Error};
pub use load::Freshness;
pub use node_id::NodeId;
pub use op::{Meter, Op};
pub use registry::capability::Part;
