//! Submissions: those that made the cases, and those that went astray.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta, Timelike};
use domain::case::CaseStatusCode;
use domain::filing::FilingStatusCode;

use super::{Case, Filing, Person, WorldOptions, days, demo};
use crate::chance::Chance;

/// Why a registry refuses a submission before it has a number (domain of the registry, not of the
/// judge).
pub(crate) const REASONS: [&str; 5] = [
    "не оплачена государственная пошлина",
    "основной файл повреждён или не открывается",
    "документ адресован не в тот суд",
    "подпись не принадлежит заявителю",
    "документ подан повторно",
];

/// The submissions of all cases.
pub(crate) fn of(options: WorldOptions, cases: &[Case]) -> Vec<Filing> {
    let mut filings = Vec::with_capacity(cases.len() * 2);
    for case in cases {
        let mut desk = Desk {
            case,
            chance: Chance::of(options.seed, "filing", case.id),
            now: days::at(options.today, 8, 0),
            next: case.id * 100,
            filings: Vec::new(),
        };
        desk.serve();
        filings.extend(desk.filings);
    }
    let own = filings.iter().filter_map(|filing| astray(options.seed, filing));
    let astray: Vec<Filing> = own.collect();
    filings.extend(astray);
    filings.sort_by_key(|filing| filing.id);
    filings
}

/// Beside some claims there is one of the same filer that never became a case: refused by the
/// registry. It is found by its ticket alone.
fn astray(seed: u64, claim: &Filing) -> Option<Filing> {
    let mut chance = Chance::of(seed, "astray", claim.id);
    let before = TimeDelta::days(chance.between(1, 20));
    let submitted = claim.submitted_at? - before;
    if claim.status != FilingStatusCode::CaseOpened || !chance.percent(4) {
        return None;
    }
    let id = claim.id + 90;
    Some(Filing {
        id,
        ticket: ticket(id, submitted, &mut chance),
        kind: claim.kind,
        status: FilingStatusCode::Rejected,
        status_since: submitted + TimeDelta::hours(5),
        reason: Some(*chance.pick(&REASONS)),
        court: claim.court.clone(),
        case: None,
        submitted_at: Some(submitted),
        sent_at: Some(submitted + TimeDelta::seconds(20)),
        delivered_at: Some(submitted + TimeDelta::minutes(4)),
        registered_at: None,
        filer: claim.filer.clone(),
    })
}

struct Desk<'a> {
    case: &'a Case,
    chance: Chance,
    now: NaiveDateTime,
    next: u64,
    filings: Vec<Filing>,
}

/// The three clocks of a submission and the moment it was sent.
struct Clocks {
    submitted: NaiveDateTime,
    sent: NaiveDateTime,
    delivered: NaiveDateTime,
    registered: NaiveDateTime,
}

