//! Floats: what core has of them, which is neither roots nor rounding.

use crate::cmp::Ordering;
use crate::fmt;
use crate::intrinsics;
use crate::str::FromStr;

/// What kind of number a float is.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum FpCategory {
    Nan,
    Infinite,
    Zero,
    Subnormal,
    Normal,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseFloatError {
    kind: FloatErrorKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum FloatErrorKind {
    Empty,
    Invalid,
}

impl fmt::Display for ParseFloatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self.kind {
            FloatErrorKind::Empty => "cannot parse float from empty string",
            FloatErrorKind::Invalid => "invalid float literal",
        })
    }
}
impl crate::error::Error for ParseFloatError {}

/// A number as text, without its sign.
enum Written {
    Infinity,
    Nan,
    Decimal,
}

/// How many digits stand at the front.
fn digits(text: &[u8]) -> usize {
    let mut n = 0;
    while n < text.len() && text[n].is_ascii_digit() {
        n += 1;
    }
    n
}

fn written(text: &[u8]) -> Option<Written> {
    if text.eq_ignore_ascii_case(b"inf") || text.eq_ignore_ascii_case(b"infinity") {
        return Some(Written::Infinity);
    }
    if text.eq_ignore_ascii_case(b"nan") {
        return Some(Written::Nan);
    }
    let mut at = digits(text);
    let mut some = at;
    if at < text.len() && text[at] == b'.' {
        let part = digits(&text[at + 1..]);
        some += part;
        at += 1 + part;
    }
    if some == 0 {
        return None;
    }
    if at < text.len() && (text[at] == b'e' || text[at] == b'E') {
        at += 1;
        if at < text.len() && (text[at] == b'+' || text[at] == b'-') {
            at += 1;
        }
        let power = digits(&text[at..]);
        if power == 0 {
            return None;
        }
        at += power;
    }
    if at == text.len() { Some(Written::Decimal) } else { None }
}

