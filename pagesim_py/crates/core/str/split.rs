//! Texts cut into parts.

use super::pattern::{Pattern, Searcher};

/// The parts between matches, from the left or the right, perhaps only some of them.
struct Splitter<'a, S> {
    text: &'a str,
    start: usize,
    end: usize,
    /// Where the next search from the left begins; ahead of `start` after an empty match.
    resume: usize,
    finished: bool,
    allow_trailing_empty: bool,
    searcher: S,
}

impl<'a, S: Searcher> Splitter<'a, S> {
    fn new(text: &'a str, searcher: S, allow_trailing_empty: bool) -> Splitter<'a, S> {
        Splitter { text, start: 0, end: text.len(), resume: 0, finished: false, allow_trailing_empty, searcher }
    }

    /// What is left, once.
    fn rest(&mut self) -> Option<&'a str> {
        if self.finished {
            return None;
        }
        self.finished = true;
        if self.start == self.end && !self.allow_trailing_empty {
            return None;
        }
        Some(&self.text[self.start..self.end])
    }

    fn find(&mut self) -> Option<(usize, usize)> {
        if self.resume > self.end {
            return None;
        }
        let (from, to) = self.searcher.find_from(self.text, self.resume)?;
        if to > self.end {
            return None;
        }
        self.resume = to;
        if from == to {
            self.resume += match self.text[to..].chars().next() { Some(c) => c.len_utf8(), None => 1 };
        }
        Some((from, to))
    }

    fn next(&mut self, keep_match: bool) -> Option<&'a str> {
        if self.finished {
            return None;
        }
        match self.find() {
            Some((from, to)) => {
                let part = &self.text[self.start..if keep_match { to } else { from }];
                self.start = to;
                Some(part)
            }
            None => self.rest(),
        }
    }

    fn next_back(&mut self) -> Option<&'a str> {
        if self.finished {
            return None;
        }
        if !self.allow_trailing_empty {
            self.allow_trailing_empty = true;
            match self.next_back() {
                Some(part) => if !part.is_empty() { return Some(part) },
                None => return None,
            }
            if self.finished {
                return None;
            }
        }
        match self.searcher.find_before(self.text, self.end) {
            Some((from, to)) => {
                if from < self.start {
                    return self.rest();
                }
                let part = &self.text[to..self.end];
                self.end = from;
                Some(part)
            }
            None => self.rest(),
        }
    }
}

impl<'a, S: Searcher> Splitter<'a, S> {
    /// The last part with the match at its end.
    fn next_back_inclusive(&mut self) -> Option<&'a str> {
        if self.finished || self.start == self.end {
            self.finished = true;
            return None;
        }
        let text = self.text;
        let mut limit = self.end;
        while let Some((from, to)) = self.searcher.find_before(text, limit) {
            if from < self.start {
                break;
            }
            if to < self.end {
                let part = &text[to..self.end];
                self.end = to;
                return Some(part);
            }
            limit = from;
        }
        self.rest()
    }
}

pub type SplitTerminator<'a, P> = Split<'a, P>;
pub struct Split<'a, P: Pattern>(Splitter<'a, P::Searcher>);
impl<'a, P: Pattern> Split<'a, P> {
    pub(super) fn new(text: &'a str, pat: P, trailing: bool) -> Self { Split(Splitter::new(text, pat.into_searcher(), trailing)) }
}
impl<'a, P: Pattern> Iterator for Split<'a, P> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> { self.0.next(false) }
}
impl<'a, P: Pattern> DoubleEndedIterator for Split<'a, P> {
    fn next_back(&mut self) -> Option<&'a str> { self.0.next_back() }
}

pub struct RSplit<'a, P: Pattern>(Splitter<'a, P::Searcher>);
impl<'a, P: Pattern> RSplit<'a, P> {
    pub(super) fn new(text: &'a str, pat: P) -> Self { RSplit(Splitter::new(text, pat.into_searcher(), true)) }
}
impl<'a, P: Pattern> DoubleEndedIterator for RSplit<'a, P> {
    fn next_back(&mut self) -> Option<&'a str> { self.0.next(false) }
}
impl<'a, P: Pattern> RSplit<'a, P> {
    pub(super) fn terminator(text: &'a str, pat: P) -> Self { RSplit(Splitter::new(text, pat.into_searcher(), false)) }
}
impl<'a, P: Pattern> Iterator for RSplit<'a, P> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> { self.0.next_back() }
}

pub struct SplitInclusive<'a, P: Pattern>(Splitter<'a, P::Searcher>);
impl<'a, P: Pattern> SplitInclusive<'a, P> {
    pub(super) fn new(text: &'a str, pat: P) -> Self { SplitInclusive(Splitter::new(text, pat.into_searcher(), false)) }
}
impl<'a, P: Pattern> DoubleEndedIterator for SplitInclusive<'a, P> {
    fn next_back(&mut self) -> Option<&'a str> { self.0.next_back_inclusive() }
}
impl<'a, P: Pattern> Iterator for SplitInclusive<'a, P> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> { self.0.next(true) }
}

