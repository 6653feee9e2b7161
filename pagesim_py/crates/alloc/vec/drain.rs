//! Taking a range of values out of a vector.

use super::Vec;
use core::ops::{Range, RangeBounds};

/// Gives the values; at its end the rest of the vector closes up.
pub struct Drain<'a, T> {
    vec: &'a mut Vec<T>,
    at: usize,
    end: usize,
    tail: usize,
    start: usize,
    tail_len: usize,
}

impl<'a, T> Drain<'a, T> {
    pub(super) fn new<R: RangeBounds<usize>>(vec: &'a mut Vec<T>, range: R) -> Drain<'a, T> {
        let len = vec.len;
        let Range { start, end } = core::slice::range_in(range, len);
        vec.len = start;
        Drain { vec, at: start, end, tail: end, start, tail_len: len - end }
    }

    pub fn as_slice(&self) -> &[T] { unsafe { core::slice::from_raw_parts(self.vec.ptr.add(self.at), self.end - self.at) } }

    /// Puts values where those that are gone have been; the rest follows them.
    pub(super) fn put_in_place(&mut self, mut made: Vec<T>) {
        unsafe {
            let vec = &mut *self.vec;
            if self.start + made.len + self.tail_len > vec.capacity() {
                vec.len = self.tail + self.tail_len;
                vec.reserve(self.start + made.len - self.tail);
                vec.len = self.start;
            }
            let base = vec.ptr;
            let tail = self.start + made.len;
            core::intrinsics::copy(base.add(self.tail) as *const T, base.add(tail), self.tail_len);
            core::intrinsics::copy_nonoverlapping(made.ptr as *const T, base.add(self.start), made.len);
            self.tail = tail;
            self.start = tail;
            made.len = 0;
        }
    }
}

impl<T: core::fmt::Debug> core::fmt::Debug for Drain<'_, T> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result { f.debug_tuple("Drain").field(&self.as_slice()).finish() }
}
impl<T> AsRef<[T]> for Drain<'_, T> {
    fn as_ref(&self) -> &[T] { self.as_slice() }
}
impl<T> core::iter::FusedIterator for Drain<'_, T> {}

impl<T> Iterator for Drain<'_, T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        let at = self.at;
        if at == self.end {
            return None;
        }
        self.at = at + 1;
        unsafe { Some(core::intrinsics::read(self.vec.ptr.add(at) as *const T)) }
    }
    fn size_hint(&self) -> (usize, Option<usize>) { (self.end - self.at, Some(self.end - self.at)) }
}
impl<T> DoubleEndedIterator for Drain<'_, T> {
    fn next_back(&mut self) -> Option<T> {
        if self.at == self.end {
            return None;
        }
        self.end -= 1;
        unsafe { Some(core::intrinsics::read(self.vec.ptr.add(self.end) as *const T)) }
    }
}
impl<T> ExactSizeIterator for Drain<'_, T> {}

impl<T> Drop for Drain<'_, T> {
    fn drop(&mut self) {
        while let Some(rest) = self.next() {
            drop(rest);
        }
        unsafe {
            let base = self.vec.ptr;
            core::intrinsics::copy(base.add(self.tail) as *const T, base.add(self.start), self.tail_len);
        }
        self.vec.len = self.start + self.tail_len;
    }
}
