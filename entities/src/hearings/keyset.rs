//! Orders of the board, and where a hearing stands in them.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::id::PartId;

/// Order of the board. Within a day the hearings without an hour come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HearingOrder {
    /// The earliest first.
    StartsAsc,
    /// The latest first.
    StartsDesc,
}

impl HearingOrder {
    /// Its name.
    pub fn code(self) -> &'static str {
        match self {
            Self::StartsAsc => "STARTS_ASC",
            Self::StartsDesc => "STARTS_DESC",
        }
    }
}

/// Where a hearing stands in an order.
///
/// Written as `STARTS_ASC:2026-01-31:2026-01-31T04:00:00.000000Z:<uuid>`; the doors hand it out as
/// an opaque cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct HearingKeyset {
    pub(super) order: HearingOrder,
    pub(super) day: NaiveDate,
    pub(super) at: DateTime<Utc>,
    pub(super) id: PartId,
}

impl HearingKeyset {
    /// The three values a row is compared with, or a refusal when the order is another.
    pub(crate) fn values(self, order: HearingOrder) -> Result<[sea_orm::Value; 3]> {
        if self.order != order {
            let (found, wanted) = (self.order.code(), order.code());
            return Err(Error::CursorOfAnotherOrder { found, wanted });
        }
        Ok([self.day.into(), self.at.into(), self.id.into()])
    }
}

impl std::fmt::Display for HearingKeyset {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let at = self.at.to_rfc3339_opts(SecondsFormat::Micros, true);
        write!(f, "{}:{}:{at}:{}", self.order.code(), self.day, self.id)
    }
}

impl FromStr for HearingKeyset {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        parse(text).ok_or_else(|| Error::Cursor { found: text.to_owned() })
    }
}

fn parse(text: &str) -> Option<HearingKeyset> {
    let (order, rest) = text.split_once(':')?;
    let (day, rest) = rest.split_once(':')?;
    let (at, id) = rest.rsplit_once(':')?;
    let order = [HearingOrder::StartsAsc, HearingOrder::StartsDesc]
        .into_iter()
        .find(|known| known.code() == order)?;
    Some(HearingKeyset {
        order,
        day: day.parse().ok()?,
        at: DateTime::parse_from_rfc3339(at).ok()?.with_timezone(&Utc),
        id: PartId(Uuid::try_parse(id).ok()?),
    })
}
