//! A text with room for `N` bytes.

use crate::{CapacityError, Vec};
use core::borrow::Borrow;
use core::cmp::Ordering;
use core::fmt::{self, Write};
use core::hash::{Hash, Hasher};
use core::ops::{Deref, DerefMut};
use core::str::{self, FromStr, Utf8Error};

pub struct String<const N: usize> {
    vec: Vec<u8, N>,
}

impl<const N: usize> String<N> {
    pub const fn new() -> String<N> { String { vec: Vec::new() } }
    pub fn from_utf8(vec: Vec<u8, N>) -> Result<String<N>, Utf8Error> {
        str::from_utf8(&vec)?;
        Ok(String { vec })
    }
    pub fn into_bytes(self) -> Vec<u8, N> { self.vec }
    pub fn as_str(&self) -> &str { unsafe { str::from_utf8_unchecked(self.vec.as_slice()) } }
    pub fn as_mut_str(&mut self) -> &mut str { unsafe { str::from_utf8_unchecked_mut(self.vec.as_mut_slice()) } }
    pub unsafe fn as_mut_vec(&mut self) -> &mut Vec<u8, N> { &mut self.vec }
    pub fn push_str(&mut self, string: &str) -> Result<(), CapacityError> { self.vec.extend_from_slice(string.as_bytes()) }
    pub fn capacity(&self) -> usize { N }
    pub fn push(&mut self, c: char) -> Result<(), CapacityError> { self.push_str(c.encode_utf8(&mut [0; 4])) }
    #[track_caller]
    pub fn truncate(&mut self, new_len: usize) {
        if new_len <= self.len() {
            assert!(self.is_char_boundary(new_len));
            self.vec.truncate(new_len);
        }
    }
    pub fn pop(&mut self) -> Option<char> {
        let last = self.chars().next_back()?;
        let len = self.len() - last.len_utf8();
        self.vec.truncate(len);
        Some(last)
    }
    #[track_caller]
    pub fn remove(&mut self, index: usize) -> char {
        let found = match self[index..].chars().next() {
            Some(found) => found,
            None => panic!("cannot remove a char from the end of a string"),
        };
        for _ in 0..found.len_utf8() {
            self.vec.remove(index);
        }
        found
    }
    pub fn clear(&mut self) { self.vec.clear() }
}

impl<const N: usize> Default for String<N> {
    fn default() -> Self { String::new() }
}
impl<const N: usize> Clone for String<N> {
    fn clone(&self) -> Self { String { vec: self.vec.clone() } }
}
impl<const N: usize> Deref for String<N> {
    type Target = str;
    fn deref(&self) -> &str { self.as_str() }
}
impl<const N: usize> DerefMut for String<N> {
    fn deref_mut(&mut self) -> &mut str { self.as_mut_str() }
}
impl<const N: usize> AsRef<str> for String<N> {
    fn as_ref(&self) -> &str { self }
}
impl<const N: usize> AsRef<[u8]> for String<N> {
    fn as_ref(&self) -> &[u8] { self.as_bytes() }
}
impl<const N: usize> Borrow<str> for String<N> {
    fn borrow(&self) -> &str { self }
}
impl<const N: usize> fmt::Debug for String<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(self.as_str(), f) }
}
impl<const N: usize> fmt::Display for String<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(self.as_str(), f) }
}
impl<const N: usize> Write for String<N> {
    fn write_str(&mut self, s: &str) -> fmt::Result { self.push_str(s).map_err(|_| fmt::Error) }
}
impl<const N: usize> Hash for String<N> {
    fn hash<H: Hasher>(&self, state: &mut H) { self.as_str().hash(state) }
}
impl<const N: usize, const M: usize> PartialEq<String<M>> for String<N> {
    fn eq(&self, other: &String<M>) -> bool { **self == **other }
}
impl<const N: usize> PartialEq<str> for String<N> {
    fn eq(&self, other: &str) -> bool { **self == *other }
}
impl<const N: usize> PartialEq<&str> for String<N> {
    fn eq(&self, other: &&str) -> bool { **self == **other }
}
impl<const N: usize> PartialEq<String<N>> for str {
    fn eq(&self, other: &String<N>) -> bool { *self == **other }
}
impl<const N: usize> PartialEq<String<N>> for &str {
    fn eq(&self, other: &String<N>) -> bool { **self == **other }
}
impl<const N: usize> Eq for String<N> {}
impl<const N: usize, const M: usize> PartialOrd<String<M>> for String<N> {
    fn partial_cmp(&self, other: &String<M>) -> Option<Ordering> { (**self).partial_cmp(&**other) }
}
impl<const N: usize> Ord for String<N> {
    fn cmp(&self, other: &Self) -> Ordering { (**self).cmp(&**other) }
}
impl<const N: usize> FromStr for String<N> {
    type Err = CapacityError;
    fn from_str(s: &str) -> Result<Self, CapacityError> {
        let mut made = String::new();
        made.push_str(s)?;
        Ok(made)
    }
}
/// Panics if there is no room.
#[cfg(before = "0.8")]
impl<'a, const N: usize> From<&'a str> for String<N> {
    fn from(s: &'a str) -> Self {
        let mut made = String::new();
        made.push_str(s).expect("overflow");
        made
    }
}
#[cfg(not(before = "0.8"))]
impl<'a, const N: usize> TryFrom<&'a str> for String<N> {
    type Error = CapacityError;
    fn try_from(s: &'a str) -> Result<Self, CapacityError> { s.parse() }
}
impl<const N: usize> FromIterator<char> for String<N> {
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = char>>(iter: I) -> Self {
        let mut made = String::new();
        for c in iter {
            made.push(c).unwrap();
        }
        made
    }
}

macro_rules! numbers {
    ($($t:ident)*) => {$(
        /// Panics if there is no room.
        #[cfg(before = "0.8")]
        impl<const N: usize> From<$t> for String<N> {
            fn from(number: $t) -> Self {
                let mut made = String::new();
                write!(made, "{number}").unwrap();
                made
            }
        }
        #[cfg(not(before = "0.8"))]
        impl<const N: usize> TryFrom<$t> for String<N> {
            type Error = CapacityError;
            fn try_from(number: $t) -> Result<Self, CapacityError> {
                let mut made = String::new();
                write!(made, "{number}").map_err(|_| crate::FULL)?;
                Ok(made)
            }
        }
    )*}
}
numbers! { i8 i16 i32 i64 u8 u16 u32 u64 }
