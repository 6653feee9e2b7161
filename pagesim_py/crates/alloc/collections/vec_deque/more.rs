//! A ring's parts, its room, and looking for values in it.

use super::{Iter, VecDeque};
use crate::collections::TryReserveError;
use crate::vec::{self, Vec};
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::iter::{Chain, FusedIterator};
use core::ops::{Range, RangeBounds};
use core::slice;

pub struct IterMut<'a, T> {
    inner: Chain<slice::IterMut<'a, T>, slice::IterMut<'a, T>>,
    len: usize,
}
impl<'a, T> Iterator for IterMut<'a, T> {
    type Item = &'a mut T;
    fn next(&mut self) -> Option<&'a mut T> {
        self.len = self.len.saturating_sub(1);
        self.inner.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) { (self.len, Some(self.len)) }
}
impl<'a, T> DoubleEndedIterator for IterMut<'a, T> {
    fn next_back(&mut self) -> Option<&'a mut T> {
        self.len = self.len.saturating_sub(1);
        self.inner.next_back()
    }
}
impl<T> ExactSizeIterator for IterMut<'_, T> {}
impl<T> FusedIterator for IterMut<'_, T> {}

/// Gives the values of a range, which is gone already.
pub struct Drain<'a, T> {
    taken: vec::IntoIter<T>,
    lives: core::marker::PhantomData<&'a mut VecDeque<T>>,
}
impl<T> Iterator for Drain<'_, T> {
    type Item = T;
    fn next(&mut self) -> Option<T> { self.taken.next() }
    fn size_hint(&self) -> (usize, Option<usize>) { self.taken.size_hint() }
}
impl<T> DoubleEndedIterator for Drain<'_, T> {
    fn next_back(&mut self) -> Option<T> { self.taken.next_back() }
}
impl<T> ExactSizeIterator for Drain<'_, T> {}
impl<T> FusedIterator for Drain<'_, T> {}
impl<T: fmt::Debug> fmt::Debug for Drain<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_tuple("Drain").field(&self.taken.as_slice()).finish() }
}

impl<T> VecDeque<T> {
    pub fn as_mut_slices(&mut self) -> (&mut [T], &mut [T]) {
        let (first, second) = self.as_slices();
        let (first, second) = ((first.as_ptr() as *mut T, first.len()), (second.as_ptr() as *mut T, second.len()));
        unsafe { (slice::from_raw_parts_mut(first.0, first.1), slice::from_raw_parts_mut(second.0, second.1)) }
    }
    pub fn iter_mut(&mut self) -> IterMut<'_, T> {
        let len = self.len();
        let (first, second) = self.as_mut_slices();
        IterMut { inner: first.iter_mut().chain(second), len }
    }
    pub fn range<R: RangeBounds<usize>>(&self, range: R) -> Iter<'_, T> {
        let Range { start, end } = slice::range_in(range, self.len());
        Iter { deque: self, at: start, end }
    }
    pub fn range_mut<R: RangeBounds<usize>>(&mut self, range: R) -> IterMut<'_, T> {
        let Range { start, end } = slice::range_in(range, self.len());
        let (first, second) = self.as_mut_slices();
        let border = first.len();
        let first = &mut first[start.min(border)..end.min(border)];
        let second = &mut second[start.saturating_sub(border)..end.saturating_sub(border)];
        IterMut { inner: first.iter_mut().chain(second), len: end - start }
    }
    /// Takes a range out; what comes after it closes up.
    pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> Drain<'_, T> {
        let Range { start, end } = slice::range_in(range, self.len());
        let mut taken = Vec::with_capacity(end - start);
        for at in 0..self.len() {
            if let Some(value) = self.pop_front() {
                if at >= start && at < end { taken.push(value) } else { self.push_back(value) }
            }
        }
        Drain { taken: taken.into_iter(), lives: core::marker::PhantomData }
    }
    pub fn split_off(&mut self, at: usize) -> VecDeque<T> {
        if at > self.len() {
            core::panicking::panic_at(
                "/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/alloc/src/collections/vec_deque/mod.rs", 2539, 9,
                format_args!("`at` out of bounds"),
            )
        }
        self.drain(at..).collect()
    }

    pub fn reserve_exact(&mut self, additional: usize) { self.reserve(additional) }
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError> {
        let fits = self.len().checked_add(additional).and_then(|all| all.checked_mul(size_of::<T>())).is_some_and(|all| all <= isize::MAX as usize);
        if !fits {
            return Err(TryReserveError::overflow());
        }
        let mut asked: Vec<T> = Vec::new();
        asked.try_reserve_exact(self.len() + additional)?;
        drop(asked);
        self.reserve(additional);
        Ok(())
    }
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), TryReserveError> { self.try_reserve(additional) }
    pub fn shrink_to_fit(&mut self) { self.shrink_to(0) }
    pub fn shrink_to(&mut self, min_capacity: usize) {
        let wanted = min_capacity.max(self.len());
        if self.capacity() > wanted {
            let mut made = VecDeque::with_capacity(wanted);
            made.append(self);
            *self = made;
        }
    }
    pub fn resize(&mut self, new_len: usize, value: T)
    where
        T: Clone,
    {
        self.resize_with(new_len, || value.clone())
    }
    pub fn resize_with(&mut self, new_len: usize, mut generator: impl FnMut() -> T) {
        self.truncate(new_len);
        while self.len() < new_len {
            self.push_back(generator());
        }
    }

    pub fn push_back_mut(&mut self, value: T) -> &mut T {
        self.push_back(value);
        let last = self.len() - 1;
        unsafe { &mut *self.place(last) }
    }
    pub fn push_front_mut(&mut self, value: T) -> &mut T {
        self.push_front(value);
        unsafe { &mut *self.place(0) }
    }
    pub fn insert_mut(&mut self, index: usize, value: T) -> &mut T {
        self.insert(index, value);
        unsafe { &mut *self.place(index) }
    }
    pub fn pop_front_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T> {
        if predicate(self.front_mut()?) { self.pop_front() } else { None }
    }
    pub fn pop_back_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T> {
        if predicate(self.back_mut()?) { self.pop_back() } else { None }
    }
    pub fn swap_remove_front(&mut self, index: usize) -> Option<T> {
        if index >= self.len() {
            return None;
        }
        self.swap(index, 0);
        self.pop_front()
    }
    pub fn swap_remove_back(&mut self, index: usize) -> Option<T> {
        if index >= self.len() {
            return None;
        }
        let last = self.len() - 1;
        self.swap(index, last);
        self.pop_back()
    }
    pub fn retain_mut<F: FnMut(&mut T) -> bool>(&mut self, mut f: F) {
        for _ in 0..self.len() {
            if let Some(mut value) = self.pop_front() {
                if f(&mut value) {
                    self.push_back(value);
                }
            }
        }
    }

    pub fn binary_search(&self, x: &T) -> Result<usize, usize>
    where
        T: Ord,
    {
        self.binary_search_by(|value| value.cmp(x))
    }
    pub fn binary_search_by<'a, F: FnMut(&'a T) -> Ordering>(&'a self, mut f: F) -> Result<usize, usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match f(&self[middle]) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return Ok(middle),
            }
        }
        Err(low)
    }
    pub fn binary_search_by_key<'a, B: Ord, F: FnMut(&'a T) -> B>(&'a self, b: &B, mut f: F) -> Result<usize, usize> {
        self.binary_search_by(|value| f(value).cmp(b))
    }
    pub fn partition_point<P: FnMut(&T) -> bool>(&self, mut pred: P) -> usize {
        match self.binary_search_by(|value| if pred(value) { Ordering::Less } else { Ordering::Greater }) { Ok(at) | Err(at) => at }
    }
}

