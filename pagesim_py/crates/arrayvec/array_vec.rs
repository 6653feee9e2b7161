//! A vector with room for `CAP` values.

use crate::CapacityError;
use core::borrow::{Borrow, BorrowMut};
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::mem::MaybeUninit;
use core::ops::{Bound, Deref, DerefMut, RangeBounds};
use core::{ptr, slice};

#[repr(C)]
pub struct ArrayVec<T, const CAP: usize> {
    len: u32,
    values: [MaybeUninit<T>; CAP],
}

impl<T, const CAP: usize> ArrayVec<T, CAP> {
    pub const CAPACITY: usize = CAP;

    pub fn new() -> ArrayVec<T, CAP> { ArrayVec::new_const() }
    pub const fn new_const() -> ArrayVec<T, CAP> { ArrayVec { len: 0, values: [const { MaybeUninit::uninit() }; CAP] } }
    pub const fn len(&self) -> usize { self.len as usize }
    pub const fn is_empty(&self) -> bool { self.len == 0 }
    pub const fn capacity(&self) -> usize { CAP }
    pub const fn is_full(&self) -> bool { self.len as usize == CAP }
    pub const fn remaining_capacity(&self) -> usize { CAP - self.len as usize }
    pub fn as_ptr(&self) -> *const T { &raw const self.values as *const T }
    pub fn as_mut_ptr(&mut self) -> *mut T { &raw mut self.values as *mut T }
    pub fn as_slice(&self) -> &[T] { unsafe { slice::from_raw_parts(self.as_ptr(), self.len()) } }
    pub fn as_mut_slice(&mut self) -> &mut [T] { unsafe { slice::from_raw_parts_mut(self.as_mut_ptr(), self.len as usize) } }
    pub unsafe fn set_len(&mut self, length: usize) { self.len = length as u32 }

    /// Panics if there is no room.
    #[track_caller]
    pub fn push(&mut self, element: T) { self.try_push(element).unwrap() }
    pub fn try_push(&mut self, element: T) -> Result<(), CapacityError<T>> {
        if self.is_full() {
            return Err(CapacityError::new(element));
        }
        unsafe { self.push_unchecked(element) };
        Ok(())
    }
    pub unsafe fn push_unchecked(&mut self, element: T) {
        unsafe { self.as_mut_ptr().add(self.len as usize).write(element) };
        self.len += 1;
    }
    pub fn pop(&mut self) -> Option<T> {
        if self.len == 0 {
            return None;
        }
        self.len -= 1;
        Some(unsafe { self.as_ptr().add(self.len as usize).read() })
    }
    #[track_caller]
    pub fn insert(&mut self, index: usize, element: T) { self.try_insert(index, element).unwrap() }
    #[track_caller]
    pub fn try_insert(&mut self, index: usize, element: T) -> Result<(), CapacityError<T>> {
        let len = self.len();
        assert!(index <= len, "try_insert: index {} is out of bounds for len {}", index, len);
        if self.is_full() {
            return Err(CapacityError::new(element));
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
        let len = self.len();
        self.pop_at(index).unwrap_or_else(|| panic!("remove: index {} is out of bounds for len {}", index, len))
    }
    pub fn pop_at(&mut self, index: usize) -> Option<T> {
        let len = self.len();
        if index >= len {
            return None;
        }
        self.len -= 1;
        unsafe {
            let place = self.as_mut_ptr().add(index);
            let value = place.read();
            ptr::copy(place.add(1), place, len - index - 1);
            Some(value)
        }
    }
    #[track_caller]
    pub fn swap_remove(&mut self, index: usize) -> T {
        let len = self.len();
        self.swap_pop(index).unwrap_or_else(|| panic!("swap_remove: index {} is out of bounds for len {}", index, len))
    }
    pub fn swap_pop(&mut self, index: usize) -> Option<T> {
        let len = self.len();
        if index >= len {
            return None;
        }
        self.as_mut_slice().swap(index, len - 1);
        self.pop()
    }
    pub fn truncate(&mut self, len: usize) {
        while self.len as usize > len {
            self.len -= 1;
            unsafe { ptr::drop_in_place(self.as_mut_ptr().add(self.len as usize)) };
        }
    }
    pub fn clear(&mut self) { self.truncate(0) }
    pub fn retain<F: FnMut(&mut T) -> bool>(&mut self, mut f: F) {
        let len = self.len();
        self.len = 0;
        for at in 0..len {
            let mut value = unsafe { self.as_ptr().add(at).read() };
            if f(&mut value) {
                unsafe { self.push_unchecked(value) };
            }
        }
    }
    #[track_caller]
    pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> Drain<'_, T, CAP> {
        let len = self.len();
        let start = match range.start_bound() {
            Bound::Unbounded => 0,
            Bound::Included(&at) => at,
            Bound::Excluded(&at) => at + 1,
        };
        let end = match range.end_bound() {
            Bound::Unbounded => len,
            Bound::Included(&at) => at + 1,
            Bound::Excluded(&at) => at,
        };
        let _ = &self.as_slice()[start..end];
        self.len = start as u32;
        Drain { at: start, end, start, len, from: self }
    }
    pub fn into_inner(self) -> Result<[T; CAP], ArrayVec<T, CAP>> {
        if !self.is_full() {
            return Err(self);
        }
        let array = unsafe { (self.as_ptr() as *const [T; CAP]).read() };
        core::mem::forget(self);
        Ok(array)
    }
    pub fn take(&mut self) -> ArrayVec<T, CAP> { core::mem::replace(self, ArrayVec::new()) }
    pub fn try_extend_from_slice(&mut self, other: &[T]) -> Result<(), CapacityError>
    where
        T: Copy,
    {
        if self.remaining_capacity() < other.len() {
            return Err(CapacityError::new(()));
        }
        for value in other {
            self.push(*value);
        }
        Ok(())
    }
}

