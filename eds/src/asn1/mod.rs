//! ASN.1 below the level of types: walking values in place, BER turned into DER, times.
//!
//! *Owns* the shape limits: nothing else reads a document before [`normalise`] has counted its
//! depth, its values and the members of its sets. Types are read by `der`, `x509-cert` and `cms`;
//! what is walked here is what they copy too much of (revocation lists) or would re-order (signers).

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, Utc};
use der::Decode;
use der::asn1::ObjectIdentifier;

use crate::limits::Limits;

/// A moment in UTC.
pub type Time = DateTime<Utc>;

pub(crate) mod tag {
    pub(crate) const BOOLEAN: u8 = 0x01;
    pub(crate) const INTEGER: u8 = 0x02;
    pub(crate) const BIT_STRING: u8 = 0x03;
    pub(crate) const OCTET_STRING: u8 = 0x04;
    pub(crate) const OID: u8 = 0x06;
    pub(crate) const ENUMERATED: u8 = 0x0a;
    pub(crate) const UTC_TIME: u8 = 0x17;
    pub(crate) const GENERALIZED_TIME: u8 = 0x18;
    pub(crate) const SEQUENCE: u8 = 0x30;
    pub(crate) const SET: u8 = 0x31;
    pub(crate) const CONTEXT_0: u8 = 0xa0;
    pub(crate) const CONTEXT_1: u8 = 0xa1;
    pub(crate) const CONTEXT_2: u8 = 0xa2;
    pub(crate) const PRIMITIVE_0: u8 = 0x80;
    pub(crate) const PRIMITIVE_2: u8 = 0x82;
    const CONSTRUCTED_OCTET_STRING: u8 = 0x24;

    pub(super) fn is_constructed(tag: u8) -> bool {
        tag & 0x20 != 0
    }
    pub(super) fn is_segmented_octet_string(tag: u8) -> bool {
        tag == CONSTRUCTED_OCTET_STRING
    }
    /// A universal string type in constructed form other than OCTET STRING: never written by
    /// anyone, hence refused.
    pub(super) fn is_other_segmented(tag: u8) -> bool {
        is_constructed(tag) && tag < 0x40 && !matches!(tag, 0x24 | 0x28 | 0x30 | 0x31)
    }
}

/// Why bytes are no acceptable ASN.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Broken {
    #[error("the bytes are no well-formed ASN.1")]
    Malformed,
    #[error("the ASN.1 is deeper, longer or wider than the limits allow")]
    Limit,
}

impl From<der::Error> for Broken {
    fn from(_: der::Error) -> Self {
        Self::Malformed
    }
}

pub(crate) type Result<T> = std::result::Result<T, Broken>;

/// One value in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tlv<'a> {
    pub(crate) tag: u8,
    /// Header and value.
    pub(crate) raw: &'a [u8],
    pub(crate) value: &'a [u8],
}

impl<'a> Tlv<'a> {
    /// The one value that the bytes are.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self> {
        let mut walk = Walk::new(bytes);
        let tlv = walk.any()?;
        walk.end()?;
        Ok(tlv)
    }

    /// The members of a constructed value.
    pub(crate) fn walk(&self) -> Walk<'a> {
        Walk::new(self.value)
    }

    pub(crate) fn oid(&self) -> Result<ObjectIdentifier> {
        if self.tag != tag::OID {
            return Err(Broken::Malformed);
        }
        ObjectIdentifier::from_bytes(self.value).map_err(|_err| Broken::Malformed)
    }

    pub(crate) fn time(&self) -> Result<Time> {
        parse_time(self.tag, self.value).ok_or(Broken::Malformed)
    }

    /// A type of `der` and its friends, from the whole value.
    pub(crate) fn decode<T: Decode<'a>>(&self) -> Result<T> {
        T::from_der(self.raw).map_err(|_err| Broken::Malformed)
    }
}

/// Walks sibling values of strict DER.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Walk<'a> {
    rest: &'a [u8],
}

impl<'a> Walk<'a> {
    pub(crate) fn new(rest: &'a [u8]) -> Self {
        Self { rest }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) fn end(&self) -> Result<()> {
        if self.rest.is_empty() { Ok(()) } else { Err(Broken::Malformed) }
    }

