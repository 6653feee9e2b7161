//! Going through a map.

use super::BTreeMap;
use crate::vec::{self, Vec};
use core::fmt;
use core::iter::FusedIterator;

macro_rules! iterators {
    ($($Name:ident [$($life:lifetime)?] $Inner:ty, $Item:ty: |$entry:ident| $part:expr;)*) => { $(
        pub struct $Name<$($life,)? K, V> {
            pub(super) inner: $Inner,
        }
        impl<$($life,)? K, V> Iterator for $Name<$($life,)? K, V> {
            type Item = $Item;
            fn next(&mut self) -> Option<$Item> {
                match self.inner.next() { Some($entry) => Some($part), None => None }
            }
            fn size_hint(&self) -> (usize, Option<usize>) { self.inner.size_hint() }
        }
        impl<$($life,)? K, V> DoubleEndedIterator for $Name<$($life,)? K, V> {
            fn next_back(&mut self) -> Option<$Item> {
                match self.inner.next_back() { Some($entry) => Some($part), None => None }
            }
        }
        impl<$($life,)? K, V> ExactSizeIterator for $Name<$($life,)? K, V> {}
        impl<$($life,)? K, V> FusedIterator for $Name<$($life,)? K, V> {}
    )* };
}
iterators! {
    Iter ['a] core::slice::Iter<'a, (K, V)>, (&'a K, &'a V): |entry| (&entry.0, &entry.1);
    Range ['a] core::slice::Iter<'a, (K, V)>, (&'a K, &'a V): |entry| (&entry.0, &entry.1);
    Keys ['a] core::slice::Iter<'a, (K, V)>, &'a K: |entry| &entry.0;
    Values ['a] core::slice::Iter<'a, (K, V)>, &'a V: |entry| &entry.1;
    IterMut ['a] core::slice::IterMut<'a, (K, V)>, (&'a K, &'a mut V): |entry| (&entry.0, &mut entry.1);
    RangeMut ['a] core::slice::IterMut<'a, (K, V)>, (&'a K, &'a mut V): |entry| (&entry.0, &mut entry.1);
    ValuesMut ['a] core::slice::IterMut<'a, (K, V)>, &'a mut V: |entry| &mut entry.1;
    IntoIter [] vec::IntoIter<(K, V)>, (K, V): |entry| entry;
    IntoKeys [] vec::IntoIter<(K, V)>, K: |entry| entry.0;
    IntoValues [] vec::IntoIter<(K, V)>, V: |entry| entry.1;
}

macro_rules! clones {
    ($($Name:ident)*) => { $(
        impl<K, V> Clone for $Name<'_, K, V> {
            fn clone(&self) -> Self { $Name { inner: self.inner.clone() } }
        }
    )* };
}
clones! { Iter Range Keys Values }

macro_rules! shown_as_lists {
    ($($Name:ident [$($life:lifetime)?] [$($bound:tt)*] |$this:ident| $entries:expr;)*) => { $(
        impl<$($bound)*> fmt::Debug for $Name<$($life,)? K, V> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let $this = self;
                f.debug_list().entries($entries).finish()
            }
        }
    )* };
}
shown_as_lists! {
    Iter ['_] [K: fmt::Debug, V: fmt::Debug] |this| this.clone();
    Range ['_] [K: fmt::Debug, V: fmt::Debug] |this| this.clone();
    Keys ['_] [K: fmt::Debug, V] |this| this.clone();
    Values ['_] [K, V: fmt::Debug] |this| this.clone();
    IterMut ['_] [K: fmt::Debug, V: fmt::Debug] |this| this.inner.as_slice().iter().map(|entry| (&entry.0, &entry.1));
    RangeMut ['_] [K: fmt::Debug, V: fmt::Debug] |this| this.inner.as_slice().iter().map(|entry| (&entry.0, &entry.1));
    ValuesMut ['_] [K, V: fmt::Debug] |this| this.inner.as_slice().iter().map(|entry| &entry.1);
    IntoIter [] [K: fmt::Debug, V: fmt::Debug] |this| this.inner.as_slice();
    IntoKeys [] [K: fmt::Debug, V] |this| this.inner.as_slice().iter().map(|entry| &entry.0);
    IntoValues [] [K, V: fmt::Debug] |this| this.inner.as_slice().iter().map(|entry| &entry.1);
}

/// Gives the entries that the closure chooses; the others stay.
pub struct ExtractIf<'a, K, V, F> {
    pub(super) entries: &'a mut Vec<(K, V)>,
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) choose: F,
}
impl<K, V, F: FnMut(&K, &mut V) -> bool> Iterator for ExtractIf<'_, K, V, F> {
    type Item = (K, V);
    fn next(&mut self) -> Option<(K, V)> {
        while self.at < self.end {
            let entry = &mut self.entries[self.at];
            if (self.choose)(&entry.0, &mut entry.1) {
                self.end -= 1;
                return Some(self.entries.remove(self.at));
            }
            self.at += 1;
        }
        None
    }
    fn size_hint(&self) -> (usize, Option<usize>) { (0, Some(self.end - self.at)) }
}

impl<K, V> BTreeMap<K, V> {
    pub fn iter(&self) -> Iter<'_, K, V> { Iter { inner: self.entries.iter() } }
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V> { IterMut { inner: self.entries.iter_mut() } }
    pub fn keys(&self) -> Keys<'_, K, V> { Keys { inner: self.entries.iter() } }
    pub fn values(&self) -> Values<'_, K, V> { Values { inner: self.entries.iter() } }
    pub fn values_mut(&mut self) -> ValuesMut<'_, K, V> { ValuesMut { inner: self.entries.iter_mut() } }
    pub fn into_keys(self) -> IntoKeys<K, V> { IntoKeys { inner: self.entries.into_iter() } }
    pub fn into_values(self) -> IntoValues<K, V> { IntoValues { inner: self.entries.into_iter() } }
}
impl<'a, K, V> IntoIterator for &'a BTreeMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;
    fn into_iter(self) -> Iter<'a, K, V> { self.iter() }
}
impl<'a, K, V> IntoIterator for &'a mut BTreeMap<K, V> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V>;
    fn into_iter(self) -> IterMut<'a, K, V> { self.iter_mut() }
}
impl<K, V> IntoIterator for BTreeMap<K, V> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V>;
    fn into_iter(self) -> IntoIter<K, V> { IntoIter { inner: self.entries.into_iter() } }
}
