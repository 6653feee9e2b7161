//! Bytes that may be text, in parts that are and parts that are not.

use crate::fmt::{self, Write};

/// Some text, and the bytes after it that are none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utf8Chunk<'a> {
    valid: &'a str,
    invalid: &'a [u8],
}
impl<'a> Utf8Chunk<'a> {
    pub fn valid(&self) -> &'a str { self.valid }
    pub fn invalid(&self) -> &'a [u8] { self.invalid }
}

#[derive(Clone)]
pub struct Utf8Chunks<'a> {
    rest: &'a [u8],
}
impl<'a> Iterator for Utf8Chunks<'a> {
    type Item = Utf8Chunk<'a>;
    fn next(&mut self) -> Option<Utf8Chunk<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        let (text, wrong) = match super::from_utf8(self.rest) {
            Ok(text) => (text.len(), 0),
            Err(error) => {
                let valid = error.valid_up_to();
                (valid, error.error_len().unwrap_or(self.rest.len() - valid))
            }
        };
        let (valid, rest) = self.rest.split_at(text);
        let (invalid, rest) = rest.split_at(wrong);
        self.rest = rest;
        Some(Utf8Chunk { valid: unsafe { super::from_utf8_unchecked(valid) }, invalid })
    }
}
impl fmt::Debug for Utf8Chunks<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for chunk in self.clone() {
            for c in chunk.valid.chars() {
                for escaped in c.escape_debug() {
                    f.write_char(escaped)?;
                }
            }
            for byte in chunk.invalid {
                f.write_fmt(format_args!("\\x{byte:02X}"))?;
            }
        }
        f.write_char('"')
    }
}

impl [u8] {
    pub fn utf8_chunks(&self) -> Utf8Chunks<'_> { Utf8Chunks { rest: self } }
}
