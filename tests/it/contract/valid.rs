//! Every operation of clients is valid against `schema.graphql`, but for those that wait.

use std::collections::BTreeMap;
use std::path::Path;

use apollo_compiler::ast::{Definition, Document};
use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Schema};
use tests::data;

use super::lists;

fn schema() -> Valid<Schema> {
    let path = data::workspace().join("schema.graphql");
    let mut sdl = std::fs::read_to_string(&path)
        .expect("schema.graphql is in the repository: cargo xtask drift --write");
    // Built into the language since September 2025; this parser is older than that.
    if !sdl.contains("directive @oneOf") {
        sdl.push_str("\ndirective @oneOf on INPUT_OBJECT\n");
    }
    Schema::parse_and_validate(sdl, path).unwrap_or_else(|error| panic!("schema.graphql: {error}"))
}

/// Texts of a folder that hold operations, by the name of their file; a schema holds none.
fn operations(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("a folder of operations") {
        let file = entry.expect("an entry").path();
        if file.extension().is_none_or(|extension| extension != "graphql") {
            continue;
        }
        let text = std::fs::read_to_string(&file).expect("a text");
        let document = Document::parse(&text, &file)
            .unwrap_or_else(|error| panic!("{} cannot be parsed: {error}", file.display()));
        if document.definitions.iter().any(Definition::is_executable_definition) {
            let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
            found.insert(name, text);
        }
    }
    assert!(!found.is_empty(), "no operation in {}", folder.display());
    found
}

/// Faults of each file of a folder; none where it is valid.
fn faults(folder: &Path) -> BTreeMap<String, Option<String>> {
    let schema = schema();
    let checked = operations(folder).into_iter().map(|(name, text)| {
        let fault = ExecutableDocument::parse_and_validate(&schema, text, &name).err();
        (name, fault.map(|fault| fault.to_string()))
    });
    checked.collect()
}

#[test]
fn conformance_accepts_every_operation_of_clients_that_does_not_wait() {
    let Some(folder) = data::contract("operations of clients are valid") else { return };
    let waiting = lists().waiting;
    let mut wrong = Vec::new();
    for (name, fault) in faults(&folder) {
        match (waiting.contains(&name), fault) {
            (false, Some(fault)) => wrong.push(format!("{name} is not valid: {fault}")),
            (true, None) => wrong.push(format!("{name} is valid now: take it off `waiting`")),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn accepts_the_operations_kept_with_the_tests() {
    let found = faults(&data::workspace().join("tests/it/operations"));
    let wrong: Vec<_> = found.iter().filter(|(_, fault)| fault.is_some()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn keeps_a_copy_of_every_operation_that_runs() {
    let kept = operations(&data::workspace().join("tests/it/operations"));
    assert_eq!(kept.into_keys().collect::<Vec<_>>(), lists().running);
}
