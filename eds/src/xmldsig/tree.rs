//! An XML document as a tree that canonicalisation can walk: strict, bounded, without a DTD.
//!
//! Invariants: no entity but the five of XML 1.0 exists; every prefix is declared; no element has
//! two attributes of one name; nothing but UTF-8 is read. What does not fit is refused, because a
//! reader that guesses and a reader that does not would see two different documents.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::lexical::{attribute_value, is_ncname, is_xml_char, newlines, qname, reference, utf8};
use crate::limits::Limits;
use crate::reason::Reason;

pub(crate) const XML_NS: &str = "http://www.w3.org/XML/1998/namespace";
const XMLNS_NS: &str = "http://www.w3.org/2000/xmlns/";

/// Place of a node in its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct NodeId(u32);

#[derive(Debug)]
pub(crate) enum Node {
    Element(Box<Element>),
    Text(String),
    Comment(String),
    Instruction { target: String, data: String },
}

#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) parent: Option<NodeId>,
    pub(crate) prefix: String,
    pub(crate) local: String,
    /// Index of the namespace's name; zero is no namespace.
    uri: usize,
    /// Declarations on this element: prefix (empty for the default) and namespace.
    pub(crate) declared: Vec<(String, String)>,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) children: Vec<NodeId>,
}

#[derive(Debug)]
pub(crate) struct Attribute {
    pub(crate) prefix: String,
    pub(crate) local: String,
    /// The namespace's name; empty for none.
    pub(crate) uri: String,
    pub(crate) value: String,
}

/// A parsed document.
#[derive(Debug)]
pub(crate) struct Document {
    nodes: Vec<Node>,
    uris: Vec<String>,
    /// Comments, instructions and the root element, in order.
    pub(crate) top: Vec<NodeId>,
    root: NodeId,
}

impl Document {
    pub(crate) fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, Reason> {
        if bytes.len() > limits.xml_bytes {
            return Err(Reason::LimitPassed);
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes).map_err(|_err| Reason::Malformed)?;
        if !text.chars().all(is_xml_char) {
            return Err(Reason::Malformed);
        }
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.check_comments = true;
        config.trim_markup_names_in_closing_tags = true;
        let mut builder = Builder::new(limits);
        loop {
            match reader.read_event().map_err(|_err| Reason::Malformed)? {
                Event::Eof => break,
                event => builder.take(event)?,
            }
        }
        builder.finish()
    }

    pub(crate) fn root(&self) -> NodeId {
        self.root
    }

    pub(crate) fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.0 as usize)
    }

    pub(crate) fn element(&self, id: NodeId) -> Option<&Element> {
        match self.node(id)? {
            Node::Element(element) => Some(element),
            _ => None,
        }
    }

    pub(crate) fn uri(&self, element: &Element) -> &str {
        self.uris.get(element.uri).map_or("", String::as_str)
    }

    pub(crate) fn is(&self, id: NodeId, uri: &str, local: &str) -> bool {
        self.element(id).is_some_and(|e| e.local == local && self.uri(e) == uri)
    }

    /// Every element, in the order of the document.
    pub(crate) fn elements(&self) -> impl Iterator<Item = (NodeId, &Element)> {
        self.nodes.iter().zip(0..).filter_map(|(node, index)| match node {
            Node::Element(element) => Some((NodeId(index), element.as_ref())),
            _ => None,
        })
    }

    pub(crate) fn child_elements(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let children = self.element(id).map_or(&[][..], |e| &e.children);
        children.iter().copied().filter(|child| self.element(*child).is_some())
    }

    /// The only child element of that name; none when there are several.
    pub(crate) fn only_child(&self, id: NodeId, uri: &str, local: &str) -> Option<NodeId> {
        let mut found = self.child_elements(id).filter(|child| self.is(*child, uri, local));
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// The text directly inside an element.
    pub(crate) fn text(&self, id: NodeId) -> String {
        let children = self.element(id).map_or(&[][..], |e| &e.children);
        let texts = children.iter().filter_map(|child| match self.node(*child) {
            Some(Node::Text(text)) => Some(text.as_str()),
            _ => None,
        });
        texts.collect()
    }

    /// Whether `id` is `ancestor` or inside it.
    pub(crate) fn is_within(&self, id: NodeId, ancestor: NodeId) -> bool {
        let mut current = Some(id);
        while let Some(node) = current {
            if node == ancestor {
                return true;
            }
            current = self.element(node).and_then(|e| e.parent);
        }
        false
    }

    /// Elements that bear the identifier, by any attribute that may hold one.
    pub(crate) fn identified(&self, identifier: &str) -> Vec<NodeId> {
        let bears = |e: &Element| {
            e.attributes
                .iter()
                .any(|a| matches!(a.local.as_str(), "Id" | "ID" | "id") && a.value == identifier)
        };
        self.elements().filter(|(_, e)| bears(e)).map(|(id, _)| id).collect()
    }
}

