//! Tables of the parts of cases but hearings, and of how each part was read.

use sea_orm_migration::prelude::*;

use crate::dialect;

/// Dropped in this order.
const TABLES: &[&str] =
    &["case_events", "filings", "documents", "party_persons", "parties", "part_reads"];

const UP: &[&str] = &[
    // How one part of one case was last read from one registry. An empty part has a row, too.
    r"CREATE TABLE part_reads (
        case_id {uuid} NOT NULL
            CONSTRAINT part_reads_case_id_fkey REFERENCES cases (case_id) ON DELETE CASCADE,
        part text NOT NULL,
        registry_id text NOT NULL,
        read_id {uuid} NOT NULL,
        as_of {timestamptz} NOT NULL,
        raw_sha256 text NOT NULL,
        complete boolean NOT NULL,
        row_count bigint NOT NULL,
        CONSTRAINT part_reads_pkey PRIMARY KEY (case_id, part, registry_id),
        CONSTRAINT part_reads_part_check
            CHECK (part IN ('PARTIES', 'HEARINGS', 'DOCUMENTS', 'FILINGS', 'EVENTS'))
    )",
    r"CREATE TABLE parties (
        party_id {uuid} NOT NULL CONSTRAINT parties_pkey PRIMARY KEY,
        case_id {uuid} NOT NULL
            CONSTRAINT parties_case_id_fkey REFERENCES cases (case_id) ON DELETE CASCADE,
        registry_id text NOT NULL,
        local_id text NOT NULL,
        position bigint NOT NULL,
        name text,
        kind_code text,
        kind_original text,
        role_code text,
        role_original text,
        representatives {json} NOT NULL,
        status text,
        visibility text NOT NULL,
        read_id {uuid} NOT NULL,
        as_of {timestamptz} NOT NULL,
        raw_sha256 text NOT NULL,
        CONSTRAINT parties_local_id_key UNIQUE (case_id, registry_id, local_id),
        CONSTRAINT parties_visibility_check CHECK (visibility IN ('PUBLIC', 'CLOSED', 'SEALED'))
    )",
    // Keyed digests of the numbers (IIN, BIN) of parties and representatives, never the numbers.
    r"CREATE TABLE party_persons (
        party_id {uuid} NOT NULL
            CONSTRAINT party_persons_party_id_fkey REFERENCES parties (party_id) ON DELETE CASCADE,
        case_id {uuid} NOT NULL,
        person_digest {bytes} NOT NULL,
        capacity text NOT NULL,
        CONSTRAINT party_persons_pkey PRIMARY KEY (party_id, person_digest, capacity),
        CONSTRAINT party_persons_capacity_check CHECK (capacity IN ('PARTY', 'REPRESENTATIVE'))
    )",
    r"CREATE INDEX party_persons_person_digest_case_id_idx
        ON party_persons (person_digest, case_id)",
    "CREATE INDEX party_persons_case_id_idx ON party_persons (case_id)",
    r"CREATE TABLE documents (
        document_id {uuid} NOT NULL CONSTRAINT documents_pkey PRIMARY KEY,
        case_id {uuid} NOT NULL
            CONSTRAINT documents_case_id_fkey REFERENCES cases (case_id) ON DELETE CASCADE,
        registry_id text NOT NULL,
        local_id text NOT NULL,
        position bigint NOT NULL,
        kind_code text,
        kind_original text,
        title {json},
        issued_on {date},
        in_force_on {date},
        page_count bigint,
        size_bytes bigint,
        sha256 text,
        media_type text,
        upstream_url text,
        event_local_id text,
        disclosure text NOT NULL,
        signatures {json} NOT NULL,
        filed_by {json} NOT NULL,
        note text,
        read_id {uuid} NOT NULL,
        as_of {timestamptz} NOT NULL,
        raw_sha256 text NOT NULL,
        CONSTRAINT documents_local_id_key UNIQUE (case_id, registry_id, local_id),
        CONSTRAINT documents_disclosure_check CHECK (disclosure IN (
            'PUBLIC_ACT', 'PARTIES', 'PARTIES_AFTER_NOTICE', 'PARTIES_WITH_LEGAL_EFFECT',
            'VIEW_ONLY', 'COURT'
        ))
    )",
    r"CREATE TABLE filings (
        filing_id {uuid} NOT NULL CONSTRAINT filings_pkey PRIMARY KEY,
        case_id {uuid} NOT NULL
            CONSTRAINT filings_case_id_fkey REFERENCES cases (case_id) ON DELETE CASCADE,
        registry_id text NOT NULL,
        local_id text NOT NULL,
        position bigint NOT NULL,
        ticket text,
        kind_code text,
        kind_original text,
        status_code text,
        status_since {timestamptz},
        status_original text,
        court_id text,
        submitted_at {timestamptz},
        sent_at {timestamptz},
        delivered_at {timestamptz},
        registered_at {timestamptz},
        filer_digest {bytes},
        read_id {uuid} NOT NULL,
        as_of {timestamptz} NOT NULL,
        raw_sha256 text NOT NULL,
        CONSTRAINT filings_local_id_key UNIQUE (case_id, registry_id, local_id)
    )",
    r"CREATE TABLE case_events (
        case_event_id {uuid} NOT NULL CONSTRAINT case_events_pkey PRIMARY KEY,
        case_id {uuid} NOT NULL
            CONSTRAINT case_events_case_id_fkey REFERENCES cases (case_id) ON DELETE CASCADE,
        registry_id text NOT NULL,
        local_id text NOT NULL,
        position bigint NOT NULL,
        occurred_on {date},
        occurred_at {timestamptz},
        time_precision text NOT NULL,
        kind_code text NOT NULL,
        kind_original text,
        entry text,
        filed_by {json} NOT NULL,
        result text,
        submitted_at {timestamptz},
        document_count bigint,
        visibility text NOT NULL,
        read_id {uuid} NOT NULL,
        as_of {timestamptz} NOT NULL,
        raw_sha256 text NOT NULL,
        CONSTRAINT case_events_local_id_key UNIQUE (case_id, registry_id, local_id),
        CONSTRAINT case_events_time_precision_check
            CHECK (time_precision IN ('TIME', 'DAY', 'WEEK', 'MONTH', 'UNKNOWN')),
        CONSTRAINT case_events_visibility_check
            CHECK (visibility IN ('PUBLIC', 'CLOSED', 'SEALED'))
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
