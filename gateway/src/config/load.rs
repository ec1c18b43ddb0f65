//! Reads the settings table by table: which keys there are, and their bounds.

use std::time::Duration;

use super::layout::{
    Access, Budget, Cache, Config, Database, Http, Limits, Mode, Network, Registry, Server, Sync,
    Telemetry,
};
use super::read::Section;

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
