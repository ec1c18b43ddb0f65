//! The adapter of every system that speaks JSON over HTTP, driven by a mapping file.
//!
//! *Enter by* [`RestRegistry::new`]. *Knows nothing of* any one court: what differs is in
//! `registry/mappings/*.toml`; how they are written says `docs/connector-guide.md`.
//! *Invariants:* an error never becomes data; an empty list never becomes an absence; nothing is
//! read past the deadline or the size allowed; no paging loops.

use std::sync::Arc;

use async_trait::async_trait;
use domain::clock::Clock;
use domain::key::CaseKey;
use domain::source::SourceReason;
use reqwest::Client;
use secrecy::SecretString;
use tokio::time::Instant;
use url::Url;

use crate::capability::{Capability, Listing, Part};
use crate::mapping::request::Request;
use crate::mapping::template::Asked;
use crate::outcome::{Outcome, Unavailable};
use crate::port::{Call, CaseAnswer, CaseQuery, Page, Registry, Rows};

mod cases;
mod http;
mod judge;
mod lists;
mod pages;
mod parts;
mod read;
mod read_document;
mod read_hearing;
mod row;

#[cfg(test)]
mod tests;

pub use crate::mapping::{Mapping, MappingProblem};

use http::{Ask, Http, unavailable};

/// Requests of one call that are under way at the same time.
const AT_ONCE: usize = 8;

/// What a mapping does not say: where the system is, what opens it, who tells the time.
pub struct Wiring {
    /// Another address than that of the mapping.
    pub base_url: Option<Url>,
    /// The secret that the mapping names.
    pub secret: Option<SecretString>,
    /// The client for all requests.
    pub client: Client,
    /// The clock behind `as_of`.
    pub clock: Arc<dyn Clock>,
}

/// Why a registry could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum WiringError {
    /// The mapping names a secret, the configuration has none.
    #[error("the secret `{name}` is not configured")]
    SecretMissing {
        /// The name.
        name: String,
    },
    /// A header cannot be sent.
    #[error("the header `{name}` has a name or a value that HTTP does not allow")]
    Header {
        /// The name.
        name: String,
    },
}

/// A court information system behind a mapping.
pub struct RestRegistry {
    mapping: Mapping,
    capability: Capability,
    http: Http,
    clock: Arc<dyn Clock>,
}

impl RestRegistry {
    /// Sets up the registry of a mapping.
    ///
    /// # Errors
    ///
    /// When the secret the mapping names is missing, or a header cannot be sent.
    pub fn new(mapping: Mapping, wiring: Wiring) -> Result<Self, WiringError> {
        let http = Http::new(&mapping, wiring.client, wiring.base_url, wiring.secret)?;
        Ok(Self { capability: mapping.capability(), mapping, http, clock: wiring.clock })
    }

    fn until(&self, call: &Call) -> Instant {
        Instant::now() + call.time_left.min(self.mapping.deadline)
    }

    /// The first request for one case.
    fn ask(&self, request: &Request, asked: &Asked) -> Result<Ask, Unavailable> {
        let by_id = request.path_by_upstream_id.as_ref().and_then(|path| path.fill_path(asked));
        let path = by_id.or_else(|| request.path.fill_path(asked)).ok_or_else(|| {
            let detail = format!("what is asked cannot be put into {}", request.path.text());
            unavailable(SourceReason::NotConfigured, detail)
        })?;
        let url = self.http.url(&path, &cases::fixed_query(request, asked))?;
        Ok(Ask { url, body: None })
    }
}

#[async_trait]
impl Registry for RestRegistry {
    fn capability(&self) -> &Capability {
        &self.capability
    }

    async fn cases(&self, wanted: &[CaseQuery], call: &Call) -> Vec<Outcome<CaseAnswer>> {
        self.ask_cases(wanted, self.until(call)).await
    }

    async fn part(&self, part: Part, cases: &[CaseKey], call: &Call) -> Vec<Outcome<Rows>> {
        self.ask_part(part, cases, self.until(call)).await
    }

    async fn list(&self, listing: Listing, cursor: Option<&str>, call: &Call) -> Outcome<Page> {
        self.ask_list(listing, cursor, self.until(call)).await
    }
}
