//! An argument whose variable was not given is as if it were not written.
//!
//! Section 6.4.1 of the GraphQL specification; the executor takes such an argument for a mistake
//! where it computes the cost of a field.

use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, Selection, SelectionSet,
};
use async_graphql::{Name, Positioned, Variables};
use async_graphql_value::Value;

/// Takes out of `document` what stands for variables that were not given and have no default.
pub(super) fn strip(document: &mut ExecutableDocument, variables: &Variables) {
    let names: Vec<Name> = document
        .operations
        .iter()
        .flat_map(|(_, operation)| undefined(&operation.node, variables))
        .collect();
    if names.is_empty() {
        return;
    }
    let mut absent = Absent { names, met: Vec::new() };
    for fragment in document.fragments.values_mut() {
        absent.selections(&mut fragment.node.selection_set);
    }
    let operations: Vec<&mut OperationDefinition> = match &mut document.operations {
        DocumentOperations::Single(operation) => vec![&mut operation.node],
        DocumentOperations::Multiple(operations) => {
            operations.values_mut().map(|operation| &mut operation.node).collect()
        }
    };
    for operation in operations {
        absent.selections(&mut operation.selection_set);
        // What is nowhere asked for any more is no longer declared; what never was stays a mistake.
        let met = &absent.met;
        operation.variable_definitions.retain(|one| !met.contains(&one.node.name.node));
    }
}

fn undefined(operation: &OperationDefinition, variables: &Variables) -> Vec<Name> {
    operation
        .variable_definitions
        .iter()
        .map(|definition| &definition.node)
        .filter(|definition| {
            definition.var_type.node.nullable && definition.default_value.is_none()
        })
        .map(|definition| definition.name.node.clone())
        .filter(|name| !variables.contains_key(name))
        .collect()
}

/// Variables that were not given, and those of them that were met.
struct Absent {
    names: Vec<Name>,
    met: Vec<Name>,
}

impl Absent {
    fn selections(&mut self, set: &mut Positioned<SelectionSet>) {
        for selection in &mut set.node.items {
            match &mut selection.node {
                Selection::Field(field) => {
                    self.arguments(&mut field.node.arguments);
                    self.selections(&mut field.node.selection_set);
                }
                Selection::InlineFragment(fragment) => {
                    self.selections(&mut fragment.node.selection_set);
                }
                Selection::FragmentSpread(_) => {}
            }
        }
    }

    fn arguments(&mut self, arguments: &mut Vec<(Positioned<Name>, Positioned<Value>)>) {
        arguments.retain(|(_, value)| !self.is(&value.node));
        for (_, value) in arguments {
            self.fields(&mut value.node);
        }
    }

    /// The same for the fields of input objects (section 3.10.1).
    fn fields(&mut self, value: &mut Value) {
        match value {
            Value::Object(object) => {
                object.retain(|_, value| !self.is(value));
                for value in object.values_mut() {
                    self.fields(value);
                }
            }
            Value::List(items) => {
                for item in items {
                    self.fields(item);
                }
            }
            _ => {}
        }
    }

    fn is(&mut self, value: &Value) -> bool {
        let Value::Variable(name) = value else { return false };
        let absent = self.names.contains(name);
        if absent && !self.met.contains(name) {
            self.met.push(name.clone());
        }
        absent
    }
}
