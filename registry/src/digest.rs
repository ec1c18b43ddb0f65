//! Digests: of raw answers, and of rows that have no id of their own.

use std::fmt::Write as _;

use serde_json::Value;
use sha2::{Digest, Sha256};

/// SHA-256, lower-case hex.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// A short digest, enough to tell the rows of one case apart.
pub(crate) fn short(bytes: &[u8]) -> String {
    sha256(bytes).chars().take(20).collect()
}

/// A short digest of a JSON value that does not depend on the order of its keys.
pub(crate) fn of_value(value: &Value) -> String {
    let mut canonical = String::new();
    write_canonical(value, &mut canonical);
    short(canonical.as_bytes())
}

fn write_canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(map) => {
            let mut keys: Vec<_> = map.iter().collect();
            keys.sort_by_key(|(key, _)| *key);
            out.push('{');
            for (key, value) in keys {
                out.push_str(key);
                out.push('\u{1}');
                write_canonical(value, out);
                out.push('\u{2}');
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for item in items {
                write_canonical(item, out);
                out.push('\u{2}');
            }
            out.push(']');
        }
        scalar => _ = write!(out, "{scalar}"),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        _ = write!(out, "{byte:02x}");
        out
    })
}
