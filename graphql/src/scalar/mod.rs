//! Scalars of our own.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::NaiveDate;
use domain::key;

/// `Date` of the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(pub NaiveDate);

/// Calendar day in the time zone of the court, written `2026-11-22`.
#[Scalar(name = "Date", specified_by_url = "https://scalars.graphql.org/andimarek/local-date.html")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else {
            return Err(InputValueError::expected_type(value));
        };
        // chrono alone would take `2026-1-2` and `+02026-1-2` as well.
        let written = text.len() == 10 && text.starts_with(|sign: char| sign.is_ascii_digit());
        let day = written.then(|| text.parse().ok()).flatten();
        day.map(Self).ok_or_else(|| {
            InputValueError::custom("is not a day; a day is written 2026-11-22 (year-month-day)")
        })
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// `CourtCode` of the schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourtCode(pub key::CourtCode);

/// Stable code of a court, unique over all registries: `kz-7599`, `us-flca02`. The courts a registry
/// knows under ids of its own are resolved to it.
#[Scalar(name = "CourtCode")]
impl ScalarType for CourtCode {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else {
            return Err(InputValueError::expected_type(value));
        };
        Ok(Self(key::CourtCode::new(text.trim().to_lowercase())))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// `ByteCount` of the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByteCount(pub u64);

/// Largest number every client can hold exactly (RFC 7493, 2.2).
const SAFE_MAX: u64 = (1 << 53) - 1;

/// Whole number of bytes, 0 to 2^53-1: recordings of hearings are larger than an `Int` can say.
#[Scalar(name = "ByteCount")]
impl ScalarType for ByteCount {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::Number(number) = &value else {
            return Err(InputValueError::expected_type(value));
        };
        match number.as_u64() {
            Some(count) if count <= SAFE_MAX => Ok(Self(count)),
            Some(_) | None => Err(InputValueError::custom(
                "is not a number of bytes; one is a whole number from 0 to 9007199254740991",
            )),
        }
    }

    fn to_value(&self) -> Value {
        Value::from(self.0.min(SAFE_MAX))
    }
}

/// `Sha256` of the schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sha256(pub String);

/// SHA-256 digest as 64 lower-case hexadecimal digits.
#[Scalar(name = "Sha256")]
impl ScalarType for Sha256 {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else {
            return Err(InputValueError::expected_type(value));
        };
        let digits = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if digits {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(InputValueError::custom("is not a SHA-256 digest; one is 64 hexadecimal digits"))
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

#[cfg(test)]
mod tests;