impl Element {
    pub(crate) fn attribute(&self, local: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|a| a.local == local && a.uri.is_empty());
        found.map(|a| a.value.as_str())
    }
}

struct Builder<'l> {
    limits: &'l Limits,
    count: usize,
    nodes: Vec<Node>,
    uris: Vec<String>,
    uri_index: HashMap<String, usize>,
    top: Vec<NodeId>,
    root: Option<NodeId>,
    open: Vec<NodeId>,
    /// What each prefix means here, the innermost last.
    scope: HashMap<String, Vec<String>>,
}

impl<'l> Builder<'l> {
    fn new(limits: &'l Limits) -> Self {
        Self {
            limits,
            count: 0,
            nodes: vec![],
            uris: vec![String::new()],
            uri_index: HashMap::from([(String::new(), 0)]),
            top: vec![],
            root: None,
            open: vec![],
            scope: HashMap::from([("xml".to_owned(), vec![XML_NS.to_owned()])]),
        }
    }

    fn take(&mut self, event: Event<'_>) -> Result<(), Reason> {
        match event {
            Event::Start(start) => self.start(&start),
            Event::Empty(start) => {
                self.start(&start)?;
                self.end()
            }
            Event::End(_) => self.end(),
            Event::Text(text) => self.text(&newlines(utf8(&text)?)),
            Event::CData(data) => self.text(&newlines(utf8(&data)?)),
            Event::GeneralRef(name) => {
                let character = reference(utf8(&name)?)?;
                self.text(character.encode_utf8(&mut [0; 4]))
            }
            Event::Comment(text) => self.add(Node::Comment(newlines(utf8(&text)?))),
            Event::PI(instruction) => {
                let target = utf8(instruction.target())?.to_owned();
                if target.eq_ignore_ascii_case("xml") || !is_ncname(&target) {
                    return Err(Reason::Malformed);
                }
                let data = newlines(utf8(instruction.content())?.trim_start());
                self.add(Node::Instruction { target, data })
            }
            Event::Decl(declaration) => {
                let version = declaration.version().map_err(|_err| Reason::Malformed)?;
                let encoding = match declaration.encoding() {
                    None => true,
                    Some(Ok(name)) => {
                        name.eq_ignore_ascii_case(b"utf-8")
                            || name.eq_ignore_ascii_case(b"us-ascii")
                    }
                    Some(Err(_)) => false,
                };
                let first = self.nodes.is_empty();
                (first && encoding && version.as_ref() == b"1.0")
                    .then_some(())
                    .ok_or(Reason::Malformed)
            }
            Event::DocType(_) => Err(Reason::XmlForbidden),
            Event::Eof => Ok(()),
        }
    }

    fn spend(&mut self, nodes: usize) -> Result<(), Reason> {
        self.count = self.count.saturating_add(nodes);
        if self.count > self.limits.xml_nodes { Err(Reason::LimitPassed) } else { Ok(()) }
    }

    fn add(&mut self, node: Node) -> Result<(), Reason> {
        self.push(node).map(|_id| ())
    }

    fn push(&mut self, node: Node) -> Result<NodeId, Reason> {
        self.spend(1)?;
        let id = NodeId(u32::try_from(self.nodes.len()).map_err(|_err| Reason::LimitPassed)?);
        self.nodes.push(node);
        let siblings = match self.open.last().and_then(|open| self.nodes.get_mut(open.0 as usize)) {
            Some(Node::Element(parent)) => &mut parent.children,
            _ => &mut self.top,
        };
        siblings.push(id);
        Ok(id)
    }

