//! Cases, parties, hearings and history in the words of the system.

use chrono::NaiveDateTime;
use domain::case::{CaseRelation, Visibility};
use domain::key::CourtCode;
use domain::language::Text;
use serde_json::{Value, json};

use super::words;
use crate::world::{Case, Event, Hearing, Party, World};

/// Local time without a zone, as the system writes it.
pub(crate) fn time(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%dT%H:%M:%S").to_string()
}

/// The system's code of a court.
pub(crate) fn court_code(court: &CourtCode) -> &str {
    court.as_str().strip_prefix("kz-").unwrap_or(court.as_str())
}

/// The key of a case: court and number.
pub(crate) fn key(case: &Case) -> String {
    format!("{}:{}", court_code(&case.court), case.number)
}

fn languages(text: &Text) -> Value {
    json!({ "kz": text.kk, "ru": text.ru, "en": text.en })
}

/// A whole case.
pub(crate) fn case(world: &World, case: &Case) -> Value {
    let mut row = head(world, case);
    if let Some(row) = row.as_object_mut() {
        row.insert("storony".to_owned(), parties(case));
        row.insert("zasedaniya".to_owned(), hearings(case));
        row.insert("dvizhenie".to_owned(), events(case));
    }
    row
}

/// The head of a case.
pub(crate) fn head(world: &World, case: &Case) -> Value {
    let court_name = world.court(case.court.as_str()).and_then(|court| court.name.ru.clone());
    let related = case.related.iter().map(|related| {
        json!({
            "tip": relation(related.relation),
            "id": related.id.to_string(),
            "nomer": related.number,
            "sud": court_code(&related.court),
        })
    });
    json!({
        "id": case.id.to_string(),
        "klyuch": key(case),
        "nomer": case.number,
        "nomer_v_bumage": case.number_as_printed,
        "sud": { "kod": court_code(&case.court), "naimenovanie": court_name },
        "naimenovanie": languages(&case.title),
        "vid": words::kind(case.kind),
        "instanciya": words::instance(case.instance),
        "status": { "tekst": words::status(case.status), "s": time(case.status_since) },
        "kategoriya": case.category.map(|code| json!({
            "kod": code,
            "tekst": domain::codes::label(
                domain::coded::CodeList::CaseCategory, code, domain::language::Language::Ru),
        })),
        "sudya": case.judge,
        "data_postupleniya": time(case.filed_at),
        "data_zaversheniya": case.closed_on,
        "rezhim": match case.visibility {
            Visibility::Public => "OTKRYTOE",
            Visibility::Closed => "ZAKRYTOE",
            Visibility::Sealed => "ZASEKRECHENO",
        },
        "svyazi": related.collect::<Vec<_>>(),
        "redakciya": case.revision(),
        "izmeneno": time(case.changed_at()),
    })
}

fn relation(relation: CaseRelation) -> &'static str {
    match relation {
        CaseRelation::MovedTo => "PEREDANO_V",
        CaseRelation::MovedFrom => "PEREDANO_IZ",
        CaseRelation::AppealOf => "ZHALOBA_NA",
        CaseRelation::AppealedIn => "OBZHALOVANO_V",
        CaseRelation::Joined => "OBEDINENO_S",
    }
}

/// The parties of a case.
pub(crate) fn parties(case: &Case) -> Value {
    case.parties.iter().zip(1..).map(|(party, nth)| one_party(party, nth)).collect()
}

fn one_party(party: &Party, nth: u32) -> Value {
    let speakers = party.representatives.iter().map(|speaker| {
        json!({
            "fio": speaker.person.name,
            "kachestvo": words::capacity(speaker.role),
            "kontora": speaker.firm,
            "iin": speaker.person.number,
        })
    });
    json!({
        "id": format!("S{nth}"),
        "tip": words::person_kind(party.person.kind),
        "naimenovanie": party.person.name,
        "storona": words::side(party.role),
        "iin_bin": party.person.number,
        "predstaviteli": speakers.collect::<Vec<_>>(),
    })
}

/// The hearings of a case.
pub(crate) fn hearings(case: &Case) -> Value {
    let hearings = case.hearings.iter().zip(1..);
    hearings.map(|(hearing, nth)| one_hearing(case, hearing, nth)).collect()
}

/// One hearing; `nth` is its place in the case, beginning at 1.
pub(crate) fn one_hearing(case: &Case, hearing: &Hearing, nth: usize) -> Value {
    json!({
        "id": format!("{}-Z{nth}", case.id),
        "vid": words::hearing_kind(hearing.kind),
        "status": words::hearing_status(hearing.status),
        "forma": words::hearing_mode(hearing.mode),
        "nachalo": time(hearing.starts_at),
        "okonchanie": hearing.ends_at.map(time),
        "zal": hearing.room,
        "sudya": hearing.judge,
        "itog": hearing.result.as_ref().map(languages),
        "zakrytoe": hearing.closed_session,
    })
}

/// The history of a case.
pub(crate) fn events(case: &Case) -> Value {
    case.events.iter().zip(1..).map(|(event, nth)| one_event(event, nth)).collect()
}

fn one_event(event: &Event, nth: u32) -> Value {
    json!({ "id": format!("D{nth}"), "data": time(event.at), "fraza": words::phrase(event) })
}
