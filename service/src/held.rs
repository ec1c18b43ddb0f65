//! What is held of the registries' answers, and how long.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use cache::{Ask, Cache, Cached, Loaded, Policy, State};
use domain::case::Visibility;
use domain::key::{CaseKey, RegistryCode};
use domain::source::{Source, SourceReason, SourceState};
use registry::capability::Part;
use registry::outcome::Outcome;
use registry::port::{Call, CaseAnswer, CaseQuery, Registry, Rows};
use tokio_util::task::TaskTracker;

use crate::record::Recorder;

/// Ages of what is held.
#[derive(Debug, Clone, Copy)]
pub struct Ages {
    /// Heads of cases.
    pub case: Policy,
    /// Parts of cases.
    pub part: Policy,
    /// Proven absences, and whatever is not public: so that a hidden case and an absent one are
    /// asked for equally often, and answer in equal times.
    pub absent: Policy,
    /// Rows of lists in our own tables: fresh up to this age.
    pub listed: Duration,
    /// Longest that one question to a registry may take.
    pub call: Duration,
}

/// An answer of a registry, shared by all who asked.
#[derive(Debug, Clone)]
pub struct Answer<T>(pub Arc<Outcome<T>>);

impl cache::Value for Answer<CaseAnswer> {
    fn weight(&self) -> u32 {
        let rows = self
            .0
            .found()
            .map_or(0, |found| found.value.parts.iter().map(row_count).sum::<usize>());
        weight_of(rows + 2)
    }
}

impl cache::Value for Answer<Rows> {
    fn weight(&self) -> u32 {
        weight_of(self.0.found().map_or(0, |found| row_count(&found.value)) + 1)
    }
}

fn row_count(rows: &Rows) -> usize {
    match rows {
        Rows::Parties(rows) => rows.len(),
        Rows::Hearings(rows) => rows.len(),
        Rows::Documents(rows) => rows.len(),
        Rows::Filings(rows) => rows.len(),
        Rows::Events(rows) => rows.len(),
    }
}

/// About half a kilobyte a row.
fn weight_of(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX).saturating_mul(512)
}

/// Whose questions warm which answers: none for nobody in particular.
///
/// What one viewer asked must not speed up another's answer, or the speed would tell that somebody
/// asked for a case that is hidden.
pub type Audience = Option<Arc<str>>;

/// Question for the head of a case.
pub type CaseSlot = (Audience, RegistryCode, CaseQuery);
/// Question for a part of a case.
pub type PartSlot = (Audience, RegistryCode, Part, CaseKey);

/// What is held.
pub struct Held {
    cases: Cache<CaseSlot, Answer<CaseAnswer>>,
    parts: Cache<PartSlot, Answer<Rows>>,
    ages: Ages,
    recorder: Arc<Recorder>,
}

impl Held {
    /// Holds at most `bytes_max`; loads run under `tasks`, and what they bring goes to `recorder`.
    pub fn new(bytes_max: u64, ages: Ages, tasks: &TaskTracker, recorder: Arc<Recorder>) -> Self {
        Self {
            cases: Cache::new(bytes_max / 2, tasks.clone()),
            parts: Cache::new(bytes_max / 2, tasks.clone()),
            ages,
            recorder,
        }
    }

    /// Heads of cases of one registry, in the order of the questions.
    pub async fn cases(
        &self,
        audience: &Audience,
        registry: &Arc<dyn Registry>,
        queries: &[CaseQuery],
        ask: Ask,
    ) -> Vec<Cached<Answer<CaseAnswer>>> {
        let code = registry.capability().registry.clone();
        let keys: Vec<CaseSlot> =
            queries.iter().map(|query| (audience.clone(), code.clone(), query.clone())).collect();
        let (registry, ages) = (Arc::clone(registry), self.ages);
        let recorder = Arc::clone(&self.recorder);
        let load = move |keys: Vec<CaseSlot>| async move {
            let queries: Vec<CaseQuery> = keys.into_iter().map(|(_, _, query)| query).collect();
            let call = Call { time_left: ages.call };
            let mut loaded = Vec::with_capacity(queries.len());
            let size = registry.capability().batch_max.max(1);
            let chunks: Vec<&[CaseQuery]> = batches(&queries, size).collect();
            let asks = chunks.iter().map(|chunk| registry.cases(chunk, &call));
            let answers = futures_util::future::join_all(asks).await;
            for (chunk, outcomes) in chunks.into_iter().zip(answers) {
                recorder.cases(&registry.capability().registry, chunk, &outcomes);
                loaded.extend(outcomes.into_iter().map(|outcome| {
                    let public = outcome
                        .found()
                        .is_none_or(|found| found.value.case.visibility == Visibility::Public);
                    fact(outcome, if public { ages.case } else { ages.absent }, ages)
                }));
            }
            loaded
        };
        self.cases.get_many_or_load(&keys, ask, load).await
    }

