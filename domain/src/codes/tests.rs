//! The lists are whole, and agree with the closed sets of the records.

use std::collections::HashSet;

use super::*;
use crate::case::CaseStatusCode;
use crate::filing::FilingStatusCode;

#[test]
fn every_list_has_codes_and_every_code_three_labels() {
    for list in CodeList::ALL {
        assert!(!all(list).is_empty(), "{list:?} is empty");
        for code in all(list) {
            for language in Language::ALL {
                let label = code.label(language);
                assert_eq!(label.trim(), label, "{list:?} {} {language:?}", code.code);
                assert!(!label.is_empty(), "{list:?} {} {language:?}", code.code);
            }
        }
    }
}

#[test]
fn no_code_stands_twice_in_a_list_and_no_label_stands_for_two_codes() {
    for list in CodeList::ALL {
        let codes: HashSet<_> = all(list).iter().map(|code| &code.code).collect();
        assert_eq!(codes.len(), all(list).len(), "{list:?}");
        for language in Language::ALL {
            let mut seen = HashSet::new();
            for code in all(list) {
                let label = code.label(language).to_lowercase();
                assert!(seen.insert(label), "{list:?} {language:?}: {} repeats", code.code);
            }
        }
    }
}

#[test]
fn codes_are_screaming_snake_or_digits_of_the_law() {
    for list in CodeList::ALL {
        for code in all(list) {
            let snake = code.code.chars().all(|c| c.is_ascii_uppercase() || c == '_');
            let digits = list == CodeList::CaseCategory
                && code.code.len() == 18
                && code.code.bytes().all(|b| b.is_ascii_digit());
            assert!(snake || digits, "{list:?} {}", code.code);
        }
    }
}

#[test]
fn labels_are_written_in_the_letters_of_their_language() {
    let cyrillic = |c: char| ('\u{400}'..='\u{52f}').contains(&c);
    for list in CodeList::ALL {
        for code in all(list) {
            assert!(!code.en.chars().any(cyrillic), "{}", code.en);
            assert!(code.kk.chars().any(cyrillic), "{}", code.kk);
            assert!(code.ru.chars().any(cyrillic), "{}", code.ru);
            let kazakh_only = |c: char| "әғқңөұүһі".contains(c);
            assert!(!code.ru.to_lowercase().chars().any(kazakh_only), "{}", code.ru);
        }
    }
}

#[test]
fn the_two_closed_sets_have_exactly_the_codes_of_their_enums() {
    let codes = |list| all(list).iter().map(|code| code.code.as_str()).collect::<Vec<_>>();
    assert_eq!(codes(CodeList::CaseStatus), CaseStatusCode::ALL.map(CaseStatusCode::code));
    let mut filing = codes(CodeList::FilingStatus);
    let mut expected = FilingStatusCode::ALL.map(FilingStatusCode::code).to_vec();
    filing.sort_unstable();
    expected.sort_unstable();
    assert_eq!(filing, expected);
}

#[test]
fn every_list_that_grows_ends_with_other() {
    for list in CodeList::ALL {
        let last = all(list).last().map(|code| code.code.as_str());
        let closed = list == CodeList::FilingStatus;
        assert_eq!(last == Some(OTHER), !closed, "{list:?}");
    }
}

#[test]
fn labels_are_found_by_list_code_and_language() {
    let label = |code, language| label(CodeList::CaseKind, code, language);
    assert_eq!(label("CIVIL", Language::Kk), Some("Азаматтық іс"));
    assert_eq!(label("CIVIL", Language::Ru), Some("Гражданское дело"));
    assert_eq!(label("CIVIL", Language::En), Some("Civil case"));
    assert_eq!(label("civil", Language::En), None);
    assert!(!contains(CodeList::CaseKind, "PLAINTIFF"), "a code of another list");
}

#[test]
fn other_is_called_what_the_court_system_called_it() {
    let list = CodeList::HearingKind;
    let read = |code: &str| Coded::read(list, code, "Oral Argument (Zoom)");
    assert_eq!(read("ORAL_ARGUMENT").label(Language::En), "Oral argument");
    assert_eq!(read(OTHER).label(Language::En), "Oral Argument (Zoom)");
    assert_eq!(read("NO_SUCH_CODE").label(Language::En), "Oral Argument (Zoom)");
    assert_eq!(Coded::new(list, OTHER).label(Language::En), "Other hearing");
    assert_eq!(Coded::new(list, "NO_SUCH_CODE").label(Language::En), "NO_SUCH_CODE");
}

#[test]
fn text_carries_labels_and_wording_side_by_side() {
    let text = Coded::read(CodeList::CaseKind, "CIVIL", "civilné").text();
    assert_eq!(text.en.as_deref(), Some("Civil case"));
    assert_eq!(text.original.as_deref(), Some("civilné"));
}

#[test]
fn every_code_the_glossary_names_is_in_a_list() {
    let glossary = include_str!("../../../docs/glossary.md");
    let named = glossary.split('`').skip(1).step_by(2);
    let codes: Vec<_> =
        named.filter(|n| n.chars().all(|c| c.is_ascii_uppercase() || c == '_')).collect();
    assert!(codes.len() > 50, "{codes:?}");
    for code in codes {
        assert!(CodeList::ALL.into_iter().any(|list| contains(list, code)), "{code}");
    }
}
