//! What only unsigned integers have.

use crate::intrinsics;

macro_rules! unsigned {
    ($($t:ident $signed:ident $max:literal $line:literal;)*) => { $(
        impl $t {
            pub const MIN: Self = 0;
            pub const MAX: Self = $max;

            pub const fn saturating_add(self, rhs: Self) -> Self {
                let (value, overflow) = intrinsics::add_with_overflow(self, rhs);
                if overflow { $max } else { value }
            }
            pub const fn saturating_sub(self, rhs: Self) -> Self { if self < rhs { 0 } else { self - rhs } }
            pub const fn saturating_mul(self, rhs: Self) -> Self {
                let (value, overflow) = intrinsics::mul_with_overflow(self, rhs);
                if overflow { $max } else { value }
            }
            pub const fn saturating_pow(self, exp: u32) -> Self {
                let (value, overflow) = intrinsics::pow_with_overflow(self, exp);
                if overflow { $max } else { value }
            }
            #[track_caller]
            pub const fn saturating_div(self, rhs: Self) -> Self { self / rhs }
            pub const fn unbounded_shr(self, rhs: u32) -> Self { if rhs < Self::BITS { intrinsics::wrapping_shr(self, rhs) } else { 0 } }

            pub const fn checked_div(self, rhs: Self) -> Option<Self> { if rhs == 0 { None } else { Some(self / rhs) } }
            pub const fn checked_rem(self, rhs: Self) -> Option<Self> { if rhs == 0 { None } else { Some(self % rhs) } }
            pub const fn checked_div_euclid(self, rhs: Self) -> Option<Self> { if rhs == 0 { None } else { Some(self / rhs) } }
            pub const fn checked_rem_euclid(self, rhs: Self) -> Option<Self> { if rhs == 0 { None } else { Some(self % rhs) } }
            #[track_caller]
            pub const fn wrapping_div(self, rhs: Self) -> Self { self / rhs }
            #[track_caller]
            pub const fn wrapping_rem(self, rhs: Self) -> Self { self % rhs }
            #[track_caller]
            pub const fn overflowing_div(self, rhs: Self) -> (Self, bool) { (self / rhs, false) }
            #[track_caller]
            pub const fn overflowing_rem(self, rhs: Self) -> (Self, bool) { (self % rhs, false) }
            #[track_caller]
            pub const fn div_euclid(self, rhs: Self) -> Self { self / rhs }
            #[track_caller]
            pub const fn rem_euclid(self, rhs: Self) -> Self { self % rhs }
            #[track_caller]
            pub const fn div_ceil(self, rhs: Self) -> Self {
                let quotient = self / rhs;
                if self % rhs > 0 { quotient + 1 } else { quotient }
            }

            pub const fn next_multiple_of(self, rhs: Self) -> Self {
                if rhs == 0 {
                    library_panic!("num/mod.rs", $line, 5, "attempt to calculate the remainder with a divisor of zero")
                }
                match self.checked_next_multiple_of(rhs) {
                    Some(value) => value,
                    None => library_panic!("num/mod.rs", $line, 5, "attempt to add with overflow"),
                }
            }
            pub const fn checked_next_multiple_of(self, rhs: Self) -> Option<Self> {
                if rhs == 0 {
                    return None;
                }
                match self % rhs {
                    0 => Some(self),
                    rest => self.checked_add(rhs - rest),
                }
            }
            pub const fn is_multiple_of(self, rhs: Self) -> bool { if rhs == 0 { self == 0 } else { self % rhs == 0 } }

            pub const fn is_power_of_two(self) -> bool { intrinsics::ctpop(self) == 1 }
            pub const fn checked_next_power_of_two(self) -> Option<Self> {
                if self <= 1 {
                    return Some(1);
                }
                let bits = Self::BITS - intrinsics::ctlz(self - 1);
                if bits == Self::BITS { None } else { Some(1 << bits) }
            }
            pub const fn next_power_of_two(self) -> Self {
                match self.checked_next_power_of_two() {
                    Some(value) => value,
                    None => library_panic!("num/mod.rs", $line, 5, "attempt to add with overflow"),
                }
            }

            pub const fn abs_diff(self, other: Self) -> Self { if self < other { other - self } else { self - other } }
            pub const fn isqrt(self) -> Self { intrinsics::isqrt(self) }
            pub const fn midpoint(self, rhs: Self) -> Self { (self & rhs) + ((self ^ rhs) >> 1) }

            pub const fn cast_signed(self) -> $signed { self as $signed }
            pub const fn wrapping_add_signed(self, rhs: $signed) -> Self { intrinsics::wrapping_add(self, rhs as Self) }
            pub const fn overflowing_add_signed(self, rhs: $signed) -> (Self, bool) {
                let (value, overflow) = intrinsics::add_with_overflow(self, rhs as Self);
                (value, overflow != (rhs < 0))
            }
            pub const fn checked_add_signed(self, rhs: $signed) -> Option<Self> {
                let (value, overflow) = self.overflowing_add_signed(rhs);
                if overflow { None } else { Some(value) }
            }
            pub const fn saturating_add_signed(self, rhs: $signed) -> Self {
                let (value, overflow) = self.overflowing_add_signed(rhs);
                if !overflow { value } else if rhs < 0 { 0 } else { $max }
            }
            pub const fn wrapping_sub_signed(self, rhs: $signed) -> Self { intrinsics::wrapping_sub(self, rhs as Self) }
            pub const fn overflowing_sub_signed(self, rhs: $signed) -> (Self, bool) {
                let (value, overflow) = intrinsics::sub_with_overflow(self, rhs as Self);
                (value, overflow != (rhs < 0))
            }
            pub const fn checked_sub_signed(self, rhs: $signed) -> Option<Self> {
                let (value, overflow) = self.overflowing_sub_signed(rhs);
                if overflow { None } else { Some(value) }
            }
            pub const fn saturating_sub_signed(self, rhs: $signed) -> Self {
                let (value, overflow) = self.overflowing_sub_signed(rhs);
                if !overflow { value } else if rhs < 0 { Self::MAX } else { 0 }
            }
            #[track_caller]
            pub const fn wrapping_div_euclid(self, rhs: Self) -> Self { self / rhs }
            #[track_caller]
            pub const fn wrapping_rem_euclid(self, rhs: Self) -> Self { self % rhs }
            #[track_caller]
            pub const fn overflowing_div_euclid(self, rhs: Self) -> (Self, bool) { (self / rhs, false) }
            #[track_caller]
            pub const fn overflowing_rem_euclid(self, rhs: Self) -> (Self, bool) { (self % rhs, false) }
            pub const fn checked_signed_diff(self, rhs: Self) -> Option<$signed> {
                let difference = intrinsics::wrapping_sub(self, rhs) as $signed;
                if (self >= rhs) == (difference >= 0) { Some(difference) } else { None }
            }
            pub const fn carrying_add(self, rhs: Self, carry: bool) -> (Self, bool) {
                let (value, first) = intrinsics::add_with_overflow(self, rhs);
                let (value, second) = intrinsics::add_with_overflow(value, carry as Self);
                (value, first || second)
            }
        }
    )* };
}
unsigned! {
    u8 i8 0xff 546; u16 i16 0xffff 1188; u32 i32 0xffff_ffff 1243; u64 i64 0xffff_ffff_ffff_ffff 1274;
    u128 i128 0xffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff 1305; usize isize 0xffff_ffff_ffff_ffff 1400;
}

