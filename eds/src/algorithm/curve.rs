//! Points of a short Weierstrass curve and the verification equation of GOST R 34.10.
//!
//! Only public data passes here (keys, digests, signatures), so nothing is constant-time. Points
//! are Jacobian; two scalars are multiplied in one pass over their signed windows.

#![expect(clippy::many_single_char_names, reason = "the names of RFC 7091 and of the formulas")]

use crypto_bigint::{CheckedAdd, NonZero, Odd, Uint};

use super::field::Field;

/// Window of the generator: its odd multiples are kept with the curve.
const WINDOW_BASE: u32 = 7;
/// Window of a public key: its odd multiples are made for each verification.
const WINDOW_KEY: u32 = 5;

/// The parameters of a curve as the standards print them.
pub(crate) struct Parameters<const L: usize> {
    pub(crate) a: Uint<L>,
    pub(crate) b: Uint<L>,
    /// Order of the subgroup of the generator.
    pub(crate) q: Uint<L>,
    pub(crate) x: Uint<L>,
    pub(crate) y: Uint<L>,
    pub(crate) cofactor: u8,
}

/// A point without the point at infinity, as keys are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Affine<E> {
    x: E,
    y: E,
}

#[derive(Clone, Copy, Debug)]
struct Jacobian<E> {
    x: E,
    y: E,
    z: E,
}

/// A curve ready to verify with.
pub(crate) struct Curve<F: Field<L>, const L: usize> {
    field: F,
    a: F::Element,
    b: F::Element,
    a_is_minus_three: bool,
    q: Odd<Uint<L>>,
    cofactor: u8,
    /// Odd multiples of the generator: G, 3G, 5G …
    base: Vec<Affine<F::Element>>,
}

impl<F: Field<L>, const L: usize> Curve<F, L> {
    /// The curve, unless its parameters contradict each other: the generator must lie on it and
    /// have the order `q`.
    pub(crate) fn new(field: F, parameters: &Parameters<L>) -> Option<Self> {
        let a = field.element(&parameters.a);
        let b = field.element(&parameters.b);
        let q: Option<Odd<Uint<L>>> = Odd::new(parameters.q).into();
        let three = field.element(&Uint::from(3_u32));
        let a_is_minus_three = field.is_zero(&field.add(&a, &three));
        let mut curve = Self {
            field,
            a,
            b,
            a_is_minus_three,
            q: q?,
            cofactor: parameters.cofactor,
            base: Vec::new(),
        };
        let generator = curve.point(&parameters.x, &parameters.y)?;
        curve.base = curve.odd_multiples_affine(&generator, 1 << (WINDOW_BASE - 2))?;
        let order = curve.multiply(&Uint::ZERO, &parameters.q, &generator);
        curve.is_infinity(&order).then_some(curve)
    }

    /// A public key: coordinates below the modulus, on the curve, in the subgroup.
    pub(crate) fn point(&self, x: &Uint<L>, y: &Uint<L>) -> Option<Affine<F::Element>> {
        let modulus = self.field.modulus().as_ref();
        if x.cmp_vartime(modulus).is_ge() || y.cmp_vartime(modulus).is_ge() {
            return None;
        }
        let f = &self.field;
        let point = Affine { x: f.element(x), y: f.element(y) };
        let right = f.mul(&f.add(&f.square(&point.x), &self.a), &point.x);
        if f.square(&point.y) != f.add(&right, &self.b) {
            return None;
        }
        if self.cofactor > 1 {
            let order = self.multiply(&Uint::ZERO, self.q.as_ref(), &point);
            return self.is_infinity(&order).then_some(point);
        }
        Some(point)
    }

    /// Whether `(r, s)` signs the digest, read as an integer, under the key.
    pub(crate) fn verify(
        &self,
        key: &Affine<F::Element>,
        digest: &Uint<L>,
        r: &Uint<L>,
        s: &Uint<L>,
    ) -> bool {
        let q: &NonZero<Uint<L>> = self.q.as_nz_ref();
        let in_range = |n: &Uint<L>| !n.is_zero_vartime() && n.cmp_vartime(q.as_ref()).is_lt();
        if !in_range(r) || !in_range(s) {
            return false;
        }
        let mut e = digest.rem_vartime(q);
        if e.is_zero_vartime() {
            e = Uint::ONE;
        }
        let inverse: Option<Uint<L>> = e.invert_odd_mod_vartime(&self.q).into();
        let Some(v) = inverse else { return false };
        let z1 = s.mul_mod_vartime(&v, q);
        let z2 = r.mul_mod_vartime(&v, q).neg_mod(q);
        let c = self.multiply(&z1, &z2, key);
        !self.is_infinity(&c) && self.abscissa_is(&c, r)
    }

