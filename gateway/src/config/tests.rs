//! The settings: compiled in, laid over, and every way to get them wrong.

use std::net::SocketAddr;
use std::time::Duration;

use super::*;

fn problems(sources: &Sources) -> Vec<String> {
    let Problems(found) = sources.load().expect_err("these settings are wrong");
    found.iter().map(ToString::to_string).collect()
}

#[test]
fn what_is_compiled_in_is_right_and_for_production() {
    let mut log = Log::default();
    tree::parse(DEFAULTS, |_| Origin::Default, &mut log.problems);
    assert_eq!(log.problems, []);
    let config = Sources::default().load().unwrap();
    assert_eq!(config.mode, Mode::Production);
    assert_eq!(config.server.listen, SocketAddr::from(([127, 0, 0, 1], 4000)));
    assert!(!config.graphiql_open() && !config.introspection_open() && !config.metrics_open());
    assert!(config.schema_open());
    assert!(!config.demo_tokens_accepted());
    assert_eq!(config.database_url(), "sqlite://./var/tereze.db?mode=rwc");
}

#[test]
fn every_key_has_a_meaning_in_the_manual() {
    let meanings = manual::meanings();
    for spec in manual::specs() {
        let told = meanings.get(&spec.path).is_some_and(|meaning| meaning.len() > 10);
        let is_table = spec.kind == read::Kind::Table && !spec.path.contains("[]");
        assert!(told || is_table || spec.path.ends_with("_file"), "{} has no meaning", spec.path);
    }
    for path in meanings.keys() {
        let known = manual::specs().iter().any(|spec| spec.path == *path);
        assert!(known, "{path} stands in default.toml, but nobody reads it");
    }
}

#[test]
fn a_file_lies_over_the_defaults_and_the_environment_over_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tereze.toml");
    std::fs::write(&path, "[server]\nlisten = \"127.0.0.1:1\"\nstop_grace = \"3s\"\n").unwrap();
    let sources = Sources {
        file: Some(path),
        environment: vec![
            ("TEREZE__SERVER__LISTEN".into(), "127.0.0.1:2".into()),
            ("TEREZE__DATA_DIR".into(), "/srv/tereze".into()),
            ("TEREZE__HTTP__GZIP".into(), "false".into()),
            ("TEREZE__LIMITS__DEPTH_MAX".into(), "12".into()),
            ("TEREZE__SERVER__TRUSTED_PROXIES".into(), "10.0.0.0/8, ::1".into()),
            ("TEREZE__REGISTRIES__0__CODE".into(), "appeals".into()),
            ("TEREZE__REGISTRIES__0__MAPPING".into(), "appeals.toml".into()),
            ("TEREZE__REGISTRIES__0__SECRETS__TOKEN".into(), "hush".into()),
            ("TEREZE_COURT_DATA".into(), "not ours".into()),
        ],
        last: "data_dir = \"/last\"".into(),
    };
    let config = sources.load().unwrap();
    assert_eq!(config.server.listen.port(), 2);
    assert_eq!(config.server.stop_grace, Duration::from_secs(3));
    assert!(!config.http.gzip);
    assert_eq!(config.limits.operation.depth_max, 12);
    assert!(config.server.trusted_proxies[0].contains([10, 1, 2, 3].into()));
    assert!(!config.server.trusted_proxies[0].contains([11, 1, 2, 3].into()));
    assert_eq!(config.registries[0].secrets["token"].expose(), "hush");
    assert_eq!(config.data_dir, PathBuf::from("/last"));
    let printed = print(&sources).unwrap();
    assert!(printed.contains("listen = \"127.0.0.1:2\"  # environment TEREZE__SERVER__LISTEN"));
    assert!(printed.contains("token = \"***\""), "{printed}");
    assert!(!printed.contains("hush"));
    let again = Sources::of_text(printed).load();
    assert_eq!(again.err().map(|wrong| wrong.to_string()), None, "what is printed can be read");
}

const WRONG: &str = r#"
modus = "demo"
[server]
lisetn = "127.0.0.1:1"
stop_grace = "soon"
trusted_proxies = ["10.0.0.0/8", "proxy.example", 7]
[http]
graphiql = "yes"
gzip = "no"
cors_origins = ["https://front.example/path"]
[limits]
depth_max = 9
body_bytes_max = "1 TB"
[telemetry]
log_format = 5
[[registries]]
code = "Bad Code"
base_url = "ftp://x"
secrets = { token = "a", token_file = "b" }
[[registries]]
mapping = "m"
code = "two"
[[registries]]
mapping = "m"
code = "two"
"#;

