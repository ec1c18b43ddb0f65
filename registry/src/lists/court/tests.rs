//! Codes of courts do not move with capitals, and never meet by accident.

use super::{Courts, Printed, body_of};
use crate::lists::index::{Location, Publication};

fn location(id: &str, name: &str) -> Location {
    Location { id: id.to_owned(), name: Some(name.to_owned()), aliases: vec!["Llys".to_owned()] }
}

fn printed(name: &str) -> Printed {
    Printed { name: Some(name.to_owned()), ..Printed::default() }
}

fn code(printed: &Printed, publication: &Publication) -> String {
    let locations = [location("2001", "Preston Combined Court")];
    let courts = Courts { prefix: "uk-", locations: &locations };
    courts.find(printed, publication).court.to_string()
}

#[test]
fn a_known_location_lends_its_id() {
    let list = Publication::new("1", "1.json");
    assert_eq!(code(&printed("PRESTON combined court"), &list), "uk-2001");
    assert_eq!(code(&printed("Llys"), &list), "uk-2001");
    assert_eq!(code(&printed("Leeds Combined Court"), &list), "uk-leeds-combined-court");
}

#[test]
fn a_name_of_digits_is_no_location() {
    assert_eq!(code(&printed("2001"), &Publication::new("1", "1.json")), "uk-named-2001");
}

#[test]
fn a_name_in_other_letters_has_a_code_too() {
    let made = code(&printed("Суд"), &Publication::new("1", "1.json"));
    assert!(made.len() > "uk-".len() && made.is_ascii(), "{made}");
}

#[test]
fn the_number_of_a_court_house_comes_before_its_name() {
    let court = Printed { number: Some("1234".to_owned()), ..printed("Snaresbrook") };
    assert_eq!(code(&court, &Publication::new("1", "1.json")), "uk-courthouse-1234");
}

#[test]
fn without_a_name_the_location_the_address_and_the_type_stand_in() {
    let mut list = Publication::new("1", "1.json");
    list.list_type = Some("AST_DAILY_HEARING_LIST".to_owned());
    assert_eq!(code(&Printed::default(), &list), "uk-ast");
    let address = Printed { address: Some("The Law Courts, PR1".to_owned()), ..Printed::default() };
    assert_eq!(code(&address, &list), "uk-the-law-courts-pr1");
    list.location = Some(location("77", "Somewhere"));
    assert_eq!(code(&address, &list), "uk-77");
}

#[test]
fn a_type_names_whose_list_it_is() {
    assert_eq!(body_of("single_justice_procedure_press"), "Single justice procedure");
    assert_eq!(body_of("DAILY_LIST"), "Daily list");
}
