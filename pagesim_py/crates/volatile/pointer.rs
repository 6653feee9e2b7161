//! 0.5 and 0.6: around a pointer, which can be copied, or which owns the value for a time.

use crate::access::{Access, ReadOnly, ReadWrite, Readable, RestrictAccess, Writable, WriteOnly};
use core::fmt;
use core::marker::PhantomData;
use core::ptr::{self, NonNull};

#[repr(transparent)]
pub struct VolatilePtr<'a, T: ?Sized, A = ReadWrite> {
    pointer: NonNull<T>,
    reference: PhantomData<&'a T>,
    access: PhantomData<A>,
}
impl<T: ?Sized, A> Copy for VolatilePtr<'_, T, A> {}
impl<T: ?Sized, A> Clone for VolatilePtr<'_, T, A> {
    fn clone(&self) -> Self { *self }
}

impl<'a, T: ?Sized> VolatilePtr<'a, T> {
    pub unsafe fn new(pointer: NonNull<T>) -> VolatilePtr<'a, T, ReadWrite> { unsafe { VolatilePtr::made(pointer) } }
    pub const unsafe fn new_read_only(pointer: NonNull<T>) -> VolatilePtr<'a, T, ReadOnly> {
        unsafe { VolatilePtr::made(pointer) }
    }
    pub const unsafe fn new_restricted<A: Access>(_access: A, pointer: NonNull<T>) -> VolatilePtr<'a, T, A> {
        unsafe { VolatilePtr::made(pointer) }
    }
    pub fn read_only(self) -> VolatilePtr<'a, T, ReadOnly> { unsafe { VolatilePtr::made(self.pointer) } }
    pub fn write_only(self) -> VolatilePtr<'a, T, WriteOnly> { unsafe { VolatilePtr::made(self.pointer) } }
}
impl<'a, T: ?Sized, A> VolatilePtr<'a, T, A> {
    pub(crate) const unsafe fn made(pointer: NonNull<T>) -> VolatilePtr<'a, T, A> {
        VolatilePtr { pointer, reference: PhantomData, access: PhantomData }
    }
    pub fn read(self) -> T
    where
        T: Copy,
        A: Readable,
    {
        unsafe { ptr::read_volatile(self.pointer.as_ptr()) }
    }
    pub fn write(self, value: T)
    where
        T: Copy,
        A: Writable,
    {
        unsafe { ptr::write_volatile(self.pointer.as_ptr(), value) }
    }
    pub fn update<F: FnOnce(T) -> T>(self, f: F)
    where
        T: Copy,
        A: Readable + Writable,
    {
        self.write(f(self.read()))
    }
    pub fn as_raw_ptr(self) -> NonNull<T> { self.pointer }
    /// A part of the value, such as a field.
    pub unsafe fn map<F: FnOnce(NonNull<T>) -> NonNull<U>, U: ?Sized>(self, f: F) -> VolatilePtr<'a, U, A> {
        unsafe { VolatilePtr::made(f(self.pointer)) }
    }
    pub fn restrict<To: Access>(self) -> VolatilePtr<'a, T, A::Restricted>
    where
        A: RestrictAccess<To>,
    {
        unsafe { VolatilePtr::made(self.pointer) }
    }
}
impl<T: Copy + fmt::Debug, A: Readable> fmt::Debug for VolatilePtr<'_, T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(&self.read(), f) }
}
impl<T: ?Sized, A> fmt::Pointer for VolatilePtr<'_, T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Pointer::fmt(&self.pointer.as_ptr(), f) }
}

/// A pointer to the field of a struct: `map_field!(pointer.field)`.
#[macro_export]
macro_rules! map_field {
    ($volatile:ident.$($place:ident).+) => {{
        if false {
            let _ = &(unsafe { &*$volatile.as_raw_ptr().as_ptr() }).$($place).+;
        }
        unsafe {
            $volatile.map(|whole| core::ptr::NonNull::new(&raw mut (*whole.as_ptr()).$($place).+).unwrap())
        }
    }};
}

