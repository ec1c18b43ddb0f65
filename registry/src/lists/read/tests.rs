//! One small list of each shape; recorded lists are in the conformance tests.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::London;
use domain::case::Visibility;
use domain::coded::Coded;
use domain::hearing::TimePrecision;
use domain::key::RegistryCode;
use domain::language::Language;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Listed, NotUnderstood, Publisher, Reading, slot_of};
use crate::lists::index::Publication;

fn try_read(list: &Value, publication: &Publication) -> Result<Reading, NotUnderstood> {
    let registry = RegistryCode::new("uk-cath");
    let publisher =
        Publisher { registry: &registry, court_prefix: "uk-", zone: London, locations: &[] };
    super::read(list, publication, publisher)
}

fn of_type(list_type: &str, day: Option<&str>) -> Publication {
    let mut publication = Publication::new("1", "1.json");
    publication.list_type = Some(list_type.to_owned());
    publication.content_date = day.map(str::to_owned);
    publication
}

fn read(list: &Value) -> Reading {
    try_read(list, &of_type("SOME_DAILY_LIST", None)).expect("a list")
}

fn numbers(reading: &Reading) -> Vec<&str> {
    let cases = reading.hearings.iter().filter_map(|listed| listed.case.as_ref());
    cases.map(|case| case.key.number.as_str()).collect()
}

fn title(listed: &Listed) -> Option<&str> {
    listed.case.as_ref()?.title.as_ref()?.get(Language::En)
}

fn code(coded: Option<&Coded>) -> Option<&str> {
    coded.map(|coded| coded.code.as_str())
}

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().expect("a moment")
}

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn sittings(hearing: &Value) -> Value {
    json!({
        "document": { "publicationDate": "2025-06-30T16:00:00Z" },
        "venue": { "venueName": "Preston" },
        "courtLists": [{ "courtHouse": { "courtHouseName": "Preston\r\n Crown Court", "courtRoom": [{
            "courtRoomName": "Court\n 1",
            "session": [{
                "judiciary": [{ "johKnownAs": "HHJ A" }, { "johKnownAs": "Mr B" }],
                "sessionChannel": ["VIDEO HEARING"],
                "sittings": [{ "sittingStart": "2025-07-01T09:00:00Z",
                    "sittingEnd": "2025-07-01T10:00:00Z", "hearing": [hearing] }]
            }]
        }] } }]
    })
}

#[test]
fn a_nested_list_hands_down_what_the_inner_levels_leave_out() {
    let reading = read(&sittings(&json!({
        "hearingType": "Directions", "channel": ["Attended", "Teams", ""], "case": [
            { "caseNumber": "1 2\r\n3", "caseName": "Re\r\n A", "caseType": "Civil claim" },
            { "caseUrn": "45GD", "reportingRestriction": true,
              "party": [{ "partyRole": "DEFENDANT",
                          "individualDetails": { "individualSurname": "Secret" } }] }
        ], "application": [{ "applicationReference": "App1" }]
    })));
    assert_eq!(numbers(&reading), ["1 23", "45GD", "App1"]);
    let [first, second, ..] = reading.hearings.as_slice() else { panic!("three hearings") };
    let hearing = &first.hearing;
    assert_eq!(hearing.court.as_str(), "uk-preston-crown-court");
    assert_eq!(hearing.room.as_deref(), Some("Court 1"));
    assert_eq!(hearing.judge.as_deref(), Some("HHJ A, Mr B"));
    assert_eq!(hearing.when.precision, TimePrecision::Time);
    assert_eq!(hearing.when.ends_at, Some(moment("2025-07-01T10:00:00Z")));
    assert_eq!(code(hearing.mode.as_ref()), Some("MIXED"));
    assert_eq!(code(hearing.kind.as_ref()), Some("DIRECTIONS_HEARING"));
    assert_eq!(title(first), Some("Re A"));
    let case = first.case.as_ref().expect("a case");
    assert_eq!(case.number_as_printed.as_deref(), Some("1 2\r\n3"));
    assert_eq!(code(case.kind.as_ref()), Some("CIVIL"));
    assert_eq!(title(second), None, "names are not made a title while reporting is restricted");
    let kind = second.case.as_ref().and_then(|case| case.kind.as_ref());
    assert_eq!(code(kind), Some("CRIMINAL"));
}

