//! Methods of text that need a heap.

pub use core::str::*;

use crate::boxed::Box;
use crate::string::String;

pub unsafe fn from_boxed_utf8_unchecked(v: Box<[u8]>) -> Box<str> {
    unsafe { Box::from_raw(Box::into_raw(v) as *mut str) }
}

impl str {
    pub fn into_string(self: Box<str>) -> String { String::from(self) }
    pub fn into_boxed_bytes(self: Box<str>) -> Box<[u8]> {
        let text: *mut str = Box::into_raw(self);
        unsafe { Box::from_raw(text as *mut [u8]) }
    }
    pub fn repeat(&self, n: usize) -> String {
        let mut made = String::with_capacity(self.len().checked_mul(n).expect("capacity overflow"));
        for _ in 0..n {
            made.push_str(self);
        }
        made
    }
    pub fn replace<P: Pattern>(&self, from: P, to: &str) -> String {
        let mut made = String::new();
        let mut last = 0;
        for (start, part) in self.match_indices(from) {
            made.push_str(&self[last..start]);
            made.push_str(to);
            last = start + part.len();
        }
        made.push_str(&self[last..]);
        made
    }
    pub fn replacen<P: Pattern>(&self, pat: P, to: &str, count: usize) -> String {
        let mut made = String::new();
        let mut last = 0;
        for (start, part) in self.match_indices(pat).take(count) {
            made.push_str(&self[last..start]);
            made.push_str(to);
            last = start + part.len();
        }
        made.push_str(&self[last..]);
        made
    }
    pub fn to_lowercase(&self) -> String { self.chars().flat_map(|c| c.to_lowercase()).collect() }
    pub fn to_uppercase(&self) -> String { self.chars().flat_map(|c| c.to_uppercase()).collect() }
    pub fn to_ascii_uppercase(&self) -> String {
        let mut made = String::from(self);
        made.make_ascii_uppercase();
        made
    }
    pub fn to_ascii_lowercase(&self) -> String {
        let mut made = String::from(self);
        made.make_ascii_lowercase();
        made
    }
}
