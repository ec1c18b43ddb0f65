//! The parts of a case as rows a viewer may see, all of them or page by page.

use access::documents::DocumentAccess;
use access::documents::DocumentAccessState;
use access::{Action, Relation, Subject};
use chrono::{DateTime, NaiveTime, Utc};
use domain::case::Visibility;
use domain::document::Document;
use domain::event::CaseEvent;
use domain::filing::Filing;
use domain::hearing::Hearing;
use domain::key::PartKey;
use domain::party::Party;
use domain::source::{Source, SourceState};
use registry::capability::Part;
use registry::port::Rows;

use super::view::{CaseView, PartView};
use crate::error::Error;
use crate::op::Op;
use crate::page::{Page, PageRequest};

/// All rows of a part that the viewer may see.
pub struct PartRows<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Where they came from.
    pub sources: Vec<Source>,
    /// Whether these are all there are.
    pub complete: bool,
}

/// A page of a part of a case.
pub struct PartPage<T> {
    /// The rows.
    pub page: Page<T>,
    /// Where they came from.
    pub sources: Vec<Source>,
    /// How many there are for this viewer; none where that cannot be known.
    pub total: Option<usize>,
}

/// A row of a part, by which it is told from others.
pub trait Row {
    /// Which part it is a row of.
    const PART: Part;

    /// Its identity within the case.
    fn key(&self) -> &PartKey;
}

macro_rules! row {
    ($row:ty, $part:ident, $($key:ident).+) => {
        impl Row for $row {
            const PART: Part = Part::$part;

            fn key(&self) -> &PartKey {
                &self.$($key).+
            }
        }
    };
}
row!(Party, Parties, key);
row!(Hearing, Hearings, key);
row!(DocumentView, Documents, document.key);
row!(Filing, Filings, key);
row!(CaseEvent, Events, key);

impl<T: Row> PartRows<T> {
    fn of<R>(
        part: PartView,
        pick: impl Fn(Rows) -> Vec<R>,
        see: impl FnMut(R) -> Option<T>,
    ) -> Self {
        let complete = part.complete();
        let rows = part.rows.into_iter().flat_map(pick).filter_map(see).collect();
        Self { rows, sources: part.sources, complete }
    }

    /// A page of the rows.
    ///
    /// # Errors
    ///
    /// When the cursor is not one of this list.
    pub fn page(
        self,
        op: &Op,
        view: &CaseView,
        request: &PageRequest,
    ) -> Result<PartPage<T>, Error> {
        let case = &view.case().key;
        let list = format!("{:?} {} {} {}", T::PART, case.registry, case.court, case.number);
        let total = self.complete.then_some(self.rows.len());
        let page = Page::cut(
            self.rows,
            request,
            |row| format!("{} {}", row.key().registry, row.key().local),
            |cursor| op.app.ids.open_cursor(&list, cursor).ok(),
            |name| op.app.ids.cursor(&list, name),
        )?;
        Ok(PartPage { page, sources: self.sources, total })
    }
}

/// A document and what the viewer can do with it.
#[derive(Debug, Clone)]
pub struct DocumentView {
    /// The document.
    pub document: Document,
    /// What the viewer can do with it.
    pub access: DocumentAccess,
}

impl DocumentView {
    /// The document, where what identifies its bytes is open to the viewer.
    pub fn content(&self) -> Option<&Document> {
        let open = match self.access.state {
            DocumentAccessState::Open
            | DocumentAccessState::ViewOnly
            | DocumentAccessState::AcknowledgementRequired => true,
            DocumentAccessState::SignInRequired | DocumentAccessState::NotEntitled => false,
        };
        open.then_some(&self.document)
    }
}

/// Order of hearings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HearingOrder {
    /// Earliest first.
    #[default]
    StartsAsc,
    /// Latest first.
    StartsDesc,
}

/// Parties of the case.
pub async fn parties(op: &Op, view: &CaseView) -> PartRows<Party> {
    let part = view.part(op, Part::Parties).await;
    let relation = view.relation(op).await;
    let pick = |rows| if let Rows::Parties(rows) = rows { rows } else { Vec::new() };
    PartRows::of(part, pick, |party: Party| {
        let subject = Subject { visibility: party.visibility, relation };
        op.may(Action::ReadParties, subject).then_some(party)
    })
}

