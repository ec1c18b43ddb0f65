//! XML: what is covered, what is never processed, where signatures may stand.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use eds::algorithm::Hash;
use eds::trust::Trust;
use eds::verdict::{CheckKind, Form};
use eds::{At, Evidence, Input, Reason, Report, verify};

use super::asn1::time;
use super::pki::{Holder, World};
use super::{assert_failed, assert_passed, plain};

const INCLUSIVE: &str = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
const DSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
const GOST: &str =
    "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34102015-gostr34112015-512";
const STREEBOG: &str = "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34112015-512";

/// A signature over bytes that are already canonical.
struct Plan<'a> {
    uri: &'a str,
    transforms: Vec<&'a str>,
    canonical: &'a str,
    method: &'a str,
    form: &'a str,
}

impl Plan<'_> {
    fn whole(canonical: &str) -> Plan<'_> {
        Plan {
            uri: "",
            transforms: vec![ENVELOPED, INCLUSIVE],
            canonical,
            method: GOST,
            form: EXCLUSIVE,
        }
    }

    /// The element in exclusive canonical form, so that it stands anywhere unchanged.
    fn signature(&self, holder: &Holder) -> String {
        let transforms: String = self.transforms.iter().fold(String::new(), |all, t| {
            all + &format!("<d:Transform Algorithm=\"{t}\"></d:Transform>")
        });
        let digest = STANDARD.encode(Hash::Streebog512.digest(&[self.canonical.as_bytes()]));
        let inner = format!(
            "<d:CanonicalizationMethod Algorithm=\"{}\"></d:CanonicalizationMethod><d:SignatureMethod Algorithm=\"{}\"></d:SignatureMethod><d:Reference URI=\"{}\"><d:Transforms>{transforms}</d:Transforms><d:DigestMethod Algorithm=\"{STREEBOG}\"></d:DigestMethod><d:DigestValue>{digest}</d:DigestValue></d:Reference>",
            self.form, self.method, self.uri
        );
        let alone = format!("<d:SignedInfo xmlns:d=\"{DSIG}\">{inner}</d:SignedInfo>");
        let value = STANDARD.encode(holder.key.sign(alone.as_bytes()));
        let certificate = STANDARD.encode(holder.certificate.der());
        format!(
            "<d:Signature xmlns:d=\"{DSIG}\"><d:SignedInfo>{inner}</d:SignedInfo><d:SignatureValue>{value}</d:SignatureValue><d:KeyInfo><d:X509Data><d:X509Certificate>{certificate}</d:X509Certificate></d:X509Data></d:KeyInfo></d:Signature>"
        )
    }
}

fn at() -> At {
    let at = time("2026-06-01T00:00:00Z");
    At { now: at, received: Some(at) }
}

fn xml(text: &str, trust: &Trust) -> Report {
    verify(Input::Xml(text.as_bytes()), &Evidence::default(), trust, &plain(), at())
}

fn wsse(text: &str, trust: &Trust) -> Report {
    verify(Input::Wsse(text.as_bytes()), &Evidence::default(), trust, &plain(), at())
}

#[test]
fn a_whole_document_passes_in_any_dress() {
    let world = World::new();
    let trust = world.trust();
    let canonical = "<login><aud>https://court</aud></login>";
    let signature = Plan::whole(canonical).signature(&world.person);
    let document = format!("<login><aud>https://court</aud>{signature}</login>");
    let report = xml(&document, &trust);
    assert_passed(&report);
    assert_eq!(report.form, Some(Form::Xml));
    assert_eq!(report.content.as_deref(), Some(canonical.as_bytes()));
    let dressed = format!(
        "\u{feff}<?xml version='1.0' encoding='UTF-8'?>\n<login ><aud><![CDATA[https://court]]></aud>{signature}<!-- after --></login>\n"
    );
    assert_passed(&xml(&dressed, &trust));
    let changed = document.replace("https://court<", "https://fraud<");
    assert_failed(&xml(&changed, &trust), CheckKind::Content, Reason::ContentDiffers);
}

#[test]
fn signatures_one_after_another_and_side_by_side() {
    let world = World::new();
    let (trust, person) = (world.trust(), &world.person);
    let first = Plan::whole("<a>1</a>").signature(person);
    let with_first = format!("<a>1{first}</a>");
    let second = Plan::whole(&with_first).signature(person);
    let report = xml(&format!("<a>1{first}{second}</a>"), &trust);
    assert_passed(&report);
    assert_eq!(report.signers.len(), 2);
    assert_eq!(report.content.as_deref(), Some(&b"<a>1</a>"[..]));
    assert_passed(&xml(&format!("<a>1{first}{first}</a>"), &trust));
    let removed = xml(&format!("<a>1{second}</a>"), &trust);
    assert_failed(&removed, CheckKind::Content, Reason::ContentDiffers);
    let none = xml("<a>1</a>", &trust);
    assert_failed(&none, CheckKind::Signers, Reason::NoSigner);
}

#[test]
fn a_part_is_not_the_whole() {
    let world = World::new();
    let (trust, person) = (world.trust(), &world.person);
    let part =
        Plan { uri: "#p", transforms: vec![EXCLUSIVE], ..Plan::whole("<p Id=\"p\">paid</p>") };
    let document = format!("<a><p Id=\"p\">paid</p><sum>9</sum>{}</a>", part.signature(person));
    assert_failed(&xml(&document, &trust), CheckKind::Reference, Reason::ReferenceNotWhole);
    let root = Plan { uri: "#r", ..Plan::whole("<a Id=\"r\">paid</a>") };
    let document = format!("<a Id=\"r\">paid{}</a>", root.signature(person));
    assert_passed(&xml(&document, &trust));
    let twice = document.replace("paid<", "<b id=\"r\"></b>paid<");
    assert_failed(&xml(&twice, &trust), CheckKind::Reference, Reason::IdentifierNotUnique);
    let outside = Plan { uri: "http://example.org/x", ..Plan::whole("<a>1</a>") };
    let document = format!("<a>1{}</a>", outside.signature(person));
    assert_failed(&xml(&document, &trust), CheckKind::Reference, Reason::ReferenceNotWhole);
}

