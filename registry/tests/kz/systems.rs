//! The three systems and the registries in front of them.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Asia::Almaty;
use domain::clock::FixedClock;
use domain::key::CaseKey;
use registry::builtin;
use registry::outcome::{Found, Outcome};
use registry::port::{Call, CaseAnswer, CaseQuery, Registry, Rows};
use registry::rest::{Mapping, RestRegistry, Wiring};
use simulator::world::Case;
use simulator::{LatencyProfile, Server, Simulators, World, WorldOptions};

/// The systems, and a registry for each.
pub(crate) struct Systems {
    pub(crate) simulators: Simulators,
    pub(crate) torelik: RestRegistry,
    pub(crate) cabinet: RestRegistry,
    pub(crate) archive: RestRegistry,
}

pub(crate) const NOW: &str = "2026-11-23T03:00:00Z";

impl Systems {
    pub(crate) async fn start(cases: usize) -> Self {
        let options = WorldOptions { seed: 11, cases, today: "2026-11-23".parse().expect("a day") };
        let simulators =
            simulator::start(options, LatencyProfile::none()).await.expect("free ports");
        Self {
            torelik: registry("kz-torelik", &simulators.torelik, simulator::torelik::PASSWORD),
            cabinet: registry("kz-cabinet", &simulators.cabinet, simulator::cabinet::TOKEN),
            archive: registry("kz-archive", &simulators.archive, simulator::archive::API_KEY),
            simulators,
        }
    }

    pub(crate) fn world(&self) -> &World {
        &self.simulators.world
    }

    /// Some cases of the world, asked for by court and number.
    pub(crate) async fn cases(&self, cases: &[&Case]) -> Vec<Outcome<CaseAnswer>> {
        let wanted: Vec<CaseQuery> = cases.iter().map(|case| query(case)).collect();
        self.torelik.cases(&wanted, &call()).await
    }
}

fn registry(code: &str, server: &Server, secret: &str) -> RestRegistry {
    let file = format!("{code}.toml");
    let mapping = Mapping::parse(&file, builtin::mapping(code).expect("a mapping"))
        .unwrap_or_else(|problems| panic!("{problems:#?}"));
    let wiring = Wiring {
        base_url: Some(server.url.parse().expect("an address")),
        secret: Some(secret.to_owned().into()),
        client: reqwest::Client::new(),
        clock: Arc::new(FixedClock::new(NOW.parse().expect("a moment"))),
    };
    RestRegistry::new(mapping, wiring).expect("wired")
}

pub(crate) fn call() -> Call {
    Call { time_left: Duration::from_secs(10) }
}

pub(crate) fn query(case: &Case) -> CaseQuery {
    CaseQuery { court: Some(case.court.clone()), number: case.number.clone(), upstream_id: None }
}

pub(crate) fn key(case: &Case) -> CaseKey {
    CaseKey {
        registry: "kz-torelik".into(),
        court: case.court.clone(),
        number: case.number.clone(),
        upstream_id: Some(case.id.to_string()),
    }
}

/// A local time of the world as a moment.
pub(crate) fn moment(at: NaiveDateTime) -> DateTime<Utc> {
    Almaty.from_local_datetime(&at).earliest().expect("a time that was").with_timezone(&Utc)
}

pub(crate) fn found<T: std::fmt::Debug>(outcome: &Outcome<T>) -> &Found<T> {
    outcome.found().unwrap_or_else(|| panic!("not found: {outcome:?}"))
}

/// The only rows of a kind.
macro_rules! rows {
    ($answer:expr, $kind:ident) => {
        $answer
            .parts
            .iter()
            .find_map(|rows| match rows {
                registry::port::Rows::$kind(rows) => Some(rows),
                _ => None,
            })
            .expect("the part came along")
    };
}
pub(crate) use rows;

pub(crate) fn documents(rows: &Rows) -> &[domain::document::Document] {
    match rows {
        Rows::Documents(documents) => documents,
        other => panic!("no documents: {other:?}"),
    }
}

pub(crate) fn filings(rows: &Rows) -> &[domain::filing::Filing] {
    match rows {
        Rows::Filings(filings) => filings,
        other => panic!("no submissions: {other:?}"),
    }
}
