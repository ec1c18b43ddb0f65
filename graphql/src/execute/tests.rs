//! A small schema behind the gate: what is refused, answered, in which words.

use std::sync::Mutex;

use async_graphql::{EmptySubscription, Enum, InputObject, Object, OneofObject};
use serde_json::json;

use super::*;

#[derive(Enum, Clone, Copy, PartialEq, Eq)]
enum Tongue {
    Kk,
    Ru,
}

#[derive(InputObject)]
struct Filter {
    court: String,
    tongues: Option<Vec<Tongue>>,
}

#[derive(OneofObject)]
enum By {
    Number(String),
    Id(String),
}

struct Query;

#[Object]
impl Query {
    async fn one(&self) -> i32 {
        1
    }
    async fn nest(&self) -> Query {
        Query
    }
    #[graphql(complexity = "10 * child_complexity")]
    async fn ten(&self) -> Vec<Query> {
        vec![]
    }
    async fn find(&self, filter: Option<Filter>, by: Option<By>) -> Option<i32> {
        filter.map(|_| 1).or(by.map(|_| 2))
    }
    #[graphql(complexity = "first.unwrap_or(1) as usize")]
    async fn many(&self, #[graphql(default = 20)] first: Option<i32>) -> Option<i32> {
        first
    }

    async fn fault(&self) -> Option<async_graphql::Result<i32>> {
        Some(Err(async_graphql::Error::new("table cases is on fire")))
    }
    async fn refused(&self) -> Option<Result<i32, service::Error>> {
        Some(Err(service::Error {
            retry_after: Some(Duration::from_secs(3)),
            ..service::Error::new(Code::RegistryUnavailable, "the cabinet is closed")
        }))
    }
    async fn panic(&self) -> usize {
        std::env::args().nth(1000).expect("secret text").len()
    }
    async fn forever(&self) -> i32 {
        futures_util::future::pending().await
    }
}

struct Mutation;

#[Object]
impl Mutation {
    async fn change(&self) -> i32 {
        1
    }
}

fn gate(limits: Limits) -> Gate {
    Gate::new(async_graphql::Schema::build(Query, Mutation, EmptySubscription), limits)
}

fn asking(query: &str) -> Request {
    Request { query: Some(query.to_owned()), ..Request::default() }
}

fn with(query: &str, variables: Value) -> Request {
    let Value::Object(variables) = variables else { panic!("variables are an object") };
    Request { variables: Some(variables), ..asking(query) }
}

async fn run(gate: &Gate, request: Request, meter: Arc<dyn Meter>) -> Answer {
    let terms = Terms { request_id: "r-1", meter };
    match gate.prepare(request) {
        Ok(prepared) => gate.run(prepared, |plain| plain, Duration::from_millis(50), terms).await,
        Err(refusal) => Answer::refused(&refusal, "r-1"),
    }
}

async fn ask(request: Request) -> (Answer, Value) {
    asked(&gate(Limits::default()), request).await
}

async fn asked(gate: &Gate, request: Request) -> (Answer, Value) {
    let answer = run(gate, request, Arc::new(Unmetered)).await;
    let body = serde_json::from_slice(&answer.body).unwrap();
    (answer, body)
}

fn messages(body: &Value) -> Vec<&str> {
    assert!(body.get("data").is_none(), "a refusal has no data: {body}");
    body["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| {
            let keys = error["extensions"].as_object().unwrap().keys().collect::<Vec<_>>();
            assert_eq!(keys, ["code", "requestId", "retryAfterMs", "retryable"]);
            error["message"].as_str().unwrap()
        })
        .collect()
}

#[tokio::test]
async fn answers_with_data_alone() {
    let (answer, body) = ask(asking("{ one }")).await;
    assert_eq!(answer.outcome, Outcome::Executed { errors: false });
    assert_eq!(body, json!({ "data": { "one": 1 } }));
}

#[tokio::test]
async fn a_syntax_error_names_the_place_and_quotes_nothing() {
    let (answer, body) = ask(asking("{ secretValue")).await;
    assert_eq!(answer.outcome, Outcome::Refused(Step::Document));
    let told = messages(&body);
    assert!(told[0].starts_with("syntax error at line 1, column 14: expected "), "{told:?}");
    assert!(!told[0].contains("secretValue"), "{told:?}");
}

#[tokio::test]
async fn every_rule_that_is_broken_is_told_at_once() {
    let (answer, body) =
        ask(asking("{ nope one @skip(if: true) @skip(if: true) find(filter: { court: 7 }) }"))
            .await;
    assert_eq!(answer.outcome, Outcome::Refused(Step::Validation));
    assert_eq!(answer.code, Some(Code::BadInput));
    assert_eq!(messages(&body).len(), 3, "{body}");
}

