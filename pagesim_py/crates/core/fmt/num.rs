//! Integers as text.

use super::{Binary, Debug, Display, Formatter, LowerExp, LowerHex, Octal, Result, UpperExp, UpperHex};
use crate::intrinsics;

/// Digits in any radix, right prefix.
fn write_radix(f: &mut Formatter<'_>, value: u128, radix: u32, upper: bool, prefix: &str) -> Result {
    let mut digits: [u8; 128] = intrinsics::uninit();
    unsafe {
        let start = &raw mut digits as *mut u8;
        let len = intrinsics::format_digits(value, radix, upper, start);
        f.pad_integral(true, prefix, crate::str::from_raw_parts(start, len))
    }
}

fn write_decimal(f: &mut Formatter<'_>, is_nonnegative: bool, magnitude: u128) -> Result {
    let mut digits: [u8; 40] = intrinsics::uninit();
    unsafe {
        let start = &raw mut digits as *mut u8;
        let len = intrinsics::format_digits(magnitude, 10, false, start);
        f.pad_integral(is_nonnegative, "", crate::str::from_raw_parts(start, len))
    }
}

macro_rules! integers {
    ($($t:ident $unsigned:ident;)*) => { $(
        impl Display for $t {
            #[allow(unused_comparisons)]
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                let value = *self;
                if value < 0 { write_decimal(f, false, value.wrapping_neg() as $unsigned as u128) } else { write_decimal(f, true, value as u128) }
            }
        }
        impl Debug for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                if f.debug_lower_hex() {
                    LowerHex::fmt(self, f)
                } else if f.debug_upper_hex() {
                    UpperHex::fmt(self, f)
                } else {
                    Display::fmt(self, f)
                }
            }
        }
        impl LowerHex for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result { write_radix(f, *self as $unsigned as u128, 16, false, "0x") }
        }
        impl UpperHex for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result { write_radix(f, *self as $unsigned as u128, 16, true, "0x") }
        }
        impl Octal for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result { write_radix(f, *self as $unsigned as u128, 8, false, "0o") }
        }
        impl Binary for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result { write_radix(f, *self as $unsigned as u128, 2, false, "0b") }
        }
        impl LowerExp for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result { super::float::write_exponent(f, *self as f64, false, false) }
        }
        impl UpperExp for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result { super::float::write_exponent(f, *self as f64, false, true) }
        }
    )* };
}
integers! {
    u8 u8; u16 u16; u32 u32; u64 u64; u128 u128; usize usize;
    i8 u8; i16 u16; i32 u32; i64 u64; i128 u128; isize usize;
}