#[test]
fn every_mistake_is_told_at_once_with_its_path_and_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bad.toml");
    std::fs::write(&path, WRONG).unwrap();
    let environment = vec![
        ("TEREZE__SERVER__LISTEN".to_owned(), "here".to_owned()),
        ("TEREZE__DATABASE__URL_FILE".to_owned(), "/no/such/file".to_owned()),
    ];
    let told = problems(&Sources { file: Some(path.clone()), environment, last: String::new() });
    let file = path.display();
    for expected in [
        format!("{file}:2: modus: is not a setting; did you mean \"mode\"?"),
        format!("{file}:4: server.lisetn: is not a setting; did you mean \"listen\"?"),
        format!("{file}:5: server.stop_grace: must be a duration from 1ms to 1h, found \"soon\""),
        format!(
            "{file}:6: server.trusted_proxies: must hold addresses or networks as 10.0.0.0/8, \
             found \"proxy.example\""
        ),
        format!("{file}:6: server.trusted_proxies: must hold texts only, found a whole number"),
        format!("{file}:8: http.graphiql: must be one of auto, open, shut, found \"yes\""),
        format!("{file}:9: http.gzip: must be true or false, found a text"),
        format!(
            "{file}:10: http.cors_origins: must hold origins as https://front.example, \
             found \"https://front.example/path\""
        ),
        format!("{file}:12: limits.depth_max: must be a whole number from 10 to 50, found 9"),
        format!(
            "{file}:13: limits.body_bytes_max: must be a size from 1 KiB to 64 MiB, found \"1 TB\""
        ),
        format!("{file}:15: telemetry.log_format: must be one of text, json, found 5"),
        format!(
            "{file}:16: registries[0].code: must have small letters, digits and hyphens only, \
             found \"Bad Code\""
        ),
        format!("{file}:16: registries[0].mapping: is required here"),
        format!(
            "{file}:18: registries[0].base_url: must be a URL that begins with http:// or \
             https://, found \"ftp://x\""
        ),
        format!(
            "{file}:19: registries[0].secrets.token: is given twice, as token and as token_file; \
             leave one out"
        ),
        format!("{file}:23: registries: \"two\" is the code of another registry too"),
        "environment TEREZE__SERVER__LISTEN: server.listen: must be an address with a port, as \
         127.0.0.1:4000 or [::1]:4000, found \"here\""
            .to_owned(),
        "environment TEREZE__DATABASE__URL_FILE: database.url_file: cannot read /no/such/file: No \
         such file or directory (os error 2)"
            .to_owned(),
    ] {
        assert!(told.contains(&expected), "{expected}\nis not in\n{}", told.join("\n"));
    }
    assert_eq!(told.len(), 18, "{}", told.join("\n"));
}

#[test]
fn a_text_that_is_no_toml_is_told_by_line() {
    let told = problems(&Sources::of_text("a = 1\nb = = 2\n[server\n"));
    assert!(told.iter().any(|line| line.starts_with("command:2: not TOML: ")), "{told:?}");
    assert!(told.iter().any(|line| line.starts_with("command:3: not TOML: ")), "{told:?}");
    let missing = Sources { file: Some("/no/such.toml".into()), ..Sources::default() };
    assert!(problems(&missing)[0].starts_with("/no/such.toml:1: cannot read the settings"));
}

#[test]
fn contradictions_are_named() {
    let told = problems(&Sources::of_text(
        "[cache]\nfresh = \"25h\"\n[database]\nurl = \"mysql://user:hush@host/name\"\n\
         [limits]\nbudget_points = 10\n[http]\ncors_origins = [\"*\", \"https://a.example\"]\n",
    ));
    assert_eq!(told.len(), 4, "{told:#?}");
    assert!(!told.concat().contains("hush"));
    let loose = Sources::of_text("mode = \"demo\"\n[server]\nlisten = \"0.0.0.0:1\"\n");
    let config = loose.load().unwrap();
    assert!(!config.demo_tokens_accepted());
    assert!(warnings(&config)[0].contains("not a loopback address"));
}

#[test]
fn secrets_are_read_from_files_without_their_last_newline() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("url");
    std::fs::write(&path, "sqlite://x.db\n").unwrap();
    let text = format!("[database]\nurl_file = \"{}\"\n", path.display());
    let config = Sources::of_text(text).load().unwrap();
    assert_eq!(config.database_url(), "sqlite://x.db");
    assert!(!format!("{config:?}").contains("x.db"));
}

#[test]
fn the_schema_and_the_manual_hold_every_key() {
    let schema = json_schema();
    let root = manual::properties(&schema);
    assert_eq!(manual::properties(&root["limits"])["depth_max"]["maximum"], 50);
    assert_eq!(root["registries"]["items"]["properties"]["code"]["type"], "string");
    let manual = markdown();
    for spec in manual::specs().iter().filter(|spec| spec.kind != read::Kind::Table) {
        let key = spec.path.rsplit('.').next().unwrap();
        assert!(manual.contains(&format!("**`{key}`**")), "{key} is not in the manual");
    }
}
