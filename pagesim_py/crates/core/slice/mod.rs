//! Slices.

mod chunks;
mod compare;
mod index;
mod iter;
mod methods;
mod pieces;
mod search;
pub mod sort;
mod ascii;

pub use chunks::{Chunks, ChunksExact, ChunksMut, RChunks, Split, Windows};
pub use pieces::{ChunkBy, GetDisjointMutError, RChunksMut, RSplit, SplitInclusive, SplitMut, SplitN};
pub use index::SliceIndex;
pub use iter::{Iter, IterMut};

use crate::intrinsics;
use crate::panicking::panic_precondition;

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

/// A slice without the checks of `from_raw_parts`.
pub(crate) const unsafe fn make<'a, T>(data: *const T, len: usize) -> &'a [T] {
    unsafe { &*intrinsics::slice_from_raw_parts(data, len) }
}
pub(crate) const unsafe fn make_mut<'a, T>(data: *mut T, len: usize) -> &'a mut [T] {
    unsafe { &mut *(intrinsics::slice_from_raw_parts(data as *const T, len) as *mut [T]) }
}
