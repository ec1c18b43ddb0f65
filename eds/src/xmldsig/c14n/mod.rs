//! Canonical XML 1.0 and Exclusive Canonical XML 1.0 of a document, or of an element with all
//! that is inside it, without some of its elements.
//!
//! Node sets of any other shape do not exist here: nothing accepted can produce one. The output is
//! bounded, because exclusive canonicalisation may repeat a long namespace as often as it is used.

use std::collections::HashMap;

use super::tree::{Document, Element, Node, NodeId, XML_NS};
use crate::reason::Reason;

/// Which canonical form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Form {
    pub(crate) exclusive: bool,
    pub(crate) comments: bool,
    /// Prefixes of an exclusive form that are treated inclusively; empty for the default one.
    pub(crate) inclusive_prefixes: Vec<String>,
}

/// What is canonicalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Apex {
    Document,
    Element(NodeId),
}

/// The canonical bytes of the apex without the `excluded` elements.
pub(crate) fn canonicalise(
    document: &Document,
    apex: Apex,
    excluded: &[NodeId],
    form: &Form,
    bytes_max: usize,
) -> Result<Vec<u8>, Reason> {
    let mut writer = Writer {
        document,
        excluded,
        form,
        bytes_max,
        out: Vec::new(),
        scope: HashMap::new(),
        rendered: HashMap::new(),
    };
    match apex {
        Apex::Element(id) => writer.subtree(id)?,
        Apex::Document => {
            let mut after_root = false;
            for id in &document.top {
                let is_root = *id == document.root();
                let silent = matches!(document.node(*id), Some(Node::Comment(_))) && !form.comments;
                if silent {
                    continue;
                }
                if after_root {
                    writer.out.push(b'\n');
                }
                writer.node(*id, is_root)?;
                if !is_root && !after_root {
                    writer.out.push(b'\n');
                }
                after_root |= is_root;
            }
        }
    }
    Ok(writer.out)
}

struct Writer<'d> {
    document: &'d Document,
    excluded: &'d [NodeId],
    form: &'d Form,
    bytes_max: usize,
    out: Vec<u8>,
    /// What each prefix means in the document here, the innermost last.
    scope: HashMap<&'d str, Vec<&'d str>>,
    /// What the output has declared each prefix to mean, the innermost last.
    rendered: HashMap<&'d str, Vec<&'d str>>,
}

impl<'d> Writer<'d> {
    /// An element below other elements: their declarations are in scope, and the inclusive form
    /// inherits their attributes of the namespace `xml`.
    fn subtree(&mut self, id: NodeId) -> Result<(), Reason> {
        let mut ancestors = Vec::new();
        let mut current = self.document.element(id).and_then(|e| e.parent);
        while let Some(parent) = current {
            let Some(element) = self.document.element(parent) else { break };
            ancestors.push(element);
            current = element.parent;
        }
        for ancestor in ancestors.iter().rev() {
            self.enter(ancestor);
        }
        self.node(id, true)
    }

    fn node(&mut self, id: NodeId, is_apex: bool) -> Result<(), Reason> {
        if self.excluded.contains(&id) {
            return Ok(());
        }
        let document = self.document;
        match document.node(id) {
            Some(Node::Element(element)) => self.element(element, is_apex)?,
            Some(Node::Text(text)) => self.text(text),
            Some(Node::Comment(text)) if self.form.comments => {
                self.write(&["<!--", text, "-->"]);
            }
            Some(Node::Instruction { target, data }) if data.is_empty() => {
                self.write(&["<?", target, "?>"]);
            }
            Some(Node::Instruction { target, data }) => {
                self.write(&["<?", target, " ", data, "?>"]);
            }
            Some(Node::Comment(_)) | None => {}
        }
        if self.out.len() > self.bytes_max { Err(Reason::LimitPassed) } else { Ok(()) }
    }

    fn element(&mut self, element: &'d Element, is_apex: bool) -> Result<(), Reason> {
        self.enter(element);
        let namespaces = self.namespaces(element, is_apex);
        for (prefix, uri) in &namespaces {
            self.rendered.entry(prefix).or_default().push(uri);
        }
        let name = if element.prefix.is_empty() {
            element.local.clone()
        } else {
            format!("{}:{}", element.prefix, element.local)
        };
        self.write(&["<", &name]);
        for (prefix, uri) in &namespaces {
            if prefix.is_empty() {
                self.attribute("xmlns", uri);
            } else {
                self.attribute(&format!("xmlns:{prefix}"), uri);
            }
        }
        self.attributes(element, is_apex);
        self.write(&[">"]);
        for child in &element.children {
            self.node(*child, false)?;
        }
        self.write(&["</", &name, ">"]);
        for (prefix, _) in &namespaces {
            if let Some(meanings) = self.rendered.get_mut(prefix) {
                meanings.pop();
            }
        }
        self.leave(element);
        Ok(())
    }

