//! Every recorded answer of the American portals agrees, value by value, with what an independent
//! project reads out of it; `us-state-raw-apis.toml` is the written correspondence.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::clock::Clock;
use domain::key::{CaseKey, CourtCode, RegistryCode};
use domain::source::SourceReason;
use registry::capability::{Listing, Part};
use registry::outcome::Outcome;
use registry::port::{Call, CaseQuery, Item, Page, Registry};
use registry::rest::{Mapping, RestRegistry, Wiring};
use serde_json::Value;
use simulator::replay::Recordings;
use simulator::{Latency, Server};

use crate::compare::{Ask, Correspondence, Report, Source};
use crate::ours;

struct Now;

impl Clock for Now {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

pub(crate) const CALL: Call = Call { time_left: Duration::from_secs(10) };

fn correspondence() -> Correspondence {
    toml::from_str(include_str!("us-state-raw-apis.toml")).expect("a correspondence")
}

/// A file and what it holds.
struct Recorded {
    stem: String,
    key: String,
    ask: Ask,
    section: String,
    upstream: Value,
    expected: Value,
}

#[tokio::test]
async fn conformance_of_every_recorded_answer_of_the_american_portals() {
    let Some(data) = tests::data::court("recorded answers of American courts") else { return };
    let root = data.join("courts/us-state-raw-apis");
    let correspondence = correspondence();
    let folders = folders(&root);
    let server = replay(&root).await;
    let mut report = Report::default();
    let mut files = 0;
    for folder in &folders {
        let name = folder.file_name().and_then(|name| name.to_str()).expect("a name");
        let source = correspondence.sources.get(name);
        let source =
            source.unwrap_or_else(|| panic!("no mapping is written for the folder {name}"));
        let registry = connect(&source.registry, &format!("{}/{name}", server.url));
        let recorded = read(folder, source);
        files += recorded.len();
        compare_listed(&correspondence, &registry, &recorded, &mut report).await;
        for file in &recorded {
            let Some((ours, complete)) = ask(&registry, file, &mut report).await else { continue };
            let at = format!("{name}/{}", file.stem);
            correspondence.compare(&at, &file.section, &file.expected, &ours, &mut report);
            check_counters(&at, file, complete, &mut report);
        }
    }
    assert!(report.differences.is_empty(), "{}", report.differences.join("\n"));
    assert!(files > 0, "no recorded answer lies in {}", root.display());
    assert!(report.values > report.rows, "rows without values compare nothing");
}

#[tokio::test]
async fn conformance_of_an_answer_that_was_not_recorded_is_never_an_absence() {
    let Some(data) = tests::data::court("recorded answers of American courts") else { return };
    let root = data.join("courts/us-state-raw-apis");
    let folders = folders(&root);
    let server = replay(&root).await;
    for folder in &folders {
        let name = folder.file_name().and_then(|name| name.to_str()).expect("a name");
        let registry =
            connect(&correspondence().sources[name].registry, &format!("{}/{name}", server.url));
        let number = "no-such-case".to_owned();
        let query = CaseQuery { court: None, number: number.clone(), upstream_id: None };
        let outcome = registry.cases(&[query], &CALL).await.remove(0);
        assert!(matches!(outcome, Outcome::Unavailable(_)), "{name}: {outcome:?}");
        for part in registry.capability().parts.clone() {
            let outcome = registry.part(part, &[key(&registry, &number)], &CALL).await.remove(0);
            assert!(matches!(outcome, Outcome::Unavailable(_)), "{name} {part:?}: {outcome:?}");
        }
    }
}

/// Folders with recorded answers; those of normalised cases alone have none.
fn folders(root: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(root)
        .expect("the folder of recorded answers")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir() && !files(path, ".upstream.json").is_empty())
        .collect();
    folders.sort();
    folders
}

fn files(folder: &Path, suffix: &str) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("a folder")
        .filter_map(|entry| entry.expect("an entry").file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(suffix).map(str::to_owned))
        .collect();
    names.sort();
    names
}

/// The recorded answers of a collection over HTTP, with the latency of a far court system.
pub(crate) async fn replay(collection: &Path) -> Server {
    let recordings = Recordings::find(&[collection.to_owned()]).expect("recorded answers");
    let latency = Latency::LogNormal { median: Duration::from_millis(20), spread: 0.5 };
    simulator::replay::start(recordings, latency).await.expect("a server")
}

pub(crate) fn connect(code: &str, base: &str) -> RestRegistry {
    let text = registry::builtin::mapping(code).expect("a mapping of this program");
    let mapping = Mapping::parse(code, text).expect("a mapping without mistakes");
    let wiring = Wiring {
        base_url: Some(base.parse().expect("an address")),
        secret: None,
        client: reqwest::Client::new(),
        clock: Arc::new(Now),
    };
    RestRegistry::new(mapping, wiring).expect("a registry")
}

