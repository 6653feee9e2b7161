//! Slices in pieces: by predicates, from the end, exclusively, with a known length.

use super::{Split, make, make_mut};
use crate::iter::{DoubleEndedIterator, ExactSizeIterator, Iterator};
use crate::panicking::panic;

pub struct RChunksMut<'a, T> {
    rest: &'a mut [T],
    size: usize,
}
impl<'a, T> Iterator for RChunksMut<'a, T> {
    type Item = &'a mut [T];
    fn next(&mut self) -> Option<&'a mut [T]> {
        let len = self.rest.len();
        if len == 0 {
            return None;
        }
        let at = len.saturating_sub(self.size);
        let start = self.rest.as_mut_ptr();
        unsafe {
            self.rest = make_mut(start, at);
            Some(make_mut(start.add(at), len - at))
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = self.rest.len().div_ceil(self.size);
        (n, Some(n))
    }
}
impl<'a, T> DoubleEndedIterator for RChunksMut<'a, T> {
    fn next_back(&mut self) -> Option<&'a mut [T]> {
        let len = self.rest.len();
        if len == 0 {
            return None;
        }
        let odd = len % self.size;
        let (chunk, rest) = crate::mem::take(&mut self.rest).split_at_mut(if odd == 0 { self.size } else { odd });
        self.rest = rest;
        Some(chunk)
    }
}
impl<T> ExactSizeIterator for RChunksMut<'_, T> {}

pub struct ChunkBy<'a, T, P> {
    rest: &'a [T],
    same: P,
}
impl<'a, T, P: FnMut(&T, &T) -> bool> Iterator for ChunkBy<'a, T, P> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        if self.rest.is_empty() {
            return None;
        }
        let mut at = 1;
        while at < self.rest.len() && (self.same)(&self.rest[at - 1], &self.rest[at]) {
            at += 1;
        }
        let (chunk, rest) = self.rest.split_at(at);
        self.rest = rest;
        Some(chunk)
    }
}

impl<'a, T, P: FnMut(&T) -> bool> DoubleEndedIterator for Split<'a, T, P> {
    fn next_back(&mut self) -> Option<&'a [T]> {
        let rest = self.rest?;
        let mut at = rest.len();
        while at > 0 {
            at -= 1;
            if (self.pred)(&rest[at]) {
                self.rest = Some(&rest[..at]);
                return Some(&rest[at + 1..]);
            }
        }
        self.rest = None;
        Some(rest)
    }
}

impl<'a, T, P: FnMut(&T, &T) -> bool> DoubleEndedIterator for ChunkBy<'a, T, P> {
    fn next_back(&mut self) -> Option<&'a [T]> {
        if self.rest.is_empty() {
            return None;
        }
        let mut at = self.rest.len() - 1;
        while at > 0 && (self.same)(&self.rest[at - 1], &self.rest[at]) {
            at -= 1;
        }
        let (rest, chunk) = self.rest.split_at(at);
        self.rest = rest;
        Some(chunk)
    }
}

/// ``split`` with what separates at the end of each piece.
pub struct SplitInclusive<'a, T, P> {
    rest: &'a [T],
    pred: P,
}
impl<'a, T, P: FnMut(&T) -> bool> Iterator for SplitInclusive<'a, T, P> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        if self.rest.is_empty() {
            return None;
        }
        let mut at = 0;
        while at < self.rest.len() && !(self.pred)(&self.rest[at]) {
            at += 1;
        }
        let (piece, rest) = self.rest.split_at(if at < self.rest.len() { at + 1 } else { at });
        self.rest = rest;
        Some(piece)
    }
}

impl<'a, T, P: FnMut(&T) -> bool> DoubleEndedIterator for SplitInclusive<'a, T, P> {
    fn next_back(&mut self) -> Option<&'a [T]> {
        if self.rest.is_empty() {
            return None;
        }
        let mut at = self.rest.len() - 1;
        while at > 0 && !(self.pred)(&self.rest[at - 1]) {
            at -= 1;
        }
        let (rest, piece) = self.rest.split_at(at);
        self.rest = rest;
        Some(piece)
    }
}

