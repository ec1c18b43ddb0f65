//! Finds every argument of an operation, with the type the schema has for it.

use std::collections::HashSet;

use async_graphql::parser::types::{
    Directive, ExecutableDocument, Field, OperationType, Selection, SelectionSet,
};
use async_graphql::registry::{MetaField, MetaInputValue, MetaType, Registry};
use async_graphql::{Name, Positioned};
use async_graphql_value::Value as InputValue;

/// One argument: where it stands, its type, its value.
pub(super) struct Argument<'a> {
    pub path: String,
    pub name: &'a Positioned<Name>,
    pub input: &'a MetaInputValue,
    pub value: &'a InputValue,
}

/// Every argument of fields and directives; what the schema does not know is left to validation.
pub(super) fn of<'a>(
    registry: &'a Registry,
    document: &'a ExecutableDocument,
) -> Vec<Argument<'a>> {
    let mut walk = Walk { registry, document, entered: HashSet::new(), found: Vec::new() };
    for (_, operation) in document.operations.iter() {
        let root = match operation.node.ty {
            OperationType::Query => Some(registry.query_type.as_str()),
            OperationType::Mutation => registry.mutation_type.as_deref(),
            OperationType::Subscription => registry.subscription_type.as_deref(),
        };
        walk.directives(&operation.node.directives);
        let root = root.and_then(|name| registry.types.get(name));
        walk.set(root, &operation.node.selection_set.node);
    }
    walk.found
}

struct Walk<'a> {
    registry: &'a Registry,
    document: &'a ExecutableDocument,
    /// Fragments are walked once, however often they are spread.
    entered: HashSet<&'a Name>,
    found: Vec<Argument<'a>>,
}

impl<'a> Walk<'a> {
    fn set(&mut self, parent: Option<&'a MetaType>, set: &'a SelectionSet) {
        for item in &set.items {
            self.directives(item.node.directives());
            match &item.node {
                Selection::Field(field) => self.field(parent, &field.node),
                Selection::InlineFragment(inline) => {
                    let condition = inline.node.type_condition.as_ref();
                    let inner = match condition {
                        Some(condition) => self.named(condition.node.on.node.as_str()),
                        None => parent,
                    };
                    self.set(inner, &inline.node.selection_set.node);
                }
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    if let Some(fragment) = self.document.fragments.get(name)
                        && self.entered.insert(name)
                    {
                        let inner = self.named(fragment.node.type_condition.node.on.node.as_str());
                        self.set(inner, &fragment.node.selection_set.node);
                    }
                }
            }
        }
    }

    fn field(&mut self, parent: Option<&'a MetaType>, field: &'a Field) {
        let name = field.name.node.as_str();
        let known: Option<&'a MetaField> = parent.and_then(|parent| parent.field_by_name(name));
        if let Some(known) = known {
            for (argument, value) in &field.arguments {
                if let Some(input) = known.args.get(argument.node.as_str()) {
                    let path = format!("{name}({})", argument.node);
                    self.found.push(Argument { path, name: argument, input, value: &value.node });
                }
            }
        }
        let inner = known.and_then(|known| self.registry.concrete_type_by_name(&known.ty));
        self.set(inner, &field.selection_set.node);
    }

    fn directives(&mut self, directives: &'a [Positioned<Directive>]) {
        for directive in directives {
            let name = directive.node.name.node.as_str();
            let Some(known) = self.registry.directives.get(name) else { continue };
            for (argument, value) in &directive.node.arguments {
                if let Some(input) = known.args.get(argument.node.as_str()) {
                    let path = format!("@{name}({})", argument.node);
                    self.found.push(Argument { path, name: argument, input, value: &value.node });
                }
            }
        }
    }

    fn named(&self, name: &str) -> Option<&'a MetaType> {
        self.registry.types.get(name)
    }
}
