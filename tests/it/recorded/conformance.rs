//! Real court systems come out of the same schema, by their files alone.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use gateway::config::Sources;
use gateway::{Options, Running};
use serde_json::{Value, json};
use simulator::replay::{self, Recordings};
use simulator::{Latency, Server};
use tests::client::{Client, operation};

/// What is configured: code of the registry, and where it lies under the replay.
const SYSTEMS: [(&str, &str); 6] = [
    ("us-florida", "florida"),
    ("us-scotus", "scotus"),
    ("us-lasc", "lasc"),
    ("sk-info-sud", "v1-info-sud"),
    ("sk-obcan-justice", "v2-obcan-justice"),
    ("uk-cath", "uk-cath-lists/"),
];

struct Recorded {
    gateway: Running,
    server: Server,
    client: Client,
    _folder: tempfile::TempDir,
}

async fn start(data: &Path) -> Recorded {
    let collections = ["us-state-raw-apis", "sk-open-courts", "uk-cath-lists"]
        .map(|name| data.join("courts").join(name));
    let recordings = Recordings::find(&collections).expect("recorded answers");
    let server = replay::start(recordings, Latency::None).await.expect("a free port");
    let folder = tempfile::tempdir().expect("a folder of this test");
    let mut sources = Sources::of_text("[limits]\nbudget = false\n");
    for (code, path) in SYSTEMS {
        write!(
            sources.last,
            "[[registries]]\ncode = \"{code}\"\nmapping = \"{code}\"\nbase_url = \"{}/{path}\"\n",
            server.url
        )
        .expect("a string takes everything");
    }
    sources.environment = vec![
        ("TEREZE__SERVER__LISTEN".to_owned(), "127.0.0.1:0".to_owned()),
        ("TEREZE__DATA_DIR".to_owned(), folder.path().display().to_string()),
    ];
    let config = sources.load().unwrap_or_else(|problems| panic!("settings:\n{problems}"));
    let gateway = gateway::start(config, Options::default()).await.expect("the gateway starts");
    gateway::sync::read_all(&gateway.app, &gateway::sync::Quiet).await.expect("the tables");
    let client = Client::new(gateway.url(""));
    Recorded { gateway, server, client, _folder: folder }
}

/// Keys of the whole cases that lie in a folder: `<key>.upstream.json`.
fn keys(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).expect("a folder of recorded answers");
    let mut keys: Vec<String> = files
        .filter_map(|file| {
            let name = file.ok()?.file_name().into_string().ok()?;
            name.strip_suffix(".upstream.json").map(str::to_owned)
        })
        .collect();
    keys.sort();
    keys
}

#[tokio::test]
async fn conformance_of_whole_cases_through_the_schema() {
    let Some(data) = tests::data::court("recorded cases through the schema") else { return };
    let recorded = start(&data).await;
    let query = operation("case-view");
    let mut asked = 0;
    for (registry, folder) in [("us-scotus", "scotus"), ("us-lasc", "lasc")] {
        for key in keys(&data.join("courts/us-state-raw-apis").join(folder)) {
            let by = json!({ "number": { "number": key, "registry": registry } });
            let answer = recorded.client.send(&query, json!({ "by": by, "lang": "EN" })).await;
            let lookup = &answer.data()["caseLookup"];
            assert_eq!(lookup["outcome"], "FOUND", "{registry} {key}: {lookup:#}");
            let case = &lookup["case"];
            assert_eq!(case["number"], json!(key), "{registry}");
            assert!(case["title"].is_string() && case["filedOn"].is_string(), "{case:#}");
            for part in ["parties", "timeline"] {
                let rows = case[part]["nodes"].as_array().map_or(0, Vec::len);
                assert!(rows > 0, "{registry} {key}: no {part}");
                assert_eq!(case[part]["sources"][0]["registry"], json!(registry));
            }
            // Served by no system here: said so, and not an empty list that says "none".
            assert_eq!(case["filings"]["sources"][0]["state"], "NOT_ASKED");
            asked += 1;
        }
    }
    assert!(asked > 0, "no whole case lies in the folder");
    recorded.gateway.stop().await;
    recorded.server.stop().await;
}

#[tokio::test]
async fn conformance_of_hearings_of_two_countries_on_one_board() {
    let Some(data) = tests::data::court("recorded hearings on the board") else { return };
    let recorded = start(&data).await;
    let app = &recorded.gateway.app;
    let courts = entities::courts::all(&app.db).await.expect("the courts met");
    let query = operation("hearing-board");
    let (mut seen, mut dated) = (BTreeSet::new(), BTreeSet::new());
    for court in courts.iter().filter(|court| !court.code.as_str().starts_with("kz-")) {
        for year in 2010..=2026 {
            let period = json!({ "from": format!("{year}-01-01"), "to": format!("{year}-12-31") });
            let variables = json!({ "court": court.code.as_str(), "period": period });
            let answer = recorded.client.send(&query, variables).await;
            let board = &answer.data()["hearings"];
            for row in board["nodes"].as_array().expect("rows") {
                let country = court.code.as_str().split('-').next().unwrap_or_default();
                seen.insert(country.to_owned());
                assert!(row["startsOn"].is_string(), "a hearing of {year} without a day: {row:#}");
                if row["precision"] == "TIME" {
                    assert!(row["startsAt"].is_string(), "{row:#}");
                    dated.insert(country.to_owned());
                } else {
                    assert_eq!(row["startsAt"], Value::Null, "a made-up hour: {row:#}");
                }
            }
        }
    }
    let both = BTreeSet::from(["sk".to_owned(), "uk".to_owned()]);
    assert_eq!(seen, both, "courts whose hearings came out");
    assert_eq!(dated, both, "courts whose hearings came out to the minute");
    recorded.gateway.stop().await;
    recorded.server.stop().await;
}
