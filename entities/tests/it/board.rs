//! The board: periods, orders, closed sessions, published lists.

use domain::case::Visibility;
use domain::coded::{CodeList, Coded};
use domain::hearing::{Hearing, TimePrecision, When};
use domain::key::{CourtCode, RegistryCode};
use domain::scope::Scope;
use entities::cases::Period;
use entities::hearings::{
    self, BoardRow, HearingFilter, HearingKeyset, HearingOrder, Listed, ListedHearing, ListedResult,
};
use entities::parts::{self, PartRows, PartSet};
use entities::{CaseId, Db, Error};

use crate::support::{at, case, day, hearing, noon, on_both, only, party, record};

const PARTY: &str = "850101100012";

fn period(from: &str, to: &str) -> Period {
    Period { from: day(from), to: day(to) }
}

async fn board(db: &Db, scope: &Scope, filter: &HearingFilter, period: Period) -> Vec<BoardRow> {
    let order = HearingOrder::StartsAsc;
    let page = hearings::board(db, scope, filter, period, order, None, 100).await;
    let page = page.expect("the board is read");
    let count = hearings::count(db, scope, filter, period, 1_000).await.expect("counts");
    assert_eq!(usize::try_from(count.rows), Ok(page.rows.len()), "the count agrees");
    page.rows
}

fn locals(rows: &[BoardRow]) -> Vec<&str> {
    rows.iter().map(|row| row.hearing.key.local.as_str()).collect()
}

async fn list(db: &Db, publication: Option<&str>, hearings: &[Hearing]) -> ListedResult {
    list_of(db, publication, hearings, None, "2026-03-02T07:00:00Z", true).await
}

async fn list_of(
    db: &Db,
    publication: Option<&str>,
    hearings: &[Hearing],
    case: Option<CaseId>,
    as_of: &str,
    complete: bool,
) -> ListedResult {
    let rows: Vec<_> = hearings.iter().map(|hearing| ListedHearing { hearing, case }).collect();
    let list = Listed {
        registry: &RegistryCode::new("kz-test"),
        publication,
        hearings: &rows,
        as_of: at(as_of),
        raw_sha256: "77",
        complete,
    };
    hearings::record_listed(db, &list).await.expect("the list is recorded")
}

fn days(local: &str, from: &str, to: Option<&str>) -> Hearing {
    let mut told = hearing(local, "kz-a", "2026-03-10T05:00:00Z");
    told.when = When {
        precision: TimePrecision::Day,
        starts_on: Some(day(from)),
        ends_on: to.map(day),
        starts_at: None,
        ends_at: None,
        time_zone: None,
    };
    told
}

/// A case of `kz-a` with one party and the hearings.
async fn heard(db: &Db, number: &str, visibility: Visibility, hearings: &[Hearing]) -> CaseId {
    let mut told = case("kz-a", number, None);
    told.visibility = visibility;
    let id = record(db, &told).await;
    let set = PartSet {
        case: id,
        registry: &told.key.registry,
        rows: PartRows::Hearings(hearings),
        as_of: noon(),
        raw_sha256: "88",
        complete: true,
    };
    let parties = [party("1", "Сторона", Some(PARTY))];
    let parties = PartSet { rows: PartRows::Parties(&parties), ..set };
    parts::record(db, &[set, parties]).await.expect("parts are recorded");
    id
}

