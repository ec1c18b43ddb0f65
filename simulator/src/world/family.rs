//! Cases in families: a first instance, and the transfers, appeals and cassations that follow.

use chrono::{Datelike, Days, NaiveDate};
use domain::case::{CaseRelation, CaseStatusCode, Visibility};
use domain::language::Text;

use super::court::Kind;
use super::plot::Ending;
use super::teller::Teller;
use super::{Case, Court, Party, Person, Related, WorldOptions, days, people, plot, words};
use crate::chance::Chance;

/// The day the first case was filed.
const BEGIN: &str = "2023-01-09";

/// The day at which there are as many cases as the options say.
const MEASURE: &str = "2026-12-31";

/// Sequence numbers and ids below this belong to the demo.
pub(crate) const FIRST_ORDINAL: u64 = 100;

/// Every family of the world whose first case was filed before the present day.
pub(crate) fn all(options: WorldOptions, courts: &[Court]) -> Vec<Case> {
    let weights: Vec<u32> = courts.iter().map(Court::weight).collect();
    (0..)
        .map_while(|at| filed_on(options, at).map(|day| (at, day)))
        .flat_map(|(at, day)| Family::tell(options, courts, &weights, at, day))
        .collect()
}

/// When the first case of a family was filed; none where that lies ahead.
fn filed_on(options: WorldOptions, at: u64) -> Option<NaiveDate> {
    let (begin, measure): (NaiveDate, NaiveDate) = (BEGIN.parse().ok()?, MEASURE.parse().ok()?);
    let span = (measure - begin).num_days().unsigned_abs();
    // A family has a quarter more cases than one.
    let families = (options.cases as u64 * 4 / 5).max(1);
    let day = days::working_from(begin + Days::new(at * span / families));
    (day < options.today).then_some(day)
}

/// A family that is being told.
pub(crate) struct Family<'a> {
    options: WorldOptions,
    courts: &'a [Court],
    ordinal: u64,
    told: Vec<Case>,
}

impl<'a> Family<'a> {
    fn tell(
        options: WorldOptions,
        courts: &'a [Court],
        weights: &[u32],
        at: u64,
        day: NaiveDate,
    ) -> Vec<Case> {
        let mut chance = Chance::of(options.seed, "family", at);
        let Some(court) = courts.get(chance.weighted(weights)) else { return Vec::new() };
        let ordinal = FIRST_ORDINAL + at;
        let mut family = Self { options, courts, ordinal, told: Vec::new() };
        let case = family.first(court, day, at, &mut chance);
        family.first_instance(court, case, chance);
        family.told
    }

    /// The head of a first-instance case, before anything happens.
    fn first(&self, court: &Court, day: NaiveDate, at: u64, chance: &mut Chance) -> Case {
        let kind = court.kind.draw(chance);
        let order = kind == "CIVIL" && chance.percent(18);
        let mut parties = people::of(self.options.seed, kind, order, chance);
        if kind == "CIVIL" && !order && at % 173 == 11 {
            parties.extend(people::crowd(self.options.seed, 62, chance));
        }
        let category = match kind {
            "CIVIL" if order => Some("142010000600000000"),
            "CIVIL" => Some(*chance.pick(&CATEGORIES)),
            "ADMINISTRATIVE" => Some(*chance.pick(&["142040000300010000", "OTHER"])),
            _ => None,
        };
        let mut case = blank(court, kind, "FIRST", self.ordinal, day, chance);
        case.visibility = visibility(court.kind, chance);
        case.judge =
            Some(Person::judge(self.options.seed, court.seat * 7 + chance.below(5) as u64));
        case.category = category;
        case.title = words::case_title(kind, category, &parties);
        case.parties = parties;
        case
    }

    /// Tells a case of the first instance and what follows from it.
    fn first_instance(&mut self, court: &Court, case: Case, chance: Chance) {
        let mut tell = Teller::of(case, chance, self.options.today);
        let order = tell.case.parties.first().is_some_and(|party| party.role == "CREDITOR");
        let ending = match tell.case.kind {
            "CRIMINAL" => plot::criminal(&mut tell),
            "ADMINISTRATIVE_OFFENCE" => plot::offence(&mut tell),
            "ADMINISTRATIVE" => plot::administrative(&mut tell),
            _ if order => plot::order(&mut tell),
            _ => plot::civil(&mut tell),
        };
        match ending {
            Some(Ending::Transferred) => self.transfer(court, &mut tell),
            Some(Ending::Decided) => self.after_decision(court, &mut tell),
            Some(Ending::Closed) => {
                let _ = plot::shelving(&mut tell);
            }
            None => {}
        }
        if self.ordinal % 89 == 7 {
            tell.case.documents.clear(); // a file that was never digitised
        }
        self.told.push(tell.case);
    }

    /// The case goes on in another court of its kind.
    fn transfer(&mut self, court: &Court, tell: &mut Teller) {
        let others: Vec<&Court> = self
            .courts
            .iter()
            .filter(|other| other.kind == court.kind && other.code != court.code)
            .collect();
        if others.is_empty() {
            return;
        }
        let target = *tell.chance.pick(&others);
        let day = days::later(tell.day, 5);
        if day >= self.options.today {
            return;
        }
        let mut chance = Chance::of(self.options.seed, "transfer", self.ordinal);
        let mut moved = blank(target, tell.case.kind, "FIRST", self.ordinal, day, &mut chance);
        moved.id += 1;
        inherit(&mut moved, &tell.case);
        moved.judge = Some(Person::judge(self.options.seed, target.seat * 7));
        link(&mut tell.case, CaseRelation::MovedTo, &mut moved, CaseRelation::MovedFrom);
        // A case moves once: the second court keeps it.
        let mut tell = Teller::of(moved, chance, self.options.today);
        tell.event("REGISTERED");
        let _ = tell.wait(0, 1).and_then(|()| {
            tell.event("JUDGE_ASSIGNED");
            tell.hearing("MAIN_HEARING", (8, 15))?;
            plot::decision(&mut tell)?;
            plot::aftermath(&mut tell)
        });
        self.told.push(tell.case);
    }

