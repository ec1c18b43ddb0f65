//! Values a client gives against their types: every mistake, no value.
//!
//! Checks variables against what the operation declares, and arguments in the text against the
//! schema. The executor's own rule stops at the first mistake of a value and lets some through to
//! the resolvers; its complaints about arguments are dropped where this check has its own.

use async_graphql::indexmap::IndexMap;
use async_graphql::parser::types::{BaseType, ExecutableDocument, Type, VariableDefinition};
use async_graphql::registry::{MetaInputValue, MetaType, MetaTypeName, Registry};
use async_graphql::{Name, Pos, Positioned, ServerError, Value, Variables};
use async_graphql_value::Value as InputValue;

use super::arguments;

/// How many mistakes are told at most.
const MISTAKES_TOLD_MAX: usize = 50;
/// How many values of an enumeration are named in a message at most.
const VALUES_NAMED_MAX: usize = 24;

/// Every mistake in `variables` and in the arguments of the one operation of `document`.
pub(super) fn check(
    registry: &Registry,
    document: &ExecutableDocument,
    variables: &Variables,
) -> Vec<ServerError> {
    let Some((_, operation)) = document.operations.iter().next() else { return Vec::new() };
    let definitions = &operation.node.variable_definitions;
    let mut check = Check { registry, mistakes: Vec::new(), place: operation.pos };
    for definition in definitions {
        check.variable(definition, variables);
    }
    check.place = operation.pos;
    for name in variables.keys() {
        if !definitions.iter().any(|definition| definition.node.name.node == *name) {
            let known = definitions
                .iter()
                .map(|definition| format!("${}", definition.node.name.node))
                .collect::<Vec<_>>();
            let known = if known.is_empty() { "no variable".to_owned() } else { known.join(", ") };
            check.mistake(
                &format!("${name}"),
                &format!("is not declared; the operation declares {known}"),
            );
        }
    }
    for argument in arguments::of(registry, document) {
        // A variable that stands for the whole argument has been checked above.
        if !matches!(argument.value, InputValue::Variable(_)) {
            check.place = argument.name.pos;
            check.written(&argument.path, &argument.input.ty, &opaque(argument.value));
        }
    }
    check.mistakes
}

/// A value of the text, with bytes in place of each variable inside: bytes are what no client can
/// write, and what every check passes over.
fn opaque(value: &InputValue) -> Value {
    match value {
        InputValue::Variable(_) => Value::Binary(Vec::new().into()),
        InputValue::List(items) => Value::List(items.iter().map(opaque).collect()),
        InputValue::Object(fields) => Value::Object(
            fields.iter().map(|(name, value)| (name.clone(), opaque(value))).collect(),
        ),
        plain => plain.clone().into_const().unwrap_or_default(),
    }
}

struct Check<'a> {
    registry: &'a Registry,
    mistakes: Vec<ServerError>,
    place: Pos,
}

