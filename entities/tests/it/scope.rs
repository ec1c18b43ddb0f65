//! Who sees what: scope × visibility × question, as one table.

use domain::case::Visibility;
use domain::key::CourtCode;
use domain::scope::Scope;
use entities::cases::{self, CaseFilter, CaseOrder};
use entities::parts::{self, PartRows, PartSet};
use entities::{CaseId, Db};

use crate::support::{case, noon, on_both, party, record};

const PARTY: &str = "850101100012";
const REPRESENTATIVE: &str = "850612201233";
const STRANGER: &str = "850101100052";

/// Cases `public`, `closed`, `sealed` of the court `kz-a`, with the same party and representative.
async fn three_cases(db: &Db) -> Vec<CaseId> {
    let mut ids = Vec::new();
    for (number, visibility) in [
        ("public", Visibility::Public),
        ("closed", Visibility::Closed),
        ("sealed", Visibility::Sealed),
    ] {
        let mut told = case("kz-a", number, Some("2026-01-10"));
        told.visibility = visibility;
        let id = record(db, &told).await;
        let mut one = party("1", "Сторона", Some(PARTY));
        one.representatives.push(domain::party::Representative {
            name: None,
            role: None,
            firm: None,
            person_number: Some(REPRESENTATIVE.to_owned()),
        });
        let set = PartSet {
            case: id,
            registry: &"kz-test".into(),
            rows: PartRows::Parties(&[one]),
            as_of: noon(),
            raw_sha256: "44",
            complete: true,
        };
        parts::record(db, &[set]).await.expect("parties are recorded");
        ids.push(id);
    }
    ids
}

fn persons(numbers: &[&str]) -> Scope {
    Scope::Persons(numbers.iter().map(|number| (*number).to_owned()).collect())
}

fn courts(codes: &[&str]) -> Scope {
    Scope::Courts(codes.iter().map(CourtCode::new).collect())
}

on_both! {
    async fn every_question_answers_the_same_table(db: &Db) {
        let ids = three_cases(db).await;
        let keys: Vec<_> =
            ["public", "closed", "sealed"].map(|n| crate::support::case_key("kz-a", n)).into();
        let table: [(Scope, &[&str]); 10] = [
            (Scope::Public, &["public"]),
            (persons(&[]), &["public"]),
            (persons(&[STRANGER]), &["public"]),
            (persons(&[PARTY]), &["closed", "public"]),
            (persons(&[STRANGER, REPRESENTATIVE]), &["closed", "public"]),
            (courts(&[]), &["public"]),
            (courts(&["kz-b"]), &["public"]),
            (courts(&["kz-a"]), &["closed", "public", "sealed"]),
            (courts(&["kz-b", "kz-a"]), &["closed", "public", "sealed"]),
            (Scope::All, &["closed", "public", "sealed"]),
        ];
        for (scope, expected) in table {
            let sorted = |mut numbers: Vec<String>| {
                numbers.sort();
                numbers
            };
            let of = |rows: Vec<cases::CaseRow>| {
                sorted(rows.into_iter().map(|row| row.case.key.number).collect())
            };
            assert_eq!(of(cases::by_ids(db, &scope, &ids).await.expect("reads")), expected);
            assert_eq!(of(cases::by_keys(db, &scope, &keys).await.expect("reads")), expected);
            let mut found = Vec::new();
            for number in ["public", "closed", "sealed"] {
                found.extend(cases::by_number(db, &scope, number, None).await.expect("reads"));
            }
            assert_eq!(of(found), expected);
            for filter in [
                CaseFilter::default(),
                CaseFilter { text: Some("дело".to_owned()), ..CaseFilter::default() },
                CaseFilter { text: Some("сторона".to_owned()), text_in_parties: true,
                    ..CaseFilter::default() },
                CaseFilter { party_numbers: Some(vec![PARTY.to_owned()]), ..CaseFilter::default() },
            ] {
                let order = CaseOrder::FiledOnDesc;
                let page = cases::search(db, &scope, &filter, order, None, 10).await.expect("reads");
                assert_eq!(of(page.rows), expected, "{scope:?} {filter:?}");
                let count = cases::count(db, &scope, &filter, 10).await.expect("counts");
                assert_eq!(usize::try_from(count.rows), Ok(expected.len()), "{scope:?}");
            }
            let parties = parts::parties(db, &scope, &ids, 10).await.expect("reads");
            assert_eq!(parties.len(), expected.len(), "{scope:?}");
            let reads = parts::reads(db, &scope, &ids).await.expect("reads");
            assert_eq!(reads.len(), expected.len(), "{scope:?}");
        }
    }

    async fn a_hidden_party_follows_the_table_within_its_case(db: &Db) {
        let id = record(db, &case("kz-a", "1", None)).await;
        let mut closed = party("2", "Закрытая", Some(PARTY));
        closed.visibility = Visibility::Closed;
        let mut sealed = party("3", "Тайная", None);
        sealed.visibility = Visibility::Sealed;
        let rows = [party("1", "Открытая", None), closed, sealed];
        let set = PartSet { case: id, registry: &"kz-test".into(), rows: PartRows::Parties(&rows),
            as_of: noon(), raw_sha256: "55", complete: true };
        parts::record(db, &[set]).await.expect("parties are recorded");
        for (scope, expected) in [
            (Scope::Public, 1),
            (persons(&[STRANGER]), 1),
            (persons(&[PARTY]), 2),
            (courts(&["kz-b"]), 1),
            (courts(&["kz-a"]), 3),
            (Scope::All, 3),
        ] {
            let found = parts::parties(db, &scope, &[id], 10).await.expect("reads");
            assert_eq!(found.len(), expected, "{scope:?}");
        }
    }
}
