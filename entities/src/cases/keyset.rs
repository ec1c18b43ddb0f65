//! Orders of a search, and where a row stands in them.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use domain::case::Case;
use uuid::Uuid;

use super::{UNKNOWN_DAY, UNKNOWN_MOMENT};
use crate::error::{Error, Result};
use crate::id::CaseId;
use crate::recorded::stored;

/// Order of a search. Cases that are equal stand by their ids, so every order is total.
///
/// A case whose day or moment is not known stands after all others where the latest come first,
/// and before all others where the earliest do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CaseOrder {
    /// By day of filing, the latest first.
    FiledOnDesc,
    /// By day of filing, the earliest first.
    FiledOnAsc,
    /// By the moment the status was reached, the latest first.
    StatusSinceDesc,
}

impl CaseOrder {
    /// Its name.
    pub fn code(self) -> &'static str {
        match self {
            Self::FiledOnDesc => "FILED_ON_DESC",
            Self::FiledOnAsc => "FILED_ON_ASC",
            Self::StatusSinceDesc => "STATUS_SINCE_DESC",
        }
    }

    pub(super) fn column(self) -> &'static str {
        match self {
            Self::FiledOnDesc | Self::FiledOnAsc => "filed_sort",
            Self::StatusSinceDesc => "status_since_sort",
        }
    }

    pub(super) fn descends(self) -> bool {
        !matches!(self, Self::FiledOnAsc)
    }
}

/// Where a case stands in an order.
///
/// Written as `FILED_ON_DESC:2026-01-31:<uuid>`; the doors hand it out as an opaque cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CaseKeyset {
    order: CaseOrder,
    at: At,
    case_id: CaseId,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum At {
    Day(NaiveDate),
    Moment(DateTime<Utc>),
}

impl CaseKeyset {
    pub(super) fn of(order: CaseOrder, case_id: CaseId, case: &Case) -> Self {
        let at = match order {
            CaseOrder::FiledOnDesc | CaseOrder::FiledOnAsc => {
                At::Day(case.filed_on.unwrap_or(UNKNOWN_DAY))
            }
            CaseOrder::StatusSinceDesc => At::Moment(
                case.status.as_ref().and_then(|s| s.since).map_or(UNKNOWN_MOMENT, stored),
            ),
        };
        Self { order, at, case_id }
    }

    /// The two values a row is compared with, or a refusal when the order is another.
    pub(crate) fn values(self, order: CaseOrder) -> Result<[sea_orm::Value; 2]> {
        if self.order != order {
            let (found, wanted) = (self.order.code(), order.code());
            return Err(Error::CursorOfAnotherOrder { found, wanted });
        }
        let at = match self.at {
            At::Day(day) => day.into(),
            At::Moment(moment) => moment.into(),
        };
        Ok([at, self.case_id.into()])
    }
}

impl std::fmt::Display for CaseKeyset {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let at = match self.at {
            At::Day(day) => day.to_string(),
            At::Moment(moment) => moment.to_rfc3339_opts(SecondsFormat::Micros, true),
        };
        write!(f, "{}:{at}:{}", self.order.code(), self.case_id)
    }
}

impl FromStr for CaseKeyset {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        parse(text).ok_or_else(|| Error::Cursor { found: text.to_owned() })
    }
}

fn parse(text: &str) -> Option<CaseKeyset> {
    let (order, rest) = text.split_once(':')?;
    let (at, case_id) = rest.rsplit_once(':')?;
    let order = [CaseOrder::FiledOnDesc, CaseOrder::FiledOnAsc, CaseOrder::StatusSinceDesc]
        .into_iter()
        .find(|known| known.code() == order)?;
    let at = match order {
        CaseOrder::FiledOnDesc | CaseOrder::FiledOnAsc => At::Day(at.parse().ok()?),
        CaseOrder::StatusSinceDesc => {
            At::Moment(DateTime::parse_from_rfc3339(at).ok()?.with_timezone(&Utc))
        }
    };
    Some(CaseKeyset { order, at, case_id: CaseId(Uuid::try_parse(case_id).ok()?) })
}
