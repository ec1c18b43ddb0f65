//! How one value of an expected file and one value of ours are compared.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeZone};
use serde::Deserialize;
use serde_json::Value;

/// The rules of comparison; which one is used says the correspondence.
#[derive(Debug, Clone, Copy, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Rule {
    /// The same text; nothing, null and an empty text are the same.
    #[default]
    Text,
    /// The same text but for runs of spaces.
    Squeezed,
    /// The same caption: «et al.», typographic quotes and closing punctuation aside.
    Caption,
    /// The same text but for capitals.
    Lower,
    /// The expected text begins ours.
    Starts,
    /// The expected text ends ours.
    Ends,
    /// The expected text is within ours.
    Within,
    /// The expected text without its tags is within ours.
    HtmlWithin,
    /// The same id; the counter that tells equal rows apart is ours.
    Key,
    /// The same number; nothing is zero.
    Number,
    /// The same number; one below zero is none.
    Positive,
    /// The same text where we name something at all.
    WhereGiven,
    /// The expected text, where there is one, is within ours.
    WithinOrNothing,
    /// The expected value is one of ours.
    Among,
    /// A list of texts, joined by ` - `, is our text.
    Joined,
    /// The same texts in the same order.
    List,
    /// The texts, separated by commas, are all among ours.
    Subset,
    /// The same moment.
    Moment,
    /// The day of our moment in UTC.
    UtcDay,
    /// The same day, written as midnight of Mountain Standard Time.
    MountainDay,
    /// The day that such a midnight has in Los Angeles, or the day itself.
    MountainDayWritten,
    /// The day of our moment in Los Angeles.
    LosAngelesDay,
    /// The time of day of our moment in Los Angeles, by a clock of twelve hours.
    LosAngelesClock,
    /// `AM` or `PM` of our moment in Los Angeles.
    LosAngelesHalf,
    /// The number of the filing inside our address of a document.
    NumberInAddress,
    /// The expected number is the number of ours.
    Count,
}

/// Compares; says what differs.
pub(crate) fn compare(
    rule: Rule,
    expected: &Value,
    ours: &[&Value],
    prefix: &str,
) -> Result<(), String> {
    let ours_texts: Vec<String> = ours.iter().flat_map(|value| texts(value)).collect();
    // The year 1 is the other project's way to say that there is no date.
    let theirs = text(expected)
        .filter(|text| !text.starts_with("0001-01-01"))
        .map(|text| format!("{prefix}{text}"));
    let mine = ours_texts.first().cloned();
    let same = match rule {
        Rule::List => {
            let expected: Vec<String> = texts(expected);
            expected
                == ours_texts.iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>()
        }
        Rule::Subset => theirs
            .as_deref()
            .unwrap_or_default()
            .split(',')
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .all(|text| ours_texts.iter().any(|mine| mine == text)),
        Rule::Joined => {
            Some(squeeze(&texts(expected).join(" - "))).filter(|text| !text.is_empty())
                == mine.map(|mine| squeeze(&mine))
        }
        Rule::Count => theirs.as_deref().unwrap_or("0") == ours.len().to_string(),
        Rule::Number => theirs.as_deref().unwrap_or("0") == mine.as_deref().unwrap_or("0"),
        Rule::Positive => theirs.filter(|text| !text.starts_with('-')) == mine,
        Rule::NumberInAddress => theirs == mine.as_deref().and_then(number_in_address),
        Rule::WhereGiven => mine.is_none() || theirs == mine,
        _ => match (&theirs, &mine) {
            (None, None) => true,
            (None, _) | (_, None) if rule == Rule::LosAngelesHalf => true,
            (None, Some(_)) if rule == Rule::HtmlWithin => true,
            (Some(theirs), None) if rule == Rule::HtmlWithin => strip(theirs).is_empty(),
            (None, Some(_)) if rule == Rule::WithinOrNothing => true,
            (Some(theirs), Some(mine)) => both(rule, theirs, mine, &ours_texts),
            _ => false,
        },
    };
    if same { Ok(()) } else { Err(format!("expected {expected}, ours {ours_texts:?} by {rule:?}")) }
}

