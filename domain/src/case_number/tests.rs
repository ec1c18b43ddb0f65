//! Tables of numbers that must be read, and of texts that must be refused.

use proptest::prelude::*;

use super::*;
use crate::codes::{self, OTHER};

fn read(text: &str) -> CaseNumber {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn reads_every_way_people_write_a_number() {
    let table = [
        ("7599-23-00-2/1234", "7599-23-00-2/1234"),
        ("3599-24-00 -2а/2151", "3599-24-00-2а/2151"),
        ("3599-24-00-2А/2151", "3599-24-00-2а/2151"),
        ("3599-24-00-2a/2151", "3599-24-00-2а/2151"),
        ("3599-24-00-2A/2151", "3599-24-00-2а/2151"),
        (" 7 5 9 9 - 2 3 - 0 0 - 2 / 1 2 3 4 ", "7599-23-00-2/1234"),
        ("7599\u{a0}-23-00-2/12\u{200b}34", "7599-23-00-2/1234"),
        ("7599–23—00‑2/1234", "7599-23-00-2/1234"),
        ("7599−23‐00‒2⁄1234", "7599-23-00-2/1234"),
        ("7599-23-00-2\\1234", "7599-23-00-2/1234"),
        ("7599-23-0-2/1234", "7599-23-00-2/1234"),
        ("7599-23-00-2/0012", "7599-23-00-2/12"),
        ("№ 7599-23-00-2/1234", "7599-23-00-2/1234"),
        ("№7599-23-00-2/1234.", "7599-23-00-2/1234"),
        ("Дело № 7599-23-00-2/1234", "7599-23-00-2/1234"),
        ("дело 7599-23-00-2/1234", "7599-23-00-2/1234"),
        ("ДЕЛО: 7599-23-00-2/1234", "7599-23-00-2/1234"),
        ("№ 7599-23-00-2/1234 іс", "refused"),
        ("Іс № 7599-23-00-2/1234", "7599-23-00-2/1234"),
        ("Істің нөмірі: 7599-23-00-2/1234", "7599-23-00-2/1234"),
        ("Case No. 7599-23-00-2/1234", "7599-23-00-2/1234"),
        ("«7599-23-00-2/1234»", "7599-23-00-2/1234"),
        ("7199-25-00-4/18(2)", "7199-25-00-4/18(2)"),
        ("7199-25-00-4 / 18 (2)", "7199-25-00-4/18(2)"),
        ("6003-25-00-4к/7", "6003-25-00-4к/7"),
        ("6003-25-00-4K/7", "6003-25-00-4к/7"),
        ("6001-24-00-6ап/3", "6001-24-00-6ап/3"),
        ("6001-24-00-6AP/3", "6001-24-00-6ап/3"),
        ("6001-16-00-3гп/512", "6001-16-00-3гп/512"),
        ("1000-24-00-4а/1", "1000-24-00-4а/1"),
        ("6001-18-7-6/188", "6001-18-07-6/188"),
        ("７５９９-23-00-2/1234", "7599-23-00-2/1234"),
    ];
    for (raw, canonical) in table {
        let found = raw.parse::<CaseNumber>().map_or("refused".to_owned(), |n| n.to_string());
        assert_eq!(found, canonical, "{raw}");
    }
}

#[test]
fn takes_a_number_apart() {
    let number = read("7599-23-00-2А/1234 (2)");
    assert_eq!(number.court_digits(), 7599);
    assert_eq!(number.court_code().as_str(), "kz-7599");
    assert_eq!(number.region_digits(), 75);
    assert_eq!(number.year(), 2023);
    assert_eq!(number.series(), 0);
    assert_eq!(number.kind(), KindIndex::CIVIL);
    assert_eq!(number.instance(), InstanceIndex::Appeal);
    assert_eq!(number.sequence(), 1234);
    assert_eq!(number.repeat(), Some(2));
    assert_eq!(read("1000-24-00-4/1").court_code().as_str(), "kz-1000");
}

#[test]
fn kinds_and_instances_are_codes_of_the_lists() {
    let table = [
        ("7599-23-00-1/1", "CRIMINAL", "FIRST"),
        ("7599-23-00-2а/1", "CIVIL", "APPEAL"),
        ("7599-23-00-3/1", "ADMINISTRATIVE_OFFENCE", "FIRST"),
        ("6003-25-00-4к/1", "ADMINISTRATIVE", "CASSATION"),
        ("6001-25-00-6ап/1", OTHER, "SUPREME"),
        ("7599-23-00-9/1", OTHER, "FIRST"),
        ("6001-16-00-3гп/1", "ADMINISTRATIVE_OFFENCE", OTHER),
    ];
    for (raw, kind, instance) in table {
        let number = read(raw);
        assert_eq!((number.kind().code(), number.instance().code()), (kind, instance), "{raw}");
        for coded in [number.coded_kind(), number.coded_instance()] {
            assert!(codes::contains(coded.list, &coded.code), "{raw}: {}", coded.code);
            assert!(coded.original.is_some());
        }
    }
}

#[test]
fn says_what_is_wrong_and_what_would_be_right() {
    let table = [
        "",
        "   ",
        "№",
        "двенадцать",
        "иск 7599-23-00-2/1234",
        "7599",
        "7599-23-00/1234",
        "7599-23-00-2-1234",
        "-23-00-2/1234",
        "759-23-00-2/1234",
        "75990-23-00-2/1234",
        "7З99-23-00-2/1234",
        "7599-2023-00-2/1234",
        "7599-23-000-2/1234",
        "7599-23-xx-2/1234",
        "7599-23-00-2",
        "7599-23-00-2/12/34",
        "7599-23-00-а/1234",
        "7599-23-00-222/1234",
        "7599-23-00-2абв/1234",
        "7599-23-00-2q/1234",
        "7599-23-00-2/",
        "7599-23-00-2/x",
        "7599-23-00-2/1234567890",
        "7599-23-00-2/1234(x)",
        "7599-23-00-2/1234(2",
        "7599-23-00-2/1234()",
        "2:24-cv-00131",
        "'; drop table cases",
    ];
    let refused: Vec<String> = table
        .iter()
        .map(|raw| match raw.parse::<CaseNumber>() {
            Ok(number) => panic!("{raw} was read as {number}"),
            Err(error) => format!("{raw:?}: {error}"),
        })
        .collect();
    insta::assert_snapshot!(refused.join("\n"));
}

#[test]
fn refuses_a_page_of_text_without_reading_it() {
    let page = "7".repeat(100_000);
    let error = CaseNumberError::TooLong { length: 100_000, max: 64 };
    assert_eq!(page.parse::<CaseNumber>(), Err(error));
}

#[test]
fn keeps_what_was_typed() {
    let written = Written::read("Дело № 7599-23-00 -2A/1234").unwrap();
    assert_eq!(written.raw, "Дело № 7599-23-00 -2A/1234");
    assert_eq!(written.number.to_string(), "7599-23-00-2а/1234");
}

fn any_number() -> impl Strategy<Value = CaseNumber> {
    let instance = prop_oneof![
        Just(InstanceIndex::First),
        "[а-я]{1,2}".prop_map(|letters| InstanceIndex::read(&letters).unwrap()),
    ];
    let repeat = proptest::option::of(0_u16..1000);
    (0_u16..10_000, 0_u8..100, 0_u8..100, 0_u8..100, instance, 0_u32..1_000_000_000, repeat)
        .prop_map(|(court, year, series, kind, instance, sequence, repeat)| CaseNumber {
            court,
            year,
            series,
            kind: KindIndex::new(kind).unwrap(),
            instance,
            sequence,
            repeat,
        })
}

proptest! {
    #[test]
    fn the_canonical_writing_reads_back(number in any_number()) {
        prop_assert_eq!(number.to_string().parse(), Ok(number));
    }

    #[test]
    fn blanks_capitals_and_dashes_change_nothing(
        number in any_number(),
        blanks in proptest::collection::vec(0_usize..3, 40),
        dash in "[-‐‑–—−]",
    ) {
        let mut sloppy = String::from("№ ");
        for (letter, blanks) in number.to_string().to_uppercase().chars().zip(blanks) {
            sloppy.push_str(if letter == '-' { &dash } else { "" });
            sloppy.extend((letter != '-').then_some(letter));
            sloppy.push_str(&" ".repeat(blanks.min(1)));
        }
        prop_assert_eq!(sloppy.parse(), Ok(number));
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,80}") {
        if let Ok(number) = text.parse::<CaseNumber>() {
            prop_assert_eq!(number.to_string().parse(), Ok(number));
        }
    }
}
