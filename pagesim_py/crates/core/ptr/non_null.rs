//! A raw pointer that is never null.

use crate::cmp::Ordering;
use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::intrinsics;
use crate::marker::Unsize;
use crate::ops::CoerceUnsized;

#[lang = "NonNull"]
#[repr(transparent)]
#[rustc_layout_scalar_valid_range_start(1)]
pub struct NonNull<T: ?Sized> {
    pointer: *const T,
}

impl<T> NonNull<T> {
    pub const fn dangling() -> NonNull<T> { unsafe { NonNull { pointer: intrinsics::align_of::<T>() as *const T } } }
    pub const unsafe fn add(self, count: usize) -> Self { unsafe { NonNull { pointer: intrinsics::ptr_add(self.pointer, count) } } }
    #[track_caller]
    pub const unsafe fn read(self) -> T { unsafe { self.pointer.read() } }
    #[track_caller]
    pub const unsafe fn write(self, val: T) { unsafe { (self.pointer as *mut T).write(val) } }
}

impl<T: ?Sized> NonNull<T> {
    #[track_caller]
    pub const unsafe fn new_unchecked(ptr: *mut T) -> NonNull<T> {
        if ptr.is_null() {
            crate::panicking::panic_precondition("NonNull::new_unchecked requires that the pointer is non-null")
        }
        unsafe { NonNull { pointer: ptr as *const T } }
    }
    pub const fn new(ptr: *mut T) -> Option<NonNull<T>> {
        if ptr.is_null() { None } else { unsafe { Some(NonNull { pointer: ptr as *const T }) } }
    }
    pub const fn from_ref(r: &T) -> NonNull<T> { unsafe { NonNull { pointer: r as *const T } } }
    pub const fn from_mut(r: &mut T) -> NonNull<T> { unsafe { NonNull { pointer: r as *mut T as *const T } } }
    pub const fn as_ptr(self) -> *mut T { self.pointer as *mut T }
    pub const unsafe fn as_ref<'a>(&self) -> &'a T { unsafe { &*self.pointer } }
    pub const unsafe fn as_mut<'a>(&mut self) -> &'a mut T { unsafe { &mut *(self.pointer as *mut T) } }
    pub const fn cast<U>(self) -> NonNull<U> { unsafe { NonNull { pointer: self.pointer as *const U } } }
}

impl<T: ?Sized> Copy for NonNull<T> {}
impl<T: ?Sized> Clone for NonNull<T> {
    fn clone(&self) -> Self { *self }
}
impl<T: ?Sized> !Send for NonNull<T> {}
impl<T: ?Sized> !Sync for NonNull<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<NonNull<U>> for NonNull<T> {}

impl<T: ?Sized> PartialEq for NonNull<T> {
    fn eq(&self, other: &Self) -> bool { self.pointer == other.pointer }
}
impl<T: ?Sized> Eq for NonNull<T> {}
impl<T: ?Sized> PartialOrd for NonNull<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> { self.pointer.partial_cmp(&other.pointer) }
}
impl<T: ?Sized> Ord for NonNull<T> {
    fn cmp(&self, other: &Self) -> Ordering { self.pointer.cmp(&other.pointer) }
}
impl<T: ?Sized> Hash for NonNull<T> {
    fn hash<H: Hasher>(&self, state: &mut H) { self.pointer.hash(state) }
}
impl<T: ?Sized> fmt::Debug for NonNull<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Pointer::fmt(&self.pointer, f) }
}
impl<T: ?Sized> fmt::Pointer for NonNull<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Pointer::fmt(&self.pointer, f) }
}
impl<T: ?Sized> From<&mut T> for NonNull<T> {
    fn from(r: &mut T) -> Self { NonNull::from_mut(r) }
}
impl<T: ?Sized> From<&T> for NonNull<T> {
    fn from(r: &T) -> Self { NonNull::from_ref(r) }
}
