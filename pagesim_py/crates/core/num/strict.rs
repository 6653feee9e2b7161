//! Arithmetic that panics whatever the profile, and that of many digits.

use crate::panicking::{
    panic_const_add_overflow, panic_const_div_overflow, panic_const_mul_overflow, panic_const_neg_overflow, panic_const_rem_overflow,
    panic_const_shl_overflow, panic_const_shr_overflow, panic_const_sub_overflow,
};

macro_rules! or_panic {
    ($($name:ident($self:ident $(, $rhs:ident: $Rhs:ty)?) by $checked:ident else $panic:ident;)*) => { $(
        #[track_caller]
        pub const fn $name($self $(, $rhs: $Rhs)?) -> Self {
            match $self.$checked($($rhs)?) { (value, false) => value, _ => $panic() }
        }
    )* };
}

macro_rules! strict {
    ($($t:ident)*) => { $( impl $t {
        or_panic! {
            strict_neg(self) by overflowing_neg else panic_const_neg_overflow;
            strict_pow(self, exp: u32) by overflowing_pow else panic_const_mul_overflow;
            strict_shl(self, rhs: u32) by overflowing_shl else panic_const_shl_overflow;
            strict_shr(self, rhs: u32) by overflowing_shr else panic_const_shr_overflow;
            strict_div(self, rhs: Self) by overflowing_div else panic_const_div_overflow;
            strict_rem(self, rhs: Self) by overflowing_rem else panic_const_rem_overflow;
            strict_div_euclid(self, rhs: Self) by overflowing_div_euclid else panic_const_div_overflow;
            strict_rem_euclid(self, rhs: Self) by overflowing_rem_euclid else panic_const_rem_overflow;
        }
    } )* };
}
strict! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }

macro_rules! strict_signed {
    ($($t:ident $unsigned:ident;)*) => { $( impl $t {
        or_panic! {
            strict_abs(self) by overflowing_abs else panic_const_neg_overflow;
            strict_add_unsigned(self, rhs: $unsigned) by overflowing_add_unsigned else panic_const_add_overflow;
            strict_sub_unsigned(self, rhs: $unsigned) by overflowing_sub_unsigned else panic_const_sub_overflow;
        }
        #[track_caller]
        pub const fn saturating_div(self, rhs: Self) -> Self {
            match self.overflowing_div(rhs) { (value, false) => value, _ => Self::MAX }
        }
    } )* };
}
strict_signed! { i8 u8; i16 u16; i32 u32; i64 u64; i128 u128; isize usize; }

macro_rules! strict_unsigned {
    ($($t:ident $signed:ident;)*) => { $( impl $t {
        or_panic! {
            strict_add_signed(self, rhs: $signed) by overflowing_add_signed else panic_const_add_overflow;
            strict_sub_signed(self, rhs: $signed) by overflowing_sub_signed else panic_const_sub_overflow;
        }
        /// The difference, and whether one is owed to the next digit.
        pub const fn borrowing_sub(self, rhs: Self, borrow: bool) -> (Self, bool) {
            let (value, first) = self.overflowing_sub(rhs);
            let (value, second) = value.overflowing_sub(borrow as Self);
            (value, first || second)
        }
        /// The lower and the upper half of the product and what was carried.
        pub const fn carrying_mul(self, rhs: Self, carry: Self) -> (Self, Self) { self.carrying_mul_add(rhs, carry, 0) }
        pub const fn carrying_mul_add(self, rhs: Self, carry: Self, add: Self) -> (Self, Self) {
            let half = Self::BITS / 2;
            let mask = Self::MAX >> half;
            let (low, high) = (rhs & mask, rhs >> half);
            let bottom = (self & mask) * low;
            let left = (self >> half) * low + (bottom >> half);
            let right = (self & mask) * high + (left & mask);
            let product = right << half | bottom & mask;
            let upper = (self >> half) * high + (left >> half) + (right >> half);
            let (product, first) = product.overflowing_add(carry);
            let (product, second) = product.overflowing_add(add);
            (product, upper + first as Self + second as Self)
        }
    } )* };
}
strict_unsigned! { u8 i8; u16 i16; u32 i32; u64 i64; u128 i128; usize isize; }
