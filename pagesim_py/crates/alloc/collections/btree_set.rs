//! An ordered set. Here: a sorted array, searched by halving.

use super::btree_map::check_range;
use crate::vec::{self, Vec};
use core::borrow::Borrow;
use core::cmp::Ordering;
use core::fmt;
use core::iter::FusedIterator;
use core::ops::{BitAnd, BitOr, BitXor, Bound, RangeBounds, Sub};

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BTreeSet<T> {
    values: Vec<T>,
}

impl<T> BTreeSet<T> {
    pub const fn new() -> BTreeSet<T> { BTreeSet { values: Vec::new() } }
    pub fn len(&self) -> usize { self.values.len() }
    pub fn is_empty(&self) -> bool { self.values.is_empty() }
    pub fn clear(&mut self) { self.values.clear() }
    pub fn iter(&self) -> Iter<'_, T> { Iter { inner: self.values.iter() } }
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
    /// Puts the value in place of one that equals it.
    pub fn replace(&mut self, value: T) -> Option<T> {
        match self.search(&value) {
            Ok(at) => Some(core::mem::replace(&mut self.values[at], value)),
            Err(at) => {
                self.values.insert(at, value);
                None
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
    /// Moves all of `other` here.
    pub fn append(&mut self, other: &mut BTreeSet<T>) { self.extend(core::mem::take(other)) }
    /// Keeps what comes before `value`, gives the rest.
    pub fn split_off<Q: Ord + ?Sized>(&mut self, value: &Q) -> BTreeSet<T>
    where
        T: Borrow<Q>,
    {
        let at = match self.search(value) { Ok(at) | Err(at) => at };
        BTreeSet { values: self.values.split_off(at) }
    }
    /// Indices of the first value in a range and of the one after the last.
    fn bounds<Q: Ord + ?Sized, R: RangeBounds<Q>>(&self, range: &R) -> (usize, usize)
    where
        T: Borrow<Q>,
    {
        if let (Bound::Included(start) | Bound::Excluded(start), Bound::Included(end) | Bound::Excluded(end)) =
            (range.start_bound(), range.end_bound())
        {
            let open = matches!((range.start_bound(), range.end_bound()), (Bound::Excluded(_), Bound::Excluded(_)));
            check_range(start.cmp(end), open, true)
        }
        let start = match range.start_bound() {
            Bound::Unbounded => 0,
            Bound::Included(value) => match self.search(value) { Ok(at) | Err(at) => at },
            Bound::Excluded(value) => match self.search(value) { Ok(at) => at + 1, Err(at) => at },
        };
        let end = match range.end_bound() {
            Bound::Unbounded => self.values.len(),
            Bound::Included(value) => match self.search(value) { Ok(at) => at + 1, Err(at) => at },
            Bound::Excluded(value) => match self.search(value) { Ok(at) | Err(at) => at },
        };
        (start, end)
    }
    pub fn range<Q: Ord + ?Sized, R: RangeBounds<Q>>(&self, range: R) -> Range<'_, T>
    where
        T: Borrow<Q>,
    {
        let (start, end) = self.bounds(&range);
        Range { inner: self.values[start..end].iter() }
    }
    pub fn extract_if<F: FnMut(&T) -> bool, R: RangeBounds<T>>(&mut self, range: R, pred: F) -> ExtractIf<'_, T, F> {
        let (at, end) = self.bounds(&range);
        ExtractIf { values: &mut self.values, at, end, choose: pred }
    }
    pub fn is_subset(&self, other: &BTreeSet<T>) -> bool { self.values.iter().all(|value| other.contains(value)) }
    pub fn is_superset(&self, other: &BTreeSet<T>) -> bool { other.is_subset(self) }
    pub fn is_disjoint(&self, other: &BTreeSet<T>) -> bool { !self.values.iter().any(|value| other.contains(value)) }
    pub fn union<'a>(&'a self, other: &'a BTreeSet<T>) -> Union<'a, T> { Union(Merge::new(self, other)) }
    pub fn intersection<'a>(&'a self, other: &'a BTreeSet<T>) -> Intersection<'a, T> { Intersection(Merge::new(self, other)) }
    pub fn difference<'a>(&'a self, other: &'a BTreeSet<T>) -> Difference<'a, T> { Difference(Merge::new(self, other)) }
    pub fn symmetric_difference<'a>(&'a self, other: &'a BTreeSet<T>) -> SymmetricDifference<'a, T> {
        SymmetricDifference(Merge::new(self, other))
    }
}

macro_rules! iterators {
    ($($Name:ident [$($life:lifetime)?] $Inner:ty, $Item:ty;)*) => { $(
        #[derive(Clone)]
        pub struct $Name<$($life,)? T> {
            inner: $Inner,
        }
        impl<$($life,)? T> Iterator for $Name<$($life,)? T> {
            type Item = $Item;
            fn next(&mut self) -> Option<$Item> { self.inner.next() }
            fn size_hint(&self) -> (usize, Option<usize>) { self.inner.size_hint() }
        }
        impl<$($life,)? T> DoubleEndedIterator for $Name<$($life,)? T> {
            fn next_back(&mut self) -> Option<$Item> { self.inner.next_back() }
        }
        impl<$($life,)? T> ExactSizeIterator for $Name<$($life,)? T> {}
        impl<$($life,)? T> FusedIterator for $Name<$($life,)? T> {}
        impl<$($life,)? T: fmt::Debug> fmt::Debug for $Name<$($life,)? T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($Name)).field(&self.inner.as_slice()).finish()
            }
        }
    )* };
}
iterators! {
    Iter ['a] core::slice::Iter<'a, T>, &'a T;
    Range ['a] core::slice::Iter<'a, T>, &'a T;
    IntoIter [] vec::IntoIter<T>, T;
}

/// Two sets side by side, in order.
#[derive(Clone)]
struct Merge<'a, T> {
    left: &'a [T],
    right: &'a [T],
}
impl<'a, T: Ord> Merge<'a, T> {
    fn new(left: &'a BTreeSet<T>, right: &'a BTreeSet<T>) -> Merge<'a, T> { Merge { left: &left.values, right: &right.values } }
    /// The next value of either, and that of the other if both have it: the lesser one alone.
    fn step(&mut self) -> (Option<&'a T>, Option<&'a T>) {
        let order = match (self.left.first(), self.right.first()) {
            (Some(left), Some(right)) => left.cmp(right),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return (None, None),
        };
        let left = if order.is_le() { self.left.split_off_first() } else { None };
        let right = if order.is_ge() { self.right.split_off_first() } else { None };
        (left, right)
    }
}

macro_rules! merges {
    ($($Name:ident $operator:ident $method:ident $call:ident: $($chosen:pat => $value:expr),+;)*) => { $(
        #[derive(Clone)]
        pub struct $Name<'a, T>(Merge<'a, T>);
        impl<'a, T: Ord> Iterator for $Name<'a, T> {
            type Item = &'a T;
            fn next(&mut self) -> Option<&'a T> {
                loop {
                    match self.0.step() {
                        (None, None) => return None,
                        $($chosen => return Some($value),)+
                        #[allow(unreachable_patterns)]
                        _ => {}
                    }
                }
            }
        }
        impl<T: Ord> FusedIterator for $Name<'_, T> {}
        impl<T: fmt::Debug> fmt::Debug for $Name<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($Name)).field(&self.0.left).field(&self.0.right).finish()
            }
        }
        impl<T: Ord + Clone> $operator<&BTreeSet<T>> for &BTreeSet<T> {
            type Output = BTreeSet<T>;
            fn $method(self, rhs: &BTreeSet<T>) -> BTreeSet<T> { BTreeSet { values: self.$call(rhs).cloned().collect() } }
        }
    )* };
}
merges! {
    Union BitOr bitor union: (Some(left), _) => left, (None, Some(right)) => right;
    Intersection BitAnd bitand intersection: (Some(left), Some(_)) => left;
    Difference Sub sub difference: (Some(left), None) => left;
    SymmetricDifference BitXor bitxor symmetric_difference: (Some(left), None) => left, (None, Some(right)) => right;
}

/// Gives the values that the closure chooses; the others stay.
pub struct ExtractIf<'a, T, F> {
    values: &'a mut Vec<T>,
    at: usize,
    end: usize,
    choose: F,
}
impl<T, F: FnMut(&T) -> bool> Iterator for ExtractIf<'_, T, F> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        while self.at < self.end {
            if (self.choose)(&self.values[self.at]) {
                self.end -= 1;
                return Some(self.values.remove(self.at));
            }
            self.at += 1;
        }
        None
    }
    fn size_hint(&self) -> (usize, Option<usize>) { (0, Some(self.end - self.at)) }
}

impl<T> IntoIterator for BTreeSet<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    fn into_iter(self) -> IntoIter<T> { IntoIter { inner: self.values.into_iter() } }
}
impl<'a, T> IntoIterator for &'a BTreeSet<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
    fn into_iter(self) -> Iter<'a, T> { self.iter() }
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
impl<'a, T: Ord + Copy + 'a> Extend<&'a T> for BTreeSet<T> {
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, iter: I) { self.extend(iter.into_iter().copied()) }
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
