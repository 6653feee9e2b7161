//! A queue between one who puts in and one who takes out, such as an interrupt handler and the rest of the kernel. Of `N` places one stays
//! free.

use core::cell::UnsafeCell;
use core::fmt;
use core::mem::MaybeUninit;
use core::sync::atomic::{AtomicUsize, Ordering};

pub struct Queue<T, const N: usize> {
    head: AtomicUsize,
    tail: AtomicUsize,
    buffer: [UnsafeCell<MaybeUninit<T>>; N],
}

impl<T, const N: usize> Queue<T, N> {
    pub const fn new() -> Queue<T, N> {
        Queue {
            head: AtomicUsize::new(0),
            tail: AtomicUsize::new(0),
            buffer: [const { UnsafeCell::new(MaybeUninit::uninit()) }; N],
        }
    }
    pub const fn capacity(&self) -> usize { N - 1 }
    fn place(&self, at: usize) -> *mut T { self.buffer[at].get() as *mut T }
    pub fn len(&self) -> usize { (self.tail.load(Ordering::Acquire) + N - self.head.load(Ordering::Acquire)) % N }
    pub fn is_empty(&self) -> bool { self.len() == 0 }
    pub fn is_full(&self) -> bool { self.len() == N - 1 }
    pub fn enqueue(&mut self, val: T) -> Result<(), T> { self.put(val) }
    pub unsafe fn enqueue_unchecked(&mut self, val: T) { let _ = self.put(val); }
    pub fn dequeue(&mut self) -> Option<T> { self.take() }
    pub fn peek(&self) -> Option<&T> {
        if self.is_empty() { None } else { Some(unsafe { &*self.place(self.head.load(Ordering::Relaxed)) }) }
    }
    fn put(&self, value: T) -> Result<(), T> {
        if self.is_full() {
            return Err(value);
        }
        let tail = self.tail.load(Ordering::Relaxed);
        unsafe { self.place(tail).write(value) };
        self.tail.store((tail + 1) % N, Ordering::Release);
        Ok(())
    }
    fn take(&self) -> Option<T> {
        if self.is_empty() {
            return None;
        }
        let head = self.head.load(Ordering::Relaxed);
        let value = unsafe { self.place(head).read() };
        self.head.store((head + 1) % N, Ordering::Release);
        Some(value)
    }
    pub fn iter(&self) -> Iter<'_, T, N> { Iter { from: self, at: 0 } }
    /// The two ends, for two sides.
    pub fn split(&mut self) -> (Producer<'_, T, N>, Consumer<'_, T, N>) { (Producer { queue: self }, Consumer { queue: self }) }
}

impl<T, const N: usize> Drop for Queue<T, N> {
    fn drop(&mut self) { while let Some(value) = self.take() { drop(value) } }
}
impl<T, const N: usize> Default for Queue<T, N> {
    fn default() -> Self { Queue::new() }
}
impl<T: fmt::Debug, const N: usize> fmt::Debug for Queue<T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_list().entries(self.iter()).finish() }
}

pub struct Iter<'a, T, const N: usize> {
    from: &'a Queue<T, N>,
    at: usize,
}
impl<'a, T, const N: usize> Iterator for Iter<'a, T, N> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> {
        if self.at == self.from.len() {
            return None;
        }
        self.at += 1;
        Some(unsafe { &*self.from.place((self.from.head.load(Ordering::Relaxed) + self.at - 1) % N) })
    }
}

pub struct Producer<'a, T, const N: usize> {
    queue: &'a Queue<T, N>,
}
unsafe impl<T: Send, const N: usize> Send for Producer<'_, T, N> {}
impl<T, const N: usize> Producer<'_, T, N> {
    pub fn enqueue(&mut self, val: T) -> Result<(), T> { self.queue.put(val) }
    pub fn ready(&self) -> bool { !self.queue.is_full() }
    pub fn len(&self) -> usize { self.queue.len() }
    pub fn is_empty(&self) -> bool { self.queue.is_empty() }
    pub fn capacity(&self) -> usize { N - 1 }
}
pub struct Consumer<'a, T, const N: usize> {
    queue: &'a Queue<T, N>,
}
unsafe impl<T: Send, const N: usize> Send for Consumer<'_, T, N> {}
impl<T, const N: usize> Consumer<'_, T, N> {
    pub fn dequeue(&mut self) -> Option<T> { self.queue.take() }
    pub fn peek(&self) -> Option<&T> { self.queue.peek() }
    pub fn ready(&self) -> bool { !self.queue.is_empty() }
    pub fn len(&self) -> usize { self.queue.len() }
    pub fn is_empty(&self) -> bool { self.queue.is_empty() }
    pub fn capacity(&self) -> usize { N - 1 }
}
