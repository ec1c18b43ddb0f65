//! Texts of lists come with line breaks anywhere, names in many keys.

use proptest::prelude::*;
use serde_json::json;

use super::{Sides, case_number, mentions, names, one_line, plain, slug};

#[test]
fn a_name_with_line_breaks_is_one_line() {
    assert_eq!(one_line("Regional\r\n Venue \t South\n").as_deref(), Some("Regional Venue South"));
    assert_eq!(one_line(" \r\n "), None);
}

#[test]
fn a_line_break_in_a_number_parts_two_numbers_in_a_row_only() {
    assert_eq!(case_number("1234\r\n1234", false).as_deref(), Some("12341234"));
    assert_eq!(case_number("1234\r\n5678", true).as_deref(), Some("1234 5678"));
    assert_eq!(case_number(" AC-2024  LON ", false).as_deref(), Some("AC-2024 LON"));
    assert_eq!(case_number("\r\n", false), None);
}

#[test]
fn whole_words_are_mentioned_whatever_the_punctuation() {
    assert!(mentions(&plain("Attended, In-Person (Court 3)"), "in person"));
    assert!(!mentions(&plain("Unattended"), "attended"));
}

#[test]
fn a_slug_keeps_letters_and_digits_and_drops_apostrophes() {
    assert_eq!(slug("Magistrates' Court, No. 2").as_deref(), Some("magistrates-court-no-2"));
    assert_eq!(slug("Пр."), None);
    let long = |end: &str| slug(&format!("{}{end}", "very long name ".repeat(9))).expect("a slug");
    assert_ne!(long("one"), long("two"));
}

#[test]
fn names_are_joined_from_their_parts_with_titles_as_printed() {
    let judge = json!([{ "johKnownAs": "HHJ Smith", "isPresiding": true }, { "johKnownAs": "" },
        { "johTitle": "Judge", "johNameSurname": "Jones" }]);
    assert_eq!(names(&judge, false), ["HHJ Smith", "Judge Jones"]);
    let party = json!({ "individualDetails": { "title": "Capt.", "individualForenames": "T",
        "individualMiddleName": " ", "individualSurname": "Su\r\nrname" } });
    assert_eq!(names(&party, false), ["Capt. T Su rname"]);
    let bench = json!({ "Judge": { "CitizenNameTitle": "His Honour", "CitizenNameForename": ["A", "B"],
        "CitizenNameSurname": "C" }, "Justice": [{ "CitizenNameRequestedName": "Mrs D" }] });
    assert_eq!(names(&bench, false), ["His Honour A B C", "Mrs D"]);
    assert_eq!(names(&json!("Judge A\r\nMember B"), true), ["Judge A", "Member B"]);
}

#[test]
fn a_masked_name_stays_masked() {
    let defendant = json!({ "PersonalDetails": { "IsMasked": "yes", "MaskedName": "A Youth",
        "Name": { "CitizenNameSurname": "Secret" } } });
    assert_eq!(names(&defendant, false), ["A Youth"]);
    let nameless = json!({ "PersonalDetails": { "IsMasked": "yes",
        "Name": { "CitizenNameSurname": "Secret" } } });
    assert!(names(&nameless, false).is_empty());
}

#[test]
fn a_prosecutor_brings_a_case_and_answers_an_application() {
    let party = |role: &str, name: &str| json!({ "partyRole": role, "organisationDetails": { "organisationName": name } });
    let (crown, accused) = (party("PROSECUTING_AUTHORITY", "Crown"), party("ACCUSED", "A"));
    let (applicant, counsel) = (party("APPLICANT", "B"), party("RESPONDENT_REPRESENTATIVE", "C"));
    let case = Sides::of_parties(&[&accused, &crown, &counsel]);
    assert_eq!((case.first, case.second), (vec!["Crown".to_owned()], vec!["A".to_owned()]));
    let application = Sides::of_parties(&[&applicant, &crown]);
    assert_eq!(application.first, ["B"]);
    assert_eq!(application.second, ["Crown"]);
}

proptest! {
    #[test]
    fn a_slug_is_stable_and_plain(text in "\\PC{0,120}") {
        if let Some(made) = slug(&text) {
            prop_assert!(made.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
            prop_assert!(made.len() <= 80);
            prop_assert_eq!(slug(&text), Some(made));
        }
    }

    #[test]
    fn one_line_has_no_breaks_and_stays_as_it_is(text in "[a-z \\r\\n\\t]{0,40}") {
        if let Some(line) = one_line(&text) {
            prop_assert!(!line.contains(['\r', '\n', '\t']));
            prop_assert_eq!(one_line(&line), Some(line.clone()));
        }
    }
}
