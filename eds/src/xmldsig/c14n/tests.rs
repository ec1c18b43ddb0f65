//! Examples of the two recommendations, and what is refused.

use super::*;
use crate::limits::Limits;

fn parse(text: &str) -> Document {
    Document::parse(text.as_bytes(), &Limits::default()).unwrap()
}

fn whole(text: &str, form: &Form) -> String {
    let bytes = canonicalise(&parse(text), Apex::Document, &[], form, 1 << 20).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn inclusive(text: &str) -> String {
    whole(text, &Form::default())
}

fn element(document: &Document, local: &str) -> NodeId {
    document.elements().find(|(_, e)| e.local == local).unwrap().0
}

fn part(text: &str, local: &str, form: &Form) -> String {
    let document = parse(text);
    let apex = Apex::Element(element(&document, local));
    String::from_utf8(canonicalise(&document, apex, &[], form, 1 << 20).unwrap()).unwrap()
}

/// Canonical XML 1.0, example 3.1 (without the DTD): what stands outside of the root.
#[test]
fn instructions_and_comments_outside_of_the_root() {
    let text = "<?xml version=\"1.0\"?>\n\n<?xml-stylesheet   href=\"doc.xsl\"\n   type=\"text/xsl\"   ?>\n\n<doc>Hello, world!<!-- Comment 1 --></doc>\n\n<?pi-without-data     ?>\n\n<!-- Comment 2 -->\n\n<!-- Comment 3 -->";
    assert_eq!(
        inclusive(text),
        "<?xml-stylesheet href=\"doc.xsl\"\n   type=\"text/xsl\"   ?>\n<doc>Hello, world!</doc>\n<?pi-without-data?>"
    );
    let with = Form { comments: true, ..Form::default() };
    assert_eq!(
        whole(text, &with),
        "<?xml-stylesheet href=\"doc.xsl\"\n   type=\"text/xsl\"   ?>\n<doc>Hello, world!<!-- Comment 1 --></doc>\n<?pi-without-data?>\n<!-- Comment 2 -->\n<!-- Comment 3 -->"
    );
}

/// Example 3.3: order of attributes, superfluous declarations, empty elements.
#[test]
fn start_and_end_tags() {
    let text = "<doc>\n   <e1   />\n   <e2   ></e2>\n   <e3   name = \"elem3\"   id=\"elem3\"   />\n   <e5 a:attr=\"out\" b:attr=\"sorted\" attr2=\"all\" attr=\"I'm\"\n      xmlns:b=\"http://www.ietf.org\"\n      xmlns:a=\"http://www.w3.org\"\n      xmlns=\"http://example.org\"/>\n   <e6 xmlns=\"\" xmlns:a=\"http://www.w3.org\">\n      <e7 xmlns=\"http://www.ietf.org\">\n         <e8 xmlns=\"\" xmlns:a=\"http://www.w3.org\">\n            <e9 xmlns=\"\" xmlns:a=\"http://www.ietf.org\"/>\n         </e8>\n      </e7>\n   </e6>\n</doc>";
    let expected = "<doc>\n   <e1></e1>\n   <e2></e2>\n   <e3 id=\"elem3\" name=\"elem3\"></e3>\n   <e5 xmlns=\"http://example.org\" xmlns:a=\"http://www.w3.org\" xmlns:b=\"http://www.ietf.org\" attr=\"I'm\" attr2=\"all\" b:attr=\"sorted\" a:attr=\"out\"></e5>\n   <e6 xmlns:a=\"http://www.w3.org\">\n      <e7 xmlns=\"http://www.ietf.org\">\n         <e8 xmlns=\"\">\n            <e9 xmlns:a=\"http://www.ietf.org\"></e9>\n         </e8>\n      </e7>\n   </e6>\n</doc>";
    assert_eq!(inclusive(text), expected);
}

/// Example 3.4 (without the DTD): characters and references.
#[test]
fn characters_and_references() {
    let text = "<doc>\r\n   <text>First line&#x0d;&#10;Second line</text>\n   <value>&#x32;</value>\n   <compute><![CDATA[value>\"0\" && value<\"10\" ?\"valid\":\"error\"]]></compute>\n   <compute expr='value>\"0\" &amp;&amp; value&lt;\"10\" ?\"valid\":\"error\"'>valid</compute>\n   <norm attr=' &apos;   &#x20;&#13;&#xa;&#9;   &apos; '/>\n</doc>";
    let expected = "<doc>\n   <text>First line&#xD;\nSecond line</text>\n   <value>2</value>\n   <compute>value&gt;\"0\" &amp;&amp; value&lt;\"10\" ?\"valid\":\"error\"</compute>\n   <compute expr=\"value>&quot;0&quot; &amp;&amp; value&lt;&quot;10&quot; ?&quot;valid&quot;:&quot;error&quot;\">valid</compute>\n   <norm attr=\" '    &#xD;&#xA;&#x9;   ' \"></norm>\n</doc>";
    assert_eq!(inclusive(text), expected);
}

/// Exclusive XML Canonicalization 1.0, section 2.2: an element moved between envelopes.
#[test]
fn an_element_inherits_only_in_the_inclusive_form() {
    let text = "<n0:local xmlns:n0=\"foo:bar\" xmlns:n3=\"ftp://example.org\"><n1:elem2 xmlns:n1=\"http://example.net\" xml:lang=\"en\"><n3:stuff xmlns:n3=\"ftp://example.org\"/></n1:elem2></n0:local>";
    let exclusive = Form { exclusive: true, ..Form::default() };
    assert_eq!(
        part(text, "elem2", &exclusive),
        "<n1:elem2 xmlns:n1=\"http://example.net\" xml:lang=\"en\"><n3:stuff xmlns:n3=\"ftp://example.org\"></n3:stuff></n1:elem2>"
    );
    assert_eq!(
        part(text, "elem2", &Form::default()),
        "<n1:elem2 xmlns:n0=\"foo:bar\" xmlns:n1=\"http://example.net\" xmlns:n3=\"ftp://example.org\" xml:lang=\"en\"><n3:stuff></n3:stuff></n1:elem2>"
    );
    assert_eq!(
        part(text, "stuff", &Form::default()),
        "<n3:stuff xmlns:n0=\"foo:bar\" xmlns:n1=\"http://example.net\" xmlns:n3=\"ftp://example.org\" xml:lang=\"en\"></n3:stuff>"
    );
}

#[test]
fn listed_prefixes_are_rendered_in_the_exclusive_form() {
    let text = "<a xmlns:x=\"urn:x\" xmlns:y=\"urn:y\"><b><c/></b></a>";
    let form = Form {
        exclusive: true,
        inclusive_prefixes: vec!["x".into(), "z".into()],
        ..Form::default()
    };
    assert_eq!(part(text, "b", &form), "<b xmlns:x=\"urn:x\"><c></c></b>");
}

#[test]
fn excluded_elements_leave_no_trace_but_their_surroundings() {
    let document = parse("<a>1<sig/>2</a>");
    let sig = element(&document, "sig");
    let bytes = canonicalise(&document, Apex::Document, &[sig], &Form::default(), 99).unwrap();
    assert_eq!(bytes, b"<a>12</a>");
}

#[test]
fn the_output_is_bounded() {
    let long = "u".repeat(1000);
    let text = format!("<a xmlns:x=\"{long}\">{}</a>", "<x:b/>".repeat(100));
    let document = parse(&text);
    let form = Form { exclusive: true, ..Form::default() };
    let refused = canonicalise(&document, Apex::Document, &[], &form, 10_000);
    assert_eq!(refused, Err(Reason::LimitPassed));
}

#[test]
fn refuses_what_two_readers_would_read_differently() {
    let parse = |text: &str| Document::parse(text.as_bytes(), &Limits::default()).err();
    assert_eq!(parse("<!DOCTYPE a><a/>"), Some(Reason::XmlForbidden));
    assert_eq!(parse("<a>&unknown;</a>"), Some(Reason::XmlForbidden));
    for bad in [
        "",
        "<a>",
        "<a></b>",
        "<a/><b/>",
        "text<a/>",
        "<a b='1' b='2'/>",
        "<p:a/>",
        "<a xmlns:p=''/>",
        "<a xmlns:xml='urn:x'/>",
        "<a x:b='1'/>",
        "<a>&#0;</a>",
        "<a b='<'/>",
        "<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>",
        "<a b='&'/>",
        "<a>\u{1}</a>",
        "<?xml version='1.1'?><a/>",
        "<?xml version='1.0' encoding='cp1251'?><a/>",
        "<1a/>",
    ] {
        assert_eq!(parse(bad), Some(Reason::Malformed), "{bad}");
    }
}

#[test]
fn depth_nodes_and_attributes_are_bounded() {
    let parse = |text: String| Document::parse(text.as_bytes(), &Limits::default()).err();
    let deep = format!("{}{}", "<a>".repeat(200), "</a>".repeat(200));
    assert_eq!(parse(deep), Some(Reason::LimitPassed));
    let wide = (0..300).fold(String::new(), |all, i| all + &format!(" a{i}='1'"));
    assert_eq!(parse(format!("<a{wide}/>")), Some(Reason::LimitPassed));
    assert_eq!(parse(format!("<a>{}</a>", "<b/>".repeat(600_000))), Some(Reason::LimitPassed));
}
