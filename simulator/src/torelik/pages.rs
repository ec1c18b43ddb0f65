//! Lists of the system, page by page: cases that changed, hearings of the next weeks, courts.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Shared, court_of, refusal, tell};
use crate::world::{Case, Hearing};

/// Rows of a page where the client asks for none in particular, and at most.
const PAGE: usize = 100;

/// Days of the hearings listed where the client names none: before and after the present.
const WINDOW: (i64, i64) = (30, 90);

/// Filter and place of a page of cases.
#[derive(Deserialize)]
pub(super) struct Cases {
    izmeneno_s: Option<NaiveDateTime>,
    sud: Option<String>,
    kursor: Option<String>,
    razmer: Option<usize>,
}

/// Cases in the order of their last change.
pub(super) async fn cases(State(world): Shared, Query(asked): Query<Cases>) -> Response {
    let after = match asked.kursor.as_deref().map(place) {
        None => None,
        Some(Some(after)) => Some(after),
        Some(None) => return refusal(StatusCode::BAD_REQUEST, "PLOKHOI_ZAPROS"),
    };
    let mut rows: Vec<(NaiveDateTime, &Case)> = world
        .cases
        .iter()
        .filter(|case| asked.sud.as_deref().is_none_or(|sud| case.court.as_str() == court_of(sud)))
        .map(|case| (case.changed_at(), case))
        .filter(|(changed, _)| asked.izmeneno_s.is_none_or(|since| *changed >= since))
        .collect();
    rows.sort_by_key(|(changed, case)| (*changed, case.id));
    let total = rows.len();
    let size = asked.razmer.unwrap_or(PAGE).clamp(1, PAGE);
    let mut page =
        rows.into_iter().filter(|row| after.is_none_or(|after| (row.0, row.1.id) > after));
    let shown: Vec<_> = page.by_ref().take(size).collect();
    let next = page.next().and(shown.last()).map(|(changed, case)| {
        let since = asked.izmeneno_s.map(|since| format!("&izmeneno_s={}", tell::time(since)));
        let court = asked.sud.as_ref().map(|sud| format!("&sud={sud}"));
        let filter = since.unwrap_or_default() + &court.unwrap_or_default();
        format!("/api/dela?razmer={size}&kursor={}_{}{filter}", tell::time(*changed), case.id)
    });
    let rows: Vec<Value> = shown.iter().map(|(_, case)| tell::case(&world, case)).collect();
    listing("dela", &rows, next, total, size)
}

/// Filter and place of a page of hearings.
#[derive(Deserialize)]
pub(super) struct Hearings {
    s: Option<NaiveDate>,
    po: Option<NaiveDate>,
    sud: Option<String>,
    kursor: Option<String>,
    razmer: Option<usize>,
}

/// Hearings by their begin, each with the head of its case.
pub(super) async fn hearings(State(world): Shared, Query(asked): Query<Hearings>) -> Response {
    let after = match asked.kursor.as_deref().map(place) {
        None => None,
        Some(Some(after)) => Some(after),
        Some(None) => return refusal(StatusCode::BAD_REQUEST, "PLOKHOI_ZAPROS"),
    };
    let today = world.options.today;
    let from = asked.s.unwrap_or(today - TimeDelta::days(WINDOW.0));
    let to = asked.po.unwrap_or(today + TimeDelta::days(WINDOW.1));
    let mut rows: Vec<(NaiveDateTime, u64, &Case, &Hearing, usize)> = Vec::new();
    for case in &world.cases {
        if asked.sud.as_deref().is_some_and(|sud| case.court.as_str() != court_of(sud)) {
            continue;
        }
        for (hearing, nth) in case.hearings.iter().zip(1..) {
            if (from..=to).contains(&hearing.starts_at.date()) {
                let id = case.id * 1_000 + nth as u64;
                rows.push((hearing.starts_at, id, case, hearing, nth));
            }
        }
    }
    rows.sort_by_key(|row| (row.0, row.1));
    let total = rows.len();
    let size = asked.razmer.unwrap_or(PAGE).clamp(1, PAGE);
    let mut page = rows.into_iter().filter(|row| after.is_none_or(|after| (row.0, row.1) > after));
    let shown: Vec<_> = page.by_ref().take(size).collect();
    let next = page.next().and(shown.last()).map(|row| {
        let court = asked.sud.as_ref().map(|sud| format!("&sud={sud}")).unwrap_or_default();
        format!(
            "/api/zasedaniya?razmer={size}&kursor={}_{}&s={from}&po={to}{court}",
            tell::time(row.0),
            row.1
        )
    });
    let rows: Vec<Value> = shown
        .iter()
        .map(|(_, _, case, hearing, nth)| {
            let mut row = tell::one_hearing(case, hearing, *nth);
            if let Some(row) = row.as_object_mut() {
                row.insert("delo".to_owned(), tell::head(&world, case));
            }
            row
        })
        .collect();
    listing("zasedaniya", &rows, next, total, size)
}

/// The courts of the system, all at once.
pub(super) async fn courts(State(world): Shared) -> Json<Value> {
    let courts = world.courts.iter().map(|court| {
        json!({
            "kod": tell::court_code(&court.code),
            "naimenovanie": court.name.ru,
            "naimenovanie_kz": court.name.kk,
            "deistvuet": true,
        })
    });
    Json(json!({ "sudy": courts.collect::<Vec<_>>(), "vsego": world.courts.len() }))
}

/// The place behind a row: its time and its id.
fn place(cursor: &str) -> Option<(NaiveDateTime, u64)> {
    let (time, id) = cursor.rsplit_once('_')?;
    Some((time.parse().ok()?, id.parse().ok()?))
}

fn listing(
    name: &str,
    rows: &[Value],
    next: Option<String>,
    total: usize,
    size: usize,
) -> Response {
    let links = next.map_or_else(|| json!({}), |href| json!({ "next": { "href": href } }));
    Json(json!({
        "_embedded": { name: rows },
        "_links": links,
        "page": { "size": size, "totalElements": total },
    }))
    .into_response()
}
