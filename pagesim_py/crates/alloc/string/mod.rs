//! Growing text.

mod more;
mod parts;
mod utf16;

pub use parts::{Drain, IntoChars};
pub use utf16::FromUtf16Error;

use crate::borrow::Cow;
use crate::boxed::Box;
use crate::vec::Vec;
use core::borrow::Borrow;
use core::cmp::Ordering;
use core::fmt::{self, Write};
use core::hash::{Hash, Hasher};
use core::ops::{Add, AddAssign, Deref, DerefMut, Index, IndexMut};
use core::slice::SliceIndex;
use core::str::{FromStr, Utf8Error};

#[lang = "String"]
pub struct String {
    vec: Vec<u8>,
}

/// The bytes are no text; they are given back.
#[derive(Debug, PartialEq, Eq, Clone)]
pub struct FromUtf8Error {
    bytes: Vec<u8>,
    error: Utf8Error,
}
impl FromUtf8Error {
    pub fn as_bytes(&self) -> &[u8] { &self.bytes }
    pub fn into_bytes(self) -> Vec<u8> { self.bytes }
    pub fn utf8_error(&self) -> Utf8Error { self.error }
}
impl fmt::Display for FromUtf8Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(&self.error, f) }
}

pub type ParseError = core::convert::Infallible;

impl String {
    pub const fn new() -> String { String { vec: Vec::new() } }
    pub fn with_capacity(capacity: usize) -> String { String { vec: Vec::with_capacity(capacity) } }
    pub fn from_utf8(vec: Vec<u8>) -> Result<String, FromUtf8Error> {
        match core::str::from_utf8(&vec) {
            Ok(_) => Ok(String { vec }),
            Err(error) => Err(FromUtf8Error { bytes: vec, error }),
        }
    }
    /// Invalid sequences become U+FFFD.
    pub fn from_utf8_lossy_owned(v: Vec<u8>) -> String { String::from_utf8_lossy(&v).into_owned() }
    pub fn from_utf8_lossy(v: &[u8]) -> Cow<'_, str> {
        let mut rest = v;
        let mut made = String::new();
        loop {
            match core::str::from_utf8(rest) {
                Ok(text) => {
                    if made.is_empty() && rest.len() == v.len() {
                        return Cow::Borrowed(text);
                    }
                    made.push_str(text);
                    return Cow::Owned(made);
                }
                Err(error) => {
                    let valid = error.valid_up_to();
                    made.push_str(unsafe { core::str::from_utf8_unchecked(&rest[..valid]) });
                    made.push('\u{fffd}');
                    match error.error_len() {
                        Some(len) => rest = &rest[valid + len..],
                        None => return Cow::Owned(made),
                    }
                }
            }
        }
    }
    pub unsafe fn from_utf8_unchecked(bytes: Vec<u8>) -> String { String { vec: bytes } }

    pub fn as_str(&self) -> &str { self }
    pub fn as_mut_str(&mut self) -> &mut str { self }
    pub fn as_bytes(&self) -> &[u8] { &self.vec }
    pub unsafe fn as_mut_vec(&mut self) -> &mut Vec<u8> { &mut self.vec }
    pub fn into_bytes(self) -> Vec<u8> { self.vec }
    pub fn into_boxed_str(self) -> Box<str> {
        let bytes: *mut [u8] = Box::into_raw(self.vec.into_boxed_slice());
        unsafe { Box::from_raw(bytes as *mut str) }
    }
    pub fn leak<'a>(self) -> &'a mut str { unsafe { core::str::from_utf8_unchecked_mut(self.vec.leak()) } }

    pub fn len(&self) -> usize { self.vec.len() }
    pub fn is_empty(&self) -> bool { self.vec.len() == 0 }
    pub fn capacity(&self) -> usize { self.vec.capacity() }
    pub fn reserve(&mut self, additional: usize) { self.vec.reserve(additional) }
    pub fn shrink_to_fit(&mut self) { self.vec.shrink_to_fit() }

    pub fn push_str(&mut self, string: &str) {
        let len = string.len();
        self.vec.reserve(len);
        unsafe {
            let end = self.vec.as_mut_ptr().add(self.vec.len());
            core::intrinsics::copy_nonoverlapping(string.as_ptr(), end, len);
            let whole = self.vec.len() + len;
            self.vec.set_len(whole);
        }
    }
    pub fn push(&mut self, ch: char) {
        if ch.is_ascii() {
            self.vec.push(ch as u8)
        } else {
            let mut bytes = [0; 4];
            self.push_str(ch.encode_utf8(&mut bytes))
        }
    }
    pub fn pop(&mut self) -> Option<char> {
        let ch = self.chars().next_back()?;
        self.vec.truncate(self.len() - ch.len_utf8());
        Some(ch)
    }
    pub fn clear(&mut self) { self.vec.clear() }
    #[track_caller]
    pub fn truncate(&mut self, new_len: usize) {
        if new_len <= self.len() {
            assert!(self.is_char_boundary(new_len));
            self.vec.truncate(new_len)
        }
    }
    #[track_caller]
    pub fn remove(&mut self, idx: usize) -> char {
        let ch = match self[idx..].chars().next() {
            Some(ch) => ch,
            None => panic!("cannot remove a char from the end of a string"),
        };
        drop(self.vec.drain(idx..idx + ch.len_utf8()));
        ch
    }
    #[track_caller]
    pub fn insert(&mut self, idx: usize, ch: char) {
        let mut bytes = [0; 4];
        self.insert_str(idx, ch.encode_utf8(&mut bytes))
    }
    #[track_caller]
    pub fn insert_str(&mut self, idx: usize, string: &str) {
        assert!(self.is_char_boundary(idx));
        let tail = self.vec.split_off(idx);
        self.push_str(string);
        self.push_str(unsafe { core::str::from_utf8_unchecked(&tail) });
    }
    pub fn retain<F: FnMut(char) -> bool>(&mut self, mut f: F) {
        let kept: String = self.chars().filter(|c| f(*c)).collect();
        *self = kept;
    }
    #[track_caller]
    pub fn split_off(&mut self, at: usize) -> String {
        assert!(self.is_char_boundary(at));
        String { vec: self.vec.split_off(at) }
    }
}

