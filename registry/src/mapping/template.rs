//! Texts with placeholders for what is asked.

use url::form_urlencoded;

/// What is asked, for placeholders and `param`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Asked {
    pub(crate) number: Option<String>,
    pub(crate) court: Option<String>,
    pub(crate) upstream_id: Option<String>,
}

impl Asked {
    fn value(&self, name: Name) -> Option<&str> {
        match name {
            Name::Number => self.number.as_deref(),
            Name::Court => self.court.as_deref(),
            Name::UpstreamId => self.upstream_id.as_deref(),
            Name::Id => self.upstream_id.as_deref().or(self.number.as_deref()),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    Number,
    Court,
    UpstreamId,
    Id,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Asked(Name),
}

/// A text with placeholders.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Template {
    text: String,
    pieces: Vec<Piece>,
}

impl Template {
    /// Parses a text with `{placeholders}`.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, behind) =
                after.split_once('}').ok_or_else(|| format!("`{text}`: a brace is not closed"))?;
            let name = match name {
                "number" => Name::Number,
                "court" => Name::Court,
                "upstream_id" => Name::UpstreamId,
                "id" => Name::Id,
                _ => {
                    return Err(format!(
                        "`{{{name}}}` is no placeholder; there are {{number}}, {{court}}, {{upstream_id}}, {{id}}"
                    ));
                }
            };
            pieces.push(Piece::Text(before.to_owned()));
            pieces.push(Piece::Asked(name));
            rest = behind;
        }
        pieces.push(Piece::Text(rest.to_owned()));
        Ok(Self { text: text.to_owned(), pieces })
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The text with its placeholders filled; none where something asked for is not known.
    pub(crate) fn fill(&self, asked: &Asked) -> Option<String> {
        self.filled(asked, str::to_owned)
    }

    /// The same as a path of an address: what is filled in is percent-encoded.
    pub(crate) fn fill_path(&self, asked: &Asked) -> Option<String> {
        self.filled(asked, encode)
    }

    fn filled(&self, asked: &Asked, change: impl Fn(&str) -> String) -> Option<String> {
        let mut filled = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Asked(name) => {
                    let value = asked.value(*name)?;
                    // Dots alone would walk up the path; encoding does not keep them from it.
                    if value.is_empty() || value.chars().all(|c| c == '.') {
                        return None;
                    }
                    filled.push_str(&change(value));
                }
            }
        }
        Some(filled)
    }
}

/// Percent-encodes one segment of a path.
fn encode(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}
