//! Numbers from text.

use crate::fmt;
use crate::str::FromStr;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseIntError {
    kind: IntErrorKind,
}

#[derive(Debug, Clone, PartialEq, Eq, Copy, Hash)]
#[non_exhaustive]
pub enum IntErrorKind {
    Empty,
    InvalidDigit,
    PosOverflow,
    NegOverflow,
    Zero,
}

impl ParseIntError {
    pub const fn kind(&self) -> &IntErrorKind { &self.kind }
}

impl fmt::Display for ParseIntError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self.kind {
            IntErrorKind::Empty => "cannot parse integer from empty string",
            IntErrorKind::InvalidDigit => "invalid digit found in string",
            IntErrorKind::PosOverflow => "number too large to fit in target type",
            IntErrorKind::NegOverflow => "number too small to fit in target type",
            IntErrorKind::Zero => "number would be zero for non-zero type",
        })
    }
}
impl crate::error::Error for ParseIntError {}

const fn failed<T>(kind: IntErrorKind) -> Result<T, ParseIntError> {
    Err(ParseIntError { kind })
}

/// Zero, where it cannot be.
pub(super) const fn zero() -> ParseIntError {
    ParseIntError { kind: IntErrorKind::Zero }
}

/// The value of a digit in any base up to 36, or 36 and more.
const fn digit(byte: u8) -> u32 {
    match byte {
        b'0'..=b'9' => (byte - b'0') as u32,
        b'a'..=b'z' => (byte - b'a') as u32 + 10,
        b'A'..=b'Z' => (byte - b'A') as u32 + 10,
        _ => 36,
    }
}

macro_rules! from_text {
    ($($t:ident $signed:literal $line:literal;)*) => { $(
        impl $t {
            pub const fn from_str_radix(src: &str, radix: u32) -> Result<$t, ParseIntError> {
                $t::from_ascii_radix(src.as_bytes(), radix)
            }

            pub const fn from_ascii_radix(src: &[u8], radix: u32) -> Result<$t, ParseIntError> {
                if radix < 2 || radix > 36 {
                    crate::panicking::panic_at(
                        "/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/core/src/num/mod.rs", $line, 1,
                        format_args!("from_ascii_radix: radix must lie in the range `[2, 36]` - found {}", radix),
                    )
                }
                if src.len() == 0 {
                    return failed(IntErrorKind::Empty);
                }
                let mut at = 0;
                let mut negative = false;
                if src[0] == b'+' || src[0] == b'-' {
                    if src.len() == 1 {
                        return failed(IntErrorKind::InvalidDigit);
                    }
                    if src[0] == b'+' {
                        at = 1;
                    } else if $signed {
                        at = 1;
                        negative = true;
                    }
                }
                let mut value: $t = 0;
                while at < src.len() {
                    let next = digit(src[at]);
                    if next >= radix {
                        return failed(IntErrorKind::InvalidDigit);
                    }
                    let shifted = value.checked_mul(radix as $t);
                    let step = match shifted {
                        Some(v) => if negative { v.checked_sub(next as $t) } else { v.checked_add(next as $t) },
                        None => None,
                    };
                    value = match step {
                        Some(v) => v,
                        None => return failed(if negative { IntErrorKind::NegOverflow } else { IntErrorKind::PosOverflow }),
                    };
                    at += 1;
                }
                Ok(value)
            }
        }
        impl FromStr for $t {
            type Err = ParseIntError;
            fn from_str(src: &str) -> Result<$t, ParseIntError> { $t::from_str_radix(src, 10) }
        }
    )* };
}
from_text! {
    u8 false 1802; u16 false 1802; u32 false 1802; u64 false 1802; u128 false 1802; usize false 1802;
    i8 true 1801; i16 true 1801; i32 true 1801; i64 true 1801; i128 true 1801; isize true 1801;
}
