//! `idt[vector]`: by `usize` in 0.14, by `u8` in 0.15; only vectors whose handlers have no error code and return.

use super::{Entry, HandlerFunc, InterruptDescriptorTable};
use core::ops::{Bound, Index, IndexMut};

#[cfg(not(dialect = "0.15.4"))]
type Vector = usize;
#[cfg(dialect = "0.15.4")]
type Vector = u8;

#[track_caller]
fn refuse(vector: Vector) -> ! {
    match vector {
        15 | 31 | 22..=27 => panic!("entry {} is reserved", vector),
        #[cfg(dialect = "0.14.2")]
        21 | 28 => panic!("entry {} is reserved", vector),
        8 | 10..=14 | 17 | 21 | 29 | 30 => panic!("entry {} is an exception with error code", vector),
        18 => panic!("entry {} is an diverging exception (must not return)", vector),
        _ => panic!("no entry with index {}", vector),
    }
}

impl Index<Vector> for InterruptDescriptorTable {
    type Output = Entry<HandlerFunc>;
    #[track_caller]
    fn index(&self, index: Vector) -> &Entry<HandlerFunc> {
        match index {
            0 => &self.divide_error,
            1 => &self.debug,
            2 => &self.non_maskable_interrupt,
            3 => &self.breakpoint,
            4 => &self.overflow,
            5 => &self.bound_range_exceeded,
            6 => &self.invalid_opcode,
            7 => &self.device_not_available,
            9 => &self.coprocessor_segment_overrun,
            16 => &self.x87_floating_point,
            19 => &self.simd_floating_point,
            20 => &self.virtualization,
            #[cfg(not(dialect = "0.14.2"))]
            28 => &self.hv_injection_exception,
            32..=255 => &self.interrupts[index as usize - 32],
            _ => refuse(index),
        }
    }
}

impl IndexMut<Vector> for InterruptDescriptorTable {
    #[track_caller]
    fn index_mut(&mut self, index: Vector) -> &mut Entry<HandlerFunc> {
        match index {
            0 => &mut self.divide_error,
            1 => &mut self.debug,
            2 => &mut self.non_maskable_interrupt,
            3 => &mut self.breakpoint,
            4 => &mut self.overflow,
            5 => &mut self.bound_range_exceeded,
            6 => &mut self.invalid_opcode,
            7 => &mut self.device_not_available,
            9 => &mut self.coprocessor_segment_overrun,
            16 => &mut self.x87_floating_point,
            19 => &mut self.simd_floating_point,
            20 => &mut self.virtualization,
            #[cfg(not(dialect = "0.14.2"))]
            28 => &mut self.hv_injection_exception,
            32..=255 => &mut self.interrupts[index as usize - 32],
            _ => refuse(index),
        }
    }
}

/// A vector's place among the interrupts.
#[track_caller]
fn below_32(vector: usize) -> usize {
    if vector < 32 {
        panic!("Cannot return slice from traps, faults, and exception handlers")
    }
    vector - 32
}

/// The first vector and the one after the last.
#[track_caller]
pub(super) fn bounds(lower: Bound<&Vector>, upper: Bound<&Vector>) -> (usize, usize) {
    let lower = match lower {
        Bound::Included(n) => *n as usize,
        Bound::Excluded(n) => *n as usize + 1,
        Bound::Unbounded => 0,
    };
    let upper = match upper {
        Bound::Included(n) => *n as usize + 1,
        Bound::Excluded(n) => *n as usize,
        Bound::Unbounded => 256,
    };
    below_32(lower);
    (lower, upper)
}

/// The gates of a range of vectors from 32 on: 0.14 has `slice` alone for that.
#[cfg(dialect = "0.15.4")]
macro_rules! parts {
    ($($R:ty),*) => { $(
        impl Index<$R> for InterruptDescriptorTable {
            type Output = [Entry<HandlerFunc>];
            #[track_caller]
            fn index(&self, range: $R) -> &[Entry<HandlerFunc>] { self.slice(range) }
        }
        impl IndexMut<$R> for InterruptDescriptorTable {
            #[track_caller]
            fn index_mut(&mut self, range: $R) -> &mut [Entry<HandlerFunc>] { self.slice_mut(range) }
        }
    )* };
}

#[cfg(dialect = "0.15.4")]
use core::ops::{Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};
#[cfg(dialect = "0.15.4")]
parts! {
    Range<u8>, RangeFrom<u8>, RangeInclusive<u8>, RangeTo<u8>, RangeToInclusive<u8>, RangeFull, (Bound<u8>, Bound<u8>),
    Range<&u8>, RangeFrom<&u8>, RangeInclusive<&u8>, RangeTo<&u8>, RangeToInclusive<&u8>, (Bound<&u8>, Bound<&u8>)
}
