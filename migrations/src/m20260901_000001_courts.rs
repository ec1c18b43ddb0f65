//! Tables of the directory: regions, courts, their ids and names elsewhere.

use sea_orm_migration::prelude::*;

use crate::dialect;

/// Dropped in this order.
const TABLES: &[&str] = &["court_aliases", "court_external_ids", "courts", "regions"];

const UP: &[&str] = &[
    r"CREATE TABLE regions (
        region_id text NOT NULL CONSTRAINT regions_pkey PRIMARY KEY,
        kato text,
        number_prefix bigint NOT NULL,
        name_kk text,
        name_ru text,
        name_en text,
        name_original text,
        kind text NOT NULL,
        CONSTRAINT regions_kind_check CHECK (kind IN ('REGION', 'CAPITAL', 'CITY', 'REPUBLIC'))
    )",
    // `region_id` of a military court and of a court of another country is none.
    r"CREATE TABLE courts (
        court_id text NOT NULL CONSTRAINT courts_pkey PRIMARY KEY,
        region_id text
            CONSTRAINT courts_region_id_fkey REFERENCES regions (region_id),
        name_kk text,
        name_ru text,
        name_en text,
        name_original text,
        level text,
        kind text NOT NULL,
        number_code bigint,
        time_zone text NOT NULL,
        valid_from {date},
        valid_to {date},
        CONSTRAINT courts_level_check
            CHECK (level IN ('FIRST', 'APPEAL', 'CASSATION', 'SUPREME')),
        CONSTRAINT courts_valid_check CHECK (valid_to >= valid_from)
    )",
    "CREATE INDEX courts_region_id_idx ON courts (region_id)",
    // A court may have several ids in one system, and one id may stand for several courts.
    r"CREATE TABLE court_external_ids (
        system text NOT NULL,
        external_id text NOT NULL,
        position bigint NOT NULL,
        court_id text NOT NULL
            CONSTRAINT court_external_ids_court_id_fkey REFERENCES courts (court_id) ON DELETE CASCADE,
        CONSTRAINT court_external_ids_pkey PRIMARY KEY (system, external_id, court_id)
    )",
    "CREATE INDEX court_external_ids_court_id_idx ON court_external_ids (court_id)",
    r"CREATE TABLE court_aliases (
        court_id text NOT NULL
            CONSTRAINT court_aliases_court_id_fkey REFERENCES courts (court_id) ON DELETE CASCADE,
        alias text NOT NULL,
        position bigint NOT NULL,
        CONSTRAINT court_aliases_pkey PRIMARY KEY (court_id, alias)
    )",
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
