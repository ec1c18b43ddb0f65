//! Manual and JSON schema of the settings, from `default.toml` and keys read.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Value, json};

use super::read::{Kind, Log, Section, Spec};
use super::value::{show_duration, show_size};
use super::{DEFAULTS, defaults, load};

/// What `default.toml` says of one key.
#[derive(Debug, Default, Clone)]
struct Entry {
    meaning: String,
    /// The value as it is written there; none where the key is not set.
    value: Option<String>,
}

/// Every key, in the order in which it is read.
pub(super) fn specs() -> Vec<Spec> {
    let mut log = Log::default();
    let mut root = Section::root(defaults(), &mut log);
    load::config(&mut root);
    log.specs
}

/// Reads comments and keys of `default.toml`: `# ` opens a meaning, `#` alone a key not set.
fn entries() -> BTreeMap<String, Entry> {
    let mut entries = BTreeMap::new();
    let mut table = String::new();
    let mut meaning: Vec<&str> = Vec::new();
    for line in DEFAULTS.lines() {
        if let Some(text) = line.strip_prefix("# ") {
            meaning.push(text);
            continue;
        }
        let set = !line.starts_with('#');
        let line = line.trim_start_matches('#');
        if let Some(name) = line.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")) {
            table = format!("{name}[].");
            entries.insert(name.to_owned(), Entry { meaning: meaning.join(" "), value: None });
        } else if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            table = format!("{name}.");
        } else if let Some((key, value)) = line.split_once(" = ") {
            let value = set.then(|| value.to_owned());
            entries.insert(format!("{table}{key}"), Entry { meaning: meaning.join(" "), value });
        }
        meaning.clear();
    }
    entries
}

fn takes(kind: &Kind) -> String {
    match kind {
        Kind::Duration(range) => {
            format!(
                "duration, {} to {}",
                show_duration(*range.start()),
                show_duration(*range.end())
            )
        }
        Kind::Size(range) => {
            format!("size, {} to {}", show_size(*range.start()), show_size(*range.end()))
        }
        Kind::Count(range) => format!("whole number, {} to {}", range.start(), range.end()),
        Kind::Switch => "true or false".to_owned(),
        Kind::Text => "text".to_owned(),
        Kind::Choice(words) => {
            words.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(", ")
        }
        Kind::Address => "address and port".to_owned(),
        Kind::Url => "URL".to_owned(),
        Kind::Path => "path".to_owned(),
        Kind::Secret => "secret".to_owned(),
        Kind::Texts => "list of texts".to_owned(),
        Kind::Table => "tables".to_owned(),
        Kind::Secrets => "table of secrets".to_owned(),
    }
}

/// The manual as Markdown.
pub fn markdown() -> String {
    let entries = entries();
    let mut text = String::from(
        "# Settings\n\n\
         Written by `tereze docs config` out of `gateway/src/config/default.toml`; change that file.\n\n\
         Settings are laid over each other: the compiled defaults, the file given with `--config`, \
         environment variables.\n`TEREZE__SERVER__LISTEN` is the key `listen` of the table \
         `server`; a number in the middle is a place in a list\n(`TEREZE__REGISTRIES__0__BASE_URL`). \
         Unknown keys are refused. A secret can be given in a file: its key with `_file`\nat the end \
         holds the path. `tereze config check` reports every problem at once, `tereze config print` \
         shows what is\nin force, `tereze config schema` prints a JSON schema for editors.\n",
    );
    let specs = specs();
    for (section, keys) in by_section(&specs) {
        let title = match (section, section.strip_suffix("[]")) {
            ("", _) => "At the top".to_owned(),
            (_, Some(list)) => format!("`[[{list}]]`"),
            (_, None) => format!("`[{section}]`"),
        };
        // Writing to a string does not fail.
        _ = write!(text, "\n## {title}\n");
        if let Some(entry) = section.strip_suffix("[]").and_then(|list| entries.get(list)) {
            _ = write!(text, "\n{}\n", entry.meaning);
        }
        for (key, spec) in keys {
            let entry = entries.get(&spec.path).cloned().unwrap_or_default();
            let default = match &entry.value {
                Some(value) => format!("default `{value}`"),
                None => "not set".to_owned(),
            };
            let meaning = match key.strip_suffix("_file") {
                Some(plain) => format!("Path of a file that holds `{plain}`."),
                None => entry.meaning,
            };
            _ = write!(text, "\n- **`{key}`** ({}; {default}): {meaning}\n", takes(&spec.kind));
        }
    }
    text
}

