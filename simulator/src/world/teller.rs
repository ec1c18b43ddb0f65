//! Tells the story of one case, step by step, until the present is reached.
//!
//! Each step gives `None` when it would lie in the present or later; a plot ends there by `?`.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use domain::case::{CaseStatusCode, Visibility};
use domain::document::Disclosure;

use super::{Case, Document, Event, Hearing, days, words};
use crate::chance::Chance;

/// A case that is being told.
pub(crate) struct Teller {
    /// The case so far.
    pub(crate) case: Case,
    /// Chance of this case.
    pub(crate) chance: Chance,
    /// The day the story has come to.
    pub(crate) day: NaiveDate,
    minute: i64,
    today: NaiveDate,
    rooms: i64,
}

impl Teller {
    /// Begins the story on the day of filing.
    pub(crate) fn of(case: Case, mut chance: Chance, today: NaiveDate) -> Self {
        let day = case.filed_at.date();
        let rooms = chance.between(3, 12);
        Self { case, chance, day, minute: 0, today, rooms }
    }

    /// Goes on by some working days.
    pub(crate) fn wait(&mut self, least: i64, most: i64) -> Option<()> {
        let span = self.chance.between(least, most);
        self.go_to(days::later(self.day, span))
    }

    /// Goes on to a day.
    pub(crate) fn go_to(&mut self, day: NaiveDate) -> Option<()> {
        if day >= self.today {
            return None;
        }
        if day > self.day {
            self.day = day;
            self.minute = 0;
        }
        Some(())
    }

    /// The next moment of the day; things of one day follow each other.
    fn moment(&mut self) -> NaiveDateTime {
        let start = days::at(self.day, 9, 0).max(self.case.filed_at);
        self.minute += self.chance.between(3, 25);
        start + TimeDelta::minutes(self.minute)
    }

    /// Notes an event, and what it makes of the case.
    pub(crate) fn event(&mut self, kind: &'static str) {
        let detail = (kind == "JUDGE_ASSIGNED").then(|| self.case.judge.clone()).flatten();
        let at = self.moment();
        if let Some(status) = status_after(self.case.status, kind) {
            self.case.status = status;
            self.case.status_since = at;
        }
        if ends(kind) && self.case.closed_on.is_none() {
            self.case.closed_on = Some(self.day);
        }
        self.case.events.push(Event { kind, at, detail });
    }

    /// Puts a document into the file.
    pub(crate) fn paper(&mut self, kind: &'static str, disclosure: Disclosure) {
        let at = self.moment();
        let nth = self.case.documents.len() + 1;
        let act = words::is_act(kind);
        let signer = if act {
            self.case.judge.clone().map(|name| (name, "JUDGE", at))
        } else {
            let parties = &self.case.parties;
            parties.first().map(|party| (party.person.name.clone(), "PERSON", at))
        };
        self.case.documents.push(Document {
            id: format!("AR-{:08}-{nth:02}", self.case.id),
            kind,
            title: words::document_title(kind, &self.case.number, self.day),
            issued_at: at,
            in_force_on: None,
            page_count: u32::try_from(self.chance.between(1, 9)).unwrap_or(1),
            disclosure: self.disclosed(disclosure),
            signatures: signer.into_iter().collect(),
        });
    }

    /// Acts of a closed case are not published, its papers are looked at in the court.
    fn disclosed(&self, wished: Disclosure) -> Disclosure {
        match (self.case.visibility, wished) {
            (Visibility::Sealed, _) => Disclosure::Court,
            (Visibility::Closed, Disclosure::PublicAct) => Disclosure::Parties,
            (Visibility::Closed, Disclosure::PartiesAfterNotice) => Disclosure::ViewOnly,
            (_, wished) => wished,
        }
    }

    /// Fixes a hearing some working days ahead and, where that day has passed, holds it.
    ///
    /// An adjourned hearing is followed by another one. `None` where a hearing lies ahead.
    pub(crate) fn hearing(&mut self, kind: &'static str, ahead: (i64, i64)) -> Option<()> {
        for attempt in 0..6 {
            let span = self.chance.between(ahead.0, ahead.1);
            let day = days::later(self.day, span);
            let adjourned = attempt < 5 && self.chance.percent(22);
            self.hearing_on(kind, day, adjourned)?;
            if !adjourned {
                break;
            }
        }
        Some(())
    }

