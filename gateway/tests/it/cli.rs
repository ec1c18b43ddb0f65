//! The program at the command line: what it prints, how it fails, how it stops.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

fn tereze(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tereze"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("TEREZE")) {
        command.env_remove(name);
    }
    command
        .args(arguments)
        .current_dir(folder)
        .env("TEREZE__SERVER__LISTEN", "127.0.0.1:0")
        .stdin(Stdio::null());
    command
}

fn ended(folder: &Path, arguments: &[&str]) -> (Output, String, String) {
    let output = tereze(folder, arguments).output().expect("the program runs");
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    (output, out, err)
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder can be made")
}

#[test]
fn help_explains_itself_with_examples() {
    let folder = folder();
    let (output, out, _) = ended(folder.path(), &["--help"]);
    assert!(output.status.success());
    for word in ["serve", "migrate", "seed", "schema", "config", "doctor", "Examples:", "--config"]
    {
        assert!(out.contains(word), "{word} is not in the help");
    }
    let (output, _, err) = ended(folder.path(), &["sevre"]);
    assert!(!output.status.success() && err.contains("serve"), "{err}");
}

#[test]
fn mistakes_in_the_settings_are_told_all_at_once_and_nothing_is_started() {
    let folder = folder();
    std::fs::write(folder.path().join("t.toml"), "[sevrer]\n[limits]\ndepth_max = 1\n").unwrap();
    for command in [&["serve"][..], &["config", "check"], &["migrate"], &["doctor"]] {
        let arguments = [command, &["--config", "t.toml"]].concat();
        let (output, out, err) = ended(folder.path(), &arguments);
        assert!(!output.status.success());
        let told = out + &err;
        assert!(told.contains("t.toml:1: sevrer: is not a setting; did you mean \"server\"?"));
        assert!(told.contains("t.toml:3: limits.depth_max: must be a whole number from 10 to 50"));
    }
    assert!(!folder.path().join("var").exists());
}

#[test]
fn mistakes_in_mapping_files_are_told_by_file_and_line() {
    let folder = folder();
    std::fs::write(folder.path().join("bad.toml"), "format = 1\n\n[registry]\ncode = 7\n").unwrap();
    let settings = "[[registries]]\ncode = \"one\"\nmapping = \"bad.toml\"\n\
                    [[registries]]\ncode = \"two\"\nmapping = \"missing.toml\"\n";
    std::fs::write(folder.path().join("t.toml"), settings).unwrap();
    let (output, _, err) = ended(folder.path(), &["config", "check", "--config", "t.toml"]);
    assert!(!output.status.success());
    assert!(err.contains("bad.toml:4: registries[0].mapping: "), "{err}");
    assert!(err.contains("t.toml:4: registries[1].mapping: cannot read missing.toml"), "{err}");
}

#[test]
fn a_port_that_is_taken_is_told_with_a_remedy() {
    let folder = folder();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    for arguments in [&["serve"][..], &[]] {
        let output = tereze(folder.path(), arguments)
            .env("TEREZE__SERVER__LISTEN", &address)
            .output()
            .unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success());
        assert!(err.contains(&format!("cannot listen on {address}")), "{err}");
        assert!(err.contains("TEREZE__SERVER__LISTEN"), "{err}");
    }
    let output = tereze(folder.path(), &["doctor"])
        .env("TEREZE__SERVER__LISTEN", &address)
        .output()
        .unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(!output.status.success() && out.contains("FAIL  listen"), "{out}");
}

#[test]
fn a_data_folder_that_cannot_be_written_is_told_with_a_remedy() {
    let folder = folder();
    std::fs::write(folder.path().join("file"), "").unwrap();
    let output = tereze(folder.path(), &["serve"]).env("TEREZE__DATA_DIR", "file/in").output();
    let err = String::from_utf8(output.unwrap().stderr).unwrap();
    assert!(err.contains("cannot write to the data folder file/in"), "{err}");
    assert!(err.contains("TEREZE__DATA_DIR"), "{err}");
}

