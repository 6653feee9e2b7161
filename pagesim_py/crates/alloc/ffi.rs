//! Text as C has it, on the heap.

pub use core::ffi::{CStr, FromBytesUntilNulError, FromBytesWithNulError};

use crate::borrow::{Borrow, Cow, ToOwned};
use crate::boxed::Box;
use crate::string::String;
use crate::vec::Vec;
use core::error::Error;
use core::ffi::c_char;
use core::fmt;
use core::ops::Deref;
use core::str::Utf8Error;

#[derive(PartialEq, PartialOrd, Eq, Ord, Hash, Clone)]
pub struct CString {
    bytes: Box<[u8]>,
}

/// A zero inside, and the bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NulError(usize, Vec<u8>);
impl NulError {
    pub fn nul_position(&self) -> usize { self.0 }
    pub fn into_vec(self) -> Vec<u8> { self.1 }
}
impl fmt::Display for NulError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_fmt(format_args!("nul byte found in provided data at position: {}", self.0))
    }
}
impl Error for NulError {}

#[derive(Clone, PartialEq, Eq, Debug)]
enum FromBytesErrorKind {
    InteriorNul(usize),
    NotNulTerminated,
}
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FromVecWithNulError {
    error_kind: FromBytesErrorKind,
    bytes: Vec<u8>,
}
impl FromVecWithNulError {
    pub fn as_bytes(&self) -> &[u8] { &self.bytes }
    pub fn into_bytes(self) -> Vec<u8> { self.bytes }
}
impl fmt::Display for FromVecWithNulError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.error_kind {
            FromBytesErrorKind::InteriorNul(at) => f.write_fmt(format_args!("data provided contains an interior nul byte at pos {at}")),
            FromBytesErrorKind::NotNulTerminated => f.write_str("data provided is not nul terminated"),
        }
    }
}
impl Error for FromVecWithNulError {}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IntoStringError {
    inner: CString,
    error: Utf8Error,
}
impl IntoStringError {
    pub fn into_cstring(self) -> CString { self.inner }
    pub fn utf8_error(&self) -> Utf8Error { self.error }
}
impl fmt::Display for IntoStringError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("C string contained non-utf8 bytes") }
}
impl Error for IntoStringError {
    fn source(&self) -> Option<&(dyn Error + 'static)> { Some(&self.error) }
}

impl CString {
    pub fn new<T: Into<Vec<u8>>>(t: T) -> Result<CString, NulError> {
        let bytes: Vec<u8> = t.into();
        match bytes.iter().position(|byte| *byte == 0) {
            Some(at) => Err(NulError(at, bytes)),
            None => Ok(unsafe { CString::from_vec_unchecked(bytes) }),
        }
    }
    pub unsafe fn from_vec_unchecked(mut v: Vec<u8>) -> CString {
        v.reserve_exact(1);
        v.push(0);
        CString { bytes: v.into_boxed_slice() }
    }
    pub fn from_vec_with_nul(v: Vec<u8>) -> Result<CString, FromVecWithNulError> {
        let error_kind = match CStr::from_bytes_with_nul(&v) {
            Ok(_) => return Ok(CString { bytes: v.into_boxed_slice() }),
            Err(FromBytesWithNulError::InteriorNul { position }) => FromBytesErrorKind::InteriorNul(position),
            Err(FromBytesWithNulError::NotNulTerminated) => FromBytesErrorKind::NotNulTerminated,
        };
        Err(FromVecWithNulError { error_kind, bytes: v })
    }
    pub unsafe fn from_vec_with_nul_unchecked(v: Vec<u8>) -> CString { CString { bytes: v.into_boxed_slice() } }
    pub unsafe fn from_raw(ptr: *mut c_char) -> CString {
        unsafe {
            let len = CStr::from_ptr(ptr as *const c_char).count_bytes() + 1;
            CString { bytes: Box::from_raw(core::ptr::slice_from_raw_parts_mut(ptr as *mut u8, len)) }
        }
    }
    pub fn into_raw(self) -> *mut c_char { Box::into_raw(self.bytes) as *mut c_char }
    pub fn into_string(self) -> Result<String, IntoStringError> {
        match String::from_utf8(self.into_bytes()) {
            Ok(text) => Ok(text),
            Err(error) => {
                let utf8_error = error.utf8_error();
                Err(IntoStringError { inner: unsafe { CString::from_vec_unchecked(error.into_bytes()) }, error: utf8_error })
            }
        }
    }
    pub fn into_bytes(self) -> Vec<u8> {
        let mut bytes = self.into_bytes_with_nul();
        bytes.pop();
        bytes
    }
    pub fn into_bytes_with_nul(self) -> Vec<u8> { self.bytes.into_vec() }
    pub fn as_bytes(&self) -> &[u8] { self.to_bytes() }
    pub fn as_bytes_with_nul(&self) -> &[u8] { &self.bytes }
    pub fn as_c_str(&self) -> &CStr { self }
    pub fn into_boxed_c_str(self) -> Box<CStr> { unsafe { Box::from_raw(Box::into_raw(self.bytes) as *mut CStr) } }
}

impl Deref for CString {
    type Target = CStr;
    fn deref(&self) -> &CStr { unsafe { CStr::from_bytes_with_nul_unchecked(&self.bytes) } }
}
impl fmt::Debug for CString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(&**self, f) }
}
impl Default for CString {
    fn default() -> CString { <&CStr>::default().to_owned() }
}
impl ToOwned for CStr {
    type Owned = CString;
    fn to_owned(&self) -> CString { CString { bytes: Box::from(self.to_bytes_with_nul()) } }
}
impl Borrow<CStr> for CString {
    fn borrow(&self) -> &CStr { self }
}
impl AsRef<CStr> for CString {
    fn as_ref(&self) -> &CStr { self }
}
impl From<&CStr> for CString {
    fn from(s: &CStr) -> CString { s.to_owned() }
}
impl From<Box<CStr>> for CString {
    fn from(s: Box<CStr>) -> CString { s.into_c_string() }
}
impl From<CString> for Box<CStr> {
    fn from(s: CString) -> Box<CStr> { s.into_boxed_c_str() }
}
impl From<&CStr> for Box<CStr> {
    fn from(s: &CStr) -> Box<CStr> { s.to_owned().into_boxed_c_str() }
}
impl From<CString> for Vec<u8> {
    fn from(s: CString) -> Vec<u8> { s.into_bytes() }
}
impl<'a> From<&'a CStr> for Cow<'a, CStr> {
    fn from(s: &'a CStr) -> Cow<'a, CStr> { Cow::Borrowed(s) }
}
impl<'a> From<CString> for Cow<'a, CStr> {
    fn from(s: CString) -> Cow<'a, CStr> { Cow::Owned(s) }
}
impl CStr {
    pub fn to_string_lossy(&self) -> Cow<'_, str> { String::from_utf8_lossy(self.to_bytes()) }
    pub fn into_c_string(self: Box<CStr>) -> CString { CString { bytes: unsafe { Box::from_raw(Box::into_raw(self) as *mut [u8]) } } }
}

/// The same by the names of their module.
pub mod c_str {
    pub use super::{CStr, CString, FromBytesUntilNulError, FromBytesWithNulError, FromVecWithNulError, IntoStringError, NulError};
}