    pub(crate) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    pub(crate) fn any(&mut self) -> Result<Tlv<'a>> {
        let header = Header::read(self.rest)?;
        let length = header.length.ok_or(Broken::Malformed)?;
        if !header.minimal {
            return Err(Broken::Malformed);
        }
        let total = header.bytes.checked_add(length).ok_or(Broken::Malformed)?;
        let (raw, rest) = self.rest.split_at_checked(total).ok_or(Broken::Malformed)?;
        self.rest = rest;
        let value = raw.get(header.bytes..).ok_or(Broken::Malformed)?;
        Ok(Tlv { tag: header.tag, raw, value })
    }

    /// The next value, which must have this tag.
    pub(crate) fn expect(&mut self, tag: u8) -> Result<Tlv<'a>> {
        if self.peek() == Some(tag) { self.any() } else { Err(Broken::Malformed) }
    }

    /// The next value if it has this tag.
    pub(crate) fn optional(&mut self, tag: u8) -> Result<Option<Tlv<'a>>> {
        if self.peek() == Some(tag) { self.any().map(Some) } else { Ok(None) }
    }
}

#[derive(Clone, Copy)]
struct Header {
    tag: u8,
    bytes: usize,
    /// None when indefinite.
    length: Option<usize>,
    minimal: bool,
}

impl Header {
    fn read(bytes: &[u8]) -> Result<Self> {
        let [tag, first, rest @ ..] = bytes else { return Err(Broken::Malformed) };
        if tag & 0x1f == 0x1f {
            return Err(Broken::Malformed); // no type used here has a tag above 30
        }
        let (bytes, length, minimal) = match *first {
            short @ 0..=0x7f => (2, Some(usize::from(short)), true),
            0x80 => (2, None, false),
            long => {
                let count = usize::from(long & 0x7f);
                let digits = rest.get(..count).ok_or(Broken::Malformed)?;
                if count > 4 {
                    return Err(Broken::Malformed);
                }
                let length = digits.iter().fold(0_usize, |n, d| n << 8 | usize::from(*d));
                let minimal = length > 0x7f && digits.first().is_some_and(|d| *d != 0);
                (2 + count, Some(length), minimal)
            }
        };
        Ok(Self { tag: *tag, bytes, length, minimal })
    }
}

/// Counts the shape of one value and gives it in DER lengths: BER with indefinite or long-winded
/// lengths and segmented octet strings is rewritten, DER passes untouched.
pub(crate) fn normalise<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Cow<'a, [u8]>> {
    let mut shape = Shape { limits, values: 0, rewrite: false };
    let (used, end) = shape.value(bytes, 0, None)?;
    if end || used != bytes.len() {
        return Err(Broken::Malformed);
    }
    if !shape.rewrite {
        return Ok(Cow::Borrowed(bytes));
    }
    let mut out = Vec::with_capacity(bytes.len());
    shape.values = 0;
    shape.value(bytes, 0, Some(&mut out))?;
    Ok(Cow::Owned(out))
}

struct Shape<'l> {
    limits: &'l Limits,
    values: usize,
    rewrite: bool,
}

