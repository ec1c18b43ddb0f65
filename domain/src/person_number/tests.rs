//! Numbers of nobody: born in 1885, or computed.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::bin::LegalKind;
use crate::iin::Sex;

#[test]
fn reads_numbers_that_fit() {
    // the last but two needs the second pass of the check
    let table = [
        "850101100012",
        "850612201233",
        "850101100052",
        "850101100304",
        "990140000017",
        "990151000017",
    ];
    for text in table {
        let number: PersonNumber = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(number.to_string(), text);
        let (left, right) = text.split_at(6);
        let spaced = format!(" {left} - {right} ");
        assert_eq!(spaced.parse(), Ok(number), "{spaced:?}");
    }
}

#[test]
fn tells_persons_from_organisations() {
    assert!(matches!("850101100012".parse(), Ok(PersonNumber::Iin(_))));
    assert!(matches!("990140000017".parse(), Ok(PersonNumber::Bin(_))));
    assert_eq!("990140000017".parse::<Iin>(), Err(PersonNumberError::NotAnIin));
    assert_eq!("850101100012".parse::<Bin>(), Err(PersonNumberError::NotABin));
}

#[test]
fn tells_what_the_digits_tell() {
    let iin: Iin = "850612201233".parse().unwrap();
    assert_eq!(iin.born_on(), NaiveDate::from_ymd_opt(1885, 6, 12));
    assert_eq!(iin.sex(), Some(Sex::Female));
    let bin: Bin = "990151000017".parse().unwrap();
    assert_eq!(bin.registered_in(), (99, 1));
    assert_eq!(bin.legal_kind(), LegalKind::NonResident);
    assert_eq!(bin.unit_digit(), 1);
}

#[test]
fn a_number_without_a_century_has_a_day_but_no_birth_day() {
    let text = with_check("85010100001");
    let iin: Iin = text.parse().unwrap();
    assert_eq!((iin.born_on(), iin.sex()), (None, None));
}

#[test]
fn says_what_is_wrong() {
    use PersonNumberError as E;
    let table = [
        ("", E::Length { found: 0 }),
        ("85010110001", E::Length { found: 11 }),
        ("8501011000120", E::Length { found: 13 }),
        ("85010110001O", E::NotADigit { position: 12 }),
        ("85 0101 10001a", E::NotADigit { position: 14 }),
        ("850101100013", E::Check),
        ("850110100012", E::Check),
        ("850101100330", E::NeverIssued),
        ("851301100012", E::BirthDay),
        ("850231100012", E::BirthDay),
        ("850100100012", E::BirthDay),
        ("850101700012", E::Century),
        ("991340000017", E::Month),
        ("990040000017", E::Month),
        ("990170000017", E::LegalKind),
        ("990190000017", E::LegalKind),
    ];
    for (text, error) in table {
        assert_eq!(text.parse::<PersonNumber>(), Err(error), "{text}");
    }
}

#[test]
fn the_twenty_ninth_of_february_needs_its_year() {
    assert_eq!("000229300000".parse::<Iin>(), Err(PersonNumberError::BirthDay), "1900");
    assert!(with_check("00022950001").parse::<Iin>().is_ok(), "2000");
}

#[test]
fn what_a_developer_sees_holds_no_digit() {
    for text in ["850612201233", "990140000017"] {
        let number: PersonNumber = text.parse().unwrap();
        let seen = format!("{number:?} {number:#?}");
        assert!(!seen.chars().any(|c| c.is_ascii_digit()), "{seen}");
    }
}

fn with_check(eleven: &str) -> String {
    let digits: Vec<u8> = eleven.bytes().map(|byte| byte - b'0').collect();
    format!("{eleven}{}", check_digit(&digits).expect("these eleven digits are given out"))
}

proptest! {
    #[test]
    fn any_eleven_digits_of_a_day_make_a_number_unless_never_issued(
        day in 0_i64..80_000, century_and_sex in 1_u8..=6, sequence in 0_u32..10_000,
    ) {
        let first = [1800, 1900, 2000][usize::from((century_and_sex - 1) / 2)];
        let date = NaiveDate::from_ymd_opt(first, 1, 1).unwrap() + chrono::Duration::days(day % 36_524);
        let eleven = format!("{}{century_and_sex}{sequence:04}", date.format("%y%m%d"));
        let digits: Vec<u8> = eleven.bytes().map(|byte| byte - b'0').collect();
        if let Some(check) = check_digit(&digits) {
            let iin: Iin = format!("{eleven}{check}").parse().unwrap();
            prop_assert_eq!(iin.to_string(), format!("{}{}", eleven, check));
            prop_assert_eq!(iin.born_on(), Some(date));
        } else {
            let error = format!("{eleven}0").parse::<Iin>();
            prop_assert_eq!(error, Err(PersonNumberError::NeverIssued));
        }
    }

    // not so for the others: the first pass gives the eleventh digit the weight 11, which is none
    #[test]
    fn a_wrong_check_digit_is_always_noticed(by in 1_u8..10) {
        for text in ["850101100012", "850612201233", "850101100304", "990140000017"] {
            let (eleven, check) = text.split_at(11);
            let wrong = (check.parse::<u8>().unwrap() + by) % 10;
            let found = format!("{eleven}{wrong}").parse::<PersonNumber>();
            prop_assert_eq!(found, Err(PersonNumberError::Check));
        }
    }

    #[test]
    fn no_text_makes_it_panic_and_no_error_repeats_it(text in "\\PC{0,40}") {
        if let Ok(number) = text.parse::<PersonNumber>() {
            prop_assert_eq!(number.to_string().parse(), Ok(number));
        }
    }
}
