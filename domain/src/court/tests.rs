//! The directory as a whole, and its look-ups.

use std::collections::HashSet;

use chrono::{Offset as _, TimeZone as _, Utc};

use super::*;
use crate::case_number::CaseNumber;
use crate::coded::CodeList;
use crate::codes;
use crate::language::Language;

fn directory() -> &'static Directory {
    Directory::kazakhstan()
}

fn court(code: &str) -> &'static Court {
    directory().court(&CourtCode::new(code)).unwrap_or_else(|| panic!("no court {code}"))
}

fn court_of(number: &str) -> Option<&'static str> {
    directory().court_of(&number.parse().unwrap()).map(|court| court.code.as_str())
}

#[test]
fn there_are_398_courts_with_codes_of_their_own() {
    let codes: HashSet<_> = directory().courts().iter().map(|court| &court.code).collect();
    assert_eq!(codes.len(), 398);
    assert_eq!(directory().courts().len(), 398);
}

#[test]
fn levels_add_up() {
    let count = |level| directory().courts().iter().filter(|c| c.level == Some(level)).count();
    assert_eq!(count(CourtLevel::Supreme), 1);
    assert_eq!(count(CourtLevel::Cassation), 3);
    assert_eq!(count(CourtLevel::Appeal), 20 + 1, "regional courts and the Military Court");
    assert_eq!(count(CourtLevel::First), 373);
    for level in [CourtLevel::First, CourtLevel::Appeal, CourtLevel::Cassation, CourtLevel::Supreme]
    {
        assert!(codes::contains(CodeList::Instance, level.code()));
    }
}

#[test]
fn a_code_is_made_of_the_known_digits_or_of_the_portal_id() {
    for court in directory().courts() {
        let code = court.code.as_str();
        let expected = match court.number_code {
            Some(digits) => format!("kz-{digits:04}"),
            None => format!("kz-office-{}", court.external_id(OFFICE_SUD_KZ).unwrap()),
        };
        let branch = code.strip_prefix(&expected).unwrap_or_else(|| panic!("{code}"));
        let cassation = court.level == Some(CourtLevel::Cassation);
        assert_eq!(cassation, !branch.is_empty(), "{code}");
    }
}

#[test]
fn digits_of_a_court_begin_with_those_of_its_region() {
    for court in directory().courts() {
        let (Some(digits), Some(region)) = (court.number_code, &court.region) else { continue };
        let region = directory().region(region).unwrap();
        assert_eq!(digits / 100, u16::from(region.number_prefix), "{}", court.code);
    }
}

#[test]
fn every_court_but_the_military_has_a_region_that_exists() {
    for court in directory().courts() {
        match &court.region {
            Some(code) => assert!(directory().region(code).is_some(), "{}", court.code),
            None => assert_eq!(court.kind, CourtKind::Military, "{}", court.code),
        }
    }
}

#[test]
fn there_are_20_regions_and_the_republic_level_named_in_three_languages() {
    let regions = directory().regions();
    assert_eq!(regions.len(), 21);
    let unique = |of: &dyn Fn(&Region) -> String| regions.iter().map(of).collect::<HashSet<_>>();
    assert_eq!(unique(&|r| r.code.to_string()).len(), 21);
    assert_eq!(unique(&|r| r.number_prefix.to_string()).len(), 21);
    for region in regions {
        for name in [&region.name.kk, &region.name.ru, &region.name.en] {
            assert!(name.as_ref().is_some_and(|name| !name.is_empty()), "{}", region.code);
        }
        let territory = region.kind != RegionKind::Republic;
        assert_eq!(region.kato.is_some(), territory);
        assert!(
            !territory || region.code.as_str() == format!("kz-{}", region.kato.clone().unwrap())
        );
        assert!(directory().in_region(&region.code).next().is_some(), "{} is empty", region.code);
    }
    let unlike: Vec<_> = regions
        .iter()
        .filter(|r| r.kato.as_ref().is_some_and(|kato| *kato != r.number_prefix.to_string()))
        .map(|region| region.name.en.as_deref())
        .collect();
    assert_eq!(unlike, [Some("Turkistan Region"), Some("Shymkent")]);
}

#[test]
fn the_whole_country_is_five_hours_ahead_since_march_2024() {
    let hours = |zone: &Tz, at: &chrono::DateTime<Utc>| {
        at.with_timezone(zone).offset().fix().local_minus_utc() / 3600
    };
    let before = Utc.with_ymd_and_hms(2024, 2, 29, 17, 59, 59).unwrap();
    let after = Utc.with_ymd_and_hms(2024, 3, 1, 0, 0, 0).unwrap();
    for region in directory().regions() {
        assert_eq!(hours(&region.time_zone, &after), 5, "{}", region.code);
    }
    assert_eq!(hours(&court("kz-7599").time_zone, &before), 6);
    assert_eq!(hours(&court("kz-2399").time_zone, &before), 5, "Atyrau");
}

