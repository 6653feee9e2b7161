//! 0.4: around a reference, whose value is read and written volatile.

use crate::access::{ReadOnly, ReadWrite, Readable, Writable, WriteOnly};
use core::fmt;
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut, Index, IndexMut};
use core::ptr;
use core::slice::SliceIndex;

#[derive(Clone)]
#[repr(transparent)]
pub struct Volatile<R, A = ReadWrite> {
    reference: R,
    access: PhantomData<A>,
}

impl<R> Volatile<R> {
    pub const fn new(reference: R) -> Volatile<R> { Volatile { reference, access: PhantomData } }
    pub const fn new_read_only(reference: R) -> Volatile<R, ReadOnly> { Volatile { reference, access: PhantomData } }
    pub const fn new_write_only(reference: R) -> Volatile<R, WriteOnly> { Volatile { reference, access: PhantomData } }
    pub fn read_only(self) -> Volatile<R, ReadOnly> { Volatile { reference: self.reference, access: PhantomData } }
    pub fn write_only(self) -> Volatile<R, WriteOnly> { Volatile { reference: self.reference, access: PhantomData } }
}

impl<R: Deref<Target = T>, T: Copy, A> Volatile<R, A> {
    pub fn read(&self) -> T
    where
        A: Readable,
    {
        unsafe { ptr::read_volatile(&*self.reference) }
    }
    pub fn write(&mut self, value: T)
    where
        A: Writable,
        R: DerefMut,
    {
        unsafe { ptr::write_volatile(&mut *self.reference, value) }
    }
    pub fn update<F: FnOnce(&mut T)>(&mut self, f: F)
    where
        A: Readable + Writable,
        R: DerefMut,
    {
        let mut value = self.read();
        f(&mut value);
        self.write(value);
    }
}

impl<R, A> Volatile<R, A> {
    /// The reference itself, through which accesses are ordinary ones.
    pub fn extract_inner(self) -> R { self.reference }
}

impl<R: Deref<Target = T>, T: ?Sized, A> Volatile<R, A> {
    /// A part of the value, such as a field.
    pub fn map<'a, F: FnOnce(&'a T) -> &'a U, U: ?Sized + 'a>(&'a self, f: F) -> Volatile<&'a U, A>
    where
        T: 'a,
    {
        Volatile { reference: f(self.reference.deref()), access: PhantomData }
    }
    pub fn map_mut<'a, F: FnOnce(&mut T) -> &mut U, U: ?Sized + 'a>(&'a mut self, f: F) -> Volatile<&'a mut U, A>
    where
        R: DerefMut,
        T: 'a,
    {
        Volatile { reference: f(&mut self.reference), access: PhantomData }
    }
}

impl<T, R: Deref<Target = [T]>, A> Volatile<R, A> {
    pub fn index<'a, I: SliceIndex<[T]>>(&'a self, index: I) -> Volatile<&'a I::Output, A>
    where
        T: 'a,
    {
        self.map(|slice| slice.index(index))
    }
    pub fn index_mut<'a, I: SliceIndex<[T]>>(&'a mut self, index: I) -> Volatile<&'a mut I::Output, A>
    where
        R: DerefMut,
        T: 'a,
    {
        self.map_mut(|slice| slice.index_mut(index))
    }
    pub fn copy_into_slice(&self, dst: &mut [T])
    where
        T: Copy,
    {
        assert_eq!(self.reference.len(), dst.len(), "destination and source slices have different lengths");
        for (to, from) in dst.iter_mut().zip(self.reference.iter()) {
            *to = unsafe { ptr::read_volatile(from) };
        }
    }
    pub fn copy_from_slice(&mut self, src: &[T])
    where
        T: Copy,
        R: DerefMut,
    {
        assert_eq!(self.reference.len(), src.len(), "destination and source slices have different lengths");
        for (to, from) in self.reference.iter_mut().zip(src) {
            unsafe { ptr::write_volatile(to, *from) };
        }
    }
}

impl<R: Deref<Target = T>, T: Copy + fmt::Debug, A: Readable> fmt::Debug for Volatile<R, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_tuple("Volatile").field(&self.read()).finish() }
}
impl<R: Deref<Target = T>, T: Copy + fmt::Debug> fmt::Debug for Volatile<R, WriteOnly> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_tuple("Volatile").field(&"[write-only]").finish() }
}
