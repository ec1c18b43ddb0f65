//! Mapping files that are right, and what is said of those that are not.

use super::numbers;
use super::path::Path;
use super::step::{squeeze, strip_html};
use super::{Mapping, MappingProblem};
use crate::connector::Connector;

#[test]
fn reads_every_mapping_that_comes_with_the_program() {
    for (code, text) in crate::builtin::ALL {
        let connector = Connector::parse(&format!("{code}.toml"), text)
            .unwrap_or_else(|problems| panic!("{}", listed(&problems)));
        assert_eq!(connector.registry().as_str(), *code, "the file is named after its registry");
    }
}

#[test]
fn reads_the_annotated_example_of_the_guide() {
    let guide = include_str!("../../../docs/connector-guide.md");
    let (_, after) = guide.split_once("```toml\n").expect("an example");
    let (example, _) = after.split_once("```").expect("its end");
    // The example says «…» where names are to be written; the tables it refers to are left out of it.
    let tables = [
        ("case_kind", "case_kind"),
        ("case_status", "case_status"),
        ("party_kind", "party_kind"),
        ("representative_role", "representative_role"),
        ("hearing_kind", "hearing_kind"),
        ("hearing_status", "hearing_status"),
        ("hearing_mode", "hearing_mode"),
        ("document_kind", "document_kind"),
        ("filing_kind", "filing_kind"),
        ("filing_status", "filing_status"),
        ("event", "case_event"),
    ];
    let mut whole = example.to_owned();
    for (name, list) in tables {
        whole += &["\n[codes.", name, "]\nlist = \"", list, "\"\n"].concat();
    }
    whole.push_str("\n[requests.documents]\npath = \"/d\"\n[requests.filings]\npath = \"/f\"\n[requests.events]\npath = \"/e\"\n");
    Mapping::parse("guide", &whole).unwrap_or_else(|problems| panic!("{}", listed(&problems)));
}