pub struct SplitN<'a, P: Pattern> {
    inner: Splitter<'a, P::Searcher>,
    count: usize,
}
impl<'a, P: Pattern> SplitN<'a, P> {
    pub(super) fn new(text: &'a str, count: usize, pat: P) -> Self { SplitN { inner: Splitter::new(text, pat.into_searcher(), true), count } }
}
impl<'a, P: Pattern> Iterator for SplitN<'a, P> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        if self.count == 0 {
            return None;
        }
        self.count -= 1;
        if self.count == 0 { self.inner.rest() } else { self.inner.next(false) }
    }
}

pub struct RSplitN<'a, P: Pattern> {
    inner: Splitter<'a, P::Searcher>,
    count: usize,
}
impl<'a, P: Pattern> RSplitN<'a, P> {
    pub(super) fn new(text: &'a str, count: usize, pat: P) -> Self { RSplitN { inner: Splitter::new(text, pat.into_searcher(), true), count } }
}
impl<'a, P: Pattern> Iterator for RSplitN<'a, P> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        if self.count == 0 {
            return None;
        }
        self.count -= 1;
        if self.count == 0 { self.inner.rest() } else { self.inner.next_back() }
    }
}

/// Lines without their ends (`\n` or `\r\n`).
pub struct Lines<'a>(pub(super) SplitInclusive<'a, char>);
impl<'a> Iterator for Lines<'a> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        let line = self.0.next()?;
        let Some(line) = line.strip_suffix('\n') else { return Some(line) };
        match line.strip_suffix('\r') { Some(line) => Some(line), None => Some(line) }
    }
}

impl<'a> DoubleEndedIterator for Lines<'a> {
    fn next_back(&mut self) -> Option<&'a str> {
        let line = self.0.next_back()?;
        let Some(line) = line.strip_suffix('\n') else { return Some(line) };
        match line.strip_suffix('\r') { Some(line) => Some(line), None => Some(line) }
    }
}

/// Words: the parts between white space, none of them empty.
#[derive(Clone)]
pub struct SplitWhitespace<'a> {
    pub(super) rest: &'a str,
}
impl<'a> Iterator for SplitWhitespace<'a> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        let text = self.rest.trim_start();
        if text.is_empty() {
            self.rest = text;
            return None;
        }
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        self.rest = &text[end..];
        Some(&text[..end])
    }
}
impl<'a> DoubleEndedIterator for SplitWhitespace<'a> {
    fn next_back(&mut self) -> Option<&'a str> {
        let text = self.rest.trim_end();
        if text.is_empty() {
            self.rest = text;
            return None;
        }
        let start = match text.char_indices().rev().find(|(_, c)| c.is_whitespace()) { Some((at, c)) => at + c.len_utf8(), None => 0 };
        self.rest = &text[..start];
        Some(&text[start..])
    }
}

/// Words between ASCII white space.
#[derive(Clone)]
pub struct SplitAsciiWhitespace<'a> {
    pub(super) rest: &'a str,
}
impl<'a> Iterator for SplitAsciiWhitespace<'a> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        let text = self.rest.trim_ascii_start();
        let end = text.bytes().position(|b| b.is_ascii_whitespace()).unwrap_or(text.len());
        let (word, rest) = text.split_at(end);
        self.rest = rest;
        if word.is_empty() { None } else { Some(word) }
    }
}
impl<'a> DoubleEndedIterator for SplitAsciiWhitespace<'a> {
    fn next_back(&mut self) -> Option<&'a str> {
        let text = self.rest.trim_ascii_end();
        let start = match text.bytes().rposition(|b| b.is_ascii_whitespace()) { Some(at) => at + 1, None => 0 };
        let (rest, word) = text.split_at(start);
        self.rest = rest;
        if word.is_empty() { None } else { Some(word) }
    }
}


pub struct MatchIndices<'a, P: Pattern> {
    text: &'a str,
    at: usize,
    searcher: P::Searcher,
}
impl<'a, P: Pattern> MatchIndices<'a, P> {
    pub(super) fn new(text: &'a str, pat: P) -> Self { MatchIndices { text, at: 0, searcher: pat.into_searcher() } }
}
impl<'a, P: Pattern> Iterator for MatchIndices<'a, P> {
    type Item = (usize, &'a str);
    fn next(&mut self) -> Option<(usize, &'a str)> {
        if self.at > self.text.len() {
            return None;
        }
        let (from, to) = self.searcher.find_from(self.text, self.at)?;
        self.at = to;
        if from == to {
            self.at += match self.text[to..].chars().next() { Some(c) => c.len_utf8(), None => 1 };
        }
        Some((from, &self.text[from..to]))
    }
}

pub struct Matches<'a, P: Pattern>(pub(super) MatchIndices<'a, P>);
impl<'a, P: Pattern> Iterator for Matches<'a, P> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        match self.0.next() { Some((_, text)) => Some(text), None => None }
    }
}