    fn text(&mut self, text: &str) -> Result<(), Reason> {
        if self.open.is_empty() {
            let blank = text.chars().all(|c| matches!(c, ' ' | '\t' | '\n' | '\r'));
            return if blank { Ok(()) } else { Err(Reason::Malformed) };
        }
        self.add(Node::Text(text.to_owned()))
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Reason> {
        if self.open.is_empty() && self.root.is_some() {
            return Err(Reason::Malformed);
        }
        if self.open.len() >= self.limits.xml_depth {
            return Err(Reason::LimitPassed);
        }
        let (prefix, local) = qname(utf8(start.name().into_inner())?)?;
        let (declared, plain) = self.split_attributes(start)?;
        for (prefix, uri) in &declared {
            self.scope.entry(prefix.clone()).or_default().push(uri.clone());
        }
        let uri = self.resolve(&prefix, true)?;
        let uri = self.intern(uri);
        let attributes = plain
            .into_iter()
            .map(|(prefix, local, value)| {
                let uri = self.resolve(&prefix, false)?;
                Ok(Attribute { prefix, local, uri, value })
            })
            .collect::<Result<Vec<_>, Reason>>()?;
        let mut names: Vec<_> = attributes.iter().map(|a| (&a.uri, &a.local)).collect();
        names.sort_unstable();
        if names.windows(2).any(|pair| matches!(pair, [a, b] if a == b)) {
            return Err(Reason::Malformed);
        }
        let parent = self.open.last().copied();
        let element =
            Element { parent, prefix, local, uri, declared, attributes, children: vec![] };
        let id = self.push(Node::Element(Box::new(element)))?;
        self.root.get_or_insert(id);
        self.open.push(id);
        Ok(())
    }

    fn end(&mut self) -> Result<(), Reason> {
        let id = self.open.pop().ok_or(Reason::Malformed)?;
        if let Some(Node::Element(element)) = self.nodes.get(id.0 as usize) {
            for (prefix, _) in &element.declared {
                if let Some(meanings) = self.scope.get_mut(prefix) {
                    meanings.pop();
                }
            }
        }
        Ok(())
    }

    /// Declarations of namespaces apart from the other attributes.
    #[expect(clippy::type_complexity, reason = "two lists that live for one call")]
    fn split_attributes(
        &mut self,
        start: &BytesStart<'_>,
    ) -> Result<(Vec<(String, String)>, Vec<(String, String, String)>), Reason> {
        let mut declared: Vec<(String, String)> = Vec::new();
        let mut plain = Vec::new();
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_err| Reason::Malformed)?;
            if declared.len() + plain.len() >= self.limits.xml_attributes {
                return Err(Reason::LimitPassed);
            }
            self.spend(1)?;
            let value = attribute_value(utf8(&attribute.value)?)?;
            let (prefix, local) = qname(utf8(attribute.key.into_inner())?)?;
            let name = match (prefix.as_str(), local.as_str()) {
                ("", "xmlns") => String::new(),
                ("xmlns", _) => local,
                _ => {
                    plain.push((prefix, local, value));
                    continue;
                }
            };
            let reserved = name == "xmlns"
                || value == XMLNS_NS
                || (name == "xml") != (value == XML_NS)
                || (value.is_empty() && !name.is_empty());
            if reserved || declared.iter().any(|(known, _)| *known == name) {
                return Err(Reason::Malformed);
            }
            declared.push((name, value));
        }
        Ok((declared, plain))
    }

    fn resolve(&self, prefix: &str, is_element: bool) -> Result<String, Reason> {
        if prefix.is_empty() && !is_element {
            return Ok(String::new());
        }
        match self.scope.get(prefix).and_then(|meanings| meanings.last()) {
            Some(uri) => Ok(uri.clone()),
            None if prefix.is_empty() => Ok(String::new()),
            None => Err(Reason::Malformed),
        }
    }

    fn intern(&mut self, uri: String) -> usize {
        let next = self.uris.len();
        *self.uri_index.entry(uri.clone()).or_insert_with(|| {
            self.uris.push(uri);
            next
        })
    }

    fn finish(self) -> Result<Document, Reason> {
        let root = self.root.filter(|_| self.open.is_empty()).ok_or(Reason::Malformed)?;
        Ok(Document { nodes: self.nodes, uris: self.uris, top: self.top, root })
    }
}
