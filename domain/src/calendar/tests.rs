//! Terms counted by hand, and what must hold for any term.

use chrono::{DateTime, Datelike as _, Days, NaiveDate, NaiveTime, Utc, Weekday};
use proptest::prelude::*;

use super::*;
use crate::language::Language;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn calendar() -> &'static Calendar {
    Calendar::kazakhstan()
}

fn counting(procedure: Procedure, length: Length) -> Counting<'static> {
    Counting { procedure, ..Counting::civil(length) }
}

#[test]
fn the_calendar_knows_every_year_from_2014_to_2027() {
    for year in 2014..=2027 {
        let holidays = calendar().specials_in(year).filter(|d| d.kind == DayKind::Holiday).count();
        assert!((14..=18).contains(&holidays), "{year}: {holidays}");
        let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        let last = NaiveDate::from_ymd_opt(year, 12, 30).unwrap();
        let worked = calendar().working_days_in(first..=last).unwrap();
        assert!((240..=252).contains(&worked), "{year}: {worked}");
    }
}

#[test]
fn special_days_have_names_and_make_sense() {
    for year in 2014..=2027 {
        for special in calendar().specials_in(year) {
            let weekend = matches!(special.day.weekday(), Weekday::Sat | Weekday::Sun);
            for name in [&special.name.kk, &special.name.ru, &special.name.en] {
                assert!(name.as_ref().is_some_and(|name| !name.is_empty()), "{}", special.day);
            }
            match special.kind {
                DayKind::Holiday => {}
                DayKind::Observed => assert!(!weekend, "{}", special.day),
                DayKind::MovedOff => {
                    assert!(!weekend, "{}", special.day);
                    let worked = calendar()
                        .specials_in(year)
                        .filter(|other| other.instead_of == Some(special.day));
                    assert!(worked.count() <= 1, "{}", special.day);
                }
                DayKind::Worked => {
                    let off = special.instead_of.and_then(|day| calendar().special(day));
                    let off = off.unwrap_or_else(|| panic!("{} stands for nothing", special.day));
                    assert_eq!(off.kind, DayKind::MovedOff, "{}", special.day);
                }
            }
        }
    }
}

#[test]
fn tells_worked_days_from_others() {
    let table = [
        ("2025-06-05", true, "Thursday"),
        ("2025-06-06", false, "Kurban Ait on a Friday"),
        ("2025-06-07", false, "Saturday, Kurban Ait does not move"),
        ("2025-06-09", true, "Monday after"),
        ("2024-01-07", false, "Christmas on a Sunday"),
        ("2024-01-08", true, "Christmas does not move"),
        ("2024-05-04", true, "Saturday worked for the 8th"),
        ("2024-05-08", false, "Wednesday off"),
        ("2025-01-03", false, "Friday moved to Sunday the 5th"),
        ("2025-01-05", true, "Sunday worked"),
        ("2025-09-01", false, "Constitution Day moved from Saturday"),
        ("2026-08-31", true, "no Constitution Day in August 2026"),
        ("2027-03-15", false, "Constitution Day in March 2027"),
    ];
    for (date, worked, why) in table {
        assert_eq!(calendar().is_working(day(date)), Ok(worked), "{date} {why}");
    }
}

#[test]
fn says_that_a_year_is_not_known_instead_of_guessing() {
    for date in ["2013-12-31", "2028-01-03"] {
        let error = calendar().is_working(day(date)).unwrap_err();
        assert_eq!((error.first, error.last), (2014, 2027));
        assert!(error.to_string().contains("2014 to 2027"), "{error}");
    }
    let late = Counting::civil(Length::Months(1)).from_day(day("2027-12-20"));
    assert!(matches!(late, Err(TermError::Outside(_))), "{late:?}");
    let late = Counting::civil(Length::WorkingDays(u32::MAX)).from_day(day("2027-12-20"));
    assert!(matches!(late, Err(TermError::Outside(_))), "{late:?}");
    let late = Counting::civil(Length::Years(u16::MAX)).from_day(day("2027-12-20"));
    assert!(matches!(late, Err(TermError::Outside(_))), "{late:?}");
}

