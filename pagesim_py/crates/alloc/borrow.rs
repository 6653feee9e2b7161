//! Borrowed or owned.

pub use core::borrow::{Borrow, BorrowMut};

use crate::string::String;
use crate::vec::Vec;
use core::fmt;
use core::ops::Deref;

pub trait ToOwned {
    type Owned: Borrow<Self>;
    fn to_owned(&self) -> Self::Owned;
}
impl<T: Clone> ToOwned for T {
    type Owned = T;
    fn to_owned(&self) -> T { self.clone() }
}
impl<T: Clone> ToOwned for [T] {
    type Owned = Vec<T>;
    fn to_owned(&self) -> Vec<T> { crate::slice::to_vec(self) }
}
impl ToOwned for str {
    type Owned = String;
    fn to_owned(&self) -> String { String::from(self) }
}

pub enum Cow<'a, B: ?Sized + ToOwned + 'a> {
    Borrowed(&'a B),
    Owned(<B as ToOwned>::Owned),
}
use Cow::{Borrowed, Owned};

impl<B: ?Sized + ToOwned> Cow<'_, B> {
    pub fn into_owned(self) -> <B as ToOwned>::Owned {
        match self { Borrowed(borrowed) => borrowed.to_owned(), Owned(owned) => owned }
    }
    pub fn is_borrowed(&self) -> bool { matches!(self, Borrowed(_)) }
    pub fn is_owned(&self) -> bool { matches!(self, Owned(_)) }
    pub fn to_mut(&mut self) -> &mut <B as ToOwned>::Owned {
        if let Borrowed(borrowed) = *self {
            *self = Owned(borrowed.to_owned());
        }
        match self { Owned(owned) => owned, Borrowed(_) => unreachable!() }
    }
}
impl<B: ?Sized + ToOwned> Clone for Cow<'_, B> {
    fn clone(&self) -> Self {
        match self {
            Borrowed(borrowed) => Borrowed(*borrowed),
            Owned(owned) => {
                let value: &B = owned.borrow();
                Owned(value.to_owned())
            }
        }
    }
}
impl<B: ?Sized + ToOwned> Deref for Cow<'_, B> {
    type Target = B;
    fn deref(&self) -> &B {
        match self { Borrowed(borrowed) => *borrowed, Owned(owned) => owned.borrow() }
    }
}
impl<B: ?Sized + ToOwned + fmt::Display> fmt::Display for Cow<'_, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(&**self, f) }
}
impl<B: ?Sized + ToOwned + fmt::Debug> fmt::Debug for Cow<'_, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(&**self, f) }
}
impl<'a> From<&'a str> for Cow<'a, str> {
    fn from(s: &'a str) -> Cow<'a, str> { Borrowed(s) }
}
impl<'a> From<String> for Cow<'a, str> {
    fn from(s: String) -> Cow<'a, str> { Owned(s) }
}
impl<B: ?Sized + ToOwned> AsRef<B> for Cow<'_, B> {
    fn as_ref(&self) -> &B { &**self }
}
impl<B: ?Sized + ToOwned + PartialEq> PartialEq for Cow<'_, B> {
    fn eq(&self, other: &Self) -> bool { **self == **other }
}
