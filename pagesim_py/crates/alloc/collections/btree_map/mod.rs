//! An ordered map. Here: a sorted array, searched by halving.

mod entry;
mod iter;

pub use entry::{Entry, OccupiedEntry, VacantEntry};
pub use iter::{ExtractIf, IntoIter, IntoKeys, IntoValues, Iter, IterMut, Keys, Range, RangeMut, Values, ValuesMut};

use crate::vec::Vec;
use core::borrow::Borrow;
use core::fmt;
use core::ops::{Bound, Index, RangeBounds};

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BTreeMap<K, V> {
    entries: Vec<(K, V)>,
}

impl<K, V> BTreeMap<K, V> {
    pub const fn new() -> BTreeMap<K, V> { BTreeMap { entries: Vec::new() } }
    pub fn len(&self) -> usize { self.entries.len() }
    pub fn is_empty(&self) -> bool { self.entries.is_empty() }
    pub fn clear(&mut self) { self.entries.clear() }
    pub fn first_key_value(&self) -> Option<(&K, &V)> { self.entries.first().map(|entry| (&entry.0, &entry.1)) }
    pub fn last_key_value(&self) -> Option<(&K, &V)> { self.entries.last().map(|entry| (&entry.0, &entry.1)) }
}

impl<K: Ord, V> BTreeMap<K, V> {
    /// Where the key is, or where it would go.
    fn search<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.entries.binary_search_by(|entry| entry.0.borrow().cmp(key))
    }
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.search(&key) {
            Ok(at) => Some(core::mem::replace(&mut self.entries[at].1, value)),
            Err(at) => {
                self.entries.insert(at, (key, value));
                None
            }
        }
    }
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        match self.search(key) { Ok(at) => Some(&self.entries[at].1), Err(_) => None }
    }
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        match self.search(key) { Ok(at) => Some(&mut self.entries[at].1), Err(_) => None }
    }
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.search(key).is_ok()
    }
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        match self.search(key) { Ok(at) => Some(self.entries.remove(at).1), Err(_) => None }
    }
    /// Indices of the first entry in a range of keys and of the one after the last; panics if the range ends before it starts.
    fn bounds<Q: Ord + ?Sized, R: RangeBounds<Q>>(&self, range: &R) -> (usize, usize)
    where
        K: Borrow<Q>,
    {
        if let (Bound::Included(start) | Bound::Excluded(start), Bound::Included(end) | Bound::Excluded(end)) =
            (range.start_bound(), range.end_bound())
        {
            let open = matches!((range.start_bound(), range.end_bound()), (Bound::Excluded(_), Bound::Excluded(_)));
            check_range(start.cmp(end), open, false)
        }
        let start = match range.start_bound() {
            Bound::Unbounded => 0,
            Bound::Included(key) => match self.search(key) { Ok(at) | Err(at) => at },
            Bound::Excluded(key) => match self.search(key) { Ok(at) => at + 1, Err(at) => at },
        };
        let end = match range.end_bound() {
            Bound::Unbounded => self.entries.len(),
            Bound::Included(key) => match self.search(key) { Ok(at) => at + 1, Err(at) => at },
            Bound::Excluded(key) => match self.search(key) { Ok(at) | Err(at) => at },
        };
        (start, end)
    }
    pub fn range<Q: Ord + ?Sized, R: RangeBounds<Q>>(&self, range: R) -> Range<'_, K, V>
    where
        K: Borrow<Q>,
    {
        let (start, end) = self.bounds(&range);
        Range { inner: self.entries[start..end].iter() }
    }
    pub fn range_mut<Q: Ord + ?Sized, R: RangeBounds<Q>>(&mut self, range: R) -> RangeMut<'_, K, V>
    where
        K: Borrow<Q>,
    {
        let (start, end) = self.bounds(&range);
        RangeMut { inner: self.entries[start..end].iter_mut() }
    }
    pub fn remove_entry<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<(K, V)>
    where
        K: Borrow<Q>,
    {
        match self.search(key) { Ok(at) => Some(self.entries.remove(at)), Err(_) => None }
    }
    /// Moves all of `other` here.
    pub fn append(&mut self, other: &mut BTreeMap<K, V>) { self.extend(core::mem::take(other)) }
    /// Keeps what comes before `key`, gives the rest.
    pub fn split_off<Q: Ord + ?Sized>(&mut self, key: &Q) -> BTreeMap<K, V>
    where
        K: Borrow<Q>,
    {
        let at = match self.search(key) { Ok(at) | Err(at) => at };
        BTreeMap { entries: self.entries.split_off(at) }
    }
    pub fn extract_if<F: FnMut(&K, &mut V) -> bool, R: RangeBounds<K>>(&mut self, range: R, pred: F) -> ExtractIf<'_, K, V, F> {
        let (at, end) = self.bounds(&range);
        ExtractIf { entries: &mut self.entries, at, end, choose: pred }
    }
    pub fn get_key_value<Q: Ord + ?Sized>(&self, key: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q>,
    {
        match self.search(key) { Ok(at) => Some((&self.entries[at].0, &self.entries[at].1)), Err(_) => None }
    }
    pub fn retain<F: FnMut(&K, &mut V) -> bool>(&mut self, mut keep: F) { self.entries.retain_mut(|entry| keep(&entry.0, &mut entry.1)) }
    pub fn pop_last(&mut self) -> Option<(K, V)> { self.entries.pop() }
    pub fn pop_first(&mut self) -> Option<(K, V)> { if self.entries.is_empty() { None } else { Some(self.entries.remove(0)) } }
}

/// Panics, as the real library does, unless a range of keys ends where it starts or later.
pub(super) fn check_range(order: core::cmp::Ordering, open: bool, is_set: bool) {
    let file = "/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/alloc/src/collections/btree/search.rs";
    let name = if is_set { "BTreeSet" } else { "BTreeMap" };
    let line = if is_set { 0 } else { 2 };
    if order.is_gt() {
        core::panicking::panic_at(file, 119 + line, 21, format_args!("range start is greater than range end in {name}"))
    }
    if order.is_eq() && open {
        core::panicking::panic_at(file, 110 + line, 21, format_args!("range start and end are equal and excluded in {name}"))
    }
}

impl<K, V> Default for BTreeMap<K, V> {
    fn default() -> BTreeMap<K, V> { BTreeMap::new() }
}
impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for BTreeMap<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_map().entries(self.iter()).finish() }
}
impl<K: Ord, V> FromIterator<(K, V)> for BTreeMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(iter: I) -> BTreeMap<K, V> {
        let mut made = BTreeMap::new();
        for (key, value) in iter {
            made.insert(key, value);
        }
        made
    }
}
impl<K: Ord, V, const N: usize> From<[(K, V); N]> for BTreeMap<K, V> {
    fn from(entries: [(K, V); N]) -> BTreeMap<K, V> { entries.into_iter().collect() }
}
impl<K: Ord, V> Extend<(K, V)> for BTreeMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, iter: I) {
        for (key, value) in iter {
            self.insert(key, value);
        }
    }
}
impl<'a, K: Ord + Copy, V: Copy> Extend<(&'a K, &'a V)> for BTreeMap<K, V> {
    fn extend<I: IntoIterator<Item = (&'a K, &'a V)>>(&mut self, iter: I) {
        self.extend(iter.into_iter().map(|(key, value)| (*key, *value)))
    }
}
impl<K: Borrow<Q> + Ord, V, Q: Ord + ?Sized> Index<&Q> for BTreeMap<K, V> {
    type Output = V;
    #[track_caller]
    fn index(&self, key: &Q) -> &V { self.get(key).expect("no entry found for key") }
}
