//! Who sees how much of which case: one table, kept as a snapshot.

use std::fmt::Write as _;

use serde_json::{Value, json};
use simulator::world::demo;
use tests::client::operation;
use tests::stack::{Plan, Stack, Store};

#[tokio::test]
async fn prints_who_sees_how_much_of_which_case() {
    let stack = Stack::start(Plan::of(Store::Sqlite)).await;
    let query = operation("case-view");
    let viewers = [
        ("nobody", &stack.nobody),
        ("party", &stack.party),
        ("clerk", &stack.clerk),
        ("operator", &stack.operator),
    ];
    let cases = [
        ("public, of others", demo::OPEN_CASE),
        ("closed, of others", demo::CLOSED_CASE),
        ("sealed", demo::SEALED_CASE),
        ("moved", demo::MOVED_CASE),
        ("public, the party's", demo::PARTY_CASE),
        ("closed, the party's", demo::PARTY_CLOSED_CASE),
        ("absent", demo::ABSENT_NUMBER),
    ];
    let mut table = String::new();
    for (what, number) in cases {
        for (who, client) in viewers {
            let variables = json!({ "by": { "number": { "number": number } } });
            let (answer, _) = stack.ask(client, &query, variables).await;
            let lookup = &answer.data()["caseLookup"];
            write!(table, "{what:<22}{who:<10}{:<10}", lookup["outcome"].as_str().unwrap_or("?"))
                .expect("a string takes everything");
            for part in ["parties", "hearings", "documents", "filings", "timeline"] {
                let rows = lookup["case"][part]["nodes"].as_array().map_or(0, Vec::len);
                write!(table, " {part} {rows:<3}").expect("a string takes everything");
            }
            writeln!(table, " {}", access(&lookup["case"])).expect("a string takes everything");
        }
    }
    stack.stop().await;
    insta::assert_snapshot!(table);
}

/// How many documents are in which state of access.
fn access(case: &Value) -> String {
    let documents = case["documents"]["nodes"].as_array().cloned().unwrap_or_default();
    let mut states = std::collections::BTreeMap::<&str, usize>::new();
    for document in &documents {
        *states.entry(document["access"]["state"].as_str().unwrap_or("?")).or_default() += 1;
    }
    states.iter().map(|(state, count)| format!("{state} {count}")).collect::<Vec<_>>().join(", ")
}