#[test]
fn a_missing_court_house_falls_back_to_the_venue() {
    let mut list = sittings(&json!({ "case": [{ "caseNumber": "1" }] }));
    let house = list.pointer_mut("/courtLists/0/courtHouse").expect("a court house");
    house.as_object_mut().expect("an object").remove("courtHouseName");
    assert_eq!(read(&list).courts.first().map(|court| court.name.as_str()), Some("Preston"));
}

#[test]
fn a_single_justice_list_has_neither_court_nor_hour() {
    let list = json!({ "courtLists": [{ "courtHouse": { "courtRoom": [{ "session": [{ "sittings": [{
        "hearing": [{ "case": [{ "caseUrn": "1" }], "offence": [{}], "party": [] },
                    { "offence": [{}], "party": [{ "partyRole": "ACCUSED" }] }]
    }] }] }] } }] });
    let reading = try_read(&list, &of_type("SJP_PUBLIC_LIST", Some("2025-07-01"))).expect("a list");
    assert_eq!(reading.hearings.len(), 2);
    assert_eq!(numbers(&reading), ["1"]);
    let when = reading.hearings.first().map(|listed| &listed.hearing.when).expect("a hearing");
    assert_eq!((when.precision, when.starts_on), (TimePrecision::Day, Some(date("2025-07-01"))));
    assert_eq!(reading.courts.first().map(|court| court.court.as_str()), Some("uk-sjp"));
    let undated = try_read(&list, &of_type("SJP_PUBLIC_LIST", None)).expect("a list");
    let all_unknown = undated
        .hearings
        .iter()
        .all(|listed| listed.hearing.when.precision == TimePrecision::Unknown);
    assert!(all_unknown);
}

#[test]
fn rows_tell_judges_notes_and_hours_of_their_own() {
    let list = json!([{
        "date": "01/07/2025", "hearingTime": "10.30am ", "venue/platform": "Field House",
        "caseReferenceNumber": "UA-1", "appellant": "A", "fta/respondent": "B",
        "judges": "Judge A\r\nJudge B", "members": "Member C", "courtroom": "4",
        "hearingType": "Substantive", "hearingMethod": "In person", "additionalInformation": "Late"
    }]);
    let reading = read(&list);
    let listed = reading.hearings.first().expect("a hearing");
    let hearing = &listed.hearing;
    assert_eq!(hearing.when.starts_at, Some(moment("2025-07-01T09:30:00Z")));
    assert_eq!(hearing.judge.as_deref(), Some("Judge A, Judge B, Member C"));
    assert_eq!(hearing.room.as_deref(), Some("4"));
    assert_eq!(hearing.note.as_deref(), Some("Late"));
    assert_eq!(code(hearing.mode.as_ref()), Some("IN_PERSON"));
    assert_eq!(hearing.court.as_str(), "uk-field-house");
    assert_eq!(title(listed), Some("A v B"));
}

#[test]
fn an_hour_without_a_day_is_kept_as_a_note() {
    let list = json!([{ "time": "10am", "caseNumber": "1", "venue": "V" }]);
    let hearing = read(&list).hearings.remove(0).hearing;
    assert_eq!(hearing.when.precision, TimePrecision::Unknown);
    assert_eq!(hearing.note.as_deref(), Some("10am"));
    let dated = try_read(&list, &of_type("X_DAILY_LIST", Some("2025-07-01"))).expect("a list");
    let hearing = dated.hearings.first().map(|listed| &listed.hearing).expect("a hearing");
    assert_eq!(hearing.when.starts_at, Some(moment("2025-07-01T09:00:00Z")));
    assert_eq!(hearing.note, None);
}

#[test]
fn sections_of_rows_are_read_and_sections_of_something_else_are_not() {
    let list = json!({
        "hearingList": [{ "time": "10am", "caseNumber": "1", "caseName": "A", "venue": "V" }],
        "futureJudgments": [{ "date": "02/07/2025", "time": "2 pm", "caseNumber": "2" }, 7],
        "openJusticeStatementDetails": [{ "nameToBeDisplayed": "N", "email": "e" }]
    });
    let mut reading = read(&list);
    reading
        .hearings
        .sort_by(|a, b| a.case.as_ref().map(|c| &c.key).cmp(&b.case.as_ref().map(|c| &c.key)));
    let mut found = numbers(&reading);
    found.sort_unstable();
    assert_eq!(found, ["1", "2"]);
}

