//! An error blanks what it belongs to and nothing else: the cases of section 6.4.4 of the GraphQL
//! specification, for the shapes that resolvers here return.

use async_graphql::{EmptyMutation, EmptySubscription, Object};
use serde_json::{Value, json};
use service::{Code, Error};

use super::*;

struct Query;

struct Row {
    good: bool,
}

fn refused<T>() -> Result<T, Error> {
    Err(Error::new(Code::RegistryUnavailable, "the court system is out of reach"))
}

#[Object]
impl Query {
    /// Nullable, can fail: blanks itself.
    async fn may(&self) -> Option<Result<Row, Error>> {
        Some(refused())
    }

    /// Nullable, does not fail.
    async fn fine(&self) -> Option<Result<Row, Error>> {
        Some(Ok(Row { good: true }))
    }

    /// Nullable parent of a non-null field that fails.
    async fn broken(&self) -> Option<Result<Row, Error>> {
        Some(Ok(Row { good: false }))
    }

    /// Nothing there, no error.
    async fn nothing(&self) -> Option<Result<Row, Error>> {
        None
    }

    /// Non-null parent of a non-null field that fails.
    async fn must(&self) -> Row {
        Row { good: false }
    }

    /// List of nullable items, one of which breaks.
    async fn some(&self) -> Vec<Option<Row>> {
        vec![Some(Row { good: true }), Some(Row { good: false }), None]
    }

    /// Nullable list of non-null items, one of which breaks.
    async fn all(&self) -> Option<Vec<Row>> {
        Some(vec![Row { good: true }, Row { good: false }])
    }
}

#[Object]
impl Row {
    async fn name(&self) -> &str {
        "a"
    }

    /// Non-null, can fail.
    async fn must(&self) -> Result<i32, Error> {
        if self.good { Ok(1) } else { refused() }
    }

    /// Nullable, can fail.
    async fn may(&self) -> Option<Result<i32, Error>> {
        Some(if self.good { Ok(1) } else { refused() })
    }
}

/// The answer's data and the paths of its errors.
async fn ask(query: &str) -> (Value, Vec<Value>) {
    let builder = async_graphql::Schema::build(Query, EmptyMutation, EmptySubscription);
    let gate = Gate::new(builder, Limits::default());
    let request = Request { query: Some(query.to_owned()), ..Request::default() };
    let terms = Terms { request_id: "r-1", meter: Arc::new(Unmetered) };
    let prepared = gate.prepare(request).unwrap();
    let answer = gate.run(prepared, |plain| plain, Duration::from_secs(5), terms).await;
    let body: Value = serde_json::from_slice(&answer.body).unwrap();
    let errors = body["errors"].as_array().cloned().unwrap_or_default();
    (body["data"].clone(), errors.iter().map(|error| error["path"].clone()).collect())
}

#[tokio::test]
async fn a_nullable_field_that_fails_is_null_and_its_siblings_stand() {
    let (data, paths) = ask("{ may { name } fine { name } }").await;
    assert_eq!(data, json!({ "may": null, "fine": { "name": "a" } }));
    assert_eq!(paths, [json!(["may"])]);
}

#[tokio::test]
async fn a_nullable_leaf_that_fails_is_null_in_its_object() {
    let (data, paths) = ask("{ broken { name may } }").await;
    assert_eq!(data, json!({ "broken": { "name": "a", "may": null } }));
    assert_eq!(paths, [json!(["broken", "may"])]);
}

#[tokio::test]
async fn a_non_null_leaf_that_fails_blanks_its_nearest_nullable_parent() {
    let (data, paths) = ask("{ broken { name must } fine { must } }").await;
    assert_eq!(data, json!({ "broken": null, "fine": { "must": 1 } }));
    assert_eq!(paths, [json!(["broken", "must"])]);
}

#[tokio::test]
async fn without_a_nullable_parent_all_data_is_null() {
    let (data, paths) = ask("{ must { must } fine { name } }").await;
    assert_eq!(data, Value::Null);
    assert_eq!(paths, [json!(["must", "must"])]);
}

#[tokio::test]
async fn nothing_there_is_null_without_an_error() {
    let (data, paths) = ask("{ nothing { must } }").await;
    assert_eq!(data, json!({ "nothing": null }));
    assert!(paths.is_empty());
}

#[tokio::test]
async fn a_nullable_item_of_a_list_is_blanked_alone() {
    let (data, paths) = ask("{ some { must } }").await;
    assert_eq!(data, json!({ "some": [{ "must": 1 }, null, null] }));
    assert_eq!(paths, [json!(["some", 1, "must"])]);
}

#[tokio::test]
async fn a_non_null_item_blanks_its_list() {
    let (data, paths) = ask("{ all { must } fine { name } }").await;
    assert_eq!(data, json!({ "all": null, "fine": { "name": "a" } }));
    // The executor names the item, not the field below it.
    assert_eq!(paths, [json!(["all", 1])]);
}

#[tokio::test]
async fn each_failure_under_another_name_is_told_by_that_name() {
    let (data, paths) = ask("{ one: may { name } two: may { name } }").await;
    assert_eq!(data, json!({ "one": null, "two": null }));
    assert_eq!(paths, [json!(["one"]), json!(["two"])]);
}
