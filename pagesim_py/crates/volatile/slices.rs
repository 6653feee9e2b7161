//! Pointers to slices and arrays.

use crate::VolatilePtr;
use crate::access::{Readable, Writable};
use core::ops::{Bound, Range, RangeBounds};
use core::ptr::{self, NonNull};

/// What an index chooses of a slice: a number one value, a range a slice.
#[doc(hidden)]
pub trait Choose<T> {
    type Output: ?Sized;
    unsafe fn choose(self, slice: NonNull<[T]>) -> NonNull<Self::Output>;
}
impl<T> Choose<T> for usize {
    type Output = T;
    #[track_caller]
    unsafe fn choose(self, slice: NonNull<[T]>) -> NonNull<T> {
        let len = slice.len();
        assert!(self < len, "index out of bounds: the len is {} but the index is {}", len, self);
        unsafe { NonNull::new_unchecked((slice.as_ptr() as *mut T).add(self)) }
    }
}
macro_rules! ranges {
    ($($Range:ty)*) => {$(
        impl<T> Choose<T> for $Range {
            type Output = [T];
            #[track_caller]
            unsafe fn choose(self, slice: NonNull<[T]>) -> NonNull<[T]> {
                let Range { start, end } = within(&self, slice.len());
                let first = unsafe { (slice.as_ptr() as *mut T).add(start) };
                unsafe { NonNull::new_unchecked(ptr::slice_from_raw_parts_mut(first, end - start)) }
            }
        }
    )*}
}
ranges! { Range<usize> core::ops::RangeInclusive<usize> core::ops::RangeFrom<usize> core::ops::RangeTo<usize> core::ops::RangeToInclusive<usize> core::ops::RangeFull }

#[track_caller]
fn within<R: RangeBounds<usize>>(range: &R, len: usize) -> Range<usize> {
    let start = match range.start_bound() {
        Bound::Included(&start) => start,
        Bound::Excluded(&start) => start + 1,
        Bound::Unbounded => 0,
    };
    let end = match range.end_bound() {
        Bound::Included(&end) => end + 1,
        Bound::Excluded(&end) => end,
        Bound::Unbounded => len,
    };
    assert!(start <= end, "slice index starts at {} but ends at {}", start, end);
    assert!(end <= len, "range end index {} out of range for slice of length {}", end, len);
    start..end
}

impl<'a, T, A> VolatilePtr<'a, [T], A> {
    pub fn len(self) -> usize { self.as_raw_ptr().len() }
    pub fn is_empty(self) -> bool { self.len() == 0 }
    #[track_caller]
    pub fn index<I: Choose<T>>(self, index: I) -> VolatilePtr<'a, I::Output, A> {
        unsafe { VolatilePtr::made(index.choose(self.as_raw_ptr())) }
    }
    pub fn iter(self) -> impl Iterator<Item = VolatilePtr<'a, T, A>> { (0..self.len()).map(move |at| self.index(at)) }
    pub fn copy_into_slice(self, dst: &mut [T])
    where
        T: Copy,
        A: Readable,
    {
        assert_eq!(self.len(), dst.len(), "destination and source slices have different lengths");
        for (at, to) in dst.iter_mut().enumerate() {
            *to = self.index(at).read();
        }
    }
    pub fn copy_from_slice(self, src: &[T])
    where
        T: Copy,
        A: Writable,
    {
        assert_eq!(self.len(), src.len(), "destination and source slices have different lengths");
        for (at, from) in src.iter().enumerate() {
            self.index(at).write(*from);
        }
    }
    /// The values of a range, to another place in the slice; both may overlap.
    pub fn copy_within<R: RangeBounds<usize>>(self, src: R, dest: usize)
    where
        T: Copy,
        A: Readable + Writable,
    {
        let Range { start, end } = within(&src, self.len());
        let count = end - start;
        assert!(dest <= self.len() - count, "dest is out of bounds");
        for step in 0..count {
            let at = if dest < start { step } else { count - 1 - step };
            self.index(dest + at).write(self.index(start + at).read());
        }
    }
    pub fn split_at(self, mid: usize) -> (VolatilePtr<'a, [T], A>, VolatilePtr<'a, [T], A>) {
        (self.index(..mid), self.index(mid..))
    }
}
impl<A: Writable> VolatilePtr<'_, [u8], A> {
    pub fn fill(self, value: u8) {
        for at in 0..self.len() {
            self.index(at).write(value);
        }
    }
}
impl<'a, T, A, const N: usize> VolatilePtr<'a, [T; N], A> {
    pub fn as_slice(self) -> VolatilePtr<'a, [T], A> {
        let first = self.as_raw_ptr().as_ptr() as *mut T;
        unsafe { VolatilePtr::made(NonNull::new_unchecked(ptr::slice_from_raw_parts_mut(first, N))) }
    }
}
