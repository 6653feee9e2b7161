//! What can be looked for in a text: a character, several, a condition, a text.

pub trait Pattern: Sized {
    type Searcher: Searcher;
    fn into_searcher(self) -> Self::Searcher;
}

pub trait Searcher {
    /// The first match at or after byte `from`: where it starts and ends.
    fn find_from(&mut self, text: &str, from: usize) -> Option<(usize, usize)>;
    /// The last match that ends at or before byte `to`.
    fn find_before(&mut self, text: &str, to: usize) -> Option<(usize, usize)>;
}

/// A condition on one character.
pub trait CharCondition {
    fn holds(&mut self, c: char) -> bool;
}
impl CharCondition for char {
    fn holds(&mut self, c: char) -> bool { *self == c }
}
impl<F: FnMut(char) -> bool> CharCondition for F {
    fn holds(&mut self, c: char) -> bool { self(c) }
}
impl CharCondition for &[char] {
    fn holds(&mut self, c: char) -> bool { self.contains(&c) }
}
impl<const N: usize> CharCondition for [char; N] {
    fn holds(&mut self, c: char) -> bool { self.contains(&c) }
}
impl<const N: usize> CharCondition for &[char; N] {
    fn holds(&mut self, c: char) -> bool { self.contains(&c) }
}

pub struct CharSearcher<C>(C);

impl<C: CharCondition> Searcher for CharSearcher<C> {
    fn find_from(&mut self, text: &str, from: usize) -> Option<(usize, usize)> {
        for (at, c) in text[from..].char_indices() {
            if self.0.holds(c) {
                return Some((from + at, from + at + c.len_utf8()));
            }
        }
        None
    }
    fn find_before(&mut self, text: &str, to: usize) -> Option<(usize, usize)> {
        let mut chars = text[..to].char_indices();
        while let Some((at, c)) = chars.next_back() {
            if self.0.holds(c) {
                return Some((at, at + c.len_utf8()));
            }
        }
        None
    }
}

macro_rules! char_patterns {
    ($([$($generics:tt)*] $t:ty;)*) => { $(
        impl<$($generics)*> Pattern for $t {
            type Searcher = CharSearcher<$t>;
            fn into_searcher(self) -> CharSearcher<$t> { CharSearcher(self) }
        }
    )* };
}
char_patterns! { [] char; ['b] &'b [char]; [const N: usize] [char; N]; ['b, const N: usize] &'b [char; N]; [F: FnMut(char) -> bool] F; }

pub struct StrSearcher<'b>(&'b str);

impl Searcher for StrSearcher<'_> {
    fn find_from(&mut self, text: &str, from: usize) -> Option<(usize, usize)> {
        let needle = self.0.as_bytes();
        let mut at = from;
        while at + needle.len() <= text.len() {
            if text.is_char_boundary(at) && &text.as_bytes()[at..at + needle.len()] == needle {
                return Some((at, at + needle.len()));
            }
            at += 1;
        }
        None
    }
    fn find_before(&mut self, text: &str, to: usize) -> Option<(usize, usize)> {
        let needle = self.0.as_bytes();
        if needle.len() > to {
            return None;
        }
        let mut at = to - needle.len();
        loop {
            if text.is_char_boundary(at) && &text.as_bytes()[at..at + needle.len()] == needle {
                return Some((at, at + needle.len()));
            }
            if at == 0 {
                return None;
            }
            at -= 1;
        }
    }
}

impl<'b> Pattern for &'b str {
    type Searcher = StrSearcher<'b>;
    fn into_searcher(self) -> StrSearcher<'b> { StrSearcher(self) }
}
impl<'b, 'c> Pattern for &'c &'b str {
    type Searcher = StrSearcher<'b>;
    fn into_searcher(self) -> StrSearcher<'b> { StrSearcher(*self) }
}