fn both(rule: Rule, theirs: &str, mine: &str, all: &[String]) -> bool {
    match rule {
        Rule::Squeezed => squeeze(theirs) == squeeze(mine),
        Rule::Caption => caption(theirs) == caption(mine),
        Rule::Lower => theirs.to_lowercase() == mine.to_lowercase(),
        Rule::Starts => mine.starts_with(theirs),
        Rule::Ends => mine.ends_with(theirs),
        Rule::Within | Rule::WithinOrNothing => squeeze(mine).contains(&squeeze(theirs)),
        Rule::Among => all.iter().any(|mine| mine == theirs),
        Rule::Moment => moment(theirs).is_some() && moment(theirs) == moment(mine),
        Rule::UtcDay => {
            moment(mine).map(|at| at.to_utc().date_naive().to_string()).as_deref() == Some(theirs)
        }
        Rule::MountainDay => {
            mountain_day(theirs).map(|day| day.to_string()).as_deref() == Some(mine)
        }
        Rule::MountainDayWritten => {
            written(mine).is_some_and(|written| written == theirs) || theirs == mine
        }
        Rule::LosAngelesDay => local(mine, "%Y-%m-%d").as_deref() == theirs.get(..10),
        Rule::LosAngelesClock => {
            let clock = |text: &str| text.trim_start_matches('0').to_owned();
            local(mine, "%I:%M").is_some_and(|mine| clock(&mine) == clock(theirs))
                || local(mine, "%H:%M").as_deref() == Some(theirs)
        }
        Rule::LosAngelesHalf => local(mine, "%p").as_deref() == Some(theirs),
        Rule::HtmlWithin => squeeze(mine).contains(&strip(theirs)),
        Rule::Key => mine.split('~').next() == Some(theirs),
        Rule::Text
        | Rule::List
        | Rule::Subset
        | Rule::Joined
        | Rule::Count
        | Rule::Number
        | Rule::Positive
        | Rule::NumberInAddress
        | Rule::WhereGiven => theirs == mine,
    }
}

/// A scalar as text; nothing for null and the empty text.
pub(crate) fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(text).collect(),
        other => text(other).into_iter().collect(),
    }
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ,", ",")
}

/// The caption as the other project cleans it, done to both sides: «vs.», «et al.», the roles of
/// the parties, typographic quotes and closing punctuation.
fn caption(text: &str) -> String {
    let mut text = text.to_owned();
    for (from, to) in [
        ("\u{2019}", "'"),
        ("\u{2018}", "'"),
        ("\u{201c}", "\""),
        ("\u{201d}", "\""),
        ("&amp;", "&"),
        ("&nbsp;", " "),
        ("*", ""),
        ("#", ""),
        (";", ""),
    ] {
        text = text.replace(from, to);
    }
    for (pattern, with) in [
        (r"(?i)\svs\.?\s", " v. "),
        (r"\sv\.?\s", " v. "),
        (r"(?i),?\set\.?\sal\.?", ""),
        (
            r"(?i)(^|\s)(appell(ee|ant)s?|petitioners?|respond(e|a)nts?|plaintiffs?|defendants?|claimants?|deceased)[,.]?(\s|$)",
            "$1$5",
        ),
        (
            r"(?i)(^| v\. )(the )?(united states of america|the united states|u\.\s?s\.(a\.)?|usa?)( v\. |$)",
            "${1}United States$5",
        ),
        (r"(?i)(^| v\. )the state( v\. |$)", "${1}State$2"),
        (r"^Nos?\.\s+", ""),
    ] {
        text = regex::Regex::new(pattern).expect("a pattern").replace_all(&text, with).into_owned();
    }
    let trimmed = |part: &str| {
        part.trim_matches(|c: char| "-–_/,;".contains(c) || c.is_whitespace()).to_owned()
    };
    squeeze(&squeeze(&text).split(" v. ").map(trimmed).collect::<Vec<_>>().join(" v. "))
}

/// A fragment of HTML without its tags, items of a list parted as the mapping parts them.
fn strip(html: &str) -> String {
    let items = regex::Regex::new(r"</li>\s*<li>").expect("a pattern").replace_all(html, "; ");
    let plain =
        regex::Regex::new(r"</?[A-Za-z!][^>]*>").expect("a pattern").replace_all(&items, "");
    squeeze(&plain.replace("&nbsp;", " ").replace("&amp;", "&"))
}

fn moment(text: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text).ok()
}

fn mountain() -> FixedOffset {
    FixedOffset::west_opt(7 * 3600).expect("an offset")
}

fn mountain_day(text: &str) -> Option<NaiveDate> {
    Some(moment(text)?.with_timezone(&mountain()).date_naive())
}

/// The day that midnight of Mountain Standard Time of `day` has in Los Angeles.
fn written(day: &str) -> Option<String> {
    let midnight = day.parse::<NaiveDate>().ok()?.and_time(NaiveTime::MIN);
    let at = mountain().from_local_datetime(&midnight).single()?;
    Some(at.with_timezone(&chrono_tz::America::Los_Angeles).date_naive().to_string())
}

fn local(text: &str, format: &str) -> Option<String> {
    let at = moment(text)?.with_timezone(&chrono_tz::America::Los_Angeles);
    Some(at.format(format).to_string())
}

/// `…/DocketPDF/20/20-1268/171520/…`: the third number is that of the filing.
fn number_in_address(address: &str) -> Option<String> {
    let (_, after) = address.split_once("/DocketPDF/")?;
    let number = after.split('/').nth(2)?;
    number.parse::<u64>().ok().map(|number| number.to_string())
}
