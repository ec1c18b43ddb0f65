//! Revocation lists, full and delta: walked once into a sorted table, no object per entry.
//!
//! A list of half a million entries becomes two allocations: the serial numbers one after another,
//! and twelve bytes for each entry. The signature is checked when the list is loaded.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta};
use der::asn1::ObjectIdentifier;

use super::ocsp::{bit_string, extension};
use crate::algorithm::SignatureAlgorithm;
use crate::asn1::{Broken, Result, Time, Tlv, Walk, tag, unsigned};
use crate::chain::Issuer;
use crate::limits::Limits;
use crate::oid;

const REMOVE_FROM_CRL: u8 = 8;
const NO_REASON: u8 = u8::MAX;
/// RFC 5280 allows twenty octets; one more for those who count differently.
const SERIAL_MAX: usize = 21;

/// Why a list was not loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CrlError {
    /// No well-formed list.
    #[error("the bytes are no well-formed revocation list in DER")]
    Malformed,
    /// Too large or too many entries.
    #[error("the revocation list passes the limits of size or count")]
    Limit,
    /// It is the list of someone else.
    #[error("the revocation list was issued by someone else")]
    OtherIssuer,
    /// The signature does not hold.
    #[error("the signature of the revocation list does not hold under the issuer's key")]
    Signature,
    /// It covers only some certificates or some reasons, or is indirect.
    #[error("the revocation list has a scope or a critical extension that is not supported")]
    Scope,
}

impl From<Broken> for CrlError {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Malformed => Self::Malformed,
            Broken::Limit => Self::Limit,
        }
    }
}

/// One entry of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revoked {
    /// When.
    pub at: Time,
    /// Why, by its number in RFC 5280.
    pub reason: Option<u8>,
}

/// A revocation list whose signature was proved.
#[derive(Debug)]
pub struct Crl {
    issuer_spki: [u8; 32],
    /// When it was made.
    pub this_update: Time,
    /// When the next one will be there.
    pub next_update: Option<Time>,
    number: Option<Vec<u8>>,
    /// The number of the full list that a delta adds to.
    base_number: Option<Vec<u8>>,
    serials: Vec<u8>,
    entries: Vec<Entry>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    offset: u32,
    at: u32,
    length: u8,
    reason: u8,
}

impl Crl {
    /// Walks a list in DER, checks its signature under the issuer's key and sorts it.
    pub fn load(
        der: &[u8],
        issuer: &Issuer,
        limits: &Limits,
    ) -> std::result::Result<Self, CrlError> {
        if der.len() > limits.crl_bytes {
            return Err(CrlError::Limit);
        }
        let mut outer = Tlv::read(der)?.walk();
        let tbs = outer.expect(tag::SEQUENCE)?;
        let algorithm = outer.expect(tag::SEQUENCE)?.walk().expect(tag::OID)?.oid()?;
        let signature = bit_string(outer.expect(tag::BIT_STRING)?)?;
        outer.end()?;
        let mut fields = tbs.walk();
        fields.optional(tag::INTEGER)?;
        // One list of 2026 writes parameters in one place only: absent equals NULL.
        let inner = fields.expect(tag::SEQUENCE)?.walk().expect(tag::OID)?.oid()?;
        if inner != algorithm {
            return Err(CrlError::Malformed);
        }
        if fields.expect(tag::SEQUENCE)?.raw != issuer.name {
            return Err(CrlError::OtherIssuer);
        }
        let verified = SignatureAlgorithm::from_oid(&algorithm)
            .is_some_and(|algorithm| issuer.key.verify(algorithm, tbs.raw, signature));
        if !verified {
            return Err(CrlError::Signature);
        }
        let mut list = Self {
            issuer_spki: issuer.spki_fingerprint,
            this_update: fields.any()?.time()?,
            next_update: None,
            number: None,
            base_number: None,
            serials: Vec::new(),
            entries: Vec::new(),
        };
        if matches!(fields.peek(), Some(tag::UTC_TIME | tag::GENERALIZED_TIME)) {
            list.next_update = Some(fields.any()?.time()?);
        }
        if let Some(entries) = fields.optional(tag::SEQUENCE)? {
            list.take_entries(entries.walk(), entries.value.len(), limits)?;
        }
        if let Some(explicit) = fields.optional(tag::CONTEXT_0)? {
            list.take_extensions(Tlv::read(explicit.value)?.walk())?;
        }
        fields.end()?;
        list.sort();
        Ok(list)
    }