#[test]
fn counts_civil_terms() {
    use Length::{Days as D, Months as M, WorkingDays as W, Years as Y};
    let table = [
        (M(1), "2025-01-15", "2025-02-17", Some("2025-02-15"), "15 February 2025 is a Saturday"),
        (M(1), "2025-01-31", "2025-02-28", None, "no 31 February"),
        (M(1), "2024-01-31", "2024-02-29", None, "a leap year"),
        (M(1), "2025-02-21", "2025-03-26", Some("2025-03-21"), "Nauryz and its days off"),
        (M(6), "2025-07-01", "2026-01-05", Some("2026-01-01"), "New Year and the weekend"),
        (M(2), "2025-06-27", "2025-08-27", None, ""),
        (Y(3), "2022-06-10", "2025-06-10", None, ""),
        (Y(1), "2024-02-29", "2025-02-28", None, "no 29 February"),
        (D(10), "2025-04-01", "2025-04-11", None, ""),
        (D(10), "2025-04-21", "2025-05-02", Some("2025-05-01"), "Unity Day"),
        (D(1), "2025-06-05", "2025-06-09", Some("2025-06-06"), "Kurban Ait, then a weekend"),
        (W(5), "2025-04-01", "2025-04-08", None, "a weekend between"),
        (W(10), "2025-03-19", "2025-04-07", None, "Nauryz between"),
        (W(5), "2024-04-30", "2024-05-10", None, "1 and 7 to 9 May off, Saturday 4 May worked"),
        (W(1), "2025-01-03", "2025-01-05", None, "the worked Sunday"),
    ];
    for (length, from, to, moved_from, why) in table {
        let deadline = Counting::civil(length).from_day(day(from)).unwrap();
        assert_eq!(deadline.ends_on, day(to), "{length:?} from {from}: {why}");
        assert_eq!(deadline.moved_from, moved_from.map(day), "{length:?} from {from}: {why}");
    }
}

#[test]
fn a_term_lasts_until_midnight_in_the_zone_of_the_court() {
    let term = Counting::civil(Length::Days(10));
    let deadline = term.from_day(day("2025-04-01")).unwrap();
    assert_eq!(deadline.expires_at, at("2025-04-11T19:00:00Z"));
    assert!(deadline.is_met_by(at("2025-04-11T18:59:59.999Z")));
    assert!(!deadline.is_met_by(at("2025-04-11T19:00:00Z")));
    // the clocks went back at midnight: 29 February 2024 had 25 hours in Almaty
    let long_day = term.from_day(day("2024-02-19")).unwrap();
    assert_eq!(long_day.expires_at, at("2024-02-29T19:00:00Z"));
    let before = term.from_day(day("2024-02-12")).unwrap();
    assert_eq!(before.expires_at, at("2024-02-22T18:00:00Z"), "still six hours ahead");
    let atyrau = Counting { zone: chrono_tz::Asia::Atyrau, ..term };
    let before = atyrau.from_day(day("2024-02-12")).unwrap();
    assert_eq!(before.expires_at, at("2024-02-22T19:00:00Z"), "five hours ahead as ever");
}

#[test]
fn an_act_in_the_court_must_be_done_before_it_closes() {
    let closes_at = NaiveTime::from_hms_opt(18, 30, 0).unwrap();
    let term =
        Counting { place: Place::Court { closes_at }, ..Counting::civil(Length::WorkingDays(3)) };
    let deadline = term.from_day(day("2025-04-01")).unwrap();
    assert_eq!(deadline.expires_at, at("2025-04-04T13:30:00Z"));
    assert!(deadline.rules.contains(&rules::UNTIL_COURT_CLOSES));
    assert!(!deadline.rules.contains(&rules::UNTIL_MIDNIGHT));
}

