//! Human forms: durations as `30s`, sizes as `2 MiB`, secrets as `***`.

use std::fmt;
use std::time::Duration;

const DURATIONS: [(&str, u64); 5] =
    [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];

const SIZES: [(&str, u64); 4] = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1)];

/// Reads `500ms`, `30s`, `5m`, `2h`, `1d`.
pub(super) fn duration(text: &str) -> Option<Duration> {
    let (number, unit) = number_and_unit(text)?;
    let (_, millis) = DURATIONS.into_iter().find(|(name, _)| *name == unit)?;
    number.checked_mul(millis).map(Duration::from_millis)
}

/// Reads `512 B`, `64 KiB`, `2 MiB`, `1 GiB`, and a bare number of bytes.
pub(super) fn size(text: &str) -> Option<u64> {
    let (number, unit) = number_and_unit(text)?;
    if unit.is_empty() {
        return Some(number);
    }
    let (_, bytes) = SIZES.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(unit))?;
    number.checked_mul(bytes)
}

fn number_and_unit(text: &str) -> Option<(u64, &str)> {
    let text = text.trim();
    let end = text.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end)?;
    Some((number.parse().ok()?, unit.trim_start()))
}

/// Writes a duration in the largest unit that leaves it whole.
pub fn show_duration(duration: Duration) -> String {
    let millis = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
    show(millis, &DURATIONS, "")
}

/// Writes a size in the largest unit that leaves it whole.
pub fn show_size(bytes: u64) -> String {
    show(bytes, &SIZES, " ")
}

fn show(number: u64, units: &[(&str, u64)], gap: &str) -> String {
    let fits = |(_, factor): &&(&str, u64)| number >= *factor && number.is_multiple_of(*factor);
    match units.iter().find(fits).or(units.last()) {
        Some((unit, factor)) => format!("{}{gap}{unit}", number / factor),
        None => number.to_string(),
    }
}

/// A value that is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Hides `value`.
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// The value itself, for the one place that needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("***")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("***")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_round_trip() {
        for text in ["1ms", "500ms", "30s", "5m", "2h", "1d", "90s"] {
            assert_eq!(show_duration(duration(text).unwrap()), text);
        }
        assert_eq!(duration(" 7 s "), Some(Duration::from_secs(7)));
        for text in ["", "s", "5", "-1s", "5 weeks", "99999999999999999999s"] {
            assert_eq!(duration(text), None, "{text}");
        }
    }

    #[test]
    fn sizes_round_trip() {
        for text in ["1 B", "64 KiB", "2 MiB", "1 GiB", "1025 B"] {
            assert_eq!(show_size(size(text).unwrap()), text);
        }
        assert_eq!(size("2mib"), size("2 MiB"));
        assert_eq!(size("4096"), Some(4096));
        for text in ["", "MiB", "2 MB", "-1", "1.5 MiB"] {
            assert_eq!(size(text), None, "{text}");
        }
    }

    #[test]
    fn a_secret_is_never_shown() {
        let secret = Secret::new("hush");
        assert_eq!(format!("{secret} {secret:?} {:?}", Some(&secret)), "*** *** Some(***)");
    }
}
