//! A queue with room for a fixed number of values: a ring. It asks for memory only when it is made.

use alloc::boxed::Box;
use alloc::vec::Vec;
#[cfg(before = "0.3")]
use crate::err::{PopError, PushError};
use core::cell::{Cell, UnsafeCell};
use core::fmt;
use core::mem::MaybeUninit;

pub struct ArrayQueue<T> {
    slots: Box<[UnsafeCell<MaybeUninit<T>>]>,
    first: Cell<usize>,
    len: Cell<usize>,
}

unsafe impl<T: Send> Sync for ArrayQueue<T> {}
unsafe impl<T: Send> Send for ArrayQueue<T> {}

impl<T> ArrayQueue<T> {
    pub fn new(cap: usize) -> ArrayQueue<T> {
        assert!(cap > 0, "capacity must be non-zero");
        let mut slots = Vec::with_capacity(cap);
        for _ in 0..cap {
            slots.push(UnsafeCell::new(MaybeUninit::uninit()));
        }
        ArrayQueue { slots: slots.into_boxed_slice(), first: Cell::new(0), len: Cell::new(0) }
    }

    /// Where the value number `index` from the front is.
    fn slot(&self, index: usize) -> *mut T {
        let at = (self.first.get() + index) % self.slots.len();
        self.slots[at].get() as *mut T
    }
    #[cfg(not(before = "0.3"))]
    pub fn push(&self, value: T) -> Result<(), T> { self.put(value) }
    #[cfg(before = "0.3")]
    pub fn push(&self, value: T) -> Result<(), PushError<T>> { self.put(value).map_err(PushError) }
    fn put(&self, value: T) -> Result<(), T> {
        let len = self.len.get();
        if len == self.slots.len() {
            return Err(value);
        }
        unsafe { self.slot(len).write(value) };
        self.len.set(len + 1);
        Ok(())
    }
    /// Makes room by taking the oldest value out, which it gives back.
    #[cfg(not(before = "0.3"))]
    pub fn force_push(&self, value: T) -> Option<T> {
        let old = if self.is_full() { self.take() } else { None };
        let _ = self.put(value);
        old
    }
    #[cfg(not(before = "0.3"))]
    pub fn pop(&self) -> Option<T> { self.take() }
    #[cfg(before = "0.3")]
    pub fn pop(&self) -> Result<T, PopError> { self.take().ok_or(PopError) }
    fn take(&self) -> Option<T> {
        let len = self.len.get();
        if len == 0 {
            return None;
        }
        let value = unsafe { self.slot(0).read() };
        self.first.set((self.first.get() + 1) % self.slots.len());
        self.len.set(len - 1);
        Some(value)
    }
    pub fn capacity(&self) -> usize { self.slots.len() }
    pub fn is_empty(&self) -> bool { self.len.get() == 0 }
    pub fn is_full(&self) -> bool { self.len.get() == self.slots.len() }
    pub fn len(&self) -> usize { self.len.get() }
}

impl<T> Drop for ArrayQueue<T> {
    fn drop(&mut self) {
        while let Some(value) = self.take() {
            drop(value);
        }
    }
}
impl<T> fmt::Debug for ArrayQueue<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad("ArrayQueue { .. }") }
}
impl<T> IntoIterator for ArrayQueue<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    fn into_iter(self) -> IntoIter<T> { IntoIter { queue: self } }
}

pub struct IntoIter<T> {
    queue: ArrayQueue<T>,
}
impl<T> Iterator for IntoIter<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> { self.queue.take() }
}
