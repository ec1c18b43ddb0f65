//! Search over the cases of all registries, in our own tables.

use access::{Action, Subject};
use chrono::{Datelike, NaiveDate};
use domain::bin::Bin;
use domain::case::CaseStatusCode;
use domain::court::RegionCode;
use domain::iin::Iin;
use domain::key::CourtCode;
use domain::source::Source;
use registry::capability::Listing;

use super::view::CaseView;
use crate::error::{Code, Error};
use crate::freshness;
use crate::op::Op;
use crate::page::{Page, PageRequest, bad_cursor};

pub use entities::Count;
pub use entities::cases::{CaseFilter, CaseOrder};

/// Longest text that is searched for.
const TEXT_LENGTH_MAX: usize = 200;
/// Cases that are counted at most.
const COUNT_MAX: u32 = 10_000;
/// Years a day of filing can lie in.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// What a client wants, unchecked.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Words.
    pub text: Option<String>,
    /// The court.
    pub court: Option<CourtCode>,
    /// The region.
    pub region: Option<String>,
    /// Code of the kind of case.
    pub kind: Option<String>,
    /// One of these statuses.
    pub status: Option<Vec<CaseStatusCode>>,
    /// Filed from the first day to the second.
    pub filed: Option<(NaiveDate, NaiveDate)>,
    /// IIN of a party.
    pub party_iin: Option<String>,
    /// BIN of a party.
    pub party_bin: Option<String>,
    /// Only the viewer's own.
    pub mine: bool,
}

/// A page of cases.
pub struct CasePage {
    /// The cases.
    pub page: Page<CaseView>,
    /// What the list was put together from.
    pub sources: Vec<Source>,
}

/// Checks what a client wants; all mistakes at once.
///
/// # Errors
///
/// When a condition is malformed, or asks for what the viewer may not search by.
pub fn check(op: &Op, wanted: Wanted) -> Result<CaseFilter, Error> {
    let mut wrong = Vec::new();
    if wanted.text.as_ref().is_some_and(|text| text.chars().count() > TEXT_LENGTH_MAX) {
        wrong.push(format!("`text` may have at most {TEXT_LENGTH_MAX} characters"));
    }
    if let Some(court) = &wanted.court
        && !op.knows_court(court)
    {
        wrong.push("`court` is not the code of a court; an example of one is kz-7599".to_owned());
    }
    if let Some(region) = &wanted.region
        && op.app.courts.region(&RegionCode::new(region)).is_none()
    {
        wrong.push("`region` is not the code of a region; an example of one is kz-75".to_owned());
    }
    if let Some(kind) = &wanted.kind
        && !domain::codes::contains(domain::coded::CodeList::CaseKind, kind)
    {
        wrong.push("`kind` is not a kind of case; an example of one is CIVIL".to_owned());
    }
    if wanted.status.as_ref().is_some_and(|status| status.len() > CaseStatusCode::ALL.len()) {
        wrong.push(format!("`status` may have at most {} values", CaseStatusCode::ALL.len()));
    }
    if let Some((from, to)) = wanted.filed {
        if to < from {
            wrong.push(format!("`filed.to` ({to}) must not lie before `filed.from` ({from})"));
        }
        if !(YEARS.contains(&from.year()) && YEARS.contains(&to.year())) {
            wrong.push("`filed` must lie within the years 1900 to 2100".to_owned());
        }
    }
    if wanted.party_iin.is_some() && wanted.party_bin.is_some() {
        wrong.push("`partyIin` and `partyBin` name two parties; ask for one of them".to_owned());
    }
    let persons = persons(&wanted, &mut wrong);
    if !wrong.is_empty() {
        return Err(Error::bad_input(wrong.join("; ")));
    }
    for person in persons.iter().flatten() {
        may_search_by(op, person)?;
    }
    if wanted.mine && op.principal.persons().next().is_none() {
        return Err(Error::new(Code::Unauthenticated, "`mine` needs a viewer; sign in first"));
    }
    Ok(CaseFilter {
        text: wanted.text,
        // A name is a person: those who may not search by person find it in captions alone.
        text_in_parties: op.may(Action::SearchByPerson, Subject::PUBLIC)
            || op.principal.class == access::PrincipalClass::Court,
        court: wanted.court,
        region: wanted.region,
        kind: wanted.kind,
        status: wanted.status,
        filed: wanted.filed.map(|(from, to)| entities::cases::Period { from, to }),
        party_numbers: persons,
        mine: wanted.mine.then(|| op.principal.persons().map(str::to_owned).collect()),
    })
}

