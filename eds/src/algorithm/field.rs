//! Arithmetic modulo a prime: one trait, a fast special form and a general one.
//!
//! The curves in use stand over `2^512 - 569` and `2^256 - 617`, whose reduction is one short
//! multiplication; the examples of RFC 7091 stand over general primes and go by Montgomery form,
//! which therefore is built for tests only.

#[cfg(test)]
use crypto_bigint::modular::{FixedMontyForm, FixedMontyParams};
use crypto_bigint::{Limb, Odd, Uint};

/// Arithmetic of a prime field whose elements fit in `L` limbs.
pub(crate) trait Field<const L: usize> {
    /// An element, always reduced.
    type Element: Copy + PartialEq;
    fn element(&self, value: &Uint<L>) -> Self::Element;
    fn to_uint(&self, value: &Self::Element) -> Uint<L>;
    fn mul(&self, a: &Self::Element, b: &Self::Element) -> Self::Element;
    fn add(&self, a: &Self::Element, b: &Self::Element) -> Self::Element;
    fn sub(&self, a: &Self::Element, b: &Self::Element) -> Self::Element;
    fn modulus(&self) -> &Odd<Uint<L>>;

    fn square(&self, a: &Self::Element) -> Self::Element {
        self.mul(a, a)
    }
    fn double(&self, a: &Self::Element) -> Self::Element {
        self.add(a, a)
    }
    fn zero(&self) -> Self::Element {
        self.element(&Uint::ZERO)
    }
    fn one(&self) -> Self::Element {
        self.element(&Uint::ONE)
    }
    fn is_zero(&self, a: &Self::Element) -> bool {
        *a == self.zero()
    }
    fn negate(&self, a: &Self::Element) -> Self::Element {
        self.sub(&self.zero(), a)
    }
    fn invert(&self, a: &Self::Element) -> Option<Self::Element> {
        let inverse = self.to_uint(a).invert_odd_mod_vartime(self.modulus());
        Option::from(inverse).map(|value: Uint<L>| self.element(&value))
    }
}

/// The field of `2^bits - c` with a small `c`.
#[derive(Debug)]
pub(crate) struct Special<const L: usize> {
    modulus: Odd<Uint<L>>,
    c: Limb,
}

impl<const L: usize> Special<L> {
    /// The field of `2^bits - c`; none when that number is even.
    pub(crate) fn new(c: u32) -> Option<Self> {
        let modulus = Uint::<L>::ZERO.wrapping_sub(&Uint::from(c));
        let modulus: Option<Odd<Uint<L>>> = Odd::new(modulus).into();
        Some(Self { modulus: modulus?, c: Limb::from(c) })
    }
}

impl<const L: usize> Field<L> for Special<L> {
    type Element = Uint<L>;

    fn element(&self, value: &Uint<L>) -> Uint<L> {
        value.rem_vartime(self.modulus.as_nz_ref())
    }
    fn to_uint(&self, value: &Uint<L>) -> Uint<L> {
        *value
    }
    #[inline]
    fn mul(&self, a: &Uint<L>, b: &Uint<L>) -> Uint<L> {
        a.mul_mod_special(b, self.c)
    }
    #[inline]
    fn add(&self, a: &Uint<L>, b: &Uint<L>) -> Uint<L> {
        a.add_mod_special(b, self.c)
    }
    #[inline]
    fn sub(&self, a: &Uint<L>, b: &Uint<L>) -> Uint<L> {
        a.sub_mod_special(b, self.c)
    }
    fn modulus(&self) -> &Odd<Uint<L>> {
        &self.modulus
    }
    fn zero(&self) -> Uint<L> {
        Uint::ZERO
    }
    fn one(&self) -> Uint<L> {
        Uint::ONE
    }
}

/// The field of any odd prime, in Montgomery form.
#[cfg(test)]
#[derive(Debug)]
pub(crate) struct General<const L: usize> {
    params: FixedMontyParams<L>,
}

#[cfg(test)]
impl<const L: usize> General<L> {
    /// The field of an odd modulus.
    pub(crate) fn new(modulus: Uint<L>) -> Option<Self> {
        let modulus: Option<Odd<Uint<L>>> = Odd::new(modulus).into();
        Some(Self { params: FixedMontyParams::new_vartime(modulus?) })
    }
}

#[cfg(test)]
impl<const L: usize> Field<L> for General<L> {
    type Element = FixedMontyForm<L>;

    fn element(&self, value: &Uint<L>) -> FixedMontyForm<L> {
        FixedMontyForm::new(value, &self.params)
    }
    fn to_uint(&self, value: &FixedMontyForm<L>) -> Uint<L> {
        value.retrieve()
    }
    fn mul(&self, a: &FixedMontyForm<L>, b: &FixedMontyForm<L>) -> FixedMontyForm<L> {
        a.mul(b)
    }
    fn add(&self, a: &FixedMontyForm<L>, b: &FixedMontyForm<L>) -> FixedMontyForm<L> {
        a.add(b)
    }
    fn sub(&self, a: &FixedMontyForm<L>, b: &FixedMontyForm<L>) -> FixedMontyForm<L> {
        a.sub(b)
    }
    fn modulus(&self) -> &Odd<Uint<L>> {
        self.params.modulus()
    }
}
