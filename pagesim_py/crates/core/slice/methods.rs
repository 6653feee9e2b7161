//! Methods of slices: parts, elements, moving elements about.

use super::chunks::{Chunks, ChunksExact, ChunksExactMut, ChunksMut, RChunks, Split, Windows};
use super::{Iter, IterMut, SliceIndex};
use crate::intrinsics;
use crate::ops::{Range, RangeBounds};
use crate::panicking::{panic, panic_fmt};

impl<T> [T] {
    pub const fn len(&self) -> usize { intrinsics::slice_len(self as *const [T]) }
    pub const fn is_empty(&self) -> bool { intrinsics::slice_len(self as *const [T]) == 0 }
    pub const fn as_ptr(&self) -> *const T { self as *const [T] as *const T }
    pub const fn as_mut_ptr(&mut self) -> *mut T { self as *mut [T] as *mut T }
    pub const fn as_mut_ptr_range(&mut self) -> Range<*mut T> {
        let start = self.as_mut_ptr();
        start..unsafe { start.add(self.len()) }
    }
    pub const fn as_ptr_range(&self) -> Range<*const T> {
        let start = self.as_ptr();
        start..intrinsics::ptr_add(start, self.len())
    }

    pub const fn first(&self) -> Option<&T> { if self.is_empty() { None } else { Some(&self[0]) } }
    pub const fn first_chunk<const N: usize>(&self) -> Option<&[T; N]> {
        if self.len() < N { None } else { Some(unsafe { &*(self.as_ptr() as *const [T; N]) }) }
    }
    pub const fn last_chunk<const N: usize>(&self) -> Option<&[T; N]> {
        if self.len() < N { None } else { Some(unsafe { &*(self.as_ptr().add(self.len() - N) as *const [T; N]) }) }
    }
    pub const fn first_mut(&mut self) -> Option<&mut T> { if self.is_empty() { None } else { Some(&mut self[0]) } }
    pub const fn last(&self) -> Option<&T> { if self.is_empty() { None } else { Some(&self[self.len() - 1]) } }
    pub const fn last_mut(&mut self) -> Option<&mut T> {
        let len = self.len();
        if len == 0 { None } else { Some(&mut self[len - 1]) }
    }
    pub fn split_first(&self) -> Option<(&T, &[T])> { if self.is_empty() { None } else { Some((&self[0], &self[1..])) } }
    pub fn split_last(&self) -> Option<(&T, &[T])> {
        let len = self.len();
        if len == 0 { None } else { Some((&self[len - 1], &self[..len - 1])) }
    }
    pub fn split_first_mut(&mut self) -> Option<(&mut T, &mut [T])> {
        if self.is_empty() { None } else {
            let (first, rest) = self.split_at_mut(1);
            Some((&mut first[0], rest))
        }
    }

    pub fn get<I: SliceIndex<[T]>>(&self, index: I) -> Option<&I::Output> { index.get(self) }
    pub fn get_mut<I: SliceIndex<[T]>>(&mut self, index: I) -> Option<&mut I::Output> { index.get_mut(self) }
    #[track_caller]
    pub unsafe fn get_unchecked<I: SliceIndex<[T]>>(&self, index: I) -> &I::Output { unsafe { &*index.get_unchecked(self as *const [T]) } }
    #[track_caller]
    pub unsafe fn get_unchecked_mut<I: SliceIndex<[T]>>(&mut self, index: I) -> &mut I::Output {
        unsafe { &mut *index.get_unchecked_mut(self as *mut [T]) }
    }

    pub const fn iter(&self) -> Iter<'_, T> { Iter::new(self) }
    pub fn iter_mut(&mut self) -> IterMut<'_, T> { IterMut::new(self) }

