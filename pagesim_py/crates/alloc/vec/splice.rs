//! Replacing a range of a vector, and taking out what a closure chooses.

use super::{Drain, IntoIter, Vec};
use core::fmt;
use core::ops::{Range, RangeBounds};

/// Gives the values of a range; at its end others are in their place.
pub struct Splice<'a, I: Iterator + 'a> {
    drain: Drain<'a, I::Item>,
    replacement: I,
}
impl<I: Iterator> Iterator for Splice<'_, I> {
    type Item = I::Item;
    fn next(&mut self) -> Option<I::Item> { self.drain.next() }
    fn size_hint(&self) -> (usize, Option<usize>) { self.drain.size_hint() }
}
impl<I: Iterator> DoubleEndedIterator for Splice<'_, I> {
    fn next_back(&mut self) -> Option<I::Item> { self.drain.next_back() }
}
impl<I: Iterator> ExactSizeIterator for Splice<'_, I> {}
impl<I: Iterator> Drop for Splice<'_, I> {
    fn drop(&mut self) {
        while let Some(rest) = self.drain.next() {
            drop(rest);
        }
        let made: Vec<I::Item> = (&mut self.replacement).collect();
        self.drain.put_in_place(made);
    }
}
impl<I: Iterator<Item: fmt::Debug> + fmt::Debug> fmt::Debug for Splice<'_, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Splice").field("drain", &self.drain).field("replace_with", &self.replacement).finish()
    }
}

/// Gives the values of a range that the closure chooses; the others stay.
pub struct ExtractIf<'a, T, F> {
    vec: &'a mut Vec<T>,
    at: usize,
    end: usize,
    whole: usize,
    taken: usize,
    choose: F,
}
impl<T, F: FnMut(&mut T) -> bool> Iterator for ExtractIf<'_, T, F> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        while self.at < self.end {
            unsafe {
                let place = self.vec.as_mut_ptr().add(self.at);
                let chosen = (self.choose)(&mut *place);
                self.at += 1;
                if chosen {
                    self.taken += 1;
                    return Some(core::ptr::read(place));
                }
                if self.taken > 0 {
                    core::ptr::copy_nonoverlapping(place, place.sub(self.taken), 1);
                }
            }
        }
        None
    }
    fn size_hint(&self) -> (usize, Option<usize>) { (0, Some(self.end - self.at)) }
}
impl<T, F> Drop for ExtractIf<'_, T, F> {
    fn drop(&mut self) {
        unsafe {
            if self.taken > 0 {
                let place = self.vec.as_mut_ptr().add(self.at);
                core::ptr::copy(place, place.sub(self.taken), self.whole - self.at);
            }
            self.vec.set_len(self.whole - self.taken);
        }
    }
}
impl<T: fmt::Debug, F> fmt::Debug for ExtractIf<'_, T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("ExtractIf").finish_non_exhaustive() }
}

impl<T> Vec<T> {
    pub fn splice<R: RangeBounds<usize>, I: IntoIterator<Item = T>>(&mut self, range: R, replace_with: I) -> Splice<'_, I::IntoIter> {
        Splice { drain: self.drain(range), replacement: replace_with.into_iter() }
    }
    pub fn extract_if<F: FnMut(&mut T) -> bool, R: RangeBounds<usize>>(&mut self, range: R, filter: F) -> ExtractIf<'_, T, F> {
        let Range { start, end } = core::slice::range_in(range, self.len);
        let whole = self.len;
        self.len = 0;
        ExtractIf { vec: self, at: start, end, whole, taken: 0, choose: filter }
    }
}

impl<T> IntoIter<T> {
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        let rest = self.as_slice();
        unsafe { core::slice::from_raw_parts_mut(rest.as_ptr() as *mut T, rest.len()) }
    }
}
impl<T> AsRef<[T]> for IntoIter<T> {
    fn as_ref(&self) -> &[T] { self.as_slice() }
}
impl<T: Clone> Clone for IntoIter<T> {
    fn clone(&self) -> IntoIter<T> { self.as_slice().to_vec().into_iter() }
}
impl<T> Default for IntoIter<T> {
    fn default() -> IntoIter<T> { Vec::new().into_iter() }
}
impl<T> core::iter::FusedIterator for IntoIter<T> {}