impl Check<'_> {
    fn mistake(&mut self, path: &str, what: &str) {
        if self.mistakes.len() < MISTAKES_TOLD_MAX {
            let whose = if path.starts_with('$') { "variable" } else { "argument" };
            let message = format!("{whose} \"{path}\" {what}");
            self.mistakes.push(ServerError::new(message, Some(self.place)));
        }
    }

    fn variable(&mut self, definition: &Positioned<VariableDefinition>, variables: &Variables) {
        self.place = definition.pos;
        let declared = &definition.node.var_type.node;
        let path = format!("${}", definition.node.name.node);
        match variables.get(&definition.node.name.node) {
            None if !declared.nullable && definition.node.default_value.is_none() => {
                self.mistake(&path, &format!("of type {declared} is required but not given"));
            }
            None => {}
            Some(value) => self.declared(&path, declared, value),
        }
    }

    fn declared(&mut self, path: &str, declared: &Type, value: &Value) {
        match (value, &declared.base) {
            (Value::Null, _) if declared.nullable => {}
            (Value::Null, _) => self.mistake(path, &format!("must not be null: it is {declared}")),
            (Value::List(items), BaseType::List(inner)) => {
                for (index, item) in items.iter().enumerate() {
                    self.declared(&format!("{path}[{index}]"), inner, item);
                }
            }
            (_, BaseType::List(inner)) => self.declared(path, inner, value),
            (_, BaseType::Named(name)) => self.named(path, name.as_str(), value),
        }
    }

    /// The same for a type as the registry writes it: `[String!]!`.
    fn written(&mut self, path: &str, written: &str, value: &Value) {
        match (MetaTypeName::create(written), value) {
            (MetaTypeName::NonNull(_), Value::Null) => {
                self.mistake(path, &format!("must not be null: it is {written}"));
            }
            // Bytes stand for a variable: its own type has been checked, and validation compares
            // the two.
            (_, Value::Null | Value::Binary(_)) => {}
            (MetaTypeName::List(inner), Value::List(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.written(&format!("{path}[{index}]"), inner, item);
                }
            }
            (MetaTypeName::NonNull(inner) | MetaTypeName::List(inner), _) => {
                self.written(path, inner, value);
            }
            (MetaTypeName::Named(name), _) => self.named(path, name, value),
        }
    }

    fn named(&mut self, path: &str, name: &str, value: &Value) {
        // A type that does not exist, or is no input, is reported by validation.
        match self.registry.types.get(name) {
            Some(MetaType::Scalar { is_valid: Some(is_valid), .. }) if !is_valid(value) => {
                self.mistake(path, &format!("must be {name}, found {}", kind(value)));
            }
            Some(MetaType::Enum { enum_values, .. }) => {
                let known = match value {
                    Value::String(text) => enum_values.contains_key(text.as_str()),
                    Value::Enum(text) => enum_values.contains_key(text.as_str()),
                    _ => false,
                };
                if !known {
                    let values = self.named_values(enum_values.keys());
                    self.mistake(path, &format!("must be a value of {name}{values}"));
                }
            }
            Some(MetaType::InputObject { input_fields, oneof, .. }) => match value {
                Value::Object(fields) => self.object(path, name, input_fields, *oneof, fields),
                _ => self.mistake(
                    path,
                    &format!("must be an object of type {name}, found {}", kind(value)),
                ),
            },
            _ => {}
        }
    }

    fn object(
        &mut self,
        path: &str,
        name: &str,
        known: &IndexMap<String, MetaInputValue>,
        oneof: bool,
        given: &IndexMap<Name, Value>,
    ) {
        if oneof && (given.len() != 1 || given.values().any(|value| *value == Value::Null)) {
            self.mistake(path, &format!("must have exactly one field of {name}, and not null"));
        }
        for field in known.values() {
            self.field(path, field, given.get(field.name.as_str()), oneof);
        }
        for field in given.keys().filter(|field| !known.contains_key(field.as_str())) {
            self.mistake(&format!("{path}.{field}"), &format!("is not a field of {name}"));
        }
    }

    /// The values a client may choose from, where the schema is no secret.
    fn named_values<'v>(&self, values: impl ExactSizeIterator<Item = &'v String>) -> String {
        if !self.registry.enable_suggestions {
            return String::new();
        }
        let more = if values.len() > VALUES_NAMED_MAX { ", …" } else { "" };
        let named = values.take(VALUES_NAMED_MAX).map(String::as_str).collect::<Vec<_>>();
        format!(": one of {}{more}", named.join(", "))
    }

    fn field(&mut self, path: &str, field: &MetaInputValue, value: Option<&Value>, oneof: bool) {
        let path = format!("{path}.{}", field.name);
        match value {
            // A null under a key is told once, for the whole object.
            Some(Value::Null) if oneof => {}
            Some(value) => self.written(&path, &field.ty, value),
            None if field.ty.ends_with('!') && field.default_value.is_none() => {
                self.mistake(&path, &format!("of type {} is required but not given", field.ty));
            }
            None => {}
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Boolean(_) => "a boolean",
        Value::Binary(_) => "bytes",
        Value::Enum(_) => "an enum value",
        Value::List(_) => "a list",
        Value::Object(_) => "an object",
    }
}
