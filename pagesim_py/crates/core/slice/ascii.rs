//! Byte slices as ASCII text.

use crate::fmt;

impl [u8] {
    pub const fn is_ascii(&self) -> bool {
        let mut at = 0;
        while at < self.len() {
            if self[at] >= 128 {
                return false;
            }
            at += 1;
        }
        true
    }
    pub const fn eq_ignore_ascii_case(&self, other: &[u8]) -> bool {
        if self.len() != other.len() {
            return false;
        }
        let mut at = 0;
        while at < self.len() {
            if !self[at].eq_ignore_ascii_case(&other[at]) {
                return false;
            }
            at += 1;
        }
        true
    }
    pub fn make_ascii_uppercase(&mut self) { self.iter_mut().for_each(|b| b.make_ascii_uppercase()) }
    pub fn make_ascii_lowercase(&mut self) { self.iter_mut().for_each(|b| b.make_ascii_lowercase()) }
    pub fn trim_ascii_start(&self) -> &[u8] {
        let mut at = 0;
        while at < self.len() && self[at].is_ascii_whitespace() {
            at += 1;
        }
        &self[at..]
    }
    pub fn trim_ascii_end(&self) -> &[u8] {
        let mut end = self.len();
        while end > 0 && self[end - 1].is_ascii_whitespace() {
            end -= 1;
        }
        &self[..end]
    }
    pub fn trim_ascii(&self) -> &[u8] { self.trim_ascii_start().trim_ascii_end() }
    pub fn escape_ascii(&self) -> EscapeAscii<'_> { EscapeAscii { bytes: self } }
}

/// The bytes as they would stand in a byte string literal.
#[derive(Clone)]
pub struct EscapeAscii<'a> {
    bytes: &'a [u8],
}
impl fmt::Display for EscapeAscii<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.bytes {
            fmt::Display::fmt(&byte.escape_ascii(), f)?;
        }
        Ok(())
    }
}