#[test]
fn the_moment_of_an_event_is_a_day_in_the_zone_of_the_court() {
    let term = Counting::civil(Length::Days(1));
    let evening = term.from_moment(at("2025-04-01T18:59:00Z")).unwrap();
    let night = term.from_moment(at("2025-04-01T19:01:00Z")).unwrap();
    assert_eq!((evening.ends_on, night.ends_on), (day("2025-04-02"), day("2025-04-03")));
}

#[test]
fn suspension_stops_a_term_and_resumption_lets_it_run_on() {
    let pause = |from: &str, to: &str| Pause { suspended_on: day(from), resumed_on: Some(day(to)) };
    let end = |length, pauses: &[Pause]| {
        let term = Counting { pauses, ..Counting::civil(length) };
        term.from_day(day("2025-04-01")).map(|deadline| deadline.ends_on.to_string()).unwrap()
    };
    assert_eq!(end(Length::Days(10), &[]), "2025-04-11");
    assert_eq!(end(Length::Days(10), &[pause("2025-04-04", "2025-04-14")]), "2025-04-21");
    assert_eq!(end(Length::WorkingDays(3), &[pause("2025-04-03", "2025-04-10")]), "2025-04-11");
    assert_eq!(end(Length::Months(1), &[pause("2025-04-11", "2025-04-21")]), "2025-05-12");
    assert_eq!(end(Length::Months(1), &[pause("2025-05-05", "2025-06-01")]), "2025-05-02");
    let before = [pause("2025-03-20", "2025-04-06")];
    assert_eq!(end(Length::Days(5), &before), "2025-04-10", "it never began to run before");
    assert_eq!(end(Length::Months(1), &before), "2025-05-05", "nor in months");
    let twice = [pause("2025-04-03", "2025-04-05"), pause("2025-04-08", "2025-04-10")];
    assert_eq!(end(Length::Days(7), &twice), "2025-04-14", "the 12th is a Saturday");
}

#[test]
fn a_case_still_suspended_has_no_deadline() {
    let open = [Pause { suspended_on: day("2025-04-04"), resumed_on: None }];
    for length in [Length::Days(10), Length::Months(1)] {
        let term = Counting { pauses: &open, ..Counting::civil(length) };
        let error = term.from_day(day("2025-04-01")).unwrap_err();
        assert_eq!(error, TermError::StillSuspended { since: day("2025-04-04") });
    }
    let over = Counting { pauses: &open, ..Counting::civil(Length::Days(2)) };
    let deadline = over.from_day(day("2025-04-01")).unwrap();
    assert_eq!(deadline.ends_on, day("2025-04-03"), "it had ended by then");
}

#[test]
fn criminal_terms_run_through_days_off_and_move_at_the_end() {
    let end =
        |length, from: &str| counting(Procedure::Criminal, length).from_day(day(from)).unwrap();
    assert_eq!(end(Length::Days(15), "2025-04-01").ends_on, day("2025-04-16"));
    assert_eq!(end(Length::Days(11), "2025-04-01").ends_on, day("2025-04-14"), "a Saturday");
    assert_eq!(end(Length::Months(1), "2025-01-31").ends_on, day("2025-02-28"));
    let hours = counting(Procedure::Criminal, Length::Hours(48));
    let deadline = hours.from_moment(at("2025-04-04T10:25:00Z")).unwrap();
    assert_eq!(deadline.expires_at, at("2025-04-06T11:00:00Z"), "a Sunday; hours do not move");
}

#[test]
fn offence_terms_in_days_leave_out_days_off() {
    let end =
        |length, from: &str| counting(Procedure::Offence, length).from_day(day(from)).unwrap();
    let appeal = end(Length::Days(10), "2025-04-01");
    assert_eq!(appeal.ends_on, day("2025-04-15"), "two weekends left out, CAO 739(3)");
    assert!(appeal.rules.contains(&rules::OFFENCE_DAYS_WORKED));
    let months = end(Length::Months(1), "2025-01-15");
    assert_eq!((months.ends_on, months.moved_from), (day("2025-02-17"), Some(day("2025-02-15"))));
}

