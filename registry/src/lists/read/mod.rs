//! From the content of an accepted list to hearings, with the heads of their cases.
//!
//! The shape of the content tells its family (`families.toml`), never the name of a file or a type.
//! One hearing is made for each case or application of a listed hearing, and one for a listed
//! hearing that names neither.

use std::collections::HashMap;

use chrono_tz::Tz;
use domain::case::{Case, Visibility};
use domain::coded::{CodeList, Coded};
use domain::hearing::{Hearing, TimePrecision, When};
use domain::key::{CaseKey, CourtCode, PartKey, RegistryCode};
use domain::language::Text;
use serde_json::Value;

use super::court::{Courts, Printed};
use super::index::{Location, Publication};
use super::shape::{self, Entry};
use super::table::{self, TABLE};
use super::when::{self, Period};
use crate::digest::sha256;
use crate::port::{Item, ListedCourt};

#[cfg(test)]
mod tests;

/// What a reader of lists has to know of their publisher.
#[derive(Debug, Clone, Copy)]
pub struct Publisher<'a> {
    /// Its code.
    pub registry: &'a RegistryCode,
    /// Begin of the codes of its courts, such as `uk-`.
    pub court_prefix: &'a str,
    /// The zone its hours are in.
    pub zone: Tz,
    /// Its locations.
    pub locations: &'a [Location],
}

/// What was read from a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// What all versions of this list share. The hearings of the list, and no others, have keys
    /// that begin with it and `#`.
    pub slot: String,
    /// Courts met, each once, in the order of the list.
    pub courts: Vec<ListedCourt>,
    /// Hearings, in the order of the list.
    pub hearings: Vec<Listed>,
}

/// A hearing with what the list tells of its case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The hearing.
    pub hearing: Hearing,
    /// The head of its case.
    pub case: Option<Case>,
}

/// An accepted list that this program does not understand.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotUnderstood {
    /// No family has this shape.
    #[error("no family of lists has this shape; a family is a table in families.toml")]
    Shape,
    /// Some cases of the list led to no hearing.
    #[error("the list numbers {numbered} cases and only {read} hearings were read")]
    Lost {
        /// Objects with a case number anywhere in the list.
        numbered: usize,
        /// Hearings read.
        read: usize,
    },
}

impl Reading {
    /// The rows of a page: the courts, then the hearings.
    pub fn into_items(self) -> Vec<Item> {
        let courts = self.courts.into_iter().map(|court| Item::Court(Box::new(court)));
        let hearings = self.hearings.into_iter().map(|listed| Item::Hearing {
            hearing: Box::new(listed.hearing),
            case: listed.case.map(Box::new),
        });
        courts.chain(hearings).collect()
    }
}

/// Reads the content of an accepted list.
///
/// # Errors
///
/// When the shape is none of the table, or cases of the list got lost: an accepted list that yields
/// too little must not pass for an empty one.
pub fn read(
    content: &Value,
    publication: &Publication,
    publisher: Publisher<'_>,
) -> Result<Reading, NotUnderstood> {
    let entries = shape::entries(content).ok_or(NotUnderstood::Shape)?;
    let numbered = shape::numbered(content);
    if numbered > entries.len() {
        return Err(NotUnderstood::Lost { numbered, read: entries.len() });
    }
    let stated = publication.period(publisher.zone);
    let days: Vec<When> = entries.iter().map(|entry| time(entry, stated, publisher.zone)).collect();
    let courts = Courts { prefix: publisher.court_prefix, locations: publisher.locations };
    let mut met = Met::default();
    let codes: Vec<CourtCode> =
        entries.iter().map(|entry| met.add(courts, &entry.court, publication)).collect();
    let slot = publication.slot(
        codes.first().map(CourtCode::as_str),
        days.iter().filter_map(|when| when.starts_on).min(),
        publisher.zone,
    );
    let mut keys = Keys { slot: &slot, registry: publisher.registry, seen: HashMap::new() };
    let visibility = publication.visibility();
    let hearings = entries
        .iter()
        .zip(days)
        .zip(codes)
        .map(|((entry, when), court)| listed(entry, when, court, visibility, &mut keys))
        .collect();
    Ok(Reading { slot, courts: met.courts, hearings })
}

/// The slot of the list a hearing came from, out of its key.
///
/// A read model drops the former version of a list with it: hearings of the same registry and slot
/// whose key is not in the new version are gone.
pub fn slot_of(key: &PartKey) -> Option<&str> {
    key.local.split_once('#').map(|(slot, _)| slot)
}

fn time(entry: &Entry, stated: Period, zone: Tz) -> When {
    let day = |text: &Option<String>| text.as_deref().and_then(|text| when::day_in(text, zone));
    let printed = Period { from: day(&entry.period_from), to: day(&entry.period_to) };
    when::read(&entry.said, if printed.from.is_some() { printed } else { stated }, zone)
}

/// Courts met so far.
#[derive(Default)]
struct Met {
    found: HashMap<Printed, CourtCode>,
    courts: Vec<ListedCourt>,
}

impl Met {
    fn add(
        &mut self,
        courts: Courts<'_>,
        printed: &Printed,
        publication: &Publication,
    ) -> CourtCode {
        if let Some(code) = self.found.get(printed) {
            return code.clone();
        }
        let court = courts.find(printed, publication);
        let code = court.court.clone();
        match self.courts.iter_mut().find(|known| known.court == code) {
            Some(known) => {
                let places = court.locations.into_iter();
                let new: Vec<String> = places.filter(|p| !known.locations.contains(p)).collect();
                known.locations.extend(new);
            }
            None => self.courts.push(court),
        }
        self.found.insert(printed.clone(), code.clone());
        code
    }
}

