//! Table of hearings, of cases and of published lists alike.

use sea_orm_migration::prelude::*;

use crate::dialect;

/// Dropped in this order.
const TABLES: &[&str] = &["hearings"];

const UP: &[&str] = &[
    // `owner_key` is the id of the case, or the court where the list names no case: what makes
    // `local_id` unique. `starts_day` and `starts_sort` are the order of the board; the former is
    // none where the registry gives no date, the latter is the year 1 where it gives no hour.
    r"CREATE TABLE hearings (
        hearing_id {uuid} NOT NULL CONSTRAINT hearings_pkey PRIMARY KEY,
        case_id {uuid}
            CONSTRAINT hearings_case_id_fkey REFERENCES cases (case_id) ON DELETE CASCADE,
        owner_key text NOT NULL,
        registry_id text NOT NULL,
        local_id text NOT NULL,
        publication text,
        position bigint NOT NULL,
        court_id text NOT NULL,
        kind_code text,
        kind_original text,
        status_code text,
        status_original text,
        mode_code text,
        mode_original text,
        time_precision text NOT NULL,
        starts_on {date},
        ends_on {date},
        starts_at {timestamptz},
        ends_at {timestamptz},
        time_zone text,
        room text,
        judge text,
        judge_folded text,
        result {json},
        note text,
        visibility text NOT NULL,
        starts_day {date},
        last_day {date},
        starts_sort {timestamptz} NOT NULL,
        read_id {uuid} NOT NULL,
        as_of {timestamptz} NOT NULL,
        raw_sha256 text NOT NULL,
        complete boolean NOT NULL,
        CONSTRAINT hearings_local_id_key UNIQUE (registry_id, owner_key, local_id),
        CONSTRAINT hearings_visibility_check CHECK (visibility IN ('PUBLIC', 'CLOSED', 'SEALED')),
        CONSTRAINT hearings_time_precision_check
            CHECK (time_precision IN ('TIME', 'DAY', 'WEEK', 'MONTH', 'UNKNOWN')),
        CONSTRAINT hearings_last_day_check CHECK (last_day >= starts_day)
    )",
    "CREATE INDEX hearings_case_id_starts_day_idx ON hearings (case_id, starts_day)",
    r"CREATE INDEX hearings_starts_day_starts_sort_hearing_id_idx
        ON hearings (starts_day, starts_sort, hearing_id)",
    r"CREATE INDEX hearings_court_id_starts_day_starts_sort_hearing_id_idx
        ON hearings (court_id, starts_day, starts_sort, hearing_id)",
    // Spans of several days are few: the board looks them up to find where its period begins.
    r"CREATE INDEX hearings_last_day_court_id_starts_day_idx
        ON hearings (last_day, court_id, starts_day) WHERE last_day > starts_day",
    r"CREATE INDEX hearings_publication_idx ON hearings (registry_id, publication)
        WHERE publication IS NOT NULL",
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::drop_all(manager, TABLES).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
