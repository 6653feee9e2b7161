//! What else shared values can be made from and become: slices and text, raw addresses, another type.

use super::{Arc, Weak};
use crate::borrow::{Cow, ToOwned};
use crate::boxed::Box;
use crate::rc::{self, Rc};
use crate::vec::Vec;
use core::any::Any;
use core::borrow::Borrow;
use core::hash::{Hash, Hasher};
use core::mem::MaybeUninit;

impl<T> Arc<[T]> {
    pub fn new_uninit_slice(len: usize) -> Arc<[MaybeUninit<T>]> { Arc { inner: Rc::<[T]>::new_uninit_slice(len) } }
    pub fn new_zeroed_slice(len: usize) -> Arc<[MaybeUninit<T>]> { Arc { inner: Rc::<[T]>::new_zeroed_slice(len) } }
}
impl<T> Arc<T> {
    pub fn new_uninit() -> Arc<MaybeUninit<T>> { Arc { inner: Rc::<T>::new_uninit() } }
    pub fn new_zeroed() -> Arc<MaybeUninit<T>> { Arc { inner: Rc::<T>::new_zeroed() } }
    /// A value that knows its own place.
    pub fn new_cyclic<F: FnOnce(&Weak<T>) -> T>(data_fn: F) -> Arc<T> {
        Arc {
            inner: Rc::new_cyclic(|weak| {
                let weak = Weak { inner: weak.clone() };
                data_fn(&weak)
            }),
        }
    }
    pub fn into_raw(this: Arc<T>) -> *const T { Rc::into_raw(this.inner) }
    pub unsafe fn from_raw(ptr: *const T) -> Arc<T> { unsafe { Arc { inner: Rc::from_raw(ptr) } } }
    pub unsafe fn increment_strong_count(ptr: *const T) { unsafe { Rc::increment_strong_count(ptr) } }
    pub unsafe fn decrement_strong_count(ptr: *const T) { unsafe { Rc::decrement_strong_count(ptr) } }
}
impl<T: Clone> Arc<T> {
    pub fn unwrap_or_clone(this: Arc<T>) -> T { Rc::unwrap_or_clone(this.inner) }
}
impl<T> Arc<MaybeUninit<T>> {
    pub unsafe fn assume_init(self) -> Arc<T> { unsafe { Arc { inner: self.inner.assume_init() } } }
}
impl<T> Arc<[MaybeUninit<T>]> {
    pub unsafe fn assume_init(self) -> Arc<[T]> { unsafe { Arc { inner: self.inner.assume_init() } } }
}
impl<T> Weak<T> {
    pub fn as_ptr(&self) -> *const T { self.inner.as_ptr() }
    pub fn into_raw(self) -> *const T { self.inner.into_raw() }
    pub unsafe fn from_raw(ptr: *const T) -> Weak<T> { unsafe { Weak { inner: rc::Weak::from_raw(ptr) } } }
}
impl<T: ?Sized> Weak<T> {
    pub fn ptr_eq(&self, other: &Weak<T>) -> bool { self.inner.ptr_eq(&other.inner) }
}
impl<T> Default for Weak<T> {
    fn default() -> Weak<T> { Weak::new() }
}

impl Arc<dyn Any + Send + Sync> {
    pub fn downcast<T: Any + Send + Sync>(self) -> Result<Arc<T>, Arc<dyn Any + Send + Sync>> {
        if !(*self).is::<T>() {
            return Err(self);
        }
        unsafe { Ok(Arc { inner: self.inner.assume_is::<T>() }) }
    }
}

impl<T: Clone> From<&[T]> for Arc<[T]> {
    fn from(v: &[T]) -> Arc<[T]> { Arc { inner: Rc::from(v) } }
}
impl<T: Clone> From<&mut [T]> for Arc<[T]> {
    fn from(v: &mut [T]) -> Arc<[T]> { Arc { inner: Rc::from(v) } }
}
impl<T> From<Vec<T>> for Arc<[T]> {
    fn from(v: Vec<T>) -> Arc<[T]> { Arc { inner: Rc::from(v) } }
}
impl<T, const N: usize> From<[T; N]> for Arc<[T]> {
    fn from(v: [T; N]) -> Arc<[T]> { Arc { inner: Rc::from(v) } }
}
impl From<&str> for Arc<str> {
    fn from(v: &str) -> Arc<str> { Arc { inner: Rc::from(v) } }
}
impl From<&mut str> for Arc<str> {
    fn from(v: &mut str) -> Arc<str> { Arc { inner: Rc::from(&*v) } }
}
impl From<Arc<str>> for Arc<[u8]> {
    fn from(arc: Arc<str>) -> Arc<[u8]> { Arc { inner: Rc::from(arc.inner) } }
}
impl<T> From<Box<T>> for Arc<T> {
    fn from(v: Box<T>) -> Arc<T> { Arc::new(*v) }
}
impl<T> From<Box<[T]>> for Arc<[T]> {
    fn from(v: Box<[T]>) -> Arc<[T]> { Arc::from(v.into_vec()) }
}
impl From<Box<str>> for Arc<str> {
    fn from(v: Box<str>) -> Arc<str> { Arc::from(&*v) }
}
impl<'a, B: ?Sized + ToOwned> From<Cow<'a, B>> for Arc<B>
where
    Arc<B>: From<&'a B> + From<B::Owned>,
{
    fn from(cow: Cow<'a, B>) -> Arc<B> {
        match cow { Cow::Borrowed(borrowed) => Arc::from(borrowed), Cow::Owned(owned) => Arc::from(owned) }
    }
}
impl<T, const N: usize> TryFrom<Arc<[T]>> for Arc<[T; N]> {
    type Error = Arc<[T]>;
    fn try_from(slice: Arc<[T]>) -> Result<Arc<[T; N]>, Arc<[T]>> {
        match Rc::try_from(slice.inner) { Ok(inner) => Ok(Arc { inner }), Err(inner) => Err(Arc { inner }) }
    }
}
impl<T> FromIterator<T> for Arc<[T]> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Arc<[T]> { Arc { inner: iter.into_iter().collect() } }
}
impl<T> Default for Arc<[T]> {
    fn default() -> Arc<[T]> { Arc { inner: Default::default() } }
}
impl Default for Arc<str> {
    fn default() -> Arc<str> { Arc { inner: Default::default() } }
}
impl<T: ?Sized + Hash> Hash for Arc<T> {
    fn hash<H: Hasher>(&self, state: &mut H) { (**self).hash(state) }
}
impl<T: ?Sized> Borrow<T> for Arc<T> {
    fn borrow(&self) -> &T { &**self }
}
