//! Parts of a text taken out, and room for more.

use super::String;
use crate::collections::TryReserveError;
use crate::vec;
use core::fmt;
use core::iter::FusedIterator;
use core::ops::{Range, RangeBounds};

/// Gives the characters of a range; at its end the text closes up.
pub struct Drain<'a> {
    /// Removes the bytes when it is dropped.
    _bytes: vec::Drain<'a, u8>,
    rest: core::str::Chars<'a>,
}
impl<'a> Drain<'a> {
    pub fn as_str(&self) -> &str { self.rest.as_str() }
}
impl Iterator for Drain<'_> {
    type Item = char;
    fn next(&mut self) -> Option<char> { self.rest.next() }
    fn size_hint(&self) -> (usize, Option<usize>) { self.rest.size_hint() }
}
impl DoubleEndedIterator for Drain<'_> {
    fn next_back(&mut self) -> Option<char> { self.rest.next_back() }
}
impl FusedIterator for Drain<'_> {}
impl fmt::Debug for Drain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_tuple("Drain").field(&self.as_str()).finish() }
}
impl AsRef<str> for Drain<'_> {
    fn as_ref(&self) -> &str { self.as_str() }
}
impl AsRef<[u8]> for Drain<'_> {
    fn as_ref(&self) -> &[u8] { self.as_str().as_bytes() }
}

/// A text's own characters, one by one.
#[derive(Clone)]
pub struct IntoChars {
    bytes: vec::IntoIter<u8>,
}
impl Iterator for IntoChars {
    type Item = char;
    fn next(&mut self) -> Option<char> {
        let c = unsafe { core::str::from_utf8_unchecked(self.bytes.as_slice()) }.chars().next()?;
        for _ in 0..c.len_utf8() {
            self.bytes.next();
        }
        Some(c)
    }
}

impl String {
    #[track_caller]
    pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> Drain<'_> {
        let Range { start, end } = core::slice::range_in(range, self.len());
        assert!(self.is_char_boundary(start));
        assert!(self.is_char_boundary(end));
        let text = unsafe { core::str::from_utf8_unchecked(core::slice::from_raw_parts(self.vec.as_ptr().add(start), end - start)) };
        Drain { rest: text.chars(), _bytes: self.vec.drain(start..end) }
    }
    #[track_caller]
    pub fn extend_from_within<R: RangeBounds<usize>>(&mut self, src: R) {
        let Range { start, end } = core::slice::range_in(src, self.len());
        assert!(self.is_char_boundary(start));
        assert!(self.is_char_boundary(end));
        self.vec.extend_from_within(start..end);
    }
    #[track_caller]
    pub fn replace_range<R: RangeBounds<usize>>(&mut self, range: R, replace_with: &str) {
        let Range { start, end } = core::slice::range_in(range, self.len());
        assert!(self.is_char_boundary(start), "start of range should be a character boundary");
        assert!(self.is_char_boundary(end), "end of range should be a character boundary");
        drop(self.vec.splice(start..end, replace_with.bytes()));
    }
    pub fn reserve_exact(&mut self, additional: usize) { self.vec.reserve_exact(additional) }
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError> { self.vec.try_reserve(additional) }
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), TryReserveError> { self.vec.try_reserve_exact(additional) }
    pub fn shrink_to(&mut self, min_capacity: usize) { self.vec.shrink_to(min_capacity) }
    pub unsafe fn from_raw_parts(buf: *mut u8, length: usize, capacity: usize) -> String {
        unsafe { String { vec: vec::Vec::from_raw_parts(buf, length, capacity) } }
    }
    pub fn into_raw_parts(self) -> (*mut u8, usize, usize) { self.vec.into_raw_parts() }
}
