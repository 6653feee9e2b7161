//! Characters written as escapes.

use crate::fmt::{self, Write};
use crate::intrinsics;

/// A short ASCII text, or one character, that is given out bit by bit.
#[derive(Clone, Debug)]
struct Escaped {
    text: [u8; 10],
    at: u8,
    end: u8,
    plain: Option<char>,
}

impl Escaped {
    fn plain(c: char) -> Escaped { Escaped { text: [0; 10], at: 0, end: 0, plain: Some(c) } }

    fn backslash(letter: u8) -> Escaped { Escaped { text: [b'\\', letter, 0, 0, 0, 0, 0, 0, 0, 0], at: 0, end: 2, plain: None } }

    /// `\u{...}` with as few digits as needed.
    fn unicode(c: char) -> Escaped {
        let mut made = Escaped { text: [b'\\', b'u', b'{', 0, 0, 0, 0, 0, 0, 0], at: 0, end: 3, plain: None };
        let digits = unsafe { intrinsics::format_digits(c as u128, 16, false, (&raw mut made.text as *mut u8).add(3)) };
        made.text[3 + digits] = b'}';
        made.end = 4 + digits as u8;
        made
    }

    fn next(&mut self) -> Option<char> {
        if self.plain.is_some() {
            return self.plain.take();
        }
        if self.at == self.end {
            return None;
        }
        self.at += 1;
        Some(self.text[self.at as usize - 1] as char)
    }

    fn len(&self) -> usize { if self.plain.is_some() { 1 } else { (self.end - self.at) as usize } }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.plain {
            Some(c) => f.write_char(c),
            None => f.write_str(unsafe { crate::str::from_utf8_unchecked(&self.text[self.at as usize..self.end as usize]) }),
        }
    }
}

macro_rules! escape_iterators {
    ($($Name:ident)*) => { $(
        #[derive(Clone, Debug)]
        pub struct $Name(Escaped);
        impl Iterator for $Name {
            type Item = char;
            fn next(&mut self) -> Option<char> { self.0.next() }
            fn size_hint(&self) -> (usize, Option<usize>) { (self.0.len(), Some(self.0.len())) }
        }
        impl ExactSizeIterator for $Name {}
        impl fmt::Display for $Name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.write(f) }
        }
    )* };
}
escape_iterators! { EscapeUnicode EscapeDefault EscapeDebug }

impl EscapeUnicode {
    pub(crate) fn new(c: char) -> Self { EscapeUnicode(Escaped::unicode(c)) }
}

impl EscapeDefault {
    pub(crate) fn new(c: char) -> Self {
        EscapeDefault(match c {
            '\t' => Escaped::backslash(b't'),
            '\r' => Escaped::backslash(b'r'),
            '\n' => Escaped::backslash(b'n'),
            '\\' | '\'' | '"' => Escaped::backslash(c as u8),
            ' '..='~' => Escaped::plain(c),
            _ => Escaped::unicode(c),
        })
    }
}

impl EscapeDebug {
    pub(crate) fn new(c: char, single_quote: bool, double_quote: bool) -> Self {
        EscapeDebug(match c {
            '\0' => Escaped::backslash(b'0'),
            '\t' => Escaped::backslash(b't'),
            '\r' => Escaped::backslash(b'r'),
            '\n' => Escaped::backslash(b'n'),
            '\\' => Escaped::backslash(b'\\'),
            '\'' if single_quote => Escaped::backslash(b'\''),
            '"' if double_quote => Escaped::backslash(b'"'),
            ' '..='~' => Escaped::plain(c),
            _ if intrinsics::char_is(c, 6) && !intrinsics::char_is(c, 7) => Escaped::plain(c),
            _ => Escaped::unicode(c),
        })
    }
}
