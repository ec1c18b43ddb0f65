//! Two generations of one national interface: the same hearings, courts and decisions come out.

use std::path::Path;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use domain::hearing::{Hearing, TimePrecision};
use registry::capability::Listing;
use registry::outcome::Outcome;
use registry::port::{Item, Page, Rows};
use registry::rest::RestRegistry;
use serde_json::Value;

use crate::conformance::{connect, replay, walk};

const GENERATIONS: [(&str, &str); 2] =
    [("v1-info-sud", "sk-info-sud"), ("v2-obcan-justice", "sk-obcan-justice")];

/// Every row of every file of a folder, as it was recorded.
fn recorded(folder: &Path) -> (usize, Vec<Value>) {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    files.sort();
    let rows = files.iter().flat_map(|file| {
        let text = std::fs::read_to_string(file).expect("a file");
        let value: Value = serde_json::from_str(&text).expect("JSON");
        match value.get("data").and_then(Value::as_array) {
            Some(rows) => rows.clone(),
            None => vec![value],
        }
    });
    (files.len(), rows.collect())
}

async fn items(registry: &RestRegistry, listing: Listing, files: usize) -> Vec<Item> {
    let pages: Vec<Outcome<Page>> = walk(registry, listing, files + 1).await;
    assert_eq!(pages.len(), files, "each recorded answer is a page, read once");
    let found = pages.into_iter().flat_map(|page| match page {
        Outcome::Found(found) => {
            assert!(found.complete, "{:?}: {:?}", found.reason, found.value);
            found.value.items
        }
        other => panic!("{other:?}"),
    });
    found.collect()
}

fn text<'v>(row: &'v Value, names: &[&str]) -> Option<&'v str> {
    let found = names.iter().find_map(|name| row.pointer(name))?;
    found.as_str().map(str::trim).filter(|text| !text.is_empty())
}

fn names(row: &Value, places: &[&str]) -> Vec<String> {
    let values = places.iter().filter_map(|place| row.pointer(place));
    let plain = |value: &Value| {
        let name = value.get("meno").unwrap_or(value).as_str().map(str::trim)?;
        (!name.is_empty()).then(|| name.to_owned())
    };
    let names = values.flat_map(|value| match value {
        Value::Array(items) => items.iter().filter_map(plain).collect::<Vec<_>>(),
        other => plain(other).into_iter().collect(),
    });
    names.collect()
}

/// When a recorded hearing is, by the writing of either generation.
fn when(row: &Value) -> Option<(NaiveDate, Option<DateTime<Utc>>)> {
    let zone = chrono_tz::Europe::Bratislava;
    if let Some(written) = text(row, &["/datum_a_cas_pojednavania"]) {
        let at: DateTime<Utc> = written.parse().expect("a moment");
        return Some((at.with_timezone(&zone).date_naive(), Some(at)));
    }
    let day = text(row, &["/datumPojednavania"])?;
    let local = if let Ok(local) = day.parse::<NaiveDateTime>() {
        Ok(local)
    } else {
        let day = NaiveDate::parse_from_str(day, "%d.%m.%Y").expect("a day");
        match text(row, &["/casPojednavania"]) {
            Some(time) => {
                Ok(day.and_time(NaiveTime::parse_from_str(time, "%H:%M").expect("an hour")))
            }
            None => Err(day),
        }
    };
    Some(match local {
        Ok(local) => {
            let at = zone.from_local_datetime(&local).earliest().expect("an hour that exists");
            (local.date(), Some(at.to_utc()))
        }
        Err(day) => (day, None),
    })
}

#[tokio::test]
async fn conformance_of_slovak_hearings_of_both_generations() {
    let Some(data) = tests::data::court("recorded hearings of Slovak courts") else { return };
    let root = data.join("courts/sk-open-courts");
    let server = replay(&root).await;
    for (folder, code) in GENERATIONS {
        let (files, rows) = recorded(&root.join(folder));
        let registry = connect(code, &format!("{}/{folder}", server.url));
        let items = items(&registry, Listing::Hearings, files).await;
        let expected: Vec<&Value> = rows.iter().filter(|row| when(row).is_some()).collect();
        let hearings: Vec<(&Hearing, &domain::case::Case)> = items
            .iter()
            .filter_map(|item| match item {
                Item::Hearing { hearing, case } => {
                    Some((&**hearing, &**case.as_ref().expect("a case")))
                }
                Item::Case(_) | Item::Court(_) => None,
            })
            .collect();
        assert_eq!(hearings.len(), expected.len(), "{folder}: as many hearings as recorded");
        for row in expected {
            let id = text(row, &["/guid", "/id"]).expect("an id");
            let (hearing, case) = hearings
                .iter()
                .find(|(hearing, _)| hearing.key.local == id)
                .unwrap_or_else(|| panic!("{folder}: no hearing {id}"));
            agrees(row, hearing, case, &items);
        }
    }
}

