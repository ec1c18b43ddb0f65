//! A publisher of hearing lists behind the port: passes over its index, one list a page.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use chrono_tz::Tz;
use domain::clock::Clock;
use domain::key::{CaseKey, RegistryCode};
use domain::language::Text;
use domain::source::SourceReason;
use url::Url;

use super::court::{self, Printed};
use super::fetch::{self, Failure};
use super::index::{Index, Publication};
use super::read::{Publisher, Reading};
use super::schema::Schema;
use super::{Received, Reception};
use crate::capability::{Capability, Courts, Listing, Part};
use crate::outcome::{Found, Outcome, Unavailable, Unreadable};
use crate::port::{Call, CaseAnswer, CaseQuery, Item, Page, Registry, Rows};

/// Where the index lies under the base.
const INDEX: &str = "lists";

/// What is configured of a publisher of lists.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Code of the court system.
    pub registry: RegistryCode,
    /// Its name.
    pub name: Text,
    /// Where its index is: `{base}/lists`.
    pub base: Url,
    /// Begin of the codes of its courts, such as `uk-`.
    pub court_prefix: String,
    /// The zone the hours of its lists are in.
    pub zone: Tz,
}

/// A publisher of hearing lists behind the port.
pub struct ListRegistry {
    settings: Settings,
    capability: Capability,
    client: reqwest::Client,
    clock: Arc<dyn Clock>,
    /// The index the running pass goes by, and the schemas it met. A pass begins both anew.
    pass: Mutex<Pass>,
}

#[derive(Default)]
struct Pass {
    index: Option<Held>,
    schemas: HashMap<String, Arc<Schema>>,
}

/// An index and the digest of how it came.
#[derive(Clone)]
struct Held {
    index: Arc<Index>,
    sha256: String,
}

/// Why there is no index to go by.
enum NoIndex {
    Away(Unavailable),
    Unreadable(Unreadable),
}

impl<T> From<NoIndex> for Outcome<T> {
    fn from(why: NoIndex) -> Self {
        match why {
            NoIndex::Away(why) => Self::Unavailable(why),
            NoIndex::Unreadable(what) => Self::Unknown(what),
        }
    }
}

impl ListRegistry {
    /// A publisher with these settings. `client` has the time-outs and TLS of the house.
    pub fn new(mut settings: Settings, client: reqwest::Client, clock: Arc<dyn Clock>) -> Self {
        if !settings.base.path().ends_with('/') {
            // Without it the last part of the path would be lost when addresses are joined.
            settings.base.set_path(&format!("{}/", settings.base.path()));
        }
        let capability = Capability {
            registry: settings.registry.clone(),
            name: settings.name.clone(),
            protocol: "LIST".to_owned(),
            cases: false,
            parts: Vec::new(),
            parts_with_case: Vec::new(),
            listings: vec![Listing::Hearings, Listing::Courts],
            courts: Courts::Prefix(settings.court_prefix.clone()),
            batch_max: 1,
            time_zone: settings.zone,
        };
        Self { settings, capability, client, clock, pass: Mutex::default() }
    }

    /// The list at `cursor`, or the first, with the verdict on it.
    ///
    /// [`Outcome::Unavailable`] means that the publisher could not be asked; what is wrong with one
    /// list alone is in [`Reception`].
    pub async fn next(&self, cursor: Option<&str>, call: &Call) -> Outcome<Received> {
        in_time(call, self.receive(cursor, call)).await
    }

    async fn receive(&self, cursor: Option<&str>, call: &Call) -> Outcome<Received> {
        let Held { index, sha256 } = match self.index(cursor).await {
            Ok(held) => held,
            Err(why) => return why.into(),
        };
        let Some(position) = position(&index, cursor) else {
            return Outcome::Unknown(Unreadable {
                raw_sha256: sha256,
                detail: "the cursor is none of this program; begin without one".to_owned(),
            });
        };
        let publication = index.lists.get(position).cloned();
        let (reception, raw_sha256) = match &publication {
            // An empty index is an answer: nothing is published.
            None => (Reception::Accepted(Reading::default()), sha256),
            Some(publication) => {
                // A list that always times out must leave time to see whether the rest lives.
                let share = call.time_left / 2;
                let got = tokio::time::timeout(share, self.fetch(publication, &index)).await;
                match got.unwrap_or_else(|_elapsed| Err(Failure::slow(&publication.url, share))) {
                    Ok(received) => received,
                    Err(failure) => match self.hole(failure).await {
                        Ok(why) => (Reception::Missing(why), sha256),
                        Err(why) => return Outcome::Unavailable(why),
                    },
                }
            }
        };
        reception.log(&self.settings.registry, publication.as_ref());
        let after = position + 1;
        let next = index.lists.get(after).map(|list| format!("{after}:{}", list.id));
        let reason = reception.reason();
        Outcome::Found(Found {
            value: Received { publication, reception, next, lists: index.lists.len() },
            as_of: self.clock.now(),
            raw_sha256,
            complete: reason.is_none(),
            reason,
        })
    }

    /// A list that fails alone is a hole; when the index fails too, the publisher is away.
    async fn hole(&self, failure: Failure) -> Result<Unavailable, Unavailable> {
        if failure.of_document {
            return Ok(failure.why);
        }
        if failure.why.reason == SourceReason::RateLimited {
            return Err(failure.why);
        }
        match fetch::get(&self.client, &self.settings.base, INDEX).await {
            Ok(_) => Ok(failure.why),
            Err(_) => Err(failure.why),
        }
    }

