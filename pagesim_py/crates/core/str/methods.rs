//! Methods of `str`.

use super::pattern::{Pattern, Searcher};
use super::{
    Bytes, CharIndices, Chars, EscapeDebug, EscapeDefault, EscapeUnicode, FromStr, Lines, MatchIndices, Matches, RSplit, RSplitN, Split,
    SplitAsciiWhitespace, SplitInclusive, SplitN, SplitWhitespace,
};
use crate::intrinsics;
use crate::panic::Location;
use crate::slice::SliceIndex;

/// Where the real library has `split_at`.
const SPLIT_AT: &str = "/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/core/src/str/mod.rs";

impl str {
    pub const fn len(&self) -> usize { intrinsics::slice_len(self as *const str as *const [u8]) }
    pub const fn is_empty(&self) -> bool { self.len() == 0 }
    pub const fn as_ptr(&self) -> *const u8 { self as *const str as *const u8 }
    pub const fn as_mut_ptr(&mut self) -> *mut u8 { self as *mut str as *mut u8 }
    pub const fn as_bytes(&self) -> &[u8] { unsafe { &*(self as *const str as *const [u8]) } }
    pub const unsafe fn as_bytes_mut(&mut self) -> &mut [u8] { unsafe { &mut *(self as *mut str as *mut [u8]) } }
    pub const fn from_utf8(v: &[u8]) -> Result<&str, super::Utf8Error> { super::from_utf8(v) }
    pub const unsafe fn from_utf8_unchecked(v: &[u8]) -> &str { unsafe { super::from_utf8_unchecked(v) } }

