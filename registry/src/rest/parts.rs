//! One part of many cases.

use domain::key::CaseKey;
use domain::source::SourceReason;
use futures_util::StreamExt;
use futures_util::stream;
use tokio::time::Instant;

use super::cases::{not_served, settle};
use super::pages::{Pages, counter};
use super::read;
use super::row::{Answer, Notes, Row};
use super::{AT_ONCE, RestRegistry};
use crate::capability::Part;
use crate::mapping::request::Request;
use crate::mapping::template::Asked;
use crate::outcome::{Found, Outcome};
use crate::port::{CaseQuery, Rows};

impl RestRegistry {
    pub(super) async fn ask_part(
        &self,
        part: Part,
        cases: &[CaseKey],
        until: Instant,
    ) -> Vec<Outcome<Rows>> {
        let Some(request) = self.mapping.requests.part(part) else {
            return self.part_with_case(part, cases, until).await;
        };
        if let Some(batch) = &request.batch {
            let asked: Vec<Asked> = cases.iter().map(asked_of).collect();
            return self
                .batched(request, batch, &asked, until, |row, asked| {
                    part_of(row, part, request, asked)
                })
                .await;
        }
        let mut asks = Vec::with_capacity(cases.len());
        for case in cases {
            asks.push(self.ask_one(part, request, case, until));
        }
        stream::iter(asks).buffered(AT_ONCE).collect().await
    }

    async fn ask_one(
        &self,
        part: Part,
        request: &Request,
        case: &CaseKey,
        until: Instant,
    ) -> Outcome<Rows> {
        let asked = asked_of(case);
        let ask = match self.ask(request, &asked) {
            Ok(ask) => ask,
            Err(why) => return Outcome::Unavailable(why),
        };
        match self.all_pages(request, &asked, ask, until).await {
            Ok(pages) => self.part_of_pages(part, request, &asked, &pages),
            Err(no_data) => no_data,
        }
    }

    fn part_of_pages(
        &self,
        part: Part,
        request: &Request,
        asked: &Asked,
        pages: &Pages,
    ) -> Outcome<Rows> {
        let notes = Notes::default();
        let mut rows: Option<Rows> = None;
        for page in &pages.pages {
            let answer =
                Answer { mapping: &self.mapping, asked, value: &page.value, notes: &notes };
            let read = Row::whole(&answer)
                .at(request.at.as_ref())
                .and_then(|row| part_of(row, part, request, asked));
            rows = match (rows, read) {
                (None, read) => read,
                (Some(rows), Some(more)) => Some(join(rows, more)),
                (rows, None) => rows,
            };
        }
        if rows.is_none() {
            notes.unreadable("the rows are not where the mapping looks for them");
        }
        settle(pages, &notes, rows)
    }

    /// A part that comes with the head of its case.
    async fn part_with_case(
        &self,
        part: Part,
        cases: &[CaseKey],
        until: Instant,
    ) -> Vec<Outcome<Rows>> {
        let serves =
            self.mapping.requests.case.as_ref().is_some_and(|case| case.with.contains(&part));
        if !serves {
            return cases.iter().map(|_case| not_served("this part")).collect();
        }
        let wanted: Vec<CaseQuery> = cases
            .iter()
            .map(|case| CaseQuery {
                court: Some(case.court.clone()),
                number: case.number.clone(),
                upstream_id: case.upstream_id.clone(),
            })
            .collect();
        let answers = self.ask_cases(&wanted, until).await;
        answers.into_iter().map(|answer| out_of_case(answer, part)).collect()
    }
}

fn out_of_case(answer: Outcome<crate::port::CaseAnswer>, part: Part) -> Outcome<Rows> {
    match answer {
        Outcome::Found(found) => {
            match found.value.parts.into_iter().find(|rows| rows.part() == part) {
                Some(value) => Outcome::Found(Found {
                    value,
                    as_of: found.as_of,
                    raw_sha256: found.raw_sha256,
                    complete: found.complete,
                    reason: found.reason,
                }),
                None => Outcome::Unavailable(super::http::unavailable(
                    SourceReason::Truncated,
                    "the case came without this part",
                )),
            }
        }
        Outcome::Absent(proof) => Outcome::Absent(proof),
        Outcome::Hidden => Outcome::Hidden,
        Outcome::Unavailable(why) => Outcome::Unavailable(why),
        Outcome::Unknown(what) => Outcome::Unknown(what),
    }
}

fn part_of(row: Row<'_>, part: Part, request: &Request, asked: &Asked) -> Option<Rows> {
    let mapping = row.answer.mapping;
    let total = counter(request.counters.total.as_ref(), mapping, asked, row.answer.value);
    // Some systems leave the list out where it is empty; only their counter makes that a statement.
    if !request.optional_rows && total != Some(0) && !read::part_exists(row, mapping, part) {
        row.answer.notes.unreadable("the rows are not where the mapping looks for them");
        return None;
    }
    let court = domain::key::CourtCode::new(asked.court.as_deref().unwrap_or_default());
    Some(read::part(row, part, &court))
}

fn asked_of(case: &CaseKey) -> Asked {
    Asked {
        number: Some(case.number.clone()),
        court: Some(case.court.as_str().to_owned()),
        upstream_id: case.upstream_id.clone(),
    }
}

/// Rows of one page after those of the pages before; what shifted from page to page while they
/// were read is not told twice.
fn join(rows: Rows, more: Rows) -> Rows {
    match (rows, more) {
        (Rows::Parties(mut rows), Rows::Parties(more)) => {
            rows.extend(fresh(&rows, more, |row| &row.key.local));
            Rows::Parties(rows)
        }
        (Rows::Hearings(mut rows), Rows::Hearings(more)) => {
            rows.extend(fresh(&rows, more, |row| &row.key.local));
            Rows::Hearings(rows)
        }
        (Rows::Documents(mut rows), Rows::Documents(more)) => {
            rows.extend(fresh(&rows, more, |row| &row.key.local));
            Rows::Documents(rows)
        }
        (Rows::Filings(mut rows), Rows::Filings(more)) => {
            rows.extend(fresh(&rows, more, |row| &row.key.local));
            Rows::Filings(rows)
        }
        (Rows::Events(mut rows), Rows::Events(more)) => {
            rows.extend(fresh(&rows, more, |row| &row.key.local));
            Rows::Events(rows)
        }
        (rows, _other_part) => rows,
    }
}

fn fresh<T>(rows: &[T], more: Vec<T>, key: impl Fn(&T) -> &String) -> Vec<T> {
    let known: std::collections::HashSet<String> =
        rows.iter().map(|row| key(row).clone()).collect();
    more.into_iter().filter(|row| !known.contains(key(row))).collect()
}
