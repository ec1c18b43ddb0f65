//! Numbers of court cases of Kazakhstan: `CCCC-YY-SS-KI/N`.
//!
//! `7599-23-00-2а/1234(2)`: court 7599 (region 75, court 99 in it), year 2023, series 00, kind 2
//! (civil), instance «а» (appeal), sequence 1234, registered a second time.
//!
//! *Enter by* [`CaseNumber::from_str`](std::str::FromStr) or, to keep what was typed,
//! [`Written::read`]. Reading is tolerant, writing is not: there is one canonical writing, and it
//! reads back to the same number. Which court the number means is told by
//! the court directory.
//!
//! *Knows nothing of* the numbers of other court systems; those are kept as printed.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::coded::{CodeList, Coded};
use crate::key::CourtCode;

mod kind;
mod parse;
#[cfg(test)]
mod tests;

pub use kind::{InstanceIndex, KindIndex, Letters};

/// Number of a court case, in parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CaseNumber {
    court: u16,
    year: u8,
    series: u8,
    kind: KindIndex,
    instance: InstanceIndex,
    sequence: u32,
    repeat: Option<u16>,
}

impl CaseNumber {
    /// The four digits of the court, as they stand in the number.
    ///
    /// **Not always one court:** the three cassation courts share 6003.
    pub fn court_digits(&self) -> u16 {
        self.court
    }

    /// The code of the court with these four digits: `kz-7599`.
    ///
    /// The code the digits stand for; whether the directory has a court of this code is another
    /// question, asked of the directory.
    pub fn court_code(&self) -> CourtCode {
        CourtCode::new(format!("kz-{:04}", self.court))
    }

    /// The two digits of the region; not always its KATO (Turkistan is 51 here and 61 there).
    pub fn region_digits(&self) -> u8 {
        u8::try_from(self.court / 100).unwrap_or(u8::MAX)
    }

    /// Year of registration, all four digits. The system of numbers is younger than 2000.
    pub fn year(&self) -> i32 {
        2000 + i32::from(self.year)
    }

    /// The third part; always 00 in the numbers seen, its meaning is not known.
    pub fn series(&self) -> u8 {
        self.series
    }

    /// Kind of case.
    pub fn kind(&self) -> KindIndex {
        self.kind
    }

    /// Instance.
    pub fn instance(&self) -> InstanceIndex {
        self.instance
    }

    /// Number in sequence within court, year and kind.
    pub fn sequence(&self) -> u32 {
        self.sequence
    }

    /// The `2` of `(2)`: which registration of the same case it is.
    pub fn repeat(&self) -> Option<u16> {
        self.repeat
    }

    /// Kind of case as a code, with the index it was read from.
    pub fn coded_kind(&self) -> Coded {
        Coded::read(CodeList::CaseKind, self.kind.code(), self.kind.to_string())
    }

    /// Instance as a code, with the index it was read from.
    pub fn coded_instance(&self) -> Coded {
        let index = format!("{}{}", self.kind, self.instance);
        Coded::read(CodeList::Instance, self.instance.code(), index)
    }
}

impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { court, year, series, kind, instance, sequence, repeat } = self;
        write!(f, "{court:04}-{year:02}-{series:02}-{kind}{instance}/{sequence}")?;
        repeat.map_or(Ok(()), |repeat| write!(f, "({repeat})"))
    }
}

/// A case number beside the text it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// What was typed or printed, untouched.
    pub raw: String,
    /// What it means.
    pub number: CaseNumber,
}

impl Written {
    /// Reads `raw` and keeps it.
    pub fn read(raw: impl Into<String>) -> Result<Self, CaseNumberError> {
        let raw = raw.into();
        let number = raw.parse()?;
        Ok(Self { raw, number })
    }
}

impl Serialize for CaseNumber {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CaseNumber {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// What is wrong with a text that should be a case number, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CaseNumberError {
    /// Nothing, or blanks.
    #[error("the case number is empty; write it like 7599-23-00-2/1234")]
    Empty,
    /// Far longer than any number.
    #[error(
        "the text has {length} characters; a case number has at most {max}, like 7599-23-00-2/1234"
    )]
    TooLong {
        /// Characters found.
        length: usize,
        /// Characters allowed.
        max: usize,
    },
    /// Words in front that are not "case", "дело", "іс", "№".
    #[error("`{found}` stands before the number; write the number alone, like 7599-23-00-2/1234")]
    TextBefore {
        /// The words.
        found: String,
    },
    /// Not four parts joined by dashes.
    #[error(
        "{found} part(s) joined by `-` were found; a case number has 4: court, year, series, kind \
         with sequence, like 7599-23-00-2/1234"
    )]
    Parts {
        /// Parts found.
        found: usize,
    },
    /// The court is not four digits.
    #[error("the court `{found}` is not 4 digits like 7599")]
    Court {
        /// What stands there.
        found: String,
    },
    /// The year is not two digits.
    #[error("the year `{found}` is not 2 digits like 23")]
    Year {
        /// What stands there.
        found: String,
    },
    /// The series is not one or two digits.
    #[error("the third part `{found}` is not 2 digits; in most numbers it is 00")]
    Series {
        /// What stands there.
        found: String,
    },
    /// No slash, or more than one.
    #[error("{found} slash(es) found; the sequence follows the kind after one slash, like 2/1234")]
    Slash {
        /// Slashes found.
        found: usize,
    },
    /// The kind is not one or two digits.
    #[error(
        "the kind `{found}` does not begin with 1 or 2 digits, like 2 (civil) or 4 (administrative)"
    )]
    Kind {
        /// What stands there.
        found: String,
    },
    /// The instance is not at most two Cyrillic letters.
    #[error(
        "the instance `{found}` after the kind is not at most 2 Cyrillic letters: none (first), \
         а (appeal), к (cassation), ап (Supreme Court)"
    )]
    Instance {
        /// What stands there.
        found: String,
    },
    /// The sequence is not a number.
    #[error("the sequence `{found}` after the slash is not 1 to 9 digits, like 1234")]
    Sequence {
        /// What stands there.
        found: String,
    },
    /// The repeat is not a small number in brackets.
    #[error("`{found}` after the sequence is not a repeat in brackets, like (2)")]
    Repeat {
        /// What stands there.
        found: String,
    },
}