    #[track_caller]
    pub fn windows(&self, size: usize) -> Windows<'_, T> {
        if size == 0 { panic("window size must be non-zero") }
        Windows { rest: self, size }
    }
    /// What lies before the first `U` that is aligned, as many `U` as fit, and the rest.
    pub unsafe fn align_to<U>(&self) -> (&[T], &[U], &[T]) {
        let (before, count) = aligned_part::<T, U>(self.as_ptr() as usize, self.len());
        if before > self.len() { return (self, &[], &[]) }
        let (left, rest) = self.split_at(before);
        let after = count * size_of::<U>() / size_of::<T>();
        unsafe { (left, super::from_raw_parts(rest.as_ptr() as *const U, count), &rest[after..]) }
    }
    pub unsafe fn align_to_mut<U>(&mut self) -> (&mut [T], &mut [U], &mut [T]) {
        let (before, count) = aligned_part::<T, U>(self.as_ptr() as usize, self.len());
        if before > self.len() { return (self, &mut [], &mut []) }
        let (left, rest) = self.split_at_mut(before);
        let after = count * size_of::<U>() / size_of::<T>();
        let (middle, right) = rest.split_at_mut(after);
        unsafe { (left, super::from_raw_parts_mut(middle.as_mut_ptr() as *mut U, count), right) }
    }
    #[track_caller]
    pub fn chunks(&self, chunk_size: usize) -> Chunks<'_, T> {
        if chunk_size == 0 { panic("chunk size must be non-zero") }
        Chunks { rest: self, size: chunk_size }
    }
    #[track_caller]
    pub fn chunks_mut(&mut self, chunk_size: usize) -> ChunksMut<'_, T> {
        if chunk_size == 0 { panic("chunk size must be non-zero") }
        ChunksMut { rest: self, size: chunk_size }
    }
    #[track_caller]
    pub fn chunks_exact(&self, chunk_size: usize) -> ChunksExact<'_, T> {
        if chunk_size == 0 { panic("chunk size must be non-zero") }
        let whole = self.len() / chunk_size * chunk_size;
        ChunksExact { rest: &self[..whole], remainder: &self[whole..], size: chunk_size }
    }
    #[track_caller]
    pub fn chunks_exact_mut(&mut self, chunk_size: usize) -> ChunksExactMut<'_, T> {
        if chunk_size == 0 { panic("chunk size must be non-zero") }
        let whole = self.len() / chunk_size * chunk_size;
        let (whole, remainder) = self.split_at_mut(whole);
        ChunksExactMut { whole: ChunksMut { rest: whole, size: chunk_size }, remainder }
    }
    #[track_caller]
    pub fn rchunks(&self, chunk_size: usize) -> RChunks<'_, T> {
        if chunk_size == 0 { panic("chunk size must be non-zero") }
        RChunks { rest: self, size: chunk_size }
    }
    pub fn split<F: FnMut(&T) -> bool>(&self, pred: F) -> Split<'_, T, F> { Split { rest: Some(self), pred } }

    #[track_caller]
    pub const fn split_at(&self, mid: usize) -> (&[T], &[T]) {
        if mid > self.len() { panic("mid > len") }
        let start = self.as_ptr();
        unsafe { (super::make(start, mid), super::make(intrinsics::ptr_add(start, mid), self.len() - mid)) }
    }
    #[track_caller]
    pub const fn split_at_mut(&mut self, mid: usize) -> (&mut [T], &mut [T]) {
        let len = self.len();
        if mid > len { panic("mid > len") }
        let start = self.as_mut_ptr();
        unsafe { (super::make_mut(start, mid), super::make_mut(intrinsics::ptr_add(start as *const T, mid) as *mut T, len - mid)) }
    }
    pub const fn split_at_checked(&self, mid: usize) -> Option<(&[T], &[T])> {
        if mid <= self.len() { Some(self.split_at(mid)) } else { None }
    }

    #[track_caller]
    pub const fn swap(&mut self, a: usize, b: usize) {
        let pa = &raw mut self[a];
        let pb = &raw mut self[b];
        unsafe {
            let left = intrinsics::read(pa as *const T);
            let right = intrinsics::read(pb as *const T);
            intrinsics::write(pa, right);
            intrinsics::write(pb, left);
        }
    }
    pub fn reverse(&mut self) {
        let len = self.len();
        let mut at = 0;
        while at < len / 2 {
            self.swap(at, len - 1 - at);
            at += 1;
        }
    }
    pub fn rotate_left(&mut self, mid: usize) {
        if mid > self.len() { library_panic!("slice/mod.rs", 3885, 9, "assertion failed: mid <= self.len()") }
        self[..mid].reverse();
        self[mid..].reverse();
        self.reverse();
    }
    pub fn rotate_right(&mut self, k: usize) {
        if k > self.len() { library_panic!("slice/mod.rs", 3931, 9, "assertion failed: k <= self.len()") }
        let mid = self.len() - k;
        self.rotate_left(mid);
    }

    pub fn fill(&mut self, value: T)
    where
        T: Clone,
    {
        let mut at = 0;
        while at < self.len() {
            self[at] = value.clone();
            at += 1;
        }
    }
    pub fn fill_with<F: FnMut() -> T>(&mut self, mut f: F) {
        for slot in self.iter_mut() {
            *slot = f();
        }
    }
    #[track_caller]
    pub fn clone_from_slice(&mut self, src: &[T])
    where
        T: Clone,
    {
        if self.len() != src.len() { panic("destination and source slices have different lengths") }
        let mut at = 0;
        while at < src.len() {
            self[at] = src[at].clone();
            at += 1;
        }
    }
    #[track_caller]
    pub const fn copy_from_slice(&mut self, src: &[T])
    where
        T: Copy,
    {
        if self.len() != src.len() {
            panic_fmt(format_args!(
                "copy_from_slice: source slice length ({}) does not match destination slice length ({})", src.len(), self.len()
            ))
        }
        unsafe { intrinsics::copy_nonoverlapping(src.as_ptr(), self.as_mut_ptr(), src.len()) }
    }
    #[track_caller]
    pub fn copy_within<R: RangeBounds<usize>>(&mut self, src: R, dest: usize)
    where
        T: Copy,
    {
        let Range { start, end } = range(src, self.len());
        let count = end - start;
        if dest > self.len() - count { panic("dest is out of bounds") }
        let base = self.as_mut_ptr();
        unsafe { intrinsics::copy(intrinsics::ptr_add(base as *const T, start), intrinsics::ptr_add(base as *const T, dest) as *mut T, count) }
    }
    #[track_caller]
    pub fn swap_with_slice(&mut self, other: &mut [T]) {
        if self.len() != other.len() { panic("destination and source slices have different lengths") }
        let mut at = 0;
        while at < self.len() {
            crate::mem::swap(&mut self[at], &mut other[at]);
            at += 1;
        }
    }
}

