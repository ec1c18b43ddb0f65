//! Courts and regions of Kazakhstan out of the compiled-in files.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Deserialize;

use super::{Court, CourtKind, CourtLevel, ExternalId, OFFICE_SUD_KZ, PORTAL_SOT_KZ};
use super::{Region, RegionCode, RegionKind};
use crate::key::CourtCode;
use crate::language::Text;
use crate::reference;

#[derive(Deserialize)]
struct RegionRow {
    code: RegionCode,
    kato: Option<String>,
    number_prefix: u8,
    kind: RegionKind,
    time_zone: String,
    kk: String,
    ru: String,
    en: String,
    created: Option<i32>,
    office_id: u16,
}

#[derive(Deserialize)]
struct CourtRow {
    code: CourtCode,
    number_code: Option<u16>,
    level: CourtLevel,
    kind: CourtKind,
    region: Option<RegionCode>,
    kk: Option<String>,
    ru: String,
    en: Option<String>,
    office_id: String,
    portal_sot_id: Option<String>,
    valid_from: Option<NaiveDate>,
    valid_to: Option<NaiveDate>,
    aliases: String,
}

pub(super) fn regions() -> Vec<Region> {
    let rows: Vec<RegionRow> = reference::rows(include_str!("../../data/regions.csv"));
    rows.into_iter()
        .map(|row| Region {
            code: row.code,
            kato: row.kato,
            number_prefix: row.number_prefix,
            name: Text::trilingual(row.kk, row.ru, row.en),
            kind: row.kind,
            created: row.created,
            time_zone: zone(&row.time_zone),
            office_id: row.office_id,
        })
        .collect()
}

pub(super) fn courts(regions: &[Region]) -> Vec<Court> {
    let rows: Vec<CourtRow> = reference::rows(include_str!("../../data/courts.csv"));
    rows.into_iter().map(|row| court(row, regions)).collect()
}

fn court(row: CourtRow, regions: &[Region]) -> Court {
    let of = |system: &str, id: String| ExternalId { system: system.to_owned(), id };
    let mut external_ids = vec![of(OFFICE_SUD_KZ, row.office_id)];
    external_ids.extend(row.portal_sot_id.map(|id| of(PORTAL_SOT_KZ, id)));
    let region = regions.iter().find(|region| Some(&region.code) == row.region.as_ref());
    Court {
        code: row.code,
        name: Text { kk: row.kk, ru: Some(row.ru), en: row.en, original: None },
        level: Some(row.level),
        kind: row.kind,
        time_zone: region.map_or(Tz::Asia__Almaty, |region| region.time_zone),
        region: row.region,
        number_code: row.number_code,
        external_ids,
        aliases: row.aliases.split('|').filter(|a| !a.is_empty()).map(str::to_owned).collect(),
        valid_from: row.valid_from,
        valid_to: row.valid_to,
    }
}

fn zone(name: &str) -> Tz {
    name.parse().expect("zones of the regions are of the IANA database; a test reads them all")
}