    /// Fixes a hearing for a day and, where that day has passed, holds or adjourns it.
    pub(crate) fn hearing_on(
        &mut self,
        kind: &'static str,
        day: NaiveDate,
        adjourned: bool,
    ) -> Option<()> {
        // A conversation belongs to the preparation: the history has no line of its own for it.
        let in_history = kind != "PREPARATION_CONVERSATION";
        if in_history {
            self.event("HEARING_SCHEDULED");
        }
        self.sit(kind, day, adjourned);
        self.go_to(day)?;
        if let Some(ended) = self.case.hearings.last().and_then(|hearing| hearing.ends_at) {
            self.minute = (ended - days::at(self.day, 9, 0)).num_minutes();
        }
        if in_history {
            self.event(if adjourned { "HEARING_ADJOURNED" } else { "HEARING_HELD" });
        }
        Some(())
    }

    /// Writes a hearing into the list, as it stands today.
    fn sit(&mut self, kind: &'static str, day: NaiveDate, adjourned: bool) {
        let chance = &mut self.chance;
        let starts_at = days::at(day, chance.between(9, 16), 15 * chance.between(0, 3));
        let lasts = 15 * chance.between(1, 8);
        let mode = *chance.pick(&["IN_PERSON", "IN_PERSON", "VIDEO", "MIXED"]);
        let room = (mode != "VIDEO").then(|| format!("Зал № {}", chance.between(1, self.rooms)));
        let closed_session = self.case.visibility != Visibility::Public || chance.percent(3);
        let (status, result) = if day < self.today {
            let held = if kind == "ANNOUNCEMENT" { "DECISION_ANNOUNCED" } else { "HELD" };
            let status = if adjourned { "ADJOURNED" } else { held };
            (status, Some(words::hearing_result(status, chance)))
        } else {
            (*chance.pick(&["SCHEDULED", "NOTIFIED"]), None)
        };
        let ends_at = result.is_some().then(|| starts_at + TimeDelta::minutes(lasts));
        let fixed_at = self.case.events.last().map_or(self.case.filed_at, |event| event.at);
        self.case.hearings.push(Hearing {
            kind,
            status,
            mode,
            starts_at,
            ends_at,
            room,
            judge: self.case.judge.clone().unwrap_or_default(),
            result,
            closed_session,
            noted_at: ends_at.unwrap_or(fixed_at),
        });
    }

    /// The act comes into force: each act of the case that decides says so from now on.
    pub(crate) fn in_force(&mut self) {
        self.event("IN_FORCE");
        let day = self.day;
        for document in &mut self.case.documents {
            if words::decides(document.kind) {
                document.in_force_on = Some(day);
            }
        }
    }
}

/// The status a case has after an event; none where the event changes nothing.
pub(crate) fn status_after(status: CaseStatusCode, event: &str) -> Option<CaseStatusCode> {
    Some(match event {
        "REGISTERED" => CaseStatusCode::Received,
        "CASE_OPENED" | "SIMPLIFIED_PROCEDURE" => CaseStatusCode::Opened,
        "PREPARATION_STARTED" => CaseStatusCode::Preparation,
        "HEARING_SCHEDULED" if status == CaseStatusCode::Trial => return None,
        "HEARING_SCHEDULED" => CaseStatusCode::Scheduled,
        "HEARING_HELD" | "HEARING_ADJOURNED" | "RESUMED" => CaseStatusCode::Trial,
        "SUSPENDED" => CaseStatusCode::Suspended,
        "DECISION_MADE" | "COURT_ORDER_ISSUED" | "SENTENCE_PASSED" | "RESOLUTION_MADE"
        | "APPEAL_DECIDED" | "CASSATION_DECIDED" => CaseStatusCode::Decided,
        "TERMINATED" => CaseStatusCode::Terminated,
        "LEFT_WITHOUT_CONSIDERATION" => CaseStatusCode::LeftWithoutConsideration,
        "SETTLEMENT_APPROVED" => CaseStatusCode::Settled,
        "CLAIM_RETURNED" | "APPLICATION_RETURNED" => CaseStatusCode::Returned,
        "CLAIM_REFUSED" => CaseStatusCode::Refused,
        "TRANSFERRED" => CaseStatusCode::Transferred,
        "IN_FORCE" => CaseStatusCode::InForce,
        "ARCHIVED" => CaseStatusCode::Archived,
        _ => return None,
    })
}

/// True for the events that end a case in its instance.
fn ends(event: &str) -> bool {
    matches!(
        event,
        "DECISION_MADE"
            | "COURT_ORDER_ISSUED"
            | "SENTENCE_PASSED"
            | "RESOLUTION_MADE"
            | "APPEAL_DECIDED"
            | "CASSATION_DECIDED"
            | "TERMINATED"
            | "SETTLEMENT_APPROVED"
            | "LEFT_WITHOUT_CONSIDERATION"
            | "CLAIM_RETURNED"
            | "CLAIM_REFUSED"
            | "TRANSFERRED"
            | "APPLICATION_RETURNED"
    )
}
