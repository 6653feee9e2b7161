//! A queue without a limit, in blocks that are linked.

use alloc::boxed::Box;
#[cfg(before = "0.3")]
use crate::err::PopError;
use core::cell::Cell;
use core::fmt;
use core::mem::MaybeUninit;
use core::ptr;

/// Values in a block.
const ROOM: usize = 31;

struct Block<T> {
    next: *mut Block<T>,
    values: [MaybeUninit<T>; ROOM],
}

pub struct SegQueue<T> {
    head: Cell<*mut Block<T>>,
    tail: Cell<*mut Block<T>>,
    /// The number of the first value in the block at the head.
    first: Cell<usize>,
    len: Cell<usize>,
}

unsafe impl<T: Send> Send for SegQueue<T> {}
unsafe impl<T: Send> Sync for SegQueue<T> {}

impl<T> SegQueue<T> {
    pub const fn new() -> SegQueue<T> {
        SegQueue {
            head: Cell::new(ptr::null_mut()),
            tail: Cell::new(ptr::null_mut()),
            first: Cell::new(0),
            len: Cell::new(0),
        }
    }

    pub fn push(&self, value: T) {
        let at = (self.first.get() + self.len.get()) % ROOM;
        if at == 0 || self.tail.get().is_null() {
            let block: Block<T> = Block { next: ptr::null_mut(), values: [const { MaybeUninit::uninit() }; ROOM] };
            let made = Box::into_raw(Box::new(block));
            if self.tail.get().is_null() {
                self.head.set(made);
            } else {
                unsafe { (*self.tail.get()).next = made };
            }
            self.tail.set(made);
        }
        unsafe { (&raw mut (*self.tail.get()).values[at] as *mut T).write(value) };
        self.len.set(self.len.get() + 1);
    }
    #[cfg(not(before = "0.3"))]
    pub fn pop(&self) -> Option<T> { self.take() }
    #[cfg(before = "0.3")]
    pub fn pop(&self) -> Result<T, PopError> { self.take().ok_or(PopError) }
    fn take(&self) -> Option<T> {
        if self.len.get() == 0 {
            return None;
        }
        let head = self.head.get();
        let at = self.first.get();
        let value = unsafe { (&raw const (*head).values[at] as *const T).read() };
        self.len.set(self.len.get() - 1);
        if at + 1 == ROOM {
            let next = unsafe { (*head).next };
            self.head.set(next);
            if next.is_null() {
                self.tail.set(next);
            }
            self.first.set(0);
            drop(unsafe { Box::from_raw(head) });
        } else {
            self.first.set(at + 1);
        }
        Some(value)
    }
    pub fn is_empty(&self) -> bool { self.len.get() == 0 }
    pub fn len(&self) -> usize { self.len.get() }
}

impl<T> Drop for SegQueue<T> {
    fn drop(&mut self) {
        while let Some(value) = self.take() {
            drop(value);
        }
        if !self.head.get().is_null() {
            drop(unsafe { Box::from_raw(self.head.get()) });
        }
    }
}
impl<T> fmt::Debug for SegQueue<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad("SegQueue { .. }") }
}
impl<T> Default for SegQueue<T> {
    fn default() -> SegQueue<T> { SegQueue::new() }
}
impl<T> IntoIterator for SegQueue<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    fn into_iter(self) -> IntoIter<T> { IntoIter { queue: self } }
}

pub struct IntoIter<T> {
    queue: SegQueue<T>,
}
impl<T> Iterator for IntoIter<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> { self.queue.take() }
}
