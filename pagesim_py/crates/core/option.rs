//! A value or none.

use crate::ops::{Deref, DerefMut};
use crate::panicking;
use crate::pin::Pin;

#[derive(Copy, Eq, Debug, Hash, PartialOrd, Ord)]
pub enum Option<T> {
    #[lang = "None"]
    None,
    #[lang = "Some"]
    Some(T),
}
use Option::{None, Some};

#[track_caller]
fn unwrap_failed() -> ! {
    panicking::panic("called `Option::unwrap()` on a `None` value")
}

impl<T> Option<T> {
    pub const fn is_some(&self) -> bool {
        match self { Some(_) => true, None => false }
    }
    pub const fn is_none(&self) -> bool {
        match self { Some(_) => false, None => true }
    }
    pub fn is_some_and(self, f: impl FnOnce(T) -> bool) -> bool {
        match self { Some(x) => f(x), None => false }
    }
    pub fn is_none_or(self, f: impl FnOnce(T) -> bool) -> bool {
        match self { Some(x) => f(x), None => true }
    }

    pub const fn as_ref(&self) -> Option<&T> {
        match self { Some(x) => Some(x), None => None }
    }
    pub const fn as_mut(&mut self) -> Option<&mut T> {
        match self { Some(x) => Some(x), None => None }
    }
    pub fn as_slice(&self) -> &[T] {
        match self { Some(x) => crate::slice::from_ref(x), None => &[] }
    }

    #[track_caller]
    pub const fn expect(self, msg: &str) -> T {
        match self { Some(value) => value, None => panicking::panic_display(msg) }
    }
    #[track_caller]
    pub const fn unwrap(self) -> T {
        match self { Some(value) => value, None => unwrap_failed() }
    }
    pub fn unwrap_or(self, default: T) -> T {
        match self { Some(x) => x, None => default }
    }
    pub fn unwrap_or_else<F: FnOnce() -> T>(self, f: F) -> T {
        match self { Some(x) => x, None => f() }
    }
    pub fn unwrap_or_default(self) -> T
    where
        T: Default,
    {
        match self { Some(x) => x, None => T::default() }
    }
    #[track_caller]
    pub const unsafe fn unwrap_unchecked(self) -> T {
        match self { Some(value) => value, None => unsafe { crate::hint::unreachable_unchecked() } }
    }

    pub fn map<U, F: FnOnce(T) -> U>(self, f: F) -> Option<U> {
        match self { Some(x) => Some(f(x)), None => None }
    }
    pub fn inspect<F: FnOnce(&T)>(self, f: F) -> Self {
        if let Some(x) = &self { f(x) }
        self
    }
    pub fn map_or<U, F: FnOnce(T) -> U>(self, default: U, f: F) -> U {
        match self { Some(x) => f(x), None => default }
    }
    pub fn map_or_else<U, D: FnOnce() -> U, F: FnOnce(T) -> U>(self, default: D, f: F) -> U {
        match self { Some(x) => f(x), None => default() }
    }
    pub fn ok_or<E>(self, err: E) -> Result<T, E> {
        match self { Some(x) => Ok(x), None => Err(err) }
    }
    pub fn ok_or_else<E, F: FnOnce() -> E>(self, err: F) -> Result<T, E> {
        match self { Some(x) => Ok(x), None => Err(err()) }
    }

    pub fn as_deref(&self) -> Option<&T::Target>
    where
        T: Deref,
    {
        match self { Some(x) => Some(x.deref()), None => None }
    }
    pub fn as_pin_ref(self: Pin<&Self>) -> Option<Pin<&T>> {
        match Pin::get_ref(self).as_ref() { Some(x) => Some(unsafe { Pin::new_unchecked(x) }), None => None }
    }
    pub fn as_pin_mut(self: Pin<&mut Self>) -> Option<Pin<&mut T>> {
        match unsafe { Pin::get_unchecked_mut(self) }.as_mut() { Some(x) => Some(unsafe { Pin::new_unchecked(x) }), None => None }
    }
    pub fn as_deref_mut(&mut self) -> Option<&mut T::Target>
    where
        T: DerefMut,
    {
        match self { Some(x) => Some(x.deref_mut()), None => None }
    }

    pub fn iter(&self) -> IntoIter<&T> { IntoIter { inner: self.as_ref() } }
    pub fn iter_mut(&mut self) -> IntoIter<&mut T> { IntoIter { inner: self.as_mut() } }

    pub fn and<U>(self, other: Option<U>) -> Option<U> {
        match self { Some(_) => other, None => None }
    }
    pub fn and_then<U, F: FnOnce(T) -> Option<U>>(self, f: F) -> Option<U> {
        match self { Some(x) => f(x), None => None }
    }
    pub fn filter<P: FnOnce(&T) -> bool>(self, predicate: P) -> Self {
        if let Some(x) = self {
            if predicate(&x) {
                return Some(x);
            }
        }
        None
    }
    pub fn or(self, other: Option<T>) -> Option<T> {
        match self { Some(x) => Some(x), None => other }
    }
    pub fn or_else<F: FnOnce() -> Option<T>>(self, f: F) -> Option<T> {
        match self { Some(x) => Some(x), None => f() }
    }
    pub fn xor(self, other: Option<T>) -> Option<T> {
        match (self, other) {
            (Some(x), None) => Some(x),
            (None, Some(x)) => Some(x),
            _ => None,
        }
    }

