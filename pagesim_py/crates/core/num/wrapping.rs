//! `Wrapping` and `Saturating`: integers whose operators never panic.

use crate::fmt;
use crate::ops::{
    Add, AddAssign, BitAnd, BitAndAssign, BitOr, BitOrAssign, BitXor, BitXorAssign, Div, DivAssign, Mul, MulAssign, Neg, Not, Rem,
    RemAssign, Shl, ShlAssign, Shr, ShrAssign, Sub, SubAssign,
};

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

macro_rules! binary {
    ($Outer:ident $t:ty: $($Trait:ident $method:ident $Assign:ident $assign:ident |$left:ident, $right:ident| $value:expr;)*) => { $(
        impl $Trait for $Outer<$t> {
            type Output = $Outer<$t>;
            fn $method(self, other: $Outer<$t>) -> $Outer<$t> {
                let ($left, $right) = (self.0, other.0);
                $Outer($value)
            }
        }
        impl $Trait<&$Outer<$t>> for $Outer<$t> {
            type Output = $Outer<$t>;
            fn $method(self, other: &$Outer<$t>) -> $Outer<$t> { $Trait::$method(self, *other) }
        }
        impl $Trait<$Outer<$t>> for &$Outer<$t> {
            type Output = $Outer<$t>;
            fn $method(self, other: $Outer<$t>) -> $Outer<$t> { $Trait::$method(*self, other) }
        }
        impl $Trait<&$Outer<$t>> for &$Outer<$t> {
            type Output = $Outer<$t>;
            fn $method(self, other: &$Outer<$t>) -> $Outer<$t> { $Trait::$method(*self, *other) }
        }
        impl $Assign for $Outer<$t> {
            fn $assign(&mut self, other: $Outer<$t>) { *self = $Trait::$method(*self, other) }
        }
        impl $Assign<$t> for $Outer<$t> {
            fn $assign(&mut self, other: $t) { *self = $Trait::$method(*self, $Outer(other)) }
        }
    )* };
}

macro_rules! operators {
    ($($Outer:ident $add:ident $sub:ident $mul:ident $div:ident $pow:ident: $($t:ty)*;)*) => { $($(
        binary! { $Outer $t:
            Add add AddAssign add_assign |left, right| left.$add(right);
            Sub sub SubAssign sub_assign |left, right| left.$sub(right);
            Mul mul MulAssign mul_assign |left, right| left.$mul(right);
            Div div DivAssign div_assign |left, right| left.$div(right);
            Rem rem RemAssign rem_assign |left, right| left.wrapping_rem(right);
            BitAnd bitand BitAndAssign bitand_assign |left, right| left & right;
            BitOr bitor BitOrAssign bitor_assign |left, right| left | right;
            BitXor bitxor BitXorAssign bitxor_assign |left, right| left ^ right;
        }
        impl Not for $Outer<$t> {
            type Output = $Outer<$t>;
            fn not(self) -> $Outer<$t> { $Outer(!self.0) }
        }
        impl $Outer<$t> {
            pub const MIN: Self = $Outer(<$t>::MIN);
            pub const MAX: Self = $Outer(<$t>::MAX);
            pub const BITS: u32 = <$t>::BITS;
            pub const fn count_ones(self) -> u32 { self.0.count_ones() }
            pub const fn count_zeros(self) -> u32 { self.0.count_zeros() }
            pub const fn leading_zeros(self) -> u32 { self.0.leading_zeros() }
            pub const fn trailing_zeros(self) -> u32 { self.0.trailing_zeros() }
            pub const fn rotate_left(self, n: u32) -> Self { $Outer(self.0.rotate_left(n)) }
            pub const fn rotate_right(self, n: u32) -> Self { $Outer(self.0.rotate_right(n)) }
            pub const fn swap_bytes(self) -> Self { $Outer(self.0.swap_bytes()) }
            pub const fn reverse_bits(self) -> Self { $Outer(self.0.reverse_bits()) }
            pub const fn from_be(x: Self) -> Self { $Outer(<$t>::from_be(x.0)) }
            pub const fn from_le(x: Self) -> Self { x }
            pub const fn to_be(self) -> Self { $Outer(self.0.to_be()) }
            pub const fn to_le(self) -> Self { self }
            pub const fn pow(self, exp: u32) -> Self { $Outer(self.0.$pow(exp)) }
        }
    )*)* };
}
operators! {
    Wrapping wrapping_add wrapping_sub wrapping_mul wrapping_div wrapping_pow: u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize;
    Saturating saturating_add saturating_sub saturating_mul saturating_div saturating_pow:
        u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize;
}

