//! Public keys, signature algorithms and their consistency with each other.
//!
//! *Enter by* [`PublicKey::from_spki`] and [`PublicKey::verify`]. To add an algorithm: a variant
//! of [`KeyAlgorithm`] and of [`SignatureAlgorithm`], their identifiers, and an arm in `verify`.

mod curve;
mod field;
mod gost;
mod hash;

use aws_lc_rs::signature::{
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512,
    UnparsedPublicKey,
};
use der::asn1::ObjectIdentifier;
use der::{Decode, Encode, asn1::OctetStringRef};
use spki::SubjectPublicKeyInfoRef;

pub use hash::Hash;
pub(crate) use hash::fingerprint;

use crate::oid;

/// What kind of key a certificate holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyAlgorithm {
    /// RSA of 2048 to 8192 bits.
    Rsa,
    /// GOST 34.310-2004, parameters A.
    Gost2004,
    /// GOST 34.10-2015 of 256 bits, parameters A.
    Gost256,
    /// GOST 34.10-2015 of 512 bits, parameters A.
    Gost512,
}

/// A signature algorithm with its hash. SHA-1 and HMAC are absent on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignatureAlgorithm {
    /// PKCS #1 v1.5 with SHA-256.
    RsaSha256,
    /// PKCS #1 v1.5 with SHA-384.
    RsaSha384,
    /// PKCS #1 v1.5 with SHA-512.
    RsaSha512,
    /// GOST 34.310-2004 with GOST 34.311-95.
    Gost2004,
    /// GOST 34.10-2015 (256) with GOST 34.11-2015 (256).
    Gost256,
    /// GOST 34.10-2015 (512) with GOST 34.11-2015 (512).
    Gost512,
}

impl SignatureAlgorithm {
    /// The algorithm that an identifier of a signature names.
    pub fn from_oid(oid: &ObjectIdentifier) -> Option<Self> {
        Some(match *oid {
            oid::RSA_SHA256 => Self::RsaSha256,
            oid::RSA_SHA384 => Self::RsaSha384,
            oid::RSA_SHA512 => Self::RsaSha512,
            oid::GOST2004_SIGNATURE => Self::Gost2004,
            oid::GOST256_SIGNATURE => Self::Gost256,
            oid::GOST512_SIGNATURE => Self::Gost512,
            _ => return None,
        })
    }

    /// The algorithm of a CMS signer, whose `signatureAlgorithm` may name the **key** instead: the
    /// native library does so for GOST, and RFC 3370 allows it for RSA. The digest then decides.
    pub fn from_signer(signature: &ObjectIdentifier, digest: Hash) -> Option<Self> {
        let found = match (*signature, digest) {
            (oid::RSA, Hash::Sha256) => Self::RsaSha256,
            (oid::RSA, Hash::Sha384) => Self::RsaSha384,
            (oid::RSA, Hash::Sha512) => Self::RsaSha512,
            (oid::GOST2004_KEY, _) => Self::Gost2004,
            (oid::GOST256_KEY, _) => Self::Gost256,
            (oid::GOST512_KEY, _) => Self::Gost512,
            _ => Self::from_oid(signature)?,
        };
        (found.hash() == digest).then_some(found)
    }

    /// The hash that belongs to the algorithm.
    pub fn hash(self) -> Hash {
        match self {
            Self::RsaSha256 => Hash::Sha256,
            Self::RsaSha384 => Hash::Sha384,
            Self::RsaSha512 => Hash::Sha512,
            Self::Gost2004 => Hash::Gost34311,
            Self::Gost256 => Hash::Streebog256,
            Self::Gost512 => Hash::Streebog512,
        }
    }

    /// The key that can make such a signature.
    pub fn key(self) -> KeyAlgorithm {
        match self {
            Self::RsaSha256 | Self::RsaSha384 | Self::RsaSha512 => KeyAlgorithm::Rsa,
            Self::Gost2004 => KeyAlgorithm::Gost2004,
            Self::Gost256 => KeyAlgorithm::Gost256,
            Self::Gost512 => KeyAlgorithm::Gost512,
        }
    }

    /// A stable name for reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::RsaSha256 => "RSA-SHA256",
            Self::RsaSha384 => "RSA-SHA384",
            Self::RsaSha512 => "RSA-SHA512",
            Self::Gost2004 => "GOST34310-2004",
            Self::Gost256 => "GOST3410-2015-256",
            Self::Gost512 => "GOST3410-2015-512",
        }
    }
}

/// A public key ready to verify with.
#[derive(Clone, Debug)]
pub struct PublicKey {
    algorithm: KeyAlgorithm,
    material: Material,
}

#[derive(Clone, Debug)]
enum Material {
    /// PKCS #1 `RSAPublicKey`.
    Rsa(Vec<u8>),
    Gost(gost::Key),
}

