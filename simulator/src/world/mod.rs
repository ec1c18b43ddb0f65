//! A synthetic world of courts and cases, the same for the same seed and day.
//!
//! *Owns* the facts; the three servers only tell them, each in its own dialect.
//! *Knows nothing of* the present: the day comes from the caller. A case begins on a day of its
//! own and its story is told up to that day, so the world of tomorrow is the world of today, one
//! day on: the same cases under the same numbers, some of them a step further.
//! *Invariant:* a status is what the last event that changes it says; dates are in order.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use domain::case::{CaseRelation, CaseStatusCode, Visibility};
use domain::document::Disclosure;
use domain::filing::FilingStatusCode;
use domain::key::CourtCode;
use domain::language::Text;

pub mod court;
pub mod days;
pub mod demo;
mod family;
mod filings;
pub mod paper;
mod people;
pub mod person;
mod plot;
mod teller;
#[cfg(test)]
mod tests;
mod words;

pub use court::Court;
pub use person::Person;

/// What world to build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorldOptions {
    /// The same seed gives the same world.
    pub seed: u64,
    /// About how many cases there shall be at the end of 2026; later days have more, earlier less.
    pub cases: usize,
    /// The day up to which stories are told. Hearings of this day have not begun yet.
    pub today: NaiveDate,
}

impl WorldOptions {
    /// The world of the demo: about two thousand cases.
    pub fn demo(today: NaiveDate) -> Self {
        Self { seed: 1, cases: 2_000, today }
    }
}

/// The world: courts, cases, submissions.
#[derive(Debug)]
pub struct World {
    /// What it was built from.
    pub options: WorldOptions,
    /// Its courts.
    pub courts: Vec<Court>,
    /// Its cases, in the order of their ids.
    pub cases: Vec<Case>,
    /// Its submissions, in the order of their ids.
    pub filings: Vec<Filing>,
    by_id: HashMap<u64, usize>,
    by_number: HashMap<String, Vec<usize>>,
    filings_by_case: HashMap<u64, Vec<usize>>,
    by_document: HashMap<String, (usize, usize)>,
}

/// A case of the world.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Id in case management.
    pub id: u64,
    /// The court that holds it.
    pub court: CourtCode,
    /// The number.
    pub number: String,
    /// The number as some clerk typed it, where that differs.
    pub number_as_printed: Option<String>,
    /// Caption.
    pub title: Text,
    /// Code of the kind of case.
    pub kind: &'static str,
    /// Code of the instance.
    pub instance: &'static str,
    /// Status.
    pub status: CaseStatusCode,
    /// Since when.
    pub status_since: NaiveDateTime,
    /// Code of the category of dispute.
    pub category: Option<&'static str>,
    /// Presiding judge, once there is one.
    pub judge: Option<String>,
    /// When the court received it, local time.
    pub filed_at: NaiveDateTime,
    /// The day of the act that ended it.
    pub closed_on: Option<NaiveDate>,
    /// Who may know of it.
    pub visibility: Visibility,
    /// Relations to other cases.
    pub related: Vec<Related>,
    /// Parties.
    pub parties: Vec<Party>,
    /// Hearings, in the order of time.
    pub hearings: Vec<Hearing>,
    /// History, in the order of time.
    pub events: Vec<Event>,
    /// Documents, in the order of time.
    pub documents: Vec<Document>,
}

impl Case {
    /// When the last thing happened to it.
    pub fn changed_at(&self) -> NaiveDateTime {
        let noted = self.hearings.iter().map(|hearing| hearing.noted_at);
        self.events.iter().map(|event| event.at).chain(noted).fold(self.filed_at, Ord::max)
    }

    /// Number of the revision: it grows with each thing that happens.
    pub fn revision(&self) -> usize {
        1 + self.events.len() + self.hearings.len() + self.documents.len()
    }
}

/// A relation to another case of the world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// How the other case stands to this one.
    pub relation: CaseRelation,
    /// The other's id in case management.
    pub id: u64,
    /// Its court.
    pub court: CourtCode,
    /// Its number.
    pub number: String,
}

/// A party of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Who it is.
    pub person: Person,
    /// Code of the role.
    pub role: &'static str,
    /// Those who speak for it.
    pub representatives: Vec<Representative>,
}

/// Someone who speaks for a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Representative {
    /// Who it is.
    pub person: Person,
    /// Code of the capacity.
    pub role: &'static str,
    /// Office or chamber.
    pub firm: Option<String>,
}

