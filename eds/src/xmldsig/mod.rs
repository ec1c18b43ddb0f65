//! XML signatures: enveloped in a document, or over the body of a SOAP message.
//!
//! *Enter by* [`read`]. Each signature is checked with the later ones taken away, as they were not
//! there when it was made; what it covers must be the whole document or the real body.

mod c14n;
mod lexical;
mod reference;
mod signature;
mod tree;

use std::cell::Cell;

use c14n::{Apex, Form, canonicalise};
pub(crate) use signature::Outcome;
use tree::{Document, NodeId};

use crate::limits::Limits;
use crate::reason::Reason;
use crate::verdict::Form as DocumentForm;

pub(crate) const DSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
const SOAP: [&str; 2] =
    ["http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"];
const WSSE: &str =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";

/// A document with its signatures checked.
pub(crate) struct Signed {
    pub(crate) form: DocumentForm,
    pub(crate) outcomes: Vec<Outcome>,
    /// The canonical bytes of what is signed, without any signature.
    pub(crate) content: Vec<u8>,
}

/// Where the signatures of a document must stand and what they must cover.
pub(super) struct Scene<'d> {
    pub(super) document: &'d Document,
    pub(super) signatures: Vec<NodeId>,
    /// The body and the header of a SOAP message.
    pub(super) soap: Option<(NodeId, NodeId)>,
    pub(super) limits: &'d Limits,
    /// Canonical bytes that may still be made: many signatures over a large document cost no more
    /// than a few.
    budget: Cell<usize>,
}

/// Whether the bytes are a SOAP message that is signed by WS-Security.
pub(crate) fn is_soap(bytes: &[u8], limits: &Limits) -> bool {
    Document::parse(bytes, limits).is_ok_and(|document| {
        soap_parts(&document).is_some_and(|(_, header)| {
            let mut parts = document.child_elements(header);
            parts.any(|part| document.is(part, WSSE, "Security"))
        })
    })
}

/// Reads a document and checks every signature in it.
pub(crate) fn read(bytes: &[u8], wsse: bool, limits: &Limits) -> Result<Signed, Reason> {
    let document = Document::parse(bytes, limits)?;
    let signatures = signatures(&document, limits)?;
    let soap = if wsse {
        let parts = soap_parts(&document).ok_or(Reason::ReferenceNotWhole)?;
        if !signatures.iter().all(|id| stands_in_security(&document, *id, parts.1)) {
            return Err(Reason::ReferenceNotWhole);
        }
        Some(parts)
    } else {
        None
    };
    let budget = Cell::new(limits.xml_canonical_bytes);
    let scene = Scene { document: &document, signatures, soap, limits, budget };
    let apex = soap.map_or(Apex::Document, |(body, _)| Apex::Element(body));
    let form = Form { exclusive: wsse, ..Form::default() };
    let content = scene.canonical(apex, &scene.signatures, &form)?;
    let outcomes =
        (0..scene.signatures.len()).map(|index| signature::check(&scene, index)).collect();
    let form = if wsse { DocumentForm::Wsse } else { DocumentForm::Xml };
    Ok(Signed { form, outcomes, content })
}

impl Scene<'_> {
    /// Canonical bytes, as long as the budget lasts.
    pub(super) fn canonical(
        &self,
        apex: Apex,
        excluded: &[NodeId],
        form: &Form,
    ) -> Result<Vec<u8>, Reason> {
        let left = self.budget.get();
        let bytes = canonicalise(self.document, apex, excluded, form, left)?;
        self.budget.set(left.checked_sub(bytes.len()).ok_or(Reason::LimitPassed)?);
        Ok(bytes)
    }
}

/// Every signature that is not inside another one.
fn signatures(document: &Document, limits: &Limits) -> Result<Vec<NodeId>, Reason> {
    let mut found: Vec<NodeId> = Vec::new();
    for (id, element) in document.elements() {
        if element.local != "Signature" || document.uri(element) != DSIG {
            continue;
        }
        if found.iter().any(|outer| document.is_within(id, *outer)) {
            return Err(Reason::XmlForbidden);
        }
        if found.len() >= limits.signers {
            return Err(Reason::LimitPassed);
        }
        found.push(id);
    }
    Ok(found)
}

/// Body and header of a SOAP envelope that is the root.
fn soap_parts(document: &Document) -> Option<(NodeId, NodeId)> {
    let root = document.root();
    let soap = SOAP.into_iter().find(|uri| document.is(root, uri, "Envelope"))?;
    let body = document.only_child(root, soap, "Body")?;
    let header = document.only_child(root, soap, "Header")?;
    Some((body, header))
}

fn stands_in_security(document: &Document, signature: NodeId, header: NodeId) -> bool {
    let parent = document.element(signature).and_then(|e| e.parent);
    parent.is_some_and(|security| {
        document.is(security, WSSE, "Security")
            && document.element(security).and_then(|e| e.parent) == Some(header)
    })
}