    /// In force after the term, or after an appeal.
    fn after_decision(&mut self, court: &Court, tell: &mut Teller) {
        let appealed = tell.chance.percent(22) && court.appeals_to(self.courts).is_some();
        if !appealed {
            let _ = plot::aftermath(tell);
            return;
        }
        let Some(()) = tell.wait(5, 9) else { return };
        tell.event("APPEAL_FILED");
        tell.paper("APPEAL", domain::document::Disclosure::PartiesAfterNotice);
        let Some(upper) = court.appeals_to(self.courts) else { return };
        let Some((appeal, ended)) = self.review(upper, "APPEAL", tell) else { return };
        self.cassation(appeal);
        if let Some(()) = ended.and_then(|day| tell.go_to(day)) {
            tell.in_force();
            let _ = plot::shelving(tell);
        }
    }

    /// An appeal or a cassation against the case that is being told.
    fn review(
        &mut self,
        court: &Court,
        instance: &'static str,
        tell: &mut Teller,
    ) -> Option<(Teller, Option<NaiveDate>)> {
        let day = days::later(tell.day, tell.chance.between(4, 9));
        if day >= self.options.today {
            return None;
        }
        let mut chance = Chance::of(self.options.seed, instance, self.ordinal);
        let mut upper = blank(court, tell.case.kind, instance, self.ordinal, day, &mut chance);
        upper.id += if instance == "APPEAL" { 2 } else { 3 };
        inherit(&mut upper, &tell.case);
        upper.judge = Some(Person::judge(self.options.seed, court.seat * 7 + 3));
        link(&mut tell.case, CaseRelation::AppealedIn, &mut upper, CaseRelation::AppealOf);
        let mut tell = Teller::of(upper, chance, self.options.today);
        let ended = plot::review(&mut tell).map(|_| tell.day);
        Some((tell, ended))
    }

    /// Some decided appeals go on to the cassation court.
    fn cassation(&mut self, mut appeal: Teller) {
        let since = NaiveDate::from_ymd_opt(2025, 7, 1).unwrap_or_default();
        let wanted = appeal.case.closed_on.is_some() && appeal.chance.percent(25);
        let court = self.courts.iter().find(|court| court.hears_cassation(appeal.case.kind));
        if let (true, Some(court)) = (wanted && appeal.day >= since, court)
            && appeal.wait(20, 60).is_some()
        {
            appeal.event("CASSATION_FILED");
            let court = court.clone();
            if let Some((cassation, _)) = self.review(&court, "CASSATION", &mut appeal) {
                self.told.push(cassation.case);
            }
        }
        self.told.push(appeal.case);
    }
}

const CATEGORIES: [&str; 8] = [
    "142010000600000000",
    "142010000600000000",
    "142030000100010000",
    "142030000100020000",
    "142030001200070000",
    "142030003000000000",
    "142080004800000000",
    "142080004800000000",
];

fn visibility(kind: Kind, chance: &mut Chance) -> Visibility {
    let closed = if kind == Kind::Juvenile { 45 } else { 3 };
    if chance.percent(1) {
        Visibility::Sealed
    } else if chance.percent(closed) {
        Visibility::Closed
    } else {
        Visibility::Public
    }
}

/// A case to which nothing has happened yet.
pub(crate) fn blank(
    court: &Court,
    kind: &'static str,
    instance: &'static str,
    ordinal: u64,
    day: NaiveDate,
    chance: &mut Chance,
) -> Case {
    let filed_at = days::at(day, chance.between(9, 17), chance.between(0, 59));
    let number = number(court, kind, instance, ordinal, day);
    Case {
        id: ordinal * 10,
        court: court.code.clone(),
        number_as_printed: chance.percent(4).then(|| misprint(&number)),
        number,
        title: Text::default(),
        kind,
        instance,
        status: CaseStatusCode::Received,
        status_since: filed_at,
        category: None,
        judge: None,
        filed_at,
        closed_on: None,
        visibility: Visibility::Public,
        related: Vec::new(),
        parties: Vec::<Party>::new(),
        hearings: Vec::new(),
        events: Vec::new(),
        documents: Vec::new(),
    }
}

fn number(court: &Court, kind: &str, instance: &str, ordinal: u64, day: NaiveDate) -> String {
    let kind = match kind {
        "CRIMINAL" => 1,
        "ADMINISTRATIVE_OFFENCE" => 3,
        "ADMINISTRATIVE" => 4,
        _ => 2,
    };
    let index = match instance {
        "APPEAL" => "а",
        "CASSATION" => "к",
        _ => "",
    };
    format!("{}-{:02}-00-{kind}{index}/{ordinal}", court.number_code, day.year() % 100)
}

/// The same number as a hurried clerk types it.
fn misprint(number: &str) -> String {
    number.replacen("-00-", "-00 -", 1).replace('а', "А").replace('к', "k")
}

fn inherit(case: &mut Case, from: &Case) {
    case.title = from.title.clone();
    case.category = from.category;
    case.parties.clone_from(&from.parties);
    case.visibility = from.visibility;
}

/// Links two cases both ways.
pub(crate) fn link(one: &mut Case, to: CaseRelation, other: &mut Case, back: CaseRelation) {
    let related = |relation, case: &Case| Related {
        relation,
        id: case.id,
        court: case.court.clone(),
        number: case.number.clone(),
    };
    one.related.push(related(to, other));
    other.related.push(related(back, one));
}
