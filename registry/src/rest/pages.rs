//! One answer in several pages, read without trust in what the pages say of themselves.

use std::collections::HashSet;

use domain::source::SourceReason;
use serde_json::Value;
use tokio::time::Instant;
use url::Url;

use super::RestRegistry;
use super::http::{Ask, Raw};
use super::judge::judge;
use super::row::{Answer, Notes, Row};
use crate::digest;
use crate::mapping::Mapping;
use crate::mapping::path::Path;
use crate::mapping::request::{Paging, Request};
use crate::mapping::template::Asked;
use crate::outcome::{Found, Outcome};

/// One page as it came.
pub(super) struct RawPage {
    pub(super) raw: Raw,
    pub(super) value: Value,
}

/// All pages that came.
pub(super) struct Pages {
    pub(super) pages: Vec<RawPage>,
    pub(super) reason: Option<SourceReason>,
}

impl Pages {
    /// A found value with the provenance of these pages.
    pub(super) fn found<T>(&self, value: T, doubtful: bool) -> Outcome<T> {
        let reason = self.reason.or_else(|| doubtful.then_some(SourceReason::UnknownWording));
        let Some(first) = self.pages.first() else {
            return Outcome::Unavailable(super::http::unavailable(
                SourceReason::Truncated,
                "no page came",
            ));
        };
        Outcome::Found(Found {
            value,
            as_of: first.raw.as_of,
            raw_sha256: self.sha256(),
            complete: reason.is_none(),
            reason,
        })
    }

    /// Digest of all pages.
    pub(super) fn sha256(&self) -> String {
        match self.pages.as_slice() {
            [one] => one.raw.sha256.clone(),
            many => {
                let all: String = many.iter().map(|page| page.raw.sha256.as_str()).collect();
                digest::sha256(all.as_bytes())
            }
        }
    }
}

impl RestRegistry {
    /// Reads an answer page by page. The first page decides what the answer is; a later one that
    /// does not come, repeats what was read or contradicts itself ends the reading.
    pub(super) async fn all_pages<T>(
        &self,
        request: &Request,
        asked: &Asked,
        first: Ask,
        until: Instant,
    ) -> Result<Pages, Outcome<T>> {
        let mapping = &self.mapping;
        let pages_max = request.pages_max.unwrap_or(mapping.pages_max).max(1);
        let mut read = Pages { pages: Vec::new(), reason: None };
        let mut addresses = HashSet::from([first.url.to_string()]);
        let mut ask = first;
        loop {
            let fetched = self.http.fetch(&ask, until, || self.clock.now()).await;
            let judged = match fetched {
                Ok(raw) => judge(&raw, request, mapping, asked)
                    .without_data()
                    .map(|value| RawPage { raw, value }),
                Err(why) => Err(Outcome::Unavailable(why)),
            };
            let page = match judged {
                Ok(page) => page,
                Err(no_data) if read.pages.is_empty() => return Err(no_data),
                Err(_later) => {
                    read.reason = Some(SourceReason::Truncated);
                    break;
                }
            };
            if let Some(before) = read.pages.last()
                && repeats(before, &page, request, mapping, asked)
            {
                read.reason = Some(SourceReason::TotalDisagrees);
                break;
            }
            let next = next_address(self, request, asked, &ask.url, &page, read.pages.len());
            read.pages.push(page);
            let Some(next) = next else { break };
            let enough = read.pages.len() >= usize::try_from(pages_max).unwrap_or(usize::MAX);
            if enough || !addresses.insert(next.to_string()) {
                read.reason = Some(SourceReason::Truncated);
                break;
            }
            ask = Ask { url: next, body: None };
        }
        if read.reason.is_none() || read.reason == Some(SourceReason::Truncated) {
            read.reason = totals_disagree(request, mapping, asked, &read.pages).or(read.reason);
        }
        Ok(read)
    }
}

