//! Court systems as rows: their names, and when they last answered.

use chrono::{DateTime, Utc};
use domain::key::RegistryCode;
use domain::language::Text;

use crate::courts::texts;
use crate::db::Db;
use crate::error::Result;
use crate::recorded::stored;
use crate::row::Row;
use crate::sql::Sql;

/// A court system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistryRow {
    /// Its code.
    pub registry: RegistryCode,
    /// Its name.
    pub name: Text,
    /// Protocol family: `REST`, `LIST`, `SOAP`.
    pub protocol: String,
    /// When it last answered usably; recorded by [`succeeded`], not by [`record`].
    pub last_success_at: Option<DateTime<Utc>>,
}

/// Records what the configuration says of the court systems.
pub async fn record(db: &Db, registries: &[RegistryRow]) -> Result<()> {
    if registries.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::new(
        "INSERT INTO registries (registry_id, protocol, name_kk, name_ru, name_en, name_original) \
         VALUES ",
    );
    sql.tuples(registries.iter().map(|row| {
        let mut values: Vec<sea_orm::Value> =
            vec![row.registry.as_str().into(), row.protocol.as_str().into()];
        values.extend(texts(&row.name));
        values
    }));
    sql.push(
        " ON CONFLICT (registry_id) DO UPDATE SET protocol = excluded.protocol, \
         name_kk = excluded.name_kk, name_ru = excluded.name_ru, name_en = excluded.name_en, \
         name_original = excluded.name_original",
    );
    db.run(sql).await?;
    Ok(())
}

/// Every court system, by code.
pub async fn all(db: &Db) -> Result<Vec<RegistryRow>> {
    let sql = "SELECT registry_id, name_kk, name_ru, name_en, name_original, protocol, \
               last_success_at FROM registries ORDER BY registry_id";
    let rows = db.rows(Sql::new(sql)).await?;
    rows.iter()
        .map(|result| {
            let mut row = Row::new(result);
            let registry = row.registry()?;
            let name =
                Text { kk: row.text()?, ru: row.text()?, en: row.text()?, original: row.text()? };
            let protocol = row.next()?;
            Ok(RegistryRow { registry, name, protocol, last_success_at: row.moment()? })
        })
        .collect()
}

/// Records that a court system answered usably. An earlier moment than the known one changes
/// nothing.
pub async fn succeeded(db: &Db, registry: &RegistryCode, at: DateTime<Utc>) -> Result<()> {
    let at = stored(at);
    let mut sql = Sql::new("UPDATE registries SET last_success_at = ");
    sql.bind(at).push(" WHERE registry_id = ").bind(registry.as_str());
    sql.push(" AND (last_success_at IS NULL OR last_success_at < ").bind(at).push(")");
    db.run(sql).await?;
    Ok(())
}
