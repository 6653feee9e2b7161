//! `text[a..b]`: byte positions that must lie between characters.

use crate::ops::{Index, IndexMut, Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};
use crate::panic::Location;
use crate::panicking::panic_from;
use crate::slice::SliceIndex;

/// Why `begin..end` is no part of `s`.
#[track_caller]
pub(super) fn slice_error_fail(s: &str, begin: usize, end: usize) -> ! {
    slice_error_at(s, begin, end, Location::caller())
}

pub(super) fn slice_error_at(s: &str, begin: usize, end: usize, place: &Location<'_>) -> ! {
    let (shown, dots) = shorten(s);
    if begin > end {
        panic_from(place, format_args!("begin > end ({} > {}) when slicing `{}`{}", begin, end, shown, dots))
    }
    let (which, at) = if begin > s.len() || !s.is_char_boundary(begin) { ("start", begin) } else { ("end", end) };
    if at > s.len() {
        panic_from(place, format_args!("{} byte index {} is out of bounds of `{}`{}", which, at, shown, dots))
    }
    let mut start = at;
    while !s.is_char_boundary(start) {
        start -= 1;
    }
    let c = s[start..].chars().next().unwrap();
    panic_from(place, format_args!(
        "{} byte index {} is not a char boundary; it is inside {:?} (bytes {}..{}) of `{}`{}",
        which, at, c, start, start + c.len_utf8(), shown, dots
    ))
}

/// At most 256 bytes of the text are shown.
fn shorten(s: &str) -> (&str, &str) {
    if s.len() <= 256 {
        return (s, "");
    }
    let mut end = 256;
    while !s.is_char_boundary(end) {
        end -= 1;
    }
    (&s[..end], "[...]")
}

fn part(s: &str, begin: usize, end: usize) -> Option<&str> {
    if begin <= end && s.is_char_boundary(begin) && s.is_char_boundary(end) {
        unsafe { Some(super::from_raw_parts(s.as_ptr().add(begin), end - begin)) }
    } else {
        None
    }
}

macro_rules! range_index {
    ($($R:ty: |$range:ident, $len:ident| $start:expr, $end:expr;)*) => { $(
        impl SliceIndex<str> for $R {
            type Output = str;
            fn get(self, slice: &str) -> Option<&str> {
                let ($range, $len) = (self, slice.len());
                part(slice, $start, $end)
            }
            fn get_mut(self, slice: &mut str) -> Option<&mut str> {
                let ($range, $len) = (self, slice.len());
                match part(slice, $start, $end) {
                    Some(part) => unsafe { Some(super::from_raw_parts_mut(part.as_ptr() as *mut u8, part.len())) },
                    None => None,
                }
            }
            unsafe fn get_unchecked(self, slice: *const str) -> *const str {
                let whole: &str = unsafe { &*slice };
                let ($range, $len) = (self, whole.len());
                let (start, end) = ($start, $end);
                unsafe { super::from_raw_parts(whole.as_ptr().add(start), end - start) as *const str }
            }
            unsafe fn get_unchecked_mut(self, slice: *mut str) -> *mut str {
                unsafe { <$R as SliceIndex<str>>::get_unchecked(self, slice as *const str) as *mut str }
            }
            #[track_caller]
            fn index(self, slice: &str) -> &str {
                let ($range, $len) = (self, slice.len());
                match part(slice, $start, $end) {
                    Some(part) => part,
                    None => slice_error_fail(slice, $start, $end),
                }
            }
            #[track_caller]
            fn index_mut(self, slice: &mut str) -> &mut str {
                let ($range, $len) = (self, slice.len());
                match part(slice, $start, $end) {
                    Some(part) => unsafe { super::from_raw_parts_mut(part.as_ptr() as *mut u8, part.len()) },
                    None => slice_error_fail(slice, $start, $end),
                }
            }
        }
    )* };
}
range_index! {
    Range<usize>: |r, _len| r.start, r.end;
    RangeTo<usize>: |r, _len| 0, r.end;
    RangeFrom<usize>: |r, len| r.start, if r.start > len { r.start } else { len };
    RangeFull: |_r, len| 0, len;
    RangeInclusive<usize>: |r, _len| r.start, r.end + 1;
    RangeToInclusive<usize>: |r, _len| 0, r.end + 1;
}

impl<I: SliceIndex<str>> Index<I> for str {
    type Output = I::Output;
    #[track_caller]
    fn index(&self, index: I) -> &I::Output { index.index(self) }
}
impl<I: SliceIndex<str>> IndexMut<I> for str {
    #[track_caller]
    fn index_mut(&mut self, index: I) -> &mut I::Output { index.index_mut(self) }
}