impl Shape<'_> {
    /// Takes one value; gives its length in the input and whether it was an end-of-contents mark.
    fn value(
        &mut self,
        bytes: &[u8],
        depth: usize,
        out: Option<&mut Vec<u8>>,
    ) -> Result<(usize, bool)> {
        if bytes.starts_with(&[0, 0]) {
            return Ok((2, true));
        }
        self.values += 1;
        if depth > self.limits.asn1_depth || self.values > self.limits.asn1_values {
            return Err(Broken::Limit);
        }
        let header = Header::read(bytes)?;
        if tag::is_other_segmented(header.tag) {
            return Err(Broken::Malformed);
        }
        let segmented = tag::is_segmented_octet_string(header.tag);
        self.rewrite |= !header.minimal || segmented;
        let body = bytes.get(header.bytes..).ok_or(Broken::Malformed)?;
        if !tag::is_constructed(header.tag) {
            let length = header.length.ok_or(Broken::Malformed)?;
            let value = body.get(..length).ok_or(Broken::Malformed)?;
            if let Some(out) = out {
                write_value(out, header.tag, value);
            }
            return Ok((header.bytes + length, false));
        }
        let mut inner = out.as_ref().map(|_| Vec::new());
        let used = self.members(&header, body, depth, inner.as_mut())?;
        if let (Some(out), Some(inner)) = (out, inner) {
            if segmented {
                write_value(out, tag::OCTET_STRING, &joined(&inner)?);
            } else {
                write_value(out, header.tag, &inner);
            }
        }
        Ok((header.bytes + used, false))
    }

    fn members(
        &mut self,
        header: &Header,
        body: &[u8],
        depth: usize,
        mut out: Option<&mut Vec<u8>>,
    ) -> Result<usize> {
        let body = match header.length {
            Some(length) => body.get(..length).ok_or(Broken::Malformed)?,
            None => body,
        };
        let mut used = 0;
        let mut count = 0_usize;
        loop {
            let rest = body.get(used..).ok_or(Broken::Malformed)?;
            if rest.is_empty() && header.length.is_some() {
                return Ok(used);
            }
            let (taken, end) = self.value(rest, depth + 1, out.as_deref_mut())?;
            used += taken;
            if end {
                return if header.length.is_none() { Ok(used) } else { Err(Broken::Malformed) };
            }
            count += 1;
            if header.tag == tag::SET && count > self.limits.asn1_set {
                return Err(Broken::Limit);
            }
        }
    }
}

/// The segments of an octet string, already in DER, as one string.
fn joined(segments: &[u8]) -> Result<Vec<u8>> {
    let mut walk = Walk::new(segments);
    let mut whole = Vec::with_capacity(segments.len());
    while !walk.is_empty() {
        whole.extend_from_slice(walk.expect(tag::OCTET_STRING)?.value);
    }
    Ok(whole)
}

/// Appends a value in DER.
pub(crate) fn write_value(out: &mut Vec<u8>, tag: u8, value: &[u8]) {
    out.push(tag);
    let length = value.len();
    let digits = length.to_be_bytes();
    let significant = digits.iter().skip_while(|d| **d == 0);
    if let Some(short) = u8::try_from(length).ok().filter(|l| *l < 0x80) {
        out.push(short);
    } else {
        let count = u8::try_from(significant.clone().count()).unwrap_or(0);
        out.push(0x80 | count);
        out.extend(significant);
    }
    out.extend_from_slice(value);
}

/// `UTCTime` or `GeneralizedTime` in UTC; fractions of a second are dropped.
pub(crate) fn parse_time(tag: u8, value: &[u8]) -> Option<Time> {
    let (digits, years) = match tag {
        tag::UTC_TIME => (value.strip_suffix(b"Z")?, 2),
        tag::GENERALIZED_TIME => {
            let whole = value.strip_suffix(b"Z")?;
            match whole.split_at_checked(14)? {
                (seconds, []) => (seconds, 4),
                (seconds, [b'.', fraction @ ..])
                    if !fraction.is_empty() && fraction.iter().all(u8::is_ascii_digit) =>
                {
                    (seconds, 4)
                }
                _ => return None,
            }
        }
        _ => return None,
    };
    let (year, rest) = digits.split_at_checked(years)?;
    let [mo1, mo2, d1, d2, h1, h2, mi1, mi2, s1, s2] = rest else { return None };
    let number = |digits: &[u8]| {
        digits
            .iter()
            .try_fold(0_u32, |n, d| d.is_ascii_digit().then(|| n * 10 + u32::from(d - b'0')))
    };
    let mut year = i32::try_from(number(year)?).ok()?;
    if years == 2 {
        year += if year < 50 { 2000 } else { 1900 };
    }
    NaiveDate::from_ymd_opt(year, number(&[*mo1, *mo2])?, number(&[*d1, *d2])?)?
        .and_hms_opt(number(&[*h1, *h2])?, number(&[*mi1, *mi2])?, number(&[*s1, *s2])?)
        .map(|naive| naive.and_utc())
}

/// An integer without the zero that keeps it positive.
pub(crate) fn unsigned(value: &[u8]) -> &[u8] {
    match value {
        [0, rest @ ..] if !rest.is_empty() => rest,
        all => all,
    }
}

#[cfg(test)]
mod tests;
