//! The schema as a whole: described to the last argument, and with a policy row for each field.

use std::collections::BTreeSet;

use access::{Action, fields};
use async_graphql::parser::types::{TypeDefinition, TypeKind, TypeSystemDefinition};

fn definitions() -> Vec<TypeDefinition> {
    let sdl = graphql::schema::builder().finish().sdl();
    async_graphql::parser::parse_schema(sdl)
        .expect("the executor prints what it can read")
        .definitions
        .into_iter()
        .filter_map(|definition| match definition {
            TypeSystemDefinition::Type(definition) => Some(definition.node),
            TypeSystemDefinition::Schema(_) | TypeSystemDefinition::Directive(_) => None,
        })
        .collect()
}

/// Every coordinate of a type, and whether it is described.
fn described(definition: &TypeDefinition) -> Vec<(String, bool)> {
    let name = definition.name.node.as_str();
    let mut places = vec![(name.to_owned(), definition.description.is_some())];
    match &definition.kind {
        TypeKind::Object(kind) => {
            for field in kind.fields.iter().map(|field| &field.node) {
                let place = format!("{name}.{}", field.name.node);
                places.push((place.clone(), field.description.is_some()));
                places.extend(field.arguments.iter().map(|argument| {
                    let argument = &argument.node;
                    (format!("{place}({})", argument.name.node), argument.description.is_some())
                }));
            }
        }
        TypeKind::Interface(kind) => places.extend(kind.fields.iter().map(|field| {
            let field = &field.node;
            (format!("{name}.{}", field.name.node), field.description.is_some())
        })),
        TypeKind::Enum(kind) => places.extend(kind.values.iter().map(|value| {
            let value = &value.node;
            (format!("{name}.{}", value.value.node), value.description.is_some())
        })),
        TypeKind::InputObject(kind) => places.extend(kind.fields.iter().map(|field| {
            let field = &field.node;
            (format!("{name}.{}", field.name.node), field.description.is_some())
        })),
        TypeKind::Scalar | TypeKind::Union(_) => {}
    }
    places
}

#[test]
fn everything_in_the_schema_is_described() {
    let missing: Vec<String> = definitions()
        .iter()
        .flat_map(described)
        .filter(|(_, described)| !described)
        .map(|(place, _)| place)
        .collect();
    assert!(missing.is_empty(), "without a description: {}", missing.join(", "));
}

#[test]
fn every_field_has_a_row_in_the_policy_table() {
    let mut known = BTreeSet::new();
    let mut missing = Vec::new();
    for definition in definitions() {
        let TypeKind::Object(kind) = &definition.kind else { continue };
        for field in &kind.fields {
            let pair = (definition.name.node.to_string(), field.node.name.node.to_string());
            if fields::action(&pair.0, &pair.1).is_none() {
                missing.push(format!("{} {}", pair.0, pair.1));
            }
            known.insert(pair);
        }
    }
    assert!(missing.is_empty(), "no row in access/src/fields.txt for: {}", missing.join(", "));
    let gone: Vec<String> = fields::FIELDS
        .keys()
        .filter(|(kind, field)| !known.contains(&((*kind).to_owned(), (*field).to_owned())))
        .map(|(kind, field)| format!("{kind}.{field}"))
        .collect();
    assert!(gone.is_empty(), "rows for fields that do not exist: {}", gone.join(", "));
}

#[test]
fn every_action_is_taken_by_some_field() {
    // Searching by a person is a matter of arguments: `CaseFilter.partyIin`, `partyBin`.
    for action in Action::ALL.into_iter().filter(|action| *action != Action::SearchByPerson) {
        assert!(fields::FIELDS.values().any(|taken| *taken == action), "{action:?}");
    }
}
