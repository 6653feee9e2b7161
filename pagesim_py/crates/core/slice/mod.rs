//! Slices.

mod arrays;
mod ascii;
mod chunks;
mod compare;
mod index;
mod iter;
mod methods;
mod parting;
mod pieces;
mod pieces_mut;
mod search;
pub mod sort;

pub use arrays::ArrayWindows;
pub use ascii::EscapeAscii;
pub use chunks::{Chunks, ChunksExact, ChunksExactMut, ChunksMut, RChunks, Split, Windows};
pub use index::SliceIndex;
pub use iter::{Iter, IterMut};
pub use parting::{GetDisjointMutError, GetDisjointMutIndex};
pub use pieces::{ChunkBy, RChunksMut, RSplit, RSplitN, SplitInclusive, SplitN};
pub use pieces_mut::{
    ChunkByMut, RChunksExact, RChunksExactMut, RSplitMut, RSplitNMut, SplitInclusiveMut, SplitMut, SplitNMut,
};

use crate::intrinsics;
use crate::ops::{Bound, Range, RangeBounds};
use crate::panicking::{panic_at, panic_precondition};

const fn fits<T>(len: usize) -> bool {
    let (bytes, overflow) = intrinsics::mul_with_overflow(len, intrinsics::size_of::<T>());
    !overflow && bytes <= isize::MAX as usize
}

#[track_caller]
pub const unsafe fn from_raw_parts<'a, T>(data: *const T, len: usize) -> &'a [T] {
    if !(crate::ptr::aligned::<T>(data as usize) && data as usize != 0 && fits::<T>(len)) {
        panic_precondition(
            "slice::from_raw_parts requires the pointer to be aligned and non-null, and the total size of the slice not to exceed `isize::MAX`",
        )
    }
    unsafe { &*intrinsics::slice_from_raw_parts(data, len) }
}

#[track_caller]
pub const unsafe fn from_raw_parts_mut<'a, T>(data: *mut T, len: usize) -> &'a mut [T] {
    if !(crate::ptr::aligned::<T>(data as usize) && data as usize != 0 && fits::<T>(len)) {
        panic_precondition(
            "slice::from_raw_parts_mut requires the pointer to be aligned and non-null, and the total size of the slice not to exceed `isize::MAX`",
        )
    }
    unsafe { &mut *(intrinsics::slice_from_raw_parts(data as *const T, len) as *mut [T]) }
}

pub const fn from_ref<T>(s: &T) -> &[T] {
    unsafe { &*intrinsics::slice_from_raw_parts(s as *const T, 1) }
}
pub const fn from_mut<T>(s: &mut T) -> &mut [T] {
    unsafe { &mut *(intrinsics::slice_from_raw_parts(s as *mut T as *const T, 1) as *mut [T]) }
}

/// The range that `bounds` means in something of `len`; a range that is not inside panics where the real library does.
pub fn range_in<R: RangeBounds<usize>>(bounds: R, len: usize) -> Range<usize> {
    let start = match bounds.start_bound() {
        Bound::Included(start) => *start,
        Bound::Excluded(start) => start.saturating_add(1),
        Bound::Unbounded => 0,
    };
    let end = match bounds.end_bound() {
        Bound::Included(end) => end.saturating_add(1),
        Bound::Excluded(end) => *end,
        Bound::Unbounded => len,
    };
    if start <= end && end <= len {
        return start..end;
    }
    let file = "/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/core/src/slice/index.rs";
    if start <= end {
        panic_at(file, 1020, 51, format_args!("range end index {end} out of range for slice of length {len}"))
    }
    if start > len {
        panic_at(file, 1031, 55, format_args!("range start index {start} out of range for slice of length {len}"))
    }
    panic_at(file, 1031, 55, format_args!("slice index starts at {start} but ends at {end}"))
}

/// A slice without the checks of `from_raw_parts`.
pub(crate) const unsafe fn make<'a, T>(data: *const T, len: usize) -> &'a [T] {
    unsafe { &*intrinsics::slice_from_raw_parts(data, len) }
}
pub(crate) const unsafe fn make_mut<'a, T>(data: *mut T, len: usize) -> &'a mut [T] {
    unsafe { &mut *(intrinsics::slice_from_raw_parts(data as *const T, len) as *mut [T]) }
}
