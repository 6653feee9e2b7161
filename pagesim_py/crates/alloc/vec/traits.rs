//! What vectors are, can be made from and compared with.

use super::Vec;
use crate::boxed::Box;
use crate::string::String;
use core::borrow::{Borrow, BorrowMut};
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::ops::{Index, IndexMut};
use core::slice::SliceIndex;

impl<T: Clone> Clone for Vec<T> {
    fn clone(&self) -> Vec<T> { crate::slice::to_vec(self) }
}
impl<T> Default for Vec<T> {
    fn default() -> Vec<T> { Vec::new() }
}
impl<T: fmt::Debug> fmt::Debug for Vec<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(&**self, f) }
}
impl<T: Hash> Hash for Vec<T> {
    fn hash<H: Hasher>(&self, state: &mut H) { (**self).hash(state) }
}

impl<T, I: SliceIndex<[T]>> Index<I> for Vec<T> {
    type Output = I::Output;
    #[track_caller]
    fn index(&self, index: I) -> &I::Output { index.index(&**self) }
}
impl<T, I: SliceIndex<[T]>> IndexMut<I> for Vec<T> {
    #[track_caller]
    fn index_mut(&mut self, index: I) -> &mut I::Output { index.index_mut(&mut **self) }
}

impl<T> FromIterator<T> for Vec<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Vec<T> {
        let mut items = iter.into_iter();
        let (low, high) = items.size_hint();
        let mut made = if high == Some(low) {
            Vec::with_capacity(low)
        } else {
            let Some(first) = items.next() else { return Vec::new() };
            let mut made = Vec::with_capacity(low.saturating_add(if low < 3 { 3 - low + 1 } else { 1 }));
            made.push(first);
            made
        };
        while let Some(item) = items.next() {
            made.push(item);
        }
        made
    }
}
impl<T> Extend<T> for Vec<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {
        let mut items = iter.into_iter();
        while let Some(item) = items.next() {
            if self.len() == self.capacity() {
                let (low, _) = items.size_hint();
                self.reserve(low.saturating_add(1));
            }
            self.push(item);
        }
    }
}
impl<'a, T: Copy + 'a> Extend<&'a T> for Vec<T> {
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, iter: I) {
        for item in iter {
            self.push(*item);
        }
    }
}

macro_rules! equal_to {
    ($([$($generics:tt)*] $Left:ty, $Right:ty;)*) => { $(
        impl<T: PartialEq<U>, U, $($generics)*> PartialEq<$Right> for $Left {
            fn eq(&self, other: &$Right) -> bool { self[..] == other[..] }
        }
    )* };
}
equal_to! {
    [] Vec<T>, Vec<U>; [] Vec<T>, [U]; [] Vec<T>, &[U]; [] Vec<T>, &mut [U]; [] [T], Vec<U>; [] &[T], Vec<U>;
    [const N: usize] Vec<T>, [U; N]; [const N: usize] Vec<T>, &[U; N];
}
impl<T: Eq> Eq for Vec<T> {}
impl<T: PartialOrd> PartialOrd for Vec<T> {
    fn partial_cmp(&self, other: &Vec<T>) -> Option<Ordering> { PartialOrd::partial_cmp(&**self, &**other) }
}
impl<T: Ord> Ord for Vec<T> {
    fn cmp(&self, other: &Vec<T>) -> Ordering { Ord::cmp(&**self, &**other) }
}

impl<T> AsRef<[T]> for Vec<T> {
    fn as_ref(&self) -> &[T] { self }
}
impl<T> AsRef<Vec<T>> for Vec<T> {
    fn as_ref(&self) -> &Vec<T> { self }
}
impl<T> AsMut<Vec<T>> for Vec<T> {
    fn as_mut(&mut self) -> &mut Vec<T> { self }
}
impl<T> AsMut<[T]> for Vec<T> {
    fn as_mut(&mut self) -> &mut [T] { self }
}
impl<T> Borrow<[T]> for Vec<T> {
    fn borrow(&self) -> &[T] { self }
}
impl<T> BorrowMut<[T]> for Vec<T> {
    fn borrow_mut(&mut self) -> &mut [T] { self }
}

impl<T: Clone> From<&[T]> for Vec<T> {
    fn from(s: &[T]) -> Vec<T> { crate::slice::to_vec(s) }
}
impl<T: Clone> From<&mut [T]> for Vec<T> {
    fn from(s: &mut [T]) -> Vec<T> { crate::slice::to_vec(s) }
}
impl<T, const N: usize> From<[T; N]> for Vec<T> {
    fn from(s: [T; N]) -> Vec<T> { super::from_array(s) }
}
impl<T: Clone, const N: usize> From<&[T; N]> for Vec<T> {
    fn from(s: &[T; N]) -> Vec<T> { crate::slice::to_vec(s) }
}
impl<T> From<Box<[T]>> for Vec<T> {
    fn from(s: Box<[T]>) -> Vec<T> {
        let slice = Box::into_raw(s);
        let len = slice.len();
        unsafe { Vec::from_raw_parts(slice as *mut T, len, len) }
    }
}
impl From<&str> for Vec<u8> {
    fn from(s: &str) -> Vec<u8> { crate::slice::to_vec(s.as_bytes()) }
}
impl From<String> for Vec<u8> {
    fn from(s: String) -> Vec<u8> { s.into_bytes() }
}
impl<T, const N: usize> TryFrom<Vec<T>> for [T; N] {
    type Error = Vec<T>;
    fn try_from(mut vec: Vec<T>) -> Result<[T; N], Vec<T>> {
        if vec.len() != N {
            return Err(vec);
        }
        unsafe {
            vec.set_len(0);
            Ok(core::intrinsics::read(vec.as_ptr() as *const [T; N]))
        }
    }
}
