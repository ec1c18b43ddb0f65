//! Tests of folding: the same word however it was typed.

use super::{fold, terms_of, words_of};

#[test]
fn folds_case_look_alikes_and_blanks() {
    assert_eq!(fold("  ТОО   «РОМАШКА»\n"), "тоо «ромашка»");
    assert_eq!(fold("Ёлкин"), fold("елкин"));
    assert_eq!(fold("Ә Ғ Қ Ң Ө Ұ Ү Һ І"), "ә ғ қ ң ө ұ ү һ і");
    assert_eq!(fold("7599-23-00-2A/1"), fold("7599-23-00-2а/1"));
    assert_eq!(fold("и\u{306}од"), fold("Йод"));
}

#[test]
fn finds_a_number_by_any_of_its_tails() {
    let words = words_of(["7599-23-00-2/1234"]);
    for tail in ["7599-23-00-2/1234", "23-00-2/1234", "2/1234", "1234"] {
        assert!(words.contains(tail), "{tail} is missing in {words:?}");
    }
    assert!(!words.contains("599-23-00-2/1234"));
}

#[test]
fn strips_signs_around_words_and_keeps_them_inside() {
    let words = words_of(["«Smith-Jones» (O'Brien), LLP."]);
    assert!(words.contains(&fold("smith-jones")));
    assert!(words.contains(&fold("jones")));
    assert!(words.contains(&fold("brien")));
    assert!(words.contains(&fold("llp")));
}

#[test]
fn a_question_of_signs_alone_asks_for_nothing() {
    assert!(terms_of(" % _ ' \\ -- «» ").is_empty());
    assert_eq!(terms_of("50%"), ["50"]);
}

#[test]
fn a_question_is_bounded() {
    let long = "слово".repeat(100);
    let many = (0..50).map(|n| format!("{long}{n}")).collect::<Vec<_>>().join(" ");
    let terms = terms_of(&many);
    assert_eq!(terms.len(), 1, "cut words that are alike are asked once");
    assert!(terms.iter().all(|term| term.chars().count() == 64));
    assert_eq!(terms_of("а б в г д е ж з и к л").len(), 8);
}