impl<T, const N: usize> [[T; N]] {
    pub const fn as_flattened(&self) -> &[T] { unsafe { super::make(self.as_ptr() as *const T, self.len() * N) } }
    pub const fn as_flattened_mut(&mut self) -> &mut [T] {
        let len = self.len() * N;
        unsafe { super::make_mut(self.as_mut_ptr() as *mut T, len) }
    }
}

/// The range that `bounds` means in a slice of `len`; panics unless it is inside.
#[track_caller]
pub(crate) fn range<R: RangeBounds<usize>>(bounds: R, len: usize) -> Range<usize> {
    use crate::ops::Bound::{Excluded, Included, Unbounded};
    let start = match bounds.start_bound() { Included(n) => *n, Excluded(n) => *n + 1, Unbounded => 0 };
    let end = match bounds.end_bound() { Included(n) => *n + 1, Excluded(n) => *n, Unbounded => len };
    if start > end { super::index::index_order_fail(start, end) }
    if end > len { super::index::end_index_len_fail(end, len) }
    start..end
}

impl<T> Default for &mut [T] {
    fn default() -> Self { &mut [] }
}

/// How many `T` from `address` on come before the first aligned `U`, and how many `U` fit into the rest of `len`.
fn aligned_part<T, U>(address: usize, len: usize) -> (usize, usize) {
    if size_of::<T>() == 0 || size_of::<U>() == 0 { return (len + 1, 0) }
    let mut before = 0;
    while before <= len && (address + before * size_of::<T>()) % align_of::<U>() != 0 {
        before += 1;
    }
    if before > len { return (len + 1, 0) }
    let mut count = (len - before) * size_of::<T>() / size_of::<U>();
    while count * size_of::<U>() % size_of::<T>() != 0 {
        count -= 1;
    }
    (before, count)
}
