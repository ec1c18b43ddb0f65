//! The settings, checked. What each means says `default.toml`.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use super::read::Choice;
use super::tree::Origin;
use super::value::Secret;

/// All settings, checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// What the program is for.
    pub mode: Mode,
    /// Where the program keeps what must outlive it.
    pub data_dir: PathBuf,
    /// The listening socket.
    pub server: Server,
    /// GraphQL over HTTP and the pages beside it.
    pub http: Http,
    /// Our own tables.
    pub database: Database,
    /// Answers of court systems, held.
    pub cache: Cache,
    /// Reading of lists into our own tables.
    pub sync: Sync,
    /// The court information systems.
    pub registries: Vec<Registry>,
    /// Who is let in.
    pub access: Access,
    /// What a request may ask for.
    pub limits: Limits,
    /// Logs and figures.
    pub telemetry: Telemetry,
}

/// What the program is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Real clients: everything that is not needed is shut.
    Production,
    /// A desk: everything is open, on loopback.
    Demo,
}

impl Choice for Mode {
    const WORDS: &'static [(&'static str, Self)] =
        &[("production", Self::Production), ("demo", Self::Demo)];
}

/// Whether something is reachable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exposure {
    /// As the mode has it.
    Auto,
    /// Reachable.
    Open,
    /// Not reachable.
    Shut,
}

impl Choice for Exposure {
    const WORDS: &'static [(&'static str, Self)] =
        &[("auto", Self::Auto), ("open", Self::Open), ("shut", Self::Shut)];
}

impl Exposure {
    /// Whether it is open, where `auto` stands for `otherwise`.
    pub fn open_or(self, otherwise: bool) -> bool {
        match self {
            Self::Auto => otherwise,
            Self::Open => true,
            Self::Shut => false,
        }
    }
}

/// Status codes of GraphQL over HTTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusProfile {
    /// As clients of 2025 expect them.
    Y2025,
    /// As the draft of 2026 has them.
    Draft2026,
}

impl Choice for StatusProfile {
    const WORDS: &'static [(&'static str, Self)] =
        &[("2025", Self::Y2025), ("draft-2026", Self::Draft2026)];
}

/// Form of a log line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

impl Choice for LogFormat {
    const WORDS: &'static [(&'static str, Self)] = &[("text", Self::Text), ("json", Self::Json)];
}

/// The listening socket.
#[derive(Debug, Clone)]
pub struct Server {
    /// Address and port.
    pub listen: SocketAddr,
    /// Proxies whose word about the client is believed.
    pub trusted_proxies: Vec<Network>,
    /// How long requests under way may take after a signal to stop.
    pub stop_grace: Duration,
}

/// An address or a range of addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

impl Network {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix.parse().ok()?)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.unwrap_or(longest);
        (prefix <= longest).then_some(Self { address, prefix })
    }

    /// Whether `address` lies in it.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(mine), IpAddr::V4(other)) => {
                let shift = 32 - u32::from(self.prefix);
                mine.to_bits().checked_shr(shift) == other.to_bits().checked_shr(shift)
            }
            (IpAddr::V6(mine), IpAddr::V6(other)) => {
                let shift = 128 - u32::from(self.prefix);
                mine.to_bits().checked_shr(shift) == other.to_bits().checked_shr(shift)
            }
            _ => false,
        }
    }
}

/// GraphQL over HTTP and the pages beside it.
#[derive(Debug, Clone)]
pub struct Http {
    /// Status codes.
    pub status_profile: StatusProfile,
    /// The page to write queries on.
    pub graphiql: Exposure,
    /// Questions about the schema by query.
    pub introspection: Exposure,
    /// The schema as text.
    pub schema: Exposure,
    /// Figures for Prometheus.
    pub metrics: Exposure,
    /// Time allowed for one operation.
    pub request_timeout: Duration,
    /// Time allowed for the body to arrive.
    pub body_timeout: Duration,
    /// Origins whose pages may call.
    pub cors_origins: Vec<String>,
    /// How long a preflight is remembered.
    pub cors_max_age: Duration,
    /// Whether answers are packed.
    pub gzip: bool,
    /// Requests in work at once.
    pub requests_max: usize,
}

