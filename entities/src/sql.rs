//! A statement under construction: text, values, and where the values go.
//!
//! One text serves both databases. Only the placeholders differ: SQLite understands `$1`, too, but
//! looks each one up by name among all before it, which takes seconds for a batch of thousands.

use sea_orm::{DatabaseBackend, Statement, Value};

/// Values of one statement at most: SQLite takes 32 766, PostgreSQL 65 535.
pub(crate) const VALUES_MAX: usize = 30_000;

#[derive(Debug, Clone)]
pub(crate) struct Sql {
    text: String,
    values: Vec<Value>,
    /// Where in the text each value goes.
    places: Vec<usize>,
}

impl Sql {
    pub(crate) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), values: Vec::new(), places: Vec::new() }
    }

    /// Adds text. It is ours, never a client's.
    pub(crate) fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Adds a placeholder with its value.
    pub(crate) fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        let mut value = value.into();
        storable(&mut value);
        self.values.push(value);
        self.places.push(self.text.len());
        self
    }

    /// Adds a list of values in brackets.
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

    /// Adds the column, ` IN ` and a list of values in brackets, or what is never true when the list is empty.
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

    /// Adds lists of values in brackets.
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

    /// The same statement after other words.
    #[cfg(test)]
    pub(crate) fn prefixed(self, words: &str) -> Self {
        let places = self.places.into_iter().map(|place| place + words.len()).collect();
        Self { text: format!("{words}{}", self.text), values: self.values, places }
    }

    pub(crate) fn statement(self, backend: DatabaseBackend) -> Statement {
        let postgres = backend == DatabaseBackend::Postgres;
        let mut text = String::with_capacity(self.text.len() + self.places.len() * 4);
        let mut rest = self.text.as_str();
        let mut done = 0;
        for (index, place) in self.places.iter().enumerate() {
            let (before, after) = rest.split_at(place - done);
            text.push_str(before);
            if postgres {
                text.push('$');
                text.push_str(&(index + 1).to_string());
            } else {
                text.push('?');
            }
            (rest, done) = (after, *place);
        }
        text.push_str(rest);
        Statement::from_sql_and_values(backend, text, self.values)
    }
}

/// Stands for the character U+0000, which PostgreSQL keeps in no text. Court systems do send it.
const NUL_STAND_IN: &str = "\u{fffd}";

/// The text as it is kept.
pub(crate) fn kept(text: &str) -> String {
    text.replace('\0', NUL_STAND_IN)
}

fn storable(value: &mut Value) {
    match value {
        Value::String(Some(text)) if text.contains('\0') => {
            *text = kept(text);
        }
        Value::Json(Some(json)) => storable_json(json),
        _ => {}
    }
}

fn storable_json(json: &mut serde_json::Value) {
    match json {
        serde_json::Value::String(text) if text.contains('\0') => {
            *text = kept(text);
        }
        serde_json::Value::Array(list) => list.iter_mut().for_each(storable_json),
        serde_json::Value::Object(fields) => fields.values_mut().for_each(storable_json),
        _ => {}
    }
}