/// Hearings of the case.
pub async fn hearings(op: &Op, view: &CaseView, order: HearingOrder) -> PartRows<Hearing> {
    let part = view.part(op, Part::Hearings).await;
    let pick = |rows| if let Rows::Hearings(rows) = rows { rows } else { Vec::new() };
    let case = view.subject(op).await;
    let mut hearings = PartRows::of(part, pick, |hearing: Hearing| {
        // The board withholds the case of a closed session; so must the case its session.
        let visibility = hearing.visibility.max(case.visibility);
        let subject = Subject { visibility, ..case };
        op.may(Action::ReadHearingCase, subject).then_some(hearing)
    });
    hearings.rows.sort_by(|one, other| {
        (first_moment(one), &one.key.local).cmp(&(first_moment(other), &other.key.local))
    });
    if order == HearingOrder::StartsDesc {
        hearings.rows.reverse();
    }
    hearings
}

/// The next hearing of the case that is not called off, and where that is known from.
pub async fn next_hearing(op: &Op, view: &CaseView) -> (Source, Option<Hearing>) {
    let hearings = hearings(op, view, HearingOrder::StartsAsc).await;
    let next = hearings.rows.into_iter().find(|hearing| {
        let over = hearing.status.as_ref().is_some_and(|status| {
            matches!(
                status.code.as_str(),
                "HELD" | "CANCELLED" | "ADJOURNED" | "DECISION_ANNOUNCED"
            )
        });
        !over && last_moment(hearing).is_some_and(|moment| moment >= op.now)
    });
    let source = hearings.sources.into_iter().min_by_key(|source| worst_first(source.state));
    let source = source.unwrap_or_else(|| view.source().clone());
    (source, next)
}

/// Where several registries serve a part, the one that answers worst speaks for all.
fn worst_first(state: SourceState) -> u8 {
    match state {
        SourceState::Unavailable => 0,
        SourceState::Unknown => 1,
        SourceState::Pending => 2,
        SourceState::Stale => 3,
        SourceState::Fresh => 4,
        SourceState::Live => 5,
        SourceState::Absent => 6,
        SourceState::NotAsked => 7,
    }
}

fn first_moment(hearing: &Hearing) -> Option<DateTime<Utc>> {
    let when = &hearing.when;
    when.starts_at.or_else(|| when.starts_on.map(|day| day.and_time(NaiveTime::MIN).and_utc()))
}

fn last_moment(hearing: &Hearing) -> Option<DateTime<Utc>> {
    let when = &hearing.when;
    let last_day = when.ends_on.or(when.starts_on);
    let day_end = last_day.and_then(|day| day.succ_opt());
    when.starts_at.or_else(|| day_end.map(|day| day.and_time(NaiveTime::MIN).and_utc()))
}

/// Documents of the case, each with what the viewer can do with it.
pub async fn documents(op: &Op, view: &CaseView) -> PartRows<DocumentView> {
    let part = view.part(op, Part::Documents).await;
    let relation = view.relation(op).await;
    let visibility = view.case().visibility;
    let today = op.app.courts.today(&view.case().key.court, op.now);
    let pick = |rows| if let Rows::Documents(rows) = rows { rows } else { Vec::new() };
    PartRows::of(part, pick, |document: Document| {
        let subject = Subject { visibility, relation };
        let listed = op.may(Action::ReadDocument, subject)
            && access::documents::listed(&op.principal, relation, &document);
        listed.then(|| {
            let principal = &op.principal;
            let access =
                access::documents::decide(principal, relation, visibility, &document, today);
            DocumentView { document, access }
        })
    })
}

/// Submissions of the case, as far as they are the viewer's.
pub async fn filings(op: &Op, view: &CaseView) -> PartRows<Filing> {
    let part = view.part(op, Part::Filings).await;
    let case = view.subject(op).await;
    let pick = |rows| if let Rows::Filings(rows) = rows { rows } else { Vec::new() };
    PartRows::of(part, pick, |filing: Filing| may_read_filing(op, case, &filing).then_some(filing))
}

/// A submission is its filer's and the court's; being a party to the case does not open it.
fn may_read_filing(op: &Op, case: Subject, filing: &Filing) -> bool {
    let own = filing
        .filer_number
        .as_deref()
        .is_some_and(|filer| op.principal.persons().any(|number| number == filer));
    let relation = match case.relation {
        Relation::Court => Relation::Court,
        Relation::None | Relation::Party if own => Relation::Party,
        Relation::None | Relation::Party => Relation::None,
    };
    op.may(Action::ReadFiling, Subject { visibility: case.visibility, relation })
}

/// The history of the case.
pub async fn timeline(op: &Op, view: &CaseView) -> PartRows<CaseEvent> {
    let part = view.part(op, Part::Events).await;
    let relation = view.relation(op).await;
    let may = |visibility: Visibility| op.may(Action::ReadCase, Subject { visibility, relation });
    let pick = |rows| if let Rows::Events(rows) = rows { rows } else { Vec::new() };
    PartRows::of(part, pick, |event: CaseEvent| may(event.visibility).then_some(event))
}
