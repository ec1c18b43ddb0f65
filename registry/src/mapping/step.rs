//! Steps that change the text of a field.

use std::collections::HashMap;

use regex::Regex;
use toml::de::DeValue;

use super::numbers;
use super::problem::Problems;
use super::tree::{Node, Table, scalar};

/// One step. Each takes the values of a field and gives the values that remain.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Trim,
    Squeeze,
    Lower,
    Upper,
    StripHtml,
    Digits,
    /// A short digest that stays the same while the value does.
    Digest,
    /// A printed list of case numbers into single ones.
    Numbers,
    Split(String),
    Item(usize),
    Capture(Regex),
    Replace(Regex, String),
    Prefix(String),
    Suffix(String),
    Drop(Vec<String>),
    Table(HashMap<String, String>),
}

const WORDS: &str = "trim, squeeze, lower, upper, strip_html, digits, digest, numbers";

impl Step {
    /// Applies the step.
    pub(crate) fn apply(&self, values: Vec<String>) -> Vec<String> {
        let each = |change: &dyn Fn(&str) -> Option<String>| {
            values.iter().filter_map(|value| change(value)).collect()
        };
        match self {
            Self::Trim => each(&|value| Some(value.trim().to_owned())),
            Self::Squeeze => each(&|value| Some(squeeze(value))),
            Self::Lower => each(&|value| Some(value.to_lowercase())),
            Self::Upper => each(&|value| Some(value.to_uppercase())),
            Self::StripHtml => each(&|value| Some(strip_html(value))),
            Self::Digits => {
                each(&|value| Some(value.chars().filter(char::is_ascii_digit).collect()))
            }
            Self::Digest => each(&|value| Some(crate::digest::short(value.as_bytes()))),
            Self::Numbers => values.iter().flat_map(|value| numbers::split(value)).collect(),
            Self::Split(by) => values
                .iter()
                .flat_map(|value| value.split(by.as_str()))
                .map(str::to_owned)
                .collect(),
            Self::Item(index) => values.into_iter().nth(*index).into_iter().collect(),
            Self::Capture(regex) => each(&|value| {
                let found = regex.captures(value)?;
                found.get(1).or_else(|| found.get(0)).map(|part| part.as_str().to_owned())
            }),
            Self::Replace(regex, with) => {
                each(&|value| Some(regex.replace_all(value, with.as_str()).into_owned()))
            }
            Self::Prefix(prefix) => each(&|value| Some(format!("{prefix}{value}"))),
            Self::Suffix(suffix) => each(&|value| Some(format!("{value}{suffix}"))),
            Self::Drop(words) => each(&|value| {
                (!words.iter().any(|word| word == value.trim())).then(|| value.to_owned())
            }),
            Self::Table(table) => each(&|value| table.get(value.trim()).cloned()),
        }
    }

    /// Reads one step out of a mapping file.
    pub(super) fn read(node: &Node<'_>, problems: &Problems<'_>) -> Option<Self> {
        if let DeValue::String(word) = node.as_ref() {
            let step = match word.as_ref() {
                "trim" => Self::Trim,
                "squeeze" => Self::Squeeze,
                "lower" => Self::Lower,
                "upper" => Self::Upper,
                "strip_html" => Self::StripHtml,
                "digits" => Self::Digits,
                "digest" => Self::Digest,
                "numbers" => Self::Numbers,
                other => {
                    problems.note(
                        &node.span(),
                        format!("unknown step `{other}`; steps in one word: {WORDS}"),
                    );
                    return None;
                }
            };
            return Some(step);
        }
        let mut table = Table::of(node, "do", problems)?;
        let step = Self::of_table(&mut table);
        if step.is_none() && !STEP_KEYS.iter().any(|key| table.has(key)) {
            table.note(format!(
                "a step must be one of: {WORDS}, or a table with {}",
                STEP_KEYS.join(", ")
            ));
        }
        table.finish();
        step
    }

    fn of_table(table: &mut Table<'_, '_>) -> Option<Self> {
        let regex = |table: &mut Table<'_, '_>, key: &'static str| {
            let pattern = table.text(key)?;
            Regex::new(&pattern)
                .map_err(|why| table.note(format!("`{key}` is no pattern: {why}")))
                .ok()
        };
        if table.has("split") {
            table.text("split").map(Self::Split)
        } else if table.has("item") {
            table.number("item").map(Self::Item)
        } else if table.has("capture") {
            regex(table, "capture").map(Self::Capture)
        } else if table.has("replace") {
            let pattern = regex(table, "replace");
            let with = table.require_text("with");
            pattern.zip(with).map(|(pattern, with)| Self::Replace(pattern, with))
        } else if table.has("prefix") {
            table.text("prefix").map(Self::Prefix)
        } else if table.has("suffix") {
            table.text("suffix").map(Self::Suffix)
        } else if table.has("drop") {
            Some(Self::Drop(table.texts("drop")))
        } else if table.has("table") {
            let mut words = table.table("table")?;
            let words = words
                .entries()
                .into_iter()
                .filter_map(|(word, _, node)| Some((word, scalar(node)?)))
                .collect();
            Some(Self::Table(words))
        } else {
            None
        }
    }
}

const STEP_KEYS: [&str; 8] =
    ["split", "item", "capture", "replace", "prefix", "suffix", "drop", "table"];

/// Runs of white space to one space.
pub(crate) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of a fragment of HTML: tags away, the common entities read.
pub(crate) fn strip_html(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(before);
        // A lone `<` ("less than") is text, a tag begins with a letter, `/` or `!`.
        let tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        match after.split_once('>') {
            Some((_, behind)) if tag => rest = behind,
            _ => {
                plain.push('<');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    if plain.contains("&#") {
        plain = numbered_entities(&plain);
    }
    for (entity, letter) in [
        ("&nbsp;", "\u{a0}"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&rsquo;", "\u{2019}"),
        ("&lsquo;", "\u{2018}"),
        ("&rdquo;", "\u{201d}"),
        ("&ldquo;", "\u{201c}"),
        ("&sect;", "§"),
        ("&ndash;", "–"),
        ("&mdash;", "—"),
        ("&amp;", "&"),
    ] {
        if plain.contains('&') {
            plain = plain.replace(entity, letter);
        }
    }
    plain
}

/// Numbered entities, such as `&#8217;` and `&#x2019;`.
fn numbered_entities(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("&#") {
        plain.push_str(before);
        let letter = after.split_once(';').and_then(|(number, behind)| {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            Some((char::from_u32(code)?, behind))
        });
        if let Some((letter, behind)) = letter {
            plain.push(letter);
            rest = behind;
        } else {
            plain.push_str("&#");
            rest = after;
        }
    }
    plain.push_str(rest);
    plain
}