impl<T, const CAP: usize> Drop for ArrayVec<T, CAP> {
    fn drop(&mut self) { self.clear() }
}
impl<T, const CAP: usize> Deref for ArrayVec<T, CAP> {
    type Target = [T];
    fn deref(&self) -> &[T] { self.as_slice() }
}
impl<T, const CAP: usize> DerefMut for ArrayVec<T, CAP> {
    fn deref_mut(&mut self) -> &mut [T] { self.as_mut_slice() }
}
impl<T, const CAP: usize> Default for ArrayVec<T, CAP> {
    fn default() -> Self { ArrayVec::new() }
}
impl<T: Clone, const CAP: usize> Clone for ArrayVec<T, CAP> {
    fn clone(&self) -> Self { self.iter().cloned().collect() }
}
impl<T: fmt::Debug, const CAP: usize> fmt::Debug for ArrayVec<T, CAP> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.as_slice().fmt(f) }
}
impl<T, const CAP: usize> AsRef<[T]> for ArrayVec<T, CAP> {
    fn as_ref(&self) -> &[T] { self }
}
impl<T, const CAP: usize> AsMut<[T]> for ArrayVec<T, CAP> {
    fn as_mut(&mut self) -> &mut [T] { self }
}
impl<T, const CAP: usize> Borrow<[T]> for ArrayVec<T, CAP> {
    fn borrow(&self) -> &[T] { self }
}
impl<T, const CAP: usize> BorrowMut<[T]> for ArrayVec<T, CAP> {
    fn borrow_mut(&mut self) -> &mut [T] { self }
}
impl<T: Hash, const CAP: usize> Hash for ArrayVec<T, CAP> {
    fn hash<H: Hasher>(&self, state: &mut H) { self.as_slice().hash(state) }
}
impl<T: PartialEq, const CAP: usize> PartialEq for ArrayVec<T, CAP> {
    fn eq(&self, other: &Self) -> bool { self.as_slice() == other.as_slice() }
}
impl<T: PartialEq, const CAP: usize> PartialEq<[T]> for ArrayVec<T, CAP> {
    fn eq(&self, other: &[T]) -> bool { self.as_slice() == other }
}
impl<T: Eq, const CAP: usize> Eq for ArrayVec<T, CAP> {}
impl<T: PartialOrd, const CAP: usize> PartialOrd for ArrayVec<T, CAP> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> { self.as_slice().partial_cmp(other.as_slice()) }
}
impl<T: Ord, const CAP: usize> Ord for ArrayVec<T, CAP> {
    fn cmp(&self, other: &Self) -> Ordering { self.as_slice().cmp(other.as_slice()) }
}
impl<T, const CAP: usize> From<[T; CAP]> for ArrayVec<T, CAP> {
    fn from(array: [T; CAP]) -> Self { array.into_iter().collect() }
}
impl<T: Clone, const CAP: usize> TryFrom<&[T]> for ArrayVec<T, CAP> {
    type Error = CapacityError;
    fn try_from(slice: &[T]) -> Result<Self, CapacityError> {
        if slice.len() > CAP { Err(CapacityError::new(())) } else { Ok(slice.iter().cloned().collect()) }
    }
}
impl<T, const CAP: usize> Extend<T> for ArrayVec<T, CAP> {
    /// Panics if there is no room.
    #[track_caller]
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {
        for value in iter {
            assert!(!self.is_full(), "ArrayVec: capacity exceeded in extend/from_iter");
            self.push(value);
        }
    }
}
impl<T, const CAP: usize> FromIterator<T> for ArrayVec<T, CAP> {
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        let mut made = ArrayVec::new();
        made.extend(iter);
        made
    }
}
impl<const CAP: usize> fmt::Write for ArrayVec<u8, CAP> {
    fn write_str(&mut self, s: &str) -> fmt::Result { self.try_extend_from_slice(s.as_bytes()).map_err(|_| fmt::Error) }
}

