//! A set by the hashes of its values.

use crate::hash_map::{self, DefaultHashBuilder, HashMap};
use crate::Equivalent;
use core::fmt;
use core::hash::{BuildHasher, Hash};
use core::ops::{BitAnd, BitOr, BitXor, Sub};

#[derive(Clone)]
pub struct HashSet<T, S = DefaultHashBuilder> {
    map: HashMap<T, (), S>,
}

impl<T> HashSet<T, DefaultHashBuilder> {
    pub fn new() -> HashSet<T, DefaultHashBuilder> { HashSet { map: HashMap::new() } }
    pub fn with_capacity(capacity: usize) -> HashSet<T, DefaultHashBuilder> { HashSet { map: HashMap::with_capacity(capacity) } }
}
impl<T, S> HashSet<T, S> {
    pub const fn with_hasher(hasher: S) -> HashSet<T, S> { HashSet { map: HashMap::with_hasher(hasher) } }
    pub fn with_capacity_and_hasher(capacity: usize, hasher: S) -> HashSet<T, S> {
        HashSet { map: HashMap::with_capacity_and_hasher(capacity, hasher) }
    }
    pub fn hasher(&self) -> &S { self.map.hasher() }
    pub fn capacity(&self) -> usize { self.map.capacity() }
    pub fn len(&self) -> usize { self.map.len() }
    pub fn is_empty(&self) -> bool { self.map.is_empty() }
    pub fn iter(&self) -> Iter<'_, T> { self.map.keys() }
    pub fn drain(&mut self) -> IntoIter<T> { IntoIter { inner: self.map.drain() } }
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, mut f: F) { self.map.retain(|value, ()| f(value)) }
    pub fn clear(&mut self) { self.map.clear() }
}
impl<T: Eq + Hash, S: BuildHasher> HashSet<T, S> {
    pub fn reserve(&mut self, additional: usize) { self.map.reserve(additional) }
    pub fn shrink_to_fit(&mut self) { self.map.shrink_to_fit() }
    pub fn contains<Q: ?Sized + Hash + Equivalent<T>>(&self, value: &Q) -> bool { self.map.contains_key(value) }
    pub fn get<Q: ?Sized + Hash + Equivalent<T>>(&self, value: &Q) -> Option<&T> {
        match self.map.get_key_value(value) {
            Some((found, ())) => Some(found),
            None => None,
        }
    }
    pub fn get_or_insert(&mut self, value: T) -> &T {
        let at = match self.map.find(&value) {
            Some(at) => at,
            None => self.map.insert_new(value, ()),
        };
        &self.map.table.at(at).0
    }
    pub fn insert(&mut self, value: T) -> bool { self.map.insert(value, ()).is_none() }
    pub fn replace(&mut self, value: T) -> Option<T> {
        let old = self.take(&value);
        self.map.insert_new(value, ());
        old
    }
    pub fn remove<Q: ?Sized + Hash + Equivalent<T>>(&mut self, value: &Q) -> bool { self.map.remove(value).is_some() }
    pub fn take<Q: ?Sized + Hash + Equivalent<T>>(&mut self, value: &Q) -> Option<T> {
        match self.map.remove_entry(value) {
            Some((found, ())) => Some(found),
            None => None,
        }
    }

    pub fn difference<'a>(&'a self, other: &'a HashSet<T, S>) -> Difference<'a, T, S> {
        Difference { iter: self.iter(), other, inside: false }
    }
    pub fn intersection<'a>(&'a self, other: &'a HashSet<T, S>) -> Intersection<'a, T, S> {
        let (small, large) = if self.len() <= other.len() { (self, other) } else { (other, self) };
        Difference { iter: small.iter(), other: large, inside: true }
    }
    pub fn union<'a>(&'a self, other: &'a HashSet<T, S>) -> Union<'a, T, S> {
        let (small, large) = if self.len() >= other.len() { (other, self) } else { (self, other) };
        Union { iter: large.iter().chain(small.difference(large)) }
    }
    pub fn symmetric_difference<'a>(&'a self, other: &'a HashSet<T, S>) -> SymmetricDifference<'a, T, S> {
        SymmetricDifference { iter: self.difference(other).chain(other.difference(self)) }
    }
    pub fn is_disjoint(&self, other: &HashSet<T, S>) -> bool { self.iter().all(|value| !other.contains(value)) }
    pub fn is_subset(&self, other: &HashSet<T, S>) -> bool {
        self.len() <= other.len() && self.iter().all(|value| other.contains(value))
    }
    pub fn is_superset(&self, other: &HashSet<T, S>) -> bool { other.is_subset(self) }
}

