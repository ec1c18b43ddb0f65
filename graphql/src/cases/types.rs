//! The case.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::case;
use service::cases::{CaseView, related, rows};
use service::page::PageRequest;
use service::{Error, NodeId};

use super::party::{CaseParty, CasePartyConnection};
use super::status::CaseStatus;
use super::timeline::{CaseEvent, CaseEventConnection};
use crate::coded::{CodedValue, Judge, value};
use crate::connection::cost;
use crate::courts::Court;
use crate::documents::{Document, DocumentConnection};
use crate::filings::{Filing, FilingConnection};
use crate::hearings::types::{Hearing, HearingConnection, HearingOrder};
use crate::language::{Language, text};
use crate::op::OpOf;
use crate::scalar::Date;
use crate::source::Source;

/// `Case` of the schema.
#[derive(Clone)]
pub struct Case {
    view: CaseView,
}

impl Case {
    /// The case as this request sees it.
    pub(crate) fn new(view: CaseView) -> Self {
        Self { view }
    }

    fn head(&self) -> &case::Case {
        self.view.case()
    }
}

/// A court case, put together from every court system that knows a part of it.
///
/// Each part tells by its own `source` or `sources` where it came from; a court system that is out
/// of reach leaves its part without rows and touches no other.
#[Object]
impl Case {
    /// Opaque id.
    pub(crate) async fn id(&self, ctx: &Context<'_>) -> Result<ID, Error> {
        Ok(ID(ctx.op()?.app.ids.id(&NodeId::Case(self.head().key.clone()))))
    }

    /// Number of the case in its canonical writing. Unique only together with its court.
    async fn number(&self) -> &str {
        &self.head().key.number
    }

    /// Number as the court system prints it, where that differs.
    async fn number_as_printed(&self) -> Option<&str> {
        self.head().number_as_printed.as_deref()
    }

    /// Changes with every change of the case. Opaque: compare it, do not read it.
    async fn version(&self) -> String {
        service::cases::version(self.head())
    }

    /// Caption of the case.
    async fn title(
        &self,
        #[graphql(desc = "Language of the text.", default)] lang: Language,
    ) -> Option<String> {
        self.head().title.as_ref().and_then(|title| text(title, lang))
    }

    /// Kind of case: criminal, civil, administrative offence, administrative.
    async fn kind(&self) -> Option<CodedValue> {
        value(self.head().kind.as_ref())
    }

    /// Instance: first, appeal, cassation, supreme.
    async fn instance(&self) -> Option<CodedValue> {
        value(self.head().instance.as_ref())
    }

    /// Where the case stands.
    async fn status(&self) -> Option<CaseStatus> {
        self.head().status.clone().map(CaseStatus)
    }

    /// Category of dispute, or the class the court system gives.
    async fn category(&self) -> Option<CodedValue> {
        value(self.head().category.as_ref())
    }

    /// The court that hears it.
    async fn court(&self) -> Option<Court> {
        Some(Court { code: self.head().key.court.clone() })
    }

    /// Presiding judge.
    async fn judge(&self) -> Option<Judge> {
        self.head().judge.clone().map(|name| Judge { name })
    }

    /// Day of filing, in the time zone of the court.
    async fn filed_on(&self) -> Option<Date> {
        self.head().filed_on.map(Date)
    }

    /// Moment of filing, where the court system gives one.
    async fn filed_at(&self) -> Option<DateTime<Utc>> {
        self.head().filed_at
    }

    /// Day on which the case was closed.
    async fn closed_on(&self) -> Option<Date> {
        self.head().closed_on.map(Date)
    }

    /// Cases it comes from, went to, or is heard together with. Null, with an error, where a court
    /// system that would know could not be asked.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn related_cases(&self, ctx: &Context<'_>) -> Option<Result<Vec<RelatedCase>, Error>> {
        let read = async {
            let related = related::related(ctx.op()?, &self.view).await?;
            let related = related.into_iter().map(|related| RelatedCase {
                relation: related.told.relation.into(),
                number: related.told.number,
                court_name: related.told.court_name,
                case: related.view.map(Case::new),
            });
            Ok(related.collect())
        };
        Some(read.await)
    }

    /// Where the head of the case came from.
    async fn source(&self, ctx: &Context<'_>) -> Result<Source, Error> {
        Ok(Source { source: self.view.source().clone(), now: ctx.op()?.now })
    }

    /// The next hearing, and how well that is known.
    #[graphql(complexity = "5 + child_complexity")]
    async fn next_hearing(&self, ctx: &Context<'_>) -> Result<NextHearing, Error> {
        let op = ctx.op()?;
        let (source, hearing) = rows::next_hearing(op, &self.view).await;
        Ok(NextHearing {
            source: Source { source, now: op.now },
            hearing: hearing.map(|hearing| Hearing::of_case(&self.view, hearing)),
        })
    }

    /// Parties and those who speak for them.
    #[graphql(complexity = "cost(first, child_complexity)")]
    async fn parties(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows, 1 to 100.", default = 20)] first: Option<i32>,
        #[graphql(desc = "Cursor after which to begin.")] after: Option<String>,
    ) -> Option<Result<CasePartyConnection, Error>> {
        Some(self.parties_page(ctx, first, after).await)
    }

    /// Hearings of the case.
    #[graphql(complexity = "cost(first, child_complexity)")]
    async fn hearings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows, 1 to 100.", default = 20)] first: Option<i32>,
        #[graphql(desc = "Cursor after which to begin.")] after: Option<String>,
        #[graphql(desc = "Order of the rows.", default)] order_by: HearingOrder,
    ) -> Option<Result<HearingConnection, Error>> {
        Some(self.hearings_page(ctx, order_by, first, after).await)
    }

    /// Documents in the file of the case, each with what the viewer can do with it.
    #[graphql(complexity = "cost(first, child_complexity)")]
    async fn documents(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows, 1 to 100.", default = 20)] first: Option<i32>,
        #[graphql(desc = "Cursor after which to begin.")] after: Option<String>,
    ) -> Option<Result<DocumentConnection, Error>> {
        Some(self.documents_page(ctx, first, after).await)
    }

    /// Submissions in the case, as far as they are the viewer's own or of the viewer's court.
    #[graphql(complexity = "cost(first, child_complexity)")]
    async fn filings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows, 1 to 100.", default = 20)] first: Option<i32>,
        #[graphql(desc = "Cursor after which to begin.")] after: Option<String>,
    ) -> Option<Result<FilingConnection, Error>> {
        Some(self.filings_page(ctx, first, after).await)
    }

    /// History of the case.
    #[graphql(complexity = "cost(first, child_complexity)")]
    async fn timeline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows, 1 to 100.", default = 20)] first: Option<i32>,
        #[graphql(desc = "Cursor after which to begin.")] after: Option<String>,
    ) -> Option<Result<CaseEventConnection, Error>> {
        Some(self.timeline_page(ctx, first, after).await)
    }
}

