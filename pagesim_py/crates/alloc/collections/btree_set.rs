//! An ordered set. Here: a sorted array, searched by halving.

use crate::vec::Vec;
use core::borrow::Borrow;
use core::fmt;

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BTreeSet<T> {
    values: Vec<T>,
}

impl<T> BTreeSet<T> {
    pub const fn new() -> BTreeSet<T> { BTreeSet { values: Vec::new() } }
    pub fn len(&self) -> usize { self.values.len() }
    pub fn is_empty(&self) -> bool { self.values.is_empty() }
    pub fn clear(&mut self) { self.values.clear() }
    pub fn iter(&self) -> core::slice::Iter<'_, T> { self.values.iter() }
    pub fn first(&self) -> Option<&T> { self.values.first() }
    pub fn last(&self) -> Option<&T> { self.values.last() }
    pub fn pop_first(&mut self) -> Option<T> { if self.values.is_empty() { None } else { Some(self.values.remove(0)) } }
    pub fn pop_last(&mut self) -> Option<T> { self.values.pop() }
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, keep: F) { self.values.retain(keep) }
}

impl<T: Ord> BTreeSet<T> {
    /// Where the value is, or where it would go.
    fn search<Q: Ord + ?Sized>(&self, value: &Q) -> Result<usize, usize>
    where
        T: Borrow<Q>,
    {
        self.values.binary_search_by(|one| one.borrow().cmp(value))
    }
    /// Whether the value is new.
    pub fn insert(&mut self, value: T) -> bool {
        match self.search(&value) {
            Ok(_) => false,
            Err(at) => {
                self.values.insert(at, value);
                true
            }
        }
    }
    pub fn contains<Q: Ord + ?Sized>(&self, value: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.search(value).is_ok()
    }
    pub fn get<Q: Ord + ?Sized>(&self, value: &Q) -> Option<&T>
    where
        T: Borrow<Q>,
    {
        match self.search(value) { Ok(at) => Some(&self.values[at]), Err(_) => None }
    }
    pub fn remove<Q: Ord + ?Sized>(&mut self, value: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.take(value).is_some()
    }
    pub fn take<Q: Ord + ?Sized>(&mut self, value: &Q) -> Option<T>
    where
        T: Borrow<Q>,
    {
        match self.search(value) { Ok(at) => Some(self.values.remove(at)), Err(_) => None }
    }
    pub fn is_subset(&self, other: &BTreeSet<T>) -> bool { self.values.iter().all(|value| other.contains(value)) }
    pub fn is_superset(&self, other: &BTreeSet<T>) -> bool { other.is_subset(self) }
    pub fn is_disjoint(&self, other: &BTreeSet<T>) -> bool { !self.values.iter().any(|value| other.contains(value)) }
    pub fn difference<'a>(&'a self, other: &'a BTreeSet<T>) -> impl Iterator<Item = &'a T> {
        self.values.iter().filter(move |value| !other.contains(*value))
    }
    pub fn intersection<'a>(&'a self, other: &'a BTreeSet<T>) -> impl Iterator<Item = &'a T> {
        self.values.iter().filter(move |value| other.contains(*value))
    }
    /// The values of both in order, each once.
    pub fn union<'a>(&'a self, other: &'a BTreeSet<T>) -> impl Iterator<Item = &'a T> {
        let (mut left, mut right) = (self.values.iter().peekable(), other.values.iter().peekable());
        core::iter::from_fn(move || match (left.peek(), right.peek()) {
            (Some(l), Some(r)) if *l == *r => {
                right.next();
                left.next()
            }
            (Some(l), Some(r)) if *l > *r => right.next(),
            (None, _) => right.next(),
            _ => left.next(),
        })
    }
}

impl<T> IntoIterator for BTreeSet<T> {
    type Item = T;
    type IntoIter = crate::vec::IntoIter<T>;
    fn into_iter(self) -> crate::vec::IntoIter<T> { self.values.into_iter() }
}
impl<'a, T> IntoIterator for &'a BTreeSet<T> {
    type Item = &'a T;
    type IntoIter = core::slice::Iter<'a, T>;
    fn into_iter(self) -> core::slice::Iter<'a, T> { self.values.iter() }
}
impl<T: Ord> FromIterator<T> for BTreeSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> BTreeSet<T> {
        let mut made = BTreeSet::new();
        made.extend(iter);
        made
    }
}
impl<T: Ord> Extend<T> for BTreeSet<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {
        for value in iter {
            self.insert(value);
        }
    }
}
impl<T: Ord, const N: usize> From<[T; N]> for BTreeSet<T> {
    fn from(values: [T; N]) -> BTreeSet<T> { values.into_iter().collect() }
}
impl<T> Default for BTreeSet<T> {
    fn default() -> BTreeSet<T> { BTreeSet::new() }
}
impl<T: fmt::Debug> fmt::Debug for BTreeSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_set().entries(self.iter()).finish() }
}
