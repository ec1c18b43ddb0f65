//! What an index may leave out, and which version of a list counts.

use chrono_tz::Europe::London;
use domain::case::Visibility;
use serde_json::json;

use super::{Index, Publication};

fn read(index: &serde_json::Value) -> Index {
    Index::read(index.to_string().as_bytes()).expect("an index")
}

#[test]
fn reads_a_bare_array_and_unknown_keys() {
    let index = read(&json!([{ "id": "1", "url": "a.json", "artefact": {} }]));
    assert_eq!(index.lists, [Publication::new("1", "a.json")]);
    assert_eq!(index.lists.first().map(Publication::list_type), Some("1"));
}

#[test]
fn refuses_what_is_no_index() {
    for wrong in [json!({ "error": "busy" }), json!([{ "id": "1" }]), json!("login")] {
        assert!(Index::read(wrong.to_string().as_bytes()).is_err(), "{wrong}");
    }
}

#[test]
fn of_several_versions_the_last_published_counts() {
    let version = |id: &str, day: &str, published: &str| {
        json!({ "id": id, "url": "x", "listType": "CIVIL_DAILY_CAUSE_LIST",
            "location": { "id": "1" }, "contentDate": day, "publishedAt": published })
    };
    let index = read(&json!({ "lists": [
        version("new", "2025-03-01", "2025-02-28T17:00:00Z"),
        version("old", "2025-03-01", "2025-02-28T16:00:00Z"),
        version("other day", "2025-03-02", "2025-02-28T16:00:00Z"),
        { "id": "untold", "url": "x" }, { "id": "untold too", "url": "x" }
    ] }));
    let ids: Vec<&str> = index.lists.iter().map(|list| list.id.as_str()).collect();
    assert_eq!(ids, ["new", "other day", "untold", "untold too"]);
}

#[test]
fn a_list_that_is_not_public_is_closed() {
    let mut list = Publication::new("1", "x");
    assert_eq!(list.visibility(), Visibility::Public);
    list.list_type = Some("SJP_PRESS_LIST".to_owned());
    assert_eq!(list.visibility(), Visibility::Closed);
    list.sensitivity = Some("PUBLIC".to_owned());
    assert_eq!(list.visibility(), Visibility::Public);
    for closed in ["PRIVATE", "CLASSIFIED", "SOMETHING_NEW"] {
        list.sensitivity = Some(closed.to_owned());
        assert_eq!(list.visibility(), Visibility::Closed, "{closed}");
    }
}

#[test]
fn versions_share_a_slot_and_days_do_not() {
    let mut list = Publication::new("1", "x");
    list.schema = Some("schemas/grc_weekly_hearing_list.json".to_owned());
    list.content_date = Some("2025-06-30T23:30:00Z".to_owned());
    let slot = list.slot(Some("uk-a"), None, London);
    assert_eq!(slot, "grc-weekly-hearing-list.any.uk-a.2025-07-01");
    list.id = "2".to_owned();
    assert_eq!(list.slot(Some("uk-a"), None, London), slot);
    list.content_date = None;
    assert_ne!(list.slot(Some("uk-a"), None, London), slot);
    assert!(!slot.contains('#'));
}