#[test]
fn titles_without_numbers_are_never_one_case() {
    let row = json!({ "date": "01/07/2025", "caseName": "Re A", "venue": "V" });
    let reading = read(&json!([row, row]));
    let keys: Vec<_> =
        reading.hearings.iter().filter_map(|l| Some(&l.case.as_ref()?.key)).collect();
    assert_eq!(keys.len(), 2);
    assert_ne!(keys.first(), keys.last());
}

#[test]
fn lists_of_the_crown_court_are_read() {
    let hearing = json!({ "HearingDetails": { "HearingDescription": "For Trial" },
        "TimeMarkingNote": "NOT BEFORE 11:00", "CaseNumber": "T1", "CaseNumberCaTH": "T1",
        "Prosecution": { "ProsecutingOrganisation": { "OrganisationName": "CPS" } },
        "Defendants": [{ "PersonalDetails": { "IsMasked": "no",
            "Name": { "CitizenNameForename": ["Al"], "CitizenNameSurname": "Bo" } } }],
        "LinkedCases": [{ "CaseNumber": "T9" }] });
    let house = json!({ "CourtHouseName": "Snaresbrook", "CourtHouseCode": 453 });
    let sitting = json!({ "CourtRoomNumber": 2, "SittingAt": "10:00:00",
        "Judiciary": { "Judge": { "CitizenNameRequestedName": "HHJ C" } }, "Hearings": [hearing] });
    let header = json!({ "StartDate": "2025-07-01", "EndDate": "2025-07-04" });
    let daily = read(&json!({ "DailyList": { "ListHeader": { "StartDate": "2025-07-01" },
        "CrownCourt": house, "CourtLists": [{ "CourtHouse": house, "Sittings": [sitting] }] } }));
    let listed = daily.hearings.first().expect("a hearing");
    assert_eq!(listed.hearing.when.starts_at, Some(moment("2025-07-01T09:00:00Z")));
    assert_eq!(listed.hearing.room.as_deref(), Some("2"));
    assert_eq!(listed.hearing.judge.as_deref(), Some("HHJ C"));
    assert_eq!(listed.hearing.court.as_str(), "uk-courthouse-453");
    assert_eq!(code(listed.hearing.kind.as_ref()), Some("TRIAL"));
    assert_eq!(title(listed), Some("CPS v Al Bo"));
    let firm = read(&json!({ "FirmList": { "ListHeader": header, "CrownCourt": house,
        "CourtLists": [{ "SittingDate": "2025-07-02", "CourtHouse": house, "Sittings": [sitting] }],
        "ReserveList": [{ "CaseNumber": "T2", "HearingDetails": { "HearingDescription": "Plea" } }]
    } }));
    let whens: Vec<_> = firm.hearings.iter().map(|l| l.hearing.when.clone()).collect();
    let [firm_day, reserve] = whens.as_slice() else { panic!("two hearings") };
    assert_eq!(firm_day.starts_at, Some(moment("2025-07-02T09:00:00Z")));
    assert_eq!(
        (reserve.precision, reserve.ends_on),
        (TimePrecision::Week, Some(date("2025-07-04")))
    );
}

#[test]
fn a_warned_list_fixes_some_days_and_leaves_others_open() {
    let fixture = |number: &str| {
        json!([{ "HearingType": "TRI", "Fixture": [{
        "FixedDate": "2025-07-02", "Cases": [{ "CaseNumber": number }] }] }])
    };
    let open = json!([{ "HearingType": "SEN", "Fixture": [{ "Cases": [{ "CaseNumber": "T2",
        "Hearing": [{ "HearingDescription": "Sentence" }] }] }] }]);
    let reading = read(&json!({ "WarnedList": {
        "ListHeader": { "StartDate": "2025-07-01", "EndDate": "2025-07-04" },
        "CrownCourt": { "CourtHouseName": "Snaresbrook" },
        "CourtLists": [{ "WithFixedDate": fixture("T1"), "WithoutFixedDate": open }] } }));
    assert_eq!(numbers(&reading), ["T1", "T2"]);
    let precision: Vec<_> = reading.hearings.iter().map(|l| l.hearing.when.precision).collect();
    assert_eq!(precision, [TimePrecision::Day, TimePrecision::Week]);
}