    /// Whether `x(point) mod q = r`, without inverting: `x = X / Z²`, and `x` is `r`, `r + q`, …
    fn abscissa_is(&self, point: &Jacobian<F::Element>, r: &Uint<L>) -> bool {
        let f = &self.field;
        let z_squared = f.square(&point.z);
        let mut candidate = *r;
        loop {
            if candidate.cmp_vartime(f.modulus().as_ref()).is_ge() {
                return false;
            }
            if f.mul(&f.element(&candidate), &z_squared) == point.x {
                return true;
            }
            let Some(next) = Option::<Uint<L>>::from(candidate.checked_add(self.q.as_ref())) else {
                return false;
            };
            candidate = next;
        }
    }

    /// `k·G + m·P` in one pass.
    fn multiply(
        &self,
        k: &Uint<L>,
        m: &Uint<L>,
        point: &Affine<F::Element>,
    ) -> Jacobian<F::Element> {
        let digits_base = signed_windows(k, WINDOW_BASE);
        let digits_key = signed_windows(m, WINDOW_KEY);
        let multiples = self.odd_multiples(point, 1 << (WINDOW_KEY - 2));
        let mut sum = self.infinity();
        for (base, key) in digits_base.iter().zip(&digits_key).rev() {
            sum = self.double(&sum);
            if let Some((index, negative)) = odd_index(*base)
                && let Some(term) = self.base.get(index)
            {
                let y = if negative { self.field.negate(&term.y) } else { term.y };
                sum = self.add_affine(&sum, &Affine { x: term.x, y });
            }
            if let Some((index, negative)) = odd_index(*key)
                && let Some(term) = multiples.get(index)
            {
                let y = if negative { self.field.negate(&term.y) } else { term.y };
                sum = self.add(&sum, &Jacobian { x: term.x, y, z: term.z });
            }
        }
        sum
    }

    fn odd_multiples(&self, point: &Affine<F::Element>, count: usize) -> Vec<Jacobian<F::Element>> {
        let first = Jacobian { x: point.x, y: point.y, z: self.field.one() };
        let twice = self.double(&first);
        let mut multiples = Vec::with_capacity(count);
        let mut current = first;
        for _ in 0..count {
            multiples.push(current);
            current = self.add(&current, &twice);
        }
        multiples
    }

    fn odd_multiples_affine(
        &self,
        point: &Affine<F::Element>,
        count: usize,
    ) -> Option<Vec<Affine<F::Element>>> {
        let f = &self.field;
        self.odd_multiples(point, count)
            .iter()
            .map(|p| {
                let inverse = f.invert(&p.z)?;
                let square = f.square(&inverse);
                Some(Affine { x: f.mul(&p.x, &square), y: f.mul(&p.y, &f.mul(&square, &inverse)) })
            })
            .collect()
    }

    fn infinity(&self) -> Jacobian<F::Element> {
        Jacobian { x: self.field.one(), y: self.field.one(), z: self.field.zero() }
    }

    fn is_infinity(&self, point: &Jacobian<F::Element>) -> bool {
        self.field.is_zero(&point.z)
    }

    /// Doubling: `dbl-2001-b` when `a = -3`, else the schoolbook form.
    fn double(&self, p: &Jacobian<F::Element>) -> Jacobian<F::Element> {
        let f = &self.field;
        let gamma = f.square(&p.y);
        let beta = f.mul(&p.x, &gamma);
        let alpha = if self.a_is_minus_three {
            let delta = f.square(&p.z);
            let product = f.mul(&f.sub(&p.x, &delta), &f.add(&p.x, &delta));
            f.add(&f.double(&product), &product)
        } else {
            let square = f.square(&p.x);
            let z_fourth = f.square(&f.square(&p.z));
            f.add(&f.add(&f.double(&square), &square), &f.mul(&self.a, &z_fourth))
        };
        let beta4 = f.double(&f.double(&beta));
        let x = f.sub(&f.square(&alpha), &f.double(&beta4));
        let gamma_squared8 = f.double(&f.double(&f.double(&f.square(&gamma))));
        let y = f.sub(&f.mul(&alpha, &f.sub(&beta4, &x)), &gamma_squared8);
        let z = f.double(&f.mul(&p.y, &p.z));
        Jacobian { x, y, z }
    }

