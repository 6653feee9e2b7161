//! Slices, arrays, pointers, cells and the rest.

use super::{Debug, Formatter, LowerHex, Pointer, Result};
use crate::cell::{Cell, Ref, RefCell, RefMut, UnsafeCell};
use crate::intrinsics;
use crate::marker::PhantomData;

impl<T: Debug> Debug for [T] {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result { f.debug_list().entries(self.iter()).finish() }
}
impl<T: Debug, const N: usize> Debug for [T; N] {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result { f.debug_list().entries(self.iter()).finish() }
}

/// An address, `0x` and lower case.
fn write_address(address: usize, f: &mut Formatter<'_>) -> Result {
    let (flags, width, precision) = f.options();
    f.widen_pointer();
    let result = LowerHex::fmt(&address, f);
    f.set_options(flags, width, precision);
    result
}

macro_rules! pointers {
    ($($p:ty)*) => { $(
        impl<T: ?Sized> Pointer for $p {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result { write_address(*self as *const T as *const () as usize, f) }
        }
    )* };
}
pointers! { *const T *mut T }

impl<T: ?Sized> Pointer for &T {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result { write_address(*self as *const T as *const () as usize, f) }
}
impl<T: ?Sized> Pointer for &mut T {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result { write_address(&raw const **self as *const () as usize, f) }
}
impl<T: ?Sized> Debug for *const T {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result { Pointer::fmt(self, f) }
}
impl<T: ?Sized> Debug for *mut T {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result { Pointer::fmt(self, f) }
}

macro_rules! function_pointers {
    ($(($($A:ident)*);)*) => { $(
        impl<Ret, $($A),*> Pointer for fn($($A),*) -> Ret {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result { write_address(*self as usize, f) }
        }
        impl<Ret, $($A),*> Debug for fn($($A),*) -> Ret {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result { write_address(*self as usize, f) }
        }
        impl<Ret, $($A),*> Pointer for extern "C" fn($($A),*) -> Ret {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result { write_address(*self as usize, f) }
        }
        impl<Ret, $($A),*> Debug for extern "C" fn($($A),*) -> Ret {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result { write_address(*self as usize, f) }
        }
    )* };
}
function_pointers! { (); (A); (A B); (A B C); (A B C D); }

impl<T: ?Sized> Debug for PhantomData<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str("PhantomData<")?;
        f.write_str(intrinsics::type_name::<T>())?;
        f.write_str(">")
    }
}

impl<T: Copy + Debug> Debug for Cell<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result { f.debug_struct("Cell").field("value", &self.get()).finish() }
}
impl<T: ?Sized> Debug for UnsafeCell<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result { f.debug_struct("UnsafeCell").finish_non_exhaustive() }
}
impl<T: ?Sized + Debug> Debug for RefCell<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self.try_borrow() {
            Ok(value) => f.debug_struct("RefCell").field("value", &value).finish(),
            Err(_) => f.debug_struct("RefCell").field("value", &format_args!("<borrowed>")).finish(),
        }
    }
}
impl<T: ?Sized + Debug> Debug for Ref<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result { Debug::fmt(&**self, f) }
}
impl<T: ?Sized + Debug> Debug for RefMut<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result { Debug::fmt(&**self, f) }
}
impl<T: ?Sized + super::Display> super::Display for Ref<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result { super::Display::fmt(&**self, f) }
}
impl<T: ?Sized + super::Display> super::Display for RefMut<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result { super::Display::fmt(&**self, f) }
}

impl Debug for dyn crate::any::Any {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result { f.debug_struct("Any").finish_non_exhaustive() }
}
