//! Measures what an operation asks for, before any rule walks it.
//!
//! A fragment is measured once and counted wherever it is spread, so that a short text that
//! unfolds into millions of fields is refused in linear time.

use std::collections::HashMap;

use async_graphql::parser::types::{
    Directive, ExecutableDocument, OperationDefinition, Selection, SelectionSet,
};
use async_graphql::{Name, Positioned};
use service::Code;

use super::{Limits, Refusal};

/// Over how many levels fragments may spread each other.
const FRAGMENTS_INSIDE_MAX: usize = 24;

/// What an operation asks for, with every fragment unfolded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Measure {
    /// Levels of fields.
    pub depth: usize,
    /// Fields.
    pub fields: usize,
    /// Fields under another name.
    pub aliases: usize,
    /// Directives.
    pub directives: usize,
    /// Whether the schema itself is asked for.
    pub introspection: bool,
}

impl Measure {
    fn add(&mut self, other: Self) {
        self.depth = self.depth.max(other.depth);
        self.fields = self.fields.saturating_add(other.fields);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.directives = self.directives.saturating_add(other.directives);
        self.introspection |= other.introspection;
    }
}

/// Measures one operation of `document`; refuses a fragment that includes itself.
pub(super) fn operation(
    document: &ExecutableDocument,
    operation: &OperationDefinition,
) -> Result<Measure, Refusal> {
    let mut walk = Walk { document, known: HashMap::new(), inside: 0 };
    let mut measure = walk.set(&operation.selection_set.node)?;
    measure.directives = measure.directives.saturating_add(operation.directives.len());
    Ok(measure)
}

/// Refuses an operation that goes beyond a limit; names every limit it breaks.
pub(super) fn check(
    measure: &Measure,
    operation: &OperationDefinition,
    limits: &Limits,
) -> Result<(), Refusal> {
    let roots = operation.selection_set.node.items.len();
    let broken = [
        ("levels of fields", measure.depth, limits.depth_max, "ask for the inner part on its own"),
        ("aliases", measure.aliases, limits.aliases_max, "ask for lists instead of many aliases"),
        ("directives", measure.directives, limits.directives_max, "leave out what is not needed"),
        ("fields", measure.fields, limits.fields_max, "split it into several operations"),
        ("root fields", roots, limits.root_fields_max, "split it into several operations"),
    ]
    .into_iter()
    .filter(|(_, found, limit, _)| found > limit)
    .map(|(what, found, limit, advice)| {
        (
            Code::TooCostly,
            format!("the operation has {found} {what}, at most {limit} are allowed; {advice}"),
        )
    })
    .collect::<Vec<_>>();
    if broken.is_empty() { Ok(()) } else { Err(Refusal::validation(broken)) }
}

struct Walk<'a> {
    document: &'a ExecutableDocument,
    /// What each fragment measures; none while it is being measured.
    known: HashMap<&'a Name, Option<Measure>>,
    /// How many fragments are being measured, each inside the one before.
    inside: usize,
}

impl<'a> Walk<'a> {
    fn set(&mut self, set: &'a SelectionSet) -> Result<Measure, Refusal> {
        let mut sum = Measure::default();
        for item in &set.items {
            sum.add(self.selection(&item.node)?);
        }
        Ok(sum)
    }

    fn selection(&mut self, selection: &'a Selection) -> Result<Measure, Refusal> {
        let mut measure = match selection {
            Selection::Field(field) => {
                let mut inner = self.set(&field.node.selection_set.node)?;
                inner.depth += 1;
                inner.fields = inner.fields.saturating_add(1);
                inner.aliases = inner.aliases.saturating_add(field.node.alias.iter().count());
                let name = field.node.name.node.as_str();
                inner.introspection |= name == "__schema" || name == "__type";
                inner
            }
            Selection::InlineFragment(fragment) => self.set(&fragment.node.selection_set.node)?,
            Selection::FragmentSpread(spread) => self.fragment(&spread.node.fragment_name)?,
        };
        measure.directives = measure.directives.saturating_add(count(selection.directives()));
        Ok(measure)
    }

    fn fragment(&mut self, name: &'a Positioned<Name>) -> Result<Measure, Refusal> {
        match self.known.get(&name.node) {
            Some(Some(measure)) => return Ok(*measure),
            Some(None) => {
                return Err(Refusal::validation([(
                    Code::BadInput,
                    format!("fragment \"{}\" includes itself", name.node),
                )])
                .at(name.pos.line, name.pos.column));
            }
            None => {}
        }
        // A fragment that is not defined is reported by validation.
        let Some(fragment) = self.document.fragments.get(&name.node) else {
            return Ok(Measure::default());
        };
        if self.inside == FRAGMENTS_INSIDE_MAX {
            return Err(Refusal::validation([(
                Code::TooCostly,
                format!("fragments spread each other over more than {FRAGMENTS_INSIDE_MAX} levels"),
            )]));
        }
        self.known.insert(&name.node, None);
        self.inside += 1;
        let mut measure = self.set(&fragment.node.selection_set.node)?;
        self.inside -= 1;
        measure.directives = measure.directives.saturating_add(count(&fragment.node.directives));
        self.known.insert(&name.node, Some(measure));
        Ok(measure)
    }
}

fn count(directives: &[Positioned<Directive>]) -> usize {
    directives.len()
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    fn measured(text: &str) -> Result<Measure, Refusal> {
        let document = parse_query(text).unwrap();
        let (_, definition) = document.operations.iter().next().unwrap();
        operation(&document, &definition.node)
    }

    #[test]
    fn unfolds_fragments_wherever_they_are_spread() {
        let measure =
            measured("{ x: a { ...F ...F } } fragment F on A { b { c @skip(if: true) } }").unwrap();
        let expected =
            Measure { depth: 3, fields: 5, aliases: 1, directives: 2, introspection: false };
        assert_eq!(measure, expected);
    }

    #[test]
    fn a_short_text_that_unfolds_into_a_million_fields_is_measured_at_once() {
        let double = |level| {
            let next = level + 1;
            format!("fragment F{level} on Q {{ ...F{next} ...F{next} }} ")
        };
        let fragments = (0..20).map(double).collect::<Vec<_>>().concat();
        let text = format!("{{ ...F0 }} {fragments} fragment F20 on Q {{ a }}");
        assert_eq!(measured(&text).unwrap().fields, 1 << 20);
    }

    #[test]
    fn a_fragment_that_includes_itself_is_refused() {
        let refusal =
            measured("{ ...A } fragment A on Q { ...B } fragment B on Q { ...A }").unwrap_err();
        assert_eq!(refusal.code(), Code::BadInput);
    }
}
