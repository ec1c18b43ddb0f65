//! Whether a list keeps to its schema.
//!
//! Nothing is fetched while a schema is compiled: a reference out of the schema is an error.
//! Formats are annotations (draft 2020-12), so they reject nothing. Patterns may look ahead.

use jsonschema::{PatternOptions, Validator};
use serde_json::{Map, Value};

#[cfg(test)]
mod tests;

/// Most problems of one list that are told.
const PROBLEMS_MAX: usize = 50;

/// A compiled schema.
#[derive(Debug)]
pub struct Schema(Validator);

/// A schema that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("this is no JSON Schema: {0}")]
pub struct SchemaError(String);

/// Whether a list keeps to its schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It does.
    Accepted,
    /// It does not; none of it may be read.
    Rejected(Vec<Problem>),
}

/// One breach of a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// JSON pointer to the place in the list; empty for its root.
    pub pointer: String,
    /// What is wrong, without the value that stands there: it may be a name.
    pub words: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let pointer = if self.pointer.is_empty() { "/" } else { &self.pointer };
        write!(f, "{pointer}: {}", self.words)
    }
}

impl Schema {
    /// Compiles a schema.
    ///
    /// An `examples` member that is no array is dropped first: some publishers write one value
    /// there, it constrains nothing, and a strict library refuses the whole schema for it.
    ///
    /// # Errors
    ///
    /// When the schema does not keep to its own draft, or refers out of itself.
    pub fn compile(schema: &Value) -> Result<Self, SchemaError> {
        let validator = jsonschema::options()
            .offline()
            .with_pattern_options(PatternOptions::fancy_regex())
            .build(&mended(schema))
            .map_err(|error| SchemaError(format!("at {}: {error}", error.instance_path())))?;
        Ok(Self(validator))
    }

    /// Judges a list.
    pub fn judge(&self, list: &Value) -> Verdict {
        let problems: Vec<Problem> = self
            .0
            .iter_errors(list)
            .take(PROBLEMS_MAX)
            .map(|error| Problem {
                pointer: error.instance_path().to_string(),
                words: error.masked().to_string(),
            })
            .collect();
        if problems.is_empty() { Verdict::Accepted } else { Verdict::Rejected(problems) }
    }
}

/// Keywords whose members are schemas under names of their own.
const NAMED: [&str; 5] =
    ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"];

/// Keywords whose value is data, not a schema.
const DATA: [&str; 4] = ["const", "enum", "default", "examples"];

fn mended(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => Value::Object(
            members
                .iter()
                .filter(|(key, value)| key.as_str() != "examples" || value.is_array())
                .map(|(key, value)| (key.clone(), mended_member(key, value)))
                .collect(),
        ),
        Value::Array(schemas) => Value::Array(schemas.iter().map(mended).collect()),
        other => other.clone(),
    }
}

fn mended_member(key: &str, value: &Value) -> Value {
    match value {
        Value::Object(named) if NAMED.contains(&key) => Value::Object(
            named
                .iter()
                .map(|(name, schema)| (name.clone(), mended(schema)))
                .collect::<Map<_, _>>(),
        ),
        data if DATA.contains(&key) => data.clone(),
        schema => mended(schema),
    }
}
