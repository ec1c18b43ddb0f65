//! The whole system in this process: three court systems, the tables, the gateway on a free port.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;
use gateway::config::Sources;
use gateway::{Options, Running, Stopped, demo};
use serde_json::Value;
use simulator::{LatencyProfile, Simulators, WorldOptions};
use tempfile::TempDir;

use crate::client::{Answer, Client};
use crate::cost::Cost;
use crate::postgres;

/// Where our own tables are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Store {
    /// A file in a folder of this test.
    Sqlite,
    /// A database of this test on the private server.
    Postgres,
}

/// What a stack is started with.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Where our own tables are.
    pub store: Store,
    /// The world the court systems tell.
    pub world: WorldOptions,
    /// How slow the court systems are.
    pub latency: LatencyProfile,
    /// Settings laid over those of the demo, as TOML.
    pub settings: String,
}

impl Plan {
    /// A small world of a fixed day, told without latency.
    ///
    /// # Panics
    /// Never: the day is a day.
    pub fn of(store: Store) -> Self {
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day of the calendar");
        Self {
            store,
            world: WorldOptions { seed: 1, cases: 120, today },
            latency: LatencyProfile::none(),
            settings: String::new(),
        }
    }
}

/// A running system. Call [`Stack::stop`] at the end: it asserts that nothing is left behind.
pub struct Stack {
    /// The court systems: their faults can be set, their requests are counted.
    pub courts: Simulators,
    /// The gateway.
    pub gateway: Running,
    /// Asks as nobody in particular.
    pub nobody: Client,
    /// Asks as the party of the demo.
    pub party: Client,
    /// Asks as the clerk of the demo.
    pub clerk: Client,
    /// Asks as the operator of the demo.
    pub operator: Client,
    spent: Spent,
    _folder: TempDir,
}

/// Statements and cache hits of each request, by its id.
type Spent = Arc<Mutex<HashMap<String, (u64, u64)>>>;

impl Stack {
    /// Starts everything and reads the lists of the court systems once.
    ///
    /// # Panics
    /// When a part does not start; the text says which and why.
    pub async fn start(plan: Plan) -> Self {
        let folder = tempfile::tempdir().expect("a folder of this test");
        let courts = simulator::start(plan.world, plan.latency).await.expect("free ports");
        let mut sources = demo::settings(Sources::default(), &courts);
        let url = match plan.store {
            Store::Sqlite => None,
            Store::Postgres => Some(postgres::empty().await.url),
        };
        sources.environment = environment(&folder, url);
        sources.last.push_str(&plan.settings);
        let config = sources.load().unwrap_or_else(|problems| panic!("settings:\n{problems}"));
        let spent = Spent::default();
        let noted = Arc::clone(&spent);
        let watch = move |request: &str, meter: &service::Meter| {
            let mut noted = noted.lock().unwrap_or_else(PoisonError::into_inner);
            noted.insert(request.to_owned(), (meter.sql.statements(), meter.hits()));
        };
        let options =
            Options { tokens: demo::tokens(), watch: Some(Arc::new(watch)), ..Options::default() };
        let gateway = gateway::start(config, options).await.expect("the gateway starts");
        let reading = gateway::sync::read_all(&gateway.app, &gateway::sync::Quiet).await;
        assert_eq!(reading.expect("tables that can be written").broken, 0, "lists broke off");
        for court in [&courts.cabinet, &courts.torelik, &courts.archive] {
            court.counters.reset();
        }
        let nobody = Client::new(gateway.url(""));
        Self {
            party: nobody.bearer(demo::PARTY_TOKEN),
            clerk: nobody.bearer(demo::CLERK_TOKEN),
            operator: nobody.bearer(demo::OPERATOR_TOKEN),
            nobody,
            courts,
            gateway,
            spent,
            _folder: folder,
        }
    }

    /// Sends an operation and tells what it cost.
    ///
    /// # Panics
    /// When no answer comes.
    pub async fn ask(&self, who: &Client, query: &str, variables: Value) -> (Answer, Cost) {
        let before = self.asked_of_courts();
        let answer = who.send(query, variables).await;
        let registry = self.asked_of_courts() - before;
        let id = answer.headers.get("x-request-id").and_then(|id| id.to_str().ok());
        let spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        let (sql, cache) = id.and_then(|id| spent.get(id).copied()).unwrap_or_default();
        (answer, Cost { sql, registry, cache })
    }

    /// Requests the court systems have had since the start.
    pub fn asked_of_courts(&self) -> u64 {
        let courts = [&self.courts.cabinet, &self.courts.torelik, &self.courts.archive];
        courts.iter().map(|court| court.counters.total()).sum()
    }

    /// Stops everything.
    ///
    /// # Panics
    /// When a request had to be cut off.
    pub async fn stop(self) {
        assert_eq!(self.gateway.stop().await, Stopped::Drained, "a request was left behind");
        self.courts.stop().await;
    }
}

/// Settings that differ from test to test.
fn environment(folder: &TempDir, url: Option<String>) -> Vec<(String, String)> {
    let mut variables = vec![
        ("TEREZE__SERVER__LISTEN".to_owned(), "127.0.0.1:0".to_owned()),
        ("TEREZE__DATA_DIR".to_owned(), folder.path().display().to_string()),
    ];
    variables.extend(url.map(|url| ("TEREZE__DATABASE__URL".to_owned(), url)));
    variables
}
