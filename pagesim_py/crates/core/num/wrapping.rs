//! `Wrapping` and `Saturating`: integers whose operators never panic.

use crate::fmt;
use crate::ops::{Add, AddAssign, BitAnd, BitOr, BitXor, Mul, MulAssign, Not, Sub, SubAssign};

#[derive(PartialEq, Eq, PartialOrd, Ord, Clone, Copy, Default, Hash)]
#[repr(transparent)]
pub struct Wrapping<T>(pub T);

#[derive(PartialEq, Eq, PartialOrd, Ord, Clone, Copy, Default, Hash)]
#[repr(transparent)]
pub struct Saturating<T>(pub T);

macro_rules! shown_as_inner {
    ($($Outer:ident: $($Trait:ident)*;)*) => { $($(
        impl<T: fmt::$Trait> fmt::$Trait for $Outer<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
    )*)* };
}
shown_as_inner! {
    Wrapping: Debug Display Binary Octal LowerHex UpperHex;
    Saturating: Debug Display Binary Octal LowerHex UpperHex;
}

macro_rules! operators {
    ($($Outer:ident $add:ident $sub:ident $mul:ident: $($t:ty)*;)*) => { $($(
        impl Add for $Outer<$t> {
            type Output = $Outer<$t>;
            fn add(self, other: $Outer<$t>) -> $Outer<$t> { $Outer(self.0.$add(other.0)) }
        }
        impl AddAssign for $Outer<$t> {
            fn add_assign(&mut self, other: $Outer<$t>) { self.0 = self.0.$add(other.0) }
        }
        impl AddAssign<$t> for $Outer<$t> {
            fn add_assign(&mut self, other: $t) { self.0 = self.0.$add(other) }
        }
        impl Sub for $Outer<$t> {
            type Output = $Outer<$t>;
            fn sub(self, other: $Outer<$t>) -> $Outer<$t> { $Outer(self.0.$sub(other.0)) }
        }
        impl SubAssign for $Outer<$t> {
            fn sub_assign(&mut self, other: $Outer<$t>) { self.0 = self.0.$sub(other.0) }
        }
        impl SubAssign<$t> for $Outer<$t> {
            fn sub_assign(&mut self, other: $t) { self.0 = self.0.$sub(other) }
        }
        impl Mul for $Outer<$t> {
            type Output = $Outer<$t>;
            fn mul(self, other: $Outer<$t>) -> $Outer<$t> { $Outer(self.0.$mul(other.0)) }
        }
        impl MulAssign for $Outer<$t> {
            fn mul_assign(&mut self, other: $Outer<$t>) { self.0 = self.0.$mul(other.0) }
        }
        impl Not for $Outer<$t> {
            type Output = $Outer<$t>;
            fn not(self) -> $Outer<$t> { $Outer(!self.0) }
        }
        impl BitAnd for $Outer<$t> {
            type Output = $Outer<$t>;
            fn bitand(self, other: $Outer<$t>) -> $Outer<$t> { $Outer(self.0 & other.0) }
        }
        impl BitOr for $Outer<$t> {
            type Output = $Outer<$t>;
            fn bitor(self, other: $Outer<$t>) -> $Outer<$t> { $Outer(self.0 | other.0) }
        }
        impl BitXor for $Outer<$t> {
            type Output = $Outer<$t>;
            fn bitxor(self, other: $Outer<$t>) -> $Outer<$t> { $Outer(self.0 ^ other.0) }
        }
    )*)* };
}
operators! {
    Wrapping wrapping_add wrapping_sub wrapping_mul: u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize;
    Saturating saturating_add saturating_sub saturating_mul: u8 u16 u32 u64 usize i8 i32 i64;
}