impl Write for String {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        self.push_str(s);
        Ok(())
    }
    fn write_char(&mut self, c: char) -> fmt::Result {
        self.push(c);
        Ok(())
    }
}

impl Deref for String {
    type Target = str;
    fn deref(&self) -> &str { unsafe { core::str::from_utf8_unchecked(&self.vec) } }
}
impl DerefMut for String {
    fn deref_mut(&mut self) -> &mut str { unsafe { core::str::from_utf8_unchecked_mut(&mut self.vec) } }
}
impl<I: SliceIndex<str>> Index<I> for String {
    type Output = I::Output;
    #[track_caller]
    fn index(&self, index: I) -> &I::Output { index.index(&**self) }
}
impl<I: SliceIndex<str>> IndexMut<I> for String {
    #[track_caller]
    fn index_mut(&mut self, index: I) -> &mut I::Output { index.index_mut(&mut **self) }
}

impl Clone for String {
    fn clone(&self) -> String { String { vec: self.vec.clone() } }
}
impl Default for String {
    fn default() -> String { String::new() }
}
impl fmt::Display for String {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(&**self, f) }
}
impl fmt::Debug for String {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(&**self, f) }
}
impl Hash for String {
    fn hash<H: Hasher>(&self, state: &mut H) { (**self).hash(state) }
}

macro_rules! equal_to {
    ($($Left:ty, $Right:ty;)*) => { $(
        impl PartialEq<$Right> for $Left {
            fn eq(&self, other: &$Right) -> bool { self[..] == other[..] }
        }
    )* };
}
equal_to! { String, String; String, str; String, &str; str, String; &str, String; }
impl Eq for String {}
impl PartialOrd for String {
    fn partial_cmp(&self, other: &String) -> Option<Ordering> { Some((**self).cmp(&**other)) }
}
impl Ord for String {
    fn cmp(&self, other: &String) -> Ordering { (**self).cmp(&**other) }
}

impl Add<&str> for String {
    type Output = String;
    fn add(mut self, other: &str) -> String {
        self.push_str(other);
        self
    }
}
impl AddAssign<&str> for String {
    fn add_assign(&mut self, other: &str) { self.push_str(other) }
}

impl From<&str> for String {
    fn from(s: &str) -> String {
        let mut made = String::with_capacity(s.len());
        made.push_str(s);
        made
    }
}
impl From<&mut str> for String {
    fn from(s: &mut str) -> String { String::from(&*s) }
}
impl From<&String> for String {
    fn from(s: &String) -> String { s.clone() }
}
impl From<char> for String {
    fn from(c: char) -> String {
        let mut made = String::new();
        made.push(c);
        made
    }
}
impl From<Box<str>> for String {
    fn from(s: Box<str>) -> String {
        let text: *mut str = Box::into_raw(s);
        let bytes: Box<[u8]> = unsafe { Box::from_raw(text as *mut [u8]) };
        String { vec: Vec::from(bytes) }
    }
}
impl From<Cow<'_, str>> for String {
    fn from(s: Cow<'_, str>) -> String { s.into_owned() }
}
impl FromStr for String {
    type Err = core::convert::Infallible;
    fn from_str(s: &str) -> Result<String, core::convert::Infallible> { Ok(String::from(s)) }
}

macro_rules! from_parts {
    ($($Part:ty: $push:ident;)*) => { $(
        impl<'a> FromIterator<$Part> for String {
            fn from_iter<I: IntoIterator<Item = $Part>>(iter: I) -> String {
                let mut made = String::new();
                made.extend(iter);
                made
            }
        }
        impl<'a> Extend<$Part> for String {
            fn extend<I: IntoIterator<Item = $Part>>(&mut self, iter: I) {
                for part in iter {
                    self.$push(part)
                }
            }
        }
    )* };
}
from_parts! { char: push; &'a char: push_reference; &'a str: push_str; String: push_string; }

impl String {
    fn push_reference(&mut self, c: &char) { self.push(*c) }
    fn push_string(&mut self, s: String) { self.push_str(&s) }
}

impl AsRef<str> for String {
    fn as_ref(&self) -> &str { self }
}
impl AsRef<[u8]> for String {
    fn as_ref(&self) -> &[u8] { self.as_bytes() }
}
impl Borrow<str> for String {
    fn borrow(&self) -> &str { self }
}

/// Everything that can be displayed can become text.
pub trait ToString {
    fn to_string(&self) -> String;
}
impl<T: fmt::Display + ?Sized> ToString for T {
    fn to_string(&self) -> String {
        let mut made = String::new();
        if made.write_fmt(format_args!("{}", &self)).is_err() {
            panic!("a Display implementation returned an error unexpectedly: Error")
        }
        made
    }
}

impl<'b> core::str::Pattern for &'b String {
    type Searcher = <&'b str as core::str::Pattern>::Searcher;
    fn into_searcher(self) -> Self::Searcher { core::str::Pattern::into_searcher(self.as_str()) }
}