/// Makes keys: the slot, and a digest of what the hearing is.
struct Keys<'a> {
    slot: &'a str,
    registry: &'a RegistryCode,
    seen: HashMap<String, usize>,
}

impl Keys<'_> {
    /// A key that stays while the hearing stays as it is, wherever it moves within the list.
    fn next(&mut self, entry: &Entry, court: &CourtCode, when: &When) -> PartKey {
        let what = [
            court.as_str(),
            entry.number.as_deref().unwrap_or_default(),
            entry.title.as_deref().unwrap_or_default(),
            &entry.first.join("\u{1f}"),
            &entry.second.join("\u{1f}"),
            entry.kind.as_deref().unwrap_or_default(),
            entry.room.as_deref().unwrap_or_default(),
            &entry.judges.join("\u{1f}"),
            entry.said.time.as_deref().unwrap_or_default(),
            &format!("{:?}{:?}{:?}", when.starts_on, when.starts_at, when.ends_on),
        ]
        .join("\u{1e}");
        let digest: String = sha256(what.as_bytes()).chars().take(16).collect();
        let seen = self.seen.entry(digest.clone()).and_modify(|seen| *seen += 1).or_insert(1);
        let again = if *seen > 1 { format!("-{seen}") } else { String::new() };
        PartKey { registry: self.registry.clone(), local: format!("{}#{digest}{again}", self.slot) }
    }
}

fn listed(
    entry: &Entry,
    when: When,
    court: CourtCode,
    visibility: Visibility,
    keys: &mut Keys<'_>,
) -> Listed {
    let key = keys.next(entry, &court, &when);
    let case = case(entry, &court, visibility, &key);
    let judges = entry.judges.join(", ");
    let note = note(entry, &when);
    let hearing = Hearing {
        key,
        court,
        kind: entry.kind.as_ref().map(|kind| {
            let code = table::meaning(&TABLE.wording.kind, kind).unwrap_or("OTHER");
            Coded::read(CodeList::HearingKind, code, kind)
        }),
        status: None,
        mode: mode(&entry.channels),
        when,
        room: entry.room.clone(),
        judge: (!judges.is_empty()).then_some(judges),
        result: None,
        note,
        visibility,
    };
    Listed { hearing, case }
}

/// The head of the case, where the list gives a number or prints a title.
///
/// Some tribunals print titles only. Two cases of one title may be two cases: such a head has no
/// number and the key of its hearing for an id, so that nothing is merged.
fn case(entry: &Entry, court: &CourtCode, visibility: Visibility, key: &PartKey) -> Option<Case> {
    if entry.number.is_none() && entry.title.is_none() {
        return None;
    }
    let number = entry.number.clone().unwrap_or_default();
    let upstream_id = number.is_empty().then(|| key.local.clone());
    Some(Case {
        number_as_printed: entry.number_as_printed.clone().filter(|printed| *printed != number),
        key: CaseKey { registry: key.registry.clone(), court: court.clone(), number, upstream_id },
        title: title(entry),
        kind: kind_of_case(entry),
        instance: None,
        status: None,
        category: None,
        judge: None,
        filed_on: None,
        filed_at: None,
        closed_on: None,
        related: Vec::new(),
        visibility,
        upstream_version: None,
    })
}

/// The printed title; else the names of the sides, unless reporting is restricted.
fn title(entry: &Entry) -> Option<Text> {
    if let Some(title) = &entry.title {
        return Some(Text::original(title));
    }
    if entry.restricted {
        return None;
    }
    match (entry.first.as_slice(), entry.second.as_slice()) {
        ([], []) => None,
        ([name], []) | ([], [name]) => Some(Text::original(name)),
        (first, []) => Some(Text::original(first.join(", "))),
        ([], second) => Some(Text::original(second.join(", "))),
        (first, second) => Some(Text {
            en: Some(format!("{} v {}", first.join(", "), second.join(", "))),
            ..Text::default()
        }),
    }
}

fn kind_of_case(entry: &Entry) -> Option<Coded> {
    let said = entry.case_kind.as_deref();
    let code = said.and_then(|said| table::meaning(&TABLE.wording.case_kind, said));
    match (code, entry.criminal, said) {
        (None, true, Some(said)) => Some(Coded::read(CodeList::CaseKind, "CRIMINAL", said)),
        (None, true, None) => Some(Coded::new(CodeList::CaseKind, "CRIMINAL")),
        (code, _, Some(said)) => {
            Some(Coded::read(CodeList::CaseKind, code.unwrap_or("OTHER"), said))
        }
        (_, false, None) | (Some(_), true, None) => None,
    }
}

/// The remarks; an hour that could not be set on a day is kept among them.
fn note(entry: &Entry, when: &When) -> Option<String> {
    let hour = entry.said.time.iter().filter(|_| when.precision != TimePrecision::Time);
    let notes: Vec<&str> = hour.chain(&entry.notes).map(String::as_str).collect();
    (!notes.is_empty()).then(|| notes.join("; "))
}

/// How a hearing is attended: one code for all its channels, with their words.
fn mode(channels: &[String]) -> Option<Coded> {
    if channels.is_empty() {
        return None;
    }
    let codes: Vec<&str> =
        channels.iter().filter_map(|said| table::meaning(&TABLE.wording.mode, said)).collect();
    let has = |code: &str| codes.contains(&code);
    let code = match codes.first() {
        _ if has("MIXED") || (has("VIDEO") && has("IN_PERSON")) => "MIXED",
        Some(code) => code,
        None => "OTHER",
    };
    Some(Coded::read(CodeList::HearingMode, code, channels.join(", ")))
}
