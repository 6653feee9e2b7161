//! A map that looks at its keys one by one.

use crate::Vec;
use core::borrow::Borrow;
use core::fmt;
use core::mem;
use core::ops::{Index, IndexMut};

pub struct LinearMap<K, V, const N: usize> {
    pairs: Vec<(K, V), N>,
}

impl<K, V, const N: usize> LinearMap<K, V, N> {
    pub const fn new() -> LinearMap<K, V, N> { LinearMap { pairs: Vec::new() } }
}
impl<K: Eq, V, const N: usize> LinearMap<K, V, N> {
    pub fn capacity(&self) -> usize { N }
    pub fn len(&self) -> usize { self.pairs.len() }
    pub fn is_empty(&self) -> bool { self.pairs.is_empty() }
    pub fn clear(&mut self) { self.pairs.clear() }
    fn position<Q: ?Sized + Eq>(&self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
    {
        self.pairs.iter().position(|pair| *pair.0.borrow() == *key)
    }
    pub fn contains_key(&self, key: &K) -> bool { self.position(key).is_some() }
    pub fn get<Q: ?Sized + Eq>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.position(key).map(|at| &self.pairs[at].1)
    }
    pub fn get_mut<Q: ?Sized + Eq>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        match self.position(key) {
            Some(at) => Some(&mut self.pairs[at].1),
            None => None,
        }
    }
    pub fn insert(&mut self, key: K, value: V) -> Result<Option<V>, (K, V)> {
        if let Some(at) = self.position(&key) {
            return Ok(Some(mem::replace(&mut self.pairs[at].1, value)));
        }
        self.pairs.push((key, value))?;
        Ok(None)
    }
    pub fn remove<Q: ?Sized + Eq>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let at = self.position(key)?;
        Some(self.pairs.swap_remove(at).1)
    }
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> { self.pairs.iter().map(|pair| (&pair.0, &pair.1)) }
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&K, &mut V)> { self.pairs.iter_mut().map(|pair| (&pair.0, &mut pair.1)) }
    pub fn keys(&self) -> impl Iterator<Item = &K> { self.pairs.iter().map(|pair| &pair.0) }
    pub fn values(&self) -> impl Iterator<Item = &V> { self.pairs.iter().map(|pair| &pair.1) }
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> { self.pairs.iter_mut().map(|pair| &mut pair.1) }
}
impl<K: Eq, V, const N: usize> Default for LinearMap<K, V, N> {
    fn default() -> Self { LinearMap::new() }
}
impl<K: Eq + Clone, V: Clone, const N: usize> Clone for LinearMap<K, V, N> {
    fn clone(&self) -> Self { LinearMap { pairs: self.pairs.clone() } }
}
impl<K: Eq + fmt::Debug, V: fmt::Debug, const N: usize> fmt::Debug for LinearMap<K, V, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_map().entries(self.iter()).finish() }
}
impl<K: Eq + Borrow<Q>, Q: ?Sized + Eq, V, const N: usize> Index<&Q> for LinearMap<K, V, N> {
    type Output = V;
    fn index(&self, key: &Q) -> &V { self.get(key).expect("no entry found for key") }
}
impl<K: Eq + Borrow<Q>, Q: ?Sized + Eq, V, const N: usize> IndexMut<&Q> for LinearMap<K, V, N> {
    fn index_mut(&mut self, key: &Q) -> &mut V { self.get_mut(key).expect("no entry found for key") }
}
