//! The three languages people read here, and texts that exist in some of them.

use serde::{Deserialize, Serialize};

/// A language of the interface. Kazakh is the state language and the default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Language {
    /// Kazakh.
    #[default]
    Kk,
    /// Russian.
    Ru,
    /// English.
    En,
}

impl Language {
    /// Every language, in the order of fall-back.
    pub const ALL: [Self; 3] = [Self::Kk, Self::Ru, Self::En];
}

/// A text in some of the three languages; `original` is what the court system wrote, in whatever
/// language that was.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Text {
    /// Kazakh, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kk: Option<String>,
    /// Russian, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ru: Option<String>,
    /// English, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
    /// The upstream wording, untouched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
}

impl Text {
    /// A text known only in the wording of its source.
    pub fn original(text: impl Into<String>) -> Self {
        Self { original: Some(text.into()), ..Self::default() }
    }

    /// A text known in all three languages.
    pub fn trilingual(kk: impl Into<String>, ru: impl Into<String>, en: impl Into<String>) -> Self {
        Self { kk: Some(kk.into()), ru: Some(ru.into()), en: Some(en.into()), original: None }
    }

    /// The text in `language`; where that is missing the original, then any language there is.
    pub fn get(&self, language: Language) -> Option<&str> {
        let exact = match language {
            Language::Kk => &self.kk,
            Language::Ru => &self.ru,
            Language::En => &self.en,
        };
        [exact, &self.original, &self.kk, &self.ru, &self.en]
            .into_iter()
            .find_map(|text| text.as_deref())
    }

    /// True when no language has a text.
    pub fn is_empty(&self) -> bool {
        self.get(Language::Kk).is_none()
    }
}
