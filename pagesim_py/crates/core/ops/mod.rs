//! What stands behind the operators.

pub mod arith;
pub mod bit;
pub mod function;
pub mod range;

pub use arith::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Rem, RemAssign, Sub, SubAssign};
pub use bit::{BitAnd, BitAndAssign, BitOr, BitOrAssign, BitXor, BitXorAssign, Not, Shl, ShlAssign, Shr, ShrAssign};
pub use function::{AsyncFn, AsyncFnMut, AsyncFnOnce, Fn, FnMut, FnOnce};
pub use range::{Bound, OneSidedRange, Range, RangeBounds, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};

use crate::marker::Unsize;

/// Code that runs when a value ends.
#[lang = "drop"]
pub trait Drop {
    fn drop(&mut self);
}

/// `*x`.
#[lang = "deref"]
pub trait Deref {
    #[lang = "deref_target"]
    type Target: ?Sized;
    fn deref(&self) -> &Self::Target;
}
#[lang = "deref_mut"]
pub trait DerefMut: Deref {
    fn deref_mut(&mut self) -> &mut Self::Target;
}

impl<T: ?Sized> Deref for &T {
    type Target = T;
    fn deref(&self) -> &T { *self }
}
impl<T: ?Sized> Deref for &mut T {
    type Target = T;
    fn deref(&self) -> &T { *self }
}
impl<T: ?Sized> DerefMut for &mut T {
    fn deref_mut(&mut self) -> &mut T { *self }
}

/// `x[i]`.
#[lang = "index"]
pub trait Index<Idx: ?Sized> {
    type Output: ?Sized;
    #[track_caller]
    fn index(&self, index: Idx) -> &Self::Output;
}
#[lang = "index_mut"]
pub trait IndexMut<Idx: ?Sized>: Index<Idx> {
    #[track_caller]
    fn index_mut(&mut self, index: Idx) -> &mut Self::Output;
}

/// A pointer type that can become one to an unsized type by itself.
#[lang = "coerce_unsized"]
pub trait CoerceUnsized<T> {}
impl<'a, T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<&'a U> for &'a T {}
impl<'a, T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<&'a mut U> for &'a mut T {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<*const U> for *const T {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<*mut U> for *mut T {}

/// Go on with a `C`, or stop with a `B`.
#[lang = "ControlFlow"]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ControlFlow<B, C = ()> {
    Continue(C),
    Break(B),
}

impl<B, C> ControlFlow<B, C> {
    pub fn is_break(&self) -> bool { matches!(*self, ControlFlow::Break(_)) }
    pub fn is_continue(&self) -> bool { matches!(*self, ControlFlow::Continue(_)) }
    pub fn map_break<T, F: FnOnce(B) -> T>(self, f: F) -> ControlFlow<T, C> {
        match self { ControlFlow::Continue(x) => ControlFlow::Continue(x), ControlFlow::Break(x) => ControlFlow::Break(f(x)) }
    }
    pub fn map_continue<T, F: FnOnce(C) -> T>(self, f: F) -> ControlFlow<B, T> {
        match self { ControlFlow::Continue(x) => ControlFlow::Continue(f(x)), ControlFlow::Break(x) => ControlFlow::Break(x) }
    }
    pub fn break_value(self) -> Option<B> {
        match self { ControlFlow::Continue(_) => None, ControlFlow::Break(x) => Some(x) }
    }
    pub fn continue_value(self) -> Option<C> {
        match self { ControlFlow::Continue(x) => Some(x), ControlFlow::Break(_) => None }
    }
}

/// A type that `?` and the `try_` methods can stop at. `branch` gives the value to go on with, or the whole to return early.
pub trait Try: Sized {
    type Output;
    fn from_output(output: Self::Output) -> Self;
    fn branch(self) -> ControlFlow<Self, Self::Output>;
}

impl<T> Try for Option<T> {
    type Output = T;
    fn from_output(output: T) -> Self { Some(output) }
    fn branch(self) -> ControlFlow<Self, T> {
        match self { Some(x) => ControlFlow::Continue(x), None => ControlFlow::Break(None) }
    }
}
impl<T, E> Try for Result<T, E> {
    type Output = T;
    fn from_output(output: T) -> Self { Ok(output) }
    fn branch(self) -> ControlFlow<Self, T> {
        match self { Ok(x) => ControlFlow::Continue(x), Err(e) => ControlFlow::Break(Err(e)) }
    }
}
impl<B, C> Try for ControlFlow<B, C> {
    type Output = C;
    fn from_output(output: C) -> Self { ControlFlow::Continue(output) }
    fn branch(self) -> ControlFlow<Self, C> {
        match self { ControlFlow::Continue(x) => ControlFlow::Continue(x), ControlFlow::Break(b) => ControlFlow::Break(ControlFlow::Break(b)) }
    }
}