    async fn fetch(
        &self,
        publication: &Publication,
        index: &Index,
    ) -> Result<(Reception, String), Failure> {
        let base = &self.settings.base;
        let document = fetch::get(&self.client, base, &publication.url).await?;
        let schema = match &publication.schema {
            Some(path) => Some(self.schema(path).await?),
            None => None,
        };
        let list = document.json(&publication.url)?;
        let publisher = Publisher {
            registry: &self.settings.registry,
            court_prefix: &self.settings.court_prefix,
            zone: self.settings.zone,
            locations: &index.locations,
        };
        let reception = Reception::of(&list, schema.as_deref(), publication, publisher);
        Ok((reception, document.sha256))
    }

    /// The index: anew at the begin of a pass, else the one the pass goes by.
    async fn index(&self, cursor: Option<&str>) -> Result<Held, NoIndex> {
        let held = self.pass().index.clone().filter(|_| cursor.is_some());
        if let Some(held) = held {
            return Ok(held);
        }
        let got = fetch::get(&self.client, &self.settings.base, INDEX).await;
        let document = got.map_err(|failure| NoIndex::Away(failure.why))?;
        document.json(INDEX).map_err(|failure| NoIndex::Away(failure.why))?;
        let index = Index::read(&document.bytes).map_err(|error| {
            NoIndex::Unreadable(Unreadable {
                raw_sha256: document.sha256.clone(),
                detail: format!("the index is not as it must be: {error}"),
            })
        })?;
        let held = Held { index: Arc::new(index), sha256: document.sha256 };
        *self.pass() = Pass { index: Some(held.clone()), schemas: HashMap::new() };
        Ok(held)
    }

    async fn schema(&self, path: &str) -> Result<Arc<Schema>, Failure> {
        let held = self.pass().schemas.get(path).cloned();
        if let Some(held) = held {
            return Ok(held);
        }
        let document = fetch::get(&self.client, &self.settings.base, path).await?;
        let compiled = Schema::compile(&document.json(path)?);
        let schema = compiled.map_err(|error| Failure::unreadable(path, &error))?;
        let schema = Arc::new(schema);
        self.pass().schemas.insert(path.to_owned(), Arc::clone(&schema));
        Ok(schema)
    }

    fn pass(&self) -> MutexGuard<'_, Pass> {
        self.pass.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Registry for ListRegistry {
    fn capability(&self) -> &Capability {
        &self.capability
    }

    async fn cases(&self, wanted: &[CaseQuery], _call: &Call) -> Vec<Outcome<CaseAnswer>> {
        wanted.iter().map(|_| self.not_served("single cases")).collect()
    }

    async fn part(&self, _part: Part, cases: &[CaseKey], _call: &Call) -> Vec<Outcome<Rows>> {
        cases.iter().map(|_| self.not_served("parts of single cases")).collect()
    }

    async fn list(&self, listing: Listing, cursor: Option<&str>, call: &Call) -> Outcome<Page> {
        match listing {
            Listing::Hearings => self.next(cursor, call).await.map(Received::into_page),
            Listing::Courts => in_time(call, self.courts()).await,
            Listing::Cases => self.not_served("lists of cases"),
        }
    }
}

impl ListRegistry {
    /// All locations of the publisher on one page.
    async fn courts(&self) -> Outcome<Page> {
        let Held { index, sha256 } = match self.index(None).await {
            Ok(held) => held,
            Err(why) => return why.into(),
        };
        let courts =
            court::Courts { prefix: &self.settings.court_prefix, locations: &index.locations };
        let known = index.locations.iter();
        let items: Vec<Item> = known
            .map(|location| courts.of_location(location, &Printed::default()))
            .map(|court| Item::Court(Box::new(court)))
            .collect();
        Outcome::Found(Found {
            value: Page { items, next: None, total_claimed: None, replaces: None },
            as_of: self.clock.now(),
            raw_sha256: sha256,
            complete: true,
            reason: None,
        })
    }

    fn not_served<T>(&self, what: &str) -> Outcome<T> {
        Outcome::Unavailable(Unavailable {
            reason: SourceReason::NotConfigured,
            retry_after: None,
            detail: format!("{} publishes hearing lists, not {what}", self.settings.registry),
        })
    }
}

async fn in_time<T>(call: &Call, asked: impl Future<Output = Outcome<T>>) -> Outcome<T> {
    tokio::time::timeout(call.time_left, asked).await.unwrap_or_else(|_elapsed| {
        Outcome::Unavailable(Unavailable {
            reason: SourceReason::Timeout,
            retry_after: None,
            detail: format!("no answer within {:?}", call.time_left),
        })
    })
}

/// Where in the index a cursor stands. A list that is gone leaves its place to the one after it.
fn position(index: &Index, cursor: Option<&str>) -> Option<usize> {
    let Some(cursor) = cursor else { return Some(0) };
    let (place, id) = cursor.split_once(':')?;
    let place: usize = place.parse().ok()?;
    let moved = || index.lists.iter().position(|list| list.id == id);
    let still = index.lists.get(place).is_some_and(|list| list.id == id);
    Some(if still { place } else { moved().unwrap_or(place) })
}