    /// Addition of a point with `z = 1`.
    fn add_affine(
        &self,
        p: &Jacobian<F::Element>,
        other: &Affine<F::Element>,
    ) -> Jacobian<F::Element> {
        let f = &self.field;
        if self.is_infinity(p) {
            return Jacobian { x: other.x, y: other.y, z: f.one() };
        }
        let z_squared = f.square(&p.z);
        let u2 = f.mul(&other.x, &z_squared);
        let s2 = f.mul(&other.y, &f.mul(&p.z, &z_squared));
        self.sum(p, &p.x, &p.y, &u2, &s2, &p.z)
    }

    fn add(&self, p: &Jacobian<F::Element>, r: &Jacobian<F::Element>) -> Jacobian<F::Element> {
        let f = &self.field;
        if self.is_infinity(p) {
            return *r;
        }
        if self.is_infinity(r) {
            return *p;
        }
        let z1_squared = f.square(&p.z);
        let z2_squared = f.square(&r.z);
        let u1 = f.mul(&p.x, &z2_squared);
        let u2 = f.mul(&r.x, &z1_squared);
        let s1 = f.mul(&p.y, &f.mul(&r.z, &z2_squared));
        let s2 = f.mul(&r.y, &f.mul(&p.z, &z1_squared));
        let z = f.mul(&p.z, &r.z);
        self.sum(p, &u1, &s1, &u2, &s2, &z)
    }

    /// The common end of both additions; equal or opposite points are told apart here.
    fn sum(
        &self,
        p: &Jacobian<F::Element>,
        u1: &F::Element,
        s1: &F::Element,
        u2: &F::Element,
        s2: &F::Element,
        z: &F::Element,
    ) -> Jacobian<F::Element> {
        let f = &self.field;
        let h = f.sub(u2, u1);
        let r = f.sub(s2, s1);
        if f.is_zero(&h) {
            return if f.is_zero(&r) { self.double(p) } else { self.infinity() };
        }
        let h_squared = f.square(&h);
        let h_cubed = f.mul(&h, &h_squared);
        let v = f.mul(u1, &h_squared);
        let x = f.sub(&f.sub(&f.square(&r), &h_cubed), &f.double(&v));
        let y = f.sub(&f.mul(&r, &f.sub(&v, &x)), &f.mul(s1, &h_cubed));
        Jacobian { x, y, z: f.mul(z, &h) }
    }
}

/// The place of an odd digit among the odd multiples, and its sign; none for zero.
fn odd_index(digit: i8) -> Option<(usize, bool)> {
    (digit != 0).then(|| (usize::from(digit.unsigned_abs() / 2), digit < 0))
}

/// Signed odd digits of a number, the lowest first; at most one in `width` is not zero.
fn signed_windows<const L: usize>(number: &Uint<L>, width: u32) -> Vec<i8> {
    let bits = Uint::<L>::BITS;
    let mut digits = vec![0_i8; bits as usize + 1];
    let mut carry = 0_i16;
    let mut bit = 0;
    while bit <= bits {
        let current = i16::from(bit < bits && number.bit_vartime(bit));
        if current == carry {
            bit += 1;
            continue;
        }
        let span = width.min(bits + 1 - bit);
        let mut word = carry;
        for offset in 0..span {
            let set = bit + offset < bits && number.bit_vartime(bit + offset);
            word += i16::from(set) << offset;
        }
        carry = (word >> (width - 1)) & 1;
        word -= carry << width;
        if let Some(digit) = digits.get_mut(bit as usize) {
            *digit = i8::try_from(word).unwrap_or(0);
        }
        bit += span;
    }
    digits
}
