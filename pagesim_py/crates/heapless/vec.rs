//! A vector with room for `N` values.

use crate::{CapacityError, FULL};
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::mem::MaybeUninit;
use core::ops::{Deref, DerefMut};
use core::{ptr, slice};

pub struct Vec<T, const N: usize> {
    len: usize,
    buffer: [MaybeUninit<T>; N],
}

impl<T, const N: usize> Vec<T, N> {
    pub const fn new() -> Vec<T, N> { Vec { len: 0, buffer: [const { MaybeUninit::uninit() }; N] } }
    pub fn from_slice(other: &[T]) -> Result<Vec<T, N>, CapacityError>
    where
        T: Clone,
    {
        let mut made = Vec::new();
        made.extend_from_slice(other)?;
        Ok(made)
    }
    pub fn from_array<const M: usize>(src: [T; M]) -> Vec<T, N> { src.into_iter().collect() }
    pub fn into_array<const M: usize>(self) -> Result<[T; M], Vec<T, N>> {
        if self.len != M {
            return Err(self);
        }
        let array = unsafe { (self.as_ptr() as *const [T; M]).read() };
        core::mem::forget(self);
        Ok(array)
    }
    pub fn as_ptr(&self) -> *const T { &raw const self.buffer as *const T }
    pub fn as_mut_ptr(&mut self) -> *mut T { &raw mut self.buffer as *mut T }
    pub fn as_slice(&self) -> &[T] { unsafe { slice::from_raw_parts(self.as_ptr(), self.len) } }
    pub fn as_mut_slice(&mut self) -> &mut [T] { unsafe { slice::from_raw_parts_mut(self.as_mut_ptr(), self.len) } }
    pub const fn capacity(&self) -> usize { N }
    pub const fn len(&self) -> usize { self.len }
    pub const fn is_empty(&self) -> bool { self.len == 0 }
    pub fn is_full(&self) -> bool { self.len == N }
    pub unsafe fn set_len(&mut self, new_len: usize) { self.len = new_len }
    pub fn push(&mut self, item: T) -> Result<(), T> {
        if self.is_full() {
            return Err(item);
        }
        unsafe { self.push_unchecked(item) };
        Ok(())
    }
    pub unsafe fn push_unchecked(&mut self, item: T) {
        unsafe { self.as_mut_ptr().add(self.len).write(item) };
        self.len += 1;
    }
    pub fn pop(&mut self) -> Option<T> {
        if self.len == 0 {
            return None;
        }
        Some(unsafe { self.pop_unchecked() })
    }
    pub unsafe fn pop_unchecked(&mut self) -> T {
        self.len -= 1;
        unsafe { self.as_ptr().add(self.len).read() }
    }
    pub fn extend_from_slice(&mut self, other: &[T]) -> Result<(), CapacityError>
    where
        T: Clone,
    {
        if other.len() > N - self.len {
            return Err(FULL);
        }
        for value in other {
            unsafe { self.push_unchecked(value.clone()) };
        }
        Ok(())
    }
    pub fn truncate(&mut self, len: usize) {
        while self.len > len {
            drop(unsafe { self.pop_unchecked() });
        }
    }
    pub fn clear(&mut self) { self.truncate(0) }
    pub fn resize(&mut self, new_len: usize, value: T) -> Result<(), CapacityError>
    where
        T: Clone,
    {
        if new_len > N {
            return Err(FULL);
        }
        while self.len < new_len {
            unsafe { self.push_unchecked(value.clone()) };
        }
        self.truncate(new_len);
        Ok(())
    }
    pub fn resize_default(&mut self, new_len: usize) -> Result<(), CapacityError>
    where
        T: Clone + Default,
    {
        self.resize(new_len, T::default())
    }
    #[track_caller]
    pub fn insert(&mut self, index: usize, element: T) -> Result<(), T> {
        let len = self.len;
        if index > len {
            panic!("insertion index (is {}) should be <= len (is {})", index, len);
        }
        if self.is_full() {
            return Err(element);
        }
        unsafe {
            let place = self.as_mut_ptr().add(index);
            ptr::copy(place, place.add(1), len - index);
            place.write(element);
        }
        self.len += 1;
        Ok(())
    }
    #[track_caller]
    pub fn remove(&mut self, index: usize) -> T {
        let len = self.len;
        if index >= len {
            panic!("removal index (is {}) should be < len (is {})", index, len);
        }
        self.len -= 1;
        unsafe {
            let place = self.as_mut_ptr().add(index);
            let value = place.read();
            ptr::copy(place.add(1), place, len - index - 1);
            value
        }
    }
    #[track_caller]
    pub fn swap_remove(&mut self, index: usize) -> T {
        assert!(index < self.len);
        let last = self.len - 1;
        self.as_mut_slice().swap(index, last);
        unsafe { self.pop_unchecked() }
    }
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, mut f: F) { self.retain_mut(|value| f(value)) }
    pub fn retain_mut<F: FnMut(&mut T) -> bool>(&mut self, mut f: F) {
        let len = self.len;
        self.len = 0;
        for at in 0..len {
            let mut value = unsafe { self.as_ptr().add(at).read() };
            if f(&mut value) {
                unsafe { self.push_unchecked(value) };
            }
        }
    }
}

