//! Entry fields for cases.

use async_graphql::{Context, Enum, InputObject, Object};
use service::Error;
use service::cases::{self, find, search};
use service::page::PageRequest;
use tokio::sync::OnceCell;

use super::lookup::{CaseBy, CaseLookup};
use super::status::CaseStatusCode;
use super::types::Case;
use crate::connection::{PageInfo, cost};
use crate::op::OpOf;
use crate::scalar::{CourtCode, Date};
use crate::source::{Freshness, Source, sources};

/// Most look-ups of one request.
const LOOKUPS_MAX: usize = 100;

/// Order of cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Enum)]
pub enum CaseOrder {
    /// Latest filed first; cases without a day of filing last.
    #[default]
    FiledOnDesc,
    /// Earliest filed first; cases without a day of filing last.
    FiledOnAsc,
    /// Latest change of status first; cases without one last.
    StatusSinceDesc,
}

/// Days of a period, both included.
#[derive(Debug, Clone, Copy, InputObject)]
pub struct Period {
    /// First day.
    from: Date,
    /// Last day; not before the first.
    to: Date,
}

impl Period {
    /// Both days, unchecked.
    fn bounds(self) -> (chrono::NaiveDate, chrono::NaiveDate) {
        (self.from.0, self.to.0)
    }

    /// Both days, in their order.
    ///
    /// # Errors
    ///
    /// When the last day lies before the first.
    pub(crate) fn days(self) -> Result<(chrono::NaiveDate, chrono::NaiveDate), Error> {
        if self.to < self.from {
            return Err(Error::bad_input(format!(
                "`to` ({}) must not lie before `from` ({})",
                self.to.0, self.from.0
            )));
        }
        Ok((self.from.0, self.to.0))
    }
}

/// Which cases are wanted: all conditions that are given must hold.
#[derive(InputObject)]
pub struct CaseFilter {
    /// Beginnings of words of the number or the caption. At most 200 characters. Names of parties are
    /// searched for clerks of courts only; others find their own cases by `mine`.
    text: Option<String>,
    /// Code of the court.
    court: Option<CourtCode>,
    /// Code of the region, such as `kz-75`.
    region: Option<String>,
    /// Code of the kind of case, such as `CIVIL`.
    kind: Option<String>,
    /// One of these statuses. At most 16.
    status: Option<Vec<CaseStatusCode>>,
    /// Filed within these days.
    filed: Option<Period>,
    /// IIN of a party: the viewer's own, or of a person the viewer represents.
    party_iin: Option<String>,
    /// BIN of a party: the viewer's own, or of an organisation the viewer represents.
    party_bin: Option<String>,
    /// Only cases the viewer, or somebody the viewer represents, is a party to.
    mine: Option<bool>,
}

/// `CaseConnection` of the schema.
pub struct CaseConnection {
    page: search::CasePage,
    filter: search::CaseFilter,
    now: chrono::DateTime<chrono::Utc>,
    counted: OnceCell<Result<search::Count, Error>>,
}

impl CaseConnection {
    /// How many match: counted once, however often it is asked for.
    async fn count(&self, ctx: &Context<'_>) -> Result<search::Count, Error> {
        let op = ctx.op()?;
        self.counted.get_or_init(|| search::count(op, &self.filter)).await.clone()
    }
}

/// Cases, page by page.
#[Object]
impl CaseConnection {
    /// How many cases match, counted only when asked for. Null where that takes too long.
    #[graphql(complexity = 20)]
    async fn total_count(&self, ctx: &Context<'_>) -> Option<Result<i32, Error>> {
        let counted = self.count(ctx).await;
        Some(counted.map(|counted| i32::try_from(counted.rows).unwrap_or(i32::MAX)))
    }

    /// Whether `totalCount` is the exact number; false: there are at least as many, because counting
    /// stopped or because some court system was not read to its end.
    #[graphql(complexity = 20)]
    async fn total_count_exact(&self, ctx: &Context<'_>) -> Result<bool, Error> {
        let whole = self.page.sources.iter().all(|source| source.complete);
        Ok(self.count(ctx).await?.exact && whole)
    }

    /// What the list was put together from: one entry for each court information system.
    async fn sources(&self) -> Vec<Source> {
        sources(&self.page.sources, self.now)
    }