#[test]
fn transforms_and_algorithms_are_on_a_list() {
    let world = World::new();
    let (trust, person) = (world.trust(), &world.person);
    let refused = [
        "http://www.w3.org/TR/1999/REC-xslt-19991116",
        "http://www.w3.org/TR/1999/REC-xpath-19991116",
        "http://www.w3.org/2002/06/xmldsig-filter2",
        "http://www.w3.org/2000/09/xmldsig#base64",
    ];
    for transform in refused {
        let plan = Plan { transforms: vec![ENVELOPED, transform], ..Plan::whole("<a>1</a>") };
        let report = xml(&format!("<a>1{}</a>", plan.signature(person)), &trust);
        assert_failed(&report, CheckKind::Reference, Reason::AlgorithmRefused);
    }
    let methods = [
        "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
        "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
        "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
    ];
    for method in methods {
        let plan = Plan { method, ..Plan::whole("<a>1</a>") };
        let report = xml(&format!("<a>1{}</a>", plan.signature(person)), &trust);
        assert_failed(&report, CheckKind::Algorithm, Reason::AlgorithmRefused);
    }
    let plan = Plan {
        method: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        ..Plan::whole("<a>1</a>")
    };
    let report = xml(&format!("<a>1{}</a>", plan.signature(person)), &trust);
    assert_failed(&report, CheckKind::Algorithm, Reason::AlgorithmsContradict);
}

#[test]
fn no_dtd_no_entities_no_nested_signatures() {
    let world = World::new();
    let trust = world.trust();
    let signature = Plan::whole("<a>1</a>").signature(&world.person);
    let dtd = format!("<!DOCTYPE a [<!ENTITY e '1'>]><a>&e;{signature}</a>");
    assert_failed(&xml(&dtd, &trust), CheckKind::Format, Reason::XmlForbidden);
    let entity = format!("<a>&e;{signature}</a>");
    assert_failed(&xml(&entity, &trust), CheckKind::Format, Reason::XmlForbidden);
    let nested = signature
        .replace("</d:Signature>", &format!("<d:Object>{signature}</d:Object></d:Signature>"));
    let report = xml(&format!("<a>1{nested}</a>"), &trust);
    assert_failed(&report, CheckKind::Format, Reason::XmlForbidden);
}

const BODY: &str =
    "<s:Body xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" Id=\"b\"><pay>1</pay></s:Body>";

fn envelope(header: &str, rest: &str) -> String {
    format!(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header>{header}</s:Header>{rest}</s:Envelope>"
    )
}

fn security(signature: &str) -> String {
    format!(
        "<w:Security xmlns:w=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd\">{signature}</w:Security>"
    )
}

#[test]
fn the_signed_body_must_be_the_real_one() {
    let world = World::new();
    let trust = world.trust();
    let plan = Plan { uri: "#b", transforms: vec![EXCLUSIVE], ..Plan::whole(BODY) };
    let signature = plan.signature(&world.person);
    let good = envelope(&security(&signature), BODY);
    let report = wsse(&good, &trust);
    assert_passed(&report);
    assert_eq!(report.form, Some(Form::Wsse));
    assert!(matches!(Input::detect(good.as_bytes(), &eds::Limits::default()), Input::Wsse(_)));

    let real = "<s:Body Id=\"x\"><pay>1000000</pay></s:Body>";
    let moved = envelope(&format!("{}<o>{BODY}</o>", security(&signature)), real);
    assert_failed(&wsse(&moved, &trust), CheckKind::Reference, Reason::ReferenceNotWhole);
    let twin = envelope(
        &format!("{}<o>{BODY}</o>", security(&signature)),
        &real.replace("\"x\"", "\"b\""),
    );
    assert_failed(&wsse(&twin, &trust), CheckKind::Reference, Reason::IdentifierNotUnique);
    let two = envelope(&security(&signature), &format!("{BODY}{real}"));
    assert_failed(&wsse(&two, &trust), CheckKind::Format, Reason::ReferenceNotWhole);
    let elsewhere = envelope(&signature, BODY);
    assert_failed(&wsse(&elsewhere, &trust), CheckKind::Format, Reason::ReferenceNotWhole);
}

#[test]
fn many_signatures_over_a_large_document_cost_a_bounded_amount() {
    let world = World::new();
    let trust = world.trust();
    let signature = Plan::whole("<a>1</a>").signature(&world.person);
    let document = format!("<a>{}{}</a>", "x".repeat(100_000), signature.repeat(20));
    let limits = eds::Limits { xml_canonical_bytes: 400_000, ..eds::Limits::default() };
    let policy = eds::Policy { limits, ..plain() };
    let input = Input::Xml(document.as_bytes());
    let report = verify(input, &Evidence::default(), &trust, &policy, at());
    let reasons: Vec<_> = report.signers.iter().filter_map(|s| s.verdict.reason()).collect();
    assert_eq!(reasons.len(), 20);
    assert!(reasons.contains(&Reason::LimitPassed), "{reasons:?}");
}
