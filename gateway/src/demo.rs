//! A living system in one process: imaginary court systems, people to ask as.

use std::fmt::Write;
use std::sync::Arc;

use access::{Principal, PrincipalClass};
use chrono::{DateTime, NaiveDate, Utc};
use domain::key::CourtCode;
use simulator::world::demo::{COURT, OPEN_CASE, PARTY_IIN, PARTY_NAME};
use simulator::{Addresses, LatencyProfile, Simulators, WorldOptions};

use crate::config::{Secret, Sources};
use crate::http::Tokens;

/// Token of the demo party.
pub const PARTY_TOKEN: &str = "demo-party";
/// Token of the demo clerk.
pub const CLERK_TOKEN: &str = "demo-clerk";
/// Token of the demo operator.
pub const OPERATOR_TOKEN: &str = "demo-operator";

/// Starts the three court systems, in the state of the day of `now`.
///
/// # Errors
///
/// No port can be had for one.
pub async fn start_registries(
    now: DateTime<Utc>,
    latency: LatencyProfile,
) -> std::io::Result<Simulators> {
    simulator::start(WorldOptions::demo(today(now)), latency).await
}

/// Ends the court systems and starts them again where they were, as slow as `latency` has it.
///
/// # Errors
///
/// Somebody else took an address meanwhile.
pub async fn slow_down(
    registries: Simulators,
    latency: LatencyProfile,
) -> std::io::Result<Simulators> {
    let address = |url: &str| url.trim_start_matches("http://").parse().ok();
    let addresses = Addresses {
        cabinet: address(&registries.cabinet.url),
        torelik: address(&registries.torelik.url),
        archive: address(&registries.archive.url),
    };
    let world = Arc::clone(&registries.world);
    registries.stop().await;
    simulator::start_at(world, latency, addresses).await
}

fn today(now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&chrono_tz::Asia::Almaty).date_naive()
}

/// `sources` with the settings of the demo over them: its mode, and its court systems.
#[must_use]
pub fn settings(mut sources: Sources, registries: &Simulators) -> Sources {
    let systems = [
        (
            "kz-torelik",
            &registries.torelik.url,
            "kz-torelik-password",
            simulator::torelik::PASSWORD,
        ),
        ("kz-cabinet", &registries.cabinet.url, "kz-cabinet-token", simulator::cabinet::TOKEN),
        ("kz-archive", &registries.archive.url, "kz-archive-key", simulator::archive::API_KEY),
    ];
    sources.last.push_str("mode = \"demo\"\n");
    for (code, url, name, secret) in systems {
        // Writing to a string does not fail.
        _ = write!(
            sources.last,
            "[[registries]]\ncode = \"{code}\"\nmapping = \"{code}\"\n\
             base_url = \"{url}\"\nsecrets = {{ \"{name}\" = \"{secret}\" }}\n"
        );
    }
    sources
}

/// The people one can ask as.
pub fn tokens() -> Tokens {
    let somebody = |id: &str, class, name: &str| Principal {
        id: Some(id.to_owned()),
        class,
        name: Some(name.to_owned()),
        ..Principal::anyone()
    };
    let party = Principal {
        person_number: Some(PARTY_IIN.to_owned()),
        ..somebody("demo:party", PrincipalClass::Person, PARTY_NAME)
    };
    let clerk = Principal {
        courts: vec![CourtCode::new(COURT)],
        ..somebody("demo:clerk", PrincipalClass::Court, "Court clerk")
    };
    let operator = somebody("demo:operator", PrincipalClass::Operator, "Operator");
    Tokens::new([
        (Secret::new(PARTY_TOKEN), party),
        (Secret::new(CLERK_TOKEN), clerk),
        (Secret::new(OPERATOR_TOKEN), operator),
    ])
}

/// Queries worth pasting: what each is for, and its text.
pub fn queries(now: DateTime<Utc>) -> [(&'static str, String); 3] {
    let today = today(now);
    let week = today + chrono::Days::new(7);
    [
        (
            "one case, put together from three court systems",
            format!(
                "{{ caseLookup(by: {{ number: {{ number: \"{OPEN_CASE}\" }} }}) {{ outcome case {{ number \
                 title(lang: RU) status {{ label(lang: RU) }} court {{ name(lang: RU) }} \
                 parties {{ nodes {{ name role {{ label(lang: RU) }} }} }} \
                 hearings {{ nodes {{ startsAt room }} }} \
                 documents {{ nodes {{ title(lang: RU) access {{ state }} }} }} \
                 filings {{ nodes {{ ticket status {{ label(lang: RU) }} }} sources {{ registry \
                 state }} }} }} }} }}"
            ),
        ),
        (
            "what one court hears in the next seven days",
            format!(
                "{{ hearings(filter: {{ court: \"{COURT}\" }}, period: {{ from: \"{today}\", to: \
                 \"{week}\" }}, first: 10) {{ totalCount nodes {{ startsAt room closedSession \
                 kind {{ label(lang: RU) }} case {{ number }} }} }} }}"
            ),
        ),
        (
            "the state of each court system",
            "{ registries { code name(lang: EN) state serves latency { p95Ms } } }".to_owned(),
        ),
    ]
}
