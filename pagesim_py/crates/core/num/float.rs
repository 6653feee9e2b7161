//! The little that lab code needs of floats.

use crate::intrinsics;

macro_rules! floats {
    ($($t:ident $bits:ident $max:literal $least:literal $eps:literal $digits:literal;)*) => { $(
        impl $t {
            pub const NAN: $t = 0.0 / 0.0;
            pub const INFINITY: $t = 1.0 / 0.0;
            pub const NEG_INFINITY: $t = -1.0 / 0.0;
            pub const MAX: $t = $max;
            pub const MIN: $t = -$max;
            pub const MIN_POSITIVE: $t = $least;
            pub const EPSILON: $t = $eps;
            pub const DIGITS: u32 = $digits;

            pub const fn is_nan(self) -> bool { self != self }
            pub const fn is_infinite(self) -> bool { self == Self::INFINITY || self == Self::NEG_INFINITY }
            pub const fn is_finite(self) -> bool { self - self == 0.0 }
            pub const fn to_bits(self) -> $bits { unsafe { intrinsics::transmute(self) } }
            pub const fn from_bits(bits: $bits) -> $t { unsafe { intrinsics::transmute(bits) } }
            pub const fn is_sign_negative(self) -> bool { self.to_bits() >> ($bits::BITS - 1) != 0 }
            pub const fn is_sign_positive(self) -> bool { !self.is_sign_negative() }
            pub const fn abs(self) -> $t { $t::from_bits(self.to_bits() & ($bits::MAX >> 1)) }
            pub const fn max(self, other: $t) -> $t { if other > self || self.is_nan() { other } else { self } }
            pub const fn min(self, other: $t) -> $t { if other < self || self.is_nan() { other } else { self } }
            pub const fn clamp(self, min: $t, max: $t) -> $t { if self < min { min } else if self > max { max } else { self } }
            pub const fn recip(self) -> $t { 1.0 / self }
        }
    )* };
}
floats! { f32 u32 3.40282347e38 1.17549435e-38 1.1920929e-7 6; f64 u64 1.7976931348623157e308 2.2250738585072014e-308 2.220446049250313e-16 15; }
