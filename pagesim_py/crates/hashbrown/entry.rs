//! A place in a map, taken or free, that was looked for once.

use crate::hash_map::{DefaultHashBuilder, HashMap};
use core::fmt;
use core::hash::{BuildHasher, Hash};
use core::mem;

pub enum Entry<'a, K, V, S = DefaultHashBuilder> {
    Occupied(OccupiedEntry<'a, K, V, S>),
    Vacant(VacantEntry<'a, K, V, S>),
}
pub struct OccupiedEntry<'a, K, V, S = DefaultHashBuilder> {
    pub(crate) map: &'a mut HashMap<K, V, S>,
    pub(crate) at: usize,
}
pub struct VacantEntry<'a, K, V, S = DefaultHashBuilder> {
    pub(crate) map: &'a mut HashMap<K, V, S>,
    pub(crate) key: K,
}
pub enum EntryRef<'a, 'b, K, Q: ?Sized, V, S = DefaultHashBuilder> {
    Occupied(OccupiedEntry<'a, K, V, S>),
    Vacant(VacantEntryRef<'a, 'b, K, Q, V, S>),
}
pub struct VacantEntryRef<'a, 'b, K, Q: ?Sized, V, S = DefaultHashBuilder> {
    pub(crate) map: &'a mut HashMap<K, V, S>,
    pub(crate) key: &'b Q,
}
/// There is a value already; `value` was not put there.
pub struct OccupiedError<'a, K, V, S = DefaultHashBuilder> {
    pub entry: OccupiedEntry<'a, K, V, S>,
    pub value: V,
}

impl<'a, K, V, S> OccupiedEntry<'a, K, V, S> {
    pub fn key(&self) -> &K { &self.map.table.at(self.at).0 }
    pub fn get(&self) -> &V { &self.map.table.at(self.at).1 }
    pub fn get_mut(&mut self) -> &mut V { &mut self.map.table.at_mut(self.at).1 }
    pub fn into_mut(self) -> &'a mut V { &mut self.map.table.at_mut(self.at).1 }
    pub fn insert(&mut self, value: V) -> V { mem::replace(self.get_mut(), value) }
    pub fn remove(self) -> V { self.map.table.remove(self.at).1 }
    pub fn remove_entry(self) -> (K, V) { self.map.table.remove(self.at) }
}
impl<'a, K: Eq + Hash, V, S: BuildHasher> VacantEntry<'a, K, V, S> {
    pub fn insert(self, value: V) -> &'a mut V {
        let VacantEntry { map, key } = self;
        let at = map.insert_new(key, value);
        &mut map.table.at_mut(at).1
    }
}
impl<K, V, S> VacantEntry<'_, K, V, S> {
    pub fn key(&self) -> &K { &self.key }
    pub fn into_key(self) -> K { self.key }
}
impl<'a, 'b, K: Eq + Hash + From<&'b Q>, Q: ?Sized, V, S: BuildHasher> VacantEntryRef<'a, 'b, K, Q, V, S> {
    pub fn key(&self) -> &'b Q { self.key }
    pub fn insert(self, value: V) -> &'a mut V {
        let at = self.map.insert_new(K::from(self.key), value);
        &mut self.map.table.at_mut(at).1
    }
}

impl<'a, K: Eq + Hash, V, S: BuildHasher> Entry<'a, K, V, S> {
    pub fn key(&self) -> &K {
        match self {
            Entry::Occupied(entry) => entry.key(),
            Entry::Vacant(entry) => entry.key(),
        }
    }
    pub fn insert(self, value: V) -> OccupiedEntry<'a, K, V, S> {
        match self {
            Entry::Occupied(mut entry) => {
                entry.insert(value);
                entry
            }
            Entry::Vacant(VacantEntry { map, key }) => {
                let at = map.insert_new(key, value);
                OccupiedEntry { map, at }
            }
        }
    }
    pub fn or_insert(self, default: V) -> &'a mut V { self.or_insert_with(|| default) }
    pub fn or_insert_with<F: FnOnce() -> V>(self, default: F) -> &'a mut V {
        match self {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(default()),
        }
    }
    pub fn or_insert_with_key<F: FnOnce(&K) -> V>(self, default: F) -> &'a mut V {
        match self {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let value = default(entry.key());
                entry.insert(value)
            }
        }
    }
    pub fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        self.or_insert_with(V::default)
    }
    pub fn and_modify<F: FnOnce(&mut V)>(self, f: F) -> Entry<'a, K, V, S> {
        match self {
            Entry::Occupied(mut entry) => {
                f(entry.get_mut());
                Entry::Occupied(entry)
            }
            vacant => vacant,
        }
    }
}
impl<'a, 'b, K: Eq + Hash + From<&'b Q>, Q: ?Sized, V, S: BuildHasher> EntryRef<'a, 'b, K, Q, V, S> {
    pub fn or_insert(self, default: V) -> &'a mut V { self.or_insert_with(|| default) }
    pub fn or_insert_with<F: FnOnce() -> V>(self, default: F) -> &'a mut V {
        match self {
            EntryRef::Occupied(entry) => entry.into_mut(),
            EntryRef::Vacant(entry) => entry.insert(default()),
        }
    }
    pub fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        self.or_insert_with(V::default)
    }
    pub fn and_modify<F: FnOnce(&mut V)>(self, f: F) -> Self {
        match self {
            EntryRef::Occupied(mut entry) => {
                f(entry.get_mut());
                EntryRef::Occupied(entry)
            }
            vacant => vacant,
        }
    }
}

impl<K: fmt::Debug, V: fmt::Debug, S> fmt::Debug for Entry<'_, K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Entry::Vacant(entry) => f.debug_tuple("Entry").field(entry).finish(),
            Entry::Occupied(entry) => f.debug_tuple("Entry").field(entry).finish(),
        }
    }
}
impl<K: fmt::Debug, V: fmt::Debug, S> fmt::Debug for OccupiedEntry<'_, K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OccupiedEntry").field("key", self.key()).field("value", self.get()).finish()
    }
}
impl<K: fmt::Debug, V, S> fmt::Debug for VacantEntry<'_, K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_tuple("VacantEntry").field(self.key()).finish() }
}
impl<K: fmt::Debug, V: fmt::Debug, S> fmt::Debug for OccupiedError<'_, K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OccupiedError")
            .field("key", self.entry.key())
            .field("old_value", self.entry.get())
            .field("new_value", &self.value)
            .finish()
    }
}