    pub const fn is_char_boundary(&self, index: usize) -> bool {
        let len = self.len();
        if index == 0 || index == len {
            return true;
        }
        index < len && self.as_bytes()[index] & 0xc0 != 0x80
    }
    pub fn floor_char_boundary(&self, index: usize) -> usize {
        if index >= self.len() {
            return self.len();
        }
        let mut at = index;
        while !self.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    pub fn get<I: SliceIndex<str>>(&self, i: I) -> Option<&I::Output> { i.get(self) }
    pub fn get_mut<I: SliceIndex<str>>(&mut self, i: I) -> Option<&mut I::Output> { i.get_mut(self) }
    pub unsafe fn get_unchecked<I: SliceIndex<str>>(&self, i: I) -> &I::Output { unsafe { &*i.get_unchecked(self as *const str) } }

    pub fn split_at(&self, mid: usize) -> (&str, &str) {
        match self.split_at_checked(mid) {
            Some(parts) => parts,
            None => super::index::slice_error_at(self, 0, mid, &Location::at(SPLIT_AT, 849, 21)),
        }
    }
    pub fn split_at_checked(&self, mid: usize) -> Option<(&str, &str)> {
        if self.is_char_boundary(mid) { Some((&self[..mid], &self[mid..])) } else { None }
    }

    pub fn chars(&self) -> Chars<'_> { Chars::new(self) }
    pub fn char_indices(&self) -> CharIndices<'_> { CharIndices::new(self) }
    pub fn bytes(&self) -> Bytes<'_> { Bytes::new(self) }
    pub fn lines(&self) -> Lines<'_> { Lines(self.split_inclusive('\n')) }
    pub fn split_whitespace(&self) -> SplitWhitespace<'_> { SplitWhitespace { rest: self } }
    pub fn split_ascii_whitespace(&self) -> SplitAsciiWhitespace<'_> { SplitAsciiWhitespace { rest: self } }

    pub fn contains<P: Pattern>(&self, pat: P) -> bool { pat.into_searcher().find_from(self, 0).is_some() }
    pub fn starts_with<P: Pattern>(&self, pat: P) -> bool { self.strip_prefix(pat).is_some() }
    pub fn ends_with<P: Pattern>(&self, pat: P) -> bool { self.strip_suffix(pat).is_some() }
    pub fn find<P: Pattern>(&self, pat: P) -> Option<usize> {
        match pat.into_searcher().find_from(self, 0) { Some((at, _)) => Some(at), None => None }
    }
    pub fn rfind<P: Pattern>(&self, pat: P) -> Option<usize> {
        match pat.into_searcher().find_before(self, self.len()) { Some((at, _)) => Some(at), None => None }
    }

    pub fn split<P: Pattern>(&self, pat: P) -> Split<'_, P> { Split::new(self, pat, true) }
    pub fn split_terminator<P: Pattern>(&self, pat: P) -> Split<'_, P> { Split::new(self, pat, false) }
    pub fn split_inclusive<P: Pattern>(&self, pat: P) -> SplitInclusive<'_, P> { SplitInclusive::new(self, pat) }
    pub fn rsplit<P: Pattern>(&self, pat: P) -> RSplit<'_, P> { RSplit::new(self, pat) }
    pub fn splitn<P: Pattern>(&self, n: usize, pat: P) -> SplitN<'_, P> { SplitN::new(self, n, pat) }
    pub fn rsplitn<P: Pattern>(&self, n: usize, pat: P) -> RSplitN<'_, P> { RSplitN::new(self, n, pat) }
    pub fn split_once<P: Pattern>(&self, delimiter: P) -> Option<(&str, &str)> {
        let (from, to) = delimiter.into_searcher().find_from(self, 0)?;
        Some((&self[..from], &self[to..]))
    }
    pub fn rsplit_once<P: Pattern>(&self, delimiter: P) -> Option<(&str, &str)> {
        let (from, to) = delimiter.into_searcher().find_before(self, self.len())?;
        Some((&self[..from], &self[to..]))
    }
    pub fn matches<P: Pattern>(&self, pat: P) -> Matches<'_, P> { Matches(MatchIndices::new(self, pat)) }
    pub fn match_indices<P: Pattern>(&self, pat: P) -> MatchIndices<'_, P> { MatchIndices::new(self, pat) }

    pub fn trim(&self) -> &str { self.trim_start().trim_end() }
    pub fn trim_start(&self) -> &str { self.trim_start_matches(char::is_whitespace) }
    pub fn trim_end(&self) -> &str { self.trim_end_matches(char::is_whitespace) }
    pub fn trim_matches<P: Pattern>(&self, pat: P) -> &str {
        let mut searcher = pat.into_searcher();
        trim_back(trim_front(self, &mut searcher), &mut searcher)
    }
    pub fn trim_start_matches<P: Pattern>(&self, pat: P) -> &str { trim_front(self, &mut pat.into_searcher()) }
    pub fn trim_end_matches<P: Pattern>(&self, pat: P) -> &str { trim_back(self, &mut pat.into_searcher()) }
    pub fn strip_prefix<P: Pattern>(&self, prefix: P) -> Option<&str> {
        match prefix.into_searcher().find_from(self, 0) {
            Some((0, to)) => Some(&self[to..]),
            _ => None,
        }
    }
    pub fn strip_suffix<P: Pattern>(&self, suffix: P) -> Option<&str> {
        match suffix.into_searcher().find_before(self, self.len()) {
            Some((from, to)) => if to == self.len() { Some(&self[..from]) } else { None },
            None => None,
        }
    }

    pub fn parse<F: FromStr>(&self) -> Result<F, F::Err> { FromStr::from_str(self) }

    pub const fn is_ascii(&self) -> bool { self.as_bytes().is_ascii() }
    pub const fn eq_ignore_ascii_case(&self, other: &str) -> bool { self.as_bytes().eq_ignore_ascii_case(other.as_bytes()) }
    pub fn make_ascii_uppercase(&mut self) { unsafe { self.as_bytes_mut().make_ascii_uppercase() } }
    pub fn make_ascii_lowercase(&mut self) { unsafe { self.as_bytes_mut().make_ascii_lowercase() } }

    pub fn escape_debug(&self) -> EscapeDebug<'_> { EscapeDebug::new(self) }
    pub fn escape_default(&self) -> EscapeDefault<'_> { EscapeDefault::new(self) }
    pub fn escape_unicode(&self) -> EscapeUnicode<'_> { EscapeUnicode::new(self) }
}

fn trim_front<'a, S: Searcher>(text: &'a str, searcher: &mut S) -> &'a str {
    let mut at = 0;
    while let Some((from, to)) = searcher.find_from(text, at) {
        if from != at || from == to {
            break;
        }
        at = to;
    }
    &text[at..]
}

fn trim_back<'a, S: Searcher>(text: &'a str, searcher: &mut S) -> &'a str {
    let mut end = text.len();
    while let Some((from, to)) = searcher.find_before(text, end) {
        if to != end || from == to {
            break;
        }
        end = from;
    }
    &text[..end]
}

impl Default for &mut str {
    fn default() -> Self { unsafe { super::from_utf8_unchecked_mut(&mut []) } }
}