/// Our own tables.
#[derive(Debug, Clone)]
pub struct Database {
    /// Where they are; none for the file in the data folder.
    pub url: Option<Secret>,
    /// Connections held at most.
    pub connections_max: usize,
    /// How long to wait for a connection.
    pub connect_timeout: Duration,
    /// Whether pending migrations are applied at start.
    pub migrate_on_start: bool,
}

/// Answers of court systems, held.
#[derive(Debug, Clone)]
pub struct Cache {
    /// Memory for them.
    pub local_bytes_max: u64,
    /// Age up to which an answer is fresh.
    pub fresh: Duration,
    /// Age up to which it is served when the source is out of reach or slow.
    pub stale: Duration,
    /// How long an absence is believed.
    pub absent: Duration,
    /// Age up to which a row of a list is fresh.
    pub listed_fresh: Duration,
    /// Longest that one question may take.
    pub call_timeout: Duration,
}

/// Reading of lists into our own tables.
#[derive(Debug, Clone)]
pub struct Sync {
    /// Wait between two readings.
    pub every: Duration,
}

/// One court information system.
#[derive(Debug, Clone)]
pub struct Registry {
    /// Short stable name.
    pub code: String,
    /// Path of its mapping file.
    pub mapping: String,
    /// Base address instead of the one in the mapping file.
    pub base_url: Option<url::Url>,
    /// Secrets by the names the mapping file gives them.
    pub secrets: BTreeMap<String, Secret>,
    /// Where the table stands.
    pub origin: Origin,
}

/// Who is let in.
#[derive(Debug, Clone)]
pub struct Access {
    /// What ids, cursors and digests are made with; none to keep one in the data folder.
    pub secret: Option<Secret>,
    /// Whether the tokens of the demo are accepted.
    pub demo_tokens: bool,
}

/// What a request may ask for.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of a body.
    pub body_bytes_max: usize,
    /// Operations in one request.
    pub batch_max: usize,
    /// What one operation may ask for.
    pub operation: graphql::execute::Limits,
    /// Points a client has; none where no budget is kept.
    pub budget: Option<Budget>,
}

/// Points of a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// What can be saved up.
    pub points: u32,
    /// What comes back each second.
    pub points_per_second: u32,
}

/// Logs and figures.
#[derive(Debug, Clone)]
pub struct Telemetry {
    /// What is logged.
    pub log: String,
    /// Form of a line.
    pub log_format: LogFormat,
}

impl Config {
    /// Whether GraphiQL is served.
    pub fn graphiql_open(&self) -> bool {
        self.http.graphiql.open_or(self.mode == Mode::Demo)
    }

    /// Whether the schema can be asked for by query.
    pub fn introspection_open(&self) -> bool {
        self.http.introspection.open_or(self.mode == Mode::Demo)
    }

    /// Whether the schema is served as text.
    pub fn schema_open(&self) -> bool {
        self.http.schema.open_or(true)
    }

    /// Whether figures are served.
    pub fn metrics_open(&self) -> bool {
        self.http.metrics.open_or(self.mode == Mode::Demo)
    }

    /// Whether the tokens of the demo are accepted.
    pub fn demo_tokens_accepted(&self) -> bool {
        self.mode == Mode::Demo && self.access.demo_tokens && self.server.listen.ip().is_loopback()
    }

    /// Where our own tables are.
    pub fn database_url(&self) -> String {
        match &self.database.url {
            Some(url) => url.expose().to_owned(),
            None => format!("sqlite://{}?mode=rwc", self.data_dir.join("tereze.db").display()),
        }
    }
}
