//! A queue by rank: the largest, or the smallest, comes out first.

use crate::Vec;
use core::cmp::Ordering;
use core::fmt;
use core::marker::PhantomData;

pub enum Min {}
pub enum Max {}

/// What comes out first: `Min` or `Max`.
pub trait Kind {
    #[doc(hidden)]
    const FIRST: Ordering;
}
impl Kind for Min {
    const FIRST: Ordering = Ordering::Less;
}
impl Kind for Max {
    const FIRST: Ordering = Ordering::Greater;
}

pub struct BinaryHeap<T, K, const N: usize> {
    kind: PhantomData<K>,
    values: Vec<T, N>,
}

impl<T, K, const N: usize> BinaryHeap<T, K, N> {
    pub const fn new() -> BinaryHeap<T, K, N> { BinaryHeap { kind: PhantomData, values: Vec::new() } }
}
impl<T: Ord, K: Kind, const N: usize> BinaryHeap<T, K, N> {
    pub fn capacity(&self) -> usize { N }
    pub fn len(&self) -> usize { self.values.len() }
    pub fn is_empty(&self) -> bool { self.values.is_empty() }
    pub fn clear(&mut self) { self.values.clear() }
    pub fn iter(&self) -> core::slice::Iter<'_, T> { self.values.iter() }
    pub fn peek(&self) -> Option<&T> { self.values.first() }
    pub fn into_vec(self) -> Vec<T, N> { self.values }
    pub fn push(&mut self, item: T) -> Result<(), T> {
        self.values.push(item)?;
        let mut at = self.values.len() - 1;
        while at > 0 && self.values[at].cmp(&self.values[(at - 1) / 2]) == K::FIRST {
            self.values.swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
        Ok(())
    }
    pub fn pop(&mut self) -> Option<T> {
        if self.values.is_empty() {
            return None;
        }
        let found = self.values.swap_remove(0);
        let mut at = 0;
        loop {
            let mut child = 2 * at + 1;
            if child >= self.values.len() {
                break;
            }
            if child + 1 < self.values.len() && self.values[child + 1].cmp(&self.values[child]) == K::FIRST {
                child += 1;
            }
            if self.values[child].cmp(&self.values[at]) != K::FIRST {
                break;
            }
            self.values.swap(at, child);
            at = child;
        }
        Some(found)
    }
}
impl<T: Ord, K: Kind, const N: usize> Default for BinaryHeap<T, K, N> {
    fn default() -> Self { BinaryHeap::new() }
}
impl<T: Ord + fmt::Debug, K: Kind, const N: usize> fmt::Debug for BinaryHeap<T, K, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_list().entries(self.iter()).finish() }
}
