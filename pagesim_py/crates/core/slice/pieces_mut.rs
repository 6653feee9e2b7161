//! Pieces that can be written to, and exact ones from the end.

use super::make_mut;
use crate::iter::{DoubleEndedIterator, ExactSizeIterator, FusedIterator, Iterator};
use crate::mem::take;
use crate::panicking::panic;

#[derive(Clone, Debug)]
pub struct RChunksExact<'a, T> {
    rest: &'a [T],
    remainder: &'a [T],
    size: usize,
}
impl<'a, T> RChunksExact<'a, T> {
    pub fn remainder(&self) -> &'a [T] { self.remainder }
}
impl<'a, T> Iterator for RChunksExact<'a, T> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        let at = self.rest.len().checked_sub(self.size)?;
        let (rest, chunk) = self.rest.split_at(at);
        self.rest = rest;
        Some(chunk)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = self.rest.len() / self.size;
        (n, Some(n))
    }
}
impl<'a, T> DoubleEndedIterator for RChunksExact<'a, T> {
    fn next_back(&mut self) -> Option<&'a [T]> {
        let (chunk, rest) = self.rest.split_at_checked(self.size)?;
        self.rest = rest;
        Some(chunk)
    }
}
impl<T> ExactSizeIterator for RChunksExact<'_, T> {}
impl<T> FusedIterator for RChunksExact<'_, T> {}

#[derive(Debug)]
pub struct RChunksExactMut<'a, T> {
    rest: &'a mut [T],
    remainder: &'a mut [T],
    size: usize,
}
impl<'a, T> RChunksExactMut<'a, T> {
    pub fn into_remainder(self) -> &'a mut [T] { self.remainder }
}
impl<'a, T> Iterator for RChunksExactMut<'a, T> {
    type Item = &'a mut [T];
    fn next(&mut self) -> Option<&'a mut [T]> {
        let at = self.rest.len().checked_sub(self.size)?;
        let (rest, chunk) = take(&mut self.rest).split_at_mut(at);
        self.rest = rest;
        Some(chunk)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = self.rest.len() / self.size;
        (n, Some(n))
    }
}
impl<'a, T> DoubleEndedIterator for RChunksExactMut<'a, T> {
    fn next_back(&mut self) -> Option<&'a mut [T]> {
        if self.rest.len() < self.size {
            return None;
        }
        let (chunk, rest) = take(&mut self.rest).split_at_mut(self.size);
        self.rest = rest;
        Some(chunk)
    }
}
impl<T> ExactSizeIterator for RChunksExactMut<'_, T> {}
impl<T> FusedIterator for RChunksExactMut<'_, T> {}

pub struct ChunkByMut<'a, T, P> {
    rest: &'a mut [T],
    same: P,
}
impl<'a, T, P: FnMut(&T, &T) -> bool> Iterator for ChunkByMut<'a, T, P> {
    type Item = &'a mut [T];
    fn next(&mut self) -> Option<&'a mut [T]> {
        if self.rest.is_empty() {
            return None;
        }
        let mut at = 1;
        while at < self.rest.len() && (self.same)(&self.rest[at - 1], &self.rest[at]) {
            at += 1;
        }
        let (chunk, rest) = take(&mut self.rest).split_at_mut(at);
        self.rest = rest;
        Some(chunk)
    }
}
impl<'a, T, P: FnMut(&T, &T) -> bool> DoubleEndedIterator for ChunkByMut<'a, T, P> {
    fn next_back(&mut self) -> Option<&'a mut [T]> {
        if self.rest.is_empty() {
            return None;
        }
        let mut at = self.rest.len() - 1;
        while at > 0 && (self.same)(&self.rest[at - 1], &self.rest[at]) {
            at -= 1;
        }
        let (rest, chunk) = take(&mut self.rest).split_at_mut(at);
        self.rest = rest;
        Some(chunk)
    }
}

pub struct SplitInclusiveMut<'a, T, P> {
    rest: &'a mut [T],
    pred: P,
}
impl<'a, T, P: FnMut(&T) -> bool> Iterator for SplitInclusiveMut<'a, T, P> {
    type Item = &'a mut [T];
    fn next(&mut self) -> Option<&'a mut [T]> {
        if self.rest.is_empty() {
            return None;
        }
        let mut at = 1;
        while at < self.rest.len() && !(self.pred)(&self.rest[at - 1]) {
            at += 1;
        }
        let (piece, rest) = take(&mut self.rest).split_at_mut(at);
        self.rest = rest;
        Some(piece)
    }
}
impl<'a, T, P: FnMut(&T) -> bool> DoubleEndedIterator for SplitInclusiveMut<'a, T, P> {
    fn next_back(&mut self) -> Option<&'a mut [T]> {
        if self.rest.is_empty() {
            return None;
        }
        let mut at = self.rest.len() - 1;
        while at > 0 && !(self.pred)(&self.rest[at - 1]) {
            at -= 1;
        }
        let (rest, piece) = take(&mut self.rest).split_at_mut(at);
        self.rest = rest;
        Some(piece)
    }
}

