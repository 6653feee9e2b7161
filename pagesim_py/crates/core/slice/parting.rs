//! Taking a part off a slice, and several parts of it at once.

use super::{SliceIndex, make, make_mut};
use crate::cmp::Ordering;
use crate::fmt;
use crate::mem::take;
use crate::ops::{Bound, OneSidedRange, Range, RangeInclusive};
use crate::panicking::{panic_at, panic_precondition};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GetDisjointMutError {
    IndexOutOfBounds,
    OverlappingIndices,
}
impl fmt::Display for GetDisjointMutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            GetDisjointMutError::IndexOutOfBounds => "an index is out of bounds",
            GetDisjointMutError::OverlappingIndices => "there were overlapping indices",
        })
    }
}
impl crate::error::Error for GetDisjointMutError {}

/// What `get_disjoint_mut` takes: an index or a range, as where it starts and ends.
pub trait GetDisjointMutIndex: Clone {
    fn extent(&self) -> (usize, usize);
}
impl GetDisjointMutIndex for usize {
    fn extent(&self) -> (usize, usize) { (*self, self.saturating_add(1)) }
}
impl GetDisjointMutIndex for Range<usize> {
    fn extent(&self) -> (usize, usize) { (self.start, self.end) }
}
impl GetDisjointMutIndex for RangeInclusive<usize> {
    fn extent(&self) -> (usize, usize) { (*self.start(), self.end().saturating_add(1)) }
}

/// Where a one-sided range cuts, and whether what it takes comes before; None if that is not in a slice of `len`.
fn cut<R: OneSidedRange<usize>>(range: R, len: usize) -> Option<(usize, bool)> {
    let found = match (range.start_bound(), range.end_bound()) {
        (Bound::Included(start), _) => (*start, false),
        (Bound::Excluded(start), _) => (start.checked_add(1)?, false),
        (_, Bound::Excluded(end)) => (*end, true),
        (_, Bound::Included(end)) => (end.checked_add(1)?, true),
        _ => return None,
    };
    if found.0 <= len { Some(found) } else { None }
}

impl<T> [T] {
    pub const fn split_last_mut(&mut self) -> Option<(&mut T, &mut [T])> {
        let len = self.len();
        if len == 0 {
            return None;
        }
        let (rest, last) = self.split_at_mut(len - 1);
        Some((&mut last[0], rest))
    }
    #[track_caller]
    pub const unsafe fn split_at_unchecked(&self, mid: usize) -> (&[T], &[T]) {
        if mid > self.len() {
            panic_precondition("slice::split_at_unchecked requires the index to be within the slice")
        }
        unsafe { (make(self.as_ptr(), mid), make(self.as_ptr().add(mid), self.len() - mid)) }
    }
    #[track_caller]
    pub const unsafe fn split_at_mut_unchecked(&mut self, mid: usize) -> (&mut [T], &mut [T]) {
        let (start, len) = (self.as_mut_ptr(), self.len());
        if mid > len {
            panic_precondition("slice::split_at_mut_unchecked requires the index to be within the slice")
        }
        unsafe { (make_mut(start, mid), make_mut(start.add(mid), len - mid)) }
    }

    pub fn split_off<'a, R: OneSidedRange<usize>>(self: &mut &'a [T], range: R) -> Option<&'a [T]> {
        let (at, before) = cut(range, self.len())?;
        let (left, right) = self.split_at(at);
        *self = if before { right } else { left };
        Some(if before { left } else { right })
    }
    pub fn split_off_mut<'a, R: OneSidedRange<usize>>(self: &mut &'a mut [T], range: R) -> Option<&'a mut [T]> {
        let (at, before) = cut(range, self.len())?;
        let (left, right) = take(self).split_at_mut(at);
        if before {
            *self = right;
            return Some(left);
        }
        *self = left;
        Some(right)
    }
    pub const fn split_off_first<'a>(self: &mut &'a [T]) -> Option<&'a T> {
        let whole: &'a [T] = *self;
        if whole.is_empty() {
            return None;
        }
        let (first, rest) = whole.split_at(1);
        *self = rest;
        Some(&first[0])
    }
    pub const fn split_off_last<'a>(self: &mut &'a [T]) -> Option<&'a T> {
        let whole: &'a [T] = *self;
        if whole.is_empty() {
            return None;
        }
        let (rest, last) = whole.split_at(whole.len() - 1);
        *self = rest;
        Some(&last[0])
    }
    pub fn split_off_first_mut<'a>(self: &mut &'a mut [T]) -> Option<&'a mut T> {
        let (first, rest) = take(self).split_first_mut()?;
        *self = rest;
        Some(first)
    }
    pub fn split_off_last_mut<'a>(self: &mut &'a mut [T]) -> Option<&'a mut T> {
        let (last, rest) = take(self).split_last_mut()?;
        *self = rest;
        Some(last)
    }

    pub unsafe fn get_disjoint_unchecked_mut<I: GetDisjointMutIndex + SliceIndex<[T]>, const N: usize>(
        &mut self,
        indices: [I; N],
    ) -> [&mut I::Output; N] {
        let whole = self as *mut [T];
        crate::array::from_fn(|at| unsafe { &mut *indices[at].clone().get_unchecked_mut(whole) })
    }
    pub fn get_disjoint_mut<I: GetDisjointMutIndex + SliceIndex<[T]>, const N: usize>(
        &mut self,
        indices: [I; N],
    ) -> Result<[&mut I::Output; N], GetDisjointMutError> {
        let mut at = 0;
        while at < N {
            let (start, end) = indices[at].extent();
            if start > end || end > self.len() {
                return Err(GetDisjointMutError::IndexOutOfBounds);
            }
            for other in &indices[..at] {
                let (from, to) = other.extent();
                if start < to && from < end {
                    return Err(GetDisjointMutError::OverlappingIndices);
                }
            }
            at += 1;
        }
        unsafe { Ok(self.get_disjoint_unchecked_mut(indices)) }
    }
    /// Which element of the slice `element` is, by its address.
    pub fn element_offset(&self, element: &T) -> Option<usize> {
        let size = size_of::<T>();
        if size == 0 { panic!("elements are zero-sized") }
        let distance = (element as *const T as usize).wrapping_sub(self.as_ptr() as usize);
        if distance % size == 0 && distance / size < self.len() { Some(distance / size) } else { None }
    }

    pub fn select_nth_unstable(&mut self, index: usize) -> (&mut [T], &mut T, &mut [T])
    where
        T: Ord,
    {
        self.select_nth_unstable_by(index, |a, b| a.cmp(b))
    }
    pub fn select_nth_unstable_by_key<K: Ord, F: FnMut(&T) -> K>(&mut self, index: usize, mut f: F) -> (&mut [T], &mut T, &mut [T]) {
        self.select_nth_unstable_by(index, |a, b| f(a).cmp(&f(b)))
    }
    pub fn select_nth_unstable_by<F: FnMut(&T, &T) -> Ordering>(&mut self, index: usize, compare: F) -> (&mut [T], &mut T, &mut [T]) {
        let (start, len) = (self.as_mut_ptr(), self.len());
        if index >= len {
            panic_at(
                "/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/core/src/slice/sort/select.rs", 29, 9,
                format_args!("partition_at_index index {index} greater than length of slice {len}"),
            )
        }
        self.sort_unstable_by(compare);
        unsafe { (make_mut(start, index), &mut *start.add(index), make_mut(start.add(index + 1), len - index - 1)) }
    }
}
