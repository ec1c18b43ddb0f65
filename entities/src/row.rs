//! Reads the columns of a row in the order they were selected.

use chrono::{DateTime, NaiveDate, Utc};
use domain::coded::{CodeList, Coded};
use domain::key::{CourtCode, RegistryCode};
use sea_orm::{QueryResult, TryGetable};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::error::{Error, Result};

#[derive(Debug)]
pub(crate) struct Row<'r> {
    row: &'r QueryResult,
    at: usize,
}

impl<'r> Row<'r> {
    pub(crate) fn new(row: &'r QueryResult) -> Self {
        Self { row, at: 0 }
    }

    /// The next column.
    pub(crate) fn next<T: TryGetable>(&mut self) -> Result<T> {
        let value = self.row.try_get_by_index(self.at)?;
        self.at += 1;
        Ok(value)
    }

    /// Passes over columns.
    pub(crate) fn skip(&mut self, columns: usize) {
        self.at += columns;
    }

    pub(crate) fn id(&mut self) -> Result<Uuid> {
        self.next()
    }

    pub(crate) fn text(&mut self) -> Result<Option<String>> {
        self.next()
    }

    pub(crate) fn day(&mut self) -> Result<Option<NaiveDate>> {
        self.next()
    }

    pub(crate) fn moment(&mut self) -> Result<Option<DateTime<Utc>>> {
        self.next()
    }

    pub(crate) fn registry(&mut self) -> Result<RegistryCode> {
        Ok(RegistryCode::new(self.next::<String>()?))
    }

    pub(crate) fn court(&mut self) -> Result<CourtCode> {
        Ok(CourtCode::new(self.next::<String>()?))
    }

    /// Two columns: a code and the upstream wording.
    pub(crate) fn coded(&mut self, list: CodeList) -> Result<Option<Coded>> {
        let code = self.text()?;
        let original = self.text()?;
        Ok(code.map(|code| Coded { list, code, original }))
    }

    /// A text that stands for a value of a closed set.
    pub(crate) fn code<T: DeserializeOwned>(&mut self, column: &'static str) -> Result<T> {
        let found: String = self.next()?;
        parse_code(column, &found)
    }

    /// A JSON column that is never null.
    pub(crate) fn json<T: DeserializeOwned>(&mut self, column: &'static str) -> Result<T> {
        let value: serde_json::Value = self.next()?;
        serde_json::from_value(value).map_err(|source| Error::Json { column, source })
    }

    /// A JSON column.
    pub(crate) fn maybe_json<T: DeserializeOwned>(
        &mut self,
        column: &'static str,
    ) -> Result<Option<T>> {
        match self.next::<Option<serde_json::Value>>()? {
            None => Ok(None),
            Some(value) => serde_json::from_value(value)
                .map(Some)
                .map_err(|source| Error::Json { column, source }),
        }
    }

    /// A number that the domain keeps without sign.
    pub(crate) fn unsigned<T: TryFrom<i64>>(&mut self, column: &'static str) -> Result<Option<T>> {
        match self.next::<Option<i64>>()? {
            None => Ok(None),
            Some(number) => T::try_from(number)
                .map(Some)
                .or(Err(Error::Decode { column, found: number.to_string() })),
        }
    }
}

/// The value of a closed set that the text stands for, by the names the domain gives them.
pub(crate) fn parse_code<T: DeserializeOwned>(column: &'static str, found: &str) -> Result<T> {
    use serde::de::IntoDeserializer;
    use serde::de::value::{Error as NameError, StrDeserializer};
    let name: StrDeserializer<'_, NameError> = found.into_deserializer();
    T::deserialize(name).or(Err(Error::Decode { column, found: found.to_owned() }))
}

/// The name the domain gives a value of a closed set.
pub(crate) fn code_of<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        // A closed set is always written as its name; anything else fails the column's check.
        _ => String::new(),
    }
}