/// Type 6, version 2, algorithm aa3a, magic `EC1`, 512 bits: as the older software writes it.
const LEGACY_HEADER: &[u8] =
    &[0x06, 0x02, 0, 0, 0x3a, 0xaa, 0, 0, 0, 0x45, 0x43, 0x31, 0, 0x02, 0, 0];

/// Why a public key cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The bytes are no `SubjectPublicKeyInfo`.
    #[error("the public key is not a well-formed SubjectPublicKeyInfo")]
    Malformed,
    /// The algorithm or its parameters are not on the list.
    #[error("the algorithm or parameter set of the public key is not supported")]
    Unsupported,
    /// The point is not on the curve.
    #[error("the public key is not a point of its curve")]
    NotOnCurve,
}

impl PublicKey {
    /// Reads a DER `SubjectPublicKeyInfo`, checking that key, curve and hash identifiers agree.
    pub fn from_spki(spki: &[u8]) -> Result<Self, KeyError> {
        let malformed = |_: der::Error| KeyError::Malformed;
        let info = SubjectPublicKeyInfoRef::from_der(spki).map_err(malformed)?;
        let bits = info.subject_public_key.as_bytes().ok_or(KeyError::Malformed)?;
        let (algorithm, kind) = match info.algorithm.oid {
            oid::RSA => {
                let material = Material::Rsa(bits.to_vec());
                return Ok(Self { algorithm: KeyAlgorithm::Rsa, material });
            }
            oid::GOST2004_KEY_LEGACY => return Self::from_legacy_blob(bits),
            oid::GOST2004_KEY => (KeyAlgorithm::Gost2004, gost::Kind::Gost2004),
            oid::GOST256_KEY => (KeyAlgorithm::Gost256, gost::Kind::Gost256),
            oid::GOST512_KEY => (KeyAlgorithm::Gost512, gost::Kind::Gost512),
            _ => return Err(KeyError::Unsupported),
        };
        let parameters = info.algorithm.parameters.ok_or(KeyError::Unsupported)?;
        if !parameters_fit(algorithm, &parameters.to_der().map_err(malformed)?) {
            return Err(KeyError::Unsupported);
        }
        let point = <&OctetStringRef>::from_der(bits).map_err(malformed)?;
        let key = gost::Key::from_bytes(kind, point.as_bytes()).ok_or(KeyError::NotOnCurve)?;
        Ok(Self { algorithm, material: Material::Gost(key) })
    }

    /// The key format of older software: a header that tells the size, then `x ‖ y` on curve A.
    fn from_legacy_blob(bits: &[u8]) -> Result<Self, KeyError> {
        let point = bits.strip_prefix(LEGACY_HEADER).ok_or(KeyError::Unsupported)?;
        let key = gost::Key::from_bytes(gost::Kind::Gost2004, point).ok_or(KeyError::NotOnCurve)?;
        Ok(Self { algorithm: KeyAlgorithm::Gost2004, material: Material::Gost(key) })
    }

    /// What kind of key this is.
    pub fn algorithm(&self) -> KeyAlgorithm {
        self.algorithm
    }

    /// Whether the signature over the message holds, by an algorithm that fits the key.
    pub fn verify(&self, algorithm: SignatureAlgorithm, message: &[u8], signature: &[u8]) -> bool {
        if algorithm.key() != self.algorithm {
            return false;
        }
        match &self.material {
            Material::Rsa(key) => {
                let parameters = match algorithm {
                    SignatureAlgorithm::RsaSha384 => &RSA_PKCS1_2048_8192_SHA384,
                    SignatureAlgorithm::RsaSha512 => &RSA_PKCS1_2048_8192_SHA512,
                    _ => &RSA_PKCS1_2048_8192_SHA256,
                };
                UnparsedPublicKey::new(parameters, key).verify(message, signature).is_ok()
            }
            Material::Gost(key) => key.verify(&algorithm.hash().digest(&[message]), signature),
        }
    }
}

/// Curve A, and the hash that belongs to the key when one is named.
fn parameters_fit(algorithm: KeyAlgorithm, parameters: &[u8]) -> bool {
    let (curve, hash) = match algorithm {
        KeyAlgorithm::Rsa => return true,
        KeyAlgorithm::Gost2004 => (oid::GOST2004_CURVE_A, oid::GOST34311_PARAMETERS),
        KeyAlgorithm::Gost256 => (oid::GOST256_CURVE_A, oid::STREEBOG256),
        KeyAlgorithm::Gost512 => (oid::GOST512_CURVE_A, oid::STREEBOG512),
    };
    let Ok(named) = Vec::<ObjectIdentifier>::from_der(parameters) else { return false };
    match named.as_slice() {
        [c] => *c == curve,
        [c, h] => *c == curve && *h == hash,
        _ => false,
    }
}

#[cfg(test)]
mod tests;
