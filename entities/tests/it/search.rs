//! Searching cases: words, filters, orders, pages.

use std::collections::HashSet;

use domain::case::{CaseStatusCode, Visibility};
use domain::coded::{CodeList, Coded};
use domain::court::Directory;
use domain::key::CourtCode;
use domain::language::Text;
use domain::scope::Scope;
use entities::cases::{self, CaseFilter, CaseKeyset, CaseOrder, Period};
use entities::parts::{self, PartRows, PartSet};
use entities::{CaseId, Db, Error, PAGE_MAX, courts};

use crate::support::{at, case, day, noon, on_both, party, record, with_status};

const ORDERS: [CaseOrder; 3] =
    [CaseOrder::FiledOnDesc, CaseOrder::FiledOnAsc, CaseOrder::StatusSinceDesc];

async fn numbers(db: &Db, filter: &CaseFilter) -> Vec<String> {
    let page = cases::search(db, &Scope::Public, filter, CaseOrder::FiledOnAsc, None, 100).await;
    let mut found: Vec<String> =
        page.expect("the search answers").rows.into_iter().map(|row| row.case.key.number).collect();
    let counted = cases::count(db, &Scope::Public, filter, 1_000).await.expect("counts");
    assert_eq!(usize::try_from(counted.rows), Ok(found.len()), "the count agrees with the rows");
    found.sort();
    found
}

fn text(text: &str) -> CaseFilter {
    CaseFilter { text: Some(text.to_owned()), ..CaseFilter::default() }
}

async fn titled(db: &Db, number: &str, title: &str) -> CaseId {
    let mut told = case("kz-7599", number, None);
    told.title = Some(Text::original(title));
    record(db, &told).await
}

async fn with_parties(db: &Db, id: CaseId, parties: &[domain::party::Party]) {
    let set = PartSet {
        case: id,
        registry: &"kz-test".into(),
        rows: PartRows::Parties(parties),
        as_of: noon(),
        raw_sha256: "33",
        complete: true,
    };
    parts::record(db, &[set]).await.expect("parties are recorded");
}

/// Reads all pages of `size`; checks what they say of their neighbours.
async fn walk(db: &Db, filter: &CaseFilter, order: CaseOrder, size: u32) -> Vec<CaseId> {
    let mut found = Vec::new();
    let mut after: Option<CaseKeyset> = None;
    loop {
        let page = cases::search(db, &Scope::Public, filter, order, after, size).await;
        let page = page.expect("the page is read");
        assert_eq!(page.has_previous, after.is_some());
        let Some(last) = page.rows.last() else {
            assert!(!page.has_next);
            return found;
        };
        let written = last.keyset(order).to_string();
        after = Some(written.parse().expect("a cursor reads back"));
        found.extend(page.rows.iter().map(|row| row.case_id));
        if !page.has_next {
            return found;
        }
    }
}

