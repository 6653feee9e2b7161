//! A list of nodes on the heap, each with the addresses of its neighbours.

use crate::boxed::Box;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::mem::{swap, take};

struct Node<T> {
    next: *mut Node<T>,
    prev: *mut Node<T>,
    element: T,
}

pub struct LinkedList<T> {
    head: *mut Node<T>,
    tail: *mut Node<T>,
    len: usize,
    owns: PhantomData<T>,
}

unsafe impl<T: Send> Send for LinkedList<T> {}
unsafe impl<T: Sync> Sync for LinkedList<T> {}

impl<T> LinkedList<T> {
    pub const fn new() -> LinkedList<T> {
        LinkedList { head: core::ptr::null_mut(), tail: core::ptr::null_mut(), len: 0, owns: PhantomData }
    }
    pub fn len(&self) -> usize { self.len }
    pub fn is_empty(&self) -> bool { self.len == 0 }
    pub fn clear(&mut self) { drop(take(self)) }

    /// Puts a node between two neighbours, of which either may be null.
    unsafe fn link(&mut self, prev: *mut Node<T>, element: T, next: *mut Node<T>) -> *mut Node<T> {
        let node = Box::into_raw(Box::new(Node { next, prev, element }));
        unsafe {
            if prev.is_null() { self.head = node } else { (*prev).next = node }
            if next.is_null() { self.tail = node } else { (*next).prev = node }
        }
        self.len += 1;
        node
    }
    /// Takes a node out of the list.
    unsafe fn unlink(&mut self, node: *mut Node<T>) -> T {
        let node = unsafe { *Box::from_raw(node) };
        unsafe {
            if node.prev.is_null() { self.head = node.next } else { (*node.prev).next = node.next }
            if node.next.is_null() { self.tail = node.prev } else { (*node.next).prev = node.prev }
        }
        self.len -= 1;
        node.element
    }

    pub fn push_back(&mut self, elt: T) { let _ = self.push_back_mut(elt); }
    pub fn push_front(&mut self, elt: T) { let _ = self.push_front_mut(elt); }
    pub fn push_back_mut(&mut self, elt: T) -> &mut T { unsafe { &mut (*self.link(self.tail, elt, core::ptr::null_mut())).element } }
    pub fn push_front_mut(&mut self, elt: T) -> &mut T { unsafe { &mut (*self.link(core::ptr::null_mut(), elt, self.head)).element } }
    pub fn pop_back(&mut self) -> Option<T> { if self.tail.is_null() { None } else { unsafe { Some(self.unlink(self.tail)) } } }
    pub fn pop_front(&mut self) -> Option<T> { if self.head.is_null() { None } else { unsafe { Some(self.unlink(self.head)) } } }
    pub fn front(&self) -> Option<&T> { self.iter().next() }
    pub fn back(&self) -> Option<&T> { self.iter().next_back() }
    pub fn front_mut(&mut self) -> Option<&mut T> { self.iter_mut().next() }
    pub fn back_mut(&mut self) -> Option<&mut T> { self.iter_mut().next_back() }

    pub fn iter(&self) -> Iter<'_, T> { Iter { head: self.head, tail: self.tail, len: self.len, lives: PhantomData } }
    pub fn iter_mut(&mut self) -> IterMut<'_, T> { IterMut { head: self.head, tail: self.tail, len: self.len, lives: PhantomData } }
    pub fn contains(&self, x: &T) -> bool
    where
        T: PartialEq<T>,
    {
        self.iter().any(|element| element == x)
    }
    /// Moves all of `other` to the end.
    pub fn append(&mut self, other: &mut LinkedList<T>) {
        if self.is_empty() {
            return swap(self, other);
        }
        if !other.is_empty() {
            unsafe {
                (*self.tail).next = other.head;
                (*other.head).prev = self.tail;
            }
            self.tail = other.tail;
            self.len += other.len;
            core::mem::forget(take(other));
        }
    }
    pub fn split_off(&mut self, at: usize) -> LinkedList<T> {
        if at > self.len {
            core::panicking::panic_at(
                "/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/alloc/src/collections/linked_list.rs", 1000, 9,
                format_args!("Cannot split off at a nonexistent index"),
            )
        }
        if at == 0 {
            return take(self);
        }
        let mut rest = LinkedList::new();
        if at < self.len {
            let mut node = self.head;
            for _ in 1..at {
                node = unsafe { (*node).next };
            }
            unsafe {
                rest.head = (*node).next;
                (*rest.head).prev = core::ptr::null_mut();
                (*node).next = core::ptr::null_mut();
            }
            rest.tail = self.tail;
            rest.len = self.len - at;
            self.tail = node;
            self.len = at;
        }
        rest
    }
    pub fn extract_if<F: FnMut(&mut T) -> bool>(&mut self, filter: F) -> ExtractIf<'_, T, F> {
        ExtractIf { at: self.head, list: self, choose: filter }
    }
}

impl<T> Drop for LinkedList<T> {
    fn drop(&mut self) {
        while let Some(element) = self.pop_front() {
            drop(element);
        }
    }
}

