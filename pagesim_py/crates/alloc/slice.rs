//! Methods of slices that need a heap.

pub use core::slice::*;

use crate::borrow::Borrow;
use crate::boxed::Box;
use crate::string::String;
use crate::vec::Vec;
use core::cmp::Ordering;
use core::slice::sort::merge_sort;

pub(crate) fn to_vec<T: Clone>(slice: &[T]) -> Vec<T> {
    let mut made = Vec::with_capacity(slice.len());
    made.extend_from_slice(slice);
    made
}

impl<T> [T] {
    pub fn sort(&mut self)
    where
        T: Ord,
    {
        merge_sort(self, &mut |a: &T, b: &T| a.lt(b))
    }
    pub fn sort_by<F: FnMut(&T, &T) -> Ordering>(&mut self, mut compare: F) {
        merge_sort(self, &mut |a: &T, b: &T| compare(a, b) == Ordering::Less)
    }
    pub fn sort_by_key<K: Ord, F: FnMut(&T) -> K>(&mut self, mut f: F) {
        merge_sort(self, &mut |a: &T, b: &T| f(a) < f(b))
    }
    pub fn sort_by_cached_key<K: Ord, F: FnMut(&T) -> K>(&mut self, f: F) {
        let mut keys: Vec<(K, usize)> = self.iter().map(f).enumerate().map(|(at, key)| (key, at)).collect();
        keys.sort_unstable();
        for next in 0..self.len() {
            let mut from = keys[next].1;
            while from < next {
                from = keys[from].1;
            }
            keys[next].1 = from;
            self.swap(next, from);
        }
    }
    pub fn to_vec(&self) -> Vec<T>
    where
        T: Clone,
    {
        to_vec(self)
    }
    pub fn into_vec(self: Box<[T]>) -> Vec<T> { Vec::from(self) }
    pub fn repeat(&self, n: usize) -> Vec<T>
    where
        T: Copy,
    {
        let mut made = Vec::with_capacity(self.len() * n);
        for _ in 0..n {
            made.extend_from_slice(self);
        }
        made
    }
    pub fn concat<Item: ?Sized>(&self) -> <[T] as Concat<Item>>::Output
    where
        [T]: Concat<Item>,
    {
        Concat::concat(self)
    }
    pub fn connect<Separator>(&self, sep: Separator) -> <[T] as Join<Separator>>::Output
    where
        [T]: Join<Separator>,
    {
        Join::join(self, sep)
    }
    pub fn join<Separator>(&self, sep: Separator) -> <[T] as Join<Separator>>::Output
    where
        [T]: Join<Separator>,
    {
        Join::join(self, sep)
    }
}

impl [u8] {
    pub fn to_ascii_uppercase(&self) -> Vec<u8> {
        let mut made = self.to_vec();
        made.make_ascii_uppercase();
        made
    }
    pub fn to_ascii_lowercase(&self) -> Vec<u8> {
        let mut made = self.to_vec();
        made.make_ascii_lowercase();
        made
    }
}

pub trait Concat<Item: ?Sized> {
    type Output;
    fn concat(slice: &Self) -> Self::Output;
}
pub trait Join<Separator> {
    type Output;
    fn join(slice: &Self, sep: Separator) -> Self::Output;
}

impl<T: Clone, V: Borrow<[T]>> Join<&[T]> for [V] {
    type Output = Vec<T>;
    fn join(slice: &[V], sep: &[T]) -> Vec<T> {
        let mut made = Vec::new();
        for (at, part) in slice.iter().enumerate() {
            if at > 0 {
                made.extend_from_slice(sep);
            }
            made.extend_from_slice(part.borrow());
        }
        made
    }
}
impl<S: Borrow<str>> Concat<str> for [S] {
    type Output = String;
    fn concat(slice: &[S]) -> String { Join::join(slice, "") }
}
impl<S: Borrow<str>> Join<&str> for [S] {
    type Output = String;
    fn join(slice: &[S], sep: &str) -> String {
        let mut size = 0;
        for part in slice {
            let text: &str = part.borrow();
            size += text.len() + sep.len();
        }
        let mut made = String::with_capacity(size.saturating_sub(sep.len()));
        let mut first = true;
        for part in slice {
            if !first {
                made.push_str(sep);
            }
            first = false;
            made.push_str(part.borrow());
        }
        made
    }
}
impl<T: Clone, V: Borrow<[T]>> Concat<T> for [V] {
    type Output = Vec<T>;
    fn concat(slice: &[V]) -> Vec<T> {
        let mut made = Vec::new();
        for part in slice {
            made.extend_from_slice(part.borrow());
        }
        made
    }
}
impl<T: Clone, V: Borrow<[T]>> Join<&T> for [V] {
    type Output = Vec<T>;
    fn join(slice: &[V], sep: &T) -> Vec<T> {
        let mut made = Vec::new();
        let mut first = true;
        for part in slice {
            if !first {
                made.push(sep.clone());
            }
            first = false;
            made.extend_from_slice(part.borrow());
        }
        made
    }
}