#[test]
fn administrative_terms_follow_the_civil_rules() {
    let civil = Counting::civil(Length::Months(1)).from_day(day("2025-01-15")).unwrap();
    let administrative =
        counting(Procedure::Administrative, Length::Months(1)).from_day(day("2025-01-15")).unwrap();
    assert_eq!(civil.expires_at, administrative.expires_at);
    assert_eq!(administrative.rules.first(), Some(&rules::ADMINISTRATIVE_AS_CIVIL));
}

#[test]
fn refuses_terms_the_law_does_not_have() {
    let from = day("2025-04-01");
    let pause = [Pause { suspended_on: from, resumed_on: Some(from + Days::new(1)) }];
    let upside_down = [Pause { suspended_on: from, resumed_on: Some(from) }];
    let overlapping = [pause[0], pause[0]];
    let closes_at = NaiveTime::MIN;
    let table = [
        Counting::civil(Length::Days(0)).from_day(from),
        Counting::civil(Length::Hours(3)).from_day(from),
        Counting::civil(Length::Hours(3)).from_moment(at("2025-04-01T00:00:00Z")),
        counting(Procedure::Criminal, Length::Hours(3)).from_day(from),
        counting(Procedure::Criminal, Length::Hours(0)).from_moment(at("2025-04-01T00:00:00Z")),
        Counting { pauses: &pause, ..counting(Procedure::Criminal, Length::Days(1)) }
            .from_day(from),
        Counting { pauses: &upside_down, ..Counting::civil(Length::Days(1)) }.from_day(from),
        Counting { pauses: &overlapping, ..Counting::civil(Length::Days(1)) }.from_day(from),
        Counting {
            place: Place::Court { closes_at },
            ..counting(Procedure::Offence, Length::Days(1))
        }
        .from_day(from),
    ];
    let refused: Vec<String> =
        table.iter().map(|counted| counted.as_ref().unwrap_err().to_string()).collect();
    insta::assert_snapshot!(refused.join("\n"));
}

#[test]
fn says_how_sure_a_deadline_is() {
    let certainty =
        |from: &str| Counting::civil(Length::WorkingDays(5)).from_day(day(from)).unwrap().certainty;
    assert_eq!(certainty("2025-06-02"), Certainty::Settled);
    assert_eq!(certainty("2026-06-02"), Certainty::TransfersUnknown);
    assert_eq!(certainty("2026-05-21"), Certainty::HolidayEstimated);
    let near = Counting::civil(Length::Days(1)).from_day(day("2026-05-25")).unwrap();
    assert_eq!(near.certainty, Certainty::HolidayEstimated, "the day before an estimated one");
}

#[test]
fn every_deadline_names_its_articles() {
    use Procedure::{Administrative, Civil, Criminal, Offence};
    let pauses = [Pause { suspended_on: day("2025-02-03"), resumed_on: Some(day("2025-02-13")) }];
    let lengths = [Length::Years(1), Length::Months(1), Length::Days(31), Length::WorkingDays(10)];
    let mut printed = Vec::new();
    for procedure in [Civil, Administrative, Criminal, Offence] {
        for length in lengths {
            let plain = counting(procedure, length);
            let stopped = Counting { pauses: &pauses, ..plain.clone() };
            let both =
                [("", Some(plain)), (" suspended", plain_pauses(procedure).then_some(stopped))];
            for (how, term) in both {
                let Some(term) = term else { continue };
                let deadline = term.from_day(day("2025-01-15")).unwrap();
                let cited: Vec<_> = deadline.rules.iter().map(ToString::to_string).collect();
                let (on, cited) = (deadline.ends_on, cited.join(", "));
                printed.push(format!("{procedure:?} {length:?}{how}: {on} by {cited}"));
            }
        }
    }
    insta::assert_snapshot!(printed.join("\n"));
}