impl<T, const N: usize> Drop for Vec<T, N> {
    fn drop(&mut self) { self.clear() }
}
impl<T, const N: usize> Deref for Vec<T, N> {
    type Target = [T];
    fn deref(&self) -> &[T] { self.as_slice() }
}
impl<T, const N: usize> DerefMut for Vec<T, N> {
    fn deref_mut(&mut self) -> &mut [T] { self.as_mut_slice() }
}
impl<T, const N: usize> Default for Vec<T, N> {
    fn default() -> Self { Vec::new() }
}
impl<T: Clone, const N: usize> Clone for Vec<T, N> {
    fn clone(&self) -> Self { self.iter().cloned().collect() }
}
impl<T: fmt::Debug, const N: usize> fmt::Debug for Vec<T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.as_slice().fmt(f) }
}
impl<T, const N: usize> AsRef<[T]> for Vec<T, N> {
    fn as_ref(&self) -> &[T] { self }
}
impl<T, const N: usize> AsMut<[T]> for Vec<T, N> {
    fn as_mut(&mut self) -> &mut [T] { self }
}
impl<T: Hash, const N: usize> Hash for Vec<T, N> {
    fn hash<H: Hasher>(&self, state: &mut H) { self.as_slice().hash(state) }
}
impl<A: PartialEq<B>, B, const N: usize, const M: usize> PartialEq<Vec<B, M>> for Vec<A, N> {
    fn eq(&self, other: &Vec<B, M>) -> bool { self.as_slice() == other.as_slice() }
}
impl<A: PartialEq<B>, B, const N: usize> PartialEq<[B]> for Vec<A, N> {
    fn eq(&self, other: &[B]) -> bool { self.as_slice() == other }
}
impl<A: PartialEq<B>, B, const N: usize> PartialEq<&[B]> for Vec<A, N> {
    fn eq(&self, other: &&[B]) -> bool { self.as_slice() == *other }
}
impl<A: PartialEq<B>, B, const N: usize, const M: usize> PartialEq<[B; M]> for Vec<A, N> {
    fn eq(&self, other: &[B; M]) -> bool { self.as_slice() == other.as_slice() }
}
impl<A: PartialEq<B>, B, const N: usize, const M: usize> PartialEq<&[B; M]> for Vec<A, N> {
    fn eq(&self, other: &&[B; M]) -> bool { self.as_slice() == other.as_slice() }
}
impl<T: Eq, const N: usize> Eq for Vec<T, N> {}
impl<T: PartialOrd, const N: usize> PartialOrd for Vec<T, N> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> { self.as_slice().partial_cmp(other.as_slice()) }
}
impl<T: Ord, const N: usize> Ord for Vec<T, N> {
    fn cmp(&self, other: &Self) -> Ordering { self.as_slice().cmp(other.as_slice()) }
}
impl<T: Clone, const N: usize> TryFrom<&[T]> for Vec<T, N> {
    type Error = CapacityError;
    fn try_from(slice: &[T]) -> Result<Self, CapacityError> { Vec::from_slice(slice) }
}
impl<T, const N: usize> Extend<T> for Vec<T, N> {
    /// Panics if there is no room.
    #[track_caller]
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {
        for value in iter {
            if self.push(value).is_err() {
                panic!("called `Result::unwrap()` on an `Err` value: ()");
            }
        }
    }
}
impl<'a, T: Copy + 'a, const N: usize> Extend<&'a T> for Vec<T, N> {
    #[track_caller]
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, iter: I) { self.extend(iter.into_iter().copied()) }
}
impl<T, const N: usize> FromIterator<T> for Vec<T, N> {
    /// Panics if there is no room.
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        let mut made = Vec::new();
        for value in iter {
            if made.push(value).is_err() {
                panic!("Vec::from_iter overflow");
            }
        }
        made
    }
}
impl<const N: usize> fmt::Write for Vec<u8, N> {
    fn write_str(&mut self, s: &str) -> fmt::Result { self.extend_from_slice(s.as_bytes()).map_err(|_| fmt::Error) }
}

pub struct IntoIter<T, const N: usize> {
    at: usize,
    from: Vec<T, N>,
}
impl<T, const N: usize> Iterator for IntoIter<T, N> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        if self.at == self.from.len {
            return None;
        }
        self.at += 1;
        Some(unsafe { self.from.as_ptr().add(self.at - 1).read() })
    }
    fn size_hint(&self) -> (usize, Option<usize>) { (self.from.len - self.at, Some(self.from.len - self.at)) }
}
impl<T, const N: usize> Drop for IntoIter<T, N> {
    fn drop(&mut self) {
        while let Some(value) = self.next() {
            drop(value);
        }
        self.from.len = 0;
    }
}
impl<T, const N: usize> IntoIterator for Vec<T, N> {
    type Item = T;
    type IntoIter = IntoIter<T, N>;
    fn into_iter(self) -> IntoIter<T, N> { IntoIter { at: 0, from: self } }
}
impl<'a, T, const N: usize> IntoIterator for &'a Vec<T, N> {
    type Item = &'a T;
    type IntoIter = slice::Iter<'a, T>;
    fn into_iter(self) -> slice::Iter<'a, T> { self.iter() }
}
impl<'a, T, const N: usize> IntoIterator for &'a mut Vec<T, N> {
    type Item = &'a mut T;
    type IntoIter = slice::IterMut<'a, T>;
    fn into_iter(self) -> slice::IterMut<'a, T> { self.iter_mut() }
}
