//! How far the lists of court systems were read, with the holes that are still to be read.
//!
//! One bad page or day does not stop the reading: it becomes a hole, is passed over, and is tried
//! again. The moment of the last call is kept here, too, for systems that may be called once a day.

use chrono::{DateTime, NaiveDate, Utc};
use domain::key::RegistryCode;
use serde::{Deserialize, Serialize};

use crate::db::Db;
use crate::error::{Error, Result};
use crate::recorded::stored;
use crate::row::Row;
use crate::sql::Sql;

/// How far one list of one court system was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadCursor {
    /// The court system.
    pub registry: RegistryCode,
    /// The list.
    pub listing: String,
    /// Counts the changes; [`save`] refuses to overwrite a newer one. 0 before the first.
    pub version: i64,
    /// What the list gave for the next page; none at its beginning.
    pub position: Option<String>,
    /// The last day that is wholly read, for lists that are read by days.
    pub read_through: Option<NaiveDate>,
    /// What could not be read and was passed over.
    pub holes: Vec<Hole>,
    /// How many rows the court system claims; a claim, not a fact.
    pub total_claimed: Option<i64>,
    /// When it was last called, whatever came of it.
    pub last_called_at: Option<DateTime<Utc>>,
    /// When it last answered usably.
    pub last_success_at: Option<DateTime<Utc>>,
}

impl ReadCursor {
    /// A list that was never read.
    pub fn new(registry: RegistryCode, listing: impl Into<String>) -> Self {
        Self {
            registry,
            listing: listing.into(),
            version: 0,
            position: None,
            read_through: None,
            holes: Vec::new(),
            total_claimed: None,
            last_called_at: None,
            last_success_at: None,
        }
    }
}

/// A stretch of a list that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hole {
    /// The position that was asked for; none for the beginning.
    pub position: Option<String>,
    /// First day, for lists that are read by days.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
    /// Code of the reason.
    pub reason: String,
    /// When it was last tried.
    pub tried_at: DateTime<Utc>,
    /// How many times.
    pub attempts: u32,
}

const COLUMNS: &str = "registry_id, listing, version, position, read_through, holes, \
    total_claimed, last_called_at, last_success_at";

/// How far the list was read; none when it never was.
pub async fn get(db: &Db, registry: &RegistryCode, listing: &str) -> Result<Option<ReadCursor>> {
    let mut sql = Sql::new(&format!("SELECT {COLUMNS} FROM read_cursors WHERE registry_id = "));
    sql.bind(registry.as_str()).push(" AND listing = ").bind(listing);
    db.rows(sql).await?.first().map(|row| read(&mut Row::new(row))).transpose()
}

/// How far every list was read.
pub async fn all(db: &Db) -> Result<Vec<ReadCursor>> {
    let sql = format!("SELECT {COLUMNS} FROM read_cursors ORDER BY registry_id, listing");
    db.rows(Sql::new(&sql)).await?.iter().map(|row| read(&mut Row::new(row))).collect()
}

/// Records how far the list was read, and counts the version up.
///
/// # Errors
/// [`Error::PositionMoved`] when another reader saved since this cursor was read: read it again,
/// nothing was changed.
pub async fn save(db: &Db, cursor: &mut ReadCursor) -> Result<()> {
    let mut sql = Sql::new(&format!("INSERT INTO read_cursors ({COLUMNS}) VALUES "));
    sql.tuple([
        cursor.registry.as_str().into(),
        cursor.listing.as_str().into(),
        (cursor.version + 1).into(),
        cursor.position.clone().into(),
        cursor.read_through.into(),
        serde_json::to_value(&cursor.holes).unwrap_or_default().into(),
        cursor.total_claimed.into(),
        cursor.last_called_at.map(stored).into(),
        cursor.last_success_at.map(stored).into(),
    ]);
    sql.push(
        " ON CONFLICT (registry_id, listing) DO UPDATE SET version = excluded.version, \
         position = excluded.position, read_through = excluded.read_through, \
         holes = excluded.holes, total_claimed = excluded.total_claimed, \
         last_called_at = excluded.last_called_at, last_success_at = excluded.last_success_at \
         WHERE read_cursors.version = ",
    );
    sql.bind(cursor.version);
    if db.run(sql).await? == 0 {
        return Err(Error::PositionMoved {
            registry: cursor.registry.to_string(),
            listing: cursor.listing.clone(),
        });
    }
    cursor.version += 1;
    Ok(())
}

fn read(row: &mut Row<'_>) -> Result<ReadCursor> {
    Ok(ReadCursor {
        registry: row.registry()?,
        listing: row.next()?,
        version: row.next()?,
        position: row.text()?,
        read_through: row.day()?,
        holes: row.json("read_cursors.holes")?,
        total_claimed: row.next()?,
        last_called_at: row.moment()?,
        last_success_at: row.moment()?,
    })
}
