//! Pages of a publisher that behaves, and of one that does not.

use std::time::Duration;

use axum::http::StatusCode;
use domain::source::SourceReason;
use registry::capability::Listing;
use registry::lists::Reception;
use registry::outcome::Outcome;
use registry::port::{Call, Item, Page, Registry};
use serde_json::{Value, json};

use super::server::{Publisher, Served, call, pass, reading};

fn schema() -> Value {
    json!({ "type": "array", "items": { "type": "object", "required": ["caseNumber"] } })
}

fn row(number: &str) -> Value {
    json!({ "date": "01/07/2025", "time": "10am", "caseNumber": number, "venue": "Preston" })
}

fn entry(id: &str) -> Value {
    json!({ "id": id, "url": format!("{id}.json"), "schema": "schema.json" })
}

/// A publisher of three lists of one hearing each.
async fn of_three() -> Publisher {
    let publisher = Publisher::start().await;
    publisher.serve_json("schema.json", &schema());
    for id in ["a", "b", "c"] {
        publisher.serve_json(&format!("{id}.json"), &json!([row(id)]));
    }
    publisher.serve_json("lists", &json!({ "lists": [entry("a"), entry("b"), entry("c")] }));
    publisher
}

fn numbers(page: &Page) -> Vec<&str> {
    let case = |item: &Item| match item {
        Item::Hearing { case, .. } => case.as_ref().map(|case| case.key.number.clone()),
        Item::Court(_) | Item::Case(_) => None,
    };
    let with = page.items.iter().filter(|item| case(item).is_some());
    with.map(|item| match item {
        Item::Hearing { case: Some(case), .. } => case.key.number.as_str(),
        _ => "",
    })
    .collect()
}

async fn page(lists: &impl Registry, cursor: Option<&str>) -> registry::outcome::Found<Page> {
    match lists.list(Listing::Hearings, cursor, &call()).await {
        Outcome::Found(found) => found,
        other => panic!("no page at {cursor:?}: {other:?}"),
    }
}

#[tokio::test]
async fn each_list_is_a_page_and_index_and_schema_are_asked_once() {
    let publisher = of_three().await;
    let lists = publisher.registry();
    let first = page(&lists, None).await;
    assert_eq!(numbers(&first.value), ["a"]);
    assert!(first.complete && first.raw_sha256.len() == 64);
    let courts = first.value.items.iter().filter(|item| matches!(item, Item::Court(_))).count();
    assert_eq!(courts, 1);
    let second = page(&lists, first.value.next.as_deref()).await;
    let third = page(&lists, second.value.next.as_deref()).await;
    assert_eq!((numbers(&second.value), numbers(&third.value)), (vec!["b"], vec!["c"]));
    assert_eq!(third.value.next, None);
    assert_eq!((publisher.asked("lists"), publisher.asked("schema.json")), (1, 1));
}

