//! Finds one case: by id, or by number, court and registry as a person writes them.

use std::time::Duration;

use domain::case::CaseStatusCode;
use domain::case_number::CaseNumber;
use domain::key::{CaseKey, CourtCode, RegistryCode};
use domain::language::Text;
use domain::source::{Source, SourceReason, SourceState};
use registry::capability::Part;
use registry::outcome::Outcome;
use registry::port::CaseQuery;
use tokio::time::Instant;

use super::texts;
use super::view::CaseView;
use crate::error::{Code, Error};
use crate::freshness;
use crate::held;
use crate::load::Freshness;
use crate::node_id::NodeId;
use crate::op::Op;

/// Longest case number that is looked at.
const NUMBER_LENGTH_MAX: usize = 100;
/// Answers without a case come at full steps of this time.
const STEP: Duration = Duration::from_millis(50);
/// Most candidates that are named.
const CANDIDATES_MAX: usize = 20;

/// How a client names a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseBy {
    /// By the id of an earlier answer.
    Id(String),
    /// By what is printed on paper.
    Reference {
        /// The number as written.
        number: String,
        /// Code of the court.
        court: Option<String>,
        /// Code of the registry.
        registry: Option<String>,
    },
}

/// What came of a look-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LookupOutcome {
    /// The case is there.
    Found,
    /// The registry has not answered within the time the client would wait.
    Pending,
    /// There is none, or none the viewer may know of.
    Absent,
    /// Several bear the number.
    Ambiguous,
    /// It was sent to another court.
    Moved,
    /// No registry could be asked.
    Unavailable,
    /// A registry answered something unreadable.
    Unknown,
    /// The question itself is wrong.
    Invalid,
}

/// The answer to a look-up.
pub struct Lookup {
    /// The question, as it was understood.
    pub by: CaseBy,
    /// What came of it.
    pub outcome: LookupOutcome,
    /// What to tell a person; none for a case simply found.
    pub message: Option<Text>,
    /// Where the answer came from.
    pub source: Source,
    /// Cases that may be meant.
    pub candidates: Vec<CaseKey>,
    /// The case.
    pub view: Option<CaseView>,
}

/// Finds a case.
///
/// # Errors
///
/// When our own tables fail; whatever a registry does is an outcome.
pub async fn find(op: &Op, by: CaseBy, freshness: Freshness) -> Result<Lookup, Error> {
    let plan = match plan(op, &by).await {
        Ok(plan) => plan,
        Err(Problem::Invalid(message)) => return Ok(invalid(by, message)),
        Err(Problem::NotServed(message)) => return Ok(not_served(by, message)),
        Err(Problem::Failed(error)) => return Err(error),
    };
    let questions = match plan {
        Plan::Ask(questions) => questions,
        Plan::Choose(candidates) => return Ok(ambiguous(by, candidates)),
    };
    let asks = questions.into_iter().map(|(registry, query)| ask(op, registry, query, freshness));
    let answers = futures_util::future::join_all(asks).await;
    Ok(settle(by, answers))
}

/// The case behind a key; none when there is none for the viewer.
///
/// # Errors
///
/// When its registry could not be asked: nobody knows then whether it is there.
pub async fn require(op: &Op, key: &CaseKey) -> Result<Option<CaseView>, Error> {
    let query = CaseQuery {
        court: Some(key.court.clone()),
        number: key.number.clone(),
        upstream_id: key.upstream_id.clone(),
    };
    let asked = ask(op, key.registry.clone(), query, Freshness::default()).await;
    match asked.outcome {
        LookupOutcome::Found
        | LookupOutcome::Moved
        | LookupOutcome::Absent
        | LookupOutcome::Ambiguous
        | LookupOutcome::Invalid => Ok(asked.view),
        LookupOutcome::Pending | LookupOutcome::Unavailable => {
            Err(not_reached(Code::RegistryUnavailable, &asked.source))
        }
        LookupOutcome::Unknown => Err(not_reached(Code::RegistryInvalid, &asked.source)),
    }
}

/// The failure that stands for a source without a value.
pub(crate) fn not_reached(code: Code, source: &Source) -> Error {
    let public = format!("{} could not be asked; try again later", source.registry);
    Error { retry_after: source.retry_after, ..Error::new(code, public) }
}

/// Finds the case of an id or a row; none when it is not there for the viewer.
pub async fn find_by_key(op: &Op, key: &CaseKey, freshness: Freshness) -> Option<CaseView> {
    let query = CaseQuery {
        court: Some(key.court.clone()),
        number: key.number.clone(),
        upstream_id: key.upstream_id.clone(),
    };
    ask(op, key.registry.clone(), query, freshness).await.view
}