/// Like a reference: nobody else has the value as long as it is there.
#[repr(transparent)]
pub struct VolatileRef<'a, T: ?Sized, A = ReadWrite> {
    pointer: NonNull<T>,
    reference: PhantomData<&'a T>,
    access: PhantomData<A>,
}
unsafe impl<T: ?Sized + Sync, A> Sync for VolatileRef<'_, T, A> {}
unsafe impl<T: ?Sized + Send, A> Send for VolatileRef<'_, T, A> {}
impl<T: ?Sized, A: crate::access::Copyable> Copy for VolatileRef<'_, T, A> {}
impl<T: ?Sized, A: crate::access::Copyable> Clone for VolatileRef<'_, T, A> {
    fn clone(&self) -> Self { *self }
}

impl<'a, T: ?Sized> VolatileRef<'a, T> {
    pub unsafe fn new(pointer: NonNull<T>) -> VolatileRef<'a, T> { unsafe { VolatileRef::made(pointer) } }
    pub const unsafe fn new_read_only(pointer: NonNull<T>) -> VolatileRef<'a, T, ReadOnly> {
        unsafe { VolatileRef::made(pointer) }
    }
    pub const unsafe fn new_restricted<A: Access>(_access: A, pointer: NonNull<T>) -> VolatileRef<'a, T, A> {
        unsafe { VolatileRef::made(pointer) }
    }
    pub fn from_ref(reference: &'a T) -> VolatileRef<'a, T, ReadOnly>
    where
        T: 'a,
    {
        unsafe { VolatileRef::made(reference.into()) }
    }
    pub fn from_mut_ref(reference: &'a mut T) -> VolatileRef<'a, T>
    where
        T: 'a,
    {
        unsafe { VolatileRef::made(reference.into()) }
    }
    pub fn read_only(self) -> VolatileRef<'a, T, ReadOnly> { unsafe { VolatileRef::made(self.pointer) } }
    pub fn write_only(self) -> VolatileRef<'a, T, WriteOnly> { unsafe { VolatileRef::made(self.pointer) } }
}
impl<'a, T: ?Sized, A> VolatileRef<'a, T, A> {
    const unsafe fn made(pointer: NonNull<T>) -> VolatileRef<'a, T, A> {
        VolatileRef { pointer, reference: PhantomData, access: PhantomData }
    }
    pub fn borrow(&self) -> VolatileRef<'_, T, A::Restricted>
    where
        A: RestrictAccess<ReadOnly>,
    {
        unsafe { VolatileRef::made(self.pointer) }
    }
    pub fn borrow_mut(&mut self) -> VolatileRef<'_, T, A>
    where
        A: Access,
    {
        unsafe { VolatileRef::made(self.pointer) }
    }
    pub fn as_ptr(&self) -> VolatilePtr<'_, T, A::Restricted>
    where
        A: RestrictAccess<ReadOnly>,
    {
        unsafe { VolatilePtr::made(self.pointer) }
    }
    pub fn as_mut_ptr(&mut self) -> VolatilePtr<'_, T, A>
    where
        A: Access,
    {
        unsafe { VolatilePtr::made(self.pointer) }
    }
    pub fn into_ptr(self) -> VolatilePtr<'a, T, A>
    where
        A: Access,
    {
        unsafe { VolatilePtr::made(self.pointer) }
    }
    pub fn restrict<To: Access>(self) -> VolatileRef<'a, T, A::Restricted>
    where
        A: RestrictAccess<To>,
    {
        unsafe { VolatileRef::made(self.pointer) }
    }
}
impl<T: Copy + fmt::Debug, A: Readable> fmt::Debug for VolatileRef<'_, T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&unsafe { ptr::read_volatile(self.pointer.as_ptr()) }, f)
    }
}
impl<T: ?Sized, A> fmt::Pointer for VolatileRef<'_, T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Pointer::fmt(&self.pointer.as_ptr(), f) }
}
