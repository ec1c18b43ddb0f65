//! Numbers of persons (IIN, BIN) as keyed digests, so that the tables hold none.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::error::{Error, Result};

/// The key that digests of person numbers are made with. Whoever has the tables but not the key
/// cannot try all numbers of twelve digits.
///
/// Changing the key makes the recorded digests useless: cases are then found by person only after
/// their parties were read again.
#[derive(Clone)]
pub struct PersonKey(Hmac<Sha256>);

impl PersonKey {
    /// A key of at least 32 bytes.
    pub fn new(bytes: &[u8]) -> Result<Self> {
        if bytes.len() < 32 {
            return Err(Error::PersonKey { bytes: bytes.len() });
        }
        Hmac::new_from_slice(bytes).map(Self).or(Err(Error::PersonKey { bytes: bytes.len() }))
    }

    /// The digest of a number.
    pub fn digest(&self, number: &str) -> PersonDigest {
        let mut mac = self.0.clone();
        mac.update(number.trim().as_bytes());
        PersonDigest(mac.finalize().into_bytes().to_vec())
    }
}

impl std::fmt::Debug for PersonKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PersonKey(***)")
    }
}

/// A person's number, unreadable but comparable.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonDigest(pub(crate) Vec<u8>);

impl From<PersonDigest> for sea_orm::Value {
    fn from(digest: PersonDigest) -> Self {
        digest.0.into()
    }
}
