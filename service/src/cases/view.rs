//! A case as one request sees it: the head, its parts on demand, and who is looking.

use std::sync::Arc;

use access::{Action, Relation, Subject};
use domain::case::{Case, Visibility};
use domain::key::RegistryCode;
use domain::party::Party;
use domain::source::{Source, SourceReason, SourceState};
use registry::capability::Part;
use registry::outcome::Outcome;
use registry::port::{CaseQuery, Rows};
use tokio::sync::OnceCell;

use crate::held;
use crate::load::{CaseQuestion, Freshness};
use crate::op::Op;

/// A case in one request. Cheap to clone; clones share what was found out.
#[derive(Clone)]
pub struct CaseView {
    inner: Arc<Inner>,
}

struct Inner {
    case: Case,
    source: Source,
    freshness: Freshness,
    /// Parts that came with the head.
    parts: Vec<Rows>,
    /// Whether the head is a row of our own tables, which its registry may have overtaken.
    recorded: bool,
    /// How the viewer stands to the case, and whether that is proved.
    relation: OnceCell<(Relation, bool)>,
}

/// One part of a case, with where it came from.
#[derive(Debug, Clone)]
pub struct PartView {
    /// The rows of every registry that serves the part.
    pub rows: Vec<Rows>,
    /// One for each registry that serves it, or one that says that none does.
    pub sources: Vec<Source>,
}

impl PartView {
    /// Whether all rows are there, so that their number is the number of the part.
    pub fn complete(&self) -> bool {
        self.sources.iter().all(|source| {
            source.complete && (source.state.has_value() || source.state == SourceState::Absent)
        })
    }
}

impl CaseView {
    /// A case with the parts that came along.
    pub fn new(case: Case, source: Source, freshness: Freshness, parts: Vec<Rows>) -> Self {
        Self::of(case, source, freshness, parts, false)
    }

    /// A case as our own tables hold it.
    pub fn recorded(case: Case, source: Source) -> Self {
        Self::of(case, source, Freshness::default(), Vec::new(), true)
    }

    fn of(
        case: Case,
        source: Source,
        freshness: Freshness,
        parts: Vec<Rows>,
        recorded: bool,
    ) -> Self {
        let relation = OnceCell::new();
        Self { inner: Arc::new(Inner { case, source, freshness, parts, recorded, relation }) }
    }

    /// Whether the head is a row of our own tables.
    pub fn is_recorded(&self) -> bool {
        self.inner.recorded
    }

    /// The head.
    pub fn case(&self) -> &Case {
        &self.inner.case
    }

    /// Where the head came from.
    pub fn source(&self) -> &Source {
        &self.inner.source
    }

    /// How the one who asks stands to the case.
    pub async fn relation(&self, op: &Op) -> Relation {
        let find = || async {
            let case = self.case();
            let (parties, all) = if op.principal.relation_needs_parties(&case.key.court) {
                self.all_parties(op).await
            } else {
                (Vec::new(), true)
            };
            let relation = op.principal.relation(&case.key.court, &parties);
            (relation, all || relation != Relation::None)
        };
        self.inner.relation.get_or_init(find).await.0
    }

    /// Whether the one who asks may know that the case exists.
    pub async fn may_know(&self, op: &Op) -> bool {
        if self.case().visibility == Visibility::Public {
            return op.may(Action::ReadCase, Subject::PUBLIC);
        }
        let subject = self.subject(op).await;
        op.may(Action::ReadCase, subject)
    }

    /// The case as the subject of a decision.
    pub async fn subject(&self, op: &Op) -> Subject {
        Subject { visibility: self.case().visibility, relation: self.relation(op).await }
    }

