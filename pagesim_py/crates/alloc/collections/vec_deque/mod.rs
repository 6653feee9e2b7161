//! A queue with two ends: a ring in one block of memory.

mod more;

pub use more::{Drain, IterMut};

use crate::vec::Vec;
use core::fmt;
use core::ops::{Index, IndexMut};

pub struct VecDeque<T> {
    /// Room for the ring; its own length stays 0.
    room: Vec<T>,
    head: usize,
    len: usize,
}

/// A panic at a line of the real library.
fn fails(line: u32, text: &'static str) -> ! {
    core::panicking::panic_str_at(
        "/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/alloc/src/collections/vec_deque/mod.rs", line, 9, text,
    )
}

impl<T> VecDeque<T> {
    pub const fn new() -> VecDeque<T> { VecDeque { room: Vec::new(), head: 0, len: 0 } }
    pub fn with_capacity(capacity: usize) -> VecDeque<T> { VecDeque { room: Vec::with_capacity(capacity), head: 0, len: 0 } }
    pub fn len(&self) -> usize { self.len }
    pub fn is_empty(&self) -> bool { self.len == 0 }
    pub fn capacity(&self) -> usize { self.room.capacity() }

    /// Where the value of an index lies, also that of the index one after the last.
    fn place(&self, index: usize) -> *mut T {
        let at = self.head + index;
        let cap = self.room.capacity();
        unsafe { (self.room.as_ptr() as *mut T).add(if at >= cap { at - cap } else { at }) }
    }

    /// More room; the part of the ring before its wrap moves to the new end.
    fn grow(&mut self, additional: usize) {
        let old = self.room.capacity();
        self.room.reserve(self.len + additional);
        let new = self.room.capacity();
        let first = old - self.head;
        if self.len > first {
            unsafe {
                let base = self.room.as_mut_ptr();
                core::intrinsics::copy(base.add(self.head) as *const T, base.add(new - first), first);
            }
            self.head = new - first;
        }
    }
    pub fn reserve(&mut self, additional: usize) {
        if self.room.capacity() < self.len + additional {
            self.grow(additional);
        }
    }

    pub fn push_back(&mut self, value: T) {
        if self.len == self.room.capacity() {
            self.grow(1);
        }
        unsafe { core::intrinsics::write(self.place(self.len), value) };
        self.len += 1;
    }
    pub fn push_front(&mut self, value: T) {
        if self.len == self.room.capacity() {
            self.grow(1);
        }
        self.head = if self.head == 0 { self.room.capacity() - 1 } else { self.head - 1 };
        unsafe { core::intrinsics::write(self.place(0), value) };
        self.len += 1;
    }
    pub fn pop_front(&mut self) -> Option<T> {
        if self.len == 0 {
            return None;
        }
        let place = self.place(0);
        self.head = if self.head + 1 == self.room.capacity() { 0 } else { self.head + 1 };
        self.len -= 1;
        unsafe { Some(core::intrinsics::read(place as *const T)) }
    }
    pub fn pop_back(&mut self) -> Option<T> {
        if self.len == 0 {
            return None;
        }
        self.len -= 1;
        unsafe { Some(core::intrinsics::read(self.place(self.len) as *const T)) }
    }

    pub fn get(&self, index: usize) -> Option<&T> { if index < self.len { unsafe { Some(&*self.place(index)) } } else { None } }
    pub fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        if index < self.len { unsafe { Some(&mut *self.place(index)) } } else { None }
    }
    pub fn front(&self) -> Option<&T> { self.get(0) }
    pub fn front_mut(&mut self) -> Option<&mut T> { self.get_mut(0) }
    pub fn back(&self) -> Option<&T> { if self.len == 0 { None } else { self.get(self.len - 1) } }
    pub fn back_mut(&mut self) -> Option<&mut T> { if self.len == 0 { None } else { self.get_mut(self.len - 1) } }

    pub fn truncate(&mut self, len: usize) {
        while self.len > len {
            drop(self.pop_back());
        }
    }
    pub fn clear(&mut self) {
        while let Some(value) = self.pop_front() {
            drop(value);
        }
        self.head = 0;
    }
    pub fn iter(&self) -> Iter<'_, T> { Iter { deque: self, at: 0, end: self.len } }
    pub fn contains(&self, x: &T) -> bool
    where
        T: PartialEq,
    {
        self.iter().any(|value| value == x)
    }
    pub fn swap(&mut self, i: usize, j: usize) {
        if i >= self.len { fails(971, "assertion failed: i < self.len()") }
        if j >= self.len { fails(972, "assertion failed: j < self.len()") }
        unsafe { core::ptr::swap(self.place(i), self.place(j)) }
    }
    pub fn insert(&mut self, index: usize, value: T) {
        if index > self.len { fails(2431, "index out of bounds") }
        self.push_back(value);
        let mut at = self.len - 1;
        while at > index {
            self.swap(at, at - 1);
            at -= 1;
        }
    }
    pub fn remove(&mut self, index: usize) -> Option<T> {
        if index >= self.len {
            return None;
        }
        for at in index..self.len - 1 {
            self.swap(at, at + 1);
        }
        self.pop_back()
    }
    pub fn rotate_left(&mut self, n: usize) {
        if n > self.len { fails(2986, "assertion failed: n <= self.len()") }
        self.make_contiguous().rotate_left(n);
    }
    pub fn rotate_right(&mut self, n: usize) {
        if n > self.len { fails(3029, "assertion failed: n <= self.len()") }
        self.make_contiguous().rotate_right(n);
    }
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, mut f: F) {
        for _ in 0..self.len {
            if let Some(value) = self.pop_front() {
                if f(&value) {
                    self.push_back(value);
                }
            }
        }
    }
    pub fn append(&mut self, other: &mut VecDeque<T>) {
        while let Some(value) = other.pop_front() {
            self.push_back(value);
        }
    }

    /// Moves the values so that they lie one after the other.
    pub fn make_contiguous(&mut self) -> &mut [T] {
        let cap = self.room.capacity();
        if cap != 0 && self.head != 0 && self.head + self.len > cap {
            let whole = unsafe { core::slice::from_raw_parts_mut(self.room.as_mut_ptr(), cap) };
            whole.rotate_left(self.head);
            self.head = 0;
        }
        unsafe { core::slice::from_raw_parts_mut(self.place(0), self.len) }
    }
    pub fn as_slices(&self) -> (&[T], &[T]) {
        let first = (self.room.capacity() - self.head).min(self.len);
        unsafe {
            (
                core::slice::from_raw_parts(self.room.as_ptr().add(self.head), first),
                core::slice::from_raw_parts(self.room.as_ptr(), self.len - first),
            )
        }
    }
}

