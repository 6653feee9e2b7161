//! One value on the heap.

mod made;

use crate::alloc::{allocate, release};
use crate::string::String;
use crate::vec::Vec;
use core::alloc::Layout;
use core::borrow::{Borrow, BorrowMut};
use core::cmp::Ordering;
use core::error::Error;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::future::Future;
use core::marker::Unsize;
use core::ops::{CoerceUnsized, Deref, DerefMut};
use core::pin::Pin;
use core::ptr::NonNull;
use core::task::{Context, Poll};

/// Owns the value; `*b` moves it out.
#[lang = "owned_box"]
pub struct Box<T: ?Sized>(NonNull<T>);

unsafe impl<T: ?Sized + Send> Send for Box<T> {}
unsafe impl<T: ?Sized + Sync> Sync for Box<T> {}
impl<T: ?Sized> Unpin for Box<T> {}

impl<T> Box<T> {
    pub fn new(x: T) -> Box<T> {
        let place = allocate(Layout::new::<T>()) as *mut T;
        unsafe {
            core::intrinsics::write(place, x);
            Box::from_raw(place)
        }
    }
    pub fn pin(x: T) -> Pin<Box<T>> { Box::into_pin(Box::new(x)) }
    pub fn into_inner(boxed: Box<T>) -> T {
        let place = Box::into_raw(boxed);
        unsafe {
            let value = core::intrinsics::read(place as *const T);
            release(place as *mut u8, Layout::new::<T>());
            value
        }
    }
}

impl<T: ?Sized> Box<T> {
    pub unsafe fn from_raw(raw: *mut T) -> Box<T> { unsafe { Box(NonNull::new_unchecked(raw)) } }
    pub fn into_raw(b: Box<T>) -> *mut T {
        let place = b.0.as_ptr();
        core::mem::forget(b);
        place
    }
    pub fn as_ptr(b: &Box<T>) -> *const T { b.0.as_ptr() as *const T }
    pub fn as_mut_ptr(b: &mut Box<T>) -> *mut T { b.0.as_ptr() }
    pub const fn into_pin(boxed: Box<T>) -> Pin<Box<T>> { unsafe { Pin::new_unchecked(boxed) } }
    pub fn leak<'a>(b: Box<T>) -> &'a mut T { unsafe { &mut *Box::into_raw(b) } }
}

/// Drops the value, then gives the memory back.
impl<T: ?Sized> Drop for Box<T> {
    fn drop(&mut self) {
        unsafe {
            let place = self.0.as_ptr();
            let layout = Layout::for_value(&*place);
            core::ptr::drop_in_place(place);
            release(place as *mut u8, layout);
        }
    }
}

/// Gives a box's memory back; what was in it has been moved out or dropped.
#[lang = "box_free"]
unsafe fn box_free<T: ?Sized>(place: *mut T) {
    unsafe { release(place as *mut u8, Layout::for_value(&*place)) }
}

impl<T: ?Sized> Deref for Box<T> {
    type Target = T;
    fn deref(&self) -> &T { unsafe { &*self.0.as_ptr() } }
}
impl<T: ?Sized> DerefMut for Box<T> {
    fn deref_mut(&mut self) -> &mut T { unsafe { &mut *self.0.as_ptr() } }
}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Box<U>> for Box<T> {}

impl<T: Clone> Clone for Box<T> {
    fn clone(&self) -> Box<T> { Box::new((**self).clone()) }
}
impl<T: Clone> Clone for Box<[T]> {
    fn clone(&self) -> Box<[T]> { crate::slice::to_vec(self).into_boxed_slice() }
}
impl Clone for Box<str> {
    fn clone(&self) -> Box<str> { String::from(&**self).into_boxed_str() }
}
impl<T: Default> Default for Box<T> {
    fn default() -> Box<T> { Box::new(T::default()) }
}
impl<T: ?Sized + PartialEq> PartialEq for Box<T> {
    fn eq(&self, other: &Box<T>) -> bool { **self == **other }
}
impl<T: ?Sized + Eq> Eq for Box<T> {}
impl<T: ?Sized + PartialOrd> PartialOrd for Box<T> {
    fn partial_cmp(&self, other: &Box<T>) -> Option<Ordering> { PartialOrd::partial_cmp(&**self, &**other) }
}
impl<T: ?Sized + Ord> Ord for Box<T> {
    fn cmp(&self, other: &Box<T>) -> Ordering { Ord::cmp(&**self, &**other) }
}
impl<T: ?Sized + Hash> Hash for Box<T> {
    fn hash<H: Hasher>(&self, state: &mut H) { (**self).hash(state) }
}
impl<T: ?Sized + fmt::Display> fmt::Display for Box<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(&**self, f) }
}
impl<T: ?Sized + fmt::Debug> fmt::Debug for Box<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(&**self, f) }
}
impl<T: ?Sized> fmt::Pointer for Box<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Pointer::fmt(&(self.0.as_ptr() as *const T), f) }
}

impl<T> From<T> for Box<T> {
    fn from(t: T) -> Box<T> { Box::new(t) }
}
impl From<&str> for Box<str> {
    fn from(s: &str) -> Box<str> { String::from(s).into_boxed_str() }
}
impl From<String> for Box<str> {
    fn from(s: String) -> Box<str> { s.into_boxed_str() }
}
impl<T> From<Vec<T>> for Box<[T]> {
    fn from(v: Vec<T>) -> Box<[T]> { v.into_boxed_slice() }
}
impl<T: Clone> From<&[T]> for Box<[T]> {
    fn from(v: &[T]) -> Box<[T]> { crate::slice::to_vec(v).into_boxed_slice() }
}
impl<'a, E: Error + 'a> From<E> for Box<dyn Error + 'a> {
    fn from(err: E) -> Box<dyn Error + 'a> { Box::new(err) }
}

impl<T: ?Sized> AsRef<T> for Box<T> {
    fn as_ref(&self) -> &T { &**self }
}
impl<T: ?Sized> AsMut<T> for Box<T> {
    fn as_mut(&mut self) -> &mut T { &mut **self }
}
impl<T: ?Sized> Borrow<T> for Box<T> {
    fn borrow(&self) -> &T { &**self }
}
impl<T: ?Sized> BorrowMut<T> for Box<T> {
    fn borrow_mut(&mut self) -> &mut T { &mut **self }
}

impl<I: Iterator + ?Sized> Iterator for Box<I> {
    type Item = I::Item;
    fn next(&mut self) -> Option<I::Item> { (**self).next() }
    fn size_hint(&self) -> (usize, Option<usize>) { (**self).size_hint() }
}
impl<I: DoubleEndedIterator + ?Sized> DoubleEndedIterator for Box<I> {
    fn next_back(&mut self) -> Option<I::Item> { (**self).next_back() }
}
impl<T> FromIterator<T> for Box<[T]> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Box<[T]> { iter.into_iter().collect::<Vec<T>>().into_boxed_slice() }
}
impl<T: ?Sized> From<Box<T>> for Pin<Box<T>> {
    fn from(boxed: Box<T>) -> Pin<Box<T>> { Box::into_pin(boxed) }
}
impl<F: ?Sized + Future + Unpin> Future for Box<F> {
    type Output = F::Output;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> { Pin::new(&mut **self).poll(cx) }
}
