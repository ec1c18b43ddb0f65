//! Courts, registries, outages and reading positions.

use chrono::Duration;
use domain::court::{Court, Directory, ExternalId};
use domain::key::{CourtCode, RegistryCode};
use domain::language::Text;
use entities::cursors::{self, Hole, ReadCursor};
use entities::registries::RegistryRow;
use entities::{Db, Error, courts, outages, registries};

use crate::support::{at, day, noon, on_both, only};

on_both! {
    async fn the_directory_reads_back_as_it_was_seeded(db: &Db) {
        let directory = Directory::kazakhstan();
        for _ in 0..2 {
            courts::seed(db, directory).await.expect("the directory is recorded");
            let mut expected = directory.courts().to_vec();
            expected.sort_by(|a, b| a.code.as_str().cmp(b.code.as_str()));
            let mut found = courts::all(db).await.expect("courts are read");
            found.sort_by(|a, b| a.code.as_str().cmp(b.code.as_str()));
            assert_eq!(found, expected);
        }
    }

    async fn a_court_told_again_replaces_what_was_known(db: &Db) {
        let mut court = Court::new(
            CourtCode::new("us-x"), Text::original("Court X"), chrono_tz::America::New_York,
        );
        court.aliases = vec!["X".to_owned(), "Court of X".to_owned()];
        court.external_ids = vec![
            ExternalId { system: "us".to_owned(), id: "2".to_owned() },
            ExternalId { system: "us".to_owned(), id: "1".to_owned() },
        ];
        court.valid_from = Some(day("2000-01-01"));
        courts::record(db, std::slice::from_ref(&court)).await.expect("writes");
        assert_eq!(only(courts::all(db).await.expect("reads")), court);
        court.aliases.remove(0);
        court.external_ids.clear();
        court.valid_to = Some(day("2025-12-31"));
        courts::record(db, std::slice::from_ref(&court)).await.expect("writes");
        assert_eq!(only(courts::all(db).await.expect("reads")), court);
        courts::record(db, &[]).await.expect("nothing is nothing");
    }

    async fn registries_keep_their_last_success_when_told_again(db: &Db) {
        let code = RegistryCode::new("kz-test");
        let mut row = RegistryRow {
            registry: code.clone(),
            name: Text::trilingual("Жүйе", "Система", "System"),
            protocol: "REST".to_owned(),
            last_success_at: None,
        };
        registries::record(db, std::slice::from_ref(&row)).await.expect("writes");
        assert_eq!(only(registries::all(db).await.expect("reads")), row);
        registries::succeeded(db, &code, noon()).await.expect("writes");
        registries::succeeded(db, &code, noon() - Duration::hours(1)).await.expect("writes");
        row.protocol = String::from("SOAP");
        registries::record(db, std::slice::from_ref(&row)).await.expect("writes");
        row.last_success_at = Some(noon());
        assert_eq!(only(registries::all(db).await.expect("reads")), row);
    }

    async fn one_outage_of_a_registry_is_open_at_a_time(db: &Db) {
        let codes = ["kz-a", "kz-b"].map(RegistryCode::new);
        let rows = codes.clone().map(|registry| RegistryRow {
            registry, name: Text::default(), protocol: "REST".to_owned(), last_success_at: None,
        });
        registries::record(db, &rows).await.expect("writes");
        let [a, b] = &codes;
        assert!(!outages::end(db, a, noon()).await.expect("writes"), "none is open");
        for hour in 0..3 {
            let began = noon() + Duration::hours(hour);
            assert!(outages::begin(db, a, began, "TIMEOUT").await.expect("writes"));
            let again = outages::begin(db, a, began + Duration::minutes(1), "TIMEOUT").await;
            assert!(!again.expect("writes"));
            assert!(outages::end(db, a, began + Duration::minutes(5)).await.expect("writes"));
        }
        assert!(outages::begin(db, b, noon(), "MAINTENANCE").await.expect("writes"));

        let before = db.meter().statements();
        let last = outages::last(db, 2).await.expect("reads");
        assert_eq!(db.meter().statements() - before, 1);
        let found: Vec<_> = last.iter().map(|o| (o.registry.as_str(), o.began_at, o.ended_at)).collect();
        let minutes = |hour, minute| noon() + Duration::hours(hour) + Duration::minutes(minute);
        assert_eq!(found, [
            ("kz-a", minutes(2, 0), Some(minutes(2, 5))),
            ("kz-a", minutes(1, 0), Some(minutes(1, 5))),
            ("kz-b", minutes(0, 0), None),
        ]);
        outages::end(db, b, noon() - Duration::hours(1)).await.expect("writes");
        let last = outages::last(db, 9).await.expect("reads");
        let ended = last.iter().find(|outage| outage.registry == *b).and_then(|o| o.ended_at);
        assert_eq!(ended, Some(noon()), "a clock that was set back ends no outage before its begin");
        let unknown = outages::begin(db, &RegistryCode::new("x"), noon(), "TIMEOUT").await;
        assert!(matches!(unknown, Err(Error::Database(_))), "{unknown:?}");
    }

    async fn a_reading_position_is_moved_by_one_reader(db: &Db) {
        let code = RegistryCode::new("kz-test");
        assert_eq!(cursors::get(db, &code, "cases").await.expect("reads"), None);
        let mut first = ReadCursor::new(code.clone(), "cases");
        let mut second = first.clone();
        first.position = Some("page-2".to_owned());
        first.read_through = Some(day("2026-03-01"));
        first.total_claimed = Some(1_000);
        first.last_called_at = Some(at("2026-03-02T07:00:00.123456Z"));
        first.holes = vec![Hole {
            position: None,
            from: Some(day("2026-02-01")),
            to: Some(day("2026-02-02")),
            reason: "TRUNCATED".to_owned(),
            tried_at: noon(),
            attempts: 2,
        }];
        cursors::save(db, &mut first).await.expect("the first one saves");
        assert_eq!(first.version, 1);
        let refused = cursors::save(db, &mut second).await;
        assert!(matches!(refused, Err(Error::PositionMoved { .. })), "{refused:?}");
        let known = cursors::get(db, &code, "cases").await.expect("reads");
        assert_eq!(known.as_ref(), Some(&first));
        first.holes.clear();
        cursors::save(db, &mut first).await.expect("saves again");
        assert_eq!(only(cursors::all(db).await.expect("reads")), first);
    }
}
