//! A text with room for `CAP` bytes.

use crate::CapacityError;
use core::borrow::Borrow;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::mem::MaybeUninit;
use core::ops::{Deref, DerefMut};
use core::str::{self, FromStr, Utf8Error};
use core::{ptr, slice};

#[derive(Copy)]
#[repr(C)]
pub struct ArrayString<const CAP: usize> {
    len: u32,
    bytes: [MaybeUninit<u8>; CAP],
}

impl<const CAP: usize> ArrayString<CAP> {
    pub fn new() -> ArrayString<CAP> { ArrayString::new_const() }
    pub const fn new_const() -> ArrayString<CAP> { ArrayString { len: 0, bytes: [const { MaybeUninit::uninit() }; CAP] } }
    pub fn from(s: &str) -> Result<ArrayString<CAP>, CapacityError<&str>> {
        let mut made = ArrayString::new();
        made.try_push_str(s)?;
        Ok(made)
    }
    pub fn from_byte_string(b: &[u8; CAP]) -> Result<ArrayString<CAP>, Utf8Error> {
        let mut made = ArrayString::new();
        made.push_str(str::from_utf8(b)?);
        Ok(made)
    }
    pub fn zero_filled() -> ArrayString<CAP> { ArrayString { len: CAP as u32, bytes: [MaybeUninit::new(0); CAP] } }
    pub const fn len(&self) -> usize { self.len as usize }
    pub const fn is_empty(&self) -> bool { self.len == 0 }
    pub const fn capacity(&self) -> usize { CAP }
    pub const fn is_full(&self) -> bool { self.len as usize == CAP }
    pub const fn remaining_capacity(&self) -> usize { CAP - self.len as usize }
    pub fn as_str(&self) -> &str { self }
    pub fn as_mut_str(&mut self) -> &mut str { self }
    /// Panics if there is no room.
    #[track_caller]
    pub fn push(&mut self, c: char) { self.try_push(c).unwrap() }
    pub fn try_push(&mut self, c: char) -> Result<(), CapacityError<char>> {
        match self.try_push_str(c.encode_utf8(&mut [0; 4])) {
            Ok(()) => Ok(()),
            Err(_) => Err(CapacityError::new(c)),
        }
    }
    #[track_caller]
    pub fn push_str(&mut self, s: &str) { self.try_push_str(s).unwrap() }
    pub fn try_push_str<'a>(&mut self, s: &'a str) -> Result<(), CapacityError<&'a str>> {
        if s.len() > self.remaining_capacity() {
            return Err(CapacityError::new(s));
        }
        let end = unsafe { (&raw mut self.bytes as *mut u8).add(self.len as usize) };
        unsafe { ptr::copy_nonoverlapping(s.as_ptr(), end, s.len()) };
        self.len += s.len() as u32;
        Ok(())
    }
    pub fn pop(&mut self) -> Option<char> {
        let last = self.chars().next_back()?;
        self.len -= last.len_utf8() as u32;
        Some(last)
    }
    /// Panics if that is inside of a character.
    #[track_caller]
    pub fn truncate(&mut self, new_len: usize) {
        if new_len <= self.len() {
            assert!(self.is_char_boundary(new_len));
            self.len = new_len as u32;
        }
    }
    #[track_caller]
    pub fn remove(&mut self, idx: usize) -> char {
        let found = match self[idx..].chars().next() {
            Some(found) => found,
            None => panic!("cannot remove a char from the end of a string"),
        };
        let (next, len) = (idx + found.len_utf8(), self.len());
        let first = &raw mut self.bytes as *mut u8;
        unsafe { ptr::copy(first.add(next), first.add(idx), len - next) };
        self.len -= found.len_utf8() as u32;
        found
    }
    pub fn clear(&mut self) { self.len = 0 }
    pub unsafe fn set_len(&mut self, length: usize) { self.len = length as u32 }
}

impl<const CAP: usize> Deref for ArrayString<CAP> {
    type Target = str;
    fn deref(&self) -> &str {
        unsafe { str::from_utf8_unchecked(slice::from_raw_parts(&raw const self.bytes as *const u8, self.len())) }
    }
}
impl<const CAP: usize> DerefMut for ArrayString<CAP> {
    fn deref_mut(&mut self) -> &mut str {
        let len = self.len();
        unsafe { str::from_utf8_unchecked_mut(slice::from_raw_parts_mut(&raw mut self.bytes as *mut u8, len)) }
    }
}
impl<const CAP: usize> Default for ArrayString<CAP> {
    fn default() -> Self { ArrayString::new() }
}
impl<const CAP: usize> Clone for ArrayString<CAP> {
    fn clone(&self) -> Self { *self }
}
impl<const CAP: usize> fmt::Debug for ArrayString<CAP> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(&**self, f) }
}
impl<const CAP: usize> fmt::Display for ArrayString<CAP> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(&**self, f) }
}
impl<const CAP: usize> fmt::Write for ArrayString<CAP> {
    fn write_str(&mut self, s: &str) -> fmt::Result { self.try_push_str(s).map_err(|_| fmt::Error) }
}
impl<const CAP: usize> AsRef<str> for ArrayString<CAP> {
    fn as_ref(&self) -> &str { self }
}
impl<const CAP: usize> Borrow<str> for ArrayString<CAP> {
    fn borrow(&self) -> &str { self }
}
impl<const CAP: usize> Hash for ArrayString<CAP> {
    fn hash<H: Hasher>(&self, state: &mut H) { (**self).hash(state) }
}
impl<const CAP: usize> PartialEq for ArrayString<CAP> {
    fn eq(&self, other: &Self) -> bool { **self == **other }
}
impl<const CAP: usize> PartialEq<str> for ArrayString<CAP> {
    fn eq(&self, other: &str) -> bool { **self == *other }
}
impl<const CAP: usize> PartialEq<ArrayString<CAP>> for str {
    fn eq(&self, other: &ArrayString<CAP>) -> bool { *self == **other }
}
impl<const CAP: usize> Eq for ArrayString<CAP> {}
impl<const CAP: usize> PartialOrd for ArrayString<CAP> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> { (**self).partial_cmp(&**other) }
}
impl<const CAP: usize> Ord for ArrayString<CAP> {
    fn cmp(&self, other: &Self) -> Ordering { (**self).cmp(&**other) }
}
impl<const CAP: usize> FromStr for ArrayString<CAP> {
    type Err = CapacityError;
    fn from_str(s: &str) -> Result<Self, CapacityError> { ArrayString::from(s).map_err(CapacityError::simplify) }
}
impl<'a, const CAP: usize> TryFrom<&'a str> for ArrayString<CAP> {
    type Error = CapacityError<&'a str>;
    fn try_from(s: &'a str) -> Result<Self, CapacityError<&'a str>> { ArrayString::from(s) }
}
impl<'a, const CAP: usize> TryFrom<fmt::Arguments<'a>> for ArrayString<CAP> {
    type Error = CapacityError<fmt::Error>;
    fn try_from(args: fmt::Arguments<'a>) -> Result<Self, CapacityError<fmt::Error>> {
        let mut made = ArrayString::new();
        fmt::Write::write_fmt(&mut made, args).map_err(CapacityError::new)?;
        Ok(made)
    }
}
