//! Entry field for hearings.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object};
use service::Error;
use service::hearings::board;
use service::page::PageRequest;

use super::types::{Hearing, HearingConnection, HearingOrder};
use crate::cases::query::Period;
use crate::connection::cost;
use crate::op::OpOf;
use crate::scalar::CourtCode;

/// Which hearings are wanted: all conditions that are given must hold, and at least one must be.
#[derive(InputObject)]
pub struct HearingFilter {
    /// Code of the court.
    court: Option<CourtCode>,
    /// Words from the name of the judge. At most 100 characters.
    judge: Option<String>,
    /// Id of the case.
    case: Option<ID>,
}

/// Entry field for hearings.
#[derive(Default)]
pub struct HearingQuery;

#[Object]
impl HearingQuery {
    /// Hearings of a court, a judge or a case within some days: the board at the door of the court.
    ///
    /// Hearings in closed session stand on it without their case.
    #[graphql(complexity = "20 + cost(first, child_complexity)")]
    async fn hearings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which hearings.")] filter: HearingFilter,
        #[graphql(desc = "Days, both included; at most 366.")] period: Period,
        #[graphql(desc = "Order of the rows.", default)] order_by: HearingOrder,
        #[graphql(desc = "How many rows, 1 to 100.", default = 20)] first: Option<i32>,
        #[graphql(desc = "Cursor after which to begin.")] after: Option<String>,
    ) -> Option<Result<HearingConnection, Error>> {
        let read = async {
            let op = ctx.op()?;
            let (from, to) = period.days()?;
            let question = board::Question {
                court: filter.court.map(|court| court.0),
                judge: filter.judge,
                case: filter.case.map(|id| id.0),
                from,
                to,
                order: order_by.into(),
                total_wanted: ctx.look_ahead().field("totalCount").exists(),
            };
            let request = PageRequest::parse(first, after)?;
            let board = board::board(op, &question, &request).await?;
            let page = board.page.map(|view| Hearing { view: Arc::new(view) });
            let sources = board.sources;
            Ok(HearingConnection { total: board.total, sources, now: op.now, page })
        };
        Some(read.await)
    }
}
