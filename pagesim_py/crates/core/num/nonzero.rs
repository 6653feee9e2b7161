//! Integers that are never zero.

use crate::fmt;
use crate::intrinsics;

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

/// The integers.
pub trait ZeroablePrimitive: Copy {}

impl<T: ZeroablePrimitive> NonZero<T> {
    pub const fn new(n: T) -> Option<Self> { if intrinsics::as_u128(n) == 0 { None } else { unsafe { Some(NonZero(n)) } } }
    #[track_caller]
    pub const unsafe fn new_unchecked(n: T) -> Self {
        if intrinsics::as_u128(n) == 0 {
            crate::panicking::panic_precondition("NonZero::new_unchecked requires the argument to be non-zero")
        }
        unsafe { NonZero(n) }
    }
    pub const fn get(self) -> T { self.0 }
}

macro_rules! nonzero {
    ($($t:ident)*) => { $(
        impl NonZero<$t> {
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
            pub const fn saturating_pow(self, other: u32) -> Self { unsafe { NonZero(self.0.saturating_pow(other)) } }
            pub const fn trailing_zeros(self) -> u32 { self.0.trailing_zeros() }
        }
        impl ZeroablePrimitive for $t {}
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
        impl crate::ops::BitOr for NonZero<$t> {
            type Output = Self;
            fn bitor(self, rhs: Self) -> Self { unsafe { NonZero(self.0 | rhs.0) } }
        }
        impl crate::ops::BitOr<$t> for NonZero<$t> {
            type Output = Self;
            fn bitor(self, rhs: $t) -> Self { unsafe { NonZero(self.0 | rhs) } }
        }
        impl crate::ops::BitOr<NonZero<$t>> for $t {
            type Output = NonZero<$t>;
            fn bitor(self, rhs: NonZero<$t>) -> NonZero<$t> { unsafe { NonZero(self | rhs.0) } }
        }
        impl crate::ops::BitOrAssign for NonZero<$t> {
            fn bitor_assign(&mut self, rhs: Self) { *self = *self | rhs }
        }
        impl crate::ops::BitOrAssign<$t> for NonZero<$t> {
            fn bitor_assign(&mut self, rhs: $t) { *self = *self | rhs }
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
            pub const fn checked_next_power_of_two(self) -> Option<Self> {
                match self.0.checked_next_power_of_two() { Some(n) => Some(unsafe { NonZero(n) }), None => None }
            }
            pub const fn midpoint(self, rhs: Self) -> Self { unsafe { NonZero(self.0.midpoint(rhs.0)) } }
            pub const fn isqrt(self) -> Self { unsafe { NonZero(self.0.isqrt()) } }
            pub const fn div_ceil(self, rhs: Self) -> Self { unsafe { NonZero(self.0.div_ceil(rhs.0)) } }
        }
        impl crate::ops::Div<NonZero<$t>> for $t {
            type Output = $t;
            fn div(self, other: NonZero<$t>) -> $t { self / other.0 }
        }
        impl crate::ops::DivAssign<NonZero<$t>> for $t {
            fn div_assign(&mut self, other: NonZero<$t>) { *self = *self / other }
        }
        impl crate::ops::RemAssign<NonZero<$t>> for $t {
            fn rem_assign(&mut self, other: NonZero<$t>) { *self = *self % other }
        }
        impl crate::ops::Rem<NonZero<$t>> for $t {
            type Output = $t;
            fn rem(self, other: NonZero<$t>) -> $t { self % other.0 }
        }
    )* };
}
unsigned_nonzero! { u8 u16 u32 u64 u128 usize }

macro_rules! cast_nonzero {
    ($($signed:ident $unsigned:ident;)*) => { $(
        impl NonZero<$unsigned> {
            pub const fn cast_signed(self) -> NonZero<$signed> { unsafe { NonZero(self.0 as $signed) } }
        }
        impl NonZero<$signed> {
            pub const fn cast_unsigned(self) -> NonZero<$unsigned> { unsafe { NonZero(self.0 as $unsigned) } }
            pub const fn unsigned_abs(self) -> NonZero<$unsigned> { unsafe { NonZero(self.0.unsigned_abs()) } }
        }
    )* };
}
cast_nonzero! { i8 u8; i16 u16; i32 u32; i64 u64; i128 u128; isize usize; }

macro_rules! signed_nonzero {
    ($($t:ident)*) => { $(
        impl crate::ops::Neg for NonZero<$t> {
            type Output = Self;
            #[track_caller]
            fn neg(self) -> Self { unsafe { NonZero(-self.0) } }
        }
        impl NonZero<$t> {
            pub const MIN: Self = unsafe { NonZero($t::MIN) };
            pub const fn is_negative(self) -> bool { self.0 < 0 }
            pub const fn is_positive(self) -> bool { self.0 > 0 }
            pub const fn abs(self) -> Self { unsafe { NonZero(self.0.abs()) } }
            pub const fn checked_abs(self) -> Option<Self> {
                match self.0.checked_abs() { Some(n) => Some(unsafe { NonZero(n) }), None => None }
            }
            pub const fn overflowing_abs(self) -> (Self, bool) {
                let (n, overflow) = self.0.overflowing_abs();
                (unsafe { NonZero(n) }, overflow)
            }
            pub const fn saturating_abs(self) -> Self { unsafe { NonZero(self.0.saturating_abs()) } }
            pub const fn wrapping_abs(self) -> Self { unsafe { NonZero(self.0.wrapping_abs()) } }
            pub const fn checked_neg(self) -> Option<Self> {
                match self.0.checked_neg() { Some(n) => Some(unsafe { NonZero(n) }), None => None }
            }
            pub const fn overflowing_neg(self) -> (Self, bool) {
                let (n, overflow) = self.0.overflowing_neg();
                (unsafe { NonZero(n) }, overflow)
            }
            pub const fn saturating_neg(self) -> Self { unsafe { NonZero(self.0.saturating_neg()) } }
            pub const fn wrapping_neg(self) -> Self { unsafe { NonZero(self.0.wrapping_neg()) } }
        }
    )* };
}
signed_nonzero! { i8 i16 i32 i64 i128 isize }