/// The persons searched by; none where the search is by no person.
fn persons(wanted: &Wanted, wrong: &mut Vec<String>) -> Option<Vec<String>> {
    let mut persons = Vec::new();
    if let Some(iin) = &wanted.party_iin {
        match iin.parse::<Iin>() {
            Ok(iin) => persons.push(iin.to_string()),
            Err(error) => wrong.push(format!("`partyIin`: {error}")),
        }
    }
    if let Some(bin) = &wanted.party_bin {
        match bin.parse::<Bin>() {
            Ok(bin) => persons.push(bin.to_string()),
            Err(error) => wrong.push(format!("`partyBin`: {error}")),
        }
    }
    (!persons.is_empty()).then_some(persons)
}

fn may_search_by(op: &Op, person: &str) -> Result<(), Error> {
    let own = op.principal.persons().any(|number| number == person);
    let subject = if own { Subject::OWN } else { Subject::PUBLIC };
    if op.may(Action::SearchByPerson, subject) {
        return Ok(());
    }
    Err(if op.principal.class == access::PrincipalClass::Anyone {
        Error::new(Code::Unauthenticated, "searching by IIN or BIN needs a viewer; sign in first")
    } else {
        Error::new(
            Code::Forbidden,
            "cases can be searched by the viewer's own IIN or BIN, and by those of persons the \
             viewer represents",
        )
    })
}

/// A page of the cases that match and that the viewer may know of.
///
/// # Errors
///
/// When the cursor is not one of this list, or our own tables fail.
pub async fn search(
    op: &Op,
    filter: &CaseFilter,
    order: CaseOrder,
    request: &PageRequest,
) -> Result<CasePage, Error> {
    let after = match &request.after {
        None => None,
        Some(cursor) => {
            let place = op.app.ids.open_cursor("cases", cursor).map_err(|_not| bad_cursor())?;
            let keyset: entities::cases::CaseKeyset = place.parse().map_err(|_not| bad_cursor())?;
            Some(keyset)
        }
    };
    let first = u32::try_from(request.first).unwrap_or(u32::MAX);
    let found = entities::cases::search(&op.db, &op.scope(), filter, order, after, first)
        .await
        .map_err(failed)?;
    let rows = found
        .rows
        .into_iter()
        .map(|row| {
            let cursor = op.app.ids.cursor("cases", &row.keyset(order).to_string());
            let source =
                freshness::of_row(&op.app, row.registry(), row.as_of, row.complete, op.now);
            (cursor, CaseView::recorded(row.case, source))
        })
        .collect();
    let page = Page { rows, has_next: found.has_next, has_previous: found.has_previous };
    let sources = freshness::of_listing(op, Listing::Cases, filter.court.as_ref()).await?;
    Ok(CasePage { page, sources })
}

/// How many cases match that the viewer may know of.
///
/// # Errors
///
/// When our own tables fail.
pub async fn count(op: &Op, filter: &CaseFilter) -> Result<Count, Error> {
    entities::cases::count(&op.db, &op.scope(), filter, COUNT_MAX).await.map_err(failed)
}

fn failed(error: entities::Error) -> Error {
    match error {
        entities::Error::CursorOfAnotherOrder { .. } => bad_cursor(),
        other => Error::internal(other),
    }
}