fn agrees(row: &Value, hearing: &Hearing, case: &domain::case::Case, items: &[Item]) {
    let id = &hearing.key.local;
    let (day, at) = when(row).expect("a date");
    assert_eq!(hearing.when.starts_on, Some(day), "{id}");
    assert_eq!(hearing.when.starts_at, at, "{id}");
    let precision = if at.is_some() { TimePrecision::Time } else { TimePrecision::Day };
    assert_eq!(hearing.when.precision, precision, "{id}: no hour is made up");
    assert_eq!(hearing.when.time_zone.as_deref(), Some("Europe/Bratislava"));
    assert_eq!(hearing.room.as_deref(), text(row, &["/miestnost"]), "{id}");
    let judges = names(row, &["/sudca", "/sudcovia", "/sudca_meno"]).join(", ");
    assert_eq!(hearing.judge.clone().unwrap_or_default(), judges, "{id}");
    let kind = text(row, &["/formaUkonu", "/forma_ukonu", "/ukonForma/itemName"]);
    assert_eq!(hearing.kind.as_ref().and_then(|kind| kind.original.as_deref()), kind, "{id}");
    assert_eq!(Some(case.key.number.as_str()), text(row, &["/spisovaZnacka", "/spisova_znacka"]));
    let court = text(row, &["/sud/registreGuid", "/sud/itemCode", "/sud_guid"]).expect("a court");
    let court = format!("sk-{}", court.trim_start_matches("sud_"));
    assert_eq!((hearing.court.as_str(), case.key.court.as_str()), (court.as_str(), court.as_str()));
    let title = case.title.as_ref().and_then(|title| title.original.as_deref());
    assert_eq!(title, text(row, &["/predmet"]), "{id}");
    let before = text(row, &["/povodnaSpisovaZnacka"]);
    assert_eq!(case.related.first().map(|related| related.number.as_str()), before, "{id}");
    let expected = names(
        row,
        &[
            "/navrhovatel",
            "/mena_odporcov",
            "/mena_obzalovanych",
            "/navrhovatelia",
            "/odporcovia",
            "/obzalovani",
        ],
    );
    let parties = items.iter().find_map(|item| match item {
        Item::Case(answer) if answer.case == *case => match answer.parts.as_slice() {
            [Rows::Parties(parties)] => Some(parties),
            _ => None,
        },
        _ => None,
    });
    let ours: Vec<String> =
        parties.into_iter().flatten().filter_map(|party| party.name.clone()).collect();
    assert_eq!(ours, expected, "{id}");
}

#[tokio::test]
async fn conformance_of_slovak_courts_and_decisions_of_both_generations() {
    let Some(data) = tests::data::court("recorded courts and decisions of Slovakia") else {
        return;
    };
    let root = data.join("courts/sk-open-courts");
    let server = replay(&root).await;
    for (folder, code) in GENERATIONS {
        let (files, rows) = recorded(&root.join(folder));
        let registry = connect(code, &format!("{}/{folder}", server.url));
        let court = |row: &&Value| {
            text(row, &["/typ_sudu", "/typSudu"]).and(text(row, &["/nazov"])).is_some()
        };
        let courts = items(&registry, Listing::Courts, files).await;
        let names: Vec<&str> = courts
            .iter()
            .filter_map(|item| match item {
                Item::Court(court) => Some(court.name.as_str()),
                Item::Case(_) | Item::Hearing { .. } => None,
            })
            .collect();
        let expected: Vec<&str> =
            rows.iter().filter(court).filter_map(|row| text(row, &["/nazov"])).collect();
        assert_eq!(names, expected, "{folder}");

        let act = |row: &&Value| text(row, &["/forma_rozhodnutia", "/formaRozhodnutia"]).is_some();
        let decisions = items(&registry, Listing::Cases, files).await;
        let ids: Vec<String> = decisions
            .iter()
            .filter_map(|item| match item {
                Item::Case(answer) => match answer.parts.as_slice() {
                    [Rows::Documents(documents)] => Some(documents.first()?.key.local.clone()),
                    _ => None,
                },
                Item::Court(_) | Item::Hearing { .. } => None,
            })
            .collect();
        let expected: Vec<&str> =
            rows.iter().filter(act).filter_map(|row| text(row, &["/guid"])).collect();
        assert_eq!(ids, expected, "{folder}");
    }
}