fn read(folder: &Path, source: &Source) -> Vec<Recorded> {
    let json = |name: String| -> Value {
        let text = std::fs::read_to_string(folder.join(&name)).expect("a file");
        serde_json::from_str(&text).unwrap_or_else(|why| panic!("{name}: {why}"))
    };
    let of = |stem: String| {
        let fitting = source.kinds.iter().filter(|(kind, _)| stem.starts_with(kind.as_str()));
        let (kind, how) = fitting
            .max_by_key(|(kind, _)| kind.len())
            .unwrap_or_else(|| panic!("{stem}: no kind of answer begins so"));
        let expected = format!("{stem}.expected.json");
        assert!(
            folder.join(&expected).is_file(),
            "{stem}: recorded, but nothing says what to expect"
        );
        Recorded {
            key: stem[kind.len()..].to_owned(),
            ask: how.ask,
            section: how.section.clone(),
            upstream: json(format!("{stem}.upstream.json")),
            expected: json(expected),
            stem,
        }
    };
    files(folder, ".upstream.json").into_iter().map(of).collect()
}

fn key(registry: &RestRegistry, number: &str) -> CaseKey {
    CaseKey {
        registry: RegistryCode::new(registry.capability().registry.as_str()),
        court: CourtCode::new("us-any"),
        number: number.to_owned(),
        upstream_id: None,
    }
}

/// What the adapter makes of a file, and whether it calls that complete.
async fn ask(
    registry: &RestRegistry,
    file: &Recorded,
    report: &mut Report,
) -> Option<(Value, Option<bool>)> {
    let part = match file.ask {
        Ask::Case => {
            let query = CaseQuery { court: None, number: file.key.clone(), upstream_id: None };
            let outcome = registry.cases(&[query], &CALL).await.remove(0);
            return found(file, outcome, report).map(|(answer, _)| (ours::case(&answer), None));
        }
        Ask::Parties => Part::Parties,
        Ask::Hearings => Part::Hearings,
        Ask::Documents => Part::Documents,
        Ask::Events => Part::Events,
        Ask::ListCases | Ask::ListCourts => return None,
    };
    let outcome = registry.part(part, &[key(registry, &file.key)], &CALL).await.remove(0);
    found(file, outcome, report).map(|(rows, complete)| (ours::part(&rows).1, Some(complete)))
}

fn found<T: std::fmt::Debug>(
    file: &Recorded,
    outcome: Outcome<T>,
    report: &mut Report,
) -> Option<(T, bool)> {
    match outcome {
        Outcome::Found(found) => Some((found.value, found.complete)),
        // The parsers, too, make nothing of an answer that holds nothing.
        _ if file.expected.as_object().is_some_and(serde_json::Map::is_empty) => None,
        other => {
            report.differences.push(format!("{}: {other:?}", file.stem));
            None
        }
    }
}

/// Walks through the lists; their pages come in the order of the names of the files.
async fn compare_listed(
    correspondence: &Correspondence,
    registry: &RestRegistry,
    recorded: &[Recorded],
    report: &mut Report,
) {
    for (ask, listing) in [(Ask::ListCases, Listing::Cases), (Ask::ListCourts, Listing::Courts)] {
        let files: Vec<&Recorded> = recorded.iter().filter(|file| file.ask == ask).collect();
        if files.is_empty() {
            continue;
        }
        let pages = walk(registry, listing, files.len() + 1).await;
        assert_eq!(pages.len(), files.len(), "each recorded page of a list is read once");
        for (file, outcome) in files.iter().zip(pages) {
            let Some((page, complete)) = found(file, outcome, report) else { continue };
            let rows = page.items.iter().map(|item| match item {
                Item::Case(answer) => ours::case(answer),
                Item::Court(court) => ours::court(court),
                Item::Hearing { hearing, .. } => serde_json::to_value(hearing).expect("JSON"),
            });
            let ours = Value::Array(rows.collect());
            correspondence.compare(&file.stem, &file.section, &file.expected, &ours, report);
            check_counters(&file.stem, file, Some(complete), report);
        }
    }
}

pub(crate) async fn walk(
    registry: &RestRegistry,
    listing: Listing,
    pages_max: usize,
) -> Vec<Outcome<Page>> {
    let mut pages = Vec::new();
    let mut cursor = None;
    while pages.len() < pages_max {
        let outcome = registry.list(listing, cursor.as_deref(), &CALL).await;
        cursor = outcome.found().and_then(|found| found.value.next.clone());
        pages.push(outcome);
        if cursor.is_none() {
            break;
        }
    }
    pages
}

/// The counters of a recorded page, read without the adapter: where they claim other rows than
/// there are, the answer must not be called complete, else it must.
fn check_counters(at: &str, file: &Recorded, complete: Option<bool>, report: &mut Report) {
    let counter =
        |name: &str| file.upstream.pointer(&format!("/page/{name}")).and_then(Value::as_u64);
    let rows = file.upstream.pointer("/_embedded/results").and_then(Value::as_array);
    let (Some(complete), Some(total), Some(rows)) = (complete, counter("totalElements"), rows)
    else {
        return;
    };
    let (size, number) = (counter("size").unwrap_or(0), counter("number").unwrap_or(0));
    let list = matches!(file.ask, Ask::ListCases | Ask::ListCourts);
    let claimed = if list { total.saturating_sub(size * number).min(size) } else { total };
    let honest = claimed == u64::try_from(rows.len()).expect("a count");
    if honest != complete {
        report.differences.push(format!(
            "{at}: {claimed} rows are claimed, {} came, complete is {complete} ({:?})",
            rows.len(),
            SourceReason::TotalDisagrees
        ));
    }
}