    /// A part of the case, from every registry that serves it for the court.
    pub async fn part(&self, op: &Op, part: Part) -> PartView {
        let case = self.case();
        if self.inner.recorded && self.was_shut(op).await {
            let source = Source {
                complete: true,
                ..Source::without_value(case.key.registry.clone(), SourceState::Absent, None)
            };
            return PartView { rows: Vec::new(), sources: vec![source] };
        }
        let own = &case.key.registry;
        let mut view = match self.part_of_head(op, part).await {
            Some(view) => view,
            None => PartView { rows: Vec::new(), sources: Vec::new() },
        };
        let with_head = !view.sources.is_empty();
        let registries = op.app.registries.for_part(&case.key.court, part);
        let asks = registries
            .into_iter()
            .map(|registry| registry.capability().registry.clone())
            .filter(|code| !(with_head && code == own))
            .map(async |code| {
                let question = (code.clone(), part, case.key.clone(), self.inner.freshness);
                let cached = op.load.part(question).await;
                (code, cached)
            });
        for (code, cached) in futures_util::future::join_all(asks).await {
            let Some(cached) = cached else {
                view.sources.push(not_configured(&code));
                continue;
            };
            view.sources.push(held::source(&code, &cached));
            if let Some(answer) = cached.value
                && let Outcome::Found(found) = &*answer.0
            {
                view.rows.push(found.value.clone());
            }
        }
        if view.sources.is_empty() {
            view.sources.push(not_configured(own));
        }
        view
    }

    /// The part as it came with the head; none where the head's registry does not give it so.
    async fn part_of_head(&self, op: &Op, part: Part) -> Option<PartView> {
        if let Some(rows) = self.inner.parts.iter().find(|rows| rows.part() == part) {
            let sources = vec![self.inner.source.clone()];
            return Some(PartView { rows: vec![rows.clone()], sources });
        }
        let registry = op.app.registries.get(&self.case().key.registry)?;
        if !registry.capability().parts_with_case.contains(&part) {
            return None;
        }
        Some(self.part_with_head(op, part).await)
    }

    /// The question for the head.
    pub(crate) fn head_question(&self) -> CaseQuestion {
        let key = &self.case().key;
        let query = CaseQuery {
            court: Some(key.court.clone()),
            number: key.number.clone(),
            upstream_id: key.upstream_id.clone(),
        };
        (key.registry.clone(), query, self.inner.freshness)
    }

    /// Whether the registry says by now that the case of a row is not for this viewer.
    async fn was_shut(&self, op: &Op) -> bool {
        let holds_heads = op
            .app
            .registries
            .get(&self.case().key.registry)
            .is_some_and(|registry| registry.capability().cases);
        if !holds_heads {
            return false;
        }
        let cached = op.load.case(self.head_question()).await;
        let answer = cached.as_ref().and_then(|cached| cached.value.as_ref());
        match answer.map(|answer| &*answer.0) {
            Some(Outcome::Found(found)) => {
                let head = found.value.clone();
                if head.case.visibility == Visibility::Public {
                    return false;
                }
                let source = self.inner.source.clone();
                let now = Self::new(head.case, source, self.inner.freshness, head.parts);
                !Box::pin(now.may_know(op)).await
            }
            Some(Outcome::Absent(_) | Outcome::Hidden) => true,
            Some(Outcome::Unavailable(_) | Outcome::Unknown(_)) | None => false,
        }
    }

    /// A part that its registry gives only together with the head.
    async fn part_with_head(&self, op: &Op, part: Part) -> PartView {
        let key = &self.case().key;
        let question = self.head_question();
        let Some(cached) = op.load.case(question).await else {
            return PartView { rows: Vec::new(), sources: vec![not_configured(&key.registry)] };
        };
        let source = held::source(&key.registry, &cached);
        let rows =
            cached.value.as_ref().and_then(|answer| answer.0.found()).and_then(|found| {
                found.value.parts.iter().find(|rows| rows.part() == part).cloned()
            });
        PartView { rows: rows.into_iter().collect(), sources: vec![source] }
    }

    /// Whether it is known how the one who asks stands to the case: without its parties it is not.
    pub async fn relation_is_known(&self, op: &Op) -> bool {
        self.relation(op).await;
        self.inner.relation.get().is_none_or(|(_, known)| *known)
    }

    /// The parties, and whether they are all.
    async fn all_parties(&self, op: &Op) -> (Vec<Party>, bool) {
        let view = Box::pin(self.part(op, Part::Parties)).await;
        let all = view.complete();
        let parties = view
            .rows
            .into_iter()
            .flat_map(|rows| match rows {
                Rows::Parties(parties) => parties,
                Rows::Hearings(_) | Rows::Documents(_) | Rows::Filings(_) | Rows::Events(_) => {
                    Vec::new()
                }
            })
            .collect();
        (parties, all)
    }
}

fn not_configured(registry: &RegistryCode) -> Source {
    Source::without_value(
        registry.clone(),
        SourceState::NotAsked,
        Some(SourceReason::NotConfigured),
    )
}
