//! What a signature refers to: allowed transforms only, and never less than the whole.

use super::c14n::{Apex, Form};
use super::tree::{Document, NodeId};
use super::{DSIG, Scene};
use crate::algorithm::Hash;
use crate::armour::base64_text;
use crate::reason::Reason;

const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
const INCLUSIVE: &str = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
const PKIGOVKZ: &str = "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:";
const TRANSFORMS_MAX: usize = 4;

/// A reference that was understood.
pub(super) struct Reference {
    hash: Hash,
    digest: Vec<u8>,
    enveloped: bool,
    form: Form,
    apex: Apex,
    pub(super) covers: Covers,
}

/// What part of the document a reference speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Covers {
    /// The whole document, or the body of the SOAP message.
    Content,
    /// Something beside the content: properties of the signature, a header.
    Beside(NodeId),
}

/// A canonicalisation by its identifier.
pub(super) fn form(document: &Document, method: NodeId) -> Result<Form, Reason> {
    let refused = Err(Reason::AlgorithmRefused);
    let name = document.element(method).and_then(|e| e.attribute("Algorithm")).unwrap_or_default();
    let (base, comments) = match name.strip_suffix("WithComments") {
        Some(base) => (base, true),
        None => (name, false),
    };
    let exclusive = match base.strip_suffix('#').unwrap_or(base) {
        INCLUSIVE if comments == base.ends_with('#') => false,
        other if other == EXCLUSIVE.trim_end_matches('#') && base.ends_with('#') => true,
        _ => return refused,
    };
    let mut inclusive_prefixes = Vec::new();
    for child in document.child_elements(method) {
        if !exclusive || !document.is(child, EXCLUSIVE, "InclusiveNamespaces") {
            return refused;
        }
        let list = document.element(child).and_then(|e| e.attribute("PrefixList")).unwrap_or("");
        inclusive_prefixes.extend(
            list.split_whitespace().map(|p| if p == "#default" { "" } else { p }.to_owned()),
        );
    }
    Ok(Form { exclusive, comments, inclusive_prefixes })
}

/// A digest by its identifier.
fn hash(name: &str) -> Option<Hash> {
    if let Some(ours) = name.strip_prefix(PKIGOVKZ) {
        return match ours {
            "gostr34112015-512" => Some(Hash::Streebog512),
            "gostr34112015-256" => Some(Hash::Streebog256),
            _ => None,
        };
    }
    Some(match name {
        "http://www.w3.org/2001/04/xmlenc#sha256" => Hash::Sha256,
        "http://www.w3.org/2001/04/xmldsig-more#sha384" => Hash::Sha384,
        "http://www.w3.org/2001/04/xmlenc#sha512" => Hash::Sha512,
        "http://www.w3.org/2001/04/xmldsig-more#gost34311" => Hash::Gost34311,
        _ => return None,
    })
}

impl Reference {
    pub(super) fn read(
        scene: &Scene<'_>,
        reference: NodeId,
        signature: NodeId,
    ) -> Result<Self, Reason> {
        let document = scene.document;
        let (enveloped, form) = transforms(document, reference)?;
        let method = document
            .only_child(reference, DSIG, "DigestMethod")
            .and_then(|id| document.element(id))
            .and_then(|e| e.attribute("Algorithm"))
            .ok_or(Reason::Malformed)?;
        let hash = hash(method).ok_or(Reason::AlgorithmRefused)?;
        let value = document.only_child(reference, DSIG, "DigestValue").ok_or(Reason::Malformed)?;
        let digest = base64_text(&document.text(value)).ok_or(Reason::Malformed)?;
        let uri = document.element(reference).and_then(|e| e.attribute("URI"));
        let (apex, covers) = target(scene, uri.ok_or(Reason::ReferenceNotWhole)?, signature)?;
        Ok(Self { hash, digest, enveloped, form, apex, covers })
    }

    /// Whether the digest holds for some honest set of signatures that were not yet there: the
    /// later ones; or only this one; or all, when signers signed side by side.
    pub(super) fn holds(&self, scene: &Scene<'_>, index: usize) -> Result<bool, Reason> {
        let all = scene.signatures.as_slice();
        let candidates: Vec<&[NodeId]> = if self.enveloped {
            let later = all.get(index..).unwrap_or_default();
            let own = all.get(index..=index).unwrap_or_default();
            let mut sets = vec![later];
            sets.extend([own, all].into_iter().filter(|set| set.len() != later.len()));
            sets
        } else {
            vec![&[]]
        };
        for excluded in candidates {
            // A same-document reference selects no comments, whatever the transform is called.
            let form = Form { comments: false, ..self.form.clone() };
            let bytes = scene.canonical(self.apex, excluded, &form)?;
            if self.hash.digest(&[&bytes]) == self.digest {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Only enveloped-signature and one canonicalisation, in this order.
fn transforms(document: &Document, reference: NodeId) -> Result<(bool, Form), Reason> {
    let mut enveloped = false;
    let mut canonical = None;
    let list = document.only_child(reference, DSIG, "Transforms");
    let steps = list.into_iter().flat_map(|list| document.child_elements(list));
    for (count, step) in steps.enumerate() {
        if count >= TRANSFORMS_MAX || !document.is(step, DSIG, "Transform") || canonical.is_some() {
            return Err(Reason::AlgorithmRefused);
        }
        let name = document.element(step).and_then(|e| e.attribute("Algorithm"));
        if name == Some(ENVELOPED) && document.child_elements(step).next().is_none() {
            enveloped = true;
        } else {
            canonical = Some(form(document, step)?);
        }
    }
    Ok((enveloped, canonical.unwrap_or_default()))
}

/// Resolves a same-document reference; nothing else is ever followed.
fn target(scene: &Scene<'_>, uri: &str, signature: NodeId) -> Result<(Apex, Covers), Reason> {
    let document = scene.document;
    if uri.is_empty() {
        return Ok((Apex::Document, Covers::Content));
    }
    let identifier = uri.strip_prefix('#').ok_or(Reason::ReferenceNotWhole)?;
    let found = document.identified(identifier);
    let id = match found.as_slice() {
        [only] => *only,
        [] => return Err(Reason::ReferenceNotWhole),
        _ => return Err(Reason::IdentifierNotUnique),
    };
    let covers = match scene.soap {
        Some((body, header)) if id != body => {
            if !document.is_within(id, header) {
                return Err(Reason::ReferenceNotWhole);
            }
            Covers::Beside(id)
        }
        Some(_) => Covers::Content,
        None if id == document.root() => Covers::Content,
        None if id != signature && document.is_within(id, signature) => Covers::Beside(id),
        None => return Err(Reason::ReferenceNotWhole),
    };
    Ok((Apex::Element(id), covers))
}
