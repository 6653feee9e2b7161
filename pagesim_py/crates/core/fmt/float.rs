//! Floats as text.

use super::{Debug, Display, Formatter, LowerExp, Result, UpperExp};
use crate::intrinsics;

/// Modes of `intrinsics::format_float`.
const PLAIN: u8 = 0;
const DEBUG: u8 = 1;
const FIXED: u8 = 2;
const EXPONENT: u8 = 3;
const EXPONENT_FIXED: u8 = 4;

fn write_float(f: &mut Formatter<'_>, value: f64, single: bool, mode: u8, upper: bool) -> Result {
    if value.is_nan() {
        return f.pad_number("", "NaN", false);
    }
    let sign = if value.is_sign_negative() { "-" } else if f.sign_plus() { "+" } else { "" };
    if value.is_infinite() {
        return f.pad_number(sign, "inf", false);
    }
    let mut digits: [u8; 1200] = intrinsics::uninit();
    unsafe {
        let start = &raw mut digits as *mut u8;
        let (mode, precision) = match f.precision() {
            Some(n) => (if mode == EXPONENT { EXPONENT_FIXED } else { FIXED }, n),
            None => (mode, 0),
        };
        let len = intrinsics::format_float(value.abs(), single, mode, precision, start);
        if upper {
            for at in 0..len {
                if intrinsics::read(start.add(at)) == b'e' {
                    intrinsics::write(start.add(at), b'E');
                }
            }
        }
        f.pad_number(sign, crate::str::from_raw_parts(start, len), true)
    }
}

pub(super) fn write_exponent(f: &mut Formatter<'_>, value: f64, single: bool, upper: bool) -> Result {
    write_float(f, value, single, EXPONENT, upper)
}

macro_rules! floats {
    ($($t:ident $single:literal;)*) => { $(
        impl Display for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result { write_float(f, *self as f64, $single, PLAIN, false) }
        }
        impl Debug for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result { write_float(f, *self as f64, $single, DEBUG, false) }
        }
        impl LowerExp for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result { write_float(f, *self as f64, $single, EXPONENT, false) }
        }
        impl UpperExp for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result { write_float(f, *self as f64, $single, EXPONENT, true) }
        }
    )* };
}
floats! { f32 true; f64 false; }
