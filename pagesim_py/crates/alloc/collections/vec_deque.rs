//! A queue with two ends: a ring in one block of memory.

use crate::vec::Vec;
use core::fmt;
use core::ops::{Index, IndexMut};

pub struct VecDeque<T> {
    /// Every place of the ring, `None` where no value is.
    ring: Vec<Option<T>>,
    head: usize,
    len: usize,
}

impl<T> VecDeque<T> {
    pub const fn new() -> VecDeque<T> { VecDeque { ring: Vec::new(), head: 0, len: 0 } }
    pub fn with_capacity(capacity: usize) -> VecDeque<T> {
        let mut made = VecDeque::new();
        made.grow_to(capacity);
        made
    }
    pub fn len(&self) -> usize { self.len }
    pub fn is_empty(&self) -> bool { self.len == 0 }
    pub fn capacity(&self) -> usize { self.ring.len() }
    pub fn reserve(&mut self, additional: usize) {
        if self.ring.len() < self.len + additional {
            self.grow_to(self.len + additional);
        }
    }

    fn place(&self, index: usize) -> usize {
        let at = self.head + index;
        if at >= self.ring.len() { at - self.ring.len() } else { at }
    }

    /// Moves the values to the beginning of a larger ring.
    fn grow_to(&mut self, capacity: usize) {
        let mut ring = Vec::with_capacity(capacity);
        for index in 0..self.len {
            let at = self.place(index);
            ring.push(self.ring[at].take());
        }
        ring.resize_with(capacity, || None);
        self.ring = ring;
        self.head = 0;
    }

    pub fn push_back(&mut self, value: T) {
        if self.len == self.ring.len() {
            self.grow_to((self.len * 2).max(4));
        }
        let at = self.place(self.len);
        self.ring[at] = Some(value);
        self.len += 1;
    }
    pub fn push_front(&mut self, value: T) {
        if self.len == self.ring.len() {
            self.grow_to((self.len * 2).max(4));
        }
        self.head = if self.head == 0 { self.ring.len() - 1 } else { self.head - 1 };
        let at = self.head;
        self.ring[at] = Some(value);
        self.len += 1;
    }
    pub fn pop_front(&mut self) -> Option<T> {
        if self.len == 0 {
            return None;
        }
        let at = self.head;
        self.head = self.place(1);
        self.len -= 1;
        self.ring[at].take()
    }
    pub fn pop_back(&mut self) -> Option<T> {
        if self.len == 0 {
            return None;
        }
        self.len -= 1;
        let at = self.place(self.len);
        self.ring[at].take()
    }
    pub fn get(&self, index: usize) -> Option<&T> { if index < self.len { self.ring[self.place(index)].as_ref() } else { None } }
    pub fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        if index >= self.len {
            return None;
        }
        let at = self.place(index);
        self.ring[at].as_mut()
    }
    pub fn front(&self) -> Option<&T> { self.get(0) }
    pub fn front_mut(&mut self) -> Option<&mut T> { self.get_mut(0) }
    pub fn back(&self) -> Option<&T> { if self.len == 0 { None } else { self.get(self.len - 1) } }
    pub fn back_mut(&mut self) -> Option<&mut T> { if self.len == 0 { None } else { self.get_mut(self.len - 1) } }
    pub fn clear(&mut self) {
        while let Some(value) = self.pop_front() {
            drop(value);
        }
    }
    pub fn truncate(&mut self, len: usize) {
        while self.len > len {
            drop(self.pop_back());
        }
    }
    pub fn iter(&self) -> Iter<'_, T> { Iter { deque: self, at: 0, end: self.len } }
    pub fn contains(&self, x: &T) -> bool
    where
        T: PartialEq,
    {
        self.iter().any(|value| value == x)
    }
    pub fn swap(&mut self, i: usize, j: usize) {
        assert!(i < self.len());
        assert!(j < self.len());
        let (a, b) = (self.place(i), self.place(j));
        self.ring.swap(a, b);
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

pub struct IntoIter<T>(VecDeque<T>);
impl<T> Iterator for IntoIter<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> { self.0.pop_front() }
    fn size_hint(&self) -> (usize, Option<usize>) { (self.0.len, Some(self.0.len)) }
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
