//! Iterators over parts of a slice.

#[derive(Clone)]
pub struct Windows<'a, T> {
    pub(super) rest: &'a [T],
    pub(super) size: usize,
}
impl<'a, T> Iterator for Windows<'a, T> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        let len = self.rest.len();
        if self.size > len {
            return None;
        }
        let start = self.rest.as_ptr();
        unsafe {
            self.rest = super::make(start.add(1), len - 1);
            Some(super::make(start, self.size))
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = (self.rest.len() + 1).saturating_sub(self.size);
        (n, Some(n))
    }
}
impl<'a, T> DoubleEndedIterator for Windows<'a, T> {
    fn next_back(&mut self) -> Option<&'a [T]> {
        let len = self.rest.len();
        if self.size > len {
            return None;
        }
        let window = &self.rest[len - self.size..];
        self.rest = &self.rest[..len - 1];
        Some(window)
    }
}
impl<T> ExactSizeIterator for Windows<'_, T> {}

#[derive(Clone)]
pub struct Chunks<'a, T> {
    pub(super) rest: &'a [T],
    pub(super) size: usize,
}
impl<'a, T> Iterator for Chunks<'a, T> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        let len = self.rest.len();
        if len == 0 {
            return None;
        }
        let (chunk, rest) = self.rest.split_at(if len < self.size { len } else { self.size });
        self.rest = rest;
        Some(chunk)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = self.rest.len().div_ceil(self.size);
        (n, Some(n))
    }
}
impl<'a, T> DoubleEndedIterator for Chunks<'a, T> {
    fn next_back(&mut self) -> Option<&'a [T]> {
        let len = self.rest.len();
        if len == 0 {
            return None;
        }
        let odd = len % self.size;
        let (rest, chunk) = self.rest.split_at(len - if odd == 0 { self.size } else { odd });
        self.rest = rest;
        Some(chunk)
    }
}
impl<T> ExactSizeIterator for Chunks<'_, T> {}

pub struct ChunksMut<'a, T> {
    pub(super) rest: &'a mut [T],
    pub(super) size: usize,
}
impl<'a, T> Iterator for ChunksMut<'a, T> {
    type Item = &'a mut [T];
    fn next(&mut self) -> Option<&'a mut [T]> {
        let len = self.rest.len();
        if len == 0 {
            return None;
        }
        let start = self.rest.as_mut_ptr();
        let size = if len < self.size { len } else { self.size };
        unsafe {
            self.rest = super::make_mut(start.add(size), len - size);
            Some(super::make_mut(start, size))
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = self.rest.len().div_ceil(self.size);
        (n, Some(n))
    }
}
impl<'a, T> DoubleEndedIterator for ChunksMut<'a, T> {
    fn next_back(&mut self) -> Option<&'a mut [T]> {
        let len = self.rest.len();
        if len == 0 {
            return None;
        }
        let start = self.rest.as_mut_ptr();
        let odd = len % self.size;
        let size = if odd == 0 { self.size } else { odd };
        unsafe {
            self.rest = super::make_mut(start, len - size);
            Some(super::make_mut(start.add(len - size), size))
        }
    }
}
impl<T> ExactSizeIterator for ChunksMut<'_, T> {}

#[derive(Clone)]
pub struct ChunksExact<'a, T> {
    pub(super) rest: &'a [T],
    pub(super) remainder: &'a [T],
    pub(super) size: usize,
}
impl<'a, T> ChunksExact<'a, T> {
    pub fn remainder(&self) -> &'a [T] { self.remainder }
}
impl<'a, T> Iterator for ChunksExact<'a, T> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        if self.rest.is_empty() {
            return None;
        }
        let (chunk, rest) = self.rest.split_at(self.size);
        self.rest = rest;
        Some(chunk)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = self.rest.len() / self.size;
        (n, Some(n))
    }
}
impl<'a, T> DoubleEndedIterator for ChunksExact<'a, T> {
    fn next_back(&mut self) -> Option<&'a [T]> {
        if self.rest.is_empty() {
            return None;
        }
        let (rest, chunk) = self.rest.split_at(self.rest.len() - self.size);
        self.rest = rest;
        Some(chunk)
    }
}
impl<T> ExactSizeIterator for ChunksExact<'_, T> {}

pub struct ChunksExactMut<'a, T> {
    pub(super) whole: ChunksMut<'a, T>,
    pub(super) remainder: &'a mut [T],
}
impl<'a, T> ChunksExactMut<'a, T> {
    pub fn into_remainder(self) -> &'a mut [T] { self.remainder }
}
impl<'a, T> Iterator for ChunksExactMut<'a, T> {
    type Item = &'a mut [T];
    fn next(&mut self) -> Option<&'a mut [T]> { self.whole.next() }
    fn size_hint(&self) -> (usize, Option<usize>) { self.whole.size_hint() }
}
impl<T> DoubleEndedIterator for ChunksExactMut<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> { self.whole.next_back() }
}
impl<T> ExactSizeIterator for ChunksExactMut<'_, T> {}

#[derive(Clone)]
pub struct RChunks<'a, T> {
    pub(super) rest: &'a [T],
    pub(super) size: usize,
}
impl<'a, T> Iterator for RChunks<'a, T> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        let len = self.rest.len();
        if len == 0 {
            return None;
        }
        let (rest, chunk) = self.rest.split_at(len.saturating_sub(self.size));
        self.rest = rest;
        Some(chunk)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = self.rest.len().div_ceil(self.size);
        (n, Some(n))
    }
}
impl<'a, T> DoubleEndedIterator for RChunks<'a, T> {
    fn next_back(&mut self) -> Option<&'a [T]> {
        let len = self.rest.len();
        if len == 0 {
            return None;
        }
        let odd = len % self.size;
        let (chunk, rest) = self.rest.split_at(if odd == 0 { self.size } else { odd });
        self.rest = rest;
        Some(chunk)
    }
}
impl<T> ExactSizeIterator for RChunks<'_, T> {}

pub struct Split<'a, T, P> {
    pub(super) rest: Option<&'a [T]>,
    pub(super) pred: P,
}
impl<'a, T, P: FnMut(&T) -> bool> Iterator for Split<'a, T, P> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        let rest = self.rest?;
        let mut at = 0;
        while at < rest.len() {
            if (self.pred)(&rest[at]) {
                self.rest = Some(&rest[at + 1..]);
                return Some(&rest[..at]);
            }
            at += 1;
        }
        self.rest = None;
        Some(rest)
    }
}