on_both! {
    async fn finds_beginnings_of_words_whatever_their_letter_case(db: &Db) {
        titled(db, "7599-26-00-2/1", "ТОО «Ромашка» к Ёлкиной О.").await;
        titled(db, "7599-26-00-2а/12", "ӘЛІБЕК Қуатұлының арызы").await;
        titled(db, "2D21-0001", "SMITH-JONES v. O'Brien").await;

        for question in ["ромашка", "РОМАШ", "«ромашка»", "елкин", "ЁЛКИН ромаш", "тоо"] {
            assert_eq!(numbers(db, &text(question)).await, ["7599-26-00-2/1"], "{question}");
        }
        for question in ["әлібек", "ҚУАТҰЛЫ", "7599-26-00-2a/12", "2А/12"] {
            assert_eq!(numbers(db, &text(question)).await, ["7599-26-00-2а/12"], "{question}");
        }
        for question in ["jones", "Smith-J", "o'brien", "brien smith", "0001", "2d21"] {
            assert_eq!(numbers(db, &text(question)).await, ["2D21-0001"], "{question}");
        }
        for question in ["машка", "ромашка smith", "ромашка%"] {
            let expected: &[&str] = if question == "ромашка%" { &["7599-26-00-2/1"] } else { &[] };
            assert_eq!(numbers(db, &text(question)).await, expected, "{question}");
        }
        assert_eq!(numbers(db, &text("7599-26")).await.len(), 2);
    }

    async fn signs_of_a_question_are_signs(db: &Db) {
        titled(db, "1", "обычное").await;
        titled(db, "2", "100%_верно").await;
        for question in ["об_чное", "о%ое", "'; DROP TABLE cases; --", "'обычное' OR"] {
            assert!(numbers(db, &text(question)).await.is_empty(), "{question}");
        }
        assert_eq!(numbers(db, &text("об%")).await, ["1"], "a sign at the end is no part of a word");
        assert_eq!(numbers(db, &text("100%_верно")).await, ["2"]);
        assert_eq!(numbers(db, &text("100_")).await, ["2"]);
        assert_eq!(numbers(db, &text("%")).await.len(), 2, "signs alone ask for nothing");
    }

    async fn names_of_parties_are_searched_when_asked(db: &Db) {
        let id = titled(db, "1", "о взыскании").await;
        let mut hidden = party("2", "Тайный Свидетель", None);
        hidden.visibility = Visibility::Closed;
        with_parties(db, id, &[party("1", "Сергей Петров", None), hidden]).await;
        assert!(numbers(db, &text("петров")).await.is_empty());
        let named = |name: &str| CaseFilter { text_in_parties: true, ..text(name) };
        assert_eq!(numbers(db, &named("петров взыск")).await, ["1"]);
        assert!(numbers(db, &named("тайный")).await.is_empty(), "not everybody may know that party");

        with_parties(db, id, &[party("3", "Иван Иванов", None)]).await;
        assert!(numbers(db, &named("петров")).await.is_empty(), "the party is gone, so is its name");
        assert_eq!(numbers(db, &named("иван")).await, ["1"]);
    }

    async fn filters_hold_together(db: &Db) {
        courts::seed(db, Directory::kazakhstan()).await.expect("the directory is recorded");
        let court = Directory::kazakhstan().courts().iter().find(|court| court.region.is_some());
        let court = court.expect("there are courts in regions");
        let here = with_status(
            case(court.code.as_str(), "1", Some("2026-01-10")), CaseStatusCode::Trial, None,
        );
        let mut criminal = case(court.code.as_str(), "2", Some("2026-01-20"));
        criminal.kind = Some(Coded::new(CodeList::CaseKind, "CRIMINAL"));
        let elsewhere = case("us-flca02", "3", None);
        for told in [&here, &criminal, &elsewhere] {
            record(db, told).await;
        }
        let any = CaseFilter::default;
        let period = |from, to| Some(Period { from: day(from), to: day(to) });
        let region = court.region.as_ref().map(|region| region.as_str().to_owned());
        let cases: [(&str, CaseFilter, &[&str]); 12] = [
            ("nothing asked", any(), &["1", "2", "3"]),
            ("court", CaseFilter { court: Some(court.code.clone()), ..any() }, &["1", "2"]),
            ("unknown court", CaseFilter { court: Some(CourtCode::new("x")), ..any() }, &[]),
            ("region", CaseFilter { region: region.clone(), ..any() }, &["1", "2"]),
            ("kind", CaseFilter { kind: Some("CRIMINAL".to_owned()), ..any() }, &["2"]),
            ("status", CaseFilter {
                status: Some(vec![CaseStatusCode::Trial, CaseStatusCode::Decided]), ..any()
            }, &["1"]),
            ("no status", CaseFilter { status: Some(Vec::new()), ..any() }, &[]),
            ("both days of a period", CaseFilter {
                filed: period("2026-01-10", "2026-01-20"), ..any()
            }, &["1", "2"]),
            ("one day", CaseFilter { filed: period("2026-01-20", "2026-01-20"), ..any() }, &["2"]),
            ("days before", CaseFilter { filed: period("2025-01-01", "2026-01-09"), ..any() }, &[]),
            ("two at once", CaseFilter {
                region, kind: Some("CIVIL".to_owned()), ..any()
            }, &["1"]),
            ("text too", CaseFilter { court: Some(court.code.clone()), ..text("дело 2") }, &["2"]),
        ];
        for (what, filter, expected) in cases {
            assert_eq!(numbers(db, &filter).await, expected, "{what}");
        }
    }

    async fn finds_by_persons_as_party_or_in_any_part(db: &Db) {
        let mine = titled(db, "1", "моё").await;
        let defended = titled(db, "2", "чужое").await;
        titled(db, "3", "совсем чужое").await;
        let me = "850101100012";
        with_parties(db, mine, &[party("1", "Я", Some(me))]).await;
        let mut client = party("1", "Клиент", Some("850612201233"));
        client.representatives.push(domain::party::Representative {
            name: Some("Я".to_owned()), role: None, firm: None, person_number: Some(me.to_owned()),
        });
        with_parties(db, defended, &[client]).await;

        let list = |numbers: &[&str]| Some(numbers.iter().map(|n| (*n).to_owned()).collect());
        let party = CaseFilter { party_numbers: list(&[me]), ..CaseFilter::default() };
        assert_eq!(numbers(db, &party).await, ["1"]);
        let any = CaseFilter { mine: list(&[me]), ..CaseFilter::default() };
        assert_eq!(numbers(db, &any).await, ["1", "2"]);
        let both = CaseFilter { party_numbers: list(&["850612201233"]), ..any.clone() };
        assert_eq!(numbers(db, &both).await, ["2"]);
        let nobody = CaseFilter { mine: list(&[]), ..CaseFilter::default() };
        assert!(numbers(db, &nobody).await.is_empty(), "no persons have no cases");
    }

    async fn pages_go_through_all_rows_once_in_a_total_order(db: &Db) {
        // Few days and many cases: most of the order is by id; some days are unknown.
        for n in 0..25 {
            let filed = (n % 4 != 0).then(|| format!("2026-01-{:02}", 1 + n % 3));
            let since = (n % 5 != 0).then(|| format!("2026-02-0{}T00:00:00.0000{}Z", 1 + n % 2, n % 3));
            let told = case("kz-7599", &n.to_string(), filed.as_deref());
            record(db, &with_status(told, CaseStatusCode::Trial, since.as_deref())).await;
        }
        let filter = CaseFilter::default();
        for order in ORDERS {
            let whole = cases::search(db, &Scope::Public, &filter, order, None, 100).await;
            let whole = whole.expect("reads").rows;
            let mut expected = whole.clone();
            expected.sort_by_key(|row| {
                let since = row.case.status.as_ref().and_then(|status| status.since);
                match order {
                    CaseOrder::StatusSinceDesc => (None, since, row.case_id),
                    _ => (row.case.filed_on, None, row.case_id),
                }
            });
            if order != CaseOrder::FiledOnAsc {
                expected.reverse();
            }
            assert_eq!(whole, expected, "{order:?}: unknown days are the earliest");
            let expected: Vec<_> = expected.iter().map(|row| row.case_id).collect();
            for size in [1, 7, 24, 25, 26] {
                assert_eq!(walk(db, &filter, order, size).await, expected, "{order:?} by {size}");
            }
        }
    }

    async fn a_page_stands_still_while_rows_come_and_go(db: &Db) {
        for n in 0..6 {
            record(db, &case("kz-7599", &n.to_string(), Some(&format!("2026-01-{:02}", 10 + n)))).await;
        }
        let filter = CaseFilter::default();
        let order = CaseOrder::FiledOnDesc;
        let first = cases::search(db, &Scope::Public, &filter, order, None, 3).await.expect("reads");
        let after = first.rows.last().expect("three rows").keyset(order);
        // One row before the cursor, one after, and the row of the cursor itself changes.
        record(db, &case("kz-7599", "new", Some("2026-02-01"))).await;
        record(db, &case("kz-7599", "old", Some("2026-01-11"))).await;
        record(db, &case("kz-7599", "3", Some("2026-01-30"))).await;
        let next = cases::search(db, &Scope::Public, &filter, order, Some(after), 3).await;
        let next = next.expect("reads");
        let found: Vec<_> = next.rows.iter().map(|row| row.case.key.number.as_str()).collect();
        assert_eq!((found[0], found.len()), ("2", 3), "no row twice, none left out");
        assert!(found[1..].contains(&"1") && found[1..].contains(&"old"), "{found:?}");
        assert!(next.has_next && next.has_previous);
    }

    async fn tells_honestly_what_is_before_and_after(db: &Db) {
        record(db, &case("kz-7599", "1", Some("2026-01-10"))).await;
        record(db, &case("kz-7599", "2", Some("2026-01-11"))).await;
        let filter = CaseFilter::default();
        let order = CaseOrder::FiledOnAsc;
        let search = async |filter: &CaseFilter, after, first| {
            cases::search(db, &Scope::Public, filter, order, after, first).await.expect("reads")
        };
        let empty = search(&filter, None, 0).await;
        assert_eq!((empty.rows.len(), empty.has_next, empty.has_previous), (0, true, false));
        let last = search(&filter, None, 2).await.rows[1].keyset(order);
        let beyond = search(&filter, Some(last), 2).await;
        assert_eq!((beyond.rows.len(), beyond.has_next, beyond.has_previous), (0, false, true));
        let other = CaseFilter { kind: Some("CRIMINAL".to_owned()), ..filter.clone() };
        let nothing = search(&other, Some(last), 2).await;
        assert!(!nothing.has_previous, "the cursor is of another search; nothing is before it");
        let mut told = case("kz-7599", "2", Some("2026-01-11"));
        told.visibility = Visibility::Sealed;
        record(db, &told).await;
        let all = search(&filter, None, u32::MAX).await;
        assert_eq!(all.rows.len(), 1);
    }

    async fn refuses_cursors_of_another_order_and_garbage(db: &Db) {
        record(db, &case("kz-7599", "1", Some("2026-01-10"))).await;
        let filter = CaseFilter::default();
        let page = cases::search(db, &Scope::Public, &filter, CaseOrder::FiledOnAsc, None, 1).await;
        let cursor = page.expect("reads").rows[0].keyset(CaseOrder::FiledOnAsc);
        for order in [CaseOrder::FiledOnDesc, CaseOrder::StatusSinceDesc] {
            let refused = cases::search(db, &Scope::Public, &filter, order, Some(cursor), 1).await;
            assert!(matches!(refused, Err(Error::CursorOfAnotherOrder { .. })), "{refused:?}");
        }
        let uuid = "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000";
        for garbage in [
            "", ":", "::", "FILED_ON_DESC", "FILED_ON_DESC::", "FILED_ON_DESC:2026-01-10",
            &format!("FILED_ON_DESC:2026-13-10:{uuid}"), &format!("SIDEWAYS:2026-01-10:{uuid}"),
            "FILED_ON_DESC:2026-01-10:nobody", &format!("STATUS_SINCE_DESC:2026-01-10:{uuid}"),
            "ключ",
        ] {
            let refused = garbage.parse::<CaseKeyset>();
            assert!(matches!(refused, Err(Error::Cursor { .. })), "{garbage}: {refused:?}");
        }
    }

    async fn a_page_is_one_statement_and_counts_stop_at_their_cap(db: &Db) {
        for n in 0..7 {
            record(db, &case("kz-7599", &n.to_string(), Some("2026-01-10"))).await;
        }
        let meter = std::sync::Arc::new(entities::Meter::new());
        let db = db.metered(std::sync::Arc::clone(&meter));
        let filter = CaseFilter { text: Some("дело".to_owned()), ..CaseFilter::default() };
        let order = CaseOrder::FiledOnDesc;
        let scope = Scope::Persons(vec!["850101100012".to_owned()]);
        let page = cases::search(&db, &scope, &filter, order, None, 3).await.expect("reads");
        assert_eq!(meter.statements(), 1);
        let after = Some(page.rows[2].keyset(order));
        cases::search(&db, &scope, &filter, order, after, PAGE_MAX).await.expect("reads");
        assert_eq!(meter.statements(), 2);
        let exact = cases::count(&db, &scope, &filter, 7).await.expect("counts");
        assert_eq!((exact.rows, exact.exact), (7, true));
        let capped = cases::count(&db, &scope, &filter, 6).await.expect("counts");
        assert_eq!((capped.rows, capped.exact), (6, false));
        assert_eq!(meter.statements(), 4);
    }

    async fn status_orders_by_the_moment_it_was_reached(db: &Db) {
        let moments = [
            ("a", "2026-02-01T00:00:00Z"),
            ("b", "2026-02-01T00:00:00.000001Z"),
            ("c", "2026-02-01T00:00:00.5Z"),
            ("d", "2026-02-01T00:00:01Z"),
        ];
        for (number, since) in moments {
            let told = case("kz-7599", number, None);
            record(db, &with_status(told, CaseStatusCode::Trial, Some(since))).await;
        }
        let order = CaseOrder::StatusSinceDesc;
        let page = cases::search(db, &Scope::Public, &CaseFilter::default(), order, None, 10).await;
        let rows = page.expect("reads").rows;
        let found: Vec<_> = rows.iter().map(|row| row.case.key.number.as_str()).collect();
        assert_eq!(found, ["d", "c", "b", "a"], "parts of a second count");
        assert_eq!(rows[3].case.status.as_ref().and_then(|s| s.since), Some(at(moments[0].1)));
        let ids: HashSet<_> = rows.iter().map(|row| row.case_id).collect();
        assert_eq!(ids.len(), 4);
    }
}
