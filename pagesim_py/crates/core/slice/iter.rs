//! Iterating over a slice. Both ends are addresses; a type without size counts by bytes.

use crate::intrinsics;
use crate::marker::PhantomData;

pub struct Iter<'a, T> {
    at: *const T,
    end: *const T,
    lives: PhantomData<&'a T>,
}

pub struct IterMut<'a, T> {
    at: *mut T,
    end: *mut T,
    lives: PhantomData<&'a mut T>,
}

unsafe impl<T: Sync> Sync for Iter<'_, T> {}
unsafe impl<T: Sync> Send for Iter<'_, T> {}

/// The step from one item to the next; at least one byte, so that an iterator over items without size ends.
const fn step<T>(from: *const T) -> *const T {
    if intrinsics::size_of::<T>() == 0 { (from as usize + 1) as *const T } else { intrinsics::ptr_add(from, 1) }
}
const fn step_back<T>(from: *const T) -> *const T {
    if intrinsics::size_of::<T>() == 0 { (from as usize - 1) as *const T } else { intrinsics::ptr_add(from, usize::MAX) }
}
const fn skip<T>(from: *const T, count: usize) -> *const T {
    if intrinsics::size_of::<T>() == 0 { (from as usize + count) as *const T } else { intrinsics::ptr_add(from, count) }
}
const fn between<T>(from: *const T, to: *const T) -> usize {
    let bytes = to as usize - from as usize;
    if intrinsics::size_of::<T>() == 0 { bytes } else { bytes / intrinsics::size_of::<T>() }
}

impl<'a, T> Iter<'a, T> {
    pub(super) const fn new(slice: &'a [T]) -> Iter<'a, T> {
        let at = slice as *const [T] as *const T;
        Iter { at, end: skip(at, slice.len()), lives: PhantomData }
    }
    pub fn as_slice(&self) -> &'a [T] { unsafe { super::make(self.at, between(self.at, self.end)) } }
}
impl<'a, T> IterMut<'a, T> {
    pub(super) fn new(slice: &'a mut [T]) -> IterMut<'a, T> {
        let len = slice.len();
        let at = slice as *mut [T] as *mut T;
        IterMut { at, end: skip(at, len) as *mut T, lives: PhantomData }
    }
    pub fn into_slice(self) -> &'a mut [T] { unsafe { super::make_mut(self.at, between(self.at, self.end)) } }
    pub fn as_slice(&self) -> &[T] { unsafe { super::make(self.at, between(self.at, self.end)) } }
}

impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> {
        let now = self.at;
        if now as usize == self.end as usize {
            return None;
        }
        self.at = step(now);
        unsafe { Some(&*now) }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = between(self.at, self.end);
        (n, Some(n))
    }
    fn count(self) -> usize { between(self.at, self.end) }
    fn nth(&mut self, n: usize) -> Option<&'a T> {
        if n >= between(self.at, self.end) {
            self.at = self.end;
            return None;
        }
        self.at = skip(self.at, n);
        self.next()
    }
    fn last(mut self) -> Option<&'a T> { self.next_back() }
}
impl<'a, T> DoubleEndedIterator for Iter<'a, T> {
    fn next_back(&mut self) -> Option<&'a T> {
        if self.at as usize == self.end as usize {
            return None;
        }
        self.end = step_back(self.end);
        unsafe { Some(&*self.end) }
    }
    fn nth_back(&mut self, n: usize) -> Option<&'a T> {
        let len = between(self.at, self.end);
        if n >= len {
            self.end = self.at;
            return None;
        }
        self.end = skip(self.at, len - n);
        self.next_back()
    }
}
impl<T> ExactSizeIterator for Iter<'_, T> {}
impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self { Iter { at: self.at, end: self.end, lives: PhantomData } }
}
impl<T> Default for Iter<'_, T> {
    fn default() -> Self { Iter::new(&[]) }
}
impl<T: crate::fmt::Debug> crate::fmt::Debug for Iter<'_, T> {
    fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result { f.debug_tuple("Iter").field(&self.as_slice()).finish() }
}

impl<'a, T> Iterator for IterMut<'a, T> {
    type Item = &'a mut T;
    fn next(&mut self) -> Option<&'a mut T> {
        let now = self.at;
        if now as usize == self.end as usize {
            return None;
        }
        self.at = step(now as *const T) as *mut T;
        unsafe { Some(&mut *now) }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = between(self.at as *const T, self.end as *const T);
        (n, Some(n))
    }
    fn nth(&mut self, n: usize) -> Option<&'a mut T> {
        if n >= between(self.at as *const T, self.end as *const T) {
            self.at = self.end;
            return None;
        }
        self.at = skip(self.at as *const T, n) as *mut T;
        self.next()
    }
}
impl<'a, T> DoubleEndedIterator for IterMut<'a, T> {
    fn next_back(&mut self) -> Option<&'a mut T> {
        if self.at as usize == self.end as usize {
            return None;
        }
        self.end = step_back(self.end as *const T) as *mut T;
        unsafe { Some(&mut *self.end) }
    }
}
impl<T> ExactSizeIterator for IterMut<'_, T> {}

impl<'a, T> IntoIterator for &'a [T] {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
    fn into_iter(self) -> Iter<'a, T> { Iter::new(self) }
}
impl<'a, T> IntoIterator for &'a mut [T] {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T>;
    fn into_iter(self) -> IterMut<'a, T> { IterMut::new(self) }
}