    fn enter(&mut self, element: &'d Element) {
        for (prefix, uri) in &element.declared {
            self.scope.entry(prefix).or_default().push(uri);
        }
    }

    fn leave(&mut self, element: &'d Element) {
        for (prefix, _) in &element.declared {
            if let Some(meanings) = self.scope.get_mut(prefix.as_str()) {
                meanings.pop();
            }
        }
    }

    fn in_scope(&self, prefix: &str) -> &'d str {
        self.scope.get(prefix).and_then(|meanings| meanings.last()).copied().unwrap_or("")
    }

    fn is_rendered(&self, prefix: &str, uri: &str) -> bool {
        let known = self.rendered.get(prefix).and_then(|meanings| meanings.last());
        known.map_or(uri.is_empty(), |known| *known == uri)
    }

    /// The declarations to write at an element, in canonical order.
    fn namespaces(&self, element: &'d Element, is_apex: bool) -> Vec<(&'d str, &'d str)> {
        let mut prefixes: Vec<&'d str> = if self.form.exclusive {
            let attributes = element.attributes.iter().map(|a| a.prefix.as_str());
            let used = attributes.filter(|prefix| !prefix.is_empty());
            let inclusive = self.form.inclusive_prefixes.iter().map(String::as_str);
            used.chain([element.prefix.as_str()])
                .chain(inclusive.filter(|prefix| self.scope.contains_key(*prefix)))
                .collect()
        } else if is_apex {
            self.scope.keys().copied().collect()
        } else {
            element.declared.iter().map(|(prefix, _)| prefix.as_str()).collect()
        };
        prefixes.sort_unstable();
        prefixes.dedup();
        prefixes
            .into_iter()
            .map(|prefix| (prefix, self.in_scope(prefix)))
            .filter(|(prefix, uri)| *prefix != "xml" && !self.is_rendered(prefix, uri))
            .collect()
    }

    fn attributes(&mut self, element: &'d Element, is_apex: bool) {
        let mut attributes: Vec<(&str, &str, &str, &str)> = element
            .attributes
            .iter()
            .map(|a| (a.uri.as_str(), a.local.as_str(), a.prefix.as_str(), a.value.as_str()))
            .collect();
        if is_apex && !self.form.exclusive {
            let mut current = element.parent;
            while let Some(ancestor) = current.and_then(|id| self.document.element(id)) {
                for a in ancestor.attributes.iter().filter(|a| a.uri == XML_NS) {
                    if !attributes
                        .iter()
                        .any(|(uri, local, ..)| *uri == XML_NS && *local == a.local)
                    {
                        attributes.push((XML_NS, &a.local, &a.prefix, &a.value));
                    }
                }
                current = ancestor.parent;
            }
        }
        attributes.sort_unstable();
        for (_, local, prefix, value) in attributes {
            if prefix.is_empty() {
                self.attribute(local, value);
            } else {
                self.attribute(&format!("{prefix}:{local}"), value);
            }
        }
    }

    fn write(&mut self, parts: &[&str]) {
        for part in parts {
            self.out.extend_from_slice(part.as_bytes());
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.write(&[" ", name, "=\""]);
        for byte in value.bytes() {
            match byte {
                b'&' => self.out.extend_from_slice(b"&amp;"),
                b'<' => self.out.extend_from_slice(b"&lt;"),
                b'"' => self.out.extend_from_slice(b"&quot;"),
                b'\t' => self.out.extend_from_slice(b"&#x9;"),
                b'\n' => self.out.extend_from_slice(b"&#xA;"),
                b'\r' => self.out.extend_from_slice(b"&#xD;"),
                other => self.out.push(other),
            }
        }
        self.out.push(b'"');
    }

    fn text(&mut self, text: &str) {
        for byte in text.bytes() {
            match byte {
                b'&' => self.out.extend_from_slice(b"&amp;"),
                b'<' => self.out.extend_from_slice(b"&lt;"),
                b'>' => self.out.extend_from_slice(b"&gt;"),
                b'\r' => self.out.extend_from_slice(b"&#xD;"),
                other => self.out.push(other),
            }
        }
    }
}

#[cfg(test)]
mod tests;
