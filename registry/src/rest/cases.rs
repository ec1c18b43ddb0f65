//! Heads of cases: one by one, or many in one request.

use std::collections::HashMap;

use domain::source::SourceReason;
use futures_util::StreamExt;
use futures_util::stream;
use serde_json::json;
use tokio::time::Instant;

use super::http::{Ask, unavailable};
use super::judge::judge;
use super::pages::{Pages, RawPage};
use super::read;
use super::row::{Answer, Notes, Row};
use super::{AT_ONCE, RestRegistry};
use crate::mapping::request::{Batch, BatchStyle, Request};
use crate::mapping::template::Asked;
use crate::outcome::{Outcome, Proof, Unreadable};
use crate::port::{CaseAnswer, CaseQuery};

/// The rows of a batch, by the key that was sent.
pub(super) struct BatchAnswer {
    pub(super) pages: Pages,
    pub(super) not_found: Vec<String>,
}

impl RestRegistry {
    pub(super) async fn ask_cases(
        &self,
        wanted: &[CaseQuery],
        until: Instant,
    ) -> Vec<Outcome<CaseAnswer>> {
        let Some(request) = &self.mapping.requests.case else {
            return wanted.iter().map(|_query| not_served("heads of cases")).collect();
        };
        let asked: Vec<Asked> = wanted.iter().map(asked_of).collect();
        if let Some(batch) = &request.batch
            && asked.len() > 1
        {
            return self
                .batched(request, batch, &asked, until, |row, asked| case_of(row, request, asked))
                .await;
        }
        let mut asks = Vec::with_capacity(asked.len());
        for asked in &asked {
            asks.push(self.ask_case(request, asked, until));
        }
        stream::iter(asks).buffered(AT_ONCE).collect().await
    }

    async fn ask_case(
        &self,
        request: &Request,
        asked: &Asked,
        until: Instant,
    ) -> Outcome<CaseAnswer> {
        let ask = match self.ask(request, asked) {
            Ok(ask) => ask,
            Err(why) => return Outcome::Unavailable(why),
        };
        let pages = match self.all_pages(request, asked, ask, until).await {
            Ok(pages) => pages,
            Err(no_data) => return no_data,
        };
        self.one_row(&pages, request, asked, |row| case_of(row, request, asked))
    }