impl u8 {
    pub const fn is_ascii(&self) -> bool { *self < 128 }
    pub const fn to_ascii_uppercase(&self) -> u8 { if self.is_ascii_lowercase() { *self - 32 } else { *self } }
    pub const fn to_ascii_lowercase(&self) -> u8 { if self.is_ascii_uppercase() { *self + 32 } else { *self } }
    pub const fn eq_ignore_ascii_case(&self, other: &u8) -> bool { self.to_ascii_lowercase() == other.to_ascii_lowercase() }
    pub const fn make_ascii_uppercase(&mut self) { *self = self.to_ascii_uppercase(); }
    pub const fn make_ascii_lowercase(&mut self) { *self = self.to_ascii_lowercase(); }
    pub const fn is_ascii_alphabetic(&self) -> bool { matches!(*self, b'A'..=b'Z' | b'a'..=b'z') }
    pub const fn is_ascii_uppercase(&self) -> bool { matches!(*self, b'A'..=b'Z') }
    pub const fn is_ascii_lowercase(&self) -> bool { matches!(*self, b'a'..=b'z') }
    pub const fn is_ascii_alphanumeric(&self) -> bool { matches!(*self, b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z') }
    pub const fn is_ascii_digit(&self) -> bool { matches!(*self, b'0'..=b'9') }
    pub const fn is_ascii_hexdigit(&self) -> bool { matches!(*self, b'0'..=b'9' | b'A'..=b'F' | b'a'..=b'f') }
    pub const fn is_ascii_punctuation(&self) -> bool { matches!(*self, b'!'..=b'/' | b':'..=b'@' | b'['..=b'`' | b'{'..=b'~') }
    pub const fn is_ascii_graphic(&self) -> bool { matches!(*self, b'!'..=b'~') }
    pub const fn is_ascii_whitespace(&self) -> bool { matches!(*self, b'\t' | b'\n' | 0x0c | b'\r' | b' ') }
    pub const fn is_ascii_control(&self) -> bool { matches!(*self, 0..=0x1f | 0x7f) }
    pub fn escape_ascii(self) -> crate::ascii::EscapeDefault { crate::ascii::escape_default(self) }
}
