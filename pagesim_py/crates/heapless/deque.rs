//! A queue with two ends and room for `N` values: a ring.

use core::fmt;
use core::mem::MaybeUninit;

pub struct Deque<T, const N: usize> {
    first: usize,
    len: usize,
    buffer: [MaybeUninit<T>; N],
}

impl<T, const N: usize> Deque<T, N> {
    pub const fn new() -> Deque<T, N> { Deque { first: 0, len: 0, buffer: [const { MaybeUninit::uninit() }; N] } }
    pub const fn capacity(&self) -> usize { N }
    pub const fn len(&self) -> usize { self.len }
    pub const fn is_empty(&self) -> bool { self.len == 0 }
    pub const fn is_full(&self) -> bool { self.len == N }

    /// Where the value number `index` from the front is.
    fn place(&self, index: usize) -> *const T {
        unsafe { (&raw const self.buffer as *const T).add((self.first + index) % N) }
    }
    pub fn get(&self, index: usize) -> Option<&T> { if index < self.len { Some(unsafe { &*self.place(index) }) } else { None } }
    pub fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        if index < self.len { Some(unsafe { &mut *(self.place(index) as *mut T) }) } else { None }
    }
    pub fn front(&self) -> Option<&T> { self.get(0) }
    pub fn front_mut(&mut self) -> Option<&mut T> { self.get_mut(0) }
    pub fn back(&self) -> Option<&T> { self.get(self.len.wrapping_sub(1)) }
    pub fn back_mut(&mut self) -> Option<&mut T> { self.get_mut(self.len.wrapping_sub(1)) }
    pub fn push_back(&mut self, item: T) -> Result<(), T> {
        if self.is_full() {
            return Err(item);
        }
        unsafe { (self.place(self.len) as *mut T).write(item) };
        self.len += 1;
        Ok(())
    }
    pub fn push_front(&mut self, item: T) -> Result<(), T> {
        if self.is_full() {
            return Err(item);
        }
        self.first = (self.first + N - 1) % N;
        unsafe { (self.place(0) as *mut T).write(item) };
        self.len += 1;
        Ok(())
    }
    pub fn pop_front(&mut self) -> Option<T> {
        if self.len == 0 {
            return None;
        }
        let value = unsafe { self.place(0).read() };
        self.first = (self.first + 1) % N;
        self.len -= 1;
        Some(value)
    }
    pub fn pop_back(&mut self) -> Option<T> {
        if self.len == 0 {
            return None;
        }
        self.len -= 1;
        Some(unsafe { self.place(self.len).read() })
    }
    pub fn clear(&mut self) { while let Some(value) = self.pop_front() { drop(value) } }
    pub fn iter(&self) -> Iter<'_, T, N> { Iter { from: self, at: 0, end: self.len } }
    pub fn iter_mut(&mut self) -> IterMut<'_, T, N> { IterMut { at: 0, end: self.len, from: self } }
}

impl<T, const N: usize> Drop for Deque<T, N> {
    fn drop(&mut self) { self.clear() }
}
impl<T, const N: usize> Default for Deque<T, N> {
    fn default() -> Self { Deque::new() }
}
impl<T: Clone, const N: usize> Clone for Deque<T, N> {
    fn clone(&self) -> Self {
        let mut made = Deque::new();
        for value in self {
            let _ = made.push_back(value.clone());
        }
        made
    }
}
impl<T: fmt::Debug, const N: usize> fmt::Debug for Deque<T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_list().entries(self).finish() }
}
impl<T: PartialEq, const N: usize> PartialEq for Deque<T, N> {
    fn eq(&self, other: &Self) -> bool { self.len == other.len && self.iter().zip(other.iter()).all(|(a, b)| *a == *b) }
}

pub struct Iter<'a, T, const N: usize> {
    from: &'a Deque<T, N>,
    at: usize,
    end: usize,
}
impl<'a, T, const N: usize> Iterator for Iter<'a, T, N> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> {
        if self.at == self.end {
            return None;
        }
        self.at += 1;
        self.from.get(self.at - 1)
    }
    fn size_hint(&self) -> (usize, Option<usize>) { (self.end - self.at, Some(self.end - self.at)) }
}
impl<'a, T, const N: usize> DoubleEndedIterator for Iter<'a, T, N> {
    fn next_back(&mut self) -> Option<&'a T> {
        if self.at == self.end {
            return None;
        }
        self.end -= 1;
        self.from.get(self.end)
    }
}
impl<T, const N: usize> ExactSizeIterator for Iter<'_, T, N> {}
pub struct IterMut<'a, T, const N: usize> {
    at: usize,
    end: usize,
    from: &'a mut Deque<T, N>,
}
impl<'a, T, const N: usize> Iterator for IterMut<'a, T, N> {
    type Item = &'a mut T;
    fn next(&mut self) -> Option<&'a mut T> {
        if self.at == self.end {
            return None;
        }
        self.at += 1;
        Some(unsafe { &mut *(self.from.place(self.at - 1) as *mut T) })
    }
}
pub struct IntoIter<T, const N: usize> {
    from: Deque<T, N>,
}
impl<T, const N: usize> Iterator for IntoIter<T, N> {
    type Item = T;
    fn next(&mut self) -> Option<T> { self.from.pop_front() }
}
impl<T, const N: usize> IntoIterator for Deque<T, N> {
    type Item = T;
    type IntoIter = IntoIter<T, N>;
    fn into_iter(self) -> IntoIter<T, N> { IntoIter { from: self } }
}
impl<'a, T, const N: usize> IntoIterator for &'a Deque<T, N> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T, N>;
    fn into_iter(self) -> Iter<'a, T, N> { self.iter() }
}
impl<'a, T, const N: usize> IntoIterator for &'a mut Deque<T, N> {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T, N>;
    fn into_iter(self) -> IterMut<'a, T, N> { self.iter_mut() }
}
