//! A queue that gives the largest value first: a tree in an array, no value larger than the one above it.

use super::TryReserveError;
use crate::vec::{self, Vec};
use core::fmt;
use core::ops::{Deref, DerefMut};

pub use crate::vec::{Drain, IntoIter};
pub use core::slice::Iter;

#[derive(Clone)]
pub struct BinaryHeap<T> {
    values: Vec<T>,
}

impl<T> BinaryHeap<T> {
    pub fn len(&self) -> usize { self.values.len() }
    pub fn is_empty(&self) -> bool { self.values.is_empty() }
    pub fn clear(&mut self) { self.values.clear() }
    /// In no particular order.
    pub fn iter(&self) -> core::slice::Iter<'_, T> { self.values.iter() }
    pub fn into_vec(self) -> Vec<T> { self.values }
    pub fn peek(&self) -> Option<&T> { self.values.first() }
}

/// The largest value, to be changed; its place is found anew afterwards.
pub struct PeekMut<'a, T: Ord> {
    heap: &'a mut BinaryHeap<T>,
    changed: bool,
}
impl<'a, T: Ord> PeekMut<'a, T> {
    pub fn pop(mut this: PeekMut<'a, T>) -> T {
        this.settle();
        match this.heap.pop() { Some(value) => value, None => unreachable!() }
    }
    fn settle(&mut self) {
        if self.changed {
            self.changed = false;
            self.heap.sift_down(0);
        }
    }
}
impl<T: Ord> Deref for PeekMut<'_, T> {
    type Target = T;
    fn deref(&self) -> &T { &self.heap.values[0] }
}
impl<T: Ord> DerefMut for PeekMut<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.changed = true;
        &mut self.heap.values[0]
    }
}
impl<T: Ord> Drop for PeekMut<'_, T> {
    fn drop(&mut self) { self.settle() }
}
impl<T: Ord + fmt::Debug> fmt::Debug for PeekMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_tuple("PeekMut").field(&self.heap.values[0]).finish() }
}

impl<T> BinaryHeap<T> {
    pub fn capacity(&self) -> usize { self.values.capacity() }
    pub fn reserve(&mut self, additional: usize) { self.values.reserve(additional) }
    pub fn reserve_exact(&mut self, additional: usize) { self.values.reserve_exact(additional) }
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError> { self.values.try_reserve(additional) }
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), TryReserveError> { self.values.try_reserve_exact(additional) }
    pub fn shrink_to_fit(&mut self) { self.values.shrink_to_fit() }
    pub fn shrink_to(&mut self, min_capacity: usize) { self.values.shrink_to(min_capacity) }
    pub fn as_slice(&self) -> &[T] { self.values.as_slice() }
    /// All values, in no particular order.
    pub fn drain(&mut self) -> vec::Drain<'_, T> { self.values.drain(..) }
}

impl<T: Ord> BinaryHeap<T> {
    pub const fn new() -> BinaryHeap<T> { BinaryHeap { values: Vec::new() } }
    pub fn with_capacity(capacity: usize) -> BinaryHeap<T> { BinaryHeap { values: Vec::with_capacity(capacity) } }

    pub fn push(&mut self, value: T) {
        self.values.push(value);
        let mut at = self.values.len() - 1;
        while at > 0 && self.values[at] > self.values[(at - 1) / 2] {
            self.values.swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    pub fn pop(&mut self) -> Option<T> {
        if self.values.is_empty() {
            return None;
        }
        let largest = self.values.swap_remove(0);
        self.sift_down(0);
        Some(largest)
    }

    /// Lets a value sink to where no larger one is below it.
    fn sift_down(&mut self, from: usize) {
        let mut at = from;
        loop {
            let mut below = 2 * at + 1;
            if below + 1 < self.values.len() && self.values[below + 1] > self.values[below] {
                below += 1;
            }
            if below >= self.values.len() || self.values[at] >= self.values[below] {
                return;
            }
            self.values.swap(at, below);
            at = below;
        }
    }

    pub fn peek_mut(&mut self) -> Option<PeekMut<'_, T>> {
        if self.is_empty() { None } else { Some(PeekMut { heap: self, changed: false }) }
    }
    /// Moves all of `other` here.
    pub fn append(&mut self, other: &mut BinaryHeap<T>) { self.extend(other.drain()) }
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, f: F) {
        self.values.retain(f);
        for at in (0..self.values.len() / 2).rev() {
            self.sift_down(at);
        }
    }

    /// From the smallest value to the largest.
    pub fn into_sorted_vec(self) -> Vec<T> {
        let mut values = self.values;
        values.sort();
        values
    }
}

impl<T: Ord> From<Vec<T>> for BinaryHeap<T> {
    fn from(values: Vec<T>) -> BinaryHeap<T> { values.into_iter().collect() }
}
impl<T: Ord, const N: usize> From<[T; N]> for BinaryHeap<T> {
    fn from(values: [T; N]) -> BinaryHeap<T> { values.into_iter().collect() }
}
impl<T: Ord> FromIterator<T> for BinaryHeap<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> BinaryHeap<T> {
        let mut made = BinaryHeap::new();
        made.extend(iter);
        made
    }
}
impl<T: Ord> Extend<T> for BinaryHeap<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {
        for value in iter {
            self.push(value);
        }
    }
}
impl<T> IntoIterator for BinaryHeap<T> {
    type Item = T;
    type IntoIter = crate::vec::IntoIter<T>;
    fn into_iter(self) -> crate::vec::IntoIter<T> { self.values.into_iter() }
}
impl<'a, T> IntoIterator for &'a BinaryHeap<T> {
    type Item = &'a T;
    type IntoIter = core::slice::Iter<'a, T>;
    fn into_iter(self) -> core::slice::Iter<'a, T> { self.iter() }
}
impl<'a, T: Ord + Copy + 'a> Extend<&'a T> for BinaryHeap<T> {
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, iter: I) { self.extend(iter.into_iter().copied()) }
}
impl<T> From<BinaryHeap<T>> for Vec<T> {
    fn from(heap: BinaryHeap<T>) -> Vec<T> { heap.values }
}
impl<T: Ord> Default for BinaryHeap<T> {
    fn default() -> BinaryHeap<T> { BinaryHeap::new() }
}
impl<T: fmt::Debug> fmt::Debug for BinaryHeap<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_list().entries(self.iter()).finish() }
}