macro_rules! iterators {
    ($($Name:ident $item:ty: |$node:ident| $reference:expr;)*) => { $(
        pub struct $Name<'a, T> {
            head: *mut Node<T>,
            tail: *mut Node<T>,
            len: usize,
            lives: PhantomData<$item>,
        }
        impl<'a, T> Iterator for $Name<'a, T> {
            type Item = $item;
            fn next(&mut self) -> Option<$item> {
                self.len = self.len.checked_sub(1)?;
                let $node = self.head;
                unsafe {
                    self.head = (*$node).next;
                    Some($reference)
                }
            }
            fn size_hint(&self) -> (usize, Option<usize>) { (self.len, Some(self.len)) }
        }
        impl<'a, T> DoubleEndedIterator for $Name<'a, T> {
            fn next_back(&mut self) -> Option<$item> {
                self.len = self.len.checked_sub(1)?;
                let $node = self.tail;
                unsafe {
                    self.tail = (*$node).prev;
                    Some($reference)
                }
            }
        }
        impl<T> ExactSizeIterator for $Name<'_, T> {}
        impl<T> FusedIterator for $Name<'_, T> {}
        impl<T: fmt::Debug> fmt::Debug for $Name<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let rest: Iter<'_, T> = Iter { head: self.head, tail: self.tail, len: self.len, lives: PhantomData };
                f.write_str(concat!(stringify!($Name), "("))?;
                f.debug_list().entries(rest).finish()?;
                f.write_fmt(format_args!(", {})", self.len))
            }
        }
    )* };
}
iterators! { Iter &'a T: |node| &(*node).element; IterMut &'a mut T: |node| &mut (*node).element; }

impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self { Iter { head: self.head, tail: self.tail, len: self.len, lives: PhantomData } }
}

#[derive(Clone)]
pub struct IntoIter<T> {
    list: LinkedList<T>,
}
impl<T> Iterator for IntoIter<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> { self.list.pop_front() }
    fn size_hint(&self) -> (usize, Option<usize>) { (self.list.len, Some(self.list.len)) }
}
impl<T> DoubleEndedIterator for IntoIter<T> {
    fn next_back(&mut self) -> Option<T> { self.list.pop_back() }
}
impl<T> ExactSizeIterator for IntoIter<T> {}
impl<T> FusedIterator for IntoIter<T> {}
impl<T: fmt::Debug> fmt::Debug for IntoIter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_tuple("IntoIter").field(&self.list).finish() }
}

/// Gives the elements that the closure chooses; the others stay.
pub struct ExtractIf<'a, T, F> {
    list: &'a mut LinkedList<T>,
    at: *mut Node<T>,
    choose: F,
}
impl<T, F: FnMut(&mut T) -> bool> Iterator for ExtractIf<'_, T, F> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        while !self.at.is_null() {
            let node = self.at;
            unsafe {
                self.at = (*node).next;
                if (self.choose)(&mut (*node).element) {
                    return Some(self.list.unlink(node));
                }
            }
        }
        None
    }
}

impl<T> IntoIterator for LinkedList<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    fn into_iter(self) -> IntoIter<T> { IntoIter { list: self } }
}
impl<'a, T> IntoIterator for &'a LinkedList<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
    fn into_iter(self) -> Iter<'a, T> { self.iter() }
}
impl<'a, T> IntoIterator for &'a mut LinkedList<T> {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T>;
    fn into_iter(self) -> IterMut<'a, T> { self.iter_mut() }
}
impl<T> FromIterator<T> for LinkedList<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> LinkedList<T> {
        let mut made = LinkedList::new();
        made.extend(iter);
        made
    }
}
impl<T> Extend<T> for LinkedList<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) { iter.into_iter().for_each(|element| self.push_back(element)) }
}
impl<'a, T: Copy + 'a> Extend<&'a T> for LinkedList<T> {
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, iter: I) { self.extend(iter.into_iter().copied()) }
}
impl<T, const N: usize> From<[T; N]> for LinkedList<T> {
    fn from(arr: [T; N]) -> LinkedList<T> { arr.into_iter().collect() }
}
impl<T> Default for LinkedList<T> {
    fn default() -> LinkedList<T> { LinkedList::new() }
}
impl<T: Clone> Clone for LinkedList<T> {
    fn clone(&self) -> LinkedList<T> { self.iter().cloned().collect() }
}
impl<T: fmt::Debug> fmt::Debug for LinkedList<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_list().entries(self).finish() }
}
impl<T: PartialEq> PartialEq for LinkedList<T> {
    fn eq(&self, other: &LinkedList<T>) -> bool { self.len == other.len && self.iter().eq(other.iter()) }
}
impl<T: Eq> Eq for LinkedList<T> {}
impl<T: PartialOrd> PartialOrd for LinkedList<T> {
    fn partial_cmp(&self, other: &LinkedList<T>) -> Option<Ordering> { self.iter().partial_cmp(other.iter()) }
}
impl<T: Ord> Ord for LinkedList<T> {
    fn cmp(&self, other: &LinkedList<T>) -> Ordering { self.iter().cmp(other.iter()) }
}
impl<T: Hash> Hash for LinkedList<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.len);
        self.iter().for_each(|element| element.hash(state))
    }
}