impl Desk<'_> {
    fn serve(&mut self) {
        let case = self.case;
        let everything = demo::has_every_filing(case);
        if let Some(kind) = opening_kind(case) {
            let filed = case.filed_at;
            if everything || self.chance.percent(12) {
                let before = filed - TimeDelta::days(self.chance.between(2, 9));
                self.rejected(kind, before);
            }
            self.opening(kind, filed);
        }
        if case.documents.iter().any(|document| document.kind == "RESPONSE") {
            self.later("RESPONSE", 20, 1);
        }
        let petitions = self.chance.below(3);
        for _ in 0..petitions {
            self.later("PETITION", 12, 0);
        }
        if self.chance.percent(10) {
            self.later("LETTER", 10, 0);
        }
        let running = case.closed_on.is_none();
        if running && (everything || self.chance.percent(9)) {
            self.unsure();
        }
        if case.events.iter().any(|event| event.kind == "WRIT_ISSUED") {
            self.later("WRIT_REQUEST", 0, 0);
        }
    }

    /// The submission the case was opened with.
    fn opening(&mut self, kind: &'static str, filed: NaiveDateTime) {
        // The case begins when the registry has registered what was filed.
        let hours = self.chance.between(2, 40);
        let clocks = Clocks { registered: filed, ..self.clocks(filed - TimeDelta::hours(hours)) };
        let assigned = self.case.events.iter().any(|event| event.kind == "JUDGE_ASSIGNED");
        let status = match self.case.status {
            CaseStatusCode::Returned => FilingStatusCode::Returned,
            CaseStatusCode::Refused => FilingStatusCode::Refused,
            CaseStatusCode::Transferred => FilingStatusCode::SentByJurisdiction,
            CaseStatusCode::Received if assigned => FilingStatusCode::Assigned,
            CaseStatusCode::Received => FilingStatusCode::Registered,
            _ => FilingStatusCode::CaseOpened,
        };
        let since = self.case.closed_on.filter(|_| status != FilingStatusCode::CaseOpened);
        let since = since.map_or(clocks.registered, |day| days::at(day, 12, 0));
        self.push(kind, status, since.max(clocks.registered), Some(&clocks), None);
    }

    /// A submission into a running case, some days after its begin.
    fn later(&mut self, kind: &'static str, within: i64, side: usize) {
        let last = self.case.events.last().map_or(self.case.filed_at, |event| event.at);
        let base = if within == 0 { last } else { self.case.filed_at };
        let moment = base + TimeDelta::minutes(self.chance.between(1, within.max(1) * 1_440));
        if moment >= self.now {
            return;
        }
        if self.chance.percent(15) && kind != "RESPONSE" {
            self.rejected(kind, moment);
            return;
        }
        let clocks = self.clocks(moment);
        let (status, since) = self.progress(kind, &clocks);
        self.push(kind, status, since, Some(&clocks), None);
        if let (Some(filing), Some(party)) = (self.filings.last_mut(), self.case.parties.get(side))
        {
            filing.filer.clone_from(&party.person.number);
        }
    }

    /// As far as it has come by now.
    fn progress(&mut self, kind: &str, clocks: &Clocks) -> (FilingStatusCode, NaiveDateTime) {
        let settled = clocks.registered + TimeDelta::days(self.chance.between(2, 6));
        let end = match kind {
            "LETTER" => FilingStatusCode::Answered,
            "PETITION" | "WRIT_REQUEST" => FilingStatusCode::Executed,
            _ => FilingStatusCode::Registered,
        };
        if settled < self.now && end != FilingStatusCode::Registered {
            (end, settled)
        } else if clocks.registered < self.now {
            (FilingStatusCode::Registered, clocks.registered)
        } else if clocks.delivered < self.now {
            (FilingStatusCode::Delivered, clocks.delivered)
        } else {
            (FilingStatusCode::Sent, clocks.sent)
        }
    }

    /// Refused by the registry: it never had a number.
    fn rejected(&mut self, kind: &'static str, moment: NaiveDateTime) {
        let clocks = self.clocks(moment);
        let reason = *self.chance.pick(&REASONS);
        let since = clocks.registered.min(self.now);
        self.push(kind, FilingStatusCode::Rejected, since, Some(&clocks), Some(reason));
        if let Some(filing) = self.filings.last_mut() {
            filing.registered_at = None;
            filing.delivered_at = Some(clocks.delivered.min(since));
        }
    }

    /// The network broke while it was sent: nobody knows whether it arrived.
    fn unsure(&mut self) {
        let submitted = self.now - TimeDelta::minutes(self.chance.between(30, 2_000));
        if submitted <= self.case.filed_at {
            return;
        }
        self.push("PETITION", FilingStatusCode::UnknownSendResult, submitted, None, None);
        if let Some(filing) = self.filings.last_mut() {
            filing.submitted_at = Some(submitted);
        }
    }

    fn clocks(&mut self, submitted: NaiveDateTime) -> Clocks {
        let sent = submitted + TimeDelta::seconds(self.chance.between(2, 90));
        let delivered = sent + TimeDelta::minutes(self.chance.between(1, 55));
        let registered = days::at(office_day(delivered), 0, 0)
            + TimeDelta::minutes(9 * 60 + self.chance.between(5, 480));
        let soonest = delivered + TimeDelta::minutes(10);
        Clocks { submitted, sent, delivered, registered: registered.max(soonest) }
    }

    fn push(
        &mut self,
        kind: &'static str,
        status: FilingStatusCode,
        since: NaiveDateTime,
        clocks: Option<&Clocks>,
        reason: Option<&'static str>,
    ) {
        let past = |at: NaiveDateTime| (at < self.now).then_some(at);
        self.next += 1;
        let filer = self.case.parties.first().map(|party| party.person.number.clone());
        self.filings.push(Filing {
            id: self.next,
            ticket: ticket(
                self.next,
                clocks.map_or(since, |clocks| clocks.submitted),
                &mut self.chance,
            ),
            kind,
            status,
            status_since: since,
            reason,
            court: self.case.court.clone(),
            case: Some(self.case.id),
            submitted_at: clocks.and_then(|clocks| past(clocks.submitted)),
            sent_at: clocks.and_then(|clocks| past(clocks.sent)),
            delivered_at: clocks.and_then(|clocks| past(clocks.delivered)),
            registered_at: clocks.and_then(|clocks| past(clocks.registered)),
            filer: filer.unwrap_or_else(|| Person::natural(0, 0).number),
        });
    }
}

/// The registry works on working days till six: what comes later waits for the next one.
fn office_day(moment: NaiveDateTime) -> NaiveDate {
    let day = days::working_from(moment.date());
    if day == moment.date() && moment.hour() >= 17 { days::later(day, 1) } else { day }
}

fn opening_kind(case: &Case) -> Option<&'static str> {
    let creditor = case.parties.first().is_some_and(|party| party.role == "CREDITOR");
    match (case.instance, case.kind) {
        ("APPEAL", _) => Some("APPEAL"),
        ("CASSATION", _) => Some("CASSATION_COMPLAINT"),
        (_, "CIVIL") if creditor => Some("APPLICATION_COURT_ORDER"),
        (_, "CIVIL") => Some("CLAIM"),
        (_, "ADMINISTRATIVE") => Some("CLAIM_ADMINISTRATIVE"),
        _ => None,
    }
}

/// Fifteen characters: digits with one letter in the middle.
fn ticket(id: u64, at: NaiveDateTime, chance: &mut Chance) -> String {
    let letter = *chance.pick(&['A', 'B', 'C', 'K', 'M']);
    format!("{}{letter}{id:08}", at.format("%y%m%d"))
}
