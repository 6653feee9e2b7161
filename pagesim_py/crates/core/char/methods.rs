//! Methods of `char`.

use super::{EscapeDebug, EscapeDefault, EscapeUnicode};
use crate::fmt;
use crate::intrinsics;

impl char {
    pub const MIN: char = '\0';
    pub const MAX: char = '\u{10ffff}';
    pub const REPLACEMENT_CHARACTER: char = '\u{fffd}';

    pub const fn from_u32(i: u32) -> Option<char> { super::from_u32(i) }
    pub const unsafe fn from_u32_unchecked(i: u32) -> char { unsafe { super::from_u32_unchecked(i) } }
    pub const fn from_digit(num: u32, radix: u32) -> Option<char> { super::from_digit(num, radix) }

    pub const fn is_digit(self, radix: u32) -> bool { self.to_digit(radix).is_some() }
    pub const fn to_digit(self, radix: u32) -> Option<u32> {
        if radix < 2 || radix > 36 {
            library_panic!("char/methods.rs", 403, 9, "to_digit: invalid radix -- radix must be in the range 2 to 36 inclusive")
        }
        let value = match self {
            '0'..='9' => self as u32 - 48,
            'a'..='z' => self as u32 - 87,
            'A'..='Z' => self as u32 - 55,
            _ => return None,
        };
        if value < radix { Some(value) } else { None }
    }

    pub const fn len_utf8(self) -> usize {
        let code = self as u32;
        if code < 0x80 { 1 } else if code < 0x800 { 2 } else if code < 0x10000 { 3 } else { 4 }
    }
    pub const fn len_utf16(self) -> usize { if (self as u32) < 0x10000 { 1 } else { 2 } }

    #[track_caller]
    pub const fn encode_utf8(self, dst: &mut [u8]) -> &mut str {
        let code = self as u32;
        let len = self.len_utf8();
        match len {
            1 => dst[0] = code as u8,
            2 => {
                dst[0] = (code >> 6) as u8 | 0xc0;
                dst[1] = (code & 0x3f) as u8 | 0x80;
            }
            3 => {
                dst[0] = (code >> 12) as u8 | 0xe0;
                dst[1] = (code >> 6 & 0x3f) as u8 | 0x80;
                dst[2] = (code & 0x3f) as u8 | 0x80;
            }
            _ => {
                dst[0] = (code >> 18) as u8 | 0xf0;
                dst[1] = (code >> 12 & 0x3f) as u8 | 0x80;
                dst[2] = (code >> 6 & 0x3f) as u8 | 0x80;
                dst[3] = (code & 0x3f) as u8 | 0x80;
            }
        }
        unsafe { crate::str::from_raw_parts_mut(dst.as_mut_ptr(), len) }
    }

    pub const fn encode_utf16(self, dst: &mut [u16]) -> &mut [u16] {
        let code = self as u32;
        let len = self.len_utf16();
        if dst.len() < len {
            crate::panicking::panic_at(
                "/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/core/src/char/methods.rs", 1971, 13,
                format_args!("encode_utf16: need {} bytes to encode U+{:04X} but buffer has just {}", len, code, dst.len()),
            )
        }
        if len == 1 {
            dst[0] = code as u16;
        } else {
            dst[0] = 0xd800 | ((code - 0x10000) >> 10) as u16;
            dst[1] = 0xdc00 | (code & 0x3ff) as u16;
        }
        unsafe { crate::slice::make_mut(dst.as_mut_ptr(), len) }
    }
    pub fn decode_utf16<I: IntoIterator<Item = u16>>(iter: I) -> super::DecodeUtf16<I::IntoIter> { super::decode_utf16(iter) }

    pub fn escape_unicode(self) -> EscapeUnicode { EscapeUnicode::new(self) }
    pub fn escape_default(self) -> EscapeDefault { EscapeDefault::new(self) }
    pub fn escape_debug(self) -> EscapeDebug { EscapeDebug::new(self, true, true) }

