//! A file that describes a court system, whatever it speaks.
//!
//! `[registry] protocol` decides: `LIST` is a publisher of whole hearing lists, anything else is
//! JSON over HTTP by a mapping.

use std::ops::Range;

use domain::key::RegistryCode;
use domain::language::Text;
use serde::Deserialize;
use toml::Spanned;
use url::Url;

use crate::lists;
use crate::mapping::{Mapping, MappingProblem};

/// The protocol of publishers of lists.
const LIST: &str = "LIST";

/// A court system as its file describes it.
#[derive(Debug, Clone)]
pub enum Connector {
    /// JSON over HTTP.
    Rest(Box<Mapping>),
    /// Whole hearing lists.
    Lists(Box<lists::Settings>),
}

impl Connector {
    /// Reads a file. `file` names it in messages.
    ///
    /// # Errors
    ///
    /// The mistakes of the file, each with its line.
    pub fn parse(file: &str, text: &str) -> Result<Self, Vec<MappingProblem>> {
        if !publishes_lists(text) {
            return Mapping::parse(file, text).map(|mapping| Self::Rest(Box::new(mapping)));
        }
        let place = |span: Option<Range<usize>>, reason: String| {
            vec![MappingProblem::at(file, text, &span.unwrap_or(0..0), reason)]
        };
        let read: ListFile = toml::from_str(text)
            .map_err(|error| place(error.span(), error.message().to_owned()))?;
        let head = read.registry;
        let base = Url::parse(head.base_url.as_ref()).ok();
        let base =
            base.filter(|url| matches!(url.scheme(), "http" | "https")).ok_or_else(|| {
                place(Some(head.base_url.span()), "is no http or https address".to_owned())
            })?;
        let zone = head.time_zone.as_ref().parse().map_err(|_unknown| {
            let reason = "must be an IANA name such as Europe/London".to_owned();
            place(Some(head.time_zone.span()), reason)
        })?;
        if *read.format.as_ref() != 1 || head.protocol != LIST {
            return Err(place(Some(read.format.span()), "the format must be 1".to_owned()));
        }
        Ok(Self::Lists(Box::new(lists::Settings {
            registry: RegistryCode::new(head.code),
            name: Text::trilingual(head.name.kk, head.name.ru, head.name.en),
            base,
            court_prefix: head.courts.prefix,
            zone,
        })))
    }

    /// Code of the registry.
    pub fn registry(&self) -> &RegistryCode {
        match self {
            Self::Rest(mapping) => mapping.registry(),
            Self::Lists(settings) => &settings.registry,
        }
    }

    /// Where it is asked, unless the configuration says otherwise.
    pub fn base_url(&self) -> &Url {
        match self {
            Self::Rest(mapping) => mapping.base_url(),
            Self::Lists(settings) => &settings.base,
        }
    }

    /// Name of the secret it needs, where it needs one.
    pub fn secret(&self) -> Option<&str> {
        match self {
            Self::Rest(mapping) => mapping.secret(),
            Self::Lists(_) => None,
        }
    }
}

fn publishes_lists(text: &str) -> bool {
    let table: Option<toml::Table> = text.parse().ok();
    let protocol =
        table.as_ref().and_then(|table| table.get("registry")?.get("protocol")?.as_str());
    protocol == Some(LIST)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListFile {
    format: Spanned<u32>,
    registry: Head,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    code: String,
    name: Name,
    protocol: String,
    base_url: Spanned<String>,
    courts: Prefix,
    time_zone: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Name {
    kk: String,
    ru: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Prefix {
    prefix: String,
}

#[cfg(test)]
mod tests {
    //! Which file is which, and what is wrong with one.

    use super::Connector;

    #[test]
    fn every_file_that_comes_with_the_program_is_right_and_bears_its_code() {
        for (code, text) in crate::builtin::ALL {
            match Connector::parse(code, text) {
                Ok(connector) => assert_eq!(connector.registry().as_str(), *code),
                Err(problems) => panic!("{problems:#?}"),
            }
        }
    }

    #[test]
    fn a_mistake_in_a_file_of_lists_is_told_with_its_line() {
        let right = crate::builtin::mapping("uk-cath").unwrap();
        let wrong = right.replace("Europe/London", "Europe/Nowhere");
        let problems = Connector::parse("uk.toml", &wrong).unwrap_err();
        assert_eq!(problems.len(), 1);
        let line = wrong.lines().position(|line| line.contains("Nowhere")).unwrap() + 1;
        assert_eq!((problems[0].line, problems[0].file.as_str()), (line, "uk.toml"));
        assert!(problems[0].reason.contains("IANA"));
        let unknown = format!("{right}\nnonsense = 1\n");
        assert!(Connector::parse("uk.toml", &unknown).is_err());
    }
}
