//! Integers that are never zero.

use crate::fmt;

#[lang = "NonZero"]
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
#[rustc_layout_scalar_valid_range_start(1)]
pub struct NonZero<T>(T);

pub type NonZeroU8 = NonZero<u8>;
pub type NonZeroU16 = NonZero<u16>;
pub type NonZeroU32 = NonZero<u32>;
pub type NonZeroU64 = NonZero<u64>;
pub type NonZeroUsize = NonZero<usize>;
pub type NonZeroU128 = NonZero<u128>;
pub type NonZeroI8 = NonZero<i8>;
pub type NonZeroI16 = NonZero<i16>;
pub type NonZeroI128 = NonZero<i128>;
pub type NonZeroIsize = NonZero<isize>;
pub type NonZeroI32 = NonZero<i32>;
pub type NonZeroI64 = NonZero<i64>;

macro_rules! nonzero {
    ($($t:ident)*) => { $(
        impl NonZero<$t> {
            pub const fn new(n: $t) -> Option<Self> { if n == 0 { None } else { unsafe { Some(NonZero(n)) } } }
            pub const unsafe fn new_unchecked(n: $t) -> Self { unsafe { NonZero(n) } }
            pub const fn get(self) -> $t { self.0 }
            pub const BITS: u32 = $t::BITS;
            pub const MAX: Self = unsafe { NonZero($t::MAX) };
            pub const fn checked_mul(self, other: Self) -> Option<Self> {
                match self.0.checked_mul(other.0) { Some(n) => Some(unsafe { NonZero(n) }), None => None }
            }
            pub const fn checked_pow(self, other: u32) -> Option<Self> {
                match self.0.checked_pow(other) { Some(n) => Some(unsafe { NonZero(n) }), None => None }
            }
            pub const fn saturating_mul(self, other: Self) -> Self { unsafe { NonZero(self.0.saturating_mul(other.0)) } }
            pub const fn count_ones(self) -> NonZero<u32> { unsafe { NonZero(self.0.count_ones()) } }
            pub const fn leading_zeros(self) -> u32 { self.0.leading_zeros() }
            pub const fn trailing_zeros(self) -> u32 { self.0.trailing_zeros() }
        }
        impl From<NonZero<$t>> for $t {
            fn from(n: NonZero<$t>) -> $t { n.0 }
        }
        impl TryFrom<$t> for NonZero<$t> {
            type Error = super::TryFromIntError;
            fn try_from(n: $t) -> Result<Self, super::TryFromIntError> {
                match Self::new(n) { Some(n) => Ok(n), None => Err(super::TryFromIntError(())) }
            }
        }
        impl crate::str::FromStr for NonZero<$t> {
            type Err = super::ParseIntError;
            fn from_str(src: &str) -> Result<Self, super::ParseIntError> {
                match Self::new($t::from_str_radix(src, 10)?) { Some(n) => Ok(n), None => Err(super::parse::zero()) }
            }
        }
        impl fmt::Debug for NonZero<$t> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(&self.0, f) }
        }
        impl fmt::Display for NonZero<$t> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(&self.0, f) }
        }
    )* };
}
nonzero! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }

macro_rules! unsigned_nonzero {
    ($($t:ident)*) => { $(
        impl NonZero<$t> {
            pub const MIN: Self = unsafe { NonZero(1) };
            pub const fn checked_add(self, other: $t) -> Option<Self> {
                match self.0.checked_add(other) { Some(n) => Some(unsafe { NonZero(n) }), None => None }
            }
            pub const fn saturating_add(self, other: $t) -> Self { unsafe { NonZero(self.0.saturating_add(other)) } }
            pub const fn ilog2(self) -> u32 { self.0.ilog2() }
            pub const fn ilog10(self) -> u32 { self.0.ilog10() }
            pub const fn is_power_of_two(self) -> bool { self.0.is_power_of_two() }
        }
        impl crate::ops::Div<NonZero<$t>> for $t {
            type Output = $t;
            fn div(self, other: NonZero<$t>) -> $t { self / other.0 }
        }
        impl crate::ops::Rem<NonZero<$t>> for $t {
            type Output = $t;
            fn rem(self, other: NonZero<$t>) -> $t { self % other.0 }
        }
    )* };
}
unsigned_nonzero! { u8 u16 u32 u64 u128 usize }

macro_rules! signed_nonzero {
    ($($t:ident)*) => { $(
        impl NonZero<$t> {
            pub const MIN: Self = unsafe { NonZero($t::MIN) };
            pub const fn is_negative(self) -> bool { self.0 < 0 }
            pub const fn is_positive(self) -> bool { self.0 > 0 }
        }
    )* };
}
signed_nonzero! { i8 i16 i32 i64 i128 isize }
