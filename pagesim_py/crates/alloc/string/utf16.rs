//! Text from and to UTF-16.

use super::String;
use core::fmt;

/// The units are no text.
#[derive(Debug)]
pub struct FromUtf16Error(());

impl fmt::Display for FromUtf16Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad("invalid utf-16: lone surrogate found") }
}
impl core::error::Error for FromUtf16Error {}

impl String {
    pub fn from_utf16(v: &[u16]) -> Result<String, FromUtf16Error> {
        let mut made = String::with_capacity(v.len());
        for unit in char::decode_utf16(v.iter().copied()) {
            match unit {
                Ok(c) => made.push(c),
                Err(_) => return Err(FromUtf16Error(())),
            }
        }
        Ok(made)
    }
    pub fn from_utf16_lossy(v: &[u16]) -> String {
        char::decode_utf16(v.iter().copied()).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    }
}
