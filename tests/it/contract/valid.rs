//! Every operation of clients is valid against `schema.graphql`.

use std::path::{Path, PathBuf};

use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Schema};
use tests::data;

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

/// Documents of a folder that hold operations; a schema beside them is none.
fn operations(folder: &Path) -> Vec<(PathBuf, String)> {
    let entries = std::fs::read_dir(folder).expect("a folder of operations");
    let files = entries.map(|entry| entry.expect("an entry").path());
    let graphql =
        files.filter(|file| file.extension().is_some_and(|extension| extension == "graphql"));
    let texts = graphql.map(|file| {
        let text = std::fs::read_to_string(&file).expect("a text");
        (file, text)
    });
    let parsed = texts.filter(|(file, text)| {
        let document = apollo_compiler::ast::Document::parse(text, file);
        document.is_ok_and(|document| {
            document
                .definitions
                .iter()
                .any(apollo_compiler::ast::Definition::is_executable_definition)
        })
    });
    let found: Vec<_> = parsed.collect();
    assert!(!found.is_empty(), "no operation in {}", folder.display());
    found
}

fn assert_valid(folder: &Path) {
    let schema = schema();
    let faults: Vec<String> = operations(folder)
        .into_iter()
        .filter_map(|(file, text)| {
            let checked = ExecutableDocument::parse_and_validate(&schema, text, file);
            checked.err().map(|fault| fault.to_string())
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn conformance_accepts_every_operation_of_clients() {
    let Some(folder) = data::contract("operations of clients are valid") else { return };
    assert_valid(&folder);
}

#[test]
fn accepts_the_operations_kept_with_the_tests() {
    assert_valid(&data::workspace().join("tests/it/operations"));
}