#[test]
fn tables_are_changed_told_and_changed_back() {
    let folder = folder();
    let status = || ended(folder.path(), &["migrate", "status"]).1;
    assert!(status().lines().all(|line| line.starts_with("pending")), "{}", status());
    assert!(ended(folder.path(), &["migrate", "up"]).0.status.success());
    assert!(status().lines().all(|line| line.starts_with("applied")), "{}", status());
    assert!(ended(folder.path(), &["migrate", "down", "--steps", "1"]).0.status.success());
    assert_eq!(status().lines().filter(|line| line.starts_with("pending")).count(), 1);
    let output = tereze(folder.path(), &["serve"])
        .env("TEREZE__DATABASE__MIGRATE_ON_START", "false")
        .output()
        .unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.contains("1 migrations are pending; run tereze migrate up"), "{err}");
}

#[test]
fn what_the_program_tells_of_itself_is_whole() {
    let folder = folder();
    let (_, schema, _) = ended(folder.path(), &["schema", "print"]);
    assert!(schema.contains("type Query") && schema.ends_with('\n'));
    let (_, errors, _) = ended(folder.path(), &["docs", "errors"]);
    assert!(errors.contains("## BAD_INPUT"));
    let (_, manual, _) = ended(folder.path(), &["docs", "config"]);
    assert!(manual.contains("**`listen`**"));
    let (_, json, _) = ended(folder.path(), &["config", "schema"]);
    assert!(serde_json::from_str::<serde_json::Value>(&json).unwrap()["properties"].is_object());
    let (_, printed, _) = ended(folder.path(), &["config", "print"]);
    assert!(printed.contains("listen = \"127.0.0.1:0\"  # environment TEREZE__SERVER__LISTEN"));
    let (output, out, _) = ended(folder.path(), &["doctor"]);
    assert!(!output.status.success() && out.contains("FAIL  migrations"), "{out}");
    assert!(ended(folder.path(), &["migrate"]).0.status.success());
    let (output, out, _) = ended(folder.path(), &["doctor"]);
    assert!(output.status.success(), "{out}");
}

/// Starts the program and waits for `word` in a line it prints.
fn started(folder: &Path, arguments: &[&str], word: &str) -> (Child, String) {
    let mut command = tereze(folder, arguments);
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    let mut told = String::new();
    let stream: Box<dyn Read> = match arguments {
        [] => Box::new(child.stdout.take().expect("its output is piped")),
        _ => Box::new(child.stderr.take().expect("its errors are piped")),
    };
    let mut lines = BufReader::new(stream);
    while !told.contains(word) {
        let read = lines.read_line(&mut told).expect("what it says is text");
        assert!(read > 0, "it ended before it said {word}: {told}");
    }
    // Its pipes stay open as long as it runs.
    std::mem::forget(lines);
    (child, told)
}

fn send(child: &Child, signal: &str) {
    let id = child.id().to_string();
    let sent = Command::new("kill").args([signal, &id]).status().expect("kill runs");
    assert!(sent.success());
}

#[test]
fn serve_stops_cleanly_on_either_signal() {
    for signal in ["-INT", "-TERM"] {
        let folder = folder();
        let (mut child, _) = started(folder.path(), &["serve"], "listening");
        send(&child, signal);
        assert!(child.wait().unwrap().success(), "{signal}");
    }
}

#[cfg(feature = "demo")]
#[test]
fn the_demo_says_where_and_how_and_keeps_its_data() {
    let folder = folder();
    let (mut child, told) = started(folder.path(), &[], "Ctrl-C stops it");
    send(&child, "-INT");
    assert!(child.wait().unwrap().success());
    for word in ["/graphiql", "curl -s", "demo-party", "demo-clerk", "Three queries"] {
        assert!(told.contains(word), "{word} is not in {told}");
    }
    assert_eq!(told.matches("curl -s").count(), 3);
    let tables = folder.path().join("var/tereze.db");
    let size = std::fs::metadata(&tables).unwrap().len();
    assert!(size > 100_000, "the tables hold {size} bytes");
    let (mut child, _) = started(folder.path(), &[], "Ctrl-C stops it");
    send(&child, "-TERM");
    assert!(child.wait().unwrap().success());
}
