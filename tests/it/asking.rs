//! Asks a fresh system on each database and holds the answers against one snapshot.

use serde_json::Value;
use tests::client::{Answer, Client, operation};
use tests::cost::Cost;
use tests::snapshot;
use tests::stack::{Plan, Stack, Store};

/// Every place our tables can be.
pub(crate) const STORES: [Store; 2] = [Store::Sqlite, Store::Postgres];

/// What is sent, and as whom.
pub(crate) struct Question {
    /// Name of the operation's file.
    pub(crate) operation: &'static str,
    /// Who asks.
    pub(crate) who: fn(&Stack) -> &Client,
    /// Values of the operation's variables.
    pub(crate) variables: Value,
}

impl Question {
    /// Sends it and tells what it cost.
    pub(crate) async fn ask(&self, stack: &Stack) -> (Answer, Cost) {
        let query = operation(self.operation);
        stack.ask((self.who)(stack), &query, self.variables.clone()).await
    }
}

/// Asks a system that has answered nothing before, on each database; all must answer alike.
pub(crate) async fn answers_alike(snapshot_name: &str, question: &Question) {
    for store in STORES {
        let stack = Stack::start(Plan::of(store)).await;
        let (answer, cost) = question.ask(&stack).await;
        stack.stop().await;
        assert_eq!(answer.status, 200, "{store:?}: {:#}", answer.body);
        insta::with_settings!({
            prepend_module_to_snapshot => false,
            description => format!("{} {}", question.operation, question.variables),
            omit_expression => true,
        }, {
            insta::assert_snapshot!(snapshot_name, snapshot::text(&answer.body, &cost));
        });
    }
}
