//! The directory of courts and regions in the tables, for joins and statistics.
//!
//! Who shows a court keeps all of them in memory ([`all`]); a page of cases joins nothing.

use std::collections::HashMap;

use chrono_tz::Tz;
use domain::court::{Court, Directory, ExternalId, Region, RegionCode};
use domain::key::CourtCode;
use domain::language::Text;
use sea_orm::Value;

use crate::db::{Db, Tx};
use crate::error::{Error, Result};
use crate::row::{Row, code_of, parse_code};
use crate::sql::{Sql, VALUES_MAX};

/// Records the regions and the courts of the directory.
pub async fn seed(db: &Db, directory: &Directory) -> Result<()> {
    let tx = db.begin().await?;
    write_regions(&tx, directory.regions()).await?;
    write(&tx, directory.courts()).await?;
    tx.commit().await
}

/// Records courts: what is told stands in the place of what was known of them. A region must be
/// known before its courts.
pub async fn record(db: &Db, courts: &[Court]) -> Result<()> {
    if courts.is_empty() {
        return Ok(());
    }
    let tx = db.begin().await?;
    write(&tx, courts).await?;
    tx.commit().await
}

/// Every recorded court, by code.
pub async fn all(db: &Db) -> Result<Vec<Court>> {
    let mut ids: HashMap<String, Vec<ExternalId>> = HashMap::new();
    let sql =
        "SELECT court_id, system, external_id FROM court_external_ids ORDER BY court_id, position";
    for result in db.rows(Sql::new(sql)).await? {
        let mut row = Row::new(&result);
        let court = row.next()?;
        ids.entry(court).or_default().push(ExternalId { system: row.next()?, id: row.next()? });
    }
    let mut aliases: HashMap<String, Vec<String>> = HashMap::new();
    let sql = "SELECT court_id, alias FROM court_aliases ORDER BY court_id, position";
    for result in db.rows(Sql::new(sql)).await? {
        let mut row = Row::new(&result);
        aliases.entry(row.next()?).or_default().push(row.next()?);
    }
    let sql = "SELECT court_id, name_kk, name_ru, name_en, name_original, level, kind, region_id, \
               number_code, valid_from, valid_to, time_zone FROM courts ORDER BY court_id";
    let rows = db.rows(Sql::new(sql)).await?;
    rows.iter()
        .map(|result| {
            let mut court = read(&mut Row::new(result))?;
            court.external_ids = ids.remove(court.code.as_str()).unwrap_or_default();
            court.aliases = aliases.remove(court.code.as_str()).unwrap_or_default();
            Ok(court)
        })
        .collect()
}

fn read(row: &mut Row<'_>) -> Result<Court> {
    let code = row.court()?;
    let name = Text { kk: row.text()?, ru: row.text()?, en: row.text()?, original: row.text()? };
    let level = row.text()?.map(|level| parse_code("courts.level", &level)).transpose()?;
    let kind = row.code("courts.kind")?;
    let region = row.text()?.map(RegionCode::new);
    let number_code = row.unsigned("courts.number_code")?;
    let valid_from = row.day()?;
    let valid_to = row.day()?;
    let zone: String = row.next()?;
    let time_zone: Tz =
        zone.parse().or(Err(Error::Decode { column: "courts.time_zone", found: zone }))?;
    Ok(Court {
        level,
        kind,
        region,
        number_code,
        valid_from,
        valid_to,
        ..Court::new(code, name, time_zone)
    })
}

async fn write_regions(tx: &Tx, regions: &[Region]) -> Result<()> {
    if regions.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::new(
        "INSERT INTO regions (region_id, kato, number_prefix, kind, name_kk, name_ru, name_en, \
         name_original) VALUES ",
    );
    sql.tuples(regions.iter().map(|region| {
        let mut values: Vec<Value> = vec![
            region.code.as_str().into(),
            region.kato.clone().into(),
            i64::from(region.number_prefix).into(),
            code_of(&region.kind).into(),
        ];
        values.extend(texts(&region.name));
        values
    }));
    sql.push(
        " ON CONFLICT (region_id) DO UPDATE SET kato = excluded.kato, \
         number_prefix = excluded.number_prefix, kind = excluded.kind, \
         name_kk = excluded.name_kk, name_ru = excluded.name_ru, name_en = excluded.name_en, \
         name_original = excluded.name_original",
    );
    tx.run(sql).await?;
    Ok(())
}

