//! Text as C has it: bytes up to the first zero.

use super::c_char;
use crate::cmp::Ordering;
use crate::error::Error;
use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::slice;
use crate::str::{self, Utf8Error};

/// The bytes with the zero at their end, and no other.
pub struct CStr {
    bytes: [u8],
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FromBytesWithNulError {
    InteriorNul { position: usize },
    NotNulTerminated,
}
impl fmt::Display for FromBytesWithNulError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InteriorNul { position } => {
                f.write_fmt(format_args!("data provided contains an interior nul byte at byte position {position}"))
            }
            Self::NotNulTerminated => f.write_str("data provided is not nul terminated"),
        }
    }
}
impl Error for FromBytesWithNulError {}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FromBytesUntilNulError(());
impl fmt::Display for FromBytesUntilNulError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("data provided does not contain a nul") }
}
impl Error for FromBytesUntilNulError {}

/// What a literal `c"..."` becomes; `bytes` ends with the zero.
#[doc(hidden)]
pub const fn c_string(bytes: &'static [u8]) -> &'static CStr {
    unsafe { CStr::from_bytes_with_nul_unchecked(bytes) }
}

/// Where the first zero is.
const fn first_zero(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == 0 {
            return Some(at);
        }
        at += 1;
    }
    None
}

impl CStr {
    pub const unsafe fn from_ptr<'a>(ptr: *const c_char) -> &'a CStr {
        unsafe {
            let mut len = 0;
            while crate::intrinsics::read(ptr.add(len)) != 0 {
                len += 1;
            }
            CStr::from_bytes_with_nul_unchecked(slice::from_raw_parts(ptr as *const u8, len + 1))
        }
    }
    pub const fn from_bytes_until_nul(bytes: &[u8]) -> Result<&CStr, FromBytesUntilNulError> {
        match first_zero(bytes) {
            Some(at) => Ok(unsafe { CStr::from_bytes_with_nul_unchecked(bytes.split_at(at + 1).0) }),
            None => Err(FromBytesUntilNulError(())),
        }
    }
    pub const fn from_bytes_with_nul(bytes: &[u8]) -> Result<&CStr, FromBytesWithNulError> {
        match first_zero(bytes) {
            Some(at) if at + 1 == bytes.len() => Ok(unsafe { CStr::from_bytes_with_nul_unchecked(bytes) }),
            Some(position) => Err(FromBytesWithNulError::InteriorNul { position }),
            None => Err(FromBytesWithNulError::NotNulTerminated),
        }
    }
    pub const unsafe fn from_bytes_with_nul_unchecked(bytes: &[u8]) -> &CStr { unsafe { &*(bytes as *const [u8] as *const CStr) } }
    pub const fn as_ptr(&self) -> *const c_char { self as *const CStr as *const c_char }
    pub const fn count_bytes(&self) -> usize { self.bytes.len() - 1 }
    pub const fn is_empty(&self) -> bool { self.bytes.len() == 1 }
    pub const fn to_bytes(&self) -> &[u8] { self.bytes.split_at(self.bytes.len() - 1).0 }
    pub const fn to_bytes_with_nul(&self) -> &[u8] { &self.bytes }
    pub const fn to_str(&self) -> Result<&str, Utf8Error> { str::from_utf8(self.to_bytes()) }
}

impl fmt::Debug for CStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"")?;
        for chunk in self.to_bytes().utf8_chunks() {
            f.write_fmt(format_args!("{}", chunk.valid().escape_debug()))?;
            for byte in chunk.invalid() {
                f.write_fmt(format_args!("\\x{byte:02x}"))?;
            }
        }
        f.write_str("\"")
    }
}
impl PartialEq for CStr {
    fn eq(&self, other: &CStr) -> bool { self.to_bytes() == other.to_bytes() }
}
impl Eq for CStr {}
impl PartialOrd for CStr {
    fn partial_cmp(&self, other: &CStr) -> Option<Ordering> { Some(self.cmp(other)) }
}
impl Ord for CStr {
    fn cmp(&self, other: &CStr) -> Ordering { self.to_bytes().cmp(other.to_bytes()) }
}
impl Hash for CStr {
    fn hash<H: Hasher>(&self, state: &mut H) { self.bytes.hash(state) }
}
impl AsRef<CStr> for CStr {
    fn as_ref(&self) -> &CStr { self }
}
impl Default for &CStr {
    fn default() -> Self { c_string(b"\0") }
}