impl<T> Drop for VecDeque<T> {
    fn drop(&mut self) { self.clear() }
}

#[derive(Clone)]
pub struct Iter<'a, T> {
    deque: &'a VecDeque<T>,
    at: usize,
    end: usize,
}
impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> {
        if self.at == self.end {
            return None;
        }
        self.at += 1;
        self.deque.get(self.at - 1)
    }
    fn size_hint(&self) -> (usize, Option<usize>) { (self.end - self.at, Some(self.end - self.at)) }
}
impl<'a, T> DoubleEndedIterator for Iter<'a, T> {
    fn next_back(&mut self) -> Option<&'a T> {
        if self.at == self.end {
            return None;
        }
        self.end -= 1;
        self.deque.get(self.end)
    }
}
impl<T> ExactSizeIterator for Iter<'_, T> {}

#[derive(Clone)]
pub struct IntoIter<T>(VecDeque<T>);
impl<T> Iterator for IntoIter<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> { self.0.pop_front() }
    fn size_hint(&self) -> (usize, Option<usize>) { (self.0.len, Some(self.0.len)) }
}
impl<T> ExactSizeIterator for IntoIter<T> {}
impl<T> core::iter::FusedIterator for IntoIter<T> {}
impl<T: fmt::Debug> fmt::Debug for IntoIter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_tuple("IntoIter").field(&self.0).finish() }
}
impl<T> DoubleEndedIterator for IntoIter<T> {
    fn next_back(&mut self) -> Option<T> { self.0.pop_back() }
}
impl<T> IntoIterator for VecDeque<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    fn into_iter(self) -> IntoIter<T> { IntoIter(self) }
}
impl<'a, T> IntoIterator for &'a VecDeque<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
    fn into_iter(self) -> Iter<'a, T> { self.iter() }
}

impl<T> Index<usize> for VecDeque<T> {
    type Output = T;
    #[track_caller]
    fn index(&self, index: usize) -> &T { self.get(index).expect("Out of bounds access") }
}
impl<T> IndexMut<usize> for VecDeque<T> {
    #[track_caller]
    fn index_mut(&mut self, index: usize) -> &mut T { self.get_mut(index).expect("Out of bounds access") }
}
impl<T> Default for VecDeque<T> {
    fn default() -> VecDeque<T> { VecDeque::new() }
}
impl<T: Clone> Clone for VecDeque<T> {
    fn clone(&self) -> VecDeque<T> { self.iter().cloned().collect() }
}
impl<T: fmt::Debug> fmt::Debug for VecDeque<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_list().entries(self.iter()).finish() }
}
impl<T: PartialEq> PartialEq for VecDeque<T> {
    fn eq(&self, other: &VecDeque<T>) -> bool { self.len == other.len && self.iter().eq(other.iter()) }
}
impl<T> FromIterator<T> for VecDeque<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> VecDeque<T> {
        let mut made = VecDeque::new();
        made.extend(iter);
        made
    }
}
impl<T> Extend<T> for VecDeque<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {
        for value in iter {
            self.push_back(value);
        }
    }
}
impl<T> From<Vec<T>> for VecDeque<T> {
    fn from(other: Vec<T>) -> VecDeque<T> { other.into_iter().collect() }
}
impl<T, const N: usize> From<[T; N]> for VecDeque<T> {
    fn from(arr: [T; N]) -> VecDeque<T> { arr.into_iter().collect() }
}