    pub fn is_alphabetic(self) -> bool { if self.is_ascii() { self.is_ascii_alphabetic() } else { intrinsics::char_is(self, 0) } }
    pub fn is_numeric(self) -> bool { if self.is_ascii() { self.is_ascii_digit() } else { intrinsics::char_is(self, 1) } }
    pub fn is_alphanumeric(self) -> bool { self.is_alphabetic() || self.is_numeric() }
    pub const fn is_whitespace(self) -> bool {
        if self.is_ascii() { matches!(self, ' ' | '\t'..='\r') } else { intrinsics::char_is(self, 2) }
    }
    pub const fn is_uppercase(self) -> bool { if self.is_ascii() { self.is_ascii_uppercase() } else { intrinsics::char_is(self, 3) } }
    pub const fn is_lowercase(self) -> bool { if self.is_ascii() { self.is_ascii_lowercase() } else { intrinsics::char_is(self, 4) } }
    pub const fn is_control(self) -> bool { intrinsics::char_is(self, 5) }

    pub fn to_uppercase(self) -> ToUppercase {
        ToUppercase(CaseMapping { next: Some(if self == 'ß' { 'S' } else { intrinsics::char_to_case(self, true) }), then: if self == 'ß' { Some('S') } else { None } })
    }
    pub fn to_lowercase(self) -> ToLowercase {
        ToLowercase(CaseMapping { next: Some(intrinsics::char_to_case(self, false)), then: None })
    }

    pub const fn is_ascii(&self) -> bool { (*self as u32) < 128 }
    pub const fn to_ascii_uppercase(&self) -> char { if self.is_ascii_lowercase() { (*self as u8 - 32) as char } else { *self } }
    pub const fn to_ascii_lowercase(&self) -> char { if self.is_ascii_uppercase() { (*self as u8 + 32) as char } else { *self } }
    pub const fn eq_ignore_ascii_case(&self, other: &char) -> bool { self.to_ascii_lowercase() as u32 == other.to_ascii_lowercase() as u32 }
    pub const fn make_ascii_uppercase(&mut self) { *self = self.to_ascii_uppercase(); }
    pub const fn make_ascii_lowercase(&mut self) { *self = self.to_ascii_lowercase(); }
    pub const fn is_ascii_alphabetic(&self) -> bool { matches!(*self, 'A'..='Z' | 'a'..='z') }
    pub const fn is_ascii_uppercase(&self) -> bool { matches!(*self, 'A'..='Z') }
    pub const fn is_ascii_lowercase(&self) -> bool { matches!(*self, 'a'..='z') }
    pub const fn is_ascii_alphanumeric(&self) -> bool { matches!(*self, '0'..='9' | 'A'..='Z' | 'a'..='z') }
    pub const fn is_ascii_digit(&self) -> bool { matches!(*self, '0'..='9') }
    pub const fn is_ascii_hexdigit(&self) -> bool { matches!(*self, '0'..='9' | 'A'..='F' | 'a'..='f') }
    pub const fn is_ascii_punctuation(&self) -> bool { matches!(*self, '!'..='/' | ':'..='@' | '['..='`' | '{'..='~') }
    pub const fn is_ascii_graphic(&self) -> bool { matches!(*self, '!'..='~') }
    pub const fn is_ascii_whitespace(&self) -> bool { matches!(*self, '\t' | '\n' | '\x0c' | '\r' | ' ') }
    pub const fn is_ascii_control(&self) -> bool { matches!(*self, '\0'..='\x1f' | '\x7f') }
}

/// At most two characters.
#[derive(Clone, Debug)]
struct CaseMapping {
    next: Option<char>,
    then: Option<char>,
}

impl CaseMapping {
    fn step(&mut self) -> Option<char> {
        let now = self.next;
        self.next = self.then.take();
        now
    }
}

macro_rules! case_iterators {
    ($($Name:ident)*) => { $(
        #[derive(Clone, Debug)]
        pub struct $Name(CaseMapping);
        impl Iterator for $Name {
            type Item = char;
            fn next(&mut self) -> Option<char> { self.0.step() }
            fn size_hint(&self) -> (usize, Option<usize>) {
                let n = self.0.next.is_some() as usize + self.0.then.is_some() as usize;
                (n, Some(n))
            }
        }
        impl DoubleEndedIterator for $Name {
            fn next_back(&mut self) -> Option<char> {
                match self.0.then.take() { None => self.0.next.take(), last => last }
            }
        }
        impl ExactSizeIterator for $Name {}
        impl crate::iter::FusedIterator for $Name {}
        impl fmt::Display for $Name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                for c in self.clone() {
                    fmt::Write::write_char(f, c)?;
                }
                Ok(())
            }
        }
    )* };
}
case_iterators! { ToUppercase ToLowercase }
