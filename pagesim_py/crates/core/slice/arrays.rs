//! Slices as arrays: the first or last so many elements, or all of them in arrays of one length.

use super::{make, make_mut};
use crate::iter::{DoubleEndedIterator, ExactSizeIterator, FusedIterator, Iterator};
use crate::panicking::{panic, panic_precondition};

/// Arrays that overlap, each one element after the one before.
#[derive(Debug, Clone)]
pub struct ArrayWindows<'a, T, const N: usize> {
    rest: &'a [T],
}
impl<'a, T, const N: usize> Iterator for ArrayWindows<'a, T, N> {
    type Item = &'a [T; N];
    fn next(&mut self) -> Option<&'a [T; N]> {
        let window = self.rest.first_chunk()?;
        self.rest = &self.rest[1..];
        Some(window)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = (self.rest.len() + 1).saturating_sub(N);
        (n, Some(n))
    }
}
impl<'a, T, const N: usize> DoubleEndedIterator for ArrayWindows<'a, T, N> {
    fn next_back(&mut self) -> Option<&'a [T; N]> {
        let window = self.rest.last_chunk()?;
        self.rest = &self.rest[..self.rest.len() - 1];
        Some(window)
    }
}
impl<T, const N: usize> ExactSizeIterator for ArrayWindows<'_, T, N> {}
impl<T, const N: usize> FusedIterator for ArrayWindows<'_, T, N> {}

impl<T> [T] {
    pub const fn split_first_chunk_mut<const N: usize>(&mut self) -> Option<(&mut [T; N], &mut [T])> {
        if self.len() < N {
            return None;
        }
        let (first, rest) = self.split_at_mut(N);
        Some((unsafe { &mut *(first.as_mut_ptr() as *mut [T; N]) }, rest))
    }
    pub const fn split_last_chunk_mut<const N: usize>(&mut self) -> Option<(&mut [T], &mut [T; N])> {
        if self.len() < N {
            return None;
        }
        let at = self.len() - N;
        let (rest, last) = self.split_at_mut(at);
        Some((rest, unsafe { &mut *(last.as_mut_ptr() as *mut [T; N]) }))
    }
    pub const fn last_chunk_mut<const N: usize>(&mut self) -> Option<&mut [T; N]> {
        match self.split_last_chunk_mut() { Some((_, last)) => Some(last), None => None }
    }

    #[track_caller]
    pub const fn as_rchunks<const N: usize>(&self) -> (&[T], &[[T; N]]) {
        if N == 0 { panic("chunk size must be non-zero") }
        let (rest, whole) = self.split_at(self.len() % N);
        (rest, unsafe { make(whole.as_ptr() as *const [T; N], whole.len() / N) })
    }
    #[track_caller]
    pub const fn as_chunks_mut<const N: usize>(&mut self) -> (&mut [[T; N]], &mut [T]) {
        if N == 0 { panic("chunk size must be non-zero") }
        let count = self.len() / N;
        let (whole, rest) = self.split_at_mut(count * N);
        (unsafe { make_mut(whole.as_mut_ptr() as *mut [T; N], count) }, rest)
    }
    #[track_caller]
    pub const fn as_rchunks_mut<const N: usize>(&mut self) -> (&mut [T], &mut [[T; N]]) {
        if N == 0 { panic("chunk size must be non-zero") }
        let (rest, whole) = self.split_at_mut(self.len() % N);
        let count = whole.len() / N;
        (rest, unsafe { make_mut(whole.as_mut_ptr() as *mut [T; N], count) })
    }
    #[track_caller]
    pub const unsafe fn as_chunks_unchecked<const N: usize>(&self) -> &[[T; N]] {
        if N == 0 || self.len() % N != 0 {
            panic_precondition("slice::as_chunks_unchecked requires `N != 0` and the slice to split exactly into `N`-element chunks")
        }
        unsafe { make(self.as_ptr() as *const [T; N], self.len() / N) }
    }
    #[track_caller]
    pub const unsafe fn as_chunks_unchecked_mut<const N: usize>(&mut self) -> &mut [[T; N]] {
        if N == 0 || self.len() % N != 0 {
            panic_precondition("slice::as_chunks_unchecked requires `N != 0` and the slice to split exactly into `N`-element chunks")
        }
        let count = self.len() / N;
        unsafe { make_mut(self.as_mut_ptr() as *mut [T; N], count) }
    }
    #[track_caller]
    pub const fn array_windows<const N: usize>(&self) -> ArrayWindows<'_, T, N> {
        if N == 0 { panic("window size must be non-zero") }
        ArrayWindows { rest: self }
    }
    /// The slice as an array, if it has just that length.
    pub const fn as_array<const N: usize>(&self) -> Option<&[T; N]> {
        if self.len() == N { Some(unsafe { &*(self.as_ptr() as *const [T; N]) }) } else { None }
    }
    pub const fn as_mut_array<const N: usize>(&mut self) -> Option<&mut [T; N]> {
        if self.len() == N { Some(unsafe { &mut *(self.as_mut_ptr() as *mut [T; N]) }) } else { None }
    }
}
