//! Characters out of UTF-16.

use crate::fmt;

#[derive(Clone, Debug)]
pub struct DecodeUtf16<I: Iterator<Item = u16>> {
    iter: I,
    /// A unit that turned out not to belong to the one before.
    held: Option<u16>,
}

/// A surrogate without its other half.
#[derive(Debug, Clone, Eq, PartialEq)]
pub struct DecodeUtf16Error {
    code: u16,
}
impl DecodeUtf16Error {
    pub fn unpaired_surrogate(&self) -> u16 { self.code }
}
impl fmt::Display for DecodeUtf16Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_fmt(format_args!("unpaired surrogate found: {:x}", self.code)) }
}
impl crate::error::Error for DecodeUtf16Error {}

pub fn decode_utf16<I: IntoIterator<Item = u16>>(iter: I) -> DecodeUtf16<I::IntoIter> {
    DecodeUtf16 { iter: iter.into_iter(), held: None }
}

impl<I: Iterator<Item = u16>> Iterator for DecodeUtf16<I> {
    type Item = Result<char, DecodeUtf16Error>;
    fn next(&mut self) -> Option<Self::Item> {
        let first = match self.held.take() { Some(unit) => unit, None => self.iter.next()? };
        if first & 0xf800 != 0xd800 {
            return Some(Ok(unsafe { char::from_u32_unchecked(first as u32) }));
        }
        if first >= 0xdc00 {
            return Some(Err(DecodeUtf16Error { code: first }));
        }
        let Some(second) = self.iter.next() else { return Some(Err(DecodeUtf16Error { code: first })) };
        if second & 0xfc00 != 0xdc00 {
            self.held = Some(second);
            return Some(Err(DecodeUtf16Error { code: first }));
        }
        let code = ((first & 0x3ff) as u32) << 10 | (second & 0x3ff) as u32;
        Some(Ok(unsafe { char::from_u32_unchecked(code + 0x10000) }))
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let (low, high) = self.iter.size_hint();
        let held = self.held.is_some() as usize;
        (low.div_ceil(2) + if low == 0 { held } else { 0 }, high.and_then(|n| n.checked_add(held)))
    }
}