#[tokio::test]
async fn every_mistake_in_arguments_is_told_before_anything_runs() {
    let request = with(
        "query Q($c: String!, $t: [Tongue!]) { find(filter: { court: $c, tongues: $t }) \
         nest { find(filter: { tongues: [KK, XX], colour: 1 }, by: 7) } \
         other: find(by: { id: \"1\", number: null }) one @skip(if: \"yes\") }",
        json!({ "c": "A" }),
    );
    let (answer, body) = ask(request).await;
    assert_eq!(answer.outcome, Outcome::Refused(Step::Validation));
    let told = messages(&body);
    for expected in [
        "argument \"find(filter).court\" of type String! is required but not given",
        "argument \"find(filter).tongues[1]\" must be a value of Tongue: one of KK, RU",
        "argument \"find(filter).colour\" is not a field of Filter",
        "argument \"find(by)\" must be an object of type By, found a number",
        "argument \"find(by)\" must have exactly one field of By, and not null",
        "argument \"@skip(if)\" must be Boolean, found a string",
    ] {
        assert!(told.contains(&expected), "{expected} is not in {told:#?}");
    }
    assert_eq!(told.len(), 6, "{told:#?}");
}

#[tokio::test]
async fn every_mistake_in_variables_is_told_at_once_without_their_values() {
    let request = with(
        "query Q($f: Filter!, $n: Int!, $by: By, $none: String!) { one @skip(if: false) find(filter: $f, by: $by) nest { one @include(if: true) } }",
        json!({
            "f": { "court": null, "tongues": ["KK", "EN"], "colour": "870412300415" },
            "n": "870412300415",
            "by": { "number": "1", "id": "2" },
            "extra": 1,
        }),
    );
    let (_, body) = ask(request).await;
    let told = messages(&body);
    for expected in [
        "variable \"$f.court\" must not be null: it is String!",
        "variable \"$f.tongues[1]\" must be a value of Tongue: one of KK, RU",
        "variable \"$f.colour\" is not a field of Filter",
        "variable \"$n\" must be Int, found a string",
        "variable \"$by\" must have exactly one field of By, and not null",
        "variable \"$none\" of type String! is required but not given",
        "variable \"$extra\" is not declared; the operation declares $f, $n, $by, $none",
    ] {
        assert!(told.contains(&expected), "{expected} is not in {told:#?}");
    }
    assert!(!body.to_string().contains("870412300415"));
}

#[tokio::test]
async fn a_wrong_variable_is_refused_even_after_a_good_one_was_held() {
    let gate = gate(Limits::default());
    let query = "query Q($f: Filter) { find(filter: $f) }";
    let (_, good) = asked(&gate, with(query, json!({ "f": { "court": "A" } }))).await;
    assert_eq!(good, json!({ "data": { "find": 1 } }));
    let (_, bad) = asked(&gate, with(query, json!({ "f": { "court": 7 } }))).await;
    assert_eq!(messages(&bad)[0], "variable \"$f.court\" must be String, found a number");
}

#[tokio::test]
async fn limits_name_what_was_found_and_what_is_allowed() {
    let deep = format!("{}one{}", "{ nest ".repeat(17), " }".repeat(17));
    let deep = deep.replacen("one", "{ one }", 1);
    let aliases = (0..61).map(|n| format!("a{n}: one")).collect::<Vec<_>>().join(" ");
    for (query, words) in [
        (deep, "18 levels of fields, at most 16"),
        (format!("{{ nest {{ {aliases} }} }}"), "61 aliases, at most 60"),
        (format!("{{ nest {{ one {} }} }}", "@skip(if: true) ".repeat(61)), "61 directives"),
        (format!("{{ {} }}", "one ".repeat(31)), "31 root fields, at most 30"),
    ] {
        let (answer, body) = ask(asking(&query)).await;
        assert_eq!(answer.code, Some(Code::TooCostly));
        assert!(messages(&body)[0].contains(words), "{words} is not in {body}");
    }
}

#[tokio::test]
async fn cost_is_known_before_anything_runs() {
    let gate = gate(Limits { complexity_max: 1000, ..Limits::default() });
    let (answer, body) = asked(&gate, asking("{ ten { ten { ten { fault one } } } }")).await;
    assert_eq!(answer.code, Some(Code::TooCostly));
    assert_eq!(body["extensions"]["cost"], json!({ "requested": 2000, "maximum": 1000 }));
    let (answer, body) = asked(&gate, asking("{ ten { ten { one } } }")).await;
    assert_eq!(answer.cost.unwrap().requested, 100);
    assert!(body.get("extensions").is_none(), "cost is told only when asked for");
    let request = Request {
        extensions: Some([("cost".to_owned(), json!(true))].into_iter().collect()),
        ..asking("{ one }")
    };
    assert_eq!(asked(&gate, request).await.1["extensions"]["cost"]["requested"], 1);
}

