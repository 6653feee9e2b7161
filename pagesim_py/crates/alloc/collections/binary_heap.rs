//! A queue that gives the largest value first: a tree in an array, no value larger than the one above it.

use crate::vec::Vec;
use core::fmt;

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
        let mut at = 0;
        loop {
            let mut below = 2 * at + 1;
            if below + 1 < self.values.len() && self.values[below + 1] > self.values[below] {
                below += 1;
            }
            if below >= self.values.len() || self.values[at] >= self.values[below] {
                return Some(largest);
            }
            self.values.swap(at, below);
            at = below;
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
impl<T: Ord> Default for BinaryHeap<T> {
    fn default() -> BinaryHeap<T> { BinaryHeap::new() }
}
impl<T: fmt::Debug> fmt::Debug for BinaryHeap<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_list().entries(self.iter()).finish() }
}
