//! Counts a query text before a parser meets what is too big for it.

use super::{Limits, Refusal};
use service::Code;

/// How deep brackets may be nested in the text, whatever they hold: the parser recurses on them.
const NESTING_MAX: usize = 64;

/// Refuses a text that is too long, has too many tokens or nests too deep.
pub(super) fn check(text: &str, limits: &Limits) -> Result<(), Refusal> {
    if text.len() > limits.query_bytes_max {
        return Err(Refusal::document(
            Code::TooCostly,
            format!(
                "the query text has {} bytes, at most {} are read; send a shorter query",
                text.len(),
                limits.query_bytes_max
            ),
        ));
    }
    let count = count(text.as_bytes());
    if count.tokens > limits.tokens_max {
        return Err(Refusal::document(
            Code::TooCostly,
            format!(
                "the query text has more than {} tokens; split it into several operations",
                limits.tokens_max
            ),
        ));
    }
    if count.nesting > NESTING_MAX {
        return Err(Refusal::document(
            Code::TooCostly,
            format!("the query text nests brackets deeper than {NESTING_MAX} levels"),
        ));
    }
    Ok(())
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Count {
    tokens: usize,
    nesting: usize,
}

fn count(text: &[u8]) -> Count {
    let mut count = Count::default();
    let mut open = 0_usize;
    let mut rest = text;
    while let Some((&first, tail)) = rest.split_first() {
        rest = match first {
            b' ' | b'\t' | b'\n' | b'\r' | b',' | 0xEF | 0xBB | 0xBF => tail,
            b'#' => after(tail, |byte| byte == b'\n' || byte == b'\r'),
            b'"' => {
                count.tokens += 1;
                string(tail)
            }
            b'{' | b'[' | b'(' => {
                count.tokens += 1;
                open += 1;
                count.nesting = count.nesting.max(open);
                tail
            }
            b'}' | b']' | b')' => {
                count.tokens += 1;
                open = open.saturating_sub(1);
                tail
            }
            byte if word(byte) => {
                count.tokens += 1;
                after(tail, |byte| !word(byte))
            }
            _ => {
                count.tokens += 1;
                tail
            }
        };
    }
    count
}

fn word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+')
}

/// What follows the first byte that `ends` a run, that byte included.
fn after(text: &[u8], ends: impl Fn(u8) -> bool) -> &[u8] {
    let end = text.iter().position(|&byte| ends(byte)).unwrap_or(text.len());
    text.get(end..).unwrap_or_default()
}

/// What follows a string whose opening quote has been read.
fn string(text: &[u8]) -> &[u8] {
    if let Some(mut rest) = text.strip_prefix(b"\"\"") {
        while !rest.is_empty() {
            if let Some(tail) = rest.strip_prefix(b"\\\"\"\"") {
                rest = tail;
            } else if let Some(tail) = rest.strip_prefix(b"\"\"\"") {
                return tail;
            } else {
                rest = rest.get(1..).unwrap_or_default();
            }
        }
        return rest;
    }
    let mut rest = text;
    while let Some((&first, tail)) = rest.split_first() {
        rest = match first {
            b'\\' => tail.get(1..).unwrap_or_default(),
            b'"' | b'\n' => return tail,
            _ => tail,
        };
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_tokens_outside_of_strings_and_comments() {
        let text =
            b"query Q($a: [Int!]) { # { { {\n f(x: \"{ \\\" {\", y: \"\"\"{ \\\"\"\" {\"\"\") }";
        assert_eq!(count(text), Count { tokens: 22, nesting: 2 });
    }

    #[test]
    fn an_unfinished_string_ends_the_count() {
        assert_eq!(count(b"{ a(x: \""), Count { tokens: 6, nesting: 2 });
        assert_eq!(count(b"\"\"\" {"), Count { tokens: 1, nesting: 0 });
    }

    #[test]
    fn refuses_what_the_parser_must_not_meet() {
        let limits = Limits { query_bytes_max: 500, tokens_max: 100, ..Limits::default() };
        assert!(check("{ a }", &limits).is_ok());
        assert!(check(&" ".repeat(501), &limits).is_err());
        assert!(check(&"a ".repeat(101), &limits).is_err());
        assert!(check(&"[".repeat(65), &limits).is_err());
    }
}
