//! Languages of texts.

use async_graphql::Enum;
use domain::language;

/// Language of a text. Where a text does not exist in it, the wording of the court system is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Enum)]
#[graphql(name = "Language")]
pub enum Language {
    /// Kazakh, the state language.
    #[default]
    Kk,
    /// Russian.
    Ru,
    /// English.
    En,
}

impl From<Language> for language::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::Kk => Self::Kk,
            Language::Ru => Self::Ru,
            Language::En => Self::En,
        }
    }
}

/// A text in the wanted language.
pub(crate) fn text(text: &language::Text, lang: Language) -> Option<String> {
    text.get(lang.into()).map(str::to_owned)
}