#[tokio::test]
async fn only_the_chosen_operation_counts() {
    let query =
        "query A { ...F } query B { ten { ten { ten { one } } } } fragment F on Query { one }";
    let choose = |name: &str| Request { operation_name: Some(name.to_owned()), ..asking(query) };
    assert_eq!(ask(choose("A")).await.0.cost.unwrap().requested, 1);
    assert_eq!(ask(choose("B")).await.0.cost.unwrap().requested, 1000);
    let (_, body) = ask(choose("C")).await;
    assert_eq!(messages(&body), ["the document has no operation named \"C\"; it has A, B"]);
    let (_, body) = ask(asking(query)).await;
    assert!(messages(&body)[0].contains("has 2 operations"));
}

#[tokio::test]
async fn a_fault_is_told_without_its_text_and_a_failure_with_its_code() {
    let (answer, body) = ask(asking("{ one fault refused }")).await;
    assert_eq!(answer.outcome, Outcome::Executed { errors: true });
    assert_eq!(body["data"], json!({ "one": 1, "fault": null, "refused": null }));
    let by = |path: &str| {
        let errors = body["errors"].as_array().unwrap();
        errors.iter().find(|error| error["path"] == json!([path])).unwrap().clone()
    };
    assert_eq!(by("fault")["extensions"]["code"], "INTERNAL");
    assert_eq!(by("refused")["message"], "the cabinet is closed");
    assert_eq!(
        by("refused")["extensions"],
        json!({ "code": "REGISTRY_UNAVAILABLE", "retryable": true, "retryAfterMs": 3000, "requestId": "r-1" })
    );
    assert!(!body.to_string().contains("on fire"));
}

#[tokio::test]
async fn a_panic_is_internal_and_says_nothing() {
    let (answer, body) = ask(asking("{ panic }")).await;
    assert_eq!(answer.code, Some(Code::Internal));
    assert_eq!(messages(&body), [answer::FAULT]);
}

#[tokio::test]
async fn an_operation_without_end_is_stopped() {
    let (answer, body) = ask(asking("{ forever }")).await;
    assert_eq!(answer.code, Some(Code::Timeout));
    assert!(messages(&body)[0].contains("50 ms"));
}

struct Purse(Mutex<u32>);

impl Meter for Purse {
    fn charge(&self, cost: u32) -> Result<Option<Budget>, Overdrawn> {
        let mut left = self.0.lock().unwrap();
        let budget = |available| Budget { capacity: 15, available, restore_per_second: 1 };
        if cost > 15 {
            return Err(Overdrawn { retry_after: None, budget: budget(*left) });
        }
        if cost > *left {
            let wait = Duration::from_secs(u64::from(cost - *left));
            return Err(Overdrawn { retry_after: Some(wait), budget: budget(*left) });
        }
        *left -= cost;
        Ok(Some(budget(*left)))
    }
}

#[tokio::test]
async fn the_budget_pays_by_cost_and_says_when_to_come_again() {
    let gate = gate(Limits::default());
    let purse = Arc::new(Purse(Mutex::new(15)));
    let first = run(&gate, asking("{ ten { one } }"), purse.clone()).await;
    assert_eq!(first.outcome, Outcome::Executed { errors: false });
    assert_eq!(first.budget().unwrap().available, 5);
    let second = run(&gate, asking("{ ten { one } }"), purse.clone()).await;
    assert_eq!(second.code, Some(Code::Limited));
    assert_eq!(second.retry_after, Some(Duration::from_secs(5)));
    let third = run(&gate, asking("{ ten { one one2: one } }"), purse.clone()).await;
    assert_eq!(third.code, Some(Code::TooCostly));
    assert_eq!(*purse.0.lock().unwrap(), 5);
}

#[test]
fn tells_kinds_of_operations_apart() {
    let gate = gate(Limits::default());
    let kind = |text: &str| gate.prepare(asking(text)).unwrap().kind();
    assert_eq!(kind("{ one }"), Kind::Query);
    assert_eq!(kind("mutation { change }"), Kind::Mutation);
    assert!(gate.prepare(asking("{ __schema { types { name } } }")).unwrap().introspection());
    assert!(gate.prepare(asking("  ")).is_err());
}

#[tokio::test]
async fn an_argument_whose_variable_was_not_given_takes_its_default() {
    let query = "query($n: Int, $c: [Tongue!]) { many(first: $n) \
        find(filter: { court: \"a\", tongues: $c }) }";
    let (_, body) = ask(asking(query)).await;
    assert_eq!(body["data"]["many"], json!(20), "{body}");
    let (_, body) = ask(with(query, json!({ "n": 3 }))).await;
    assert_eq!(body["data"]["many"], json!(3), "{body}");
    let (_, body) = ask(with(query, json!({ "n": null }))).await;
    assert_eq!(body["data"]["many"], Value::Null, "{body}");
    let (_, body) = ask(asking("query($unused: Int) { one }")).await;
    assert_eq!(messages(&body).len(), 1, "{body}");
}
