//! Recording and searching heads of cases.

use domain::case::{CaseStatusCode, Visibility};
use domain::language::Text;
use domain::scope::Scope;
use entities::Db;
use entities::cases::{self, CaseFilter, CaseOrder, RecordResult};

use crate::support::{
    at, case, day, noon, on_both, only, record, record_at, recorded, with_status,
};

on_both! {
    async fn reads_back_what_was_recorded(db: &Db) {
        let mut told = with_status(
            case("kz-7599", "7599-26-00-2/1", Some("2026-01-15")),
            CaseStatusCode::Trial,
            Some("2026-02-01T03:04:05.678901Z"),
        );
        told.title = Some(Text::trilingual("қазақша", "русский", "english"));
        told.filed_at = Some(at("2026-01-15T05:00:00Z"));
        told.key.upstream_id = Some("42".to_owned());
        told.upstream_version = Some("W/\"7\"".to_owned());
        let id = record(db, &told).await;

        let row = only(cases::by_ids(db, &Scope::Public, &[id]).await.expect("reads"));
        assert_eq!(row.case, told);
        assert_eq!((row.case_id, row.as_of, row.complete), (id, noon(), true));
        let same = only(cases::by_keys(db, &Scope::All, &[told.key.clone()]).await.expect("reads"));
        assert_eq!(same, row);
        let found = cases::by_number(db, &Scope::Public, "7599-26-00-2/1", None).await;
        assert_eq!(only(found.expect("reads")), row);
    }
}