    fn take_entries(
        &mut self,
        mut entries: Walk<'_>,
        bytes: usize,
        limits: &Limits,
    ) -> std::result::Result<(), CrlError> {
        // The shortest entry of the authority is some forty bytes long.
        self.entries.reserve((bytes / 40).min(limits.crl_entries));
        self.serials.reserve(bytes / 2);
        while !entries.is_empty() {
            if self.entries.len() >= limits.crl_entries {
                return Err(CrlError::Limit);
            }
            let mut fields = entries.expect(tag::SEQUENCE)?.walk();
            let serial = unsigned(fields.expect(tag::INTEGER)?.value);
            let at = fields.any()?.time()?;
            let reason = match fields.optional(tag::SEQUENCE)? {
                Some(extensions) => entry_reason(extensions.walk())?,
                None => NO_REASON,
            };
            fields.end()?;
            if serial.len() > SERIAL_MAX {
                return Err(CrlError::Malformed);
            }
            self.entries.push(Entry {
                offset: u32::try_from(self.serials.len()).map_err(|_err| CrlError::Limit)?,
                at: u32::try_from(at.timestamp().max(0)).unwrap_or(u32::MAX),
                length: u8::try_from(serial.len()).unwrap_or(u8::MAX),
                reason,
            });
            self.serials.extend_from_slice(serial);
        }
        self.entries.shrink_to_fit();
        self.serials.shrink_to_fit();
        Ok(())
    }

    fn take_extensions(&mut self, mut list: Walk<'_>) -> std::result::Result<(), CrlError> {
        while !list.is_empty() {
            let (oid, critical, value) = extension(list.expect(tag::SEQUENCE)?)?;
            match oid {
                oid::CRL_NUMBER => self.number = Some(number(value)?),
                oid::DELTA_CRL => self.base_number = Some(number(value)?),
                oid::ISSUING_DISTRIBUTION_POINT => covers_users(value)?,
                _ if critical => return Err(CrlError::Scope),
                _ => {}
            }
        }
        Ok(())
    }

    fn sort(&mut self) {
        let serials = std::mem::take(&mut self.serials);
        let key = |entry: &Entry| {
            let start = entry.offset as usize;
            (entry.length, serials.get(start..start + usize::from(entry.length)).unwrap_or(&[]))
        };
        self.entries.sort_unstable_by(|a, b| key(a).cmp(&key(b)));
        self.serials = serials;
    }

    fn serial(&self, entry: &Entry) -> &[u8] {
        let start = entry.offset as usize;
        self.serials.get(start..start + usize::from(entry.length)).unwrap_or(&[])
    }

    /// How many entries it has.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether it is a delta.
    pub fn is_delta(&self) -> bool {
        self.base_number.is_some()
    }

    /// The number of the list, as the integer's bytes.
    pub fn number(&self) -> Option<&[u8]> {
        self.number.as_deref()
    }

    /// The bytes it keeps in memory, for caches.
    pub fn weight(&self) -> usize {
        size_of::<Self>() + self.serials.capacity() + self.entries.capacity() * size_of::<Entry>()
    }

    /// Whether it was proved to be this issuer's.
    pub fn is_by(&self, issuer: &Issuer) -> bool {
        self.issuer_spki == issuer.spki_fingerprint
    }

    /// The entry of a serial number (without a leading zero), if it is there.
    pub fn find(&self, serial: &[u8]) -> Option<Revoked> {
        let serial = unsigned(serial);
        let place = self
            .entries
            .binary_search_by(|entry| {
                (usize::from(entry.length), self.serial(entry)).cmp(&(serial.len(), serial))
            })
            .ok()?;
        let entry = self.entries.get(place)?;
        let at = DateTime::from_timestamp(i64::from(entry.at), 0)?;
        Some(Revoked { at, reason: (entry.reason != NO_REASON).then_some(entry.reason) })
    }

