//! IIN or BIN: the twelve digits that stand for a person, and their check.
//!
//! The fifth digit tells the two apart: 4 and more is a [`Bin`], less is the day of birth in an
//! [`Iin`]. An individual entrepreneur uses the IIN.
//!
//! **Invariant:** neither `Debug` nor an error ever prints the digits, so that no log can hold
//! them by accident; `Display` does, and is meant for storage and for the person's own eyes.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::bin::Bin;
use crate::iin::Iin;

#[cfg(test)]
mod tests;

/// What is wrong with a text that should be an IIN or a BIN. Says no digit of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PersonNumberError {
    /// Not twelve digits.
    #[error("an IIN or BIN has 12 digits; {found} were given")]
    Length {
        /// Digits found.
        found: usize,
    },
    /// A sign that is not a digit.
    #[error("sign {position} is not a digit; an IIN or BIN is 12 digits without letters")]
    NotADigit {
        /// Its place, counted from one.
        position: usize,
    },
    /// A BIN where an IIN is asked for.
    #[error("this is a BIN, the number of an organisation; the IIN of a person is asked for")]
    NotAnIin,
    /// An IIN where a BIN is asked for.
    #[error("this is an IIN, the number of a person; the BIN of an organisation is asked for")]
    NotABin,
    /// No such day.
    #[error("digits 1 to 6 of the IIN are not a day of birth, year month day")]
    BirthDay,
    /// No such century.
    #[error("digit 7 of the IIN, century and sex, is not between 0 and 6")]
    Century,
    /// No such month.
    #[error("digits 3 and 4 of the BIN are not a month of registration, 01 to 12")]
    Month,
    /// No such kind of organisation.
    #[error(
        "digit 5 of the BIN is not 4 (resident), 5 (non-resident) or 6 (joint entrepreneurship)"
    )]
    LegalKind,
    /// The last digit does not follow from the others.
    #[error("the check digit does not fit: a digit is mistyped, or two are swapped")]
    Check,
    /// Both passes of the check end in ten.
    #[error("the first 11 digits are of those that are never given out")]
    NeverIssued,
}

/// Number of a person or an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PersonNumber {
    /// Of a person.
    Iin(Iin),
    /// Of an organisation.
    Bin(Bin),
}

impl FromStr for PersonNumber {
    type Err = PersonNumberError;

    fn from_str(text: &str) -> Result<Self, PersonNumberError> {
        let digits = Digits::read(text)?;
        if digits.is_of_organisation() {
            Bin::from_digits(digits).map(Self::Bin)
        } else {
            Iin::from_digits(digits).map(Self::Iin)
        }
    }
}

impl fmt::Display for PersonNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Iin(iin) => iin.fmt(f),
            Self::Bin(bin) => bin.fmt(f),
        }
    }
}

impl From<Iin> for PersonNumber {
    fn from(iin: Iin) -> Self {
        Self::Iin(iin)
    }
}

impl From<Bin> for PersonNumber {
    fn from(bin: Bin) -> Self {
        Self::Bin(bin)
    }
}

/// Twelve digits, not yet checked.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Digits([u8; 12]);

/// Stands for the digits wherever a value is printed for a developer.
pub(crate) const MASK: &str = "············";

impl Digits {
    /// Reads twelve digits; blanks and dashes between them do no harm.
    pub(crate) fn read(text: &str) -> Result<Self, PersonNumberError> {
        let mut digits = [0; 12];
        let mut found = 0;
        for (index, sign) in text.chars().enumerate() {
            if sign.is_whitespace() || sign == '-' {
                continue;
            }
            let Some(digit) = sign.to_digit(10).and_then(|digit| u8::try_from(digit).ok()) else {
                return Err(PersonNumberError::NotADigit { position: index + 1 });
            };
            if let Some(place) = digits.get_mut(found) {
                *place = digit;
            }
            found += 1;
        }
        if found == digits.len() {
            Ok(Self(digits))
        } else {
            Err(PersonNumberError::Length { found })
        }
    }

    /// True where the fifth digit cannot begin a day of birth.
    pub(crate) fn is_of_organisation(self) -> bool {
        self.digit(5) >= 4
    }

    /// The digit at `place`, counted from one as the rules count.
    pub(crate) fn digit(self, place: usize) -> u8 {
        place.checked_sub(1).and_then(|index| self.0.get(index)).copied().unwrap_or_default()
    }

    /// The two digits at `place` and after it as a number.
    pub(crate) fn pair(self, place: usize) -> u8 {
        self.digit(place) * 10 + self.digit(place + 1)
    }

    /// Checks the last digit, in two passes.
    pub(crate) fn check(self) -> Result<(), PersonNumberError> {
        match check_digit(&self.0) {
            Some(digit) if digit == self.digit(12) => Ok(()),
            Some(_) => Err(PersonNumberError::Check),
            None => Err(PersonNumberError::NeverIssued),
        }
    }
}

impl fmt::Display for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|digit| write!(f, "{digit}"))
    }
}

/// The twelfth digit for the first eleven: their sum with the weights 1…11 modulo 11; if that is
/// ten, with the weights 3…11, 1, 2; if that is ten again, none.
fn check_digit(digits: &[u8]) -> Option<u8> {
    let pass = |shift: u16| {
        let weights = (0..11).map(|index| (index + shift) % 11 + 1);
        let sum: u16 = digits.iter().zip(weights).map(|(digit, w)| u16::from(*digit) * w).sum();
        u8::try_from(sum % 11).ok().filter(|remainder| *remainder < 10)
    };
    pass(0).or_else(|| pass(2))
}