macro_rules! signed_ones {
    ($($Outer:ident $neg:ident $abs:ident: $($t:ident)*;)*) => { $($(
        impl Neg for $Outer<$t> {
            type Output = $Outer<$t>;
            fn neg(self) -> $Outer<$t> { $Outer(self.0.$neg()) }
        }
        impl $Outer<$t> {
            pub const fn abs(self) -> Self { $Outer(self.0.$abs()) }
            pub const fn signum(self) -> Self { $Outer(self.0.signum()) }
            pub const fn is_positive(self) -> bool { self.0 > 0 }
            pub const fn is_negative(self) -> bool { self.0 < 0 }
        }
    )*)* };
}
signed_ones! {
    Wrapping wrapping_neg wrapping_abs: i8 i16 i32 i64 i128 isize;
    Saturating saturating_neg saturating_abs: i8 i16 i32 i64 i128 isize;
}

macro_rules! unsigned_ones {
    ($($t:ident)*) => { $(
        impl Neg for Wrapping<$t> {
            type Output = Wrapping<$t>;
            fn neg(self) -> Wrapping<$t> { Wrapping(self.0.wrapping_neg()) }
        }
        impl Wrapping<$t> {
            pub const fn is_power_of_two(self) -> bool { self.0.is_power_of_two() }
        }
        impl Saturating<$t> {
            pub const fn is_power_of_two(self) -> bool { self.0.is_power_of_two() }
        }
    )* };
}
unsigned_ones! { u8 u16 u32 u64 u128 usize }

macro_rules! shifts {
    ($($t:ident)*) => { $(
        impl Shl<usize> for Wrapping<$t> {
            type Output = Wrapping<$t>;
            fn shl(self, other: usize) -> Wrapping<$t> { Wrapping(self.0.wrapping_shl(other as u32)) }
        }
        impl ShlAssign<usize> for Wrapping<$t> {
            fn shl_assign(&mut self, other: usize) { *self = *self << other }
        }
        impl Shr<usize> for Wrapping<$t> {
            type Output = Wrapping<$t>;
            fn shr(self, other: usize) -> Wrapping<$t> { Wrapping(self.0.wrapping_shr(other as u32)) }
        }
        impl ShrAssign<usize> for Wrapping<$t> {
            fn shr_assign(&mut self, other: usize) { *self = *self >> other }
        }
        impl crate::iter::Sum for Wrapping<$t> {
            fn sum<I: Iterator<Item = Self>>(iter: I) -> Self { iter.fold(Wrapping(0), |total, one| total + one) }
        }
        impl crate::iter::Product for Wrapping<$t> {
            fn product<I: Iterator<Item = Self>>(iter: I) -> Self { iter.fold(Wrapping(1), |total, one| total * one) }
        }
        impl<'a> crate::iter::Sum<&'a Wrapping<$t>> for Wrapping<$t> {
            fn sum<I: Iterator<Item = &'a Self>>(iter: I) -> Self { iter.fold(Wrapping(0), |total, one| total + *one) }
        }
        impl<'a> crate::iter::Product<&'a Wrapping<$t>> for Wrapping<$t> {
            fn product<I: Iterator<Item = &'a Self>>(iter: I) -> Self { iter.fold(Wrapping(1), |total, one| total * *one) }
        }
    )* };
}
shifts! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
