//! What clients wrap binary documents in: PEM of any label, bare base64, or nothing.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::GeneralPurpose;
use base64::engine::{DecodePaddingMode, GeneralPurposeConfig};

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The binary inside; none when the text is neither PEM nor base64.
pub(crate) fn binary(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    if bytes.first() == Some(&0x30) && bytes.get(1).is_some_and(|b| *b >= 0x80 || *b < 0x20) {
        return Some(Cow::Borrowed(bytes));
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.trim_start_matches('\u{feff}').trim();
    let body = match text.strip_prefix("-----BEGIN ") {
        None => text,
        Some(rest) => {
            let (_label, rest) = rest.split_once("-----")?;
            let (body, _end) = rest.split_once("-----END ")?;
            // RFC 1421 headers end with an empty line; nothing signs with them, some tools add them.
            body.split_once("\n\n").map_or(
                body,
                |(head, tail)| {
                    if head.contains(':') { tail } else { body }
                },
            )
        }
    };
    base64_text(body).map(Cow::Owned)
}

/// Base64 with any white space between its letters.
pub(crate) fn base64_text(text: &str) -> Option<Vec<u8>> {
    let letters: Vec<u8> = text.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
    if letters.is_empty() {
        return None;
    }
    LENIENT.decode(letters).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrapping_gives_the_same_bytes() {
        let der = [0x30, 0x03, 0x02, 0x01, 0x05];
        let wrapped = [
            "MAMCAQU=",
            "MAMC\r\nAQU=\r\n",
            "\u{feff} MAMCAQU",
            "-----BEGIN CMS-----\nMAMC\nAQU=\n-----END CMS-----\n",
            "-----BEGIN PKCS7-----\nX: y\n\nMAMCAQU=\n-----END PKCS7-----",
        ];
        for text in wrapped {
            assert_eq!(binary(text.as_bytes()).unwrap().as_ref(), der, "{text}");
        }
        assert_eq!(binary(&der).unwrap().as_ref(), der);
    }

    #[test]
    fn refuses_text_that_is_neither() {
        for bad in ["", "не base64", "-----BEGIN CMS-----\nMAMCAQU=", "<xml/>"] {
            assert_eq!(binary(bad.as_bytes()), None, "{bad}");
        }
    }
}