    /// The cases of this page, each with its cursor.
    async fn edges(&self) -> Vec<CaseEdge> {
        let edge = |(cursor, view): &(String, cases::CaseView)| CaseEdge {
            cursor: cursor.clone(),
            node: Case::new(view.clone()),
        };
        self.page.page.rows.iter().map(edge).collect()
    }

    /// The cases of this page.
    async fn nodes(&self) -> Vec<Case> {
        self.page.page.rows.iter().map(|(_, view)| Case::new(view.clone())).collect()
    }

    /// Where this page stands in the list.
    async fn page_info(&self) -> PageInfo {
        PageInfo::of(&self.page.page)
    }
}

/// A case and its place in the list.
#[derive(async_graphql::SimpleObject)]
pub struct CaseEdge {
    /// Place of the case, to be sent as `after`.
    cursor: String,
    /// The case.
    node: Case,
}

/// Entry fields for cases.
#[derive(Default)]
pub struct CaseQuery;

#[Object]
impl CaseQuery {
    /// Everything about one case. The answer is an outcome, never a bare null.
    #[graphql(complexity = "10 + child_complexity")]
    async fn case_lookup(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case.")] by: CaseBy,
        #[graphql(desc = "How fresh, and how long to wait.")] freshness: Option<Freshness>,
    ) -> Result<CaseLookup, Error> {
        let freshness = crate::source::freshness(freshness)?;
        let lookup = find::find(ctx.op()?, by.into(), freshness).await?;
        Ok(CaseLookup { lookup })
    }

    /// Up to 100 cases at once: an outcome for each, in the order asked, and never one failure for
    /// all.
    #[graphql(complexity = "10 + by.len() * child_complexity")]
    async fn case_lookups(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which cases; at most 100.")] by: Vec<CaseBy>,
        #[graphql(desc = "How fresh, and how long to wait.")] freshness: Option<Freshness>,
    ) -> Result<Vec<CaseLookup>, Error> {
        if by.len() > LOOKUPS_MAX {
            return Err(Error::bad_input(format!(
                "`by` may hold at most {LOOKUPS_MAX} cases; it holds {}",
                by.len()
            )));
        }
        let (op, asked) = (ctx.op()?, crate::source::freshness(freshness)?);
        let finds = by.into_iter().map(|by| find::find(op, by.into(), asked));
        let lookups = futures_util::future::try_join_all(finds).await?;
        Ok(lookups.into_iter().map(|lookup| CaseLookup { lookup }).collect())
    }

    /// Cases of all court information systems, filtered, ordered and page by page.
    #[graphql(complexity = "20 + cost(first, child_complexity)")]
    async fn cases(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which cases.")] filter: CaseFilter,
        #[graphql(desc = "Order of the cases.", default)] order_by: CaseOrder,
        #[graphql(desc = "How many rows, 1 to 100.", default = 20)] first: Option<i32>,
        #[graphql(desc = "Cursor after which to begin.")] after: Option<String>,
    ) -> Option<Result<CaseConnection, Error>> {
        let read = async {
            let op = ctx.op()?;
            let filter = search::check(op, wanted(filter))?;
            let request = PageRequest::parse(first, after)?;
            let page = search::search(op, &filter, order_by.into(), &request).await?;
            Ok(CaseConnection { page, filter, now: op.now, counted: OnceCell::new() })
        };
        Some(read.await)
    }
}

impl From<CaseOrder> for search::CaseOrder {
    fn from(order: CaseOrder) -> Self {
        match order {
            CaseOrder::FiledOnDesc => Self::FiledOnDesc,
            CaseOrder::FiledOnAsc => Self::FiledOnAsc,
            CaseOrder::StatusSinceDesc => Self::StatusSinceDesc,
        }
    }
}

/// The filter for the use case, which checks it.
fn wanted(filter: CaseFilter) -> search::Wanted {
    search::Wanted {
        text: filter.text,
        court: filter.court.map(|court| court.0),
        region: filter.region,
        kind: filter.kind,
        status: filter.status.map(|status| status.into_iter().map(Into::into).collect()),
        filed: filter.filed.map(Period::bounds),
        party_iin: filter.party_iin,
        party_bin: filter.party_bin,
        mine: filter.mine.unwrap_or(false),
    }
}