macro_rules! floats {
    ($($t:ident $bits:ident $signed:ident $single:literal $max:literal $least:literal $eps:literal $digits:literal $mantissa:literal
       $min_exp:literal $max_exp:literal $min_10:literal $max_10:literal;)*) => { $(
        impl $t {
            pub const RADIX: u32 = 2;
            pub const MANTISSA_DIGITS: u32 = $mantissa;
            pub const MIN_EXP: i32 = $min_exp;
            pub const MAX_EXP: i32 = $max_exp;
            pub const MIN_10_EXP: i32 = $min_10;
            pub const MAX_10_EXP: i32 = $max_10;
            pub const NAN: $t = 0.0 / 0.0;
            pub const INFINITY: $t = 1.0 / 0.0;
            pub const NEG_INFINITY: $t = -1.0 / 0.0;
            pub const MAX: $t = $max;
            pub const MIN: $t = -$max;
            pub const MIN_POSITIVE: $t = $least;
            pub const EPSILON: $t = $eps;
            pub const DIGITS: u32 = $digits;

            const SIGN: $bits = 1 << ($bits::BITS - 1);

            pub const fn is_nan(self) -> bool { self != self }
            pub const fn is_infinite(self) -> bool { self == Self::INFINITY || self == Self::NEG_INFINITY }
            pub const fn is_finite(self) -> bool { self - self == 0.0 }
            pub const fn is_normal(self) -> bool { self.is_finite() && self.abs() >= Self::MIN_POSITIVE }
            pub const fn is_subnormal(self) -> bool { self != 0.0 && self.abs() < Self::MIN_POSITIVE }
            pub const fn classify(self) -> FpCategory {
                if self.is_nan() {
                    FpCategory::Nan
                } else if self.is_infinite() {
                    FpCategory::Infinite
                } else if self == 0.0 {
                    FpCategory::Zero
                } else if self.is_subnormal() {
                    FpCategory::Subnormal
                } else {
                    FpCategory::Normal
                }
            }
            pub const fn to_bits(self) -> $bits { unsafe { intrinsics::transmute(self) } }
            pub const fn from_bits(bits: $bits) -> $t { unsafe { intrinsics::transmute(bits) } }
            pub const fn to_be_bytes(self) -> [u8; $bits::BITS as usize / 8] { self.to_bits().to_be_bytes() }
            pub const fn to_le_bytes(self) -> [u8; $bits::BITS as usize / 8] { self.to_bits().to_le_bytes() }
            pub const fn to_ne_bytes(self) -> [u8; $bits::BITS as usize / 8] { self.to_bits().to_ne_bytes() }
            pub const fn from_be_bytes(bytes: [u8; $bits::BITS as usize / 8]) -> $t { $t::from_bits($bits::from_be_bytes(bytes)) }
            pub const fn from_le_bytes(bytes: [u8; $bits::BITS as usize / 8]) -> $t { $t::from_bits($bits::from_le_bytes(bytes)) }
            pub const fn from_ne_bytes(bytes: [u8; $bits::BITS as usize / 8]) -> $t { $t::from_bits($bits::from_ne_bytes(bytes)) }
            pub const fn is_sign_negative(self) -> bool { self.to_bits() >> ($bits::BITS - 1) != 0 }
            pub const fn is_sign_positive(self) -> bool { !self.is_sign_negative() }
            pub const fn abs(self) -> $t { $t::from_bits(self.to_bits() & ($bits::MAX >> 1)) }
            pub const fn copysign(self, sign: $t) -> $t { $t::from_bits(self.abs().to_bits() | sign.to_bits() & Self::SIGN) }
            pub const fn signum(self) -> $t { if self.is_nan() { self } else { (1.0 as $t).copysign(self) } }
            pub const fn max(self, other: $t) -> $t { if other > self || self.is_nan() { other } else { self } }
            pub const fn min(self, other: $t) -> $t { if other < self || self.is_nan() { other } else { self } }
            #[track_caller]
            pub const fn clamp(self, min: $t, max: $t) -> $t {
                if !(min <= max) {
                    panic!("min > max, or either was NaN. min = {min:?}, max = {max:?}")
                }
                if self < min { min } else if self > max { max } else { self }
            }
            pub const fn recip(self) -> $t { 1.0 / self }
            pub const fn next_up(self) -> $t {
                let bits = self.to_bits();
                if self.is_nan() || bits == Self::INFINITY.to_bits() {
                    return self;
                }
                $t::from_bits(if bits & !Self::SIGN == 0 { 1 } else if bits & Self::SIGN == 0 { bits + 1 } else { bits - 1 })
            }
            pub const fn next_down(self) -> $t {
                let bits = self.to_bits();
                if self.is_nan() || bits == Self::NEG_INFINITY.to_bits() {
                    return self;
                }
                $t::from_bits(if bits & !Self::SIGN == 0 { Self::SIGN | 1 } else if bits & Self::SIGN == 0 { bits - 1 } else { bits + 1 })
            }
            /// The order that IEEE 754 gives all values: -NaN, -inf ... -0, +0 ... inf, NaN.
            pub const fn total_cmp(&self, other: &$t) -> Ordering {
                let (mut left, mut right) = (self.to_bits() as $signed, other.to_bits() as $signed);
                left ^= ((left >> ($bits::BITS - 1)) as $bits >> 1) as $signed;
                right ^= ((right >> ($bits::BITS - 1)) as $bits >> 1) as $signed;
                if left < right { Ordering::Less } else if left > right { Ordering::Greater } else { Ordering::Equal }
            }
            pub unsafe fn to_int_unchecked<I: FromFloat>(self) -> I { I::from_float(self as f64) }
        }

        impl FromStr for $t {
            type Err = ParseFloatError;
            fn from_str(src: &str) -> Result<$t, ParseFloatError> {
                let all = src.as_bytes();
                if all.is_empty() {
                    return Err(ParseFloatError { kind: FloatErrorKind::Empty });
                }
                let text = if all[0] == b'-' || all[0] == b'+' { &all[1..] } else { all };
                let value = match written(text) {
                    None => return Err(ParseFloatError { kind: FloatErrorKind::Invalid }),
                    Some(Written::Infinity) => $t::INFINITY,
                    Some(Written::Nan) => $t::NAN.abs(),
                    Some(Written::Decimal) => $t::from_bits(unsafe { intrinsics::parse_float(text.as_ptr(), text.len(), $single) } as $bits),
                };
                Ok(if all[0] == b'-' { -value } else { value })
            }
        }
    )* };
}
floats! {
    f32 u32 i32 true 3.40282347e38 1.17549435e-38 1.1920929e-7 6 24 -125 128 -37 38;
    f64 u64 i64 false 1.7976931348623157e308 2.2250738585072014e-308 2.220446049250313e-16 15 53 -1021 1024 -307 308;
}

/// An integer that a float can become without a check.
#[doc(hidden)]
pub trait FromFloat {
    fn from_float(value: f64) -> Self;
}
macro_rules! from_float {
    ($($t:ident)*) => { $(impl FromFloat for $t { fn from_float(value: f64) -> $t { value as $t } })* };
}
from_float! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }

impl f32 {
    pub const fn to_degrees(self) -> f32 { self * 57.2957795130823208767981548141051703_f32 }
    pub const fn to_radians(self) -> f32 { self * 0.0174532925199432957692369076848861271_f32 }
    pub const fn midpoint(self, other: f32) -> f32 { ((self as f64 + other as f64) / 2.0) as f32 }
}

impl f64 {
    pub const fn to_degrees(self) -> f64 { self * (180.0 / 3.14159265358979323846264338327950288_f64) }
    pub const fn to_radians(self) -> f64 { self * (3.14159265358979323846264338327950288_f64 / 180.0) }
    pub const fn midpoint(self, other: f64) -> f64 {
        let (small, large) = (f64::MIN_POSITIVE * 2.0, f64::MAX / 2.0);
        if self.abs() <= large && other.abs() <= large {
            (self + other) / 2.0
        } else if self.abs() < small {
            self + other / 2.0
        } else if other.abs() < small {
            self / 2.0 + other
        } else {
            self / 2.0 + other / 2.0
        }
    }
}
