//! The columns of a head: what they are written from, and what becomes of known ones.

use domain::case::Case;
use domain::coded::Coded;
use domain::language::Text;
use sea_orm::Value;
use uuid::Uuid;

use super::read::key_values;
use super::{UNKNOWN_DAY, UNKNOWN_MOMENT};
use crate::recorded::{Recorded, stored};
use crate::row::code_of;
use crate::words::fold;

/// Columns in the order of [`values`]; the first five are never changed.
pub(super) const COLUMNS: [&str; 31] = [
    "case_id",
    "registry_id",
    "court_id",
    "number",
    "upstream_id",
    "number_as_printed",
    "title_kk",
    "title_ru",
    "title_en",
    "title_original",
    "identity_title",
    "kind_code",
    "kind_original",
    "instance_code",
    "instance_original",
    "status_code",
    "status_since",
    "status_original",
    "category_code",
    "category_original",
    "judge",
    "filed_on",
    "filed_at",
    "closed_on",
    "visibility",
    "upstream_version",
    "filed_sort",
    "status_since_sort",
    "as_of",
    "raw_sha256",
    "complete",
];

/// What a known column becomes.
pub(super) fn change(column: &str) -> String {
    // Columns that mean something only together are replaced together.
    let told_by = match column {
        "title_kk" | "title_ru" | "title_en" | "title_original" | "identity_title" => {
            "identity_title"
        }
        "kind_code" | "kind_original" => "kind_code",
        "instance_code" | "instance_original" => "instance_code",
        "status_code" | "status_original" => "status_code",
        "category_code" | "category_original" => "category_code",
        "filed_on" | "filed_sort" => "filed_on",
        "as_of" | "raw_sha256" | "complete" => return format!("{column} = excluded.{column}"),
        "visibility" => return VISIBILITY.to_owned(),
        "status_since" | "status_since_sort" => return status_since(column),
        other => other,
    };
    format!(
        "{column} = CASE WHEN excluded.complete OR excluded.{told_by} IS NOT NULL \
         THEN excluded.{column} ELSE cases.{column} END"
    )
}

/// A list that does not speak of visibility must not open what another answer closed.
const VISIBILITY: &str = "visibility = CASE WHEN excluded.complete THEN excluded.visibility \
    WHEN 'SEALED' IN (excluded.visibility, cases.visibility) THEN 'SEALED' \
    WHEN 'CLOSED' IN (excluded.visibility, cases.visibility) THEN 'CLOSED' ELSE 'PUBLIC' END";

/// A list that tells the same status without its moment does not make the moment unknown.
fn status_since(column: &str) -> String {
    format!(
        "{column} = CASE WHEN excluded.complete OR excluded.status_since IS NOT NULL \
         THEN excluded.{column} \
         WHEN coalesce(excluded.status_code, cases.status_code) = cases.status_code \
         THEN cases.{column} ELSE excluded.{column} END"
    )
}

pub(super) fn values(case_id: Uuid, record: &Recorded<'_, Case>) -> Vec<Value> {
    let case = record.value;
    let title = case.title.clone().unwrap_or_default();
    let status = case.status.as_ref();
    let since = status.and_then(|status| status.since).map(stored);
    let code = |coded: &Option<Coded>| coded.as_ref().map(|c| c.code.clone());
    let wording = |coded: &Option<Coded>| coded.as_ref().and_then(|c| c.original.clone());
    let mut values = Vec::with_capacity(COLUMNS.len());
    values.push(case_id.into());
    values.extend(key_values(&case.key));
    values.extend([
        case.number_as_printed.clone().into(),
        title.kk.clone().into(),
        title.ru.clone().into(),
        title.en.clone().into(),
        title.original.clone().into(),
        identity_title(case.title.as_ref()).into(),
        code(&case.kind).into(),
        wording(&case.kind).into(),
        code(&case.instance).into(),
        wording(&case.instance).into(),
        status.map(|status| status.code.code()).into(),
        since.into(),
        status.and_then(|status| status.original.clone()).into(),
        code(&case.category).into(),
        wording(&case.category).into(),
        case.judge.clone().into(),
        case.filed_on.into(),
        case.filed_at.map(stored).into(),
        case.closed_on.into(),
        code_of(&case.visibility).into(),
        case.upstream_version.clone().into(),
        case.filed_on.unwrap_or(UNKNOWN_DAY).into(),
        since.unwrap_or(UNKNOWN_MOMENT).into(),
        stored(record.as_of).into(),
        record.raw_sha256.into(),
        record.complete.into(),
    ]);
    values
}

/// The title by which two records are told to be of the same case.
pub(super) fn identity_title(title: Option<&Text>) -> Option<String> {
    let title = title?;
    [&title.original, &title.ru, &title.kk, &title.en]
        .into_iter()
        .flatten()
        .map(|text| fold(text))
        .find(|text| !text.is_empty())
}
