//! What signed and unsigned integers have in common.

use crate::intrinsics;

/// `$line`: where the real library's panics of this type are said to be.
macro_rules! common {
    ($($t:ident $unsigned:ident $bits:literal $bytes:literal $line:literal;)*) => { $(
        impl $t {
            pub const BITS: u32 = $bits;

            pub const fn count_ones(self) -> u32 { intrinsics::ctpop(self) }
            pub const fn count_zeros(self) -> u32 { $bits - intrinsics::ctpop(self) }
            pub const fn leading_zeros(self) -> u32 { intrinsics::ctlz(self) }
            pub const fn trailing_zeros(self) -> u32 { intrinsics::cttz(self) }
            pub const fn leading_ones(self) -> u32 { intrinsics::ctlz(!self) }
            pub const fn trailing_ones(self) -> u32 { intrinsics::cttz(!self) }
            pub const fn rotate_left(self, n: u32) -> Self { intrinsics::rotate_left(self, n % $bits) }
            pub const fn rotate_right(self, n: u32) -> Self { intrinsics::rotate_left(self, $bits - n % $bits) }
            pub const fn swap_bytes(self) -> Self { intrinsics::bswap(self) }
            pub const fn reverse_bits(self) -> Self { intrinsics::bitreverse(self) }
            pub const fn to_be(self) -> Self { intrinsics::bswap(self) }
            pub const fn to_le(self) -> Self { self }
            pub const fn from_be(x: Self) -> Self { intrinsics::bswap(x) }
            pub const fn from_le(x: Self) -> Self { x }

            pub const fn to_be_bytes(self) -> [u8; $bytes] { unsafe { intrinsics::transmute(intrinsics::bswap(self)) } }
            pub const fn to_le_bytes(self) -> [u8; $bytes] { unsafe { intrinsics::transmute(self) } }
            pub const fn to_ne_bytes(self) -> [u8; $bytes] { unsafe { intrinsics::transmute(self) } }
            pub const fn from_be_bytes(bytes: [u8; $bytes]) -> Self { intrinsics::bswap(unsafe { intrinsics::transmute::<[u8; $bytes], $t>(bytes) }) }
            pub const fn from_le_bytes(bytes: [u8; $bytes]) -> Self { unsafe { intrinsics::transmute(bytes) } }
            pub const fn from_ne_bytes(bytes: [u8; $bytes]) -> Self { unsafe { intrinsics::transmute(bytes) } }

            pub const fn wrapping_add(self, rhs: Self) -> Self { intrinsics::wrapping_add(self, rhs) }
            pub const fn wrapping_sub(self, rhs: Self) -> Self { intrinsics::wrapping_sub(self, rhs) }
            pub const fn wrapping_mul(self, rhs: Self) -> Self { intrinsics::wrapping_mul(self, rhs) }
            pub const fn wrapping_neg(self) -> Self { intrinsics::wrapping_sub(0, self) }
            pub const fn wrapping_shl(self, rhs: u32) -> Self { intrinsics::wrapping_shl(self, rhs) }
            pub const fn wrapping_shr(self, rhs: u32) -> Self { intrinsics::wrapping_shr(self, rhs) }
            pub const fn wrapping_pow(self, exp: u32) -> Self { intrinsics::pow_with_overflow(self, exp).0 }

            pub const fn overflowing_add(self, rhs: Self) -> (Self, bool) { intrinsics::add_with_overflow(self, rhs) }
            pub const fn overflowing_sub(self, rhs: Self) -> (Self, bool) { intrinsics::sub_with_overflow(self, rhs) }
            pub const fn overflowing_mul(self, rhs: Self) -> (Self, bool) { intrinsics::mul_with_overflow(self, rhs) }
            pub const fn overflowing_neg(self) -> (Self, bool) { intrinsics::sub_with_overflow(0, self) }
            pub const fn overflowing_shl(self, rhs: u32) -> (Self, bool) { (intrinsics::wrapping_shl(self, rhs), rhs >= $bits) }
            pub const fn overflowing_shr(self, rhs: u32) -> (Self, bool) { (intrinsics::wrapping_shr(self, rhs), rhs >= $bits) }
            pub const fn overflowing_pow(self, exp: u32) -> (Self, bool) { intrinsics::pow_with_overflow(self, exp) }

            pub const fn checked_add(self, rhs: Self) -> Option<Self> {
                let (value, overflow) = intrinsics::add_with_overflow(self, rhs);
                if overflow { None } else { Some(value) }
            }
            pub const fn checked_sub(self, rhs: Self) -> Option<Self> {
                let (value, overflow) = intrinsics::sub_with_overflow(self, rhs);
                if overflow { None } else { Some(value) }
            }
            pub const fn checked_mul(self, rhs: Self) -> Option<Self> {
                let (value, overflow) = intrinsics::mul_with_overflow(self, rhs);
                if overflow { None } else { Some(value) }
            }
            pub const fn checked_neg(self) -> Option<Self> {
                let (value, overflow) = intrinsics::sub_with_overflow(0, self);
                if overflow { None } else { Some(value) }
            }
            pub const fn checked_shl(self, rhs: u32) -> Option<Self> {
                if rhs < $bits { Some(intrinsics::wrapping_shl(self, rhs)) } else { None }
            }
            pub const fn checked_shr(self, rhs: u32) -> Option<Self> {
                if rhs < $bits { Some(intrinsics::wrapping_shr(self, rhs)) } else { None }
            }
            pub const fn checked_pow(self, exp: u32) -> Option<Self> {
                let (value, overflow) = intrinsics::pow_with_overflow(self, exp);
                if overflow { None } else { Some(value) }
            }
            pub const fn unbounded_shl(self, rhs: u32) -> Self { if rhs < $bits { intrinsics::wrapping_shl(self, rhs) } else { 0 } }

            #[track_caller]
            pub const fn strict_add(self, rhs: Self) -> Self { self + rhs }
            #[track_caller]
            pub const fn strict_sub(self, rhs: Self) -> Self { self - rhs }
            #[track_caller]
            pub const fn strict_mul(self, rhs: Self) -> Self { self * rhs }

            #[track_caller]
            pub const unsafe fn unchecked_add(self, rhs: Self) -> Self {
                let (value, overflow) = intrinsics::add_with_overflow(self, rhs);
                if overflow { crate::panicking::panic_precondition(concat!(stringify!($t), "::unchecked_add cannot overflow")) }
                value
            }
            #[track_caller]
            pub const unsafe fn unchecked_sub(self, rhs: Self) -> Self {
                let (value, overflow) = intrinsics::sub_with_overflow(self, rhs);
                if overflow { crate::panicking::panic_precondition(concat!(stringify!($t), "::unchecked_sub cannot overflow")) }
                value
            }
            #[track_caller]
            pub const unsafe fn unchecked_mul(self, rhs: Self) -> Self {
                let (value, overflow) = intrinsics::mul_with_overflow(self, rhs);
                if overflow { crate::panicking::panic_precondition(concat!(stringify!($t), "::unchecked_mul cannot overflow")) }
                value
            }

            pub const fn pow(self, exp: u32) -> Self {
                let (value, overflow) = intrinsics::pow_with_overflow(self, exp);
                if overflow { library_panic!("num/mod.rs", $line, 5, "attempt to multiply with overflow") }
                value
            }

            pub const fn checked_ilog2(self) -> Option<u32> {
                if self <= 0 { None } else { Some($bits - 1 - intrinsics::ctlz(self)) }
            }
            pub const fn checked_ilog10(self) -> Option<u32> { self.checked_ilog(10) }
            pub const fn checked_ilog(self, base: Self) -> Option<u32> {
                if self <= 0 || base <= 1 {
                    return None;
                }
                let mut n = 0;
                let mut rest = self;
                while rest >= base {
                    rest /= base;
                    n += 1;
                }
                Some(n)
            }
            #[track_caller]
            pub const fn ilog2(self) -> u32 {
                match self.checked_ilog2() {
                    Some(n) => n,
                    None => crate::panicking::panic("argument of integer logarithm must be positive"),
                }
            }
            #[track_caller]
            pub const fn ilog10(self) -> u32 {
                match self.checked_ilog10() {
                    Some(n) => n,
                    None => crate::panicking::panic("argument of integer logarithm must be positive"),
                }
            }
            #[track_caller]
            pub const fn ilog(self, base: Self) -> u32 {
                assert!(base >= 2, "base of integer logarithm must be at least 2");
                match self.checked_ilog(base) {
                    Some(n) => n,
                    None => crate::panicking::panic("argument of integer logarithm must be positive"),
                }
            }

            pub const fn min_value() -> Self { <$t>::MIN }
            pub const fn max_value() -> Self { <$t>::MAX }
        }
    )* };
}
common! {
    u8 u8 8 1 546; u16 u16 16 2 1188; u32 u32 32 4 1243; u64 u64 64 8 1274; u128 u128 128 16 1305; usize usize 64 8 1400;
    i8 u8 8 1 346; i16 u16 16 2 370; i32 u32 32 4 394; i64 u64 64 8 418; i128 u128 128 16 442; isize usize 64 8 519;
}
