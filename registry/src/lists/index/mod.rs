//! The index of published lists, and what names one publication.
//!
//! `GET {base}/lists` answers
//!
//! ```json
//! {
//!   "locations": [ { "id": "2001", "name": "Preston Combined Court", "aliases": [] } ],
//!   "lists": [ {
//!     "id": "b4a1…",
//!     "url": "lists/b4a1….json",
//!     "schema": "schemas/family_daily_cause_list.json",
//!     "listType": "FAMILY_DAILY_CAUSE_LIST",
//!     "location": { "id": "2001", "name": "Preston Combined Court" },
//!     "contentDate": "2025-03-01",
//!     "language": "ENGLISH",
//!     "sensitivity": "PUBLIC",
//!     "publishedAt": "2025-02-28T16:00:00Z"
//!   } ]
//! }
//! ```
//!
//! A bare array of lists is read as well. Only `id` and `url` must be there. `url` and `schema` are
//! relative to the base and stay on its host. The other keys are the headers that publishers send
//! with a list; `contentDate` is its day, or the first of its days. A list without `schema` is kept
//! raw. Unknown keys are passed over.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::case::Visibility;
use serde::Deserialize;

use super::court::body_of;
use super::table::TABLE;
use super::text;
use super::when::{self, Period};

#[cfg(test)]
mod tests;

/// The index of published lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Index {
    /// Locations the publisher knows.
    pub locations: Vec<Location>,
    /// Lists, in the order of the publisher, each only in its last version.
    pub lists: Vec<Publication>,
}

/// A place of the publisher where courts sit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Location {
    /// The publisher's id.
    pub id: String,
    /// Name.
    #[serde(default)]
    pub name: Option<String>,
    /// Other names, such as the Welsh one.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// One published list: what is known of it beside its content.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Publication {
    /// The publisher's id of this version.
    pub id: String,
    /// Where the list is.
    pub url: String,
    /// Where its schema is; without one the list is kept raw.
    #[serde(default)]
    pub schema: Option<String>,
    /// Type of list.
    #[serde(default)]
    pub list_type: Option<String>,
    /// Where the courts of the list sit.
    #[serde(default)]
    pub location: Option<Location>,
    /// The day of the list, or the first of its days; a day or an instant.
    #[serde(default)]
    pub content_date: Option<String>,
    /// Language of the list.
    #[serde(default)]
    pub language: Option<String>,
    /// Who may see it: `PUBLIC`, `PRIVATE`, `CLASSIFIED`.
    #[serde(default)]
    pub sensitivity: Option<String>,
    /// When this version was published.
    #[serde(default)]
    pub published_at: Option<DateTime<Utc>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Wire {
    Whole {
        #[serde(default)]
        locations: Vec<Location>,
        lists: Vec<Publication>,
    },
    Bare(Vec<Publication>),
}

impl Index {
    /// Reads an index. Of several versions of one list only the last published stays.
    ///
    /// # Errors
    ///
    /// Says what is not as the index must be.
    pub fn read(body: &[u8]) -> Result<Self, serde_json::Error> {
        let (locations, lists) = match serde_json::from_slice(body)? {
            Wire::Whole { locations, lists } => (locations, lists),
            Wire::Bare(lists) => (Vec::new(), lists),
        };
        let superseded: Vec<bool> = lists
            .iter()
            .enumerate()
            .map(|(position, list)| {
                lists.iter().enumerate().any(|(other_position, other)| {
                    list.is_version_of(other)
                        && (list.published_at, position) < (other.published_at, other_position)
                })
            })
            .collect();
        let lists = lists
            .into_iter()
            .zip(superseded)
            .filter_map(|(list, superseded)| (!superseded).then_some(list))
            .collect();
        Ok(Self { locations, lists })
    }
}

impl Location {
    /// True when `name` is one of its names, whatever the capitals and punctuation.
    pub fn is_named(&self, name: &str) -> bool {
        let wanted = text::plain(name);
        self.name.iter().chain(&self.aliases).any(|known| text::plain(known) == wanted)
    }
}

impl Publication {
    /// A list of which only these are known.
    pub fn new(id: impl Into<String>, url: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            url: url.into(),
            schema: None,
            list_type: None,
            location: None,
            content_date: None,
            language: None,
            sensitivity: None,
            published_at: None,
        }
    }

    /// The type of list; where none is stated, the name of the schema, then the id.
    pub fn list_type(&self) -> &str {
        let stem = self.schema.as_deref().map(|schema| {
            let file = schema.rsplit('/').next().unwrap_or(schema);
            file.strip_suffix(".json").unwrap_or(file)
        });
        self.list_type.as_deref().or(stem).unwrap_or(&self.id)
    }

    /// Who may know of its cases. Where nobody says, a list for the press is not for everybody.
    pub fn visibility(&self) -> Visibility {
        match self.sensitivity.as_deref() {
            Some(sensitivity) if sensitivity.eq_ignore_ascii_case("PUBLIC") => Visibility::Public,
            Some(_) => Visibility::Closed,
            None => {
                let words = text::plain(self.list_type());
                let restricted = &TABLE.wording.restricted_list;
                if restricted.iter().any(|word| text::mentions(&words, word)) {
                    Visibility::Closed
                } else {
                    Visibility::Public
                }
            }
        }
    }

    /// The days of the list, as far as stated beside it.
    pub(super) fn period(&self, zone: Tz) -> Period {
        let words = text::plain(self.list_type());
        let span = TABLE.wording.span.iter().find(|span| text::mentions(&words, &span.word));
        let from = self.content_date.as_deref().and_then(|date| when::day_in(date, zone));
        when::period(from, span.map_or(1, |span| span.days))
    }

    /// Whose list it is, told from its type.
    pub(super) fn body(&self) -> String {
        body_of(self.list_type())
    }

    /// What all versions of the list share: type, language, place, first day.
    ///
    /// `place` and `from` are what the content tells, for a list whose index is silent.
    pub(super) fn slot(&self, place: Option<&str>, from: Option<NaiveDate>, zone: Tz) -> String {
        let from = self.period(zone).from.or(from);
        let place = self.location.as_ref().map(|location| location.id.as_str()).or(place);
        let part = |text: Option<&str>, without: &str| {
            text.and_then(text::slug).unwrap_or_else(|| without.to_owned())
        };
        [
            part(Some(self.list_type()), "list"),
            part(self.language.as_deref(), "any"),
            part(place, "nowhere"),
            from.map_or_else(|| "undated".to_owned(), |from| from.to_string()),
        ]
        .join(".")
    }

    fn is_version_of(&self, other: &Self) -> bool {
        let told = |list: &Self| {
            let id = list.location.as_ref()?.id.clone();
            Some((list.list_type.clone()?, id, list.content_date.clone()?, list.language.clone()))
        };
        told(self).is_some_and(|mine| told(other).is_some_and(|theirs| mine == theirs))
    }
}
