//! What only signed integers have.

use crate::intrinsics;

macro_rules! signed {
    ($($t:ident $unsigned:ident $max:literal $line:literal;)*) => { $(
        impl $t {
            pub const MIN: Self = -$max - 1;
            pub const MAX: Self = $max;

            pub const fn saturating_add(self, rhs: Self) -> Self {
                let (value, overflow) = intrinsics::add_with_overflow(self, rhs);
                if !overflow { value } else if self < 0 { Self::MIN } else { $max }
            }
            pub const fn saturating_sub(self, rhs: Self) -> Self {
                let (value, overflow) = intrinsics::sub_with_overflow(self, rhs);
                if !overflow { value } else if self < 0 { Self::MIN } else { $max }
            }
            pub const fn saturating_mul(self, rhs: Self) -> Self {
                let (value, overflow) = intrinsics::mul_with_overflow(self, rhs);
                if !overflow { value } else if (self < 0) == (rhs < 0) { $max } else { Self::MIN }
            }
            pub const fn saturating_pow(self, exp: u32) -> Self {
                let (value, overflow) = intrinsics::pow_with_overflow(self, exp);
                if !overflow { value } else if self < 0 && exp % 2 == 1 { Self::MIN } else { $max }
            }
            pub const fn saturating_neg(self) -> Self { if self == Self::MIN { $max } else { -self } }
            pub const fn saturating_abs(self) -> Self { if self < 0 { self.saturating_neg() } else { self } }
            pub const fn unbounded_shr(self, rhs: u32) -> Self {
                if rhs < Self::BITS { intrinsics::wrapping_shr(self, rhs) } else if self < 0 { -1 } else { 0 }
            }

            pub const fn checked_div(self, rhs: Self) -> Option<Self> {
                if rhs == 0 || (self == Self::MIN && rhs == -1) { None } else { Some(self / rhs) }
            }
            pub const fn checked_rem(self, rhs: Self) -> Option<Self> {
                if rhs == 0 || (self == Self::MIN && rhs == -1) { None } else { Some(self % rhs) }
            }
            pub const fn checked_div_euclid(self, rhs: Self) -> Option<Self> {
                if rhs == 0 || (self == Self::MIN && rhs == -1) { None } else { Some(self.div_euclid(rhs)) }
            }
            pub const fn checked_rem_euclid(self, rhs: Self) -> Option<Self> {
                if rhs == 0 || (self == Self::MIN && rhs == -1) { None } else { Some(self.rem_euclid(rhs)) }
            }
            #[track_caller]
            pub const fn wrapping_div(self, rhs: Self) -> Self { if self == Self::MIN && rhs == -1 { self } else { self / rhs } }
            #[track_caller]
            pub const fn wrapping_rem(self, rhs: Self) -> Self { if rhs == -1 { 0 } else { self % rhs } }
            #[track_caller]
            pub const fn overflowing_div(self, rhs: Self) -> (Self, bool) {
                if self == Self::MIN && rhs == -1 { (self, true) } else { (self / rhs, false) }
            }
            #[track_caller]
            pub const fn overflowing_rem(self, rhs: Self) -> (Self, bool) {
                if rhs == -1 { (0, self == Self::MIN) } else { (self % rhs, false) }
            }
            #[track_caller]
            pub const fn div_euclid(self, rhs: Self) -> Self {
                let quotient = self / rhs;
                if self % rhs < 0 {
                    return if rhs > 0 { quotient - 1 } else { quotient + 1 };
                }
                quotient
            }
            #[track_caller]
            pub const fn rem_euclid(self, rhs: Self) -> Self {
                let rest = self % rhs;
                if rest < 0 { intrinsics::wrapping_add(rest, rhs.wrapping_abs()) } else { rest }
            }

            pub const fn abs(self) -> Self {
                if self == Self::MIN { library_panic!("num/mod.rs", $line, 5, "attempt to negate with overflow") }
                if self < 0 { -self } else { self }
            }
            pub const fn wrapping_abs(self) -> Self { if self < 0 { self.wrapping_neg() } else { self } }
            pub const fn overflowing_abs(self) -> (Self, bool) { (self.wrapping_abs(), self == Self::MIN) }
            pub const fn checked_abs(self) -> Option<Self> { if self < 0 { self.checked_neg() } else { Some(self) } }
            pub const fn unsigned_abs(self) -> $unsigned { self.wrapping_abs() as $unsigned }
            pub const fn abs_diff(self, other: Self) -> $unsigned {
                if self < other {
                    intrinsics::wrapping_sub(other as $unsigned, self as $unsigned)
                } else {
                    intrinsics::wrapping_sub(self as $unsigned, other as $unsigned)
                }
            }
            pub const fn signum(self) -> Self { if self < 0 { -1 } else if self == 0 { 0 } else { 1 } }
            pub const fn is_positive(self) -> bool { self > 0 }
            pub const fn is_negative(self) -> bool { self < 0 }

            #[track_caller]
            pub const fn isqrt(self) -> Self {
                if self < 0 { crate::panicking::panic("argument of integer square root cannot be negative") }
                intrinsics::isqrt(self)
            }
            pub const fn checked_isqrt(self) -> Option<Self> { if self < 0 { None } else { Some(intrinsics::isqrt(self)) } }
            pub const fn midpoint(self, rhs: Self) -> Self { ((self as i128 + rhs as i128) / 2) as Self }

            pub const fn cast_unsigned(self) -> $unsigned { self as $unsigned }
            pub const fn wrapping_add_unsigned(self, rhs: $unsigned) -> Self { intrinsics::wrapping_add(self, rhs as Self) }
            pub const fn wrapping_sub_unsigned(self, rhs: $unsigned) -> Self { intrinsics::wrapping_sub(self, rhs as Self) }
            pub const fn overflowing_add_unsigned(self, rhs: $unsigned) -> (Self, bool) {
                let value = self.wrapping_add_unsigned(rhs);
                (value, value < self)
            }
            pub const fn overflowing_sub_unsigned(self, rhs: $unsigned) -> (Self, bool) {
                let value = self.wrapping_sub_unsigned(rhs);
                (value, value > self)
            }
            pub const fn saturating_add_unsigned(self, rhs: $unsigned) -> Self {
                let (value, overflow) = self.overflowing_add_unsigned(rhs);
                if overflow { Self::MAX } else { value }
            }
            pub const fn saturating_sub_unsigned(self, rhs: $unsigned) -> Self {
                let (value, overflow) = self.overflowing_sub_unsigned(rhs);
                if overflow { Self::MIN } else { value }
            }
            #[track_caller]
            pub const fn wrapping_div_euclid(self, rhs: Self) -> Self {
                if self == Self::MIN && rhs == -1 { self } else { self.div_euclid(rhs) }
            }
            #[track_caller]
            pub const fn wrapping_rem_euclid(self, rhs: Self) -> Self { if rhs == -1 { 0 } else { self.rem_euclid(rhs) } }
            #[track_caller]
            pub const fn overflowing_div_euclid(self, rhs: Self) -> (Self, bool) {
                if self == Self::MIN && rhs == -1 { (self, true) } else { (self.div_euclid(rhs), false) }
            }
            #[track_caller]
            pub const fn overflowing_rem_euclid(self, rhs: Self) -> (Self, bool) {
                if rhs == -1 { (0, self == Self::MIN) } else { (self.rem_euclid(rhs), false) }
            }
            pub const fn checked_add_unsigned(self, rhs: $unsigned) -> Option<Self> {
                let (value, overflow) = intrinsics::add_with_overflow(self, rhs as Self);
                if overflow != ((rhs as Self) < 0) { None } else { Some(value) }
            }
            pub const fn checked_sub_unsigned(self, rhs: $unsigned) -> Option<Self> {
                let (value, overflow) = intrinsics::sub_with_overflow(self, rhs as Self);
                if overflow != ((rhs as Self) < 0) { None } else { Some(value) }
            }
        }
    )* };
}
signed! {
    i8 u8 0x7f 346; i16 u16 0x7fff 370; i32 u32 0x7fff_ffff 394; i64 u64 0x7fff_ffff_ffff_ffff 418;
    i128 u128 0x7fff_ffff_ffff_ffff_ffff_ffff_ffff_ffff 442; isize usize 0x7fff_ffff_ffff_ffff 519;
}
