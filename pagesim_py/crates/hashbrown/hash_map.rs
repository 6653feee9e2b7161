//! A map by the hashes of its keys.

pub use crate::entry::{Entry, EntryRef, OccupiedEntry, OccupiedError, VacantEntry, VacantEntryRef};
pub use crate::hasher::{DefaultHashBuilder, DefaultHasher};

use crate::Equivalent;
use crate::table::{self, Table};
use core::fmt;
use core::hash::{BuildHasher, Hash};
use core::iter::FusedIterator;
use core::ops::Index;

#[derive(Clone)]
pub struct HashMap<K, V, S = DefaultHashBuilder> {
    pub(crate) table: Table<(K, V)>,
    pub(crate) hash_builder: S,
}

impl<K, V> HashMap<K, V, DefaultHashBuilder> {
    pub fn new() -> HashMap<K, V, DefaultHashBuilder> { HashMap::with_hasher(DefaultHashBuilder) }
    pub fn with_capacity(capacity: usize) -> HashMap<K, V, DefaultHashBuilder> {
        HashMap::with_capacity_and_hasher(capacity, DefaultHashBuilder)
    }
}

impl<K, V, S> HashMap<K, V, S> {
    pub const fn with_hasher(hash_builder: S) -> HashMap<K, V, S> { HashMap { table: Table::new(), hash_builder } }
    pub fn with_capacity_and_hasher(capacity: usize, hash_builder: S) -> HashMap<K, V, S> {
        HashMap { table: Table::with_capacity(capacity), hash_builder }
    }
    pub fn hasher(&self) -> &S { &self.hash_builder }
    pub fn capacity(&self) -> usize { self.table.capacity() }
    pub fn len(&self) -> usize { self.table.len() }
    pub fn is_empty(&self) -> bool { self.table.len() == 0 }
    pub fn keys(&self) -> Keys<'_, K, V> { Keys { inner: self.iter() } }
    pub fn values(&self) -> Values<'_, K, V> { Values { inner: self.iter() } }
    pub fn values_mut(&mut self) -> ValuesMut<'_, K, V> { ValuesMut { inner: self.iter_mut() } }
    pub fn into_keys(self) -> IntoKeys<K, V> { IntoKeys { inner: self.into_iter() } }
    pub fn into_values(self) -> IntoValues<K, V> { IntoValues { inner: self.into_iter() } }
    pub fn iter(&self) -> Iter<'_, K, V> { Iter { inner: self.table.iter() } }
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V> { IterMut { inner: self.table.iter_mut() } }
    pub fn drain(&mut self) -> IntoIter<K, V> { IntoIter { inner: self.table.drain() } }
    pub fn retain<F: FnMut(&K, &mut V) -> bool>(&mut self, mut f: F) { self.table.retain(|pair| f(&pair.0, &mut pair.1)) }
    pub fn extract_if<F: FnMut(&K, &mut V) -> bool>(&mut self, f: F) -> ExtractIf<'_, K, V, F> {
        ExtractIf { table: &mut self.table, at: 0, f }
    }
    pub fn clear(&mut self) { self.table.clear() }
}

