//! A value or an error.

use crate::fmt::Debug;
use crate::ops::{Deref, DerefMut};
use crate::panicking;

#[derive(Copy, PartialEq, PartialOrd, Eq, Ord, Debug, Hash)]
#[must_use]
pub enum Result<T, E> {
    #[lang = "Ok"]
    Ok(T),
    #[lang = "Err"]
    Err(E),
}
use Result::{Err, Ok};

#[track_caller]
fn unwrap_failed(msg: &str, error: &dyn Debug) -> ! {
    panicking::panic_fmt(format_args!("{}: {:?}", msg, error))
}

impl<T, E> Result<T, E> {
    pub const fn is_ok(&self) -> bool {
        match self { Ok(_) => true, Err(_) => false }
    }
    pub const fn is_err(&self) -> bool {
        match self { Ok(_) => false, Err(_) => true }
    }
    pub fn is_ok_and(self, f: impl FnOnce(T) -> bool) -> bool {
        match self { Ok(x) => f(x), Err(_) => false }
    }
    pub fn is_err_and(self, f: impl FnOnce(E) -> bool) -> bool {
        match self { Ok(_) => false, Err(e) => f(e) }
    }
    pub fn ok(self) -> Option<T> {
        match self { Ok(x) => Some(x), Err(_) => None }
    }
    pub fn err(self) -> Option<E> {
        match self { Ok(_) => None, Err(e) => Some(e) }
    }
    pub const fn as_ref(&self) -> Result<&T, &E> {
        match self { Ok(x) => Ok(x), Err(e) => Err(e) }
    }
    pub const fn as_mut(&mut self) -> Result<&mut T, &mut E> {
        match self { Ok(x) => Ok(x), Err(e) => Err(e) }
    }
    pub fn as_deref(&self) -> Result<&T::Target, &E>
    where
        T: Deref,
    {
        match self { Ok(x) => Ok(x.deref()), Err(e) => Err(e) }
    }
    pub fn as_deref_mut(&mut self) -> Result<&mut T::Target, &mut E>
    where
        T: DerefMut,
    {
        match self { Ok(x) => Ok(x.deref_mut()), Err(e) => Err(e) }
    }

    pub fn map<U, F: FnOnce(T) -> U>(self, op: F) -> Result<U, E> {
        match self { Ok(x) => Ok(op(x)), Err(e) => Err(e) }
    }
    pub fn map_or<U, F: FnOnce(T) -> U>(self, default: U, f: F) -> U {
        match self { Ok(x) => f(x), Err(_) => default }
    }
    pub fn map_or_else<U, D: FnOnce(E) -> U, F: FnOnce(T) -> U>(self, default: D, f: F) -> U {
        match self { Ok(x) => f(x), Err(e) => default(e) }
    }
    pub fn map_err<F, O: FnOnce(E) -> F>(self, op: O) -> Result<T, F> {
        match self { Ok(x) => Ok(x), Err(e) => Err(op(e)) }
    }
    pub fn inspect<F: FnOnce(&T)>(self, f: F) -> Self {
        if let Ok(x) = &self { f(x) }
        self
    }
    pub fn inspect_err<F: FnOnce(&E)>(self, f: F) -> Self {
        if let Err(e) = &self { f(e) }
        self
    }

    pub fn iter(&self) -> crate::option::IntoIter<&T> { self.as_ref().ok().into_iter() }
    pub fn iter_mut(&mut self) -> crate::option::IntoIter<&mut T> { self.as_mut().ok().into_iter() }