pub struct IntoIter<T, const CAP: usize> {
    at: usize,
    from: ArrayVec<T, CAP>,
}
impl<T, const CAP: usize> Iterator for IntoIter<T, CAP> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        if self.at == self.from.len() {
            return None;
        }
        self.at += 1;
        Some(unsafe { self.from.as_ptr().add(self.at - 1).read() })
    }
    fn size_hint(&self) -> (usize, Option<usize>) { (self.from.len() - self.at, Some(self.from.len() - self.at)) }
}
impl<T, const CAP: usize> DoubleEndedIterator for IntoIter<T, CAP> {
    fn next_back(&mut self) -> Option<T> { if self.at == self.from.len() { None } else { self.from.pop() } }
}
impl<T, const CAP: usize> ExactSizeIterator for IntoIter<T, CAP> {}
impl<T, const CAP: usize> Drop for IntoIter<T, CAP> {
    fn drop(&mut self) {
        while let Some(value) = self.next() {
            drop(value);
        }
        unsafe { self.from.set_len(0) };
    }
}
impl<T, const CAP: usize> IntoIterator for ArrayVec<T, CAP> {
    type Item = T;
    type IntoIter = IntoIter<T, CAP>;
    fn into_iter(self) -> IntoIter<T, CAP> { IntoIter { at: 0, from: self } }
}
impl<'a, T, const CAP: usize> IntoIterator for &'a ArrayVec<T, CAP> {
    type Item = &'a T;
    type IntoIter = slice::Iter<'a, T>;
    fn into_iter(self) -> slice::Iter<'a, T> { self.iter() }
}
impl<'a, T, const CAP: usize> IntoIterator for &'a mut ArrayVec<T, CAP> {
    type Item = &'a mut T;
    type IntoIter = slice::IterMut<'a, T>;
    fn into_iter(self) -> slice::IterMut<'a, T> { self.iter_mut() }
}

/// The values of a range; when it goes, so do those that were not taken, and the rest moves up.
pub struct Drain<'a, T, const CAP: usize> {
    at: usize,
    end: usize,
    start: usize,
    len: usize,
    from: &'a mut ArrayVec<T, CAP>,
}
impl<T, const CAP: usize> Iterator for Drain<'_, T, CAP> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        if self.at == self.end {
            return None;
        }
        self.at += 1;
        Some(unsafe { self.from.as_ptr().add(self.at - 1).read() })
    }
    fn size_hint(&self) -> (usize, Option<usize>) { (self.end - self.at, Some(self.end - self.at)) }
}
impl<T, const CAP: usize> Drop for Drain<'_, T, CAP> {
    fn drop(&mut self) {
        while let Some(value) = self.next() {
            drop(value);
        }
        let first = self.from.as_mut_ptr();
        unsafe {
            ptr::copy(first.add(self.end), first.add(self.start), self.len - self.end);
            self.from.set_len(self.start + self.len - self.end);
        }
    }
}