fn plain_pauses(procedure: Procedure) -> bool {
    matches!(procedure, Procedure::Civil | Procedure::Administrative)
}

#[test]
fn every_rule_has_a_text_and_a_citation_in_each_language() {
    for (index, rule) in rules::ALL.iter().enumerate() {
        for language in Language::ALL {
            assert!(!rule.text(language).is_empty(), "{rule}");
        }
        let again = rules::ALL.iter().skip(index + 1);
        assert!(again.clone().all(|other| other.to_string() != rule.to_string()), "{rule}");
    }
    let rule = rules::MOVES_TO_WORKING_DAY;
    assert_eq!(rule.to_string(), "CPC 123(4)");
    assert_eq!(rule.citation(Language::Kk), "АПК 123-бап 4-бөлік");
    assert_eq!(rule.citation(Language::Ru), "ГПК, ст. 123, ч. 4");
    assert_eq!(rules::HOLIDAYS.citation(Language::Ru), "ТК, ст. 85");
}

fn any_length() -> impl Strategy<Value = Length> {
    prop_oneof![
        (1_u16..=3).prop_map(Length::Years),
        (1_u16..=12).prop_map(Length::Months),
        (1_u32..=60).prop_map(Length::Days),
        (1_u32..=40).prop_map(Length::WorkingDays),
    ]
}

fn any_procedure() -> impl Strategy<Value = Procedure> {
    use Procedure::{Administrative, Civil, Criminal, Offence};
    proptest::sample::select(vec![Civil, Administrative, Criminal, Offence])
}

proptest! {
    #[test]
    fn a_term_ends_on_a_working_day_after_it_began(
        offset in 0_u64..3_000, length in any_length(), procedure in any_procedure(),
    ) {
        let from = day("2014-01-01") + Days::new(offset);
        let deadline = counting(procedure, length).from_day(from).unwrap();
        prop_assert!(deadline.ends_on > from);
        prop_assert_eq!(calendar().is_working(deadline.ends_on), Ok(true));
        prop_assert!(deadline.moved_from.is_none_or(|moved| moved < deadline.ends_on));
        prop_assert!(!deadline.rules.is_empty());
    }

    #[test]
    fn a_later_start_never_ends_earlier(
        offset in 0_u64..3_000, length in any_length(), procedure in any_procedure(),
    ) {
        let from = day("2014-01-01") + Days::new(offset);
        let term = counting(procedure, length);
        let (first, second) = (term.from_day(from), term.from_day(from + Days::new(1)));
        prop_assert!(first.unwrap().expires_at <= second.unwrap().expires_at);
    }

    #[test]
    fn a_suspension_never_shortens_a_term(
        offset in 0_u64..2_500, length in any_length(), into in 0_u64..200, lasts in 1_u64..200,
    ) {
        let from = day("2014-01-01") + Days::new(offset);
        let suspended_on = from + Days::new(into);
        let pauses = [Pause { suspended_on, resumed_on: Some(suspended_on + Days::new(lasts)) }];
        let plain = Counting::civil(length);
        let stopped = Counting { pauses: &pauses, ..plain.clone() };
        let (plain, stopped) = (plain.from_day(from).unwrap(), stopped.from_day(from).unwrap());
        prop_assert!(plain.ends_on <= stopped.ends_on);
        if suspended_on > plain.ends_on {
            prop_assert_eq!(plain, stopped);
        }
    }

    #[test]
    fn working_days_are_counted_one_by_one(offset in 0_u64..3_000, count in 1_u32..60) {
        let from = day("2014-01-01") + Days::new(offset);
        let end = Counting::civil(Length::WorkingDays(count)).from_day(from).unwrap().ends_on;
        let worked = calendar().working_days_in(from + Days::new(1)..=end).unwrap();
        prop_assert_eq!(worked, usize::try_from(count).unwrap());
    }
}