#[tokio::test]
async fn a_bad_list_is_a_page_without_hearings_and_the_next_is_read() {
    for (bad, reason) in [
        (Served::Body(b"[{}]".to_vec()), SourceReason::UnknownWording),
        (Served::Body(br#"[{"caseNumber":" "}]"#.to_vec()), SourceReason::UnknownWording),
        (Served::Body(b"<html>busy</html>".to_vec()), SourceReason::SoftError),
        (Served::Body(b"[{\"caseNumber\": \"1\"".to_vec()), SourceReason::Truncated),
        (Served::Refused(StatusCode::NOT_FOUND, None), SourceReason::SoftError),
        (Served::Refused(StatusCode::INTERNAL_SERVER_ERROR, None), SourceReason::SoftError),
    ] {
        let publisher = of_three().await;
        publisher.set("b.json", bad);
        let lists = publisher.registry();
        let all = pass(&lists).await;
        let [first, second, third] = all.as_slice() else { panic!("three pages") };
        assert!(first.complete && third.complete);
        assert!(!second.complete, "{:?}", second.value.reception);
        assert_eq!(second.reason, Some(reason), "{:?}", second.value.reception);
        assert!(!matches!(second.value.reception, Reception::Accepted(_) | Reception::Raw));
        let page = page(&lists, first.value.next.as_deref()).await;
        assert!(page.value.items.is_empty() && page.value.next.is_some());
    }
}

#[tokio::test]
async fn a_schema_of_no_use_is_a_hole_and_not_a_licence() {
    let publisher = of_three().await;
    publisher.serve_json("schema.json", &json!({ "$ref": "https://elsewhere.example/schema" }));
    for found in pass(&publisher.registry()).await {
        assert!(!found.complete);
        assert!(matches!(found.value.reception, Reception::Missing(_)));
    }
}

#[tokio::test]
async fn a_list_without_a_schema_is_kept_raw() {
    let publisher = of_three().await;
    publisher.serve_json("lists", &json!([{ "id": "a", "url": "a.json" }]));
    let all = pass(&publisher.registry()).await;
    let [found] = all.as_slice() else { panic!("one page") };
    assert_eq!(found.value.reception, Reception::Raw);
    assert!(!found.complete && found.raw_sha256.len() == 64);
}

#[tokio::test]
async fn a_publisher_that_is_away_is_unavailable_and_says_when_to_come_back() {
    let publisher = of_three().await;
    let lists = publisher.registry();
    let first = page(&lists, None).await;
    publisher.set("b.json", Served::Refused(StatusCode::TOO_MANY_REQUESTS, Some(7)));
    match lists.list(Listing::Hearings, first.value.next.as_deref(), &call()).await {
        Outcome::Unavailable(why) => {
            assert_eq!(why.reason, SourceReason::RateLimited);
            assert_eq!(why.retry_after, Some(Duration::from_secs(7)));
        }
        other => panic!("{other:?}"),
    }
    for gone in ["b.json", "lists"] {
        publisher.set(gone, Served::Refused(StatusCode::SERVICE_UNAVAILABLE, None));
    }
    for cursor in [None, first.value.next.as_deref()] {
        match lists.list(Listing::Hearings, cursor, &call()).await {
            Outcome::Unavailable(why) => assert_eq!(why.reason, SourceReason::Maintenance),
            other => panic!("{cursor:?}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_list_that_never_comes_is_a_hole_while_the_publisher_lives() {
    let publisher = of_three().await;
    publisher.set("a.json", Served::Silence);
    let lists = publisher.registry();
    let short = Call { time_left: Duration::from_secs(2) };
    match lists.list(Listing::Hearings, None, &short).await {
        Outcome::Found(found) => {
            assert_eq!(found.reason, Some(SourceReason::Timeout));
            assert!(!found.complete && found.value.items.is_empty() && found.value.next.is_some());
        }
        other => panic!("{other:?}"),
    }
    publisher.set("lists", Served::Silence);
    let short = Call { time_left: Duration::from_millis(200) };
    match lists.list(Listing::Hearings, None, &short).await {
        Outcome::Unavailable(why) => assert_eq!(why.reason, SourceReason::Timeout),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_cursor_survives_a_restart_and_lists_that_come_and_go() {
    let publisher = of_three().await;
    let first = page(&publisher.registry(), None).await;
    let cursor = first.value.next.expect("a second list");
    let moved = json!({ "lists": [entry("new"), entry("a"), entry("b"), entry("c")] });
    publisher.serve_json("lists", &moved);
    assert_eq!(numbers(&page(&publisher.registry(), Some(&cursor)).await.value), ["b"]);
    publisher.serve_json("lists", &json!({ "lists": [entry("a"), entry("c")] }));
    assert_eq!(numbers(&page(&publisher.registry(), Some(&cursor)).await.value), ["c"]);
    publisher.serve_json("lists", &json!({ "lists": [] }));
    let past = page(&publisher.registry(), Some(&cursor)).await;
    assert!(past.value.items.is_empty() && past.value.next.is_none());
    let garbage = publisher.registry().list(Listing::Hearings, Some("garbage"), &call()).await;
    assert!(matches!(garbage, Outcome::Unknown(_)), "{garbage:?}");
}

#[tokio::test]
async fn a_new_version_of_a_list_takes_the_slot_of_the_old_one() {
    let publisher = of_three().await;
    let of_day = |id: &str| {
        let mut entry = entry(id);
        entry["listType"] = json!("CIVIL_DAILY_CAUSE_LIST");
        entry["location"] = json!({ "id": "9" });
        entry["contentDate"] = json!("2025-07-01");
        entry
    };
    publisher.serve_json("a.json", &json!([row("1"), row("2")]));
    publisher.serve_json("lists", &json!({ "lists": [of_day("a")] }));
    let lists = publisher.registry();
    let old = pass(&lists).await;
    publisher.serve_json("b.json", &json!([row("3"), row("2")]));
    publisher.serve_json("lists", &json!({ "lists": [of_day("a"), of_day("b")] }));
    let new = pass(&lists).await;
    let ([old], [new]) = (old.as_slice(), new.as_slice()) else { panic!("one list each") };
    let (old, new) = (reading(old), reading(new));
    assert_eq!(old.slot, new.slot);
    let keys = |reading: &registry::lists::read::Reading| -> Vec<String> {
        reading.hearings.iter().map(|listed| listed.hearing.key.local.clone()).collect()
    };
    let (old, new) = (keys(old), keys(new));
    assert_eq!(old.iter().filter(|key| new.contains(key)).count(), 1, "{old:?} {new:?}");
}

#[tokio::test]
async fn an_index_that_is_none_is_unknown_and_an_empty_one_is_an_answer() {
    let publisher = Publisher::start().await;
    publisher.serve_json("lists", &json!({ "message": "busy" }));
    let unknown = publisher.registry().list(Listing::Hearings, None, &call()).await;
    assert!(matches!(unknown, Outcome::Unknown(_)), "{unknown:?}");
    publisher.serve("lists", "<html>log in</html>");
    let soft = publisher.registry().list(Listing::Hearings, None, &call()).await;
    assert!(matches!(soft, Outcome::Unavailable(_)), "{soft:?}");
    publisher.serve_json("lists", &json!({ "lists": [] }));
    let empty = page(&publisher.registry(), None).await;
    assert!(empty.complete && empty.value.items.is_empty() && empty.value.next.is_none());
}

#[tokio::test]
async fn an_address_elsewhere_is_not_followed() {
    let publisher = of_three().await;
    let elsewhere = Publisher::start().await;
    elsewhere.serve_json("a.json", &json!([row("1")]));
    let away =
        json!([{ "id": "a", "url": "https://elsewhere.example/a.json", "schema": "schema.json" }]);
    publisher.serve_json("lists", &away);
    let all = pass(&publisher.registry()).await;
    let [found] = all.as_slice() else { panic!("one page") };
    match &found.value.reception {
        Reception::Missing(why) => assert!(why.detail.contains("publisher only"), "{why:?}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn locations_are_the_courts_and_nothing_else_is_served() {
    let publisher = Publisher::start().await;
    let locations = json!([{ "id": "2001", "name": "Preston", "aliases": ["Llys"] }]);
    publisher.serve_json("lists", &json!({ "locations": locations, "lists": [] }));
    let lists = publisher.registry();
    match lists.list(Listing::Courts, None, &call()).await {
        Outcome::Found(found) => match found.value.items.as_slice() {
            [Item::Court(court)] => {
                assert_eq!((court.court.as_str(), court.name.as_str()), ("uk-2001", "Preston"));
            }
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
    match lists.list(Listing::Cases, None, &call()).await {
        Outcome::Unavailable(why) => assert_eq!(why.reason, SourceReason::NotConfigured),
        other => panic!("{other:?}"),
    }
}