/// ``split_mut`` from either end, and so many pieces at most as ``left`` says.
struct Pieces<'a, T, P> {
    rest: Option<&'a mut [T]>,
    pred: P,
    left: usize,
}
impl<'a, T, P: FnMut(&T) -> bool> Pieces<'a, T, P> {
    fn step(&mut self, backwards: bool) -> Option<&'a mut [T]> {
        if self.left == 0 {
            return None;
        }
        self.left -= 1;
        let rest = self.rest.take()?;
        if self.left == 0 {
            return Some(rest);
        }
        let mut found = None;
        let mut seen = 0;
        while found.is_none() && seen < rest.len() {
            let at = if backwards { rest.len() - 1 - seen } else { seen };
            if (self.pred)(&rest[at]) {
                found = Some(at);
            }
            seen += 1;
        }
        let Some(at) = found else { return Some(rest) };
        let (start, len) = (rest.as_mut_ptr(), rest.len());
        let (before, after) = unsafe { (make_mut(start, at), make_mut(start.add(at + 1), len - at - 1)) };
        let (piece, rest) = if backwards { (after, before) } else { (before, after) };
        self.rest = Some(rest);
        Some(piece)
    }
}

macro_rules! mutable_pieces {
    ($($Name:ident $backwards:literal;)*) => { $(
        pub struct $Name<'a, T, P>(Pieces<'a, T, P>);
        impl<'a, T, P: FnMut(&T) -> bool> Iterator for $Name<'a, T, P> {
            type Item = &'a mut [T];
            fn next(&mut self) -> Option<&'a mut [T]> { self.0.step($backwards) }
        }
    )* };
}
mutable_pieces! { SplitMut false; RSplitMut true; SplitNMut false; RSplitNMut true; }

macro_rules! also_from_the_other_end {
    ($($Name:ident $backwards:literal;)*) => { $(
        impl<'a, T, P: FnMut(&T) -> bool> DoubleEndedIterator for $Name<'a, T, P> {
            fn next_back(&mut self) -> Option<&'a mut [T]> { self.0.step(!$backwards) }
        }
    )* };
}
also_from_the_other_end! { SplitMut false; RSplitMut true; }

impl<T> [T] {
    #[track_caller]
    pub fn rchunks_exact(&self, chunk_size: usize) -> RChunksExact<'_, T> {
        if chunk_size == 0 { panic("chunk size must be non-zero") }
        let (remainder, rest) = self.split_at(self.len() % chunk_size);
        RChunksExact { rest, remainder, size: chunk_size }
    }
    #[track_caller]
    pub fn rchunks_exact_mut(&mut self, chunk_size: usize) -> RChunksExactMut<'_, T> {
        if chunk_size == 0 { panic("chunk size must be non-zero") }
        let (remainder, rest) = self.split_at_mut(self.len() % chunk_size);
        RChunksExactMut { rest, remainder, size: chunk_size }
    }
    pub fn chunk_by_mut<F: FnMut(&T, &T) -> bool>(&mut self, pred: F) -> ChunkByMut<'_, T, F> {
        ChunkByMut { rest: self, same: pred }
    }
    pub fn split_inclusive_mut<F: FnMut(&T) -> bool>(&mut self, pred: F) -> SplitInclusiveMut<'_, T, F> {
        SplitInclusiveMut { rest: self, pred }
    }
    pub fn split_mut<F: FnMut(&T) -> bool>(&mut self, pred: F) -> SplitMut<'_, T, F> {
        SplitMut(Pieces { rest: Some(self), pred, left: usize::MAX })
    }
    pub fn rsplit_mut<F: FnMut(&T) -> bool>(&mut self, pred: F) -> RSplitMut<'_, T, F> {
        RSplitMut(Pieces { rest: Some(self), pred, left: usize::MAX })
    }
    pub fn splitn_mut<F: FnMut(&T) -> bool>(&mut self, n: usize, pred: F) -> SplitNMut<'_, T, F> {
        SplitNMut(Pieces { rest: Some(self), pred, left: n })
    }
    pub fn rsplitn_mut<F: FnMut(&T) -> bool>(&mut self, n: usize, pred: F) -> RSplitNMut<'_, T, F> {
        RSplitNMut(Pieces { rest: Some(self), pred, left: n })
    }
}
