//! The hashes that certificates, signatures and timestamps of Kazakhstan use.

use der::asn1::ObjectIdentifier;
use sha2::Digest as _;

use crate::oid;

/// A hash function. SHA-1 names things (certificate identifiers, old imprints); no signature of
/// ours is made over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Hash {
    /// SHA-1, for identifiers only.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
    /// GOST 34.311-95: GOST R 34.11-94 with the test S-box and a zero start.
    Gost34311,
    /// GOST 34.11-2015 (Streebog) of 256 bits.
    Streebog256,
    /// GOST 34.11-2015 (Streebog) of 512 bits.
    Streebog512,
}

impl Hash {
    /// The hash an algorithm identifier names.
    pub fn from_oid(oid: &ObjectIdentifier) -> Option<Self> {
        Some(match *oid {
            oid::SHA1 => Self::Sha1,
            oid::SHA256 => Self::Sha256,
            oid::SHA384 => Self::Sha384,
            oid::SHA512 => Self::Sha512,
            oid::GOST34311 => Self::Gost34311,
            oid::STREEBOG256 => Self::Streebog256,
            oid::STREEBOG512 => Self::Streebog512,
            _ => return None,
        })
    }

    /// The object identifier of this hash.
    pub fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Sha1 => oid::SHA1,
            Self::Sha256 => oid::SHA256,
            Self::Sha384 => oid::SHA384,
            Self::Sha512 => oid::SHA512,
            Self::Gost34311 => oid::GOST34311,
            Self::Streebog256 => oid::STREEBOG256,
            Self::Streebog512 => oid::STREEBOG512,
        }
    }

    /// The digest of all the parts, one after another.
    pub fn digest(self, parts: &[&[u8]]) -> Vec<u8> {
        match self {
            Self::Sha1 => feed::<sha1::Sha1>(parts),
            Self::Sha256 => feed::<sha2::Sha256>(parts),
            Self::Sha384 => feed::<sha2::Sha384>(parts),
            Self::Sha512 => feed::<sha2::Sha512>(parts),
            Self::Gost34311 => feed::<gost94::Gost94Test>(parts),
            Self::Streebog256 => feed::<streebog::Streebog256>(parts),
            Self::Streebog512 => feed::<streebog::Streebog512>(parts),
        }
    }
}

fn feed<D: sha2::Digest>(parts: &[&[u8]]) -> Vec<u8> {
    let mut hasher = D::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().to_vec()
}

/// SHA-256 of some bytes: how this crate names certificates and keys.
pub(crate) fn fingerprint(bytes: &[u8]) -> [u8; 32] {
    sha2::Sha256::digest(bytes).into()
}

#[cfg(test)]
mod tests;
