//! Parsed documents, held by text, each cut down to the operation asked for.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use async_graphql::parser::parse_query;
use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, FragmentDefinition, OperationType, Selection,
    SelectionSet,
};
use async_graphql::{Name, Positioned};
use moka::sync::Cache;
use service::Code;
use sha2::{Digest, Sha256};

use super::{Limits, Refusal, measure, refusal, scan};

/// Kind of operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Reads.
    Query,
    /// Changes.
    Mutation,
    /// Follows.
    Subscription,
}

/// A document with one operation, read and measured.
#[derive(Debug)]
pub(crate) struct Document {
    /// What the executor gets.
    pub tree: ExecutableDocument,
    pub kind: Kind,
    /// Name of the operation.
    pub name: Option<String>,
    /// Whether the schema itself is asked for.
    pub introspection: bool,
    /// Hash of the text and the operation's name.
    pub digest: [u8; 32],
}

/// Documents read before, by the hash of their text and operation.
pub(super) struct Documents {
    limits: Limits,
    held: Cache<[u8; 32], (u32, Arc<Document>)>,
}

impl Documents {
    pub(super) fn new(limits: Limits) -> Self {
        let held = Cache::builder()
            .max_capacity(limits.documents_held_bytes_max)
            .weigher(|_, (bytes, _): &(u32, Arc<Document>)| *bytes)
            .build();
        Self { limits, held }
    }

    /// The document of `text`, cut down to the operation `name`.
    pub(super) fn read(&self, text: &str, name: Option<&str>) -> Result<Arc<Document>, Refusal> {
        let digest = digest(text, name);
        if let Some((_, document)) = self.held.get(&digest) {
            return Ok(document);
        }
        scan::check(text, &self.limits)?;
        let mut tree = parse_query(text).map_err(|error| refusal::syntax(&error))?;
        let name = select(&mut tree, name)?;
        let (_, operation) = tree.operations.iter().next().ok_or_else(no_operation)?;
        let measured = measure::operation(&tree, &operation.node)?;
        measure::check(&measured, &operation.node, &self.limits)?;
        let kind = match operation.node.ty {
            OperationType::Query => Kind::Query,
            OperationType::Mutation => Kind::Mutation,
            OperationType::Subscription => Kind::Subscription,
        };
        let introspection = measured.introspection;
        let document = Arc::new(Document { tree, kind, name, introspection, digest });
        // A tree weighs some ten times its text.
        let weight = u32::try_from(text.len().saturating_mul(10)).unwrap_or(u32::MAX);
        self.held.insert(digest, (weight, Arc::clone(&document)));
        Ok(document)
    }
}

fn digest(text: &str, name: Option<&str>) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(text.len().to_le_bytes());
    hasher.update(text);
    hasher.update([u8::from(name.is_some())]);
    hasher.update(name.unwrap_or_default());
    hasher.finalize().into()
}

/// Leaves in `tree` the operation `name` alone, and the fragments it can reach.
///
/// What the other operations of the document ask for is neither charged nor walked. A document
/// with one operation stays whole, so that unused fragments are still reported.
fn select(tree: &mut ExecutableDocument, name: Option<&str>) -> Result<Option<String>, Refusal> {
    let DocumentOperations::Multiple(operations) = &mut tree.operations else {
        return match name {
            None => Ok(None),
            Some(name) => Err(unknown_operation(name, &[])),
        };
    };
    let chosen = match name {
        Some(name) => Name::new(name),
        None if operations.len() == 1 => {
            operations.keys().next().cloned().ok_or_else(no_operation)?
        }
        None => {
            return Err(Refusal::validation([(
                Code::BadInput,
                format!(
                    "the document has {} operations; say with \"operationName\" which one to run",
                    operations.len()
                ),
            )]));
        }
    };
    let single = operations.len() == 1;
    let Some(operation) = operations.remove(&chosen) else {
        let mut names = operations.keys().map(Name::as_str).collect::<Vec<_>>();
        names.sort_unstable();
        return Err(unknown_operation(chosen.as_str(), &names));
    };
    let mut reached = HashSet::new();
    reach(&operation.node.selection_set.node, &tree.fragments, &mut reached);
    operations.clear();
    operations.insert(chosen.clone(), operation);
    if !single {
        tree.fragments.retain(|name, _| reached.contains(name));
    }
    Ok(Some(chosen.to_string()))
}

type Fragments = HashMap<Name, Positioned<FragmentDefinition>>;

/// Every fragment that `set` spreads, and those they spread; each is entered once.
fn reach(set: &SelectionSet, fragments: &Fragments, reached: &mut HashSet<Name>) {
    let mut open = vec![set];
    while let Some(set) = open.pop() {
        for item in &set.items {
            match &item.node {
                Selection::Field(field) => open.push(&field.node.selection_set.node),
                Selection::InlineFragment(inline) => open.push(&inline.node.selection_set.node),
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    if reached.insert(name.clone())
                        && let Some(fragment) = fragments.get(name)
                    {
                        open.push(&fragment.node.selection_set.node);
                    }
                }
            }
        }
    }
}

fn no_operation() -> Refusal {
    Refusal::document(Code::BadInput, "the document has no operation")
}

fn unknown_operation(name: &str, known: &[&str]) -> Refusal {
    let known = if known.is_empty() {
        "its only operation has no name".to_owned()
    } else {
        format!("it has {}", known.join(", "))
    };
    Refusal::validation([(
        Code::BadInput,
        format!("the document has no operation named \"{name}\"; {known}"),
    )])
}
