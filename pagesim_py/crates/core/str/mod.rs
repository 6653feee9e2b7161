//! Text: `str`.

mod index;
mod ends;
mod iter;
mod lossy;
mod methods;
mod pattern;
mod split;

pub use ends::{EncodeUtf16, RMatchIndices, RMatches, RSplitTerminator};
pub use lossy::{Utf8Chunk, Utf8Chunks};
pub use iter::{Bytes, CharIndices, Chars, EscapeDebug, EscapeDefault, EscapeUnicode};
pub use pattern::{Pattern, Searcher};
pub use split::{
    Lines, MatchIndices, Matches, RSplit, RSplitN, Split, SplitAsciiWhitespace, SplitInclusive, SplitN, SplitTerminator, SplitWhitespace,
};

use crate::fmt;
use crate::intrinsics;

/// From text.
pub trait FromStr: Sized {
    type Err;
    fn from_str(s: &str) -> Result<Self, Self::Err>;
}

#[derive(Copy, Eq, PartialEq, Clone, Debug)]
pub struct Utf8Error {
    valid_up_to: usize,
    error_len: Option<u8>,
}

impl Utf8Error {
    pub const fn valid_up_to(&self) -> usize { self.valid_up_to }
    pub const fn error_len(&self) -> Option<usize> {
        match self.error_len { Some(len) => Some(len as usize), None => None }
    }
}
impl fmt::Display for Utf8Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.error_len {
            Some(len) => f.write_fmt(format_args!("invalid utf-8 sequence of {} bytes from index {}", len, self.valid_up_to)),
            None => f.write_fmt(format_args!("incomplete utf-8 byte sequence from index {}", self.valid_up_to)),
        }
    }
}
impl crate::error::Error for Utf8Error {}

pub const fn from_utf8(v: &[u8]) -> Result<&str, Utf8Error> {
    let (valid_up_to, wrong) = unsafe { intrinsics::utf8_valid_up_to(v.as_ptr(), v.len()) };
    if valid_up_to == v.len() {
        return Ok(unsafe { from_utf8_unchecked(v) });
    }
    Err(Utf8Error { valid_up_to, error_len: if wrong == 0 { None } else { Some(wrong as u8) } })
}
pub const fn from_utf8_mut(v: &mut [u8]) -> Result<&mut str, Utf8Error> {
    match from_utf8(v) {
        Ok(_) => Ok(unsafe { from_utf8_unchecked_mut(v) }),
        Err(error) => Err(error),
    }
}
pub const unsafe fn from_utf8_unchecked(v: &[u8]) -> &str {
    unsafe { &*(v as *const [u8] as *const str) }
}
pub const unsafe fn from_utf8_unchecked_mut(v: &mut [u8]) -> &mut str {
    unsafe { &mut *(v as *mut [u8] as *mut str) }
}

pub const unsafe fn from_raw_parts<'a>(data: *const u8, len: usize) -> &'a str {
    unsafe { &*(intrinsics::slice_from_raw_parts(data, len) as *const str) }
}
pub const unsafe fn from_raw_parts_mut<'a>(data: *mut u8, len: usize) -> &'a mut str {
    unsafe { &mut *(intrinsics::slice_from_raw_parts(data as *const u8, len) as *mut str) }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseBoolError;

impl fmt::Display for ParseBoolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad("provided string was not `true` or `false`") }
}
impl crate::error::Error for ParseBoolError {}
impl FromStr for bool {
    type Err = ParseBoolError;
    fn from_str(s: &str) -> Result<bool, ParseBoolError> {
        match s {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(ParseBoolError),
        }
    }
}

impl PartialEq for str {
    fn eq(&self, other: &str) -> bool {
        self.len() == other.len() && unsafe { intrinsics::compare_bytes(self.as_ptr(), other.as_ptr(), self.len()) == 0 }
    }
}
impl Eq for str {}
impl PartialOrd for str {
    fn partial_cmp(&self, other: &str) -> Option<crate::cmp::Ordering> { Some(self.cmp(other)) }
}
impl Ord for str {
    fn cmp(&self, other: &str) -> crate::cmp::Ordering { self.as_bytes().cmp(other.as_bytes()) }
}