fn listed(problems: &[MappingProblem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// The smallest mapping, with more lines behind it.
fn with(more: &str) -> String {
    let head = concat!(
        "format = 1\n",
        "[registry]\n",
        "code = \"test\"\n",
        "name = { kk = \"a\", ru = \"b\", en = \"c\" }\n",
        "base_url = \"http://127.0.0.1:1\"\n",
        "courts = { prefix = \"kz-\" }\n",
        "time_zone = \"Asia/Almaty\"\n",
        "[requests.case]\n",
        "path = \"/cases/{number}\"\n",
    );
    format!("{head}{more}")
}

const CASE: &str = "[case]\nnumber = \"n\"\ncourt = \"c\"\n";

fn problems(text: &str) -> Vec<MappingProblem> {
    Mapping::parse("test.toml", text).expect_err("a mapping with mistakes")
}

/// Asserts that a mistake is reported in a line, in words that hold `words`.
#[track_caller]
fn finds(text: &str, line: usize, words: &str) {
    let problems = problems(text);
    assert!(
        problems.iter().any(|problem| problem.line == line && problem.reason.contains(words)),
        "line {line} «{words}» is not among:\n{}",
        listed(&problems)
    );
}

#[test]
fn takes_the_smallest_mapping() {
    Mapping::parse("test.toml", &with(CASE)).expect("a mapping");
}

#[test]
fn tells_all_mistakes_at_once_each_with_its_place() {
    let text = with(
        "[case]\nnumber = \"a..b\"\ncuort = \"c\"\nfiled_on = { path = \"f\", format = \"%Q\" }\nkind = { path = \"k\", codes = \"none\" }\n",
    );
    let found = problems(&text);
    let places: Vec<(usize, usize)> =
        found.iter().map(|problem| (problem.line, problem.column)).collect();
    assert_eq!(places.len(), 5, "{}", listed(&found));
    finds(&text, 11, "two dots follow each other");
    finds(&text, 12, "unknown key `case.cuort`; known here: ");
    finds(&text, 13, "no pattern of strftime");
    finds(&text, 14, "there is no table [codes.none]");
    finds(&text, 10, "`case.court` is missing");
    assert!(found.iter().all(|problem| problem.column >= 1 && problem.file == "test.toml"));
}

#[test]
fn tells_where_the_toml_itself_is_broken() {
    let found = problems("format = 1\n[registry\ncode = \"x\"\n");
    assert!(found.iter().any(|problem| problem.line == 2), "{}", listed(&found));
}

#[test]
fn refuses_a_head_that_says_too_little_or_nonsense() {
    let text = "format = 2\n[registry]\ncode = \"Not A Code\"\nbase_url = \"ftp://x\"\ncourts = {}\ntime_zone = \"Mars\"\ndeadline = \"soon\"\nanswer_bytes_max = \"8MB\"\n";
    for words in [
        "format = 1",
        "no code of a registry",
        "no http or https address",
        "{ prefix =",
        "IANA name",
        "`soon` is no span of time",
        "`8MB` is no size",
        "`registry.name` is missing",
        "`requests` is missing",
    ] {
        let found = problems(text);
        assert!(
            found.iter().any(|problem| problem.reason.contains(words)),
            "«{words}»:\n{}",
            listed(&found)
        );
    }
}

#[test]
fn refuses_codes_that_our_lists_do_not_have() {
    let codes = "[codes.role]\nlist = \"party_role\"\nexact = { a = \"PLAINTIF\" }\n[codes.kind]\nlist = \"no_list\"\n";
    let text = with(&format!("{codes}{CASE}"));
    finds(&text, 12, "`PLAINTIF` is no code of the list party_role");
    finds(&text, 14, "`no_list` is no list of codes");
}

#[test]
fn refuses_a_table_of_another_list() {
    let text = with(&format!(
        "[codes.role]\nlist = \"party_role\"\n{CASE}kind = {{ path = \"k\", codes = \"role\" }}\n"
    ));
    finds(&text, 15, "the table codes.role is of the list party_role, this field needs case_kind");
}

#[test]
fn refuses_a_proof_of_absence_by_status_alone() {
    let text = with(&format!("[[requests.case.absent]]\nstatus = 404\n{CASE}"));
    finds(&text, 10, "a status alone proves nothing");
}

#[test]
fn refuses_requests_whose_answers_nothing_reads() {
    let text = with(&format!(
        "with = [\"parties\", \"people\"]\n[requests.list_courts]\npath = \"/c\"\n{CASE}"
    ));
    let found = problems(&text);
    for words in [
        "parties are asked for, but there is no [[parties]]",
        "courts are listed, but there is no [[courts]]",
        "`people` in `with` is no part",
    ] {
        assert!(
            found.iter().any(|problem| problem.reason.contains(words)),
            "«{words}»:\n{}",
            listed(&found)
        );
    }
}

#[test]
fn refuses_batches_and_pages_that_cannot_work() {
    let text = with(&format!(
        "batch = {{ max = 10, parameter = \"n\" }}\npaging = {{ kind = \"hal\", parameter = \"page\" }}\nmethod = \"POST\"\n{CASE}"
    ));
    let found = problems(&text);
    for words in [
        "needs `rows` and `key`",
        "needs `counters.number`",
        "`method` is POST with a batch of style json",
    ] {
        assert!(
            found.iter().any(|problem| problem.reason.contains(words)),
            "«{words}»:\n{}",
            listed(&found)
        );
    }
}

#[test]
fn refuses_unknown_placeholders_steps_and_patterns() {
    let text = with(&format!(
        "path_by_upstream_id = \"/x/{{uuid}}\"\n{CASE}title = {{ path = \"t\", do = [\"shout\", {{ capture = \"(\" }}, {{ cut = 1 }}] }}\n"
    ));
    finds(&text, 8, "`{uuid}` is no placeholder");
    finds(&text, 14, "unknown step `shout`");
    finds(&text, 14, "is no pattern");
    finds(&text, 14, "unknown key `do.cut`");
}

#[test]
fn splits_printed_lists_of_numbers_as_courts_abbreviate_them() {
    for (printed, expected) in [
        ("(13-55323)", vec!["13-55323"]),
        ("(3D18-2466, 3D19-0612)", vec!["3D18-2466", "3D19-0612"]),
        ("(23-2051 (See also 23-1853))", vec!["23-2051", "23-1853"]),
        ("98-35309/35509", vec!["98-35309", "98-35509"]),
        ("96-C-235/239/240", vec!["96-C-235", "96-C-239", "96-C-240"]),
        ("99-1845,-1846,-1847", vec!["99-1845", "99-1846", "99-1847"]),
        ("98-4033;-4214", vec!["98-4033", "98-4214"]),
        ("97-1715/98-1111 to 1113", vec!["97-1715", "98-1111", "98-1112", "98-1113"]),
        ("97-1715/1111 to 1112", vec!["97-1715", "97-1111", "97-1112"]),
        ("95-56639 & 96-55194", vec!["95-56639", "96-55194"]),
        ("18-15440/18-15441", vec!["18-15440/18-15441"]),
        ("CR-99-1140", vec!["CR-99-1140"]),
        ("()", vec![]),
        ("97-1715/1 to 999999999999", vec!["97-1715/1 to 999999999999"]),
    ] {
        assert_eq!(numbers::split(printed), expected, "{printed}");
    }
}

#[test]
fn takes_tags_and_entities_out_of_html_but_no_words() {
    for (html, plain) in [
        ("the <a href = 'x'>opinion</a> of", "the opinion of"),
        ("a &amp; b &#8217;c&#x2019; &nbsp;d", "a & b ’c’ \u{a0}d"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("<ul><li>Party: A</li></ul>", "Party: A"),
        ("an open <b", "an open <b"),
        ("&#nonsense; &#99999999;", "&#nonsense; &#99999999;"),
    ] {
        assert_eq!(strip_html(html), plain);
    }
    assert_eq!(squeeze("  a \n b "), "a b");
}

#[test]
fn reads_paths_and_says_what_is_wrong_with_others() {
    for good in ["a", "a.b[0].c[]", "'Case No.'.value", "$.a", "^", ".", "^.a[]", "[0].a"] {
        assert!(Path::parse(good).is_ok(), "{good}");
    }
    for bad in ["", "a..b", "a.", "a[x]", "a[", "'a", "a[]b"] {
        assert!(Path::parse(bad).is_err(), "{bad}");
    }
}
