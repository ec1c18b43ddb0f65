//! Lists for the read model, one page at a call.

use domain::key::CourtCode;
use domain::source::SourceReason;
use tokio::time::Instant;

use super::RestRegistry;
use super::cases::{not_served, settle};
use super::http::Ask;
use super::judge::judge;
use super::pages::{Pages, RawPage, address_of, counter, next_token, row_count};
use super::read;
use super::read_hearing::hearing;
use super::row::{Answer, Notes, Row};
use crate::capability::{Courts, Listing};
use crate::mapping::record::HearingMap;
use crate::mapping::request::Request;
use crate::mapping::template::Asked;
use crate::outcome::Outcome;
use crate::port::{CaseAnswer, Item, Page, Rows};

/// Most pages of a list, unless the mapping says so; then something loops.
const LIST_PAGES_MAX: u32 = 100_000;

impl RestRegistry {
    pub(super) async fn ask_list(
        &self,
        listing: Listing,
        cursor: Option<&str>,
        until: Instant,
    ) -> Outcome<Page> {
        let Some(request) = self.mapping.requests.list(listing) else {
            return not_served("this list");
        };
        let asked = Asked::default();
        let (depth, token) = match cursor.map(read_cursor) {
            None => (0, None),
            Some(Some((depth, token))) => (depth, Some(token)),
            Some(None) => return unusable("the cursor is not of this list"),
        };
        let first = match self.ask(request, &asked) {
            Ok(ask) => ask,
            Err(why) => return Outcome::Unavailable(why),
        };
        let ask = match token {
            None => first,
            Some(token) => match address_of(self, request, &first.url, token) {
                Some(url) => Ask { url, body: None },
                None => return unusable("the cursor is not of this list"),
            },
        };
        let page = match self.http.fetch(&ask, until, || self.clock.now()).await {
            Err(why) => return Outcome::Unavailable(why),
            Ok(raw) => match judge(&raw, request, &self.mapping, &asked).without_data() {
                Err(no_data) => return no_data,
                Ok(value) => RawPage { raw, value },
            },
        };
        let next = self.next_cursor(request, &asked, &page, depth, token);
        self.page_of(listing, request, &asked, page, next)
    }

    /// Cursor of the next page: how deep it is, and what names it.
    fn next_cursor(
        &self,
        request: &Request,
        asked: &Asked,
        page: &RawPage,
        depth: u32,
        token: Option<&str>,
    ) -> Option<String> {
        let before = usize::try_from(depth).ok()?;
        let next = next_token(request, &self.mapping, asked, page, before)?;
        let depth = depth + 1;
        let deep = depth >= request.pages_max.unwrap_or(LIST_PAGES_MAX);
        (!deep && token != Some(next.as_str())).then(|| format!("{depth}:{next}"))
    }

    fn page_of(
        &self,
        listing: Listing,
        request: &Request,
        asked: &Asked,
        page: RawPage,
        next: Option<String>,
    ) -> Outcome<Page> {
        let mapping = &self.mapping;
        let total_claimed = counter(request.counters.total.as_ref(), mapping, asked, &page.value);
        let reason =
            self.counters_lie(request, asked, &page).then_some(SourceReason::TotalDisagrees);
        let pages = Pages { pages: vec![page], reason };
        let notes = Notes::default();
        let items = pages.pages.first().and_then(|page| {
            let answer = Answer { mapping, asked, value: &page.value, notes: &notes };
            self.items(listing, request, &answer, total_claimed)
        });
        settle(
            &pages,
            &notes,
            items.map(|items| Page { items, next, total_claimed, replaces: None }),
        )
    }

