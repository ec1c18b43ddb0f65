//! Look-up of one case: a question and its outcome.

use async_graphql::{Context, Enum, ID, InputObject, Object, OneofObject, SimpleObject};
use domain::key::CaseKey as Key;
use service::cases;
use service::{Error, NodeId};

use super::types::Case;
use crate::courts::Court;
use crate::language::{Language, text};
use crate::op::OpOf;
use crate::scalar::CourtCode;
use crate::source::{Source, milliseconds};

/// How a case is named: by exactly one of these.
#[derive(OneofObject)]
pub enum CaseBy {
    /// Id of the case from an earlier answer.
    Id(ID),
    /// Number as it is printed on paper.
    Number(CaseReference),
}

/// A case as people name it.
#[derive(InputObject)]
pub struct CaseReference {
    /// Number as the court writes it. Spaces, capitals and Latin letters that look like Cyrillic
    /// ones do no harm. At most 100 characters.
    number: String,
    /// Code of the court. Needed for numbers that do not name their court.
    court: Option<CourtCode>,
    /// Code of the court information system, to ask that one alone.
    registry: Option<String>,
}

impl From<CaseBy> for cases::CaseBy {
    fn from(by: CaseBy) -> Self {
        match by {
            CaseBy::Id(id) => Self::Id(id.0),
            CaseBy::Number(reference) => Self::Reference {
                number: reference.number,
                court: reference.court.map(|court| court.0.to_string()),
                registry: reference.registry,
            },
        }
    }
}

/// The question of a look-up, repeated, so that answers of a list find their questions.
#[derive(SimpleObject)]
pub struct CaseKey {
    /// The id that was asked for.
    id: Option<ID>,
    /// The number that was asked for, as it was written.
    number: Option<String>,
    /// The court that was asked for.
    court: Option<CourtCode>,
}

/// What came of a look-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "cases::LookupOutcome")]
pub enum LookupOutcome {
    /// The case is in `case`.
    Found,
    /// The court system has not answered within the time the client would wait. Ask again after
    /// `retryAfterMs`.
    Pending,
    /// There is no such case, or none that the viewer may know of: the two look the same.
    Absent,
    /// Several cases bear the number: choose one of `candidates` and ask for its id.
    Ambiguous,
    /// The case was sent to another court. It is in `case`; the new one is among its related cases.
    Moved,
    /// The court system could not be reached. Says nothing about whether the case exists.
    Unavailable,
    /// The court system answered something that cannot be read. Says nothing about whether the
    /// case exists.
    Unknown,
    /// This question is wrong; `message` says why. The other questions of the request are not
    /// touched.
    Invalid,
}

/// `CaseCandidate` of the schema.
pub struct CaseCandidate {
    key: Key,
}

/// A case that may be meant.
#[Object]
impl CaseCandidate {
    /// Id of the case, to be looked up.
    pub(crate) async fn id(&self, ctx: &Context<'_>) -> Result<ID, Error> {
        Ok(ID(ctx.op()?.app.ids.id(&NodeId::Case(self.key.clone()))))
    }

    /// Its number.
    async fn number(&self) -> &str {
        &self.key.number
    }

    /// Its court.
    async fn court(&self) -> Option<Court> {
        Some(Court { code: self.key.court.clone() })
    }

    /// The court information system that knows it.
    async fn registry(&self) -> &str {
        self.key.registry.as_str()
    }
}

/// `CaseLookup` of the schema.
pub struct CaseLookup {
    pub(crate) lookup: cases::Lookup,
}

/// The answer to a look-up: an outcome, never a bare null.
#[Object]
impl CaseLookup {
    /// The question.
    async fn key(&self) -> CaseKey {
        match &self.lookup.by {
            cases::CaseBy::Id(id) => {
                CaseKey { id: Some(ID(id.clone())), number: None, court: None }
            }
            cases::CaseBy::Reference { number, court, .. } => CaseKey {
                id: None,
                number: Some(number.clone()),
                court: court.as_deref().map(|code| CourtCode(code.into())),
            },
        }
    }

    /// What came of it.
    async fn outcome(&self) -> LookupOutcome {
        self.lookup.outcome.into()
    }

    /// What to tell a person. Null for a case that was simply found.
    async fn message(
        &self,
        #[graphql(desc = "Language of the text.", default)] lang: Language,
    ) -> Option<String> {
        self.lookup.message.as_ref().and_then(|message| text(message, lang))
    }

    /// When asking again makes sense, in milliseconds from now. Null where nobody knows.
    async fn retry_after_ms(&self) -> Option<i32> {
        self.lookup.source.retry_after.map(milliseconds)
    }

    /// Where the answer came from.
    async fn source(&self, ctx: &Context<'_>) -> Result<Source, Error> {
        Ok(Source { source: self.lookup.source.clone(), now: ctx.op()?.now })
    }

    /// Cases that may be meant. Filled when the outcome is AMBIGUOUS.
    async fn candidates(&self) -> Vec<CaseCandidate> {
        self.lookup.candidates.iter().cloned().map(|key| CaseCandidate { key }).collect()
    }

    /// The case. Given when the outcome is FOUND or MOVED.
    async fn case(&self) -> Option<Case> {
        self.lookup.view.clone().map(Case::new)
    }
}