#[test]
fn a_case_number_names_its_region_and_its_court_where_known() {
    let table = [
        ("7599-23-00-2/1234", "kz-75", Some("kz-7599")),
        ("7594-23-00-4/1", "kz-75", Some("kz-7594")),
        ("1993-24-00-4/1", "kz-19", Some("kz-1993")),
        ("1000-24-00-4а/1", "kz-10", Some("kz-1000")),
        ("5199-24-00-2а/1", "kz-61", Some("kz-5199")),
        ("5299-24-00-2а/1", "kz-79", Some("kz-5299")),
        ("7517-24-00-2/1", "kz-75", Some("kz-7517")),
        ("6001-24-00-6ап/1", "kz-republic", Some("kz-6001")),
        ("7542-24-00-2/1", "kz-75", None),
    ];
    for (number, region, court) in table {
        let parsed: CaseNumber = number.parse().unwrap();
        let found = directory().region_of(&parsed).map(|region| region.code.as_str());
        assert_eq!((found, court_of(number)), (Some(region), court), "{number}");
    }
    assert!(directory().region_of(&"9999-24-00-2/1".parse().unwrap()).is_none());
}

#[test]
fn the_three_cassation_courts_share_their_digits_and_are_told_apart_by_kind() {
    assert_eq!(directory().by_number_code(6003).len(), 3);
    assert_eq!(court_of("6003-25-00-2к/1"), Some("kz-6003-civil"));
    assert_eq!(court_of("6003-25-00-1к/1"), Some("kz-6003-criminal"));
    assert_eq!(court_of("6003-25-00-4к/1"), Some("kz-6003-administrative"));
    assert_eq!(court_of("6003-25-00-3к/1"), None, "which of them is not known");
    assert_eq!(court_of("6003-24-00-4к/1"), None, "there were no cassation courts in 2024");
    let portal = directory().by_external_id(OFFICE_SUD_KZ, "495");
    assert_eq!(portal.len(), 3);
    let (last, first) = (
        NaiveDate::from_ymd_opt(2025, 6, 30).unwrap(),
        NaiveDate::from_ymd_opt(2025, 7, 1).unwrap(),
    );
    assert!(portal.iter().all(|court| !court.existed_on(last) && court.existed_on(first)));
}

#[test]
fn courts_are_found_by_what_other_systems_call_them() {
    let code = |system, id| -> Vec<&str> {
        directory().by_external_id(system, id).iter().map(|court| court.code.as_str()).collect()
    };
    assert_eq!(code(OFFICE_SUD_KZ, "13"), ["kz-7599"]);
    assert_eq!(code(OFFICE_SUD_KZ, "283"), ["kz-office-283"]);
    assert_eq!(code(PORTAL_SOT_KZ, "194711"), ["kz-office-283"]);
    assert!(code(OFFICE_SUD_KZ, "0").is_empty());
    assert!(code("no such system", "13").is_empty());
}

#[test]
fn search_minds_neither_letters_nor_order() {
    let first = |text: &str| directory().search(text, 5).first().map(|court| court.code.as_str());
    let table = [
        ("Алматинский городской суд", "kz-7599"),
        ("алматы қалалық соты", "kz-7599"),
        ("АЛМАТЫ КАЛАЛЫК СОТЫ", "kz-7599"),
        ("almaty city court", "kz-7599"),
        ("суд, Алматинский   городской", "kz-7599"),
        ("смэс алматы", "kz-office-21"),
        ("СМАС Павлодар", "kz-5594"),
        ("конаев", "kz-office-79"),
        ("верховный суд", "kz-6001"),
        ("Жоғарғы Сот", "kz-6001"),
        ("бостандык №2", "kz-office-25"),
        ("Марқакөл", "kz-office-493"),
        ("маркаколь", "none"),
    ];
    for (text, code) in table {
        assert_eq!(first(text).unwrap_or("none"), code, "{text}");
    }
    assert!(directory().search("", 5).is_empty());
    assert!(directory().search("№ - ", 5).is_empty());
    assert_eq!(directory().search("суд", 7).len(), 7);
}

#[test]
fn names_fall_back_to_a_language_there_is() {
    let medeu = court("kz-7517");
    assert_eq!(medeu.name.kk, None, "nobody has checked it");
    assert_eq!(medeu.name.get(Language::Kk), Some("Медеуский районный суд города Алматы"));
}

#[test]
fn courts_of_other_systems_join_under_codes_of_their_own() {
    let foreign = |code: &str| {
        let name = Text::original("Sixth District Court of Appeal");
        let mut court = Court::new(CourtCode::new(code), name, Tz::America__New_York);
        court.external_ids.push(ExternalId { system: "us-florida".into(), id: "68d021".into() });
        court
    };
    let both = directory().clone().with([foreign("us-flca06")]).unwrap();
    assert_eq!(both.courts().len(), 399);
    assert_eq!(both.by_external_id("us-florida", "68d021").len(), 1);
    assert_eq!(both.search("sixth district", 1).first().unwrap().code.as_str(), "us-flca06");
    let taken = both.with([foreign("us-flca07"), foreign("kz-7599")]).unwrap_err();
    assert_eq!(taken, DirectoryError::CodeTaken { code: "kz-7599".into() });
}

#[test]
fn an_abolished_court_keeps_its_place_until_its_last_day() {
    let mut court = Court::new("kz-office-900".into(), Text::default(), Tz::Asia__Almaty);
    court.valid_to = NaiveDate::from_ymd_opt(2022, 12, 31);
    assert!(court.existed_on(NaiveDate::from_ymd_opt(2022, 12, 31).unwrap()));
    assert!(!court.existed_on(NaiveDate::from_ymd_opt(2023, 1, 1).unwrap()));
    court.valid_from = NaiveDate::from_ymd_opt(2023, 1, 1);
    let refused = Directory::default().with([court]).unwrap_err();
    assert!(matches!(refused, DirectoryError::EndsBeforeItBegins { .. }));
}
