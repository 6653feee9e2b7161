//! Indexing with ranges. (`slice[number]` is built into the compiler.)

use crate::intrinsics;
use crate::ops::{Index, IndexMut, Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};
use crate::panicking::panic_fmt;

#[track_caller]
pub(crate) const fn start_index_len_fail(index: usize, len: usize) -> ! {
    panic_fmt(format_args!("range start index {} out of range for slice of length {}", index, len))
}
#[track_caller]
pub(crate) const fn end_index_len_fail(index: usize, len: usize) -> ! {
    panic_fmt(format_args!("range end index {} out of range for slice of length {}", index, len))
}
#[track_caller]
pub(crate) const fn index_order_fail(start: usize, end: usize) -> ! {
    panic_fmt(format_args!("slice index starts at {} but ends at {}", start, end))
}

/// Something that selects a part of a `T`. `bounds` gives where it starts and ends, or None if it is not inside.
pub trait SliceIndex<T: ?Sized> {
    type Output: ?Sized;
    fn get(self, slice: &T) -> Option<&Self::Output>;
    fn get_mut(self, slice: &mut T) -> Option<&mut Self::Output>;
    unsafe fn get_unchecked(self, slice: *const T) -> *const Self::Output;
    unsafe fn get_unchecked_mut(self, slice: *mut T) -> *mut Self::Output;
    #[track_caller]
    fn index(self, slice: &T) -> &Self::Output;
    #[track_caller]
    fn index_mut(self, slice: &mut T) -> &mut Self::Output;
}

impl<T> SliceIndex<[T]> for usize {
    type Output = T;
    fn get(self, slice: &[T]) -> Option<&T> { if self < slice.len() { unsafe { Some(&*intrinsics::ptr_add(slice.as_ptr(), self)) } } else { None } }
    fn get_mut(self, slice: &mut [T]) -> Option<&mut T> {
        if self < slice.len() { unsafe { Some(&mut *(intrinsics::ptr_add(slice.as_ptr(), self) as *mut T)) } } else { None }
    }
    #[track_caller]
    unsafe fn get_unchecked(self, slice: *const [T]) -> *const T {
        if self >= intrinsics::slice_len(slice) {
            crate::panicking::panic_precondition("slice::get_unchecked requires that the index is within the slice")
        }
        intrinsics::ptr_add(slice as *const T, self)
    }
    #[track_caller]
    unsafe fn get_unchecked_mut(self, slice: *mut [T]) -> *mut T {
        if self >= intrinsics::slice_len(slice as *const [T]) {
            crate::panicking::panic_precondition("slice::get_unchecked_mut requires that the index is within the slice")
        }
        intrinsics::ptr_add(slice as *const T, self) as *mut T
    }
    #[track_caller]
    fn index(self, slice: &[T]) -> &T { &(*slice)[self] }
    #[track_caller]
    fn index_mut(self, slice: &mut [T]) -> &mut T { &mut (*slice)[self] }
}

macro_rules! range_index {
    ($($R:ty: |$range:ident, $len:ident| $start:expr, $end:expr, $inside:expr, $fail:expr;)*) => { $(
        impl<T> SliceIndex<[T]> for $R {
            type Output = [T];
            fn get(self, slice: &[T]) -> Option<&[T]> {
                let ($range, $len) = (self, slice.len());
                if $inside { unsafe { Some(super::make(intrinsics::ptr_add(slice.as_ptr(), $start), $end - $start)) } } else { None }
            }
            fn get_mut(self, slice: &mut [T]) -> Option<&mut [T]> {
                let ($range, $len) = (self, slice.len());
                if $inside {
                    unsafe { Some(super::make_mut(intrinsics::ptr_add(slice.as_ptr(), $start) as *mut T, $end - $start)) }
                } else {
                    None
                }
            }
            #[track_caller]
            unsafe fn get_unchecked(self, slice: *const [T]) -> *const [T] {
                let ($range, $len) = (self, intrinsics::slice_len(slice));
                if !$inside {
                    crate::panicking::panic_precondition("slice::get_unchecked requires that the range is within the slice")
                }
                intrinsics::slice_from_raw_parts(intrinsics::ptr_add(slice as *const T, $start), $end - $start)
            }
            #[track_caller]
            unsafe fn get_unchecked_mut(self, slice: *mut [T]) -> *mut [T] {
                let ($range, $len) = (self, intrinsics::slice_len(slice as *const [T]));
                if !$inside {
                    crate::panicking::panic_precondition("slice::get_unchecked_mut requires that the range is within the slice")
                }
                intrinsics::slice_from_raw_parts(intrinsics::ptr_add(slice as *const T, $start), $end - $start) as *mut [T]
            }
            #[track_caller]
            fn index(self, slice: &[T]) -> &[T] {
                let ($range, $len) = (self, slice.len());
                if !$inside { $fail }
                unsafe { super::make(intrinsics::ptr_add(slice.as_ptr(), $start), $end - $start) }
            }
            #[track_caller]
            fn index_mut(self, slice: &mut [T]) -> &mut [T] {
                let ($range, $len) = (self, slice.len());
                if !$inside { $fail }
                unsafe { super::make_mut(intrinsics::ptr_add(slice.as_ptr(), $start) as *mut T, $end - $start) }
            }
        }
    )* };
}
range_index! {
    Range<usize>: |r, len| r.start, r.end, r.start <= r.end && r.end <= len,
        if r.start > r.end && r.start <= len { index_order_fail(r.start, r.end) } else if r.start > len { start_index_len_fail(r.start, len) } else { end_index_len_fail(r.end, len) };
    RangeTo<usize>: |r, len| 0, r.end, r.end <= len, end_index_len_fail(r.end, len);
    RangeFrom<usize>: |r, len| r.start, len, r.start <= len, start_index_len_fail(r.start, len);
    RangeFull: |_r, len| 0, len, true, end_index_len_fail(0, len);
    RangeInclusive<usize>: |r, len| if r.exhausted { r.end + 1 } else { r.start }, r.end + 1, r.end < len && r.start <= r.end + 1,
        if r.start > len { start_index_len_fail(r.start, len) } else if r.end >= len { end_index_len_fail(r.end, len) } else { index_order_fail(r.start, r.end + 1) };
    RangeToInclusive<usize>: |r, len| 0, r.end + 1, r.end < len, end_index_len_fail(r.end, len);
}

impl<T, I: SliceIndex<[T]>> Index<I> for [T] {
    type Output = I::Output;
    #[track_caller]
    fn index(&self, index: I) -> &I::Output { index.index(self) }
}
impl<T, I: SliceIndex<[T]>> IndexMut<I> for [T] {
    #[track_caller]
    fn index_mut(&mut self, index: I) -> &mut I::Output { index.index_mut(self) }
}
