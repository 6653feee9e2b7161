//! Text from its end, in halves and as UTF-16.

use super::pattern::{Pattern, Searcher};
use super::{Chars, RSplit, Utf8Error};
use crate::panic::Location;
use crate::slice::SliceIndex;

#[derive(Clone, Debug)]
pub struct EncodeUtf16<'a> {
    chars: Chars<'a>,
    /// The second half of a pair.
    then: Option<u16>,
}
impl Iterator for EncodeUtf16<'_> {
    type Item = u16;
    fn next(&mut self) -> Option<u16> {
        if let Some(unit) = self.then.take() {
            return Some(unit);
        }
        let mut units = [0; 2];
        let c = self.chars.next()?;
        if c.encode_utf16(&mut units).len() == 2 {
            self.then = Some(units[1]);
        }
        Some(units[0])
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.chars.as_str().len();
        let extra = self.then.is_some() as usize;
        (len.div_ceil(3) + extra, Some(len + extra))
    }
}

pub struct RMatchIndices<'a, P: Pattern> {
    text: &'a str,
    /// Where the next match may end at last; None when all is done.
    end: Option<usize>,
    searcher: P::Searcher,
}
impl<'a, P: Pattern> Iterator for RMatchIndices<'a, P> {
    type Item = (usize, &'a str);
    fn next(&mut self) -> Option<(usize, &'a str)> {
        let (from, to) = self.searcher.find_before(self.text, self.end?)?;
        self.end = if from < to { Some(from) } else { self.text[..from].char_indices().next_back().map(|(at, _)| at) };
        Some((from, &self.text[from..to]))
    }
}

pub struct RMatches<'a, P: Pattern>(RMatchIndices<'a, P>);
impl<'a, P: Pattern> Iterator for RMatches<'a, P> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        match self.0.next() { Some((_, text)) => Some(text), None => None }
    }
}

pub type RSplitTerminator<'a, P> = RSplit<'a, P>;

impl str {
    pub const fn from_utf8_mut(v: &mut [u8]) -> Result<&mut str, Utf8Error> { super::from_utf8_mut(v) }
    pub const unsafe fn from_utf8_unchecked_mut(v: &mut [u8]) -> &mut str { unsafe { super::from_utf8_unchecked_mut(v) } }
    pub fn ceil_char_boundary(&self, index: usize) -> usize {
        if index >= self.len() {
            return self.len();
        }
        let mut at = index;
        while !self.is_char_boundary(at) {
            at += 1;
        }
        at
    }
    pub unsafe fn get_unchecked_mut<I: SliceIndex<str>>(&mut self, i: I) -> &mut I::Output {
        unsafe { &mut *i.get_unchecked_mut(self as *mut str) }
    }
    pub unsafe fn slice_unchecked(&self, begin: usize, end: usize) -> &str { unsafe { self.get_unchecked(begin..end) } }
    pub unsafe fn slice_mut_unchecked(&mut self, begin: usize, end: usize) -> &mut str { unsafe { self.get_unchecked_mut(begin..end) } }
    pub fn split_at_mut(&mut self, mid: usize) -> (&mut str, &mut str) {
        if !self.is_char_boundary(mid) {
            let place = "/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/core/src/str/mod.rs";
            super::index::slice_error_at(self, 0, mid, &Location::at(place, 894, 13))
        }
        let (start, len) = (self.as_mut_ptr(), self.len());
        unsafe { (super::from_raw_parts_mut(start, mid), super::from_raw_parts_mut(start.add(mid), len - mid)) }
    }
    pub fn split_at_mut_checked(&mut self, mid: usize) -> Option<(&mut str, &mut str)> {
        if self.is_char_boundary(mid) { Some(self.split_at_mut(mid)) } else { None }
    }
    pub fn encode_utf16(&self) -> EncodeUtf16<'_> { EncodeUtf16 { chars: self.chars(), then: None } }

    pub fn rsplit_terminator<P: Pattern>(&self, pat: P) -> RSplitTerminator<'_, P> { RSplit::terminator(self, pat) }
    pub fn rmatches<P: Pattern>(&self, pat: P) -> RMatches<'_, P> { RMatches(self.rmatch_indices(pat)) }
    pub fn rmatch_indices<P: Pattern>(&self, pat: P) -> RMatchIndices<'_, P> {
        RMatchIndices { text: self, end: Some(self.len()), searcher: pat.into_searcher() }
    }

    pub fn trim_left(&self) -> &str { self.trim_start() }
    pub fn trim_right(&self) -> &str { self.trim_end() }
    pub fn trim_left_matches<P: Pattern>(&self, pat: P) -> &str { self.trim_start_matches(pat) }
    pub fn trim_right_matches<P: Pattern>(&self, pat: P) -> &str { self.trim_end_matches(pat) }
    pub fn trim_ascii_start(&self) -> &str { unsafe { super::from_utf8_unchecked(self.as_bytes().trim_ascii_start()) } }
    pub fn trim_ascii_end(&self) -> &str { unsafe { super::from_utf8_unchecked(self.as_bytes().trim_ascii_end()) } }
    pub fn trim_ascii(&self) -> &str { unsafe { super::from_utf8_unchecked(self.as_bytes().trim_ascii()) } }
}
