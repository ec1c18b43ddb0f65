//! A statement under construction: text and its values side by side.
//!
//! One text serves both databases: `$1` is a placeholder on PostgreSQL and on SQLite.

use sea_orm::{DatabaseBackend, Statement, Value};

/// Values of one statement at most: SQLite takes 32 766, PostgreSQL 65 535.
pub(crate) const VALUES_MAX: usize = 30_000;

#[derive(Debug, Clone)]
pub(crate) struct Sql {
    text: String,
    values: Vec<Value>,
}

impl Sql {
    pub(crate) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), values: Vec::new() }
    }

    /// Adds text. It is ours, never a client's.
    pub(crate) fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Adds a placeholder with its value.
    pub(crate) fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        self.text.push('$');
        self.text.push_str(&self.values.len().to_string());
        self
    }

    /// Adds `($1, $2, …)`.
    pub(crate) fn tuple(&mut self, values: impl IntoIterator<Item = Value>) -> &mut Self {
        self.text.push('(');
        for (index, value) in values.into_iter().enumerate() {
            if index > 0 {
                self.text.push_str(", ");
            }
            self.bind(value);
        }
        self.text.push(')');
        self
    }

    /// Adds ` IN ($1, $2, …)`, or what is never true when the list is empty.
    ///
    /// The list is filled up to a power of two with its last value, so that pages of different
    /// lengths share a prepared statement.
    pub(crate) fn within<V: Into<Value>>(
        &mut self,
        column: &str,
        list: impl IntoIterator<Item = V>,
    ) -> &mut Self {
        let mut values: Vec<Value> = list.into_iter().map(Into::into).collect();
        let Some(filling) = values.last().cloned() else {
            return self.push("1 = 0");
        };
        values.resize(values.len().next_power_of_two(), filling);
        self.push(column).push(" IN ").tuple(values)
    }

    /// Adds `(…), (…), …`.
    pub(crate) fn tuples(
        &mut self,
        rows: impl IntoIterator<Item = impl IntoIterator<Item = Value>>,
    ) -> &mut Self {
        for (index, row) in rows.into_iter().enumerate() {
            if index > 0 {
                self.push(", ");
            }
            self.tuple(row);
        }
        self
    }

    pub(crate) fn statement(self, backend: DatabaseBackend) -> Statement {
        Statement::from_sql_and_values(backend, self.text, self.values)
    }
}