impl Case {
    async fn parties_page(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<CasePartyConnection, Error> {
        let (op, request) = (ctx.op()?, PageRequest::parse(first, after)?);
        let part = rows::parties(op, &self.view).await.page(op, &self.view, &request)?;
        let case = Arc::new(self.head().key.clone());
        let node = |party| CaseParty { case: Arc::clone(&case), party: Arc::new(party) };
        let page = part.page.map(node);
        Ok(CasePartyConnection { total: part.total, sources: part.sources, now: op.now, page })
    }

    async fn hearings_page(
        &self,
        ctx: &Context<'_>,
        order: HearingOrder,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<HearingConnection, Error> {
        let (op, request) = (ctx.op()?, PageRequest::parse(first, after)?);
        let part =
            rows::hearings(op, &self.view, order.into()).await.page(op, &self.view, &request)?;
        let page = part.page.map(|hearing| Hearing::of_case(&self.view, hearing));
        Ok(HearingConnection { total: part.total, sources: part.sources, now: op.now, page })
    }

    async fn documents_page(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<DocumentConnection, Error> {
        let (op, request) = (ctx.op()?, PageRequest::parse(first, after)?);
        let part = rows::documents(op, &self.view).await.page(op, &self.view, &request)?;
        let case = Arc::new(self.head().key.clone());
        let node = |view| Document { case: Arc::clone(&case), view: Arc::new(view) };
        let page = part.page.map(node);
        Ok(DocumentConnection { total: part.total, sources: part.sources, now: op.now, page })
    }

    async fn filings_page(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<FilingConnection, Error> {
        let (op, request) = (ctx.op()?, PageRequest::parse(first, after)?);
        let part = rows::filings(op, &self.view).await.page(op, &self.view, &request)?;
        let case = Arc::new(self.head().key.clone());
        let node = |filing| Filing { case: Arc::clone(&case), filing: Arc::new(filing) };
        let page = part.page.map(node);
        Ok(FilingConnection { total: part.total, sources: part.sources, now: op.now, page })
    }

    async fn timeline_page(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<CaseEventConnection, Error> {
        let (op, request) = (ctx.op()?, PageRequest::parse(first, after)?);
        let part = rows::timeline(op, &self.view).await.page(op, &self.view, &request)?;
        let case = Arc::new(self.head().key.clone());
        let node = |event| CaseEvent { case: Arc::clone(&case), event: Arc::new(event) };
        let page = part.page.map(node);
        Ok(CaseEventConnection { total: part.total, sources: part.sources, now: op.now, page })
    }
}

/// A case that stands in a relation to another.
#[derive(SimpleObject)]
pub struct RelatedCase {
    /// How the other case stands to this one.
    relation: CaseRelation,
    /// Number of the other case, as printed.
    number: String,
    /// Name of the other court, as printed, where the court system names it.
    court_name: Option<String>,
    /// The other case. Null where no court system here serves its court.
    case: Option<Case>,
}

/// How another case stands to this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "case::CaseRelation")]
pub enum CaseRelation {
    /// This case was sent to the other court.
    MovedTo,
    /// This case came from the other court.
    MovedFrom,
    /// This case is an appeal against the other.
    AppealOf,
    /// The other case is an appeal against this one.
    AppealedIn,
    /// The two are heard together.
    Joined,
}

/// The next hearing of a case.
#[derive(SimpleObject)]
pub struct NextHearing {
    /// How well it is known. No hearing with a source that was not reached does not mean that none
    /// is fixed.
    source: Source,
    /// The hearing; null where none is known.
    hearing: Option<Hearing>,
}