    /// Whether a delta may be laid over this full list: it builds on this one or an older one, and
    /// is newer itself.
    pub fn takes(&self, delta: &Self) -> bool {
        let (Some(number), Some(base), Some(newer)) =
            (&self.number, &delta.base_number, &delta.number)
        else {
            return false;
        };
        let size = |n: &[u8]| (n.len(), n.to_vec());
        self.issuer_spki == delta.issuer_spki
            && !self.is_delta()
            && size(number) >= size(base)
            && size(newer) > size(number)
    }

    /// Whether it proves at a time that what is not in it is not revoked.
    pub(crate) fn covers(&self, at: Time, now: Time, skew: TimeDelta) -> bool {
        let made = self.this_update <= now + skew;
        let later = self.this_update + skew >= at;
        let holds = self.next_update.is_some_and(|next| at <= next + skew);
        made && (later || holds)
    }
}

/// A full list and the delta that applies to it, looked up together.
pub(crate) struct Layered<'a> {
    pub(crate) base: &'a Crl,
    pub(crate) delta: Option<&'a Crl>,
}

impl<'a> Layered<'a> {
    /// The newest full list of the issuer that was made while the certificate was still listed,
    /// else the newest at all, with the newest delta that applies.
    pub(crate) fn newest(
        lists: &'a [Arc<Crl>],
        issuer: &Issuer,
        listed_until: Time,
    ) -> Option<Self> {
        let own = || lists.iter().map(AsRef::as_ref).filter(|list: &&Crl| list.is_by(issuer));
        let newest_base = |until: Option<Time>| {
            own()
                .filter(|list| !list.is_delta())
                .filter(|list| until.is_none_or(|until| list.this_update <= until))
                .max_by_key(|list| list.this_update)
        };
        let base = newest_base(Some(listed_until)).or_else(|| newest_base(None))?;
        let delta = own().filter(|list| base.takes(list)).max_by_key(|list| list.this_update);
        Some(Self { base, delta })
    }

    pub(crate) fn find(&self, serial: &[u8]) -> Option<Revoked> {
        match self.delta.and_then(|delta| delta.find(serial)) {
            Some(entry) if entry.reason == Some(REMOVE_FROM_CRL) => None,
            Some(entry) => Some(entry),
            None => self.base.find(serial),
        }
    }

    pub(crate) fn newest_list(&self) -> &'a Crl {
        self.delta.unwrap_or(self.base)
    }
}

fn number(value: &[u8]) -> Result<Vec<u8>> {
    let tlv = Tlv::read(value)?;
    if tlv.tag == tag::INTEGER { Ok(unsigned(tlv.value).to_vec()) } else { Err(Broken::Malformed) }
}

fn entry_reason(mut extensions: Walk<'_>) -> std::result::Result<u8, CrlError> {
    let mut reason = NO_REASON;
    while !extensions.is_empty() {
        let (oid, critical, value): (ObjectIdentifier, _, _) =
            extension(extensions.expect(tag::SEQUENCE)?)?;
        if oid == oid::CRL_REASON {
            let tlv = Tlv::read(value)?;
            reason = tlv.value.first().copied().ok_or(CrlError::Malformed)?;
        } else if critical {
            return Err(CrlError::Scope);
        }
    }
    Ok(reason)
}

/// Only lists of users' certificates or of all: fields [2] to [5] must not narrow the scope.
fn covers_users(value: &[u8]) -> std::result::Result<(), CrlError> {
    let mut fields = Tlv::read(value)?.walk();
    while !fields.is_empty() {
        let field = fields.any()?;
        let is_false = field.value == [0];
        match field.tag {
            tag::CONTEXT_0 | 0x81 => {}
            0x82 | 0x84 | 0x85 if is_false => {}
            _ => return Err(CrlError::Scope),
        }
    }
    Ok(())
}
