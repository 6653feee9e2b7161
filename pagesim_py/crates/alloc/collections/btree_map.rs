//! An ordered map. Here: a sorted array, searched by halving.

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
    pub fn iter(&self) -> Iter<'_, K, V> { Iter { inner: self.entries.iter() } }
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> { self.entries.iter().map(|entry| &entry.0) }
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> { self.entries.iter().map(|entry| &entry.1) }
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (&K, &mut V)> { self.entries.iter_mut().map(|entry| (&entry.0, &mut entry.1)) }
    pub fn into_keys(self) -> impl DoubleEndedIterator<Item = K> { self.entries.into_iter().map(|entry| entry.0) }
    pub fn into_values(self) -> impl DoubleEndedIterator<Item = V> { self.entries.into_iter().map(|entry| entry.1) }
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> { self.entries.iter_mut().map(|entry| &mut entry.1) }
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
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        match self.search(&key) {
            Ok(at) => Entry::Occupied(OccupiedEntry { map: self, at }),
            Err(at) => Entry::Vacant(VacantEntry { map: self, at, key }),
        }
    }
    /// Indices of the first entry in a range of keys and of the one after the last; panics if the range ends before it starts.
    fn bounds<Q: Ord + ?Sized, R: RangeBounds<Q>>(&self, range: &R) -> (usize, usize)
    where
        K: Borrow<Q>,
    {
        if let (Bound::Included(start) | Bound::Excluded(start), Bound::Included(end) | Bound::Excluded(end)) =
            (range.start_bound(), range.end_bound())
        {
            if start > end {
                panic!("range start is greater than range end in BTreeMap")
            }
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
    pub fn range<Q: Ord + ?Sized, R: RangeBounds<Q>>(&self, range: R) -> Iter<'_, K, V>
    where
        K: Borrow<Q>,
    {
        let (start, end) = self.bounds(&range);
        Iter { inner: self.entries[start..end].iter() }
    }
    pub fn range_mut<Q: Ord + ?Sized, R: RangeBounds<Q>>(&mut self, range: R) -> impl DoubleEndedIterator<Item = (&K, &mut V)>
    where
        K: Borrow<Q>,
    {
        let (start, end) = self.bounds(&range);
        self.entries[start..end].iter_mut().map(|entry| (&entry.0, &mut entry.1))
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

/// The place of a key, with or without a value.
pub enum Entry<'a, K, V> {
    Vacant(VacantEntry<'a, K, V>),
    Occupied(OccupiedEntry<'a, K, V>),
}
pub struct VacantEntry<'a, K, V> {
    map: &'a mut BTreeMap<K, V>,
    at: usize,
    key: K,
}
pub struct OccupiedEntry<'a, K, V> {
    map: &'a mut BTreeMap<K, V>,
    at: usize,
}

impl<'a, K, V> VacantEntry<'a, K, V> {
    pub fn insert(self, value: V) -> &'a mut V {
        self.map.entries.insert(self.at, (self.key, value));
        &mut self.map.entries[self.at].1
    }
}
impl<'a, K, V> OccupiedEntry<'a, K, V> {
    pub fn get(&self) -> &V { &self.map.entries[self.at].1 }
    pub fn get_mut(&mut self) -> &mut V { &mut self.map.entries[self.at].1 }
    pub fn into_mut(self) -> &'a mut V { &mut self.map.entries[self.at].1 }
    pub fn insert(&mut self, value: V) -> V { core::mem::replace(self.get_mut(), value) }
    pub fn remove(self) -> V { self.map.entries.remove(self.at).1 }
}
impl<'a, K, V> Entry<'a, K, V> {
    pub fn or_insert(self, default: V) -> &'a mut V {
        match self { Entry::Occupied(entry) => entry.into_mut(), Entry::Vacant(entry) => entry.insert(default) }
    }
    pub fn or_insert_with<F: FnOnce() -> V>(self, default: F) -> &'a mut V {
        match self { Entry::Occupied(entry) => entry.into_mut(), Entry::Vacant(entry) => entry.insert(default()) }
    }
    pub fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        self.or_insert_with(V::default)
    }
    pub fn and_modify<F: FnOnce(&mut V)>(mut self, f: F) -> Entry<'a, K, V> {
        if let Entry::Occupied(entry) = &mut self {
            f(entry.get_mut());
        }
        self
    }
}

pub struct Iter<'a, K, V> {
    inner: core::slice::Iter<'a, (K, V)>,
}
impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);
    fn next(&mut self) -> Option<(&'a K, &'a V)> {
        match self.inner.next() { Some(entry) => Some((&entry.0, &entry.1)), None => None }
    }
}
impl<'a, K, V> DoubleEndedIterator for Iter<'a, K, V> {
    fn next_back(&mut self) -> Option<(&'a K, &'a V)> {
        match self.inner.next_back() { Some(entry) => Some((&entry.0, &entry.1)), None => None }
    }
}
impl<'a, K, V> IntoIterator for &'a BTreeMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;
    fn into_iter(self) -> Iter<'a, K, V> { self.iter() }
}
impl<K, V> IntoIterator for BTreeMap<K, V> {
    type Item = (K, V);
    type IntoIter = crate::vec::IntoIter<(K, V)>;
    fn into_iter(self) -> crate::vec::IntoIter<(K, V)> { self.entries.into_iter() }
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
impl<K: Borrow<Q> + Ord, V, Q: Ord + ?Sized> Index<&Q> for BTreeMap<K, V> {
    type Output = V;
    #[track_caller]
    fn index(&self, key: &Q) -> &V { self.get(key).expect("no entry found for key") }
}
