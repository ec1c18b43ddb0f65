//! Bad input: each mistake gets a clear error with a stable code that says what would be right.

use serde_json::{Value, json};
use simulator::world::demo;
use tests::client::operation;
use tests::stack::{Plan, Stack, Store};

/// One bad question, the code it must get, and words that must stand in the message.
struct Bad {
    query: &'static str,
    variables: Value,
    code: &'static str,
    says: &'static [&'static str],
}

fn bad(
    query: &'static str,
    variables: Value,
    code: &'static str,
    says: &'static [&'static str],
) -> Bad {
    Bad { query, variables, code, says }
}

fn questions() -> Vec<Bad> {
    const SEARCH: &str = "query($f: CaseFilter!, $n: Int, $a: String) \
        { cases(filter: $f, first: $n, after: $a) { nodes { id } } }";
    const BOARD: &str = "query($f: HearingFilter!, $p: Period!) \
        { hearings(filter: $f, period: $p) { nodes { id } } }";
    let none = || json!({});
    vec![
        bad(SEARCH, json!({ "f": {}, "n": -1 }), "BAD_INPUT", &["`first`", "1 to 100", "-1"]),
        bad(SEARCH, json!({ "f": {}, "n": 0 }), "BAD_INPUT", &["`first`"]),
        bad(SEARCH, json!({ "f": {}, "n": 100_000 }), "BAD_INPUT", &["1 to 100", "100000"]),
        bad(SEARCH, json!({ "f": {}, "a": "garbage" }), "BAD_INPUT", &["`after`", "endCursor"]),
        bad(
            SEARCH,
            json!({ "f": { "court": "kz-0000", "region": "zz", "kind": "NO", "partyIin": "1" } }),
            "BAD_INPUT",
            &["`court`", "`region`", "`kind`", "`partyIin`"],
        ),
        bad(
            SEARCH,
            json!({ "f": { "filed": { "from": "2026-02-01", "to": "2026-01-01" } } }),
            "BAD_INPUT",
            &["filed.to", "before"],
        ),
        bad(SEARCH, json!({ "f": { "partyIin": "850101100013" } }), "BAD_INPUT", &["`partyIin`"]),
        bad(
            SEARCH,
            json!({ "f": { "partyIin": demo::ADVOCATE_IIN } }),
            "UNAUTHENTICATED",
            &["sign in"],
        ),
        bad(SEARCH, json!({ "f": { "mine": true } }), "UNAUTHENTICATED", &["`mine`"]),
        bad(
            BOARD,
            json!({ "f": {}, "p": { "from": "2026-01-01", "to": "2026-01-02" } }),
            "BAD_INPUT",
            &["at least one of"],
        ),
        bad(
            BOARD,
            json!({ "f": { "court": demo::COURT }, "p": { "from": "2020-01-01", "to": "2026-01-02" } }),
            "BAD_INPUT",
            &["366"],
        ),
        bad("{ node(id: \"garbage\") { id } }", none(), "BAD_INPUT", &["`id`"]),
        bad(
            "{ caseLookup(by: { number: { number: \"1\" } }, freshness: { maxAgeSeconds: -1, \
             waitUpToMs: 900000 }) { outcome } }",
            none(),
            "BAD_INPUT",
            &["maxAgeSeconds", "waitUpToMs"],
        ),
        bad("{ registries { outages(last: 0) { id } } }", none(), "BAD_INPUT", &["`last`", "50"]),
    ]
}

#[tokio::test]
async fn names_what_is_wrong_and_what_would_be_right() {
    let stack = Stack::start(Plan::of(Store::Sqlite)).await;
    for bad in questions() {
        let (answer, _) = stack.ask(&stack.nobody, bad.query, bad.variables.clone()).await;
        let what = format!("{} {}: {:#}", bad.query, bad.variables, answer.body);
        assert_eq!(answer.codes(), [bad.code], "{what}");
        let message = answer.body["errors"][0]["message"].as_str().unwrap_or_default();
        for word in bad.says {
            assert!(message.contains(word), "{word:?} is not in the message: {what}");
        }
    }
    stack.stop().await;
}

#[tokio::test]
async fn one_bad_item_spoils_no_other() {
    let stack = Stack::start(Plan::of(Store::Sqlite)).await;
    let by: Vec<Value> = [
        json!({ "number": { "number": demo::OPEN_CASE } }),
        json!({ "number": { "number": "7517-25-00" } }),
        json!({ "number": { "number": "" } }),
        json!({ "number": { "number": "1", "court": "kz-0000" } }),
        json!({ "number": { "number": "1", "registry": "nowhere" } }),
        json!({ "id": "garbage" }),
    ]
    .to_vec();
    let (answer, _) = stack
        .ask(&stack.nobody, &operation("case-portfolio"), json!({ "by": by, "lang": "EN" }))
        .await;
    let lookups = answer.data()["caseLookups"].as_array().cloned().expect("a list");
    let outcomes: Vec<&str> =
        lookups.iter().map(|lookup| lookup["outcome"].as_str().unwrap_or("?")).collect();
    assert_eq!(outcomes, ["FOUND", "INVALID", "INVALID", "INVALID", "INVALID", "INVALID"]);
    assert!(lookups[1..].iter().all(|lookup| !lookup["message"].is_null()), "{lookups:#?}");
    stack.stop().await;
}

#[tokio::test]
async fn an_id_of_another_kind_is_refused_where_a_case_is_wanted() {
    let stack = Stack::start(Plan::of(Store::Sqlite)).await;
    let court = stack.gateway.app.ids.id(&service::NodeId::Court(demo::COURT.into()));
    let (answer, _) =
        stack.ask(&stack.nobody, &operation("case-view"), json!({ "by": { "id": court } })).await;
    assert_eq!(answer.data()["caseLookup"]["outcome"], "INVALID");
    stack.stop().await;
}
