//! The same records and the same questions on both databases, by chance but the same chance: the
//! answers must be equal.

use chrono::{Duration, NaiveDate};
use domain::case::{Case, CaseStatusCode, Visibility};
use domain::coded::{CodeList, Coded};
use domain::key::CourtCode;
use domain::language::Text;
use domain::scope::Scope;
use entities::cases::{self, CaseFilter, CaseOrder, Period};
use entities::hearings::{self, HearingFilter, HearingOrder, Listed, ListedHearing};
use entities::parts::{self, PartRows, PartSet};
use entities::{CaseId, Db};

use crate::support::{case, day, hearing, noon, party, recorded, with_status};

const CASES: u32 = 160;
const QUESTIONS: u32 = 150;
const WORDS: [&str; 8] =
    ["Ромашка", "ЁЛКИН", "Әлібек", "O'Brien", "smith-jones", "100%", "дело_о", "ТОО"];
const PERSONS: [&str; 3] = ["850101100012", "850612201233", "850101100052"];

/// Numbers by chance, the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(self.0 >> 33).expect("31 bits") % bound
    }

    fn one_in(&mut self, bound: u32) -> bool {
        self.below(bound) == 0
    }

    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(u32::try_from(list.len()).expect("a short list")) as usize]
    }

    fn maybe<T>(&mut self, value: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.one_in(3).then(|| value(self))
    }

    fn visibility(&mut self) -> Visibility {
        self.of(&[Visibility::Public, Visibility::Public, Visibility::Closed, Visibility::Sealed])
    }

    fn court(&mut self) -> &'static str {
        self.of(&["kz-a", "kz-b", "us-c"])
    }

    fn day(&mut self) -> NaiveDate {
        day("2026-01-01") + Duration::days(i64::from(self.below(60)))
    }
}

/// Days and moments differ from case to case, so that no order falls back on ids, which differ
/// between the two databases.
fn told(chance: &mut Chance, n: u32) -> Case {
    let filed = day("2026-01-01") + Duration::days(i64::from(n));
    let court = chance.court();
    let mut told = case(court, &format!("{court}-26-00-2/{n}"), Some(&filed.to_string()));
    told.visibility = chance.visibility();
    told.title = chance
        .maybe(|chance| Text::original(format!("{} {}", chance.of(&WORDS), chance.of(&WORDS))));
    told.kind =
        chance.maybe(|chance| Coded::new(CodeList::CaseKind, chance.of(&["CIVIL", "CRIMINAL"])));
    let since = noon() + Duration::microseconds(i64::from(n) * 333_333);
    let code = chance.of(&CaseStatusCode::ALL);
    with_status(told, code, Some(&since.to_rfc3339()))
}

async fn fill(db: &Db, seed: u64) {
    let mut chance = Chance(seed);
    let told: Vec<Case> = (0..CASES).map(|n| told(&mut chance, n)).collect();
    let batch: Vec<_> = told.iter().map(recorded).collect();
    let results = cases::record(db, &batch).await.expect("cases are recorded");
    let ids: Vec<CaseId> = results.iter().filter_map(|result| result.case_id()).collect();
    for (n, (case, id)) in told.iter().zip(&ids).enumerate() {
        let mut one = party("1", chance.of(&WORDS), Some(chance.of(&PERSONS)));
        one.visibility = chance.visibility();
        let starts = noon()
            + Duration::hours(i64::from(chance.below(400)))
            + Duration::milliseconds(i64::try_from(n).expect("a small number"));
        let mut sits = hearing("1", case.key.court.as_str(), &starts.to_rfc3339());
        sits.visibility = chance.visibility();
        sits.judge = chance.maybe(|chance| chance.of(&WORDS).to_owned());
        sits.when.ends_on =
            chance.maybe(|chance| starts.date_naive() + Duration::days(i64::from(chance.below(9))));
        let set = PartSet {
            case: *id,
            registry: &case.key.registry,
            rows: PartRows::Parties(&[one]),
            as_of: noon(),
            raw_sha256: "aa",
            complete: true,
        };
        parts::record(db, &[set]).await.expect("parties are recorded");
        let list = Listed {
            registry: &case.key.registry,
            publication: None,
            hearings: &[ListedHearing { hearing: &sits, case: (!chance.one_in(5)).then_some(*id) }],
            as_of: noon(),
            raw_sha256: "bb",
            complete: true,
        };
        hearings::record_listed(db, &list).await.expect("hearings are recorded");
    }
}

