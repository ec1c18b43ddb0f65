//! Tables of the court systems: what they are, when they were out of reach, how far read.

use sea_orm_migration::prelude::*;

use crate::dialect;

/// Dropped in this order.
const TABLES: &[&str] = &["publications", "read_cursors", "registry_outages", "registries"];

const UP: &[&str] = &[
    r"CREATE TABLE registries (
        registry_id text NOT NULL CONSTRAINT registries_pkey PRIMARY KEY,
        name_kk text,
        name_ru text,
        name_en text,
        name_original text,
        protocol text NOT NULL,
        last_success_at {timestamptz}
    )",
    r"CREATE TABLE registry_outages (
        registry_outage_id {uuid} NOT NULL CONSTRAINT registry_outages_pkey PRIMARY KEY,
        registry_id text NOT NULL
            CONSTRAINT registry_outages_registry_id_fkey REFERENCES registries (registry_id) ON DELETE CASCADE,
        began_at {timestamptz} NOT NULL,
        ended_at {timestamptz},
        reason text NOT NULL,
        CONSTRAINT registry_outages_ended_at_check CHECK (ended_at >= began_at)
    )",
    // At most one outage of a registry is open.
    r"CREATE UNIQUE INDEX registry_outages_open_key ON registry_outages (registry_id)
        WHERE ended_at IS NULL",
    r"CREATE INDEX registry_outages_registry_id_began_at_idx
        ON registry_outages (registry_id, began_at)",
    // How far a list of a registry was read; a hole is a stretch that could not be read.
    r"CREATE TABLE read_cursors (
        registry_id text NOT NULL,
        listing text NOT NULL,
        version bigint NOT NULL,
        position text,
        read_through {date},
        holes {json} NOT NULL,
        total_claimed bigint,
        last_called_at {timestamptz},
        last_success_at {timestamptz},
        CONSTRAINT read_cursors_pkey PRIMARY KEY (registry_id, listing)
    )",
    // A list that is published as a whole and replaces the one before it.
    r"CREATE TABLE publications (
        registry_id text NOT NULL,
        publication text {binary} NOT NULL,
        read_id {uuid} NOT NULL,
        as_of {timestamptz} NOT NULL,
        raw_sha256 text NOT NULL,
        complete boolean NOT NULL,
        row_count bigint NOT NULL,
        CONSTRAINT publications_pkey PRIMARY KEY (registry_id, publication)
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
