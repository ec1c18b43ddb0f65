//! Printed lists of case numbers, with their abbreviations, into single numbers.
//!
//! Courts print `98-35309/35509`, `99-1845, -1846, -1847`, `23-2051 (See also 23-1853)` and
//! `97-1715/1111 to 1115`.

use std::sync::LazyLock;

use regex::Regex;

/// A number whose last group of digits later ones may stand for: `96-C-235/239`.
#[expect(clippy::expect_used, reason = "a constant pattern, proved by the tests")]
static SHARED_PREFIX: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?<prefix>\d+(?:-[A-Za-z]+)?-)(?<first>\d+)(?<rest>(?:[;/,-]-\d+)+|(?:,-\d+)*,-?|(?:/\d+)+)$")
        .expect("constant")
});
/// `97-1715/98-1111 to 1115`.
#[expect(clippy::expect_used, reason = "a constant pattern, proved by the tests")]
static RANGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?<whole>(?<own>\d+)-\d+)/(?:(?<other>\d+)-)?(?<from>\d+) to (?:\d+-)?(?<to>\d+)$",
    )
    .expect("constant")
});
/// Most numbers that a range may stand for.
const RANGE_MAX: u64 = 200;

/// The single numbers of a printed list.
pub(crate) fn split(printed: &str) -> Vec<String> {
    let printed = printed.replace(['(', ')'], "");
    let printed = printed.trim();
    if let Some(found) = SHARED_PREFIX.captures(printed) {
        let prefix = &found["prefix"];
        return std::iter::once(&found["first"])
            .chain(found["rest"].split([';', ',', '/']).map(|part| part.trim().trim_matches('-')))
            .filter(|part| !part.is_empty())
            .map(|part| format!("{prefix}{part}"))
            .collect();
    }
    if let Some(numbers) = range(printed) {
        return numbers;
    }
    // Beside «See also» other separators belong to a number.
    let separators: &[char] =
        if printed.contains("See also") { &[','] } else { &[',', ';', '&', '\n'] };
    printed
        .replace("See also", ",")
        .split(separators)
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

fn range(printed: &str) -> Option<Vec<String>> {
    let found = RANGE.captures(printed)?;
    let (from, to): (u64, u64) = (found["from"].parse().ok()?, found["to"].parse().ok()?);
    if to < from || to - from > RANGE_MAX {
        return None;
    }
    let prefix = found.name("other").map_or(&found["own"], |other| other.as_str());
    let mut numbers = vec![found["whole"].to_owned()];
    numbers.extend((from..=to).map(|number| format!("{prefix}-{number}")));
    Some(numbers)
}
