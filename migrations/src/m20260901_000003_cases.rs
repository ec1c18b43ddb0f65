//! Tables of cases: heads, search words, relations, and contradictions set aside.

use sea_orm_migration::prelude::*;

use crate::dialect;

/// Dropped in this order.
const TABLES: &[&str] = &["case_quarantine", "case_relations", "case_words", "cases"];

const UP: &[&str] = &[
    // No foreign key to courts and registries: a case of a court that the directory does not know
    // yet must not be lost. `filed_sort` and `status_since_sort` are the orders of search: the same
    // values with the year 1 where none is known.
    r"CREATE TABLE cases (
        case_id {uuid} NOT NULL CONSTRAINT cases_pkey PRIMARY KEY,
        registry_id text NOT NULL,
        court_id text NOT NULL,
        number text NOT NULL,
        upstream_id text NOT NULL,
        number_as_printed text,
        title_kk text,
        title_ru text,
        title_en text,
        title_original text,
        identity_title text,
        kind_code text,
        kind_original text,
        instance_code text,
        instance_original text,
        status_code text,
        status_since {timestamptz},
        status_original text,
        category_code text,
        category_original text,
        judge text,
        filed_on {date},
        filed_at {timestamptz},
        closed_on {date},
        visibility text NOT NULL,
        upstream_version text,
        filed_sort {date} NOT NULL,
        status_since_sort {timestamptz} NOT NULL,
        as_of {timestamptz} NOT NULL,
        raw_sha256 text NOT NULL,
        complete boolean NOT NULL,
        CONSTRAINT cases_identity_key UNIQUE (registry_id, court_id, number, upstream_id),
        CONSTRAINT cases_visibility_check CHECK (visibility IN ('PUBLIC', 'CLOSED', 'SEALED')),
        CONSTRAINT cases_status_code_check CHECK (status_code IN (
            'RECEIVED', 'OPENED', 'PREPARATION', 'SCHEDULED', 'TRIAL', 'SUSPENDED', 'DECIDED',
            'TERMINATED', 'LEFT_WITHOUT_CONSIDERATION', 'SETTLED', 'RETURNED', 'REFUSED',
            'TRANSFERRED', 'IN_FORCE', 'ARCHIVED', 'OTHER'
        ))
    )",
    "CREATE INDEX cases_number_idx ON cases (number)",
    "CREATE INDEX cases_filed_sort_case_id_idx ON cases (filed_sort, case_id)",
    r"CREATE INDEX cases_court_id_filed_sort_case_id_idx
        ON cases (court_id, filed_sort, case_id)",
    "CREATE INDEX cases_status_since_sort_case_id_idx ON cases (status_since_sort, case_id)",
    r"CREATE INDEX cases_court_id_status_since_sort_case_id_idx
        ON cases (court_id, status_since_sort, case_id)",
    // The folded words of number and title (owned by the case itself) and of the names of parties
    // (owned by the party); searched by prefix.
    r"CREATE TABLE case_words (
        owner_id {uuid} NOT NULL,
        case_id {uuid} NOT NULL
            CONSTRAINT case_words_case_id_fkey REFERENCES cases (case_id) ON DELETE CASCADE,
        word text {binary} NOT NULL,
        of_party boolean NOT NULL,
        CONSTRAINT case_words_pkey PRIMARY KEY (owner_id, word)
    )",
    "CREATE INDEX case_words_word_case_id_of_party_idx ON case_words (word, case_id, of_party)",
    "CREATE INDEX case_words_case_id_idx ON case_words (case_id)",
    // The other case need not be known here; what is not told is the empty text.
    r"CREATE TABLE case_relations (
        case_id {uuid} NOT NULL
            CONSTRAINT case_relations_case_id_fkey REFERENCES cases (case_id) ON DELETE CASCADE,
        relation text NOT NULL,
        number text NOT NULL,
        registry_id text NOT NULL,
        court_id text NOT NULL,
        upstream_id text NOT NULL,
        court_name text,
        original text,
        dates {json} NOT NULL,
        position bigint NOT NULL,
        CONSTRAINT case_relations_pkey
            PRIMARY KEY (case_id, relation, number, registry_id, court_id, upstream_id),
        CONSTRAINT case_relations_relation_check CHECK (relation IN (
            'MOVED_TO', 'MOVED_FROM', 'APPEAL_OF', 'APPEALED_IN', 'JOINED'
        ))
    )",
    "CREATE INDEX case_relations_number_idx ON case_relations (number)",
    // What came under the key of a known case and contradicts it. A person decides.
    r"CREATE TABLE case_quarantine (
        case_quarantine_id {uuid} NOT NULL CONSTRAINT case_quarantine_pkey PRIMARY KEY,
        case_id {uuid} NOT NULL
            CONSTRAINT case_quarantine_case_id_fkey REFERENCES cases (case_id) ON DELETE CASCADE,
        reason text NOT NULL,
        record {json} NOT NULL,
        as_of {timestamptz} NOT NULL,
        raw_sha256 text NOT NULL,
        complete boolean NOT NULL,
        resolved_at {timestamptz},
        CONSTRAINT case_quarantine_record_key UNIQUE (case_id, raw_sha256)
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