    pub fn insert(&mut self, value: T) -> &mut T {
        *self = Some(value);
        match self { Some(x) => x, None => unwrap_failed() }
    }
    pub fn get_or_insert(&mut self, value: T) -> &mut T {
        self.get_or_insert_with(|| value)
    }
    pub fn get_or_insert_with<F: FnOnce() -> T>(&mut self, f: F) -> &mut T {
        if self.is_none() {
            *self = Some(f());
        }
        match self { Some(x) => x, None => unwrap_failed() }
    }
    pub fn get_or_insert_default(&mut self) -> &mut T
    where
        T: Default,
    {
        self.get_or_insert_with(T::default)
    }
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        match self.as_mut() { Some(value) => crate::slice::from_mut(value), None => &mut [] }
    }
    pub const fn take(&mut self) -> Option<T> {
        crate::mem::replace(self, None)
    }
    pub fn take_if<P: FnOnce(&mut T) -> bool>(&mut self, predicate: P) -> Option<T> {
        if self.as_mut().map_or(false, predicate) { self.take() } else { None }
    }
    pub const fn replace(&mut self, value: T) -> Option<T> {
        crate::mem::replace(self, Some(value))
    }

    pub fn zip<U>(self, other: Option<U>) -> Option<(T, U)> {
        match (self, other) {
            (Some(a), Some(b)) => Some((a, b)),
            _ => None,
        }
    }
}

impl<T, U> Option<(T, U)> {
    pub fn unzip(self) -> (Option<T>, Option<U>) {
        match self { Some((a, b)) => (Some(a), Some(b)), None => (None, None) }
    }
}

impl<T> Option<&T> {
    pub const fn copied(self) -> Option<T>
    where
        T: Copy,
    {
        match self { Some(x) => Some(*x), None => None }
    }
    pub fn cloned(self) -> Option<T>
    where
        T: Clone,
    {
        match self { Some(x) => Some(x.clone()), None => None }
    }
}
impl<T> Option<&mut T> {
    pub const fn copied(self) -> Option<T>
    where
        T: Copy,
    {
        match self { Some(x) => Some(*x), None => None }
    }
    pub fn cloned(self) -> Option<T>
    where
        T: Clone,
    {
        match self { Some(x) => Some(x.clone()), None => None }
    }
}

impl<T, E> Option<Result<T, E>> {
    pub fn transpose(self) -> Result<Option<T>, E> {
        match self {
            Some(Ok(x)) => Ok(Some(x)),
            Some(Err(e)) => Err(e),
            None => Ok(None),
        }
    }
}
impl<T> Option<Option<T>> {
    pub fn flatten(self) -> Option<T> {
        match self { Some(inner) => inner, None => None }
    }
}

impl<T: Clone> Clone for Option<T> {
    fn clone(&self) -> Self {
        match self { Some(x) => Some(x.clone()), None => None }
    }
}
impl<T: PartialEq> PartialEq for Option<T> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Some(a), Some(b)) => *a == *b,
            (None, None) => true,
            _ => false,
        }
    }
}
impl<T> Default for Option<T> {
    fn default() -> Option<T> { None }
}
impl<T> From<T> for Option<T> {
    fn from(value: T) -> Option<T> { Some(value) }
}
impl<'a, T> From<&'a Option<T>> for Option<&'a T> {
    fn from(o: &'a Option<T>) -> Option<&'a T> { o.as_ref() }
}

pub type Iter<'a, T> = IntoIter<&'a T>;
pub type IterMut<'a, T> = IntoIter<&'a mut T>;

/// Gives the value once; also what `iter` and `iter_mut` give.
#[derive(Clone, Debug)]
pub struct IntoIter<T> {
    inner: Option<T>,
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> { self.inner.take() }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = self.inner.is_some() as usize;
        (n, Some(n))
    }
}
impl<T> DoubleEndedIterator for IntoIter<T> {
    fn next_back(&mut self) -> Option<T> { self.inner.take() }
}
impl<T> ExactSizeIterator for IntoIter<T> {}

impl<T> IntoIterator for Option<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    fn into_iter(self) -> IntoIter<T> { IntoIter { inner: self } }
}
impl<'a, T> IntoIterator for &'a Option<T> {
    type Item = &'a T;
    type IntoIter = IntoIter<&'a T>;
    fn into_iter(self) -> IntoIter<&'a T> { self.iter() }
}
impl<'a, T> IntoIterator for &'a mut Option<T> {
    type Item = &'a mut T;
    type IntoIter = IntoIter<&'a mut T>;
    fn into_iter(self) -> IntoIter<&'a mut T> { self.iter_mut() }
}

/// All the values, or None as soon as one is missing.
impl<A, V: FromIterator<A>> FromIterator<Option<A>> for Option<V> {
    fn from_iter<I: IntoIterator<Item = Option<A>>>(iter: I) -> Option<V> {
        let mut missing = false;
        let mut source = iter.into_iter();
        let all: V = crate::iter::from_fn(|| match source.next() {
            Some(None) => {
                missing = true;
                None
            }
            Some(Some(x)) => Some(x),
            None => None,
        }).collect();
        if missing { None } else { Some(all) }
    }
}