on_both! {
    async fn shows_what_touches_the_period(db: &Db) {
        let mut undated = days("undated", "2026-03-10", None);
        undated.when = When { precision: TimePrecision::Unknown, starts_on: None, ..undated.when };
        let mut in_utc = hearing("utc", "kz-a", "2026-03-10T23:30:00Z");
        in_utc.when.starts_on = Some(day("2026-03-11"));
        list(db, None, &[
            days("day", "2026-03-10", None),
            hearing("hour", "kz-a", "2026-03-10T05:00:00Z"),
            hearing("later", "kz-a", "2026-03-10T06:00:00Z"),
            in_utc,
            days("week", "2026-03-09", Some("2026-03-15")),
            days("trial", "2025-12-01", Some("2026-03-10")),
            days("over", "2026-03-01", Some("2026-03-08")),
            hearing("elsewhere", "kz-b", "2026-03-10T05:30:00Z"),
            undated,
        ]).await;
        let court = HearingFilter { court: Some(CourtCode::new("kz-a")), ..HearingFilter::default() };
        let scope = Scope::Public;
        let tenth = board(db, &scope, &court, period("2026-03-10", "2026-03-10")).await;
        assert_eq!(locals(&tenth), ["trial", "week", "day", "hour", "later"]);
        let eleventh = board(db, &scope, &court, period("2026-03-11", "2026-03-11")).await;
        assert_eq!(locals(&eleventh), ["week", "utc"], "the day is the court's day");
        let ninth = board(db, &scope, &court, period("2026-03-08", "2026-03-09")).await;
        assert_eq!(locals(&ninth), ["trial", "over", "week"]);
        let all = HearingFilter::default();
        let everywhere = board(db, &scope, &all, period("2026-03-10", "2026-03-10")).await;
        assert_eq!(locals(&everywhere), ["trial", "week", "day", "hour", "elsewhere", "later"]);
        assert!(board(db, &scope, &all, period("2026-04-01", "2026-04-30")).await.is_empty());
        assert!(board(db, &scope, &all, period("2026-03-10", "2026-03-09")).await.is_empty());
    }

    async fn pages_go_through_the_board_once_in_both_orders(db: &Db) {
        let mut told = vec![days("d0", "2026-03-10", None), days("d1", "2026-03-10", None),
            days("long", "2026-02-01", Some("2026-03-20"))];
        for n in 0..9 {
            let starts = format!("2026-03-1{}T0{}:00:00Z", n % 3, n % 2);
            told.push(hearing(&format!("h{n}"), "kz-a", &starts));
        }
        list(db, None, &told).await;
        let (filter, scope) = (HearingFilter::default(), Scope::Public);
        let days = period("2026-03-10", "2026-03-12");
        let forward = board(db, &scope, &filter, days).await;
        assert_eq!(forward.len(), 12);
        for order in [HearingOrder::StartsAsc, HearingOrder::StartsDesc] {
            let mut expected: Vec<_> = forward.iter().map(|row| row.hearing_id).collect();
            if order == HearingOrder::StartsDesc {
                expected.reverse();
            }
            for size in [1, 5, 12] {
                let mut found = Vec::new();
                let mut after: Option<HearingKeyset> = None;
                loop {
                    let before = db.meter().statements();
                    let page = hearings::board(db, &scope, &filter, days, order, after, size).await;
                    let page = page.expect("reads");
                    assert_eq!(db.meter().statements() - before, 1, "a page is one statement");
                    assert_eq!(page.has_previous, after.is_some());
                    found.extend(page.rows.iter().map(|row| row.hearing_id));
                    let last = page.rows.last().expect("no page is empty");
                    after = Some(last.keyset(order).to_string().parse().expect("reads back"));
                    if !page.has_next {
                        break;
                    }
                }
                assert_eq!(found, expected, "{order:?} by {size}");
                let beyond = hearings::board(db, &scope, &filter, days, order, after, size).await;
                let beyond = beyond.expect("reads");
                assert!(beyond.rows.is_empty() && beyond.has_previous && !beyond.has_next);
            }
        }
        let cursor = forward[0].keyset(HearingOrder::StartsAsc);
        let refused = hearings::board(db, &scope, &filter, days, HearingOrder::StartsDesc,
            Some(cursor), 1).await;
        assert!(matches!(refused, Err(Error::CursorOfAnotherOrder { .. })), "{refused:?}");
        for garbage in ["", "STARTS_ASC", "STARTS_ASC:x:y:z", "STARTS_ASC:2026-01-01::", "::::"] {
            assert!(matches!(garbage.parse::<HearingKeyset>(), Err(Error::Cursor { .. })));
        }
    }

    async fn withholds_the_case_of_a_closed_session(db: &Db) {
        let on = |local: &str, hour: u32| hearing(local, "kz-a", &format!("2026-03-10T0{hour}:00:00Z"));
        let mut closed_hour = on("closed-hour", 2);
        closed_hour.visibility = Visibility::Closed;
        let mut sealed_hour = on("sealed-hour", 3);
        sealed_hour.visibility = Visibility::Sealed;
        let open = heard(db, "open", Visibility::Public, &[on("open", 1), closed_hour, sealed_hour]).await;
        let closed = heard(db, "closed", Visibility::Closed, &[on("of-closed", 4)]).await;
        let sealed = heard(db, "sealed", Visibility::Sealed, &[on("of-sealed", 5)]).await;
        list(db, None, &[on("no-case", 6)]).await;

        let days = period("2026-03-10", "2026-03-10");
        let filter = HearingFilter::default();
        let persons = |number: &str| Scope::Persons(vec![number.to_owned()]);
        let courts = |code: &str| Scope::Courts(vec![CourtCode::new(code)]);
        // For each scope: the hours that are on the board, and the case each is shown with.
        let outside = [(1, "open"), (2, ""), (4, ""), (6, "")];
        let inside = [(1, "open"), (2, "open"), (4, "closed"), (6, "")];
        let court = [(1, "open"), (2, "open"), (3, "open"), (4, "closed"), (5, "sealed"), (6, "")];
        let table: [(Scope, &[(u32, &str)]); 6] = [
            (Scope::Public, &outside),
            (persons("850612201233"), &outside),
            (persons(PARTY), &inside),
            (courts("kz-b"), &outside),
            (courts("kz-a"), &court),
            (Scope::All, &court),
        ];
        for (scope, expected) in table {
            let rows = board(db, &scope, &filter, days).await;
            let found: Vec<_> = rows.iter().map(|row| {
                let hour = row.hearing.when.starts_at.map_or(0, |at| chrono::Timelike::hour(&at));
                let number = row.case.as_ref().map_or("", |case| case.case.key.number.as_str());
                (hour, number)
            }).collect();
            assert_eq!(found, expected, "{scope:?}");
            for row in &rows {
                let local = &row.hearing.key.local;
                let withheld = row.case.is_none() && local != "no-case";
                assert_eq!(withheld, *local == row.hearing_id.to_string(), "{scope:?}");
                assert_eq!(row.hearing.result.is_none(), withheld, "{scope:?}");
                assert!(!withheld || row.closed_session);
            }
            let ids: Vec<_> = rows.iter().map(|row| row.hearing_id).collect();
            let mut again = hearings::by_ids(db, &scope, &ids).await.expect("reads");
            again.sort_by_key(|row| row.hearing.when.starts_at);
            assert_eq!(again, rows, "one by one it is the same board");

            // The hearings of a case are those that are shown with it.
            for (id, number) in [(open, "open"), (closed, "closed"), (sealed, "sealed")] {
                let by_case = HearingFilter { case: Some(id), ..HearingFilter::default() };
                let of_case = expected.iter().filter(|(_, shown)| *shown == number).count();
                assert_eq!(board(db, &scope, &by_case, days).await.len(), of_case, "{scope:?}");
                let of_part = parts::hearings(db, &scope, &[id], 9).await.expect("reads");
                assert_eq!(of_part.len(), of_case, "{scope:?} {number}");
            }
        }
        let all = board(db, &Scope::All, &filter, days).await;
        let ids: Vec<_> = all.iter().map(|row| row.hearing_id).collect();
        let seen = hearings::by_ids(db, &Scope::Public, &ids).await.expect("reads");
        assert_eq!(seen.len(), 4, "an id opens nothing");
    }

    async fn finds_judges_by_a_part_of_the_name(db: &Db) {
        let mut told = hearing("1", "kz-a", "2026-03-10T05:00:00Z");
        told.judge = Some("Әлия 100%_Ахметова\\".to_owned());
        let mut other = hearing("2", "kz-a", "2026-03-10T06:00:00Z");
        other.judge = Some("Ёлкин С.".to_owned());
        let mut nobody = hearing("3", "kz-a", "2026-03-10T07:00:00Z");
        nobody.judge = None;
        list(db, None, &[told, other, nobody]).await;
        let days = period("2026-03-10", "2026-03-10");
        for (judge, expected) in [
            ("АХМЕТ", vec!["1"]), ("әлия", vec!["1"]), ("елкин", vec!["2"]), ("а%а", vec![]),
            ("_", vec!["1"]), ("%_а", vec!["1"]), ("\\", vec!["1"]), ("0%_", vec!["1"]),
            ("'", vec![]),
        ] {
            let filter = HearingFilter { judge: Some(judge.to_owned()), ..HearingFilter::default() };
            let rows = board(db, &Scope::Public, &filter, days).await;
            assert_eq!(locals(&rows), expected, "{judge}");
        }
    }

    async fn a_published_list_replaces_the_one_before(db: &Db) {
        let on = |local: &str, hour: u32| hearing(local, "kz-a", &format!("2026-03-10T0{hour}:00:00Z"));
        let days = period("2026-03-10", "2026-03-10");
        let filter = HearingFilter::default();
        let read = async || {
            let rows = board(db, &Scope::Public, &filter, days).await;
            locals(&rows).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        let first = list(db, Some("civil"), &[on("civil/1", 1), on("civil/2", 2)]).await;
        assert_eq!(first, ListedResult::Recorded { removed: 0 });
        list(db, Some("criminal"), &[on("criminal/1", 3)]).await;
        let own = heard(db, "own", Visibility::Public, &[on("own", 4)]).await;

        let second = list_of(db, Some("civil"), &[on("civil/2", 2), on("civil/3", 5)], Some(own),
            "2026-03-02T08:00:00Z", true).await;
        assert_eq!(second, ListedResult::Recorded { removed: 2 }, "the case is known now");
        assert_eq!(read().await, ["civil/2", "criminal/1", "own", "civil/3"]);

        let outdated = list(db, Some("civil"), &[]).await;
        assert_eq!(outdated, ListedResult::Outdated);
        let part = list_of(db, Some("civil"), &[on("civil/4", 6)], None,
            "2026-03-02T09:00:00Z", false).await;
        assert_eq!(part, ListedResult::Recorded { removed: 0 });
        assert_eq!(read().await, ["civil/2", "criminal/1", "own", "civil/3", "civil/4"]);

        // What the case's own registry answer says does not touch the list, nor the other way.
        heard(db, "own", Visibility::Public, &[]).await;
        assert_eq!(read().await, ["civil/2", "criminal/1", "civil/3", "civil/4"]);
        let empty = list_of(db, Some("civil"), &[], None, "2026-03-02T10:00:00Z", true).await;
        assert_eq!(empty, ListedResult::Recorded { removed: 3 });
        assert_eq!(read().await, ["criminal/1"]);
    }

    async fn the_same_hour_told_by_two_courts_is_two_hearings(db: &Db) {
        let here = hearing("1", "kz-a", "2026-03-10T05:00:00Z");
        let there = hearing("1", "kz-b", "2026-03-10T05:00:00Z");
        list(db, Some("day"), &[here.clone(), there]).await;
        list(db, Some("day"), &[here.clone(), hearing("1", "kz-b", "2026-03-10T06:00:00Z")]).await;
        let rows =
            board(db, &Scope::Public, &HearingFilter::default(), period("2026-03-10", "2026-03-10"))
                .await;
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].hearing, here);
    }

    async fn tells_the_next_hearing_of_many_cases_at_once(db: &Db) {
        let status = |mut told: Hearing, code: &str| {
            told.status = Some(Coded::new(CodeList::HearingStatus, code));
            told
        };
        let mut closed = hearing("closed", "kz-a", "2026-03-10T01:00:00Z");
        closed.visibility = Visibility::Closed;
        let busy = heard(db, "busy", Visibility::Public, &[
            hearing("past", "kz-a", "2026-03-09T05:00:00Z"),
            closed,
            status(hearing("off", "kz-a", "2026-03-10T02:00:00Z"), "CANCELLED"),
            hearing("next", "kz-a", "2026-03-10T05:00:00Z"),
            hearing("after", "kz-a", "2026-03-11T05:00:00Z"),
        ]).await;
        let weekly = heard(db, "weekly", Visibility::Public,
            &[days("week", "2026-03-02", Some("2026-03-10")), days("day", "2026-03-09", None)]).await;
        let done = heard(db, "done", Visibility::Public,
            &[hearing("held", "kz-a", "2026-03-10T00:59:59Z")]).await;
        let hidden = heard(db, "hidden", Visibility::Closed,
            &[hearing("hidden", "kz-a", "2026-03-10T05:00:00Z")]).await;
        let ids = [busy, weekly, done, hidden];
        let next = async |scope: &Scope| {
            let before = db.meter().statements();
            let (now, today) = (at("2026-03-10T01:00:00Z"), day("2026-03-10"));
            let rows = hearings::next_for(db, scope, &ids, now, today).await.expect("reads");
            assert_eq!(db.meter().statements() - before, 1);
            let mut rows: Vec<_> =
                rows.into_iter().map(|row| (row.case_id, row.value.key.local)).collect();
            rows.sort();
            rows
        };
        let mut expected = vec![(busy, "next".to_owned()), (weekly, "week".to_owned())];
        expected.sort();
        assert_eq!(next(&Scope::Public).await, expected);
        let mut expected = vec![(busy, "closed".to_owned()), (weekly, "week".to_owned()),
            (hidden, "hidden".to_owned())];
        expected.sort();
        assert_eq!(next(&Scope::Persons(vec![PARTY.to_owned()])).await, expected);
        let only_one = parts::hearings(db, &Scope::Public, &[done], 9).await.expect("reads");
        assert_eq!(only(only_one).value.key.local, "held");
    }
}
