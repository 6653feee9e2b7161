//! Values that stay where they are. A pinned pointer gives out no `&mut` to what it points at, unless that does not mind.

use crate::cmp::Ordering;
use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::marker::Unpin;
use crate::ops::{CoerceUnsized, Deref, DerefMut};

pub use crate::pin;

/// A pointer whose target is not moved any more.
#[lang = "pin"]
#[repr(transparent)]
#[derive(Copy, Clone)]
pub struct Pin<Ptr> {
    #[doc(hidden)]
    pub __pointer: Ptr,
}

impl<Ptr: Deref<Target: Unpin>> Pin<Ptr> {
    pub const fn new(pointer: Ptr) -> Pin<Ptr> { Pin { __pointer: pointer } }
    pub fn into_inner(pin: Pin<Ptr>) -> Ptr { pin.__pointer }
}

impl<Ptr: Deref> Pin<Ptr> {
    pub const unsafe fn new_unchecked(pointer: Ptr) -> Pin<Ptr> { Pin { __pointer: pointer } }
    pub fn as_ref(&self) -> Pin<&Ptr::Target> { Pin { __pointer: &*self.__pointer } }
    pub unsafe fn into_inner_unchecked(pin: Pin<Ptr>) -> Ptr { pin.__pointer }
}

impl<Ptr: DerefMut> Pin<Ptr> {
    pub fn as_mut(&mut self) -> Pin<&mut Ptr::Target> { Pin { __pointer: &mut *self.__pointer } }
    pub fn set(&mut self, value: Ptr::Target) where Ptr::Target: Sized { *self.__pointer = value; }
}

impl<'a, T: ?Sized> Pin<&'a T> {
    pub unsafe fn map_unchecked<U: ?Sized, F: FnOnce(&T) -> &U>(self, func: F) -> Pin<&'a U> {
        Pin { __pointer: func(self.__pointer) }
    }
    pub const fn get_ref(self) -> &'a T { self.__pointer }
}

impl<'a, T: ?Sized> Pin<&'a mut T> {
    pub const fn into_ref(self) -> Pin<&'a T> { Pin { __pointer: self.__pointer } }
    pub const fn get_mut(self) -> &'a mut T where T: Unpin { self.__pointer }
    pub const unsafe fn get_unchecked_mut(self) -> &'a mut T { self.__pointer }
    pub unsafe fn map_unchecked_mut<U: ?Sized, F: FnOnce(&mut T) -> &mut U>(self, func: F) -> Pin<&'a mut U> {
        Pin { __pointer: func(self.__pointer) }
    }
}

impl<T: ?Sized> Pin<&'static T> {
    pub const fn static_ref(r: &'static T) -> Pin<&'static T> { Pin { __pointer: r } }
}
impl<'a, Ptr: DerefMut> Pin<&'a mut Pin<Ptr>> {
    pub fn as_deref_mut(self) -> Pin<&'a mut Ptr::Target> { Pin { __pointer: &mut *self.__pointer.__pointer } }
}
impl<T: ?Sized> Pin<&'static mut T> {
    pub const fn static_mut(r: &'static mut T) -> Pin<&'static mut T> { Pin { __pointer: r } }
}

impl<Ptr: Deref> Deref for Pin<Ptr> {
    type Target = Ptr::Target;
    fn deref(&self) -> &Ptr::Target { &*self.__pointer }
}
impl<Ptr: DerefMut<Target: Unpin>> DerefMut for Pin<Ptr> {
    fn deref_mut(&mut self) -> &mut Ptr::Target { &mut *self.__pointer }
}
impl<Ptr: CoerceUnsized<U>, U> CoerceUnsized<Pin<U>> for Pin<Ptr> {}

impl<Ptr: Deref, Q: Deref> PartialEq<Pin<Q>> for Pin<Ptr> where Ptr::Target: PartialEq<Q::Target> {
    fn eq(&self, other: &Pin<Q>) -> bool { *self.__pointer == *other.__pointer }
}
impl<Ptr: Deref<Target: Eq>> Eq for Pin<Ptr> {}
impl<Ptr: Deref<Target: Ord>> Ord for Pin<Ptr> {
    fn cmp(&self, other: &Pin<Ptr>) -> Ordering { Ord::cmp(&*self.__pointer, &*other.__pointer) }
}
impl<Ptr: Deref, Q: Deref> PartialOrd<Pin<Q>> for Pin<Ptr> where Ptr::Target: PartialOrd<Q::Target> {
    fn partial_cmp(&self, other: &Pin<Q>) -> Option<Ordering> { PartialOrd::partial_cmp(&*self.__pointer, &*other.__pointer) }
}
impl<Ptr: Deref<Target: Hash>> Hash for Pin<Ptr> {
    fn hash<H: Hasher>(&self, state: &mut H) { (*self.__pointer).hash(state) }
}

impl<Ptr: fmt::Debug> fmt::Debug for Pin<Ptr> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(&self.__pointer, f) }
}
impl<Ptr: fmt::Display> fmt::Display for Pin<Ptr> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(&self.__pointer, f) }
}
impl<Ptr: fmt::Pointer> fmt::Pointer for Pin<Ptr> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Pointer::fmt(&self.__pointer, f) }
}
