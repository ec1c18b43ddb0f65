//! Codes of lists that grow, with their labels.

use async_graphql::{Object, SimpleObject};
use domain::coded;

use crate::language::Language;

/// `CodedValue` of the schema.
pub struct CodedValue(pub(crate) coded::Coded);

/// A code of a list that grows: new codes may appear at any time, so show the label and keep the
/// code.
#[Object]
impl CodedValue {
    /// The code, the same in every language. `OTHER`: the court system means something no code
    /// stands for; read `originalText`.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// What to show to a person.
    async fn label(
        &self,
        #[graphql(desc = "Language of the label.", default)] lang: Language,
    ) -> String {
        label(&self.0, lang)
    }

    /// What the court system wrote, untouched.
    async fn original_text(&self) -> Option<&str> {
        self.0.original.as_deref()
    }
}

/// The label of a code; where the code has none, or says nothing, the wording of its source.
pub(crate) fn label(coded: &coded::Coded, lang: Language) -> String {
    coded.label(lang.into()).to_owned()
}

/// Wraps an optional code.
pub(crate) fn value(coded: Option<&coded::Coded>) -> Option<CodedValue> {
    coded.cloned().map(CodedValue)
}

/// A judge, or the judges of a panel, as the court system prints them.
#[derive(SimpleObject)]
pub struct Judge {
    /// Name as printed.
    pub(crate) name: String,
}