enum Plan {
    Ask(Vec<(RegistryCode, CaseQuery)>),
    Choose(Vec<CaseKey>),
}

enum Problem {
    Invalid(Text),
    NotServed(Text),
    Failed(Error),
}

async fn plan(op: &Op, by: &CaseBy) -> Result<Plan, Problem> {
    let (number, court, registry) = match by {
        CaseBy::Id(id) => {
            let Ok(NodeId::Case(key)) = op.app.ids.open_id(id) else {
                return Err(Problem::Invalid(texts::not_a_case_id()));
            };
            let query = CaseQuery {
                court: Some(key.court),
                number: key.number,
                upstream_id: key.upstream_id,
            };
            return Ok(Plan::Ask(vec![(key.registry, query)]));
        }
        CaseBy::Reference { number, court, registry } => (number, court, registry),
    };
    let court = known_court(op, court.as_deref())?;
    let registry = known_registry(op, registry.as_deref())?;
    let Understood { number, court, code } = read_number(op, number, court)?;
    if let Some(court) = court {
        return ask_court(op, &number, &court, registry.as_ref());
    }
    // Without a court the number may stand for several cases: our own tables know first.
    let mut known = op.load.recorded(number.clone()).await.map_err(Problem::Failed)?;
    known.retain(|key| registry.as_ref().is_none_or(|code| *code == key.registry));
    known.truncate(CANDIDATES_MAX);
    if known.len() > 1 {
        return Ok(Plan::Choose(known));
    }
    if let Some(key) = known.pop() {
        let query =
            CaseQuery { court: Some(key.court), number: key.number, upstream_id: key.upstream_id };
        return Ok(Plan::Ask(vec![(key.registry, query)]));
    }
    let asked = op.app.registries.for_any_case().into_iter().filter(|known| {
        let capability = known.capability();
        registry.as_ref().is_none_or(|wanted| *wanted == capability.registry)
            && code.as_ref().is_none_or(|code| capability.courts.contain(code))
    });
    let questions: Vec<_> = asked
        .map(|known| {
            let query = CaseQuery { court: None, number: number.clone(), upstream_id: None };
            (known.capability().registry.clone(), query)
        })
        .collect();
    if questions.is_empty() {
        return Err(Problem::NotServed(texts::court_not_served("*")));
    }
    Ok(Plan::Ask(questions))
}

fn known_court(op: &Op, code: Option<&str>) -> Result<Option<CourtCode>, Problem> {
    let Some(code) = code else { return Ok(None) };
    let court = CourtCode::new(code.trim().to_lowercase());
    if op.knows_court(&court) {
        Ok(Some(court))
    } else {
        Err(Problem::Invalid(texts::unknown_court(&printable(code))))
    }
}

fn known_registry(op: &Op, code: Option<&str>) -> Result<Option<RegistryCode>, Problem> {
    let Some(code) = code else { return Ok(None) };
    let registry = RegistryCode::new(code.trim());
    if op.app.registries.get(&registry).is_some() {
        return Ok(Some(registry));
    }
    let known: Vec<String> =
        op.app.registries.all().map(|known| known.capability().registry.to_string()).collect();
    Err(Problem::Invalid(texts::unknown_registry(&printable(code), &known.join(", "))))
}

/// A number as it was understood.
struct Understood {
    /// In canonical writing.
    number: String,
    /// The court: the one that was given, else the one the number names.
    court: Option<CourtCode>,
    /// What its digits say of the court, where the directory does not know which that is: the
    /// digits of most district courts are not published.
    code: Option<CourtCode>,
}

fn read_number(op: &Op, written: &str, court: Option<CourtCode>) -> Result<Understood, Problem> {
    let number = written.trim();
    let length = number.chars().count();
    if length == 0 || length > NUMBER_LENGTH_MAX || number.chars().any(char::is_control) {
        return Err(Problem::Invalid(texts::not_a_number(NUMBER_LENGTH_MAX)));
    }
    let as_written = |court| Understood { number: number.to_owned(), court, code: None };
    if court.as_ref().is_some_and(|court| !court.as_str().starts_with("kz-")) {
        return Ok(as_written(court));
    }
    match number.parse::<CaseNumber>() {
        Ok(parsed) => Ok(Understood {
            number: parsed.to_string(),
            court: court.or_else(|| op.app.courts.of_number(&parsed)),
            code: Some(parsed.court_code()),
        }),
        Err(error) if shaped_like_kz(number) => {
            Err(Problem::Invalid(texts::bad_kz_number(&error.to_string())))
        }
        // Of another system, or of the paper age.
        Err(_another) => Ok(as_written(court)),
    }
}