impl<K: Eq + Hash, V, S: BuildHasher> HashMap<K, V, S> {
    pub(crate) fn hash<Q: ?Sized + Hash>(&self, key: &Q) -> u64 { self.hash_builder.hash_one(key) }
    pub(crate) fn find<Q: ?Sized + Hash + Equivalent<K>>(&self, key: &Q) -> Option<usize> {
        if self.is_empty() {
            return None;
        }
        self.table.find(self.hash(key), |pair| key.equivalent(&pair.0))
    }
    pub fn reserve(&mut self, additional: usize) { self.table.reserve(additional) }
    pub fn shrink_to_fit(&mut self) { self.table.shrink_to(0) }
    pub fn shrink_to(&mut self, min_capacity: usize) { self.table.shrink_to(min_capacity) }
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V, S> {
        match self.find(&key) {
            Some(at) => Entry::Occupied(OccupiedEntry { map: self, at }),
            None => Entry::Vacant(VacantEntry { map: self, key }),
        }
    }
    /// The key is only made if it is needed.
    pub fn entry_ref<'a, 'b, Q: ?Sized + Hash + Equivalent<K>>(&'a mut self, key: &'b Q) -> EntryRef<'a, 'b, K, Q, V, S> {
        match self.find(key) {
            Some(at) => EntryRef::Occupied(OccupiedEntry { map: self, at }),
            None => EntryRef::Vacant(VacantEntryRef { map: self, key }),
        }
    }
    pub fn get<Q: ?Sized + Hash + Equivalent<K>>(&self, k: &Q) -> Option<&V> {
        let at = self.find(k)?;
        Some(&self.table.at(at).1)
    }
    pub fn get_key_value<Q: ?Sized + Hash + Equivalent<K>>(&self, k: &Q) -> Option<(&K, &V)> {
        let at = self.find(k)?;
        let pair = self.table.at(at);
        Some((&pair.0, &pair.1))
    }
    pub fn get_mut<Q: ?Sized + Hash + Equivalent<K>>(&mut self, k: &Q) -> Option<&mut V> {
        let at = self.find(k)?;
        Some(&mut self.table.at_mut(at).1)
    }
    pub fn contains_key<Q: ?Sized + Hash + Equivalent<K>>(&self, k: &Q) -> bool { self.find(k).is_some() }
    pub fn insert(&mut self, k: K, v: V) -> Option<V> {
        match self.find(&k) {
            Some(at) => Some(core::mem::replace(&mut self.table.at_mut(at).1, v)),
            None => {
                self.insert_new(k, v);
                None
            }
        }
    }
    pub(crate) fn insert_new(&mut self, k: K, v: V) -> usize {
        let hash = self.hash(&k);
        self.table.insert(hash, (k, v))
    }
    pub fn try_insert(&mut self, key: K, value: V) -> Result<&mut V, OccupiedError<'_, K, V, S>> {
        match self.entry(key) {
            Entry::Occupied(entry) => Err(OccupiedError { entry, value }),
            Entry::Vacant(entry) => Ok(entry.insert(value)),
        }
    }
    pub fn remove<Q: ?Sized + Hash + Equivalent<K>>(&mut self, k: &Q) -> Option<V> {
        match self.remove_entry(k) {
            Some((_, value)) => Some(value),
            None => None,
        }
    }
    pub fn remove_entry<Q: ?Sized + Hash + Equivalent<K>>(&mut self, k: &Q) -> Option<(K, V)> {
        let at = self.find(k)?;
        Some(self.table.remove(at))
    }
}

impl<K, V, S: Default> Default for HashMap<K, V, S> {
    fn default() -> HashMap<K, V, S> { HashMap::with_hasher(S::default()) }
}
impl<K: fmt::Debug, V: fmt::Debug, S> fmt::Debug for HashMap<K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_map().entries(self.iter()).finish() }
}
impl<K: Eq + Hash, V: PartialEq, S: BuildHasher> PartialEq for HashMap<K, V, S> {
    fn eq(&self, other: &HashMap<K, V, S>) -> bool {
        self.len() == other.len() && self.iter().all(|(key, value)| other.get(key).is_some_and(|found| *value == *found))
    }
}
impl<K: Eq + Hash, V: Eq, S: BuildHasher> Eq for HashMap<K, V, S> {}
impl<K: Eq + Hash, Q: ?Sized + Hash + Equivalent<K>, V, S: BuildHasher> Index<&Q> for HashMap<K, V, S> {
    type Output = V;
    #[track_caller]
    fn index(&self, key: &Q) -> &V { self.get(key).expect("no entry found for key") }
}
impl<K: Eq + Hash, V, S: BuildHasher> Extend<(K, V)> for HashMap<K, V, S> {
    fn extend<T: IntoIterator<Item = (K, V)>>(&mut self, iter: T) {
        for (key, value) in iter {
            self.insert(key, value);
        }
    }
}
impl<'a, K: Eq + Hash + Copy, V: Copy, S: BuildHasher> Extend<(&'a K, &'a V)> for HashMap<K, V, S> {
    fn extend<T: IntoIterator<Item = (&'a K, &'a V)>>(&mut self, iter: T) {
        for (key, value) in iter {
            self.insert(*key, *value);
        }
    }
}
impl<K: Eq + Hash, V, S: BuildHasher + Default> FromIterator<(K, V)> for HashMap<K, V, S> {
    fn from_iter<T: IntoIterator<Item = (K, V)>>(iter: T) -> HashMap<K, V, S> {
        let mut map = HashMap::default();
        map.extend(iter);
        map
    }
}
impl<K: Eq + Hash, V, const N: usize> From<[(K, V); N]> for HashMap<K, V, DefaultHashBuilder> {
    fn from(pairs: [(K, V); N]) -> Self { pairs.into_iter().collect() }
}

