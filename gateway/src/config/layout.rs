//! The tables and keys of the settings, with their types and bounds. Meanings: `default.toml`.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use super::read::{Choice, Section};
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
    fn parse(text: &str) -> Option<Self> {
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

const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);
const SECOND: Duration = Duration::from_secs(1);
const MILLI: Duration = Duration::from_millis(1);
const MIB: u64 = 1 << 20;

pub(super) fn config(root: &mut Section<'_>) -> Config {
    let mode = root.choice("mode");
    Config {
        mode,
        data_dir: root.path_of("data_dir"),
        server: root.section("server", server),
        http: root.section("http", http),
        database: root.section("database", database),
        cache: root.section("cache", cache),
        sync: root.section("sync", |sync| Sync { every: sync.duration("every", SECOND..=7 * DAY) }),
        registries: root.each("registries", registry),
        access: root.section("access", access),
        limits: root.section("limits", |section| limits(section, mode)),
        telemetry: root.section("telemetry", |telemetry| Telemetry {
            log: telemetry.text("log"),
            log_format: telemetry.choice("log_format"),
        }),
    }
}

fn server(section: &mut Section<'_>) -> Server {
    let listen = section.address("listen");
    let mut trusted_proxies = Vec::new();
    for (text, origin) in section.texts("trusted_proxies") {
        match Network::parse(&text) {
            Some(network) => trusted_proxies.push(network),
            None => section.problem(
                "trusted_proxies",
                &origin,
                format!("must hold addresses or networks as 10.0.0.0/8, found \"{text}\""),
            ),
        }
    }
    Server { listen, trusted_proxies, stop_grace: section.duration("stop_grace", MILLI..=HOUR) }
}

fn http(section: &mut Section<'_>) -> Http {
    let status_profile = section.choice("status_profile");
    let mut cors_origins = Vec::new();
    for (text, origin) in section.texts("cors_origins") {
        let plain =
            url::Url::parse(&text).is_ok_and(|url| url.origin().ascii_serialization() == text);
        if text == "*" || plain {
            cors_origins.push(text);
        } else {
            let message = format!("must hold origins as https://front.example, found \"{text}\"");
            section.problem("cors_origins", &origin, message);
        }
    }
    Http {
        status_profile,
        graphiql: section.choice("graphiql"),
        introspection: section.choice("introspection"),
        schema: section.choice("schema"),
        metrics: section.choice("metrics"),
        request_timeout: section.duration("request_timeout", MILLI..=10 * MINUTE),
        body_timeout: section.duration("body_timeout", MILLI..=10 * MINUTE),
        cors_origins,
        cors_max_age: section.duration("cors_max_age", Duration::ZERO..=DAY),
        gzip: section.switch("gzip"),
        requests_max: section.count("requests_max", 1..=100_000),
    }
}

fn database(section: &mut Section<'_>) -> Database {
    Database {
        url: section.secret_if_any("url", "url_file"),
        connections_max: section.count("connections_max", 1..=1000),
        connect_timeout: section.duration("connect_timeout", MILLI..=10 * MINUTE),
        migrate_on_start: section.switch("migrate_on_start"),
    }
}

fn cache(section: &mut Section<'_>) -> Cache {
    Cache {
        local_bytes_max: section.size("local_bytes_max", MIB..=1024 * 1024 * MIB),
        fresh: section.duration("fresh", Duration::ZERO..=30 * DAY),
        stale: section.duration("stale", Duration::ZERO..=365 * DAY),
        absent: section.duration("absent", Duration::ZERO..=DAY),
        listed_fresh: section.duration("listed_fresh", Duration::ZERO..=30 * DAY),
        call_timeout: section.duration("call_timeout", MILLI..=10 * MINUTE),
    }
}

fn registry(section: &mut Section<'_>) -> Registry {
    let code = section.text("code");
    let plain = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-';
    let origin = section.origin();
    if !code.chars().all(plain) {
        let message = format!("must have small letters, digits and hyphens only, found \"{code}\"");
        section.problem("code", &origin, message);
    }
    Registry {
        code,
        mapping: section.text("mapping"),
        base_url: section.url_if_any("base_url"),
        secrets: section.secrets("secrets"),
        origin,
    }
}

fn access(section: &mut Section<'_>) -> Access {
    let secret = section.secret_if_any("secret", "secret_file");
    if secret.as_ref().is_some_and(|secret| secret.expose().len() < 32) {
        let origin = section.origin();
        section.problem("secret", &origin, "must have at least 32 signs");
    }
    Access { secret, demo_tokens: section.switch("demo_tokens") }
}

fn limits(section: &mut Section<'_>, mode: Mode) -> Limits {
    let bytes = |size: u64| usize::try_from(size).unwrap_or(usize::MAX);
    let body_bytes_max = bytes(section.size("body_bytes_max", 1024..=64 * MIB));
    let batch_max = section.count("batch_max", 1..=100);
    let operation = graphql::execute::Limits {
        query_bytes_max: bytes(section.size("query_bytes_max", 256..=MIB)),
        tokens_max: section.count("tokens_max", 10..=100_000),
        depth_max: section.count("depth_max", 10..=50),
        aliases_max: section.count("aliases_max", 0..=10_000),
        directives_max: section.count("directives_max", 0..=10_000),
        root_fields_max: section.count("root_fields_max", 1..=1000),
        fields_max: section.count("fields_max", 1..=100_000),
        complexity_max: section.count("complexity_max", 1..=100_000_000),
        suggestions: mode == Mode::Demo,
        ..graphql::execute::Limits::default()
    };
    let kept = section.switch("budget");
    let points = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let budget = Budget {
        points: points(section.count("budget_points", 1..=1_000_000_000)),
        points_per_second: points(section.count("budget_points_per_second", 1..=1_000_000_000)),
    };
    Limits { body_bytes_max, batch_max, operation, budget: kept.then_some(budget) }
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
