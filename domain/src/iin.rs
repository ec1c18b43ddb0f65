//! IIN: the individual identification number of a person.
//!
//! `YYMMDD` of birth, century and sex, four digits of sequence, check digit.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use crate::person_number::{Digits, MASK, PersonNumberError};

/// Individual identification number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Iin(Digits);

/// Sex as the seventh digit tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sex {
    /// Odd digit.
    Male,
    /// Even digit.
    Female,
}

impl Iin {
    pub(crate) fn from_digits(digits: Digits) -> Result<Self, PersonNumberError> {
        if digits.is_of_organisation() {
            return Err(PersonNumberError::NotAnIin);
        }
        if digits.digit(7) > 6 {
            return Err(PersonNumberError::Century);
        }
        // Without a century any is tried that has the day; 2000 has every day there is.
        let century = century(digits).unwrap_or(2000);
        birth(digits, century).ok_or(PersonNumberError::BirthDay)?;
        digits.check()?;
        Ok(Self(digits))
    }

    /// Day of birth; none where the seventh digit is 0 (foreigners) and tells no century.
    pub fn born_on(&self) -> Option<NaiveDate> {
        birth(self.0, century(self.0)?)
    }

    /// Sex; none where the seventh digit is 0 (foreigners).
    pub fn sex(&self) -> Option<Sex> {
        match self.0.digit(7) {
            0 => None,
            odd if odd % 2 == 1 => Some(Sex::Male),
            _ => Some(Sex::Female),
        }
    }
}

fn century(digits: Digits) -> Option<i32> {
    match digits.digit(7) {
        1 | 2 => Some(1800),
        3 | 4 => Some(1900),
        5 | 6 => Some(2000),
        _ => None,
    }
}

fn birth(digits: Digits, century: i32) -> Option<NaiveDate> {
    let year = century + i32::from(digits.pair(1));
    NaiveDate::from_ymd_opt(year, digits.pair(3).into(), digits.pair(5).into())
}

impl FromStr for Iin {
    type Err = PersonNumberError;

    fn from_str(text: &str) -> Result<Self, PersonNumberError> {
        Self::from_digits(Digits::read(text)?)
    }
}

impl fmt::Display for Iin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Iin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Iin({MASK})")
    }
}