pub type Iter<'a, T> = hash_map::Keys<'a, T, ()>;
pub type Intersection<'a, T, S> = Difference<'a, T, S>;

pub struct IntoIter<T> {
    inner: hash_map::IntoIter<T, ()>,
}
impl<T> Iterator for IntoIter<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        match self.inner.next() {
            Some((value, ())) => Some(value),
            None => None,
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) { self.inner.size_hint() }
}
impl<T> ExactSizeIterator for IntoIter<T> {
    fn len(&self) -> usize { self.inner.len() }
}

/// The values that are, or are not, in another set too.
pub struct Difference<'a, T, S> {
    iter: Iter<'a, T>,
    other: &'a HashSet<T, S>,
    inside: bool,
}
impl<'a, T: Eq + Hash, S: BuildHasher> Iterator for Difference<'a, T, S> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> {
        loop {
            let value = self.iter.next()?;
            if self.other.contains(value) == self.inside {
                return Some(value);
            }
        }
    }
}
pub struct Union<'a, T, S> {
    iter: core::iter::Chain<Iter<'a, T>, Difference<'a, T, S>>,
}
impl<'a, T: Eq + Hash, S: BuildHasher> Iterator for Union<'a, T, S> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> { self.iter.next() }
}
pub struct SymmetricDifference<'a, T, S> {
    iter: core::iter::Chain<Difference<'a, T, S>, Difference<'a, T, S>>,
}
impl<'a, T: Eq + Hash, S: BuildHasher> Iterator for SymmetricDifference<'a, T, S> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> { self.iter.next() }
}

impl<T, S: Default> Default for HashSet<T, S> {
    fn default() -> HashSet<T, S> { HashSet { map: HashMap::default() } }
}
impl<T: fmt::Debug, S> fmt::Debug for HashSet<T, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_set().entries(self.iter()).finish() }
}
impl<T: Eq + Hash, S: BuildHasher> PartialEq for HashSet<T, S> {
    fn eq(&self, other: &HashSet<T, S>) -> bool { self.len() == other.len() && self.is_subset(other) }
}
impl<T: Eq + Hash, S: BuildHasher> Eq for HashSet<T, S> {}
impl<T: Eq + Hash, S: BuildHasher> Extend<T> for HashSet<T, S> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {
        for value in iter {
            self.insert(value);
        }
    }
}
impl<'a, T: Eq + Hash + Copy + 'a, S: BuildHasher> Extend<&'a T> for HashSet<T, S> {
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, iter: I) {
        for value in iter {
            self.insert(*value);
        }
    }
}
impl<T: Eq + Hash, S: BuildHasher + Default> FromIterator<T> for HashSet<T, S> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> HashSet<T, S> {
        let mut set = HashSet::default();
        for value in iter {
            set.insert(value);
        }
        set
    }
}
impl<T: Eq + Hash, const N: usize> From<[T; N]> for HashSet<T, DefaultHashBuilder> {
    fn from(values: [T; N]) -> Self { values.into_iter().collect() }
}
impl<T, S> IntoIterator for HashSet<T, S> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    fn into_iter(self) -> IntoIter<T> { IntoIter { inner: self.map.into_iter() } }
}
impl<'a, T, S> IntoIterator for &'a HashSet<T, S> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
    fn into_iter(self) -> Iter<'a, T> { self.iter() }
}

macro_rules! operators {
    ($($Trait:ident $method:ident $does:ident;)*) => {$(
        impl<T: Eq + Hash + Clone, S: BuildHasher + Default> $Trait<&HashSet<T, S>> for &HashSet<T, S> {
            type Output = HashSet<T, S>;
            fn $method(self, other: &HashSet<T, S>) -> HashSet<T, S> { self.$does(other).cloned().collect() }
        }
    )*}
}
operators! {
    BitAnd bitand intersection;
    BitOr bitor union;
    BitXor bitxor symmetric_difference;
    Sub sub difference;
}
