//! A system that misbehaves never gives data and never proves an absence.

use domain::source::SourceReason;
use registry::capability::{Listing, Part};
use registry::outcome::Outcome;
use registry::port::{Call, Registry};
use simulator::{Fault, demo};

use crate::systems::{Systems, call, key, query};

/// Every way to misbehave at once, and what it must be taken for; `None`: anything but data.
fn faults() -> Vec<(Fault, Option<SourceReason>)> {
    vec![
        (Fault::LoginPage, Some(SourceReason::SoftError)),
        (Fault::Truncated, Some(SourceReason::SoftError)),
        (Fault::Garbage, Some(SourceReason::SoftError)),
        (Fault::EmptyList, None),
        (Fault::CutOff, None),
        (Fault::Reset, None),
        (Fault::Status { status: 500, retry_after_seconds: None }, Some(SourceReason::SoftError)),
        (Fault::Status { status: 404, retry_after_seconds: None }, Some(SourceReason::SoftError)),
        (
            Fault::Status { status: 503, retry_after_seconds: Some(30) },
            Some(SourceReason::Maintenance),
        ),
        (
            Fault::Status { status: 429, retry_after_seconds: Some(5) },
            Some(SourceReason::RateLimited),
        ),
    ]
}

fn no_data<T: std::fmt::Debug>(outcome: &Outcome<T>, fault: &Fault, reason: Option<SourceReason>) {
    match (outcome, reason) {
        (Outcome::Unavailable(why), Some(reason)) => {
            assert_eq!(why.reason, reason, "{fault:?}: {why:?}");
        }
        (Outcome::Unavailable(_) | Outcome::Unknown(_), None) => {}
        _ => panic!("{fault:?} became {outcome:?}"),
    }
}

#[tokio::test]
async fn case_management_in_trouble_tells_nothing_of_cases() {
    let systems = Systems::start(5).await;
    let open = query(systems.world().cases_by_number(demo::OPEN_CASE, None)[0]);
    let closed = query(systems.world().cases_by_number(demo::CLOSED_CASE, None)[0]);
    for (fault, reason) in faults() {
        systems.simulators.torelik.faults.set(fault.clone());
        let one = systems.torelik.cases(std::slice::from_ref(&open), &call()).await;
        let both = systems.torelik.cases(&[open.clone(), closed.clone()], &call()).await;
        for outcome in one.iter().chain(&both) {
            no_data(outcome, &fault, reason);
        }
    }
}

#[tokio::test]
async fn case_management_in_trouble_lists_nothing() {
    let systems = Systems::start(5).await;
    for (fault, reason) in faults() {
        systems.simulators.torelik.faults.set(fault.clone());
        for listing in [Listing::Cases, Listing::Hearings, Listing::Courts] {
            no_data(&systems.torelik.list(listing, None, &call()).await, &fault, reason);
        }
    }
}

#[tokio::test]
async fn cabinet_and_archive_in_trouble_never_give_an_empty_list() {
    let systems = Systems::start(5).await;
    let case = key(systems.world().cases_by_number(demo::OPEN_CASE, None)[0]);
    for (fault, reason) in faults() {
        systems.simulators.cabinet.faults.set(fault.clone());
        systems.simulators.archive.faults.set(fault.clone());
        let filings =
            systems.cabinet.part(Part::Filings, std::slice::from_ref(&case), &call()).await;
        no_data(&filings[0], &fault, reason);
        let documents =
            systems.archive.part(Part::Documents, std::slice::from_ref(&case), &call()).await;
        no_data(&documents[0], &fault, reason);
    }
}

#[tokio::test]
async fn a_system_that_hangs_is_given_up_in_time() {
    let systems = Systems::start(5).await;
    systems.simulators.torelik.faults.set(Fault::Hang);
    let open = query(systems.world().cases_by_number(demo::OPEN_CASE, None)[0]);
    let soon = Call { time_left: std::time::Duration::from_millis(150) };
    let answers = systems.torelik.cases(&[open], &soon).await;
    no_data(&answers[0], &Fault::Hang, Some(SourceReason::Timeout));
}