/// A hearing of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hearing {
    /// Code of the kind.
    pub kind: &'static str,
    /// Code of the status.
    pub status: &'static str,
    /// Code of the mode.
    pub mode: &'static str,
    /// Begin, local time.
    pub starts_at: NaiveDateTime,
    /// End, where it is known.
    pub ends_at: Option<NaiveDateTime>,
    /// Room.
    pub room: Option<String>,
    /// Judge.
    pub judge: String,
    /// What came of it.
    pub result: Option<Text>,
    /// Closed session.
    pub closed_session: bool,
    /// When it was last written down.
    pub noted_at: NaiveDateTime,
}

/// An entry in the history of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Code of the kind.
    pub kind: &'static str,
    /// When, local time.
    pub at: NaiveDateTime,
    /// What more there is to say, such as the name of the judge.
    pub detail: Option<String>,
}

/// A document in the file of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Id in the archive.
    pub id: String,
    /// Code of the kind.
    pub kind: &'static str,
    /// Title.
    pub title: Text,
    /// When it was issued or filed, local time.
    pub issued_at: NaiveDateTime,
    /// Day the act came into force.
    pub in_force_on: Option<NaiveDate>,
    /// Pages.
    pub page_count: u32,
    /// Who may read it.
    pub disclosure: Disclosure,
    /// Who signed it: name and code of the role, and when.
    pub signatures: Vec<(String, &'static str, NaiveDateTime)>,
}

/// A submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filing {
    /// Id in the cabinet.
    pub id: u64,
    /// Ticket.
    pub ticket: String,
    /// Code of the kind.
    pub kind: &'static str,
    /// Status.
    pub status: FilingStatusCode,
    /// Since when.
    pub status_since: NaiveDateTime,
    /// Why it was rejected.
    pub reason: Option<&'static str>,
    /// The court it is addressed to.
    pub court: CourtCode,
    /// The case it belongs to, once there is one.
    pub case: Option<u64>,
    /// Signed.
    pub submitted_at: Option<NaiveDateTime>,
    /// Accepted by the portal.
    pub sent_at: Option<NaiveDateTime>,
    /// In case management.
    pub delivered_at: Option<NaiveDateTime>,
    /// Registered.
    pub registered_at: Option<NaiveDateTime>,
    /// IIN or BIN of the filer.
    pub filer: String,
}

impl World {
    /// Builds the world.
    pub fn build(options: WorldOptions) -> Self {
        let courts = court::all();
        let mut cases = demo::cases(options, &courts);
        cases.extend(family::all(options, &courts));
        cases.sort_by_key(|case| case.id);
        let filings = filings::of(options, &cases);
        let mut world = Self {
            options,
            courts,
            cases,
            filings,
            by_id: HashMap::new(),
            by_number: HashMap::new(),
            filings_by_case: HashMap::new(),
            by_document: HashMap::new(),
        };
        world.index();
        world
    }

    fn index(&mut self) {
        for (at, case) in self.cases.iter().enumerate() {
            self.by_id.insert(case.id, at);
            self.by_number.entry(case.number.clone()).or_default().push(at);
            for (nth, document) in case.documents.iter().enumerate() {
                self.by_document.insert(document.id.clone(), (at, nth));
            }
        }
        for (at, filing) in self.filings.iter().enumerate() {
            if let Some(case) = filing.case {
                self.filings_by_case.entry(case).or_default().push(at);
            }
        }
    }

    /// The case with this id.
    pub fn case(&self, id: u64) -> Option<&Case> {
        self.cases.get(*self.by_id.get(&id)?)
    }

    /// The cases with this number, of one court or of all.
    pub fn cases_by_number(&self, number: &str, court: Option<&str>) -> Vec<&Case> {
        let found = self.by_number.get(number).into_iter().flatten();
        found
            .filter_map(|at| self.cases.get(*at))
            .filter(|case| court.is_none_or(|court| case.court.as_str() == court))
            .collect()
    }

    /// The submissions of a case.
    pub fn filings_of(&self, case: u64) -> Vec<&Filing> {
        let found = self.filings_by_case.get(&case).into_iter().flatten();
        found.filter_map(|at| self.filings.get(*at)).collect()
    }

    /// The document with this id, and its case.
    pub fn document(&self, id: &str) -> Option<(&Case, &Document)> {
        let (case, nth) = self.by_document.get(id)?;
        let case = self.cases.get(*case)?;
        Some((case, case.documents.get(*nth)?))
    }

    /// The court with this code.
    pub fn court(&self, code: &str) -> Option<&Court> {
        self.courts.iter().find(|court| court.code.as_str() == code)
    }
}
