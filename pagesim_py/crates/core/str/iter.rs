//! A text's bytes and characters.

use crate::fmt::{self, Write};
use crate::intrinsics;
use crate::slice;

#[derive(Clone, Debug)]
pub struct Bytes<'a> {
    iter: slice::Iter<'a, u8>,
}
impl<'a> Bytes<'a> {
    pub(super) fn new(s: &'a str) -> Bytes<'a> { Bytes { iter: s.as_bytes().iter() } }
}
impl Iterator for Bytes<'_> {
    type Item = u8;
    fn next(&mut self) -> Option<u8> {
        match self.iter.next() { Some(b) => Some(*b), None => None }
    }
    fn size_hint(&self) -> (usize, Option<usize>) { self.iter.size_hint() }
    fn count(self) -> usize { self.iter.count() }
    fn nth(&mut self, n: usize) -> Option<u8> {
        match self.iter.nth(n) { Some(b) => Some(*b), None => None }
    }
}
impl DoubleEndedIterator for Bytes<'_> {
    fn next_back(&mut self) -> Option<u8> {
        match self.iter.next_back() { Some(b) => Some(*b), None => None }
    }
}
impl ExactSizeIterator for Bytes<'_> {}

#[derive(Clone)]
pub struct Chars<'a> {
    rest: &'a str,
}
impl<'a> Chars<'a> {
    pub(super) fn new(s: &'a str) -> Chars<'a> { Chars { rest: s } }
    pub fn as_str(&self) -> &'a str { self.rest }
}
impl Iterator for Chars<'_> {
    type Item = char;
    fn next(&mut self) -> Option<char> {
        let len = self.rest.len();
        if len == 0 {
            return None;
        }
        let start = self.rest.as_ptr();
        unsafe {
            let (code, size) = intrinsics::utf8_decode(start);
            self.rest = super::from_raw_parts(intrinsics::ptr_add(start, size), len - size);
            Some(intrinsics::transmute(code))
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) { (self.rest.len().div_ceil(4), Some(self.rest.len())) }
}
impl DoubleEndedIterator for Chars<'_> {
    fn next_back(&mut self) -> Option<char> {
        let mut start = self.rest.len();
        if start == 0 {
            return None;
        }
        start -= 1;
        while !self.rest.is_char_boundary(start) {
            start -= 1;
        }
        unsafe {
            let base = self.rest.as_ptr();
            let (code, _) = intrinsics::utf8_decode(intrinsics::ptr_add(base, start));
            self.rest = super::from_raw_parts(base, start);
            Some(intrinsics::transmute(code))
        }
    }
}
impl fmt::Debug for Chars<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Chars(")?;
        f.debug_list().entries(self.clone()).finish()?;
        f.write_str(")")
    }
}

#[derive(Clone, Debug)]
pub struct CharIndices<'a> {
    front_offset: usize,
    iter: Chars<'a>,
}
impl<'a> CharIndices<'a> {
    pub(super) fn new(s: &'a str) -> CharIndices<'a> { CharIndices { front_offset: 0, iter: Chars::new(s) } }
    pub fn as_str(&self) -> &'a str { self.iter.rest }
    pub fn offset(&self) -> usize { self.front_offset }
}
impl Iterator for CharIndices<'_> {
    type Item = (usize, char);
    fn next(&mut self) -> Option<(usize, char)> {
        match self.iter.next() {
            Some(c) => {
                let at = self.front_offset;
                self.front_offset = at + c.len_utf8();
                Some((at, c))
            }
            None => None,
        }
    }
}
impl DoubleEndedIterator for CharIndices<'_> {
    fn next_back(&mut self) -> Option<(usize, char)> {
        match self.iter.next_back() {
            Some(c) => Some((self.front_offset + self.iter.rest.len(), c)),
            None => None,
        }
    }
}

macro_rules! escapes {
    ($($Name:ident $method:ident;)*) => { $(
        #[derive(Clone)]
        pub struct $Name<'a> {
            chars: Chars<'a>,
            now: Option<crate::char::$Name>,
        }
        impl<'a> $Name<'a> {
            pub(super) fn new(s: &'a str) -> $Name<'a> { $Name { chars: Chars::new(s), now: None } }
        }
        impl Iterator for $Name<'_> {
            type Item = char;
            fn next(&mut self) -> Option<char> {
                loop {
                    if let Some(now) = &mut self.now {
                        if let Some(c) = now.next() {
                            return Some(c);
                        }
                    }
                    self.now = Some(self.chars.next()?.$method());
                }
            }
        }
        impl fmt::Display for $Name<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                for c in self.clone() {
                    f.write_char(c)?;
                }
                Ok(())
            }
        }
    )* };
}
escapes! { EscapeDebug escape_debug; EscapeDefault escape_default; EscapeUnicode escape_unicode; }
