//! Characters: Unicode scalar values.

mod decode;
mod escape;
mod methods;

pub use decode::{DecodeUtf16, DecodeUtf16Error, decode_utf16};
pub use escape::{EscapeDebug, EscapeDefault, EscapeUnicode};
pub use methods::{ToLowercase, ToUppercase};

use crate::fmt;

pub const MAX: char = '\u{10ffff}';
pub const REPLACEMENT_CHARACTER: char = '\u{fffd}';

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct CharTryFromError(pub(crate) ());

impl fmt::Display for CharTryFromError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad("converted integer out of range for `char`") }
}

impl crate::error::Error for CharTryFromError {}
impl crate::error::Error for TryFromCharError {}
impl crate::error::Error for ParseCharError {}

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct TryFromCharError(pub(crate) ());

impl fmt::Display for TryFromCharError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad("unicode code point out of range") }
}

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct ParseCharError {
    kind: CharErrorKind,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum CharErrorKind {
    EmptyString,
    TooManyChars,
}

impl fmt::Display for ParseCharError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self.kind {
            CharErrorKind::EmptyString => "cannot parse char from empty string",
            CharErrorKind::TooManyChars => "too many characters in string",
        })
    }
}

impl crate::str::FromStr for char {
    type Err = ParseCharError;
    fn from_str(s: &str) -> Result<char, ParseCharError> {
        let mut chars = s.chars();
        match (chars.next(), chars.next()) {
            (None, _) => Err(ParseCharError { kind: CharErrorKind::EmptyString }),
            (Some(c), None) => Ok(c),
            _ => Err(ParseCharError { kind: CharErrorKind::TooManyChars }),
        }
    }
}

pub const fn from_u32(i: u32) -> Option<char> {
    if i > 0x10ffff || (i >= 0xd800 && i <= 0xdfff) { None } else { Some(unsafe { crate::intrinsics::transmute(i) }) }
}

pub const unsafe fn from_u32_unchecked(i: u32) -> char {
    match from_u32(i) {
        Some(c) => c,
        None => crate::panicking::panic_at(
            "/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/core/src/char/methods.rs", 239, 18,
            format_args!("unsafe precondition(s) violated: invalid value for `char`\n\nThis indicates a bug in the program. This Undefined Behavior check is optional, and cannot be relied on for safety."),
        ),
    }
}

pub const fn from_digit(num: u32, radix: u32) -> Option<char> {
    if radix > 36 {
        library_panic!("char/convert.rs", 332, 9, "from_digit: radix is too high (maximum 36)")
    }
    if num >= radix {
        return None;
    }
    let byte = num as u8;
    Some(if byte < 10 { (b'0' + byte) as char } else { (b'a' + byte - 10) as char })
}