/// The pairs, by reference.
pub struct Iter<'a, K, V> {
    inner: table::Iter<'a, (K, V)>,
}
impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self { Iter { inner: self.inner.clone() } }
}
pub struct IterMut<'a, K, V> {
    inner: table::IterMut<'a, (K, V)>,
}
pub struct IntoIter<K, V> {
    inner: table::IntoIter<(K, V)>,
}
pub type Drain<'a, K, V> = IntoIter<K, V>;
pub struct Keys<'a, K, V> {
    inner: Iter<'a, K, V>,
}
impl<K, V> Clone for Keys<'_, K, V> {
    fn clone(&self) -> Self { Keys { inner: self.inner.clone() } }
}
pub struct Values<'a, K, V> {
    inner: Iter<'a, K, V>,
}
impl<K, V> Clone for Values<'_, K, V> {
    fn clone(&self) -> Self { Values { inner: self.inner.clone() } }
}
pub struct ValuesMut<'a, K, V> {
    inner: IterMut<'a, K, V>,
}
pub struct IntoKeys<K, V> {
    inner: IntoIter<K, V>,
}
pub struct IntoValues<K, V> {
    inner: IntoIter<K, V>,
}
pub struct ExtractIf<'a, K, V, F> {
    table: &'a mut Table<(K, V)>,
    at: usize,
    f: F,
}
impl<K, V, F: FnMut(&K, &mut V) -> bool> Iterator for ExtractIf<'_, K, V, F> {
    type Item = (K, V);
    fn next(&mut self) -> Option<(K, V)> {
        let f = &mut self.f;
        match self.table.take_next(self.at, |pair| f(&pair.0, &mut pair.1)) {
            Some((pair, next)) => {
                self.at = next;
                Some(pair)
            }
            None => None,
        }
    }
}

macro_rules! iterators {
    ($([$($lifetime:lifetime)?] $Name:ident<$($arg:tt),*> $Item:ty, $pair:ident => $given:expr;)*) => {$(
        impl<$($lifetime,)? K, V> Iterator for $Name<$($arg),*> {
            type Item = $Item;
            fn next(&mut self) -> Option<$Item> {
                match self.inner.next() {
                    Some($pair) => Some($given),
                    None => None,
                }
            }
            fn size_hint(&self) -> (usize, Option<usize>) { self.inner.size_hint() }
        }
        impl<$($lifetime,)? K, V> ExactSizeIterator for $Name<$($arg),*> {
            fn len(&self) -> usize { self.inner.size_hint().0 }
        }
        impl<$($lifetime,)? K, V> FusedIterator for $Name<$($arg),*> {}
    )*}
}
iterators! {
    ['a] Iter<'a, K, V> (&'a K, &'a V), pair => (&pair.0, &pair.1);
    ['a] IterMut<'a, K, V> (&'a K, &'a mut V), pair => (&pair.0, &mut pair.1);
    [] IntoIter<K, V> (K, V), pair => pair;
    ['a] Keys<'a, K, V> &'a K, pair => pair.0;
    ['a] Values<'a, K, V> &'a V, pair => pair.1;
    ['a] ValuesMut<'a, K, V> &'a mut V, pair => pair.1;
    [] IntoKeys<K, V> K, pair => pair.0;
    [] IntoValues<K, V> V, pair => pair.1;
}

impl<K, V, S> IntoIterator for HashMap<K, V, S> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V>;
    fn into_iter(self) -> IntoIter<K, V> { IntoIter { inner: self.table.into_iter() } }
}
impl<'a, K, V, S> IntoIterator for &'a HashMap<K, V, S> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;
    fn into_iter(self) -> Iter<'a, K, V> { self.iter() }
}
impl<'a, K, V, S> IntoIterator for &'a mut HashMap<K, V, S> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V>;
    fn into_iter(self) -> IterMut<'a, K, V> { self.iter_mut() }
}