    #[track_caller]
    pub fn expect(self, msg: &str) -> T
    where
        E: Debug,
    {
        match self { Ok(x) => x, Err(e) => unwrap_failed(msg, &e) }
    }
    #[track_caller]
    pub fn unwrap(self) -> T
    where
        E: Debug,
    {
        match self { Ok(x) => x, Err(e) => unwrap_failed("called `Result::unwrap()` on an `Err` value", &e) }
    }
    #[track_caller]
    pub fn expect_err(self, msg: &str) -> E
    where
        T: Debug,
    {
        match self { Ok(x) => unwrap_failed(msg, &x), Err(e) => e }
    }
    #[track_caller]
    pub fn unwrap_err(self) -> E
    where
        T: Debug,
    {
        match self { Ok(x) => unwrap_failed("called `Result::unwrap_err()` on an `Ok` value", &x), Err(e) => e }
    }
    pub fn unwrap_or(self, default: T) -> T {
        match self { Ok(x) => x, Err(_) => default }
    }
    pub fn unwrap_or_else<F: FnOnce(E) -> T>(self, op: F) -> T {
        match self { Ok(x) => x, Err(e) => op(e) }
    }
    pub fn unwrap_or_default(self) -> T
    where
        T: Default,
    {
        match self { Ok(x) => x, Err(_) => T::default() }
    }
    #[track_caller]
    pub unsafe fn unwrap_unchecked(self) -> T {
        match self { Ok(x) => x, Err(_) => unsafe { crate::hint::unreachable_unchecked() } }
    }

    pub unsafe fn unwrap_err_unchecked(self) -> E {
        match self { Ok(_) => unsafe { crate::hint::unreachable_unchecked() }, Err(error) => error }
    }
    pub fn and<U>(self, other: Result<U, E>) -> Result<U, E> {
        match self { Ok(_) => other, Err(e) => Err(e) }
    }
    pub fn and_then<U, F: FnOnce(T) -> Result<U, E>>(self, op: F) -> Result<U, E> {
        match self { Ok(x) => op(x), Err(e) => Err(e) }
    }
    pub fn or<F>(self, other: Result<T, F>) -> Result<T, F> {
        match self { Ok(x) => Ok(x), Err(_) => other }
    }
    pub fn or_else<F, O: FnOnce(E) -> Result<T, F>>(self, op: O) -> Result<T, F> {
        match self { Ok(x) => Ok(x), Err(e) => op(e) }
    }
}

impl<T, E> Result<&T, E> {
    pub fn copied(self) -> Result<T, E>
    where
        T: Copy,
    {
        match self { Ok(x) => Ok(*x), Err(e) => Err(e) }
    }
    pub fn cloned(self) -> Result<T, E>
    where
        T: Clone,
    {
        match self { Ok(x) => Ok(x.clone()), Err(e) => Err(e) }
    }
}
impl<T, E> Result<&mut T, E> {
    pub fn copied(self) -> Result<T, E>
    where
        T: Copy,
    {
        match self { Ok(x) => Ok(*x), Err(e) => Err(e) }
    }
    pub fn cloned(self) -> Result<T, E>
    where
        T: Clone,
    {
        match self { Ok(x) => Ok(x.clone()), Err(e) => Err(e) }
    }
}
impl<T, E> Result<Option<T>, E> {
    pub fn transpose(self) -> Option<Result<T, E>> {
        match self {
            Ok(Some(x)) => Some(Ok(x)),
            Ok(None) => None,
            Err(e) => Some(Err(e)),
        }
    }
}
impl<T, E> Result<Result<T, E>, E> {
    pub fn flatten(self) -> Result<T, E> {
        match self { Ok(inner) => inner, Err(e) => Err(e) }
    }
}

impl<T: Clone, E: Clone> Clone for Result<T, E> {
    fn clone(&self) -> Self {
        match self { Ok(x) => Ok(x.clone()), Err(e) => Err(e.clone()) }
    }
}

pub use crate::option::{IntoIter, Iter, IterMut};

impl<T, E> IntoIterator for Result<T, E> {
    type Item = T;
    type IntoIter = crate::option::IntoIter<T>;
    fn into_iter(self) -> crate::option::IntoIter<T> { self.ok().into_iter() }
}

/// All the values, or the first error.
impl<A, E, V: FromIterator<A>> FromIterator<Result<A, E>> for Result<V, E> {
    fn from_iter<I: IntoIterator<Item = Result<A, E>>>(iter: I) -> Result<V, E> {
        let mut failed = None;
        let mut source = iter.into_iter();
        let all: V = crate::iter::from_fn(|| match source.next() {
            Some(Err(e)) => {
                failed = Some(e);
                None
            }
            Some(Ok(x)) => Some(x),
            None => None,
        }).collect();
        match failed { Some(e) => Err(e), None => Ok(all) }
    }
}