#[test]
fn an_adult_list_is_of_its_own_day_and_not_of_the_day_of_printing() {
    let list = json!({ "document": { "data": { "job": { "printdate": "30/06/2025", "sessions": {
        "session": [{ "lja": "North", "court": "Shields", "room": 1, "sstart": "09:00", "blocks": {
            "block": [{ "bstart": "14:00", "cases": { "case": [
                { "caseno": "1", "def_name": "Mr A" }] } }, { "bstart": "15:00" }] } },
            { "court": "Shields", "room": 2 }] } } } } });
    let reading =
        try_read(&list, &of_type("MAGISTRATES_ADULT_COURT_LIST_DAILY", Some("2025-07-01")));
    let reading = reading.expect("a list");
    let [listed] = reading.hearings.as_slice() else { panic!("one hearing") };
    assert_eq!(listed.hearing.when.starts_at, Some(moment("2025-07-01T13:00:00Z")));
    assert_eq!(listed.hearing.room.as_deref(), Some("1"));
    assert_eq!(title(listed), Some("Mr A"));
}

#[test]
fn an_empty_list_is_an_answer_and_a_strange_one_is_not() {
    for empty in [json!([]), json!({ "courtLists": [] }), json!({ "hearingList": [] })] {
        assert!(read(&empty).hearings.is_empty(), "{empty}");
    }
    for strange in
        [json!({}), json!("x"), json!([{ "colour": "red" }]), json!({ "a": [{ "b": 1 }] })]
    {
        let got = try_read(&strange, &of_type("X", None));
        assert_eq!(got, Err(NotUnderstood::Shape), "{strange}");
    }
}

#[test]
fn cases_that_moved_to_unknown_keys_do_not_vanish_silently() {
    let list = json!({ "courtLists": [{ "courtHouse": { "courtRoom": [{ "session": [{
        "sitting": [{ "hearing": [{ "case": [{ "caseNumber": "1" }] }] }] }] }] } }] });
    let got = try_read(&list, &of_type("X", None));
    assert_eq!(got, Err(NotUnderstood::Lost { numbered: 1, read: 0 }));
}

#[test]
fn a_new_version_keeps_the_keys_of_what_did_not_change() {
    let row = |number: &str, time: &str| json!({ "date": "01/07/2025", "time": time, "caseNumber": number, "venue": "V" });
    let keys = |list: &Value| -> Vec<String> {
        let reading = read(list);
        reading
            .hearings
            .iter()
            .map(|listed| {
                assert_eq!(slot_of(&listed.hearing.key), Some(reading.slot.as_str()));
                listed.hearing.key.local.clone()
            })
            .collect()
    };
    let before = keys(&json!([row("1", "10am"), row("2", "11am"), row("3", "noon")]));
    let after = keys(&json!([row("3", "noon"), row("1", "10am"), row("2", "2pm")]));
    let kept: Vec<&String> = before.iter().filter(|key| after.contains(key)).collect();
    assert_eq!(kept, [&before[0], &before[2]]);
}

#[test]
fn what_is_not_for_everybody_is_closed_with_its_case() {
    let mut publication = of_type("CIVIL_DAILY_CAUSE_LIST", None);
    publication.sensitivity = Some("CLASSIFIED".to_owned());
    let list = sittings(&json!({ "case": [{ "caseNumber": "1" }] }));
    let reading = try_read(&list, &publication).expect("a list");
    let listed = reading.hearings.first().expect("a hearing");
    assert_eq!(listed.hearing.visibility, Visibility::Closed);
    assert_eq!(listed.case.as_ref().map(|case| case.visibility), Some(Visibility::Closed));
}

fn json_value() -> impl Strategy<Value = Value> {
    let keys = proptest::sample::select(vec![
        "courtLists",
        "courtHouse",
        "courtRoom",
        "session",
        "sittings",
        "hearing",
        "case",
        "caseNumber",
        "DailyList",
        "WarnedList",
        "CourtLists",
        "document",
        "data",
        "job",
        "date",
        "time",
        "venue",
        "judges",
        "party",
        "channel",
        "hearingList",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        Just(json!("10am")),
        Just(json!("01/07/2025")),
    ];
    leaf.prop_recursive(6, 64, 5, move |inner| {
        let members = proptest::collection::vec((keys.clone(), inner.clone()), 0..5);
        prop_oneof![
            proptest::collection::vec(inner, 0..4).prop_map(Value::from),
            members.prop_map(|members| {
                members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
            }),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_comes_is_read_or_refused_with_keys_that_differ(list in json_value()) {
        if let Ok(reading) = try_read(&list, &of_type("ANY_LIST", None)) {
            let mut keys: Vec<_> = reading.hearings.iter().map(|l| &l.hearing.key.local).collect();
            let count = keys.len();
            keys.sort_unstable();
            keys.dedup();
            prop_assert_eq!(keys.len(), count);
        }
    }
}