    fn items(
        &self,
        listing: Listing,
        request: &Request,
        answer: &Answer<'_>,
        total: Option<u64>,
    ) -> Option<Vec<Item>> {
        let whole = Row::whole(answer);
        let container = request.count.as_ref().or(request.rows.as_ref());
        let there = container.is_none_or(|path| path.container_exists(answer.value));
        if !request.optional_rows && total != Some(0) && !there {
            answer.notes.unreadable("the rows are not where the mapping looks for them");
            return None;
        }
        let row = match whole.at(request.at.as_ref()) {
            Some(row) => row,
            None if request.optional_rows => return Some(Vec::new()),
            None => {
                answer.notes.unreadable("the rows are not where the mapping looks for them");
                return None;
            }
        };
        Some(match listing {
            Listing::Cases => {
                let mut rows =
                    request.rows.as_ref().map_or_else(|| vec![row], |rows| whole.rows(rows));
                rows.retain(|row| row.holds(&request.only));
                each(answer, rows, |row| {
                    read::case_answer(row, &request.with)
                        .map(|case| vec![Item::Case(Box::new(case))])
                })
            }
            Listing::Hearings => {
                let mut items = Vec::new();
                for map in &self.mapping.hearings {
                    items.extend(each(answer, row.block(&map.rows), |row| {
                        self.hearing_items(row, map)
                    }));
                }
                items
            }
            Listing::Courts => {
                read::courts(row).into_iter().map(|court| Item::Court(Box::new(court))).collect()
            }
        })
    }

    /// A hearing; where its list names the parties, the case with them as well.
    fn hearing_items(&self, row: Row<'_>, map: &HearingMap) -> Option<Vec<Item>> {
        let case = map.case.as_ref().and_then(|map| read::case(row, map));
        let court = match (&case, &self.mapping.courts) {
            (Some(case), _) => case.key.court.clone(),
            (None, Courts::Listed(courts)) if courts.len() == 1 => courts.first()?.clone(),
            (None, _) => CourtCode::new(row.maybe(map.court.as_ref())?),
        };
        let mut items = Vec::new();
        let parties =
            map.case.as_ref().map(|map| read::parties(row, &map.parties)).unwrap_or_default();
        if let Some(case) = &case
            && !parties.is_empty()
        {
            let parts = vec![Rows::Parties(parties)];
            items.push(Item::Case(Box::new(CaseAnswer { case: case.clone(), parts })));
        }
        let hearing = Box::new(hearing(row, map, &court));
        items.push(Item::Hearing { hearing, case: case.map(Box::new) });
        Some(items)
    }

    /// True when a page holds another number of rows than its own counters say.
    fn counters_lie(&self, request: &Request, asked: &Asked, page: &RawPage) -> bool {
        let read = |path: Option<&crate::mapping::path::Path>| {
            counter(path, &self.mapping, asked, &page.value)
        };
        let counters = &request.counters;
        let Some(rows) = row_count(request, &self.mapping, asked, &page.value) else {
            return false;
        };
        let (size, number) = (read(counters.size.as_ref()), read(counters.number.as_ref()));
        let (pages, total) = (read(counters.pages.as_ref()), read(counters.total.as_ref()));
        match (size, number, pages, total) {
            (Some(size), Some(number), Some(pages), _) if number + 1 < pages => rows != size,
            (Some(size), Some(number), _, Some(total)) => {
                rows != total.saturating_sub(size.saturating_mul(number))
            }
            _ => false,
        }
    }
}

/// Reads rows one by one: a row that cannot be read is left out and makes the page incomplete.
fn each(
    answer: &Answer<'_>,
    rows: Vec<Row<'_>>,
    read: impl Fn(Row<'_>) -> Option<Vec<Item>>,
) -> Vec<Item> {
    let mut items = Vec::new();
    for row in rows {
        let notes = Notes::default();
        let own = Answer {
            notes: &notes,
            mapping: answer.mapping,
            asked: answer.asked,
            value: answer.value,
        };
        let read = read(row.noted_in(&own));
        match (read, notes.why_unreadable()) {
            (Some(read), None) => items.extend(read),
            (_, why) => {
                tracing::warn!(registry = %answer.mapping.registry, reason = why, "a row of a list cannot be read");
                answer.notes.doubtful();
            }
        }
        answer.notes.add(&notes);
    }
    items
}

fn read_cursor(cursor: &str) -> Option<(u32, &str)> {
    let (depth, token) = cursor.split_once(':')?;
    Some((depth.parse().ok()?, token))
}

fn unusable(why: &str) -> Outcome<Page> {
    Outcome::Unavailable(super::http::unavailable(SourceReason::NotConfigured, why))
}