    /// One part of cases of one registry, in the order of the cases.
    pub async fn parts(
        &self,
        audience: &Audience,
        registry: &Arc<dyn Registry>,
        part: Part,
        cases: &[CaseKey],
        ask: Ask,
    ) -> Vec<Cached<Answer<Rows>>> {
        let code = registry.capability().registry.clone();
        let keys: Vec<PartSlot> =
            cases.iter().map(|case| (audience.clone(), code.clone(), part, case.clone())).collect();
        let (registry, ages) = (Arc::clone(registry), self.ages);
        let recorder = Arc::clone(&self.recorder);
        let load = move |keys: Vec<PartSlot>| async move {
            let cases: Vec<CaseKey> = keys.into_iter().map(|(_, _, _, case)| case).collect();
            let call = Call { time_left: ages.call };
            let mut loaded = Vec::with_capacity(cases.len());
            let size = registry.capability().batch_max.max(1);
            let chunks: Vec<&[CaseKey]> = cases.chunks(size).collect();
            let asks = chunks.iter().map(|chunk| registry.part(part, chunk, &call));
            let answers = futures_util::future::join_all(asks).await;
            for (chunk, outcomes) in chunks.into_iter().zip(answers) {
                recorder.parts(&registry.capability().registry, chunk, &outcomes);
                // Parties tell whose a closed case is: asked for as often as for an absent one.
                let age = if part == Part::Parties { ages.absent } else { ages.part };
                loaded.extend(outcomes.into_iter().map(|outcome| fact(outcome, age, ages)));
            }
            loaded
        };
        self.parts.get_many_or_load(&keys, ask, load).await
    }

    /// Longest that one question to a registry may take.
    pub fn call_time(&self) -> Duration {
        self.ages.call
    }

    /// Up to which age a row of a list counts as fresh.
    pub fn listed_fresh(&self) -> Duration {
        self.ages.listed
    }

    /// Share of look-ups answered from what is held, since the start; none before the first.
    pub fn hit_rate(&self) -> Option<f64> {
        let (cases, parts) = (self.cases.stats(), self.parts.stats());
        let hits = cases.hits + parts.hits;
        let all = hits + cases.loads + parts.loads + cases.joined + parts.joined;
        #[expect(clippy::cast_precision_loss, reason = "a rate, shown with two digits")]
        (all > 0).then(|| hits as f64 / all as f64)
    }
}

/// Questions that go in one request: a number without its court cannot be told from others in an
/// answer for many, so it goes alone.
fn batches(queries: &[CaseQuery], size: usize) -> impl Iterator<Item = &[CaseQuery]> {
    queries
        .chunk_by(|one, next| one.court.is_some() && next.court.is_some())
        .flat_map(move |run| run.chunks(size))
}

fn fact<T>(outcome: Outcome<T>, found: Policy, ages: Ages) -> Loaded<Answer<T>> {
    match outcome {
        Outcome::Found(_) => Loaded::Fact(Answer(Arc::new(outcome)), found),
        Outcome::Absent(_) | Outcome::Hidden => {
            Loaded::Fact(Answer(Arc::new(outcome)), ages.absent)
        }
        Outcome::Unavailable(_) | Outcome::Unknown(_) => Loaded::Failure(Answer(Arc::new(outcome))),
    }
}

/// What a client may know of where `cached` came from.
pub fn source<T>(registry: &RegistryCode, cached: &Cached<Answer<T>>) -> Source {
    let registry = registry.clone();
    let Some(answer) = &cached.value else {
        return Source::without_value(registry, SourceState::Pending, Some(SourceReason::Timeout));
    };
    match &*answer.0 {
        Outcome::Found(found) => {
            let state = match cached.state {
                State::Loaded => SourceState::Live,
                State::Fresh => SourceState::Fresh,
                State::Stale | State::Pending => SourceState::Stale,
            };
            let mut source = Source::with_value(registry, state, found.as_of);
            source.complete = found.complete;
            source.reason = found.reason;
            if let Some(failure) = &cached.failure {
                (source.reason, source.retry_after) = why(Some(&*failure.0));
            }
            source
        }
        Outcome::Absent(_) | Outcome::Hidden => nothing(&registry, cached),
        Outcome::Unavailable(_) => {
            let (reason, retry_after) = why(Some(&*answer.0));
            let mut source = Source::without_value(registry, SourceState::Unavailable, reason);
            source.retry_after = retry_after;
            source
        }
        Outcome::Unknown(_) => Source::without_value(
            registry,
            SourceState::Unknown,
            Some(SourceReason::UnknownWording),
        ),
    }
}

/// The source of a thing that is not there, or that the viewer may not know of.
///
/// It tells no moment, for that would tell a hidden case from an absent one. An absence that can no
/// longer be proved is none: where the registry cannot be asked again, the source says so.
pub fn nothing<T>(registry: &RegistryCode, cached: &Cached<Answer<T>>) -> Source {
    let registry = registry.clone();
    if cached.state == State::Stale {
        let failure = cached.failure.as_ref().map(|failure| &*failure.0);
        let (reason, retry_after) = why(failure);
        let source = Source::without_value(registry, SourceState::Unavailable, reason);
        return Source { retry_after, ..source };
    }
    Source { complete: true, ..Source::without_value(registry, SourceState::Absent, None) }
}

fn why<T>(failure: Option<&Outcome<T>>) -> (Option<SourceReason>, Option<Duration>) {
    match failure {
        None => (Some(SourceReason::Timeout), None),
        Some(Outcome::Unavailable(why)) => (Some(why.reason), why.retry_after),
        Some(Outcome::Unknown(_)) => (Some(SourceReason::UnknownWording), None),
        Some(Outcome::Found(_) | Outcome::Absent(_) | Outcome::Hidden) => (None, None),
    }
}

/// Groups questions that one call can answer.
pub(crate) fn grouped<G: Eq + std::hash::Hash, Q>(
    questions: impl IntoIterator<Item = (G, Q)>,
) -> HashMap<G, Vec<Q>> {
    let mut groups: HashMap<G, Vec<Q>> = HashMap::new();
    for (group, question) in questions {
        groups.entry(group).or_default().push(question);
    }
    groups
}
