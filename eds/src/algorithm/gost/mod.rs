//! GOST 34.10-2015 (256 and 512 bits) and GOST 34.310-2004: keys, byte orders, verification.
//!
//! Invariants: everything is little-endian on the wire. A key is `x ‖ y`, a signature `r ‖ s`,
//! a digest is read as it leaves the hash, all with the lowest byte first. That is RFC 9215 turned
//! round byte by byte, and no other combination verifies certificates of the national authority.

use std::sync::LazyLock;

use crypto_bigint::{U256, U512, Uint};

use super::curve::{Affine, Curve, Parameters};
use super::field::{Field, Special};

type Curve512 = Curve<Special<{ U512::LIMBS }>, { U512::LIMBS }>;
type Curve256 = Curve<Special<{ U256::LIMBS }>, { U256::LIMBS }>;

/// RFC 7836, id-tc26-gost-3410-12-512-paramSetA over `2^512 - 569`.
static A512: LazyLock<Option<Curve512>> = LazyLock::new(|| {
    let parameters = Parameters {
        a: U512::ZERO.wrapping_sub(&U512::from(572_u32)),
        b: U512::from_be_hex(
            "E8C2505DEDFC86DDC1BD0B2B6667F1DA34B82574761CB0E879BD081CFD0B6265EE3CB090F30D27614CB4574010DA90DD862EF9D4EBEE4761503190785A71C760",
        ),
        q: U512::from_be_hex(
            "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF27E69532F48D89116FF22B8D4E0560609B4B38ABFAD2B85DCACDB1411F10B275",
        ),
        x: U512::from(3_u32),
        y: U512::from_be_hex(
            "7503CFE87A836AE3A61B8816E25450E6CE5E1C93ACF1ABC1778064FDCBEFA921DF1626BE4FD036E93D75E6A50E3A41E98028FE5FC235F5B889A589CB5215F2A4",
        ),
        cofactor: 1,
    };
    Curve::new(Special::new(569)?, &parameters)
});

/// RFC 4357, id-GostR3410-2001-CryptoPro-A over `2^256 - 617`.
static A2004: LazyLock<Option<Curve256>> = LazyLock::new(|| {
    let parameters = Parameters {
        a: U256::ZERO.wrapping_sub(&U256::from(620_u32)),
        b: U256::from(166_u32),
        q: U256::from_be_hex("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF6C611070995AD10045841B09B761B893"),
        x: U256::ONE,
        y: U256::from_be_hex("8D91E471E0989CDA27DF505A453F2B7635294F2DDF23E3B122ACC99C9E9F1E14"),
        cofactor: 1,
    };
    Curve::new(Special::new(617)?, &parameters)
});

/// RFC 7836, id-tc26-gost-3410-2012-256-paramSetA over `2^256 - 617`, cofactor 4.
static A256: LazyLock<Option<Curve256>> = LazyLock::new(|| {
    let parameters = Parameters {
        a: U256::from_be_hex("C2173F1513981673AF4892C23035A27CE25E2013BF95AA33B22C656F277E7335"),
        b: U256::from_be_hex("295F9BAE7428ED9CCC20E7C359A9D41A22FCCD9108E17BF7BA9337A6F8AE9513"),
        q: U256::from_be_hex("400000000000000000000000000000000FD8CDDFC87B6635C115AF556C360C67"),
        x: U256::from_be_hex("91E38443A5E82C0D880923425712B2BB658B9196932E02C78B2582FE742DAA28"),
        y: U256::from_be_hex("32879423AB1A0375895786C4BB46E9565FDE0B5344766740AF268ADB32322E5C"),
        cofactor: 4,
    };
    Curve::new(Special::new(617)?, &parameters)
});

/// Which standard and size a key belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Gost2004,
    Gost256,
    Gost512,
}

/// A public key whose point was found on its curve.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    kind: Kind,
    point: Point,
}

#[derive(Clone, Debug)]
enum Point {
    Wide(Box<Affine<U512>>),
    Narrow(Affine<U256>),
}

impl Kind {
    fn coordinate_bytes(self) -> usize {
        match self {
            Self::Gost512 => 64,
            Self::Gost2004 | Self::Gost256 => 32,
        }
    }

    fn narrow(self) -> Option<&'static Curve256> {
        match self {
            Self::Gost2004 => A2004.as_ref(),
            Self::Gost256 => A256.as_ref(),
            Self::Gost512 => None,
        }
    }
}

impl Key {
    /// A key from `x ‖ y`, each little-endian; none when that is no point of the curve.
    pub(crate) fn from_bytes(kind: Kind, bytes: &[u8]) -> Option<Self> {
        let point = match kind {
            Kind::Gost512 => {
                let (x, y) = halves::<{ U512::LIMBS }>(bytes, kind)?;
                Point::Wide(Box::new(A512.as_ref()?.point(&x, &y)?))
            }
            Kind::Gost2004 | Kind::Gost256 => {
                let (x, y) = halves::<{ U256::LIMBS }>(bytes, kind)?;
                Point::Narrow(kind.narrow()?.point(&x, &y)?)
            }
        };
        Some(Self { kind, point })
    }

    /// Whether `r ‖ s` signs the digest.
    pub(crate) fn verify(&self, digest: &[u8], signature: &[u8]) -> bool {
        let verified = match &self.point {
            Point::Wide(key) => verify_on(A512.as_ref(), key, self.kind, digest, signature),
            Point::Narrow(key) => verify_on(self.kind.narrow(), key, self.kind, digest, signature),
        };
        verified.unwrap_or(false)
    }
}

fn verify_on<F: Field<L>, const L: usize>(
    curve: Option<&Curve<F, L>>,
    key: &Affine<F::Element>,
    kind: Kind,
    digest: &[u8],
    signature: &[u8],
) -> Option<bool>
where
    Uint<L>: crypto_bigint::Encoding,
{
    let (r, s) = halves::<L>(signature, kind)?;
    let digest = little_endian::<L>(digest, kind.coordinate_bytes())?;
    Some(curve?.verify(key, &digest, &r, &s))
}

fn halves<const L: usize>(bytes: &[u8], kind: Kind) -> Option<(Uint<L>, Uint<L>)> {
    let length = kind.coordinate_bytes();
    let (low, high) = bytes.split_at_checked(length)?;
    Some((little_endian(low, length)?, little_endian(high, length)?))
}

fn little_endian<const L: usize>(bytes: &[u8], length: usize) -> Option<Uint<L>> {
    (bytes.len() == length && length == Uint::<L>::BYTES).then(|| Uint::from_le_slice(bytes))
}

#[cfg(test)]
mod tests;