/// Four digits, a dash, two digits, a dash: the beginning of a number of Kazakhstan.
fn shaped_like_kz(number: &str) -> bool {
    let parts: Vec<&str> = number.split(['-', '–', '—']).map(str::trim).collect();
    let digits = |text: &str, count: usize| {
        text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    matches!(parts.as_slice(), [court, year, _, ..] if digits(court, 4) && digits(year, 2))
}

fn ask_court(
    op: &Op,
    number: &str,
    court: &CourtCode,
    registry: Option<&RegistryCode>,
) -> Result<Plan, Problem> {
    let mut questions = Vec::new();
    for known in op.app.registries.for_case(court) {
        let code = known.capability().registry.clone();
        if registry.is_none_or(|wanted| *wanted == code) {
            let query = CaseQuery {
                court: Some(court.clone()),
                number: number.to_owned(),
                upstream_id: None,
            };
            questions.push((code, query));
        }
    }
    if questions.is_empty() {
        return Err(Problem::NotServed(texts::court_not_served(court.as_str())));
    }
    Ok(Plan::Ask(questions))
}

struct Asked {
    outcome: LookupOutcome,
    source: Source,
    view: Option<CaseView>,
}

/// A case of a registry that holds no heads of cases, as its lists told it.
async fn listed(op: &Op, registry: RegistryCode, query: CaseQuery) -> Asked {
    let key = CaseKey {
        registry: registry.clone(),
        court: query.court.unwrap_or_else(|| CourtCode::new("")),
        number: query.number,
        upstream_id: query.upstream_id,
    };
    let rows = entities::cases::by_keys(&op.db, &op.scope(), &[key]).await.unwrap_or_default();
    if let Some(row) = rows.into_iter().next() {
        let source = freshness::of_row(&op.app, &registry, row.as_of, row.complete, op.now);
        let view = CaseView::recorded(row.case, source.clone());
        return Asked { outcome: LookupOutcome::Found, source, view: Some(view) };
    }
    let reason = Some(SourceReason::NotConfigured);
    let source = Source::without_value(registry, SourceState::NotAsked, reason);
    Asked { outcome: LookupOutcome::Unavailable, source, view: None }
}

async fn ask(op: &Op, registry: RegistryCode, query: CaseQuery, freshness: Freshness) -> Asked {
    let lists_alone =
        op.app.registries.get(&registry).is_some_and(|known| !known.capability().cases);
    if lists_alone {
        return listed(op, registry, query).await;
    }
    let begun = Instant::now();
    let asked = ask_registry(op, registry, query, freshness).await;
    if asked.view.is_none() {
        even(begun).await;
    }
    asked
}

/// Waits for the next full step of time since `begun`: a hidden case takes longer to read than the
/// word that there is none, and the difference must not show.
async fn even(begun: Instant) {
    let steps = begun.elapsed().as_millis() / STEP.as_millis() + 1;
    tokio::time::sleep_until(begun + STEP * u32::try_from(steps).unwrap_or(1)).await;
}

async fn ask_registry(
    op: &Op,
    registry: RegistryCode,
    query: CaseQuery,
    freshness: Freshness,
) -> Asked {
    let question = (registry.clone(), query.clone(), freshness);
    let Some(cached) = op.load.case(question).await else {
        let reason = Some(SourceReason::NotConfigured);
        let source = Source::without_value(registry, SourceState::NotAsked, reason);
        return Asked { outcome: LookupOutcome::Unavailable, source, view: None };
    };
    let source = held::source(&registry, &cached);
    let answer = cached.value.as_ref().map(|answer| &*answer.0);
    let outcome = match answer {
        None => LookupOutcome::Pending,
        Some(Outcome::Found(found)) => {
            let answer = found.value.clone();
            let view = CaseView::new(answer.case, source.clone(), freshness, answer.parts);
            if view.may_know(op).await {
                let outcome =
                    if moved(&view) { LookupOutcome::Moved } else { LookupOutcome::Found };
                return Asked { outcome, source, view: Some(view) };
            }
            // From here on the case does not exist: same outcome, same source, same work.
            let source = held::nothing(&registry, &cached);
            let known = view.relation_is_known(op).await;
            return nothing(source, known);
        }
        Some(Outcome::Absent(_) | Outcome::Hidden) => {
            let known = work_as_for_a_hidden_case(op, &registry, query, freshness).await;
            return nothing(source, known);
        }
        Some(Outcome::Unavailable(_)) => LookupOutcome::Unavailable,
        Some(Outcome::Unknown(_)) => LookupOutcome::Unknown,
    };
    Asked { outcome, source, view: None }
}

/// No case, for this viewer. Where it is not known whether a hidden case would be the viewer's own,
/// neither is an absence.
fn nothing(source: Source, relation_known: bool) -> Asked {
    if source.state == SourceState::Absent && relation_known {
        return Asked { outcome: LookupOutcome::Absent, source, view: None };
    }
    let state = SourceState::Unavailable;
    let source = Source { state, complete: false, ..source };
    Asked { outcome: LookupOutcome::Unavailable, source, view: None }
}

/// To tell whether a closed case is the viewer's own takes its parties. An absent case must take
/// as long, so its parties are asked for too. True where they answered.
async fn work_as_for_a_hidden_case(
    op: &Op,
    registry: &RegistryCode,
    query: CaseQuery,
    freshness: Freshness,
) -> bool {
    let Some(court) = query.court else { return true };
    let with_head = op
        .app
        .registries
        .get(registry)
        .is_some_and(|known| known.capability().parts_with_case.contains(&Part::Parties));
    if with_head || !op.principal.relation_needs_parties(&court) {
        return true;
    }
    let case = CaseKey {
        registry: registry.clone(),
        court: court.clone(),
        number: query.number,
        upstream_id: query.upstream_id,
    };
    let asks = op.app.registries.for_part(&court, Part::Parties).into_iter().map(|known| {
        let code = known.capability().registry.clone();
        let question = (code.clone(), Part::Parties, case.clone(), freshness);
        async move { op.load.part(question).await.map(|cached| held::source(&code, &cached)) }
    });
    let sources = futures_util::future::join_all(asks).await;
    sources.iter().flatten().all(|source| {
        source.complete && (source.state.has_value() || source.state == SourceState::Absent)
    })
}

fn moved(view: &CaseView) -> bool {
    let case = view.case();
    // The status alone: whether a relation is told must not tell whether its case is hidden.
    case.status.as_ref().is_some_and(|status| status.code == CaseStatusCode::Transferred)
}

/// One answer out of those of several registries.
fn settle(by: CaseBy, mut answers: Vec<Asked>) -> Lookup {
    let found: Vec<CaseKey> = answers
        .iter()
        .filter_map(|asked| asked.view.as_ref())
        .map(|view| view.case().key.clone())
        .collect();
    if found.len() > 1 {
        return ambiguous(by, found);
    }
    // What is known beats what is not; one silent registry forbids to say "absent".
    let weight = |asked: &Asked| match asked.outcome {
        LookupOutcome::Found | LookupOutcome::Moved => 0,
        LookupOutcome::Pending => 1,
        LookupOutcome::Unavailable => 2,
        LookupOutcome::Unknown => 3,
        LookupOutcome::Absent => 4,
        LookupOutcome::Ambiguous | LookupOutcome::Invalid => 5,
    };
    answers.sort_by_key(weight);
    let Some(best) = answers.into_iter().next() else {
        return not_served(by, texts::court_not_served("*"));
    };
    Lookup {
        by,
        outcome: best.outcome,
        message: texts::outcome(best.outcome),
        source: best.source,
        candidates: Vec::new(),
        view: best.view,
    }
}

fn invalid(by: CaseBy, message: Text) -> Lookup {
    let source = Source::without_value(RegistryCode::new("tereze"), SourceState::NotAsked, None);
    Lookup {
        by,
        outcome: LookupOutcome::Invalid,
        message: Some(message),
        source,
        candidates: Vec::new(),
        view: None,
    }
}

fn not_served(by: CaseBy, message: Text) -> Lookup {
    let reason = Some(SourceReason::NotConfigured);
    let source = Source::without_value(RegistryCode::new("tereze"), SourceState::NotAsked, reason);
    Lookup {
        by,
        outcome: LookupOutcome::Unavailable,
        message: Some(message),
        source,
        candidates: Vec::new(),
        view: None,
    }
}

fn ambiguous(by: CaseBy, candidates: Vec<CaseKey>) -> Lookup {
    let registry =
        candidates.first().map_or_else(|| RegistryCode::new("tereze"), |key| key.registry.clone());
    Lookup {
        by,
        outcome: LookupOutcome::Ambiguous,
        message: texts::outcome(LookupOutcome::Ambiguous),
        source: Source::without_value(registry, SourceState::NotAsked, None),
        candidates,
        view: None,
    }
}

/// What a client wrote, fit to be repeated to it.
fn printable(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_control()).take(40).collect()
}
