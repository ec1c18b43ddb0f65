//! Which court a hearing is before: the venue as printed, under a code that does not move.
//!
//! The code is the prefix of the publisher and, whatever is known first:
//! 1. the publisher's own id of the location, where the printed name is one of its locations;
//! 2. `courthouse-<n>`, where the list prints the number of the court house;
//! 3. the printed name as a slug.
//!
//! A list that prints no name stands under its location, else its address, else its own type:
//! a list of a tribunal without a venue is named after the tribunal.

use domain::key::CourtCode;

use super::index::{Location, Publication};
use super::table::TABLE;
use super::text;
use crate::digest::sha256;
use crate::port::ListedCourt;

#[cfg(test)]
mod tests;

/// The court as a list prints it; whatever of it is there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Printed {
    pub(super) name: Option<String>,
    pub(super) number: Option<String>,
    pub(super) address: Option<String>,
}

/// Finds courts for printed names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Courts<'a> {
    /// Begin of every code.
    pub(super) prefix: &'a str,
    /// The publisher's locations.
    pub(super) locations: &'a [Location],
}

impl Courts<'_> {
    /// The court that `printed` stands for in `publication`.
    pub(super) fn find(self, printed: &Printed, publication: &Publication) -> ListedCourt {
        let here = publication.location.as_ref();
        let Some(name) = &printed.name else {
            return match (here, &printed.address) {
                (Some(location), _) => self.of_location(location, printed),
                (None, Some(address)) => self.of_name(address, printed),
                (None, None) => self.of_name(&publication.body(), printed),
            };
        };
        let known = here.into_iter().chain(self.locations).find(|location| location.is_named(name));
        match known {
            Some(location) => self.of_location(location, printed),
            None => self.of_name(name, printed),
        }
    }

    /// The court at a location of the publisher.
    pub(super) fn of_location(self, location: &Location, printed: &Printed) -> ListedCourt {
        let name = location.name.clone().or_else(|| printed.name.clone());
        ListedCourt {
            court: self.code(&text::slug(&location.id).unwrap_or_else(|| digest(&location.id))),
            external_id: location.id.clone(),
            name: name.unwrap_or_else(|| location.id.clone()),
            aliases: location.aliases.clone(),
            locations: printed.address.iter().cloned().collect(),
            active: true,
        }
    }

    fn of_name(self, name: &str, printed: &Printed) -> ListedCourt {
        let slug = |text: &str| text::slug(text).unwrap_or_else(|| digest(text));
        let (tail, external_id) = if let Some(number) = &printed.number {
            (format!("courthouse-{}", slug(number)), number.clone())
        } else {
            let slug = slug(name);
            // A name of digits alone must not look like an id of a location.
            let digits = slug.chars().all(|c| c.is_ascii_digit());
            (if digits { format!("named-{slug}") } else { slug }, name.to_owned())
        };
        ListedCourt {
            court: self.code(&tail),
            external_id,
            name: name.to_owned(),
            aliases: Vec::new(),
            locations: printed.address.iter().cloned().collect(),
            active: true,
        }
    }

    fn code(self, tail: &str) -> CourtCode {
        CourtCode::new(format!("{}{tail}", self.prefix))
    }
}

fn digest(text: &str) -> String {
    sha256(text.as_bytes()).chars().take(12).collect()
}

/// The words of a type of list that name whose list it is, such as `Single justice procedure`.
pub(super) fn body_of(list_type: &str) -> String {
    let words = text::plain(list_type);
    let kept: Vec<&str> = words
        .split_whitespace()
        .filter(|word| !TABLE.wording.not_a_court.iter().any(|other| other == word))
        .collect();
    let kept = if kept.is_empty() { words.split_whitespace().collect() } else { kept };
    let said = kept.join(" ");
    let mut letters = said.chars();
    letters.next().map_or(said.clone(), |first| first.to_uppercase().chain(letters).collect())
}
