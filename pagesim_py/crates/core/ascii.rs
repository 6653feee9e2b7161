//! Bytes as ASCII text.

use crate::fmt;

/// A byte as it would stand in a byte string literal.
#[derive(Clone, Debug)]
pub struct EscapeDefault {
    text: [u8; 4],
    at: u8,
    end: u8,
}

pub fn escape_default(c: u8) -> EscapeDefault {
    let digit = |n: u8| if n < 10 { b'0' + n } else { b'a' + n - 10 };
    let (text, end) = match c {
        b'\t' => ([b'\\', b't', 0, 0], 2),
        b'\r' => ([b'\\', b'r', 0, 0], 2),
        b'\n' => ([b'\\', b'n', 0, 0], 2),
        b'\\' | b'\'' | b'"' => ([b'\\', c, 0, 0], 2),
        b' '..=b'~' => ([c, 0, 0, 0], 1),
        _ => ([b'\\', b'x', digit(c >> 4), digit(c & 15)], 4),
    };
    EscapeDefault { text, at: 0, end }
}

impl Iterator for EscapeDefault {
    type Item = u8;
    fn next(&mut self) -> Option<u8> {
        if self.at == self.end {
            return None;
        }
        self.at += 1;
        Some(self.text[self.at as usize - 1])
    }
}
impl fmt::Display for EscapeDefault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(unsafe { crate::str::from_utf8_unchecked(&self.text[self.at as usize..self.end as usize]) })
    }
}