async fn write(tx: &Tx, courts: &[Court]) -> Result<()> {
    for chunk in courts.chunks(VALUES_MAX / 16) {
        write_courts(tx, chunk).await?;
    }
    let ids = courts.iter().flat_map(|court| {
        court.external_ids.iter().enumerate().map(|(position, one)| {
            [
                court.code.as_str().into(),
                one.system.as_str().into(),
                one.id.as_str().into(),
                place(position),
            ]
        })
    });
    let columns = "court_id, system, external_id, position";
    replace(tx, "court_external_ids", columns, courts, ids.collect()).await?;
    let aliases = courts.iter().flat_map(|court| {
        court.aliases.iter().enumerate().map(|(position, alias)| {
            [court.code.as_str().into(), alias.as_str().into(), place(position)]
        })
    });
    replace(tx, "court_aliases", "court_id, alias, position", courts, aliases.collect()).await
}

async fn write_courts(tx: &Tx, courts: &[Court]) -> Result<()> {
    let mut sql = Sql::new(
        "INSERT INTO courts (court_id, region_id, level, kind, number_code, time_zone, \
         valid_from, valid_to, name_kk, name_ru, name_en, name_original) VALUES ",
    );
    sql.tuples(courts.iter().map(|court| {
        let mut values: Vec<Value> = vec![
            court.code.as_str().into(),
            court.region.as_ref().map(RegionCode::as_str).into(),
            court.level.map(|level| code_of(&level)).into(),
            code_of(&court.kind).into(),
            court.number_code.map(i64::from).into(),
            court.time_zone.name().into(),
            court.valid_from.into(),
            court.valid_to.into(),
        ];
        values.extend(texts(&court.name));
        values
    }));
    sql.push(
        " ON CONFLICT (court_id) DO UPDATE SET region_id = excluded.region_id, \
         level = excluded.level, kind = excluded.kind, number_code = excluded.number_code, \
         time_zone = excluded.time_zone, valid_from = excluded.valid_from, \
         valid_to = excluded.valid_to, name_kk = excluded.name_kk, name_ru = excluded.name_ru, \
         name_en = excluded.name_en, name_original = excluded.name_original",
    );
    tx.run(sql).await?;
    Ok(())
}

/// Replaces the rows of the courts in a table that belongs to them.
async fn replace<const N: usize>(
    tx: &Tx,
    table: &str,
    columns: &str,
    courts: &[Court],
    rows: Vec<[Value; N]>,
) -> Result<()> {
    let codes: Vec<&CourtCode> = courts.iter().map(|court| &court.code).collect();
    for chunk in codes.chunks(VALUES_MAX / 2) {
        let mut sql = Sql::new(&format!("DELETE FROM {table} WHERE "));
        sql.within("court_id", chunk.iter().map(|code| code.as_str()));
        tx.run(sql).await?;
    }
    for chunk in rows.chunks(VALUES_MAX / N) {
        let mut sql = Sql::new(&format!("INSERT INTO {table} ({columns}) VALUES "));
        sql.tuples(chunk.iter().cloned()).push(" ON CONFLICT DO NOTHING");
        tx.run(sql).await?;
    }
    Ok(())
}

fn place(position: usize) -> Value {
    i64::try_from(position).unwrap_or(i64::MAX).into()
}

/// A text in the order kk, ru, en, original.
pub(crate) fn texts(text: &Text) -> [Value; 4] {
    [
        text.kk.clone().into(),
        text.ru.clone().into(),
        text.en.clone().into(),
        text.original.clone().into(),
    ]
}
