//! Reads case numbers as people and papers write them.
//!
//! Real papers say `3599-24-00 -2а/2151`, `№ 7599–23–00–2A/1234`, «дело 7199-25-00-4 / 18 (2)».

use std::str::FromStr;

use super::{CaseNumber, CaseNumberError, InstanceIndex, KindIndex};

/// Longer than any number with words before it.
const CHARACTERS_MAX: usize = 64;

/// Words that stand before a number, lower case; the longer ones first.
const WORDS_BEFORE: [&str; 15] = [
    "нөмірі",
    "номер",
    "number",
    "істің",
    "дело",
    "дела",
    "делу",
    "деле",
    "case",
    "іс",
    "ic",
    "no",
    "n",
    "№",
    "#",
];

impl FromStr for CaseNumber {
    type Err = CaseNumberError;

    fn from_str(raw: &str) -> Result<Self, CaseNumberError> {
        let length = raw.chars().count();
        if length > CHARACTERS_MAX {
            return Err(CaseNumberError::TooLong { length, max: CHARACTERS_MAX });
        }
        let folded: String = raw.chars().flat_map(char::to_lowercase).filter_map(fold).collect();
        let text = number_alone(&folded)?;
        let parts: Vec<&str> = text.split('-').collect();
        let [court, year, series, rest] = parts.as_slice() else {
            return Err(CaseNumberError::Parts { found: parts.len() });
        };
        let slashes = rest.matches('/').count();
        let Some((index, tail)) = rest.split_once('/').filter(|_| slashes == 1) else {
            return Err(CaseNumberError::Slash { found: slashes });
        };
        let (kind, instance) = read_index(index)?;
        let (sequence, repeat) = read_sequence(tail)?;
        Ok(Self {
            court: digits(court, 4..=4)
                .ok_or_else(|| CaseNumberError::Court { found: (*court).to_owned() })?,
            year: digits(year, 2..=2)
                .ok_or_else(|| CaseNumberError::Year { found: (*year).to_owned() })?,
            series: digits(series, 1..=2)
                .ok_or_else(|| CaseNumberError::Series { found: (*series).to_owned() })?,
            kind,
            instance,
            sequence,
            repeat,
        })
    }
}

/// One way to write each sign; blanks and invisible signs vanish.
fn fold(c: char) -> Option<char> {
    let folded = match c {
        // zero-width signs and the soft hyphen come along when a number is copied from a PDF
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => return None,
        c if c.is_whitespace() => return None,
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' | '_' => '-',
        '\\' | '\u{2044}' | '\u{2215}' | '\u{ff0f}' => '/',
        '[' | '\u{ff08}' => '(',
        ']' | '\u{ff09}' => ')',
        '\u{ff10}'..='\u{ff19}' => char::from_u32(u32::from(c) - 0xff10 + u32::from('0'))?,
        c => c,
    };
    Some(folded)
}

/// The number without the words before it and the punctuation around it.
fn number_alone(folded: &str) -> Result<&str, CaseNumberError> {
    let around = |c: char| matches!(c, '.' | ',' | ';' | ':' | '"' | '«' | '»' | '\'');
    let mut rest = folded.trim_matches(around);
    while let Some(shorter) = WORDS_BEFORE.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter.trim_start_matches(around);
    }
    if rest.is_empty() {
        return Err(CaseNumberError::Empty);
    }
    let before = rest.find(|c: char| c.is_ascii_digit() || c == '-').unwrap_or(rest.len());
    match rest.split_at_checked(before) {
        Some(("", number)) => Ok(number),
        Some((words, _)) => Err(CaseNumberError::TextBefore { found: words.to_owned() }),
        None => Err(CaseNumberError::Empty),
    }
}

fn read_index(index: &str) -> Result<(KindIndex, InstanceIndex), CaseNumberError> {
    let (kind, letters) = split_digits(index);
    let kind = digits(kind, 1..=2)
        .and_then(KindIndex::new)
        .ok_or_else(|| CaseNumberError::Kind { found: index.to_owned() })?;
    let letters: String = letters.chars().map(cyrillic).collect();
    let instance =
        InstanceIndex::read(&letters).ok_or(CaseNumberError::Instance { found: letters })?;
    Ok((kind, instance))
}

fn read_sequence(tail: &str) -> Result<(u32, Option<u16>), CaseNumberError> {
    let (sequence, repeat) = split_digits(tail);
    let sequence = digits(sequence, 1..=9)
        .ok_or_else(|| CaseNumberError::Sequence { found: tail.to_owned() })?;
    if repeat.is_empty() {
        return Ok((sequence, None));
    }
    let inside = repeat.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    match inside.and_then(|inside| digits(inside, 1..=3)) {
        Some(repeat) => Ok((sequence, Some(repeat))),
        None => Err(CaseNumberError::Repeat { found: repeat.to_owned() }),
    }
}

/// The leading digits, and what follows.
fn split_digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn digits<T: FromStr>(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<T> {
    let fits = length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

/// The Cyrillic letter a Latin one stands for in an index.
///
/// `p` looks like «р», which is in no index; who types `6ap` has transcribed «6ап».
fn cyrillic(c: char) -> char {
    match c {
        'a' => 'а',
        'k' => 'к',
        'p' => 'п',
        'y' => 'у',
        c => c,
    }
}
