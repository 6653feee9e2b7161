//! Taking a range of values out of a vector.

use super::Vec;
use core::ops::{Bound, RangeBounds};

/// Gives the values; at its end the rest of the vector closes up.
pub struct Drain<'a, T> {
    vec: &'a mut Vec<T>,
    at: usize,
    end: usize,
    tail: usize,
    start: usize,
    tail_len: usize,
}

const PLACE: &str = "/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/core/src/slice/index.rs";

impl<'a, T> Drain<'a, T> {
    pub(super) fn new<R: RangeBounds<usize>>(vec: &'a mut Vec<T>, range: R) -> Drain<'a, T> {
        let len = vec.len;
        let start = match range.start_bound() { Bound::Included(n) => *n, Bound::Excluded(n) => *n + 1, Bound::Unbounded => 0 };
        let end = match range.end_bound() { Bound::Included(n) => *n + 1, Bound::Excluded(n) => *n, Bound::Unbounded => len };
        if start > end {
            if start > len {
                core::panicking::panic_at(PLACE, 1031, 55, format_args!("range start index {start} out of range for slice of length {len}"))
            }
            core::panicking::panic_at(PLACE, 1031, 55, format_args!("slice index starts at {start} but ends at {end}"))
        }
        if end > len {
            core::panicking::panic_at(PLACE, 1031, 55, format_args!("range end index {end} out of range for slice of length {len}"))
        }
        vec.len = start;
        Drain { vec, at: start, end, tail: end, start, tail_len: len - end }
    }
}

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
