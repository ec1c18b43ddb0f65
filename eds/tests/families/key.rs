//! A signing key of GOST 34.10-2015 (512), made here from a seed; arithmetic apart from the crate.

#![expect(clippy::many_single_char_names, reason = "the names of the standard")]

use std::sync::LazyLock;

use crypto_bigint::{NonZero, Odd, U512};
use eds::algorithm::Hash;

const Q: U512 = U512::from_be_hex(
    "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF27E69532F48D89116FF22B8D4E0560609B4B38ABFAD2B85DCACDB1411F10B275",
);
const G_Y: U512 = U512::from_be_hex(
    "7503CFE87A836AE3A61B8816E25450E6CE5E1C93ACF1ABC1778064FDCBEFA921DF1626BE4FD036E93D75E6A50E3A41E98028FE5FC235F5B889A589CB5215F2A4",
);
static P: LazyLock<NonZero<U512>> =
    LazyLock::new(|| NonZero::new(U512::ZERO.wrapping_sub(&U512::from(569_u32))).unwrap());
static ORDER: LazyLock<NonZero<U512>> = LazyLock::new(|| NonZero::new(Q).unwrap());

type Point = Option<(U512, U512)>;

fn invert(value: &U512, modulus: &NonZero<U512>) -> U512 {
    let odd: Odd<U512> = Odd::new(*modulus.as_ref()).unwrap();
    value.invert_odd_mod_vartime(&odd).unwrap()
}

/// Schoolbook addition of affine points.
fn add(a: Point, b: Point) -> Point {
    let (Some((x1, y1)), Some((x2, y2))) = (a, b) else { return a.or(b) };
    let p = &*P;
    let slope = if x1 == x2 {
        if y1 != y2 || y1 == U512::ZERO {
            return None;
        }
        let three = U512::from(3_u32);
        let above = x1.mul_mod_vartime(&x1, p).mul_mod_vartime(&three, p).sub_mod(&three, p);
        above.mul_mod_vartime(&invert(&y1.add_mod(&y1, p), p), p)
    } else {
        y2.sub_mod(&y1, p).mul_mod_vartime(&invert(&x2.sub_mod(&x1, p), p), p)
    };
    let x = slope.mul_mod_vartime(&slope, p).sub_mod(&x1, p).sub_mod(&x2, p);
    let y = slope.mul_mod_vartime(&x1.sub_mod(&x, p), p).sub_mod(&y1, p);
    Some((x, y))
}

fn multiply(scalar: &U512) -> (U512, U512) {
    let mut sum = None;
    let base = Some((U512::from(3_u32), G_Y));
    for bit in (0..512).rev() {
        sum = add(sum, sum);
        if scalar.bit_vartime(bit) {
            sum = add(sum, base);
        }
    }
    sum.unwrap()
}

fn number(digest: &[u8]) -> U512 {
    let number = U512::from_le_slice(digest).rem_vartime(&ORDER);
    if number == U512::ZERO { U512::ONE } else { number }
}

#[derive(Clone)]
pub(crate) struct Key {
    secret: U512,
    public: (U512, U512),
}

impl Key {
    pub(crate) fn new(seed: &str) -> Self {
        let secret = number(&Hash::Streebog512.digest(&[seed.as_bytes()]));
        Self { secret, public: multiply(&secret) }
    }

    /// `x ‖ y` in an octet string: the content of the key's bit string.
    pub(crate) fn bits(&self) -> Vec<u8> {
        let (x, y) = &self.public;
        [&[0x04, 0x81, 0x80], x.to_le_bytes().as_ref(), y.to_le_bytes().as_ref()].concat()
    }

    /// `r ‖ s` over a message; the nonce comes from key and message.
    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        let digest = Hash::Streebog512.digest(&[message]);
        let e = number(&digest);
        let k = number(&Hash::Streebog512.digest(&[self.secret.to_le_bytes().as_ref(), &digest]));
        let r = multiply(&k).0.rem_vartime(&ORDER);
        let s =
            r.mul_mod_vartime(&self.secret, &ORDER).add_mod(&k.mul_mod_vartime(&e, &ORDER), &ORDER);
        [r.to_le_bytes().as_ref(), s.to_le_bytes().as_ref()].concat()
    }
}