/// Keys under the table they stand in, both in the order in which they are read.
fn by_section(specs: &[Spec]) -> Vec<(&str, Vec<(&str, &Spec)>)> {
    let mut sections: Vec<(&str, Vec<(&str, &Spec)>)> = Vec::new();
    for spec in specs.iter().filter(|spec| spec.kind != Kind::Table) {
        let (section, key) = spec.path.rsplit_once('.').unwrap_or(("", &spec.path));
        match sections.iter_mut().find(|(name, _)| *name == section) {
            Some((_, keys)) => keys.push((key, spec)),
            None => sections.push((section, vec![(key, spec)])),
        }
    }
    sections
}

/// A JSON schema of the settings file.
pub fn json_schema() -> Value {
    let entries = entries();
    let mut root = object();
    for spec in specs() {
        let entry = entries.get(&spec.path).cloned().unwrap_or_default();
        let mut value = match &spec.kind {
            Kind::Table => continue,
            Kind::Count(range) => {
                json!({ "type": "integer", "minimum": range.start(), "maximum": range.end() })
            }
            Kind::Switch => json!({ "type": "boolean" }),
            Kind::Choice(words) => json!({ "enum": words }),
            Kind::Texts => json!({ "type": "array", "items": { "type": "string" } }),
            Kind::Secrets => {
                json!({ "type": "object", "additionalProperties": { "type": "string" } })
            }
            Kind::Url => json!({ "type": "string", "format": "uri" }),
            Kind::Duration(_) => json!({ "type": "string", "pattern": "^[0-9]+ ?(ms|s|m|h|d)$" }),
            Kind::Size(_) => {
                json!({ "type": ["string", "integer"], "pattern": "^[0-9]+ ?(B|KiB|MiB|GiB)?$" })
            }
            Kind::Text | Kind::Address | Kind::Path | Kind::Secret => json!({ "type": "string" }),
        };
        if let Some(map) = value.as_object_mut()
            && !entry.meaning.is_empty()
        {
            map.insert("description".to_owned(), json!(entry.meaning));
        }
        put(&mut root, &spec.path.split('.').collect::<Vec<_>>(), value);
    }
    if let Some(map) = root.as_object_mut() {
        map.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        map.insert("title".to_owned(), json!("Settings of Tereze"));
    }
    root
}

fn object() -> Value {
    json!({ "type": "object", "additionalProperties": false, "properties": {} })
}

fn put(table: &mut Value, path: &[&str], value: Value) {
    let Some((key, rest)) = path.split_first() else { return };
    let Some(properties) = table.get_mut("properties").and_then(Value::as_object_mut) else {
        return;
    };
    if rest.is_empty() {
        properties.insert((*key).to_owned(), value);
    } else if let Some(list) = key.strip_suffix("[]") {
        let list =
            properties.entry(list).or_insert_with(|| json!({ "type": "array", "items": object() }));
        if let Some(items) = list.get_mut("items") {
            put(items, rest, value);
        }
    } else {
        put(properties.entry(*key).or_insert_with(object), rest, value);
    }
}

/// The JSON schema's map, for tests that look into it.
#[cfg(test)]
pub(super) fn properties(schema: &Value) -> &serde_json::Map<String, Value> {
    schema["properties"].as_object().expect("a schema of a table has properties")
}

#[cfg(test)]
pub(super) fn meanings() -> BTreeMap<String, String> {
    entries().into_iter().map(|(path, entry)| (path, entry.meaning)).collect()
}
