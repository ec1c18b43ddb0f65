//! Eight thousand cases of one court, and as many of another.

use anyhow::Result;
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::case::{Case, CaseStatus, CaseStatusCode, Visibility};
use domain::coded::{CodeList, Coded};
use domain::key::{CaseKey, CourtCode, RegistryCode};
use domain::language::Text;
use entities::{Connect, Db, PersonKey, Recorded};

/// The court whose cases are asked for.
pub const COURT: &str = "kz-7517";
const CASES: u32 = 16_000;
const BATCH: usize = 1_000;

/// Fills the tables.
///
/// # Errors
///
/// When the database fails.
pub async fn seed(database: &str) -> Result<()> {
    let db: Db =
        entities::connect(database, &Connect::default(), PersonKey::new(&[7; 32])?).await?;
    entities::courts::seed(&db, domain::court::Directory::kazakhstan()).await?;
    let as_of = Utc::now();
    let cases: Vec<Case> = (0..CASES).map(|number| case(number, as_of)).collect();
    for batch in cases.chunks(BATCH) {
        let records: Vec<Recorded<'_, Case>> = batch
            .iter()
            .map(|value| Recorded { value, as_of, raw_sha256: "00", complete: true })
            .collect();
        entities::cases::record(&db, &records).await?;
    }
    Ok(())
}

fn case(number: u32, now: DateTime<Utc>) -> Case {
    let court = if number.is_multiple_of(2) { COURT } else { "kz-7599" };
    let today: NaiveDate = now.date_naive();
    let filed_on = today.checked_sub_days(Days::new(u64::from(number) / 20));
    Case {
        key: CaseKey {
            registry: RegistryCode::new("kz-torelik"),
            court: CourtCode::new(court),
            number: format!("{}-25-00-2/{number}", &court.trim_start_matches("kz-")),
            upstream_id: Some(number.to_string()),
        },
        number_as_printed: None,
        title: Some(Text::trilingual(
            format!("«Үлгі {number}» ЖШС — Мысалов М.М.: қарызды өндіру"),
            format!("ТОО «Образец {number}» — Примеров П.П.: взыскание задолженности"),
            format!("Sample {number} LLP v. Primerov: debt recovery"),
        )),
        kind: Some(Coded::new(CodeList::CaseKind, "CIVIL")),
        instance: Some(Coded::new(CodeList::Instance, "FIRST")),
        status: Some(CaseStatus {
            code: CaseStatusCode::Trial,
            since: Some(now),
            original: Some("На рассмотрении".to_owned()),
        }),
        category: None,
        judge: Some("Примерова А.А.".to_owned()),
        filed_on,
        filed_at: None,
        closed_on: None,
        related: Vec::new(),
        visibility: Visibility::Public,
        upstream_version: None,
    }
}
