//! The loaders of one request.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use access::Principal;
use cache::{Ask, Cached};
use dataloader::{DataLoader, Loader};
use domain::key::{CaseKey, RegistryCode};
use domain::scope::Scope;
use entities::Db;
use registry::capability::Part;
use registry::port::{CaseAnswer, CaseQuery, Rows};

use crate::app::App;
use crate::error::Error;
use crate::held::{Answer, Audience, grouped};
use crate::op::Meter;

/// What the client will put up with, as part of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Freshness {
    /// Nothing older than this without asking.
    pub age_max: Option<Duration>,
    /// No longer wait than this.
    pub wait_max: Option<Duration>,
}

impl From<Freshness> for Ask {
    fn from(freshness: Freshness) -> Self {
        Self { age_max: freshness.age_max, wait_max: freshness.wait_max }
    }
}

/// Question for the head of a case.
pub type CaseQuestion = (RegistryCode, CaseQuery, Freshness);
/// Question for a part of a case.
pub type PartQuestion = (RegistryCode, Part, CaseKey, Freshness);

/// The loaders of one request.
pub struct Load {
    cases: DataLoader<CaseQuestion, CaseLoader>,
    parts: DataLoader<PartQuestion, PartLoader>,
    numbers: DataLoader<String, NumberLoader>,
}

impl Load {
    /// Empty loaders over what the process holds.
    pub(crate) fn new(app: &Arc<App>, meter: &Arc<Meter>, principal: &Principal, db: &Db) -> Self {
        let audience = principal.audience();
        let (app, meter) = (Arc::clone(app), Arc::clone(meter));
        let shared = Arc::new(Shared { app, meter, audience });
        let cases = CaseLoader(Arc::clone(&shared));
        let parts = PartLoader(shared);
        let numbers = NumberLoader { db: db.clone(), scope: principal.scope() };
        Self {
            cases: DataLoader::new(cases),
            parts: DataLoader::new(parts),
            numbers: DataLoader::new(numbers),
        }
    }

    /// The recorded cases with this number that the viewer may know of.
    ///
    /// # Errors
    ///
    /// When our own tables fail.
    pub async fn recorded(&self, number: String) -> Result<Vec<CaseKey>, Error> {
        self.numbers.load_one(number).await.map(Option::unwrap_or_default).map_err(Error::internal)
    }

    /// The head of a case; none where the registry is not configured.
    pub async fn case(&self, question: CaseQuestion) -> Option<Cached<Answer<CaseAnswer>>> {
        answered(self.cases.load_one(question).await)
    }

    /// A part of a case; none where the registry is not configured.
    pub async fn part(&self, question: PartQuestion) -> Option<Cached<Answer<Rows>>> {
        answered(self.parts.load_one(question).await)
    }
}

fn answered<V>(answer: dataloader::Answer<V, Infallible>) -> Option<V> {
    match answer {
        Ok(value) => value,
        Err(never) => match *never {},
    }
}

/// What both loaders work with.
struct Shared {
    app: Arc<App>,
    meter: Arc<Meter>,
    audience: Audience,
}

struct CaseLoader(Arc<Shared>);

impl Loader<CaseQuestion> for CaseLoader {
    type Value = Cached<Answer<CaseAnswer>>;
    type Error = Infallible;

    async fn load(
        &self,
        questions: Vec<CaseQuestion>,
    ) -> HashMap<CaseQuestion, Result<Self::Value, Infallible>> {
        let groups = grouped(
            questions.into_iter().map(|(code, query, freshness)| ((code, freshness), query)),
        );
        let loads = groups.into_iter().filter_map(|((code, freshness), queries)| {
            let registry = self.0.app.registries.get(&code)?;
            Some(async move {
                let answers = self
                    .0
                    .app
                    .held
                    .cases(&self.0.audience, registry, &queries, freshness.into())
                    .await;
                self.0.meter.cache(&answers);
                queries
                    .into_iter()
                    .zip(answers)
                    .map(|(query, answer)| ((code.clone(), query, freshness), Ok(answer)))
                    .collect::<Vec<_>>()
            })
        });
        futures_util::future::join_all(loads).await.into_iter().flatten().collect()
    }
}

struct NumberLoader {
    db: Db,
    scope: Scope,
}

impl Loader<String> for NumberLoader {
    type Value = Vec<CaseKey>;
    type Error = Arc<entities::Error>;

    async fn load(
        &self,
        numbers: Vec<String>,
    ) -> HashMap<String, Result<Self::Value, Self::Error>> {
        match entities::cases::by_numbers(&self.db, &self.scope, &numbers).await {
            Ok(rows) => {
                let mut found: HashMap<String, Result<Vec<CaseKey>, _>> =
                    numbers.into_iter().map(|number| (number, Ok(Vec::new()))).collect();
                for key in rows.into_iter().map(|row| row.case.key) {
                    if let Some(Ok(keys)) = found.get_mut(&key.number) {
                        keys.push(key);
                    }
                }
                found
            }
            Err(error) => {
                let error = Arc::new(error);
                numbers.into_iter().map(|number| (number, Err(Arc::clone(&error)))).collect()
            }
        }
    }
}

struct PartLoader(Arc<Shared>);

impl Loader<PartQuestion> for PartLoader {
    type Value = Cached<Answer<Rows>>;
    type Error = Infallible;

    async fn load(
        &self,
        questions: Vec<PartQuestion>,
    ) -> HashMap<PartQuestion, Result<Self::Value, Infallible>> {
        let groups = grouped(
            questions
                .into_iter()
                .map(|(code, part, case, freshness)| ((code, part, freshness), case)),
        );
        let loads = groups.into_iter().filter_map(|((code, part, freshness), cases)| {
            let registry = self.0.app.registries.get(&code)?;
            Some(async move {
                let answers = self
                    .0
                    .app
                    .held
                    .parts(&self.0.audience, registry, part, &cases, freshness.into())
                    .await;
                self.0.meter.cache(&answers);
                cases
                    .into_iter()
                    .zip(answers)
                    .map(|(case, answer)| ((code.clone(), part, case, freshness), Ok(answer)))
                    .collect::<Vec<_>>()
            })
        });
        futures_util::future::join_all(loads).await.into_iter().flatten().collect()
    }
}
