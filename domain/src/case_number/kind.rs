//! The index `KI` of a case number: kind of case, and instance.

use std::fmt;

use crate::codes::OTHER;

/// The digits of the index: what kind of case it is.
///
/// Civil (2) and administrative (4) are attested by real numbers, criminal (1) and offences (3) by
/// practice; what the other digits mean is not known, they are kept as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KindIndex(u8);

impl KindIndex {
    /// Criminal cases.
    pub const CRIMINAL: Self = Self(1);
    /// Civil cases.
    pub const CIVIL: Self = Self(2);
    /// Cases on administrative offences.
    pub const ADMINISTRATIVE_OFFENCE: Self = Self(3);
    /// Administrative cases (APPC).
    pub const ADMINISTRATIVE: Self = Self(4);

    /// The index with these digits; none above 99.
    pub fn new(digits: u8) -> Option<Self> {
        (digits <= 99).then_some(Self(digits))
    }

    /// The digits.
    pub fn digits(self) -> u8 {
        self.0
    }

    /// Code of [`CodeList::CaseKind`](crate::coded::CodeList::CaseKind); `OTHER` where the meaning
    /// of the digits is not known.
    pub fn code(self) -> &'static str {
        match self {
            Self::CRIMINAL => "CRIMINAL",
            Self::CIVIL => "CIVIL",
            Self::ADMINISTRATIVE_OFFENCE => "ADMINISTRATIVE_OFFENCE",
            Self::ADMINISTRATIVE => "ADMINISTRATIVE",
            _ => OTHER,
        }
    }
}

impl fmt::Display for KindIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The letters of the index: the instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum InstanceIndex {
    /// No letter: first instance.
    First,
    /// «а»: appeal.
    Appeal,
    /// «к»: cassation court, since 2025.
    Cassation,
    /// «ап»: Supreme Court.
    Supreme,
    /// Letters whose meaning is not known, such as the older «гп» and «уп».
    Unknown(Letters),
}

/// One or two Cyrillic letters in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Letters {
    first: char,
    second: Option<char>,
}

impl Letters {
    fn read(text: &str) -> Option<Self> {
        let cyrillic = |c: char| matches!(c, 'а'..='я');
        let mut letters = text.chars();
        let (first, second, none) = (letters.next()?, letters.next(), letters.next());
        let fits = none.is_none() && cyrillic(first) && second.is_none_or(cyrillic);
        fits.then_some(Self { first, second })
    }
}

impl InstanceIndex {
    /// The index written with these letters, already folded to lower-case Cyrillic; none where
    /// they are more than two, or of another alphabet.
    pub fn read(letters: &str) -> Option<Self> {
        Some(match letters {
            "" => Self::First,
            "а" => Self::Appeal,
            "к" => Self::Cassation,
            "ап" => Self::Supreme,
            other => Self::Unknown(Letters::read(other)?),
        })
    }

    /// Code of [`CodeList::Instance`](crate::coded::CodeList::Instance); `OTHER` where the meaning
    /// of the letters is not known.
    pub fn code(self) -> &'static str {
        match self {
            Self::First => "FIRST",
            Self::Appeal => "APPEAL",
            Self::Cassation => "CASSATION",
            Self::Supreme => "SUPREME",
            Self::Unknown(_) => OTHER,
        }
    }
}

impl fmt::Display for InstanceIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use std::fmt::Write as _;
        match self {
            Self::First => Ok(()),
            Self::Appeal => f.write_str("а"),
            Self::Cassation => f.write_str("к"),
            Self::Supreme => f.write_str("ап"),
            Self::Unknown(Letters { first, second }) => {
                f.write_char(*first)?;
                second.map_or(Ok(()), |letter| f.write_char(letter))
            }
        }
    }
}
