//! Recorded lists of a real publisher: the verdicts are those of its data, the hearings all there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use domain::hearing::{Hearing, TimePrecision};
use registry::lists::Reception;
use registry::lists::read::{Listed, Reading, slot_of};
use serde_json::{Value, json};
use tests::data;

use super::server::{Publisher, pass, reading};

/// What the verdict file says of one list.
#[derive(serde::Deserialize)]
struct Told {
    schema: String,
    valid: bool,
}

/// The recorded lists.
struct Recorded {
    root: PathBuf,
    lists: Vec<String>,
    told: BTreeMap<String, Told>,
}

impl Recorded {
    fn find(what: &str) -> Option<Self> {
        let root = data::court(what)?.join("courts/uk-cath-lists");
        let verdicts = "lists/validation-verdicts.json";
        let told = serde_json::from_slice(&bytes(&root.join(verdicts))).expect("verdicts");
        let mut lists = files(&root, "lists");
        lists.retain(|list| list != verdicts);
        assert!(!lists.is_empty(), "no list lies in {}", root.display());
        Some(Self { root, lists, told })
    }

    fn list(&self, path: &str) -> Value {
        serde_json::from_slice(&bytes(&self.root.join(path))).expect("a list is JSON")
    }

    /// A publisher of all of them; the index says no more than a verdict does.
    async fn publish(&self) -> Publisher {
        let publisher = Publisher::start().await;
        for path in files(&self.root, "schemas").iter().chain(&self.lists) {
            publisher.serve(path, bytes(&self.root.join(path)));
        }
        let entry = |path: &String| {
            let schema = self.told.get(path).map(|told| told.schema.as_str());
            json!({ "id": path, "url": path, "schema": schema, "listType": path })
        };
        let index: Vec<Value> = self.lists.iter().map(entry).collect();
        publisher.serve_json("lists", &json!({ "lists": index }));
        publisher
    }
}

fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All JSON files under a folder, relative to the root, in the order of their names.
fn files(root: &Path, under: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(root.join(under)).expect("a folder") {
        let name = entry.expect("an entry").file_name();
        let path = format!("{under}/{}", name.to_str().expect("a name"));
        if root.join(&path).is_dir() {
            found.extend(files(root, &path));
        } else if Path::new(&path).extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// How many hearings a list holds, told by the names of its keys alone.
fn plain_count(value: &Value) -> usize {
    let length = |value: Option<&Value>| value.and_then(Value::as_array).map_or(0, Vec::len);
    match value {
        Value::Array(elements) => elements.iter().map(plain_count).sum(),
        Value::Object(members) => {
            if let Some(hearings) = members.get("hearing").and_then(Value::as_array) {
                let cases = |one: &Value| length(one.get("case")) + length(one.get("application"));
                return hearings.iter().map(|one| cases(one).max(1)).sum();
            }
            if members.contains_key("CaseNumber") {
                return length(members.get("Hearing")).max(1);
            }
            let row = ["caseno", "time", "hearingTime", "date", "hearingType"];
            if row.iter().any(|key| members.contains_key(*key)) {
                return 1;
            }
            members.values().map(plain_count).sum()
        }
        _ => 0,
    }
}

/// All case numbers of a list as printed.
fn plain_numbers(value: &Value, found: &mut BTreeSet<String>) {
    const KEYS: [&str; 8] = [
        "caseNumber",
        "caseUrn",
        "applicationReference",
        "caseReferenceNumber",
        "appealReferenceNumber",
        "caseno",
        "CaseNumberCaTH",
        "CaseNumber",
    ];
    match value {
        Value::Array(elements) => elements.iter().for_each(|one| plain_numbers(one, found)),
        Value::Object(members) => {
            let texts = KEYS.iter().filter_map(|key| members.get(*key)?.as_str());
            found.extend(texts.map(str::to_owned).find(|text| !text.trim().is_empty()));
            let inner = members.iter().filter(|(key, _)| *key != "LinkedCases");
            inner.for_each(|(_, value)| plain_numbers(value, found));
        }
        _ => {}
    }
}

/// All instants of a list under a key.
fn plain_instants(value: &Value, key: &str, found: &mut BTreeSet<DateTime<Utc>>) {
    match value {
        Value::Array(elements) => elements.iter().for_each(|one| plain_instants(one, key, found)),
        Value::Object(members) => {
            let printed = members.get(key).and_then(Value::as_str);
            let instant = printed.and_then(|text| DateTime::parse_from_rfc3339(text).ok());
            found.extend(instant.map(|instant| instant.with_timezone(&Utc)));
            members.values().for_each(|one| plain_instants(one, key, found));
        }
        _ => {}
    }
}

fn assert_time_is_honest(path: &str, hearing: &Hearing) {
    let when = &hearing.when;
    assert_eq!(when.time_zone.as_deref(), Some("Europe/London"), "{path}");
    match when.precision {
        TimePrecision::Time => assert!(
            when.starts_at.is_some() && when.starts_on.is_some(),
            "{path}: {when:?} has neither hour nor day"
        ),
        TimePrecision::Unknown => assert!(when.starts_at.is_none(), "{path}: {when:?}"),
        TimePrecision::Day | TimePrecision::Week | TimePrecision::Month => assert!(
            when.starts_at.is_none() && when.ends_at.is_none() && when.starts_on.is_some(),
            "{path}: {when:?} has an hour that was not printed, or no day"
        ),
    }
    assert!(
        when.ends_at.is_none_or(|ends| Some(ends) >= when.starts_at),
        "{path}: {when:?} ends before it starts"
    );
}

fn assert_reading_is_whole(path: &str, list: &Value, reading: &Reading) {
    assert_eq!(reading.hearings.len(), plain_count(list), "{path}: hearings");
    let courts: BTreeSet<&str> = reading.courts.iter().map(|court| court.court.as_str()).collect();
    let mut keys = BTreeSet::new();
    for Listed { hearing, case } in &reading.hearings {
        assert!(courts.contains(hearing.court.as_str()), "{path}: {} is not told", hearing.court);
        assert!(hearing.court.as_str().len() > "uk-".len(), "{path}: {}", hearing.court);
        assert_time_is_honest(path, hearing);
        assert!(keys.insert(&hearing.key.local), "{path}: {} is there twice", hearing.key.local);
        assert_eq!(slot_of(&hearing.key), Some(reading.slot.as_str()), "{path}");
        let title = case.as_ref().and_then(|case| case.title.as_ref()?.original.as_deref());
        let texts = [title, hearing.room.as_deref(), hearing.judge.as_deref()];
        for text in texts.into_iter().flatten() {
            assert!(!text.trim().is_empty() && !text.contains(['\r', '\n']), "{path}: {text:?}");
        }
    }
    for court in &reading.courts {
        assert!(!court.name.trim().is_empty(), "{path}: {} has no name", court.court);
    }
    let mut printed = BTreeSet::new();
    plain_numbers(list, &mut printed);
    let cases = reading.hearings.iter().filter_map(|listed| listed.case.as_ref());
    let read: BTreeSet<String> = cases
        .map(|case| case.number_as_printed.clone().unwrap_or_else(|| case.key.number.clone()))
        .filter(|number| !number.is_empty())
        .collect();
    assert_eq!(read, printed, "{path}: case numbers");
    let mut starts = BTreeSet::new();
    plain_instants(list, "sittingStart", &mut starts);
    if !starts.is_empty() {
        plain_instants(list, "sessionStartTime", &mut starts);
        let read: BTreeSet<_> =
            reading.hearings.iter().filter_map(|listed| listed.hearing.when.starts_at).collect();
        assert!(read.is_subset(&starts), "{path}: {read:?} are not the sittings {starts:?}");
    }
}

#[tokio::test]
async fn lists_conformance_verdicts_agree_and_only_accepted_lists_are_read() {
    let Some(recorded) = Recorded::find("verdicts on recorded hearing lists") else { return };
    let publisher = recorded.publish().await;
    let pages = pass(&publisher.registry()).await;
    assert_eq!(pages.len(), recorded.lists.len(), "one page for each list");
    for (page, path) in pages.iter().zip(&recorded.lists) {
        let told = recorded.told.get(path).map(|told| told.valid);
        let list = recorded.list(path);
        match (&page.value.reception, told) {
            (Reception::Accepted(reading), Some(true)) => {
                assert!(page.complete && page.reason.is_none(), "{path}");
                assert_reading_is_whole(path, &list, reading);
            }
            (Reception::Rejected(problems), Some(false)) => {
                assert!(!page.complete && page.reason.is_some(), "{path}");
                assert!(!problems.is_empty(), "{path}");
                for problem in problems {
                    assert!(list.pointer(&problem.pointer).is_some(), "{path}: {problem}");
                }
            }
            // A schema may let an empty shell pass; it is no empty list, so nothing is replaced.
            (Reception::NotUnderstood(why), Some(true)) => {
                assert!(!page.complete, "{path}");
                assert_eq!(plain_count(&list), 0, "{path}: {why}");
            }
            (Reception::Raw, None) => assert!(!page.complete, "{path}"),
            (reception, told) => panic!("{path}: told {told:?}, but {reception:?}"),
        }
    }
}

#[tokio::test]
async fn lists_conformance_reading_again_replaces_without_duplicates() {
    let Some(recorded) = Recorded::find("replacing of recorded hearing lists") else { return };
    let publisher = recorded.publish().await;
    let lists = publisher.registry();
    let (first, second) = (pass(&lists).await, pass(&lists).await);
    let keys = |pages: &[registry::outcome::Found<registry::lists::Received>]| {
        let accepted = pages.iter().filter(|page| page.complete);
        let hearings = accepted.flat_map(|page| &reading(page).hearings);
        hearings.map(|listed| listed.hearing.key.local.clone()).collect::<Vec<_>>()
    };
    let all = keys(&first);
    assert!(!all.is_empty(), "no hearing was read at all");
    assert_eq!(all, keys(&second));
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "keys of two lists meet");
}