/// True when a page is the page before once more, by its bytes or by its own number.
fn repeats(
    before: &RawPage,
    page: &RawPage,
    request: &Request,
    mapping: &Mapping,
    asked: &Asked,
) -> bool {
    if before.raw.sha256 == page.raw.sha256 {
        return true;
    }
    let number =
        |page: &RawPage| counter(request.counters.number.as_ref(), mapping, asked, &page.value);
    match (number(before), number(page)) {
        (Some(before), Some(now)) => now <= before,
        _ => false,
    }
}

/// A counter of an answer.
pub(super) fn counter(
    path: Option<&Path>,
    mapping: &Mapping,
    asked: &Asked,
    value: &Value,
) -> Option<u64> {
    let notes = Notes::default();
    let answer = Answer { mapping, asked, value, notes: &notes };
    Row::whole(&answer).path_values(path?, false).first()?.parse().ok()
}

/// How many rows a page holds, by the path that the counters speak of.
pub(super) fn row_count(
    request: &Request,
    mapping: &Mapping,
    asked: &Asked,
    value: &Value,
) -> Option<u64> {
    let notes = Notes::default();
    let answer = Answer { mapping, asked, value, notes: &notes };
    let path = request.count.as_ref().or(request.rows.as_ref())?;
    u64::try_from(Row::whole(&answer).rows(path).len()).ok()
}

fn totals_disagree(
    request: &Request,
    mapping: &Mapping,
    asked: &Asked,
    pages: &[RawPage],
) -> Option<SourceReason> {
    let first = pages.first()?;
    let total = counter(request.counters.total.as_ref(), mapping, asked, &first.value)?;
    let rows: Option<u64> =
        pages.iter().map(|page| row_count(request, mapping, asked, &page.value)).sum();
    (rows? != total).then_some(SourceReason::TotalDisagrees)
}

/// Address of the next page; none where this was the last.
fn next_address(
    registry: &RestRegistry,
    request: &Request,
    asked: &Asked,
    url: &Url,
    page: &RawPage,
    pages_before: usize,
) -> Option<Url> {
    let token = next_token(request, &registry.mapping, asked, page, pages_before)?;
    address_of(registry, request, url, &token)
}

/// What names the next page: its number, a cursor or an address.
pub(super) fn next_token(
    request: &Request,
    mapping: &Mapping,
    asked: &Asked,
    page: &RawPage,
    pages_before: usize,
) -> Option<String> {
    let notes = Notes::default();
    let answer = Answer { mapping, asked, value: &page.value, notes: &notes };
    let row = Row::whole(&answer);
    let text = |path: &Path| row.path_values(path, false).into_iter().next();
    match &request.paging {
        Paging::None => None,
        Paging::Hal { .. } => {
            let number = counter(request.counters.number.as_ref(), mapping, asked, &page.value)?;
            let pages = counter(request.counters.pages.as_ref(), mapping, asked, &page.value)?;
            let empty = row_count(request, mapping, asked, &page.value) == Some(0);
            (number + 1 < pages && !empty).then(|| (number + 1).to_string())
        }
        Paging::HasMore { flag, first, .. } => {
            let more = text(flag).as_deref() == Some("true");
            let empty = row_count(request, mapping, asked, &page.value) == Some(0);
            let before = u64::try_from(pages_before).ok()?;
            (more && !empty).then(|| (first + before + 1).to_string())
        }
        Paging::NextLink { link } => text(link),
        Paging::LinkHeader => page.raw.next_link.clone(),
        Paging::Cursor { cursor, .. } => text(cursor),
    }
}

/// The address that a token stands for; `url` is that of any page of the same answer.
pub(super) fn address_of(
    registry: &RestRegistry,
    request: &Request,
    url: &Url,
    token: &str,
) -> Option<Url> {
    let parameter = match &request.paging {
        Paging::None => return None,
        Paging::NextLink { .. } | Paging::LinkHeader => return registry.http.same_server(token),
        Paging::Hal { parameter }
        | Paging::HasMore { parameter, .. }
        | Paging::Cursor { parameter, .. } => parameter,
    };
    let mut next = url.clone();
    let others: Vec<(String, String)> =
        url.query_pairs().into_owned().filter(|(name, _)| name != parameter).collect();
    next.query_pairs_mut().clear().extend_pairs(others).append_pair(parameter, token);
    Some(next)
}
