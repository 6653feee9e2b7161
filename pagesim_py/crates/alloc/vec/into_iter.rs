//! A vector's values, one by one.

use super::{Vec, layout_of};
use crate::alloc::release;
use core::fmt;

pub struct IntoIter<T> {
    buf: *mut T,
    cap: usize,
    at: usize,
    end: usize,
}

impl<T> IntoIter<T> {
    pub(super) fn new(vec: Vec<T>) -> IntoIter<T> {
        let made = IntoIter { buf: vec.ptr, cap: vec.cap, at: 0, end: vec.len };
        core::mem::forget(vec);
        made
    }
    pub fn as_slice(&self) -> &[T] { unsafe { &*core::ptr::slice_from_raw_parts(self.buf.add(self.at) as *const T, self.end - self.at) } }
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        let at = self.at;
        if at == self.end {
            return None;
        }
        self.at = at + 1;
        unsafe { Some(core::intrinsics::read(self.buf.add(at) as *const T)) }
    }
    fn size_hint(&self) -> (usize, Option<usize>) { (self.end - self.at, Some(self.end - self.at)) }
}
impl<T> DoubleEndedIterator for IntoIter<T> {
    fn next_back(&mut self) -> Option<T> {
        if self.at == self.end {
            return None;
        }
        self.end -= 1;
        unsafe { Some(core::intrinsics::read(self.buf.add(self.end) as *const T)) }
    }
}
impl<T> ExactSizeIterator for IntoIter<T> {}

impl<T> Drop for IntoIter<T> {
    fn drop(&mut self) {
        while let Some(rest) = self.next() {
            drop(rest);
        }
        if self.cap != 0 {
            unsafe { release(self.buf as *mut u8, layout_of::<T>(self.cap)) }
        }
    }
}
impl<T: fmt::Debug> fmt::Debug for IntoIter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_tuple("IntoIter").field(&self.as_slice()).finish() }
}

impl<T> IntoIterator for Vec<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    fn into_iter(self) -> IntoIter<T> { IntoIter::new(self) }
}
impl<'a, T> IntoIterator for &'a Vec<T> {
    type Item = &'a T;
    type IntoIter = core::slice::Iter<'a, T>;
    fn into_iter(self) -> core::slice::Iter<'a, T> { self.iter() }
}
impl<'a, T> IntoIterator for &'a mut Vec<T> {
    type Item = &'a mut T;
    type IntoIter = core::slice::IterMut<'a, T>;
    fn into_iter(self) -> core::slice::IterMut<'a, T> { self.iter_mut() }
}
