//! Characters, names, references and attribute values of XML 1.0.

use crate::reason::Reason;

pub(super) fn utf8(bytes: &[u8]) -> Result<&str, Reason> {
    std::str::from_utf8(bytes).map_err(|_err| Reason::Malformed)
}

/// Line ends as XML 1.0, 2.11 has them.
pub(super) fn newlines(text: &str) -> String {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.to_owned()
    }
}

/// One of the five entities, or a character by number.
pub(super) fn reference(name: &str) -> Result<char, Reason> {
    let number = |digits: &str, radix| {
        let plain = digits.chars().all(|c| c.is_digit(radix)) && !digits.is_empty();
        let value = plain.then(|| u32::from_str_radix(digits, radix).ok()).flatten();
        value.and_then(char::from_u32).filter(|c| is_xml_char(*c)).ok_or(Reason::Malformed)
    };
    match name {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => match name.strip_prefix('#') {
            Some(rest) => match rest.strip_prefix('x') {
                Some(hex) => number(hex, 16),
                None => number(rest, 10),
            },
            None => Err(Reason::XmlForbidden),
        },
    }
}

/// Normalisation of an attribute that no DTD gives a type: XML 1.0, 3.3.3.
pub(super) fn attribute_value(raw: &str) -> Result<String, Reason> {
    let mut value = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        let mut after = rest.chars();
        after.next();
        rest = after.as_str();
        match c {
            '<' => return Err(Reason::Malformed),
            '\r' => {
                rest = rest.strip_prefix('\n').unwrap_or(rest);
                value.push(' ');
            }
            '\t' | '\n' => value.push(' '),
            '&' => {
                let (name, tail) = rest.split_once(';').ok_or(Reason::Malformed)?;
                value.push(reference(name)?);
                rest = tail;
            }
            other => value.push(other),
        }
    }
    Ok(value)
}

pub(super) fn qname(name: &str) -> Result<(String, String), Reason> {
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    let prefixed = name.contains(':');
    if !is_ncname(local) || (prefixed && !is_ncname(prefix)) {
        return Err(Reason::Malformed);
    }
    Ok((prefix.to_owned(), local.to_owned()))
}

pub(super) fn is_ncname(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(is_name_start)
        && characters.all(|c| {
            is_name_start(c)
                || matches!(c, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
        })
}

fn is_name_start(c: char) -> bool {
    matches!(c,
        'A'..='Z' | 'a'..='z' | '_' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}'
        | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}'
        | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}'
        | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
        | '\u{10000}'..='\u{effff}')
}

pub(super) fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}
