//! Shared values for several threads. (One CPU: counting as in `rc` is enough.)

mod made;

use crate::rc::{self, Rc, Recount};
use core::cmp::Ordering;
use core::fmt;
use core::marker::Unsize;
use core::ops::{CoerceUnsized, Deref};
use core::pin::Pin;

pub struct Arc<T: ?Sized> {
    inner: Rc<T>,
}
pub struct Weak<T: ?Sized> {
    inner: rc::Weak<T>,
}

unsafe impl<T: ?Sized + Sync + Send> Send for Arc<T> {}
unsafe impl<T: ?Sized + Sync + Send> Sync for Arc<T> {}
unsafe impl<T: ?Sized + Sync + Send> Send for Weak<T> {}
unsafe impl<T: ?Sized + Sync + Send> Sync for Weak<T> {}
impl<T: ?Sized> Unpin for Arc<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Arc<U>> for Arc<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Weak<U>> for Weak<T> {}

impl<T> Arc<T> {
    pub fn new(data: T) -> Arc<T> { Arc { inner: Rc::new(data) } }
    pub fn try_unwrap(this: Arc<T>) -> Result<T, Arc<T>> { Rc::try_unwrap(this.inner).map_err(|inner| Arc { inner }) }
    pub fn into_inner(this: Arc<T>) -> Option<T> { Rc::into_inner(this.inner) }
    pub fn pin(data: T) -> Pin<Arc<T>> { unsafe { Pin::new_unchecked(Arc::new(data)) } }
    pub fn into_raw(this: Arc<T>) -> *const T { Rc::into_raw(this.inner) }
    pub unsafe fn from_raw(ptr: *const T) -> Arc<T> { unsafe { Arc { inner: Rc::from_raw(ptr) } } }
    pub unsafe fn increment_strong_count(ptr: *const T) { unsafe { Rc::increment_strong_count(ptr) } }
    pub unsafe fn decrement_strong_count(ptr: *const T) { unsafe { Rc::decrement_strong_count(ptr) } }
}
impl<T: ?Sized> Arc<T> {
    pub fn strong_count(this: &Arc<T>) -> usize { Rc::strong_count(&this.inner) }
    pub fn weak_count(this: &Arc<T>) -> usize { Rc::weak_count(&this.inner) }
    pub fn ptr_eq(this: &Arc<T>, other: &Arc<T>) -> bool { Rc::ptr_eq(&this.inner, &other.inner) }
    pub fn as_ptr(this: &Arc<T>) -> *const T { Rc::as_ptr(&this.inner) }
    pub fn get_mut(this: &mut Arc<T>) -> Option<&mut T> { Rc::get_mut(&mut this.inner) }
    pub fn downgrade(this: &Arc<T>) -> Weak<T> { Weak { inner: Rc::downgrade(&this.inner) } }
}
impl<T: ?Sized + Recount> Arc<T> {
    pub fn make_mut(this: &mut Arc<T>) -> &mut T { Rc::make_mut(&mut this.inner) }
}

impl<T> Weak<T> {
    pub const fn new() -> Weak<T> { Weak { inner: rc::Weak::new() } }
}
impl<T: ?Sized> Weak<T> {
    pub fn upgrade(&self) -> Option<Arc<T>> { self.inner.upgrade().map(|inner| Arc { inner }) }
    pub fn strong_count(&self) -> usize { self.inner.strong_count() }
    pub fn weak_count(&self) -> usize { self.inner.weak_count() }
}
impl<T: ?Sized> Clone for Weak<T> {
    fn clone(&self) -> Weak<T> { Weak { inner: self.inner.clone() } }
}
impl<T: ?Sized> fmt::Debug for Weak<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("(Weak)") }
}

impl<T: ?Sized> Deref for Arc<T> {
    type Target = T;
    fn deref(&self) -> &T { &*self.inner }
}
impl<T: ?Sized> Clone for Arc<T> {
    fn clone(&self) -> Arc<T> { Arc { inner: self.inner.clone() } }
}
impl<T: ?Sized + fmt::Display> fmt::Display for Arc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(&**self, f) }
}
impl<T: ?Sized + fmt::Debug> fmt::Debug for Arc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(&**self, f) }
}
impl<T: ?Sized> fmt::Pointer for Arc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Pointer::fmt(&self.inner, f) }
}
impl<T: ?Sized + PartialEq> PartialEq for Arc<T> {
    fn eq(&self, other: &Arc<T>) -> bool { **self == **other }
}
impl<T: ?Sized + Eq> Eq for Arc<T> {}
impl<T: ?Sized + PartialOrd> PartialOrd for Arc<T> {
    fn partial_cmp(&self, other: &Arc<T>) -> Option<Ordering> { PartialOrd::partial_cmp(&**self, &**other) }
}
impl<T: ?Sized + Ord> Ord for Arc<T> {
    fn cmp(&self, other: &Arc<T>) -> Ordering { Ord::cmp(&**self, &**other) }
}
impl<T: Default> Default for Arc<T> {
    fn default() -> Arc<T> { Arc::new(T::default()) }
}
impl<T> From<T> for Arc<T> {
    fn from(value: T) -> Arc<T> { Arc::new(value) }
}
impl<T: ?Sized> AsRef<T> for Arc<T> {
    fn as_ref(&self) -> &T { &**self }
}