pub struct RSplit<'a, T, P>(Split<'a, T, P>);
impl<'a, T, P: FnMut(&T) -> bool> Iterator for RSplit<'a, T, P> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> { self.0.next_back() }
}
impl<'a, T, P: FnMut(&T) -> bool> DoubleEndedIterator for RSplit<'a, T, P> {
    fn next_back(&mut self) -> Option<&'a [T]> { self.0.next() }
}

macro_rules! so_many_pieces {
    ($($Name:ident $next:ident;)*) => { $(
        pub struct $Name<'a, T, P> {
            inner: Split<'a, T, P>,
            left: usize,
        }
        impl<'a, T, P: FnMut(&T) -> bool> Iterator for $Name<'a, T, P> {
            type Item = &'a [T];
            fn next(&mut self) -> Option<&'a [T]> {
                if self.left == 0 {
                    return None;
                }
                self.left -= 1;
                if self.left == 0 { self.inner.rest.take() } else { self.inner.$next() }
            }
        }
    )* };
}
so_many_pieces! { SplitN next; RSplitN next_back; }

impl<T> [T] {
    #[track_caller]
    pub fn rchunks_mut(&mut self, chunk_size: usize) -> RChunksMut<'_, T> {
        if chunk_size == 0 { panic("chunk size must be non-zero") }
        RChunksMut { rest: self, size: chunk_size }
    }
    pub fn chunk_by<F: FnMut(&T, &T) -> bool>(&self, pred: F) -> ChunkBy<'_, T, F> { ChunkBy { rest: self, same: pred } }
    pub fn split_inclusive<F: FnMut(&T) -> bool>(&self, pred: F) -> SplitInclusive<'_, T, F> {
        SplitInclusive { rest: self, pred }
    }
    pub fn rsplit<F: FnMut(&T) -> bool>(&self, pred: F) -> RSplit<'_, T, F> { RSplit(self.split(pred)) }
    pub fn splitn<F: FnMut(&T) -> bool>(&self, n: usize, pred: F) -> SplitN<'_, T, F> {
        SplitN { inner: self.split(pred), left: n }
    }
    pub fn rsplitn<F: FnMut(&T) -> bool>(&self, n: usize, pred: F) -> RSplitN<'_, T, F> {
        RSplitN { inner: self.split(pred), left: n }
    }
    pub fn strip_suffix(&self, suffix: &[T]) -> Option<&[T]>
    where
        T: PartialEq,
    {
        if self.ends_with(suffix) { Some(&self[..self.len() - suffix.len()]) } else { None }
    }

    pub const fn split_first_chunk<const N: usize>(&self) -> Option<(&[T; N], &[T])> {
        if self.len() < N {
            return None;
        }
        let (first, rest) = self.split_at(N);
        Some((unsafe { &*(first.as_ptr() as *const [T; N]) }, rest))
    }
    pub const fn split_last_chunk<const N: usize>(&self) -> Option<(&[T], &[T; N])> {
        if self.len() < N {
            return None;
        }
        let (rest, last) = self.split_at(self.len() - N);
        Some((rest, unsafe { &*(last.as_ptr() as *const [T; N]) }))
    }
    pub const fn first_chunk_mut<const N: usize>(&mut self) -> Option<&mut [T; N]> {
        if self.len() < N { None } else { Some(unsafe { &mut *(self.as_mut_ptr() as *mut [T; N]) }) }
    }
    #[track_caller]
    pub const fn as_chunks<const N: usize>(&self) -> (&[[T; N]], &[T]) {
        if N == 0 { panic("chunk size must be non-zero") }
        let count = self.len() / N;
        let (whole, rest) = self.split_at(count * N);
        (unsafe { make(whole.as_ptr() as *const [T; N], count) }, rest)
    }
    pub const fn split_at_mut_checked(&mut self, mid: usize) -> Option<(&mut [T], &mut [T])> {
        if mid <= self.len() { Some(self.split_at_mut(mid)) } else { None }
    }
    pub fn is_sorted_by<'a, F: FnMut(&'a T, &'a T) -> bool>(&'a self, mut compare: F) -> bool {
        let mut at = 1;
        while at < self.len() {
            if !compare(&self[at - 1], &self[at]) {
                return false;
            }
            at += 1;
        }
        true
    }
    pub fn is_sorted_by_key<'a, F: FnMut(&'a T) -> K, K: PartialOrd>(&'a self, mut f: F) -> bool {
        self.is_sorted_by(|a, b| f(a) <= f(b))
    }
}
