//! Methods of slices that need a heap.

pub use core::slice::*;

use crate::borrow::Borrow;
use crate::boxed::Box;
use crate::string::String;
use crate::vec::Vec;

pub(crate) fn to_vec<T: Clone>(slice: &[T]) -> Vec<T> {
    let mut made = Vec::with_capacity(slice.len());
    made.extend_from_slice(slice);
    made
}

impl<T> [T] {
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
    pub fn join<Separator>(&self, sep: Separator) -> <[T] as Join<Separator>>::Output
    where
        [T]: Join<Separator>,
    {
        Join::join(self, sep)
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