fn scope(chance: &mut Chance) -> Scope {
    match chance.below(4) {
        0 => Scope::Public,
        1 => Scope::Persons(vec![chance.of(&PERSONS).to_owned()]),
        2 => Scope::Courts(vec![CourtCode::new(chance.court())]),
        _ => Scope::All,
    }
}

fn filter(chance: &mut Chance) -> CaseFilter {
    let text = |chance: &mut Chance| {
        let word = chance.of(&WORDS);
        let length = 1 + chance.below(4) as usize;
        word.chars().take(length).collect::<String>()
    };
    CaseFilter {
        text: chance.maybe(text),
        text_in_parties: chance.one_in(2),
        court: chance.maybe(|chance| CourtCode::new(chance.court())),
        region: None,
        kind: chance.maybe(|_| "CIVIL".to_owned()),
        status: chance.maybe(|chance| CaseStatusCode::ALL[..=chance.below(15) as usize].to_vec()),
        filed: chance.maybe(|chance| {
            let from = chance.day();
            Period { from, to: from + Duration::days(i64::from(chance.below(90))) }
        }),
        party_numbers: chance.maybe(|chance| vec![chance.of(&PERSONS).to_owned()]),
        mine: None,
    }
}

/// What a database answers to all questions, without the ids that only it knows.
async fn answers(db: &Db, seed: u64) -> Vec<String> {
    let mut chance = Chance(seed);
    let mut answers = Vec::new();
    for _ in 0..QUESTIONS {
        let (scope, filter) = (scope(&mut chance), filter(&mut chance));
        let order =
            chance.of(&[CaseOrder::FiledOnDesc, CaseOrder::FiledOnAsc, CaseOrder::StatusSinceDesc]);
        let size = 1 + chance.below(20);
        let first = cases::search(db, &scope, &filter, order, None, size).await.expect("reads");
        let after = first.rows.last().map(|row| row.keyset(order));
        let next = cases::search(db, &scope, &filter, order, after, size).await.expect("reads");
        let count = cases::count(db, &scope, &filter, 30).await.expect("counts");
        for page in [first, next] {
            let rows: Vec<_> = page.rows.iter().map(|row| &row.case).collect();
            answers.push(format!(
                "{scope:?} {filter:?} {order:?} {rows:?} {} {} {count:?}",
                page.has_next, page.has_previous
            ));
        }

        let filter = HearingFilter {
            court: chance.maybe(|chance| CourtCode::new(chance.court())),
            judge: chance.maybe(|chance| chance.of(&WORDS).to_lowercase()),
            case: None,
        };
        let from = day("2026-02-28") + Duration::days(i64::from(chance.below(20)));
        let period = Period { from, to: from + Duration::days(i64::from(chance.below(9))) };
        let order = chance.of(&[HearingOrder::StartsAsc, HearingOrder::StartsDesc]);
        let first = hearings::board(db, &scope, &filter, period, order, None, size).await;
        let first = first.expect("reads");
        let after = first.rows.last().map(|row| row.keyset(order));
        let next = hearings::board(db, &scope, &filter, period, order, after, size).await;
        for page in [first, next.expect("reads")] {
            let rows: Vec<_> = page
                .rows
                .iter()
                .map(|row| {
                    (
                        &row.hearing.when,
                        &row.hearing.judge,
                        row.closed_session,
                        row.case.as_ref().map(|case| &case.case.key),
                    )
                })
                .collect();
            answers.push(format!(
                "{scope:?} {filter:?} {order:?} {rows:?} {} {}",
                page.has_next, page.has_previous
            ));
        }
    }
    answers
}

#[tokio::test]
async fn both_databases_answer_alike() {
    let (_folder, sqlite) = crate::support::sqlite().await;
    let postgres = crate::support::postgres().await;
    fill(&sqlite, 20_260_302).await;
    fill(&postgres, 20_260_302).await;
    let (here, there) = (answers(&sqlite, 7).await, answers(&postgres, 7).await);
    let found = here.iter().filter(|answer| answer.contains("[Case {")).count();
    assert!(found > 100, "only {found} of the questions found anything");
    for (here, there) in here.iter().zip(&there) {
        assert_eq!(here, there);
    }
}