    /// Reads the one row of an answer.
    pub(super) fn one_row<T>(
        &self,
        pages: &Pages,
        request: &Request,
        asked: &Asked,
        read: impl FnOnce(Row<'_>) -> Option<T>,
    ) -> Outcome<T> {
        let Some(page) = pages.pages.first() else {
            return Outcome::Unavailable(unavailable(SourceReason::Truncated, "no page came"));
        };
        let notes = Notes::default();
        let answer = Answer { mapping: &self.mapping, asked, value: &page.value, notes: &notes };
        let row = match &request.rows {
            Some(rows) => Row::whole(&answer).rows(rows).into_iter().next(),
            None => Row::whole(&answer).at(request.at.as_ref()),
        };
        let value = if let Some(row) = row {
            read(row)
        } else {
            notes.unreadable("the row of the case is not where the mapping looks for it");
            None
        };
        settle(pages, &notes, value)
    }

    /// Asks for many at once, as many requests as the batch allows for, and matches the answers.
    pub(super) async fn batched<T: Clone>(
        &self,
        request: &Request,
        batch: &Batch,
        asked: &[Asked],
        until: Instant,
        read: impl Fn(Row<'_>, &Asked) -> Option<T>,
    ) -> Vec<Outcome<T>> {
        let mut outcomes = Vec::with_capacity(asked.len());
        for chunk in asked.chunks(batch.max) {
            let keys: Vec<Option<String>> =
                chunk.iter().map(|asked| batch.each.fill(asked)).collect();
            match self.ask_batch::<T>(request, batch, keys.iter().flatten(), until).await {
                Err(no_data) => outcomes.extend(chunk.iter().map(|_asked| no_data.clone())),
                Ok(answer) => {
                    let found = self.match_rows(request, &answer);
                    for (asked, key) in chunk.iter().zip(&keys) {
                        outcomes.push(self.of_batch(
                            request,
                            &answer,
                            &found,
                            (asked, key.as_deref()),
                            &read,
                        ));
                    }
                }
            }
        }
        outcomes
    }

    async fn ask_batch<T>(
        &self,
        request: &Request,
        batch: &Batch,
        keys: impl Iterator<Item = &String>,
        until: Instant,
    ) -> Result<BatchAnswer, Outcome<T>> {
        let asked = Asked::default();
        let keys: Vec<&String> = keys.collect();
        let mut query = fixed_query(request, &asked);
        let mut body = None;
        match batch.style {
            BatchStyle::Repeat => {
                query.extend(keys.iter().map(|key| (batch.parameter.clone(), (*key).clone())));
            }
            BatchStyle::Comma => {
                let all: Vec<&str> = keys.iter().map(|key| key.as_str()).collect();
                query.push((batch.parameter.clone(), all.join(",")));
            }
            BatchStyle::Json => body = Some(json!({ batch.parameter.clone(): keys })),
        }
        let path = request.path.fill_path(&asked).ok_or_else(|| {
            let detail =
                format!("the path {} of a batch cannot name one case", request.path.text());
            Outcome::Unavailable(unavailable(SourceReason::NotConfigured, detail))
        })?;
        let url = self.http.url(&path, &query).map_err(Outcome::Unavailable)?;
        let raw = self
            .http
            .fetch(&Ask { url, body }, until, || self.clock.now())
            .await
            .map_err(Outcome::Unavailable)?;
        // A rule of absence speaks of one case; of a whole batch it proves nothing.
        let value = judge(&raw, request, &self.mapping, &asked).without_data::<T>().map_err(
            |no| match no {
                Outcome::Unavailable(why) => Outcome::Unavailable(why),
                _ => Outcome::Unavailable(unavailable(
                    SourceReason::SoftError,
                    "a batch was refused as a whole",
                )),
            },
        )?;
        let not_found = batch.not_found.as_ref().map(|path| {
            let notes = Notes::default();
            let answer =
                Answer { mapping: &self.mapping, asked: &asked, value: &value, notes: &notes };
            Row::whole(&answer).path_values(path, false)
        });
        Ok(BatchAnswer {
            pages: Pages { pages: vec![RawPage { raw, value }], reason: None },
            not_found: not_found.unwrap_or_default(),
        })
    }

    /// Index of the row of each key.
    fn match_rows(&self, request: &Request, answer: &BatchAnswer) -> HashMap<String, usize> {
        let (Some(page), Some(rows), Some(key)) =
            (answer.pages.pages.first(), &request.rows, &request.key)
        else {
            return HashMap::new();
        };
        let (notes, asked) = (Notes::default(), Asked::default());
        let context =
            Answer { mapping: &self.mapping, asked: &asked, value: &page.value, notes: &notes };
        let rows = Row::whole(&context).rows(rows);
        let keyed = rows.iter().enumerate().filter_map(|(index, row)| {
            Some((row.path_values(key, false).into_iter().next()?, index))
        });
        keyed.collect()
    }

    fn of_batch<T>(
        &self,
        request: &Request,
        answer: &BatchAnswer,
        found: &HashMap<String, usize>,
        (asked, key): (&Asked, Option<&str>),
        read: impl Fn(Row<'_>, &Asked) -> Option<T>,
    ) -> Outcome<T> {
        let missing = |why: &str| Outcome::Unavailable(unavailable(SourceReason::SoftError, why));
        let (Some(key), Some(page)) = (key, answer.pages.pages.first()) else {
            return missing("the case cannot be named to this system");
        };
        let Some(index) = found.get(key) else {
            if answer.not_found.iter().any(|absent| absent == key) {
                let rule = "named as not found in the answer of a batch".to_owned();
                return Outcome::Absent(Proof { rule, as_of: page.raw.as_of });
            }
            return missing("the answer of a batch leaves the case out");
        };
        let notes = Notes::default();
        let context = Answer { mapping: &self.mapping, asked, value: &page.value, notes: &notes };
        let rows = request.rows.as_ref().map(|rows| Row::whole(&context).rows(rows));
        let value = rows.and_then(|rows| read(*rows.get(*index)?, asked));
        settle(&answer.pages, &notes, value)
    }
}

/// What an answer is worth after it was read.
pub(super) fn settle<T>(pages: &Pages, notes: &Notes, value: Option<T>) -> Outcome<T> {
    match (notes.why_unreadable(), value) {
        (None, Some(value)) => pages.found(value, notes.is_doubtful()),
        (why, _) => Outcome::Unknown(Unreadable {
            raw_sha256: pages.sha256(),
            detail: why.unwrap_or_else(|| "nothing could be read".to_owned()),
        }),
    }
}

fn case_of(row: Row<'_>, request: &Request, asked: &Asked) -> Option<CaseAnswer> {
    let answer = read::case_answer(row, &request.with)?;
    if let Some(echo) = &request.echo {
        let same = |text: &str| text.replace(char::is_whitespace, "").to_lowercase();
        let echoed = row.path_values(echo, false).into_iter().next().unwrap_or_default();
        let wanted = asked.number.as_deref().unwrap_or_default();
        if same(&echoed) != same(wanted) {
            row.answer.notes.unreadable("the answer is of another case than was asked for");
            return None;
        }
    }
    Some(answer)
}

pub(super) fn asked_of(query: &CaseQuery) -> Asked {
    Asked {
        number: Some(query.number.clone()),
        court: query.court.as_ref().map(|court| court.as_str().to_owned()),
        upstream_id: query.upstream_id.clone(),
    }
}

pub(super) fn not_served<T>(what: &str) -> Outcome<T> {
    let detail = format!("this registry does not serve {what}");
    Outcome::Unavailable(unavailable(SourceReason::NotConfigured, detail))
}

pub(super) fn fixed_query(request: &Request, asked: &Asked) -> Vec<(String, String)> {
    request
        .query
        .iter()
        .filter_map(|(name, value)| Some((name.clone(), value.fill(asked)?)))
        .collect()
}
