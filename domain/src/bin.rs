//! BIN: the business identification number of an organisation.
//!
//! `YYMM` of registration, kind of organisation, head or branch, five digits of sequence, check
//! digit.

use std::fmt;
use std::str::FromStr;

use crate::person_number::{Digits, MASK, PersonNumberError};

/// Business identification number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Bin(Digits);

/// Kind of organisation as the fifth digit tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LegalKind {
    /// Resident legal person.
    Resident,
    /// Non-resident legal person.
    NonResident,
    /// Joint entrepreneurship.
    Joint,
}

impl Bin {
    pub(crate) fn from_digits(digits: Digits) -> Result<Self, PersonNumberError> {
        if !digits.is_of_organisation() {
            return Err(PersonNumberError::NotABin);
        }
        if !(1..=12).contains(&digits.pair(3)) {
            return Err(PersonNumberError::Month);
        }
        legal_kind(digits).ok_or(PersonNumberError::LegalKind)?;
        digits.check()?;
        Ok(Self(digits))
    }

    /// Kind of organisation.
    pub fn legal_kind(&self) -> LegalKind {
        legal_kind(self.0).unwrap_or(LegalKind::Resident)
    }

    /// Last two digits of the year, and month of registration. The century is not told.
    pub fn registered_in(&self) -> (u8, u8) {
        (self.0.pair(1), self.0.pair(3))
    }

    /// The sixth digit: 0 head organisation, 1 branch, 2 representation; others are not known.
    pub fn unit_digit(&self) -> u8 {
        self.0.digit(6)
    }
}

fn legal_kind(digits: Digits) -> Option<LegalKind> {
    match digits.digit(5) {
        4 => Some(LegalKind::Resident),
        5 => Some(LegalKind::NonResident),
        6 => Some(LegalKind::Joint),
        _ => None,
    }
}

impl FromStr for Bin {
    type Err = PersonNumberError;

    fn from_str(text: &str) -> Result<Self, PersonNumberError> {
        Self::from_digits(Digits::read(text)?)
    }
}

impl fmt::Display for Bin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Bin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bin({MASK})")
    }
}
