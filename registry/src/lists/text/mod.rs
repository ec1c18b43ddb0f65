//! Texts of lists: one line, names of people, slugs, digests.

use serde_json::Value;

use crate::digest::sha256;

#[cfg(test)]
mod tests;

/// A string or a number as text.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The text in one line, runs of white space as one space; none when blank.
///
/// Lists come with line breaks in the middle of names, rooms and titles.
pub(super) fn one_line(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

/// A case number in canonical writing: outer space gone, inner space single.
///
/// In a system's own list a line break inside a number is an accident and goes; in a list of rows,
/// which comes from a spreadsheet, it parts two numbers and becomes a space.
pub(super) fn case_number(raw: &str, from_row: bool) -> Option<String> {
    if from_row {
        return one_line(raw);
    }
    one_line(&raw.replace(['\r', '\n'], ""))
}

/// Lower-case words with single spaces and a space at both ends, nothing but letters and digits.
pub(super) fn plain(text: &str) -> String {
    let words = text
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    format!(" {words} ")
}

/// True when `words` stand in a text made by [`plain`].
pub(super) fn mentions(plain_text: &str, words: &str) -> bool {
    plain_text.contains(&plain(words))
}

/// Letters a to z, digits and single hyphens; none when nothing of the text can be kept.
///
/// A long text ends in a part of its digest, so that two long ones stay two.
pub(super) fn slug(text: &str) -> Option<String> {
    const LONGEST: usize = 64;
    let letters: String = text
        .to_lowercase()
        .chars()
        .filter(|c| !matches!(c, '\'' | '\u{2019}'))
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect();
    let slug = letters.split_whitespace().collect::<Vec<_>>().join("-");
    if slug.is_empty() {
        return None;
    }
    if slug.len() <= LONGEST {
        return Some(slug);
    }
    let head: String = slug.chars().take(LONGEST).collect();
    let tail: String = sha256(slug.as_bytes()).chars().take(8).collect();
    Some(format!("{}-{tail}", head.trim_end_matches('-')))
}

/// The names of the people and organisations in `value`, as printed, in printed order.
///
/// A text of several lines is one name a line when `by_line`, else one name.
pub(super) fn names(value: &Value, by_line: bool) -> Vec<String> {
    match value {
        Value::String(text) if by_line => text.lines().filter_map(one_line).collect(),
        Value::String(text) => one_line(text).into_iter().collect(),
        Value::Array(elements) => elements.iter().flat_map(|e| names(e, by_line)).collect(),
        Value::Object(_) => person(value),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

/// Keys whose texts make up one name, in the order they are said.
const NAME_PARTS: [&[&str]; 5] = [
    &["johKnownAs"],
    &["johTitle", "johNameSurname"],
    &["title", "individualForenames", "individualMiddleName", "individualSurname"],
    &["CitizenNameTitle", "CitizenNameForename", "CitizenNameSurname", "CitizenNameSuffix"],
    &["organisationName", "OrganisationName"],
];

/// Keys under which people and organisations lie in an object that has no name of its own.
const PEOPLE: [&str; 6] =
    ["individualDetails", "organisationDetails", "PersonalDetails", "Name", "Judge", "Justice"];

fn person(value: &Value) -> Vec<String> {
    let text = |key: &str| value.get(key).and_then(scalar).and_then(|text| one_line(&text));
    let masked = text("IsMasked").is_some_and(|answer| answer.eq_ignore_ascii_case("yes"));
    if masked {
        return text("MaskedName").into_iter().collect();
    }
    if let Some(requested) = text("CitizenNameRequestedName") {
        return vec![requested];
    }
    for parts in NAME_PARTS {
        let said: Vec<String> = parts
            .iter()
            .filter_map(|key| value.get(*key))
            .flat_map(|part| names(part, false))
            .collect();
        if !said.is_empty() {
            return vec![said.join(" ")];
        }
    }
    PEOPLE.iter().filter_map(|key| value.get(*key)).flat_map(|inner| names(inner, false)).collect()
}

/// The sides of a case: those who brought it, those against whom.
#[derive(Debug, Clone, Default)]
pub(super) struct Sides {
    pub(super) first: Vec<String>,
    pub(super) second: Vec<String>,
}

impl Sides {
    /// The sides among parties with roles; those who only represent are left out.
    ///
    /// A prosecutor brings a case, but answers an application.
    pub(super) fn of_parties(parties: &[&Value]) -> Self {
        let mut sides = Self::default();
        let mut prosecution = Vec::new();
        for party in parties {
            let role = party.get("partyRole").and_then(scalar).unwrap_or_default().to_uppercase();
            let has = |words: &[&str]| words.iter().any(|word| role.contains(word));
            let side = if has(&["REPRESENTATIVE"]) {
                continue;
            } else if has(&["PROSECUT"]) {
                &mut prosecution
            } else if has(&["APPLICANT", "CLAIMANT", "APPELLANT"]) {
                &mut sides.first
            } else if has(&["RESPONDENT", "DEFENDANT", "ACCUSED"]) {
                &mut sides.second
            } else {
                continue;
            };
            side.extend(names(party, false));
        }
        if sides.second.is_empty() && !sides.first.is_empty() {
            sides.second = prosecution;
        } else {
            prosecution.append(&mut sides.first);
            sides.first = prosecution;
        }
        sides
    }

    /// True when nobody is named.
    pub(super) fn is_empty(&self) -> bool {
        self.first.is_empty() && self.second.is_empty()
    }
}
