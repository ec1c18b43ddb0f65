//! `case-view`: everything on one case in one round trip, from three court systems.

use serde_json::{Value, json};
use simulator::world::demo;
use tests::client::Client;
use tests::stack::{Plan, Stack, Store};

use crate::asking::{Question, answers_alike};

fn by_number(number: &str) -> Value {
    json!({ "by": { "number": { "number": number } }, "lang": "RU" })
}

fn view(number: &str, who: fn(&Stack) -> &Client) -> Question {
    Question { operation: "case-view", who, variables: by_number(number) }
}

#[tokio::test]
async fn shows_an_open_case_to_everybody() {
    answers_alike("case_view_open", &view(demo::OPEN_CASE, |stack| &stack.nobody)).await;
}

#[tokio::test]
async fn shows_a_closed_case_to_its_party() {
    answers_alike("case_view_closed_party", &view(demo::PARTY_CLOSED_CASE, |stack| &stack.party))
        .await;
}

#[tokio::test]
async fn follows_a_case_that_moved() {
    answers_alike("case_view_moved", &view(demo::MOVED_CASE, |stack| &stack.nobody)).await;
}

#[tokio::test]
async fn names_the_candidates_of_an_ambiguous_number() {
    answers_alike("case_view_ambiguous", &view(demo::AMBIGUOUS_NUMBER, |stack| &stack.nobody))
        .await;
}

#[tokio::test]
async fn says_what_is_wrong_with_a_number_that_is_none() {
    answers_alike("case_view_invalid", &view("7517-25-00-2", |stack| &stack.nobody)).await;
}

#[tokio::test]
async fn answers_a_hidden_case_as_an_absent_one() {
    let stack = Stack::start(Plan::of(Store::Sqlite)).await;
    let absent = lookup(&stack, demo::ABSENT_NUMBER).await;
    for hidden in [demo::CLOSED_CASE, demo::SEALED_CASE, demo::PARTY_CLOSED_CASE] {
        assert_eq!(
            lookup(&stack, hidden).await,
            absent,
            "{hidden} can be told from an absent case"
        );
    }
    stack.stop().await;
}

/// The look-up of a number as nobody; of moments only whether they are told.
async fn lookup(stack: &Stack, number: &str) -> Value {
    let question = view(number, |stack| &stack.nobody);
    let (answer, _) = question.ask(stack).await;
    let mut lookup = answer.data()["caseLookup"].clone();
    assert_eq!(lookup["case"], Value::Null);
    for moment in ["asOf", "ageSeconds"] {
        lookup["source"][moment] = Value::Bool(!lookup["source"][moment].is_null());
    }
    lookup
}