impl<'a, T> IntoIterator for &'a mut VecDeque<T> {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T>;
    fn into_iter(self) -> IterMut<'a, T> { self.iter_mut() }
}
impl<'a, T: Copy + 'a> Extend<&'a T> for VecDeque<T> {
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, iter: I) { self.extend(iter.into_iter().copied()) }
}
impl<T> From<VecDeque<T>> for Vec<T> {
    fn from(other: VecDeque<T>) -> Vec<T> { other.into_iter().collect() }
}
impl<T: Eq> Eq for VecDeque<T> {}
impl<T: PartialOrd> PartialOrd for VecDeque<T> {
    fn partial_cmp(&self, other: &VecDeque<T>) -> Option<Ordering> { self.iter().partial_cmp(other.iter()) }
}
impl<T: Ord> Ord for VecDeque<T> {
    fn cmp(&self, other: &VecDeque<T>) -> Ordering { self.iter().cmp(other.iter()) }
}
impl<T: Hash> Hash for VecDeque<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.len());
        self.iter().for_each(|value| value.hash(state))
    }
}
macro_rules! equal_to {
    ($([$($generics:tt)*] $Other:ty;)*) => { $(
        impl<T: PartialEq<U>, U, $($generics)*> PartialEq<$Other> for VecDeque<T> {
            fn eq(&self, other: &$Other) -> bool { self.len() == other.len() && self.iter().zip(other.iter()).all(|(left, right)| *left == *right) }
        }
    )* };
}
equal_to! { [] Vec<U>; [] &[U]; [] &mut [U]; [const N: usize] [U; N]; [const N: usize] &[U; N]; [const N: usize] &mut [U; N]; }

impl<T> FusedIterator for Iter<'_, T> {}
impl<T: fmt::Debug> fmt::Debug for Iter<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, second) = self.deque.as_slices();
        let border = first.len();
        let first = &first[self.at.min(border)..self.end.min(border)];
        let second = &second[self.at.saturating_sub(border)..self.end.saturating_sub(border)];
        f.debug_tuple("Iter").field(&first).field(&second).finish()
    }
}
