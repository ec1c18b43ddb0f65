//! Pages, batches and lists.

use domain::hearing::TimePrecision;
use domain::source::SourceReason;
use serde_json::{Value, json};

use super::{CALL, json_answer, key, reason, registry};
use crate::capability::{Listing, Part};
use crate::outcome::Outcome;
use crate::port::{Item, Registry, Rows};

fn page(number: u64, pages: u64, total: u64, ids: &[u64]) -> Value {
    let rows: Vec<Value> =
        ids.iter().map(|id| json!({ "id": id, "name": format!("P{id}") })).collect();
    json!({ "rows": rows, "page": { "size": 2, "number": number, "pages": pages, "total": total } })
}

async fn parties(
    answer: impl Fn(u64) -> Option<Value> + Send + Sync + 'static,
) -> (usize, Option<SourceReason>) {
    let registry = registry(move |_path, query| {
        let number = query
            .iter()
            .find(|(name, _)| name == "page")
            .map_or(0, |(_, page)| page.parse().unwrap());
        answer(number).map_or_else(|| json_answer(404, &json!({})), |page| json_answer(200, &page))
    })
    .await;
    match registry.part(Part::Parties, &[key("A-1")], &CALL).await.remove(0) {
        Outcome::Found(found) => {
            assert_eq!(found.complete, found.reason.is_none());
            let Rows::Parties(rows) = found.value else { panic!("parties") };
            (rows.len(), found.reason)
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn reads_all_pages_and_believes_no_counter() {
    let two = |number| Some(if number == 0 { page(0, 2, 3, &[1, 2]) } else { page(1, 2, 3, &[3]) });
    assert_eq!(parties(two).await, (3, None));
    let more_claimed = |_number| Some(page(0, 1, 9, &[1, 2]));
    assert_eq!(parties(more_claimed).await, (2, Some(SourceReason::TotalDisagrees)));
    let later_page_missing = |number| (number == 0).then(|| page(0, 2, 4, &[1, 2]));
    assert_eq!(parties(later_page_missing).await, (2, Some(SourceReason::TotalDisagrees)));
    let shifted =
        |number| Some(if number == 0 { page(0, 2, 4, &[1, 2]) } else { page(1, 2, 4, &[2, 3]) });
    assert_eq!(parties(shifted).await, (3, None), "a row that moved to the next page is one row");
    let none_at_all =
        |_number| Some(json!({ "page": { "size": 2, "number": 0, "pages": 0, "total": 0 } }));
    assert_eq!(
        parties(none_at_all).await,
        (0, None),
        "the counter makes an absent list an empty one"
    );
}

#[tokio::test]
async fn stops_where_pages_repeat_or_never_end() {
    let same_again = |_number| Some(page(0, 9, 18, &[1, 2]));
    assert_eq!(parties(same_again).await, (2, Some(SourceReason::TotalDisagrees)));
    let endless = |number| Some(page(number, number + 2, 1000, &[number * 2, number * 2 + 1]));
    assert_eq!(
        parties(endless).await,
        (8, Some(SourceReason::TotalDisagrees)),
        "pages_max is four"
    );
}

#[tokio::test]
async fn matches_the_answers_of_a_batch_to_what_was_sent() {
    let registry = registry(|path, query| {
        assert_eq!(path, "/events");
        let asked: Vec<&str> = query.iter().map(|(_, value)| value.as_str()).collect();
        let known = json!({ "number": "A-1", "entries": [{ "text": "x" }, { "text": "x" }] });
        let cases: Vec<Value> = asked.contains(&"A-1").then_some(known).into_iter().collect();
        json_answer(200, &json!({ "cases": cases, "missing": ["A-2"] }))
    })
    .await;
    let keys = ["A-2", "A-1", "A-3"].map(key);
    let outcomes = registry.part(Part::Events, &keys, &CALL).await;
    let [absent, found, left_out] = <[_; 3]>::try_from(outcomes).expect("one for each");
    assert!(matches!(absent, Outcome::Absent(_)));
    assert_eq!(reason(left_out), SourceReason::SoftError, "left out is not absent");
    let Outcome::Found(found) = found else { panic!("found") };
    let Rows::Events(events) = found.value else { panic!("events") };
    assert_eq!(events.len(), 2, "two entries of the same words are two entries");
    assert_ne!(events[0].key.local, events[1].key.local);
}

#[tokio::test]
async fn lists_hearings_page_by_page_and_leaves_out_rows_it_cannot_read() {
    let registry = registry(|_path, query| {
        let page =
            query.iter().find(|(name, _)| name == "page").map_or("0", |(_, page)| page.as_str());
        let rows = match page {
            "0" => json!([
                { "id": "1", "case": "A-1", "day": "07.12.2025", "hour": "10:30" },
                { "id": "2", "case": "A-2", "day": "2025-12-08" },
                { "id": "3", "day": "2025-12-08" },
                { "id": "4", "case": "A-4", "day": "soon" }
            ]),
            _ => json!([]),
        };
        json_answer(200, &json!({ "rows": rows, "more": true }))
    })
    .await;
    let Outcome::Found(first) = registry.list(Listing::Hearings, None, &CALL).await else {
        panic!("a page")
    };
    assert_eq!((first.complete, first.reason), (false, Some(SourceReason::UnknownWording)));
    let when: Vec<_> = first
        .value
        .items
        .iter()
        .map(|item| match item {
            Item::Hearing { hearing, case } => {
                assert!(case.is_some());
                (hearing.when.precision, hearing.when.starts_at.map(|at| at.to_rfc3339()))
            }
            other => panic!("{other:?}"),
        })
        .collect();
    let at = Some("2025-12-07T05:30:00+00:00".to_owned());
    assert_eq!(
        when,
        [(TimePrecision::Time, at), (TimePrecision::Day, None), (TimePrecision::Unknown, None)]
    );
    let next = first.value.next.expect("a next page");
    let Outcome::Found(second) = registry.list(Listing::Hearings, Some(&next), &CALL).await else {
        panic!("a page")
    };
    assert_eq!(second.value.next, None, "an empty page that promises more ends the list");
    assert_eq!(
        reason(registry.list(Listing::Hearings, Some("nonsense"), &CALL).await),
        SourceReason::NotConfigured
    );
    assert_eq!(
        reason(registry.list(Listing::Courts, None, &CALL).await),
        SourceReason::NotConfigured
    );
}
