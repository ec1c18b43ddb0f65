//! Which of the two media types of GraphQL a client wants.

use http::HeaderMap;
use http::header::ACCEPT;

/// A media type an answer can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Media {
    /// `application/json`: known to every client.
    Json,
    /// `application/graphql-response+json`: its status codes can be trusted.
    Graphql,
}

impl Media {
    /// The value of `Content-Type`.
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::Graphql => "application/graphql-response+json; charset=utf-8",
        }
    }

    fn subtype(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Graphql => "graphql-response+json",
        }
    }
}

/// One range of an `Accept` header.
#[derive(Debug)]
struct Range {
    kind: String,
    subtype: String,
    /// Thousandths.
    quality: u16,
    utf8: bool,
}

impl Range {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let (kind, subtype) = parts.next()?.split_once('/')?;
        let mut range = Self {
            kind: kind.trim().to_ascii_lowercase(),
            subtype: subtype.trim().to_ascii_lowercase(),
            quality: 1000,
            utf8: true,
        };
        for (name, value) in parts.filter_map(|part| part.split_once('=')) {
            match name.trim().to_ascii_lowercase().as_str() {
                "q" => range.quality = thousandths(value.trim())?,
                "charset" => range.utf8 = is_utf8(value),
                _ => {}
            }
        }
        Some(range)
    }

    /// How narrowly the range names `media`: 3 by name, 1 by a star; none if it does not.
    fn names(&self, media: Media) -> Option<u8> {
        match (self.kind.as_str(), self.subtype.as_str()) {
            ("application", subtype) if subtype == media.subtype() && self.utf8 => Some(3),
            ("application", "*") => Some(2),
            ("*", "*") => Some(1),
            _ => None,
        }
    }
}

fn thousandths(text: &str) -> Option<u16> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let rest = digits(rest).then(|| format!("{rest:0<3}"))?;
    match whole {
        "0" => rest.parse().ok(),
        "1" => (rest == "000").then_some(1000),
        _ => None,
    }
}

/// Whether a charset parameter names UTF-8.
pub(super) fn is_utf8(value: &str) -> bool {
    let value = value.trim().trim_matches('"');
    value.eq_ignore_ascii_case("utf-8") || value.eq_ignore_ascii_case("utf8")
}

/// The media type to answer with; none if the client accepts neither.
///
/// Where a client leaves the choice to us (`*/*`, no header at all), it gets `otherwise`.
pub(crate) fn negotiate(headers: &HeaderMap, otherwise: Media) -> Option<Media> {
    let mut ranges = Vec::new();
    for value in headers.get_all(ACCEPT) {
        // A header that is no text names nothing we could send.
        let text = value.to_str().unwrap_or_default();
        ranges.extend(text.split(',').filter_map(Range::parse));
    }
    if ranges.is_empty() && !headers.contains_key(ACCEPT) {
        return Some(otherwise);
    }
    let weigh = |media: Media| {
        let named = ranges.iter().filter_map(|range| Some((range.names(media)?, range.quality)));
        let (narrowness, quality) = named.max_by_key(|(narrowness, _)| *narrowness)?;
        (quality > 0).then_some((quality, narrowness))
    };
    match (weigh(Media::Json), weigh(Media::Graphql)) {
        (None, None) => None,
        (Some(_), None) => Some(Media::Json),
        (None, Some(_)) => Some(Media::Graphql),
        (Some(json), Some(graphql)) if json.0 != graphql.0 => {
            Some(if json.0 > graphql.0 { Media::Json } else { Media::Graphql })
        }
        // Equally liked: the one that is named, and of two that are named the one to be trusted.
        (Some((_, json)), Some((_, graphql))) => Some(match (json == 3, graphql == 3) {
            (_, true) => Media::Graphql,
            (true, false) => Media::Json,
            (false, false) => otherwise,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn negotiated(accept: &str) -> Option<Media> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, accept.parse().unwrap());
        negotiate(&headers, Media::Json)
    }

    #[test]
    fn the_client_chooses_and_we_choose_only_when_it_does_not() {
        const GRAPHQL: &str = "application/graphql-response+json";
        for (accept, expected) in [
            ("application/json", Some(Media::Json)),
            (GRAPHQL, Some(Media::Graphql)),
            ("*/*", Some(Media::Json)),
            ("application/*", Some(Media::Json)),
            ("application/graphql-response+json, application/json", Some(Media::Graphql)),
            ("application/json, application/graphql-response+json", Some(Media::Graphql)),
            ("application/json;q=0.9, application/graphql-response+json;q=0.8", Some(Media::Json)),
            ("application/graphql-response+json; q=0.5, */*; q=0.1", Some(Media::Graphql)),
            ("application/json;q=0, */*", Some(Media::Graphql)),
            ("application/json; charset=utf-8", Some(Media::Json)),
            ("application/json; charset=\"UTF-8\"", Some(Media::Json)),
            ("application/json; charset=iso-8859-1", None),
            ("text/html,application/xhtml+xml,*/*;q=0.8", Some(Media::Json)),
            ("text/html", None),
            ("application/json;q=0", None),
            ("application/json;q=2", None),
            ("nonsense", None),
            ("", None),
        ] {
            assert_eq!(negotiated(accept), expected, "{accept}");
        }
        assert_eq!(negotiate(&HeaderMap::new(), Media::Json), Some(Media::Json));
        assert_eq!(negotiate(&HeaderMap::new(), Media::Graphql), Some(Media::Graphql));
    }
}
