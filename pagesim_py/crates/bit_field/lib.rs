//! The bit_field crate, 0.10: single bits and ranges of bits of numbers, and of slices of numbers.
#![no_std]

use core::ops::{Bound, Range, RangeBounds};

/// A number as a row of bits; bit 0 is the lowest.
pub trait BitField {
    const BIT_LENGTH: usize;

    /// Panics if there is no such bit.
    fn get_bit(&self, bit: usize) -> bool;
    /// The bits of a range, moved down to bit 0. Panics if the range is empty or ends beyond the last bit.
    fn get_bits<T: RangeBounds<usize>>(&self, range: T) -> Self;
    /// Panics if there is no such bit.
    fn set_bit(&mut self, bit: usize, value: bool) -> &mut Self;
    /// Panics if the range is empty or ends beyond the last bit, or if `value` has bits beyond the range.
    fn set_bits<T: RangeBounds<usize>>(&mut self, range: T, value: Self) -> &mut Self;
}

/// A slice of numbers as one long row of bits, beginning in the first number.
pub trait BitArray<T: BitField> {
    fn bit_length(&self) -> usize;
    fn get_bit(&self, bit: usize) -> bool;
    /// Panics if the range is empty, ends beyond the last bit, or has more bits than `T`.
    fn get_bits<U: RangeBounds<usize>>(&self, range: U) -> T;
    fn set_bit(&mut self, bit: usize, value: bool);
    fn set_bits<U: RangeBounds<usize>>(&mut self, range: U, value: T);
}

fn bounds<T: RangeBounds<usize>>(range: &T, length: usize) -> Range<usize> {
    let start = match range.start_bound() {
        Bound::Included(&value) => value,
        Bound::Excluded(&value) => value + 1,
        Bound::Unbounded => 0,
    };
    let end = match range.end_bound() {
        Bound::Included(&value) => value + 1,
        Bound::Excluded(&value) => value,
        Bound::Unbounded => length,
    };
    start..end
}

macro_rules! bit_fields {
    ($($t:ident)*) => {$(
        impl BitField for $t {
            const BIT_LENGTH: usize = $t::BITS as usize;

            #[track_caller]
            fn get_bit(&self, bit: usize) -> bool {
                assert!(bit < Self::BIT_LENGTH);
                *self & (1 << bit) != 0
            }
            #[track_caller]
            fn get_bits<T: RangeBounds<usize>>(&self, range: T) -> $t {
                let range = bounds(&range, Self::BIT_LENGTH);
                assert!(range.start < Self::BIT_LENGTH);
                assert!(range.end <= Self::BIT_LENGTH);
                assert!(range.start < range.end);
                let above = Self::BIT_LENGTH - range.end;
                *self << above >> above >> range.start
            }
            #[track_caller]
            fn set_bit(&mut self, bit: usize, value: bool) -> &mut $t {
                assert!(bit < Self::BIT_LENGTH);
                if value {
                    *self |= 1 << bit;
                } else {
                    *self &= !(1 << bit);
                }
                self
            }
            #[track_caller]
            fn set_bits<T: RangeBounds<usize>>(&mut self, range: T, value: $t) -> &mut $t {
                let range = bounds(&range, Self::BIT_LENGTH);
                assert!(range.start < Self::BIT_LENGTH);
                assert!(range.end <= Self::BIT_LENGTH);
                assert!(range.start < range.end);
                let unused = Self::BIT_LENGTH - (range.end - range.start);
                assert!(value << unused >> unused == value, "value does not fit into bit range");
                let mask = !0 << unused >> unused << range.start;
                *self = *self & !mask | value << range.start & mask;
                self
            }
        }
    )*}
}
bit_fields! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }

impl<T: BitField> BitArray<T> for [T] {
    fn bit_length(&self) -> usize { self.len() * T::BIT_LENGTH }

    #[track_caller]
    fn get_bit(&self, bit: usize) -> bool { self[bit / T::BIT_LENGTH].get_bit(bit % T::BIT_LENGTH) }

    #[track_caller]
    fn get_bits<U: RangeBounds<usize>>(&self, range: U) -> T {
        let range = bounds(&range, self.bit_length());
        assert!(range.len() <= T::BIT_LENGTH);
        let (first, last) = (range.start / T::BIT_LENGTH, (range.end - 1) / T::BIT_LENGTH);
        let (start, end) = (range.start % T::BIT_LENGTH, (range.end - 1) % T::BIT_LENGTH + 1);
        if first == last {
            return self[first].get_bits(start..end);
        }
        let low = T::BIT_LENGTH - start;
        let mut found = self[first].get_bits(start..);
        found.set_bits(low..low + end, self[last].get_bits(..end));
        found
    }

    #[track_caller]
    fn set_bit(&mut self, bit: usize, value: bool) { self[bit / T::BIT_LENGTH].set_bit(bit % T::BIT_LENGTH, value); }

    #[track_caller]
    fn set_bits<U: RangeBounds<usize>>(&mut self, range: U, value: T) {
        let range = bounds(&range, self.bit_length());
        assert!(range.len() <= T::BIT_LENGTH);
        let (first, last) = (range.start / T::BIT_LENGTH, (range.end - 1) / T::BIT_LENGTH);
        let (start, end) = (range.start % T::BIT_LENGTH, (range.end - 1) % T::BIT_LENGTH + 1);
        if first == last {
            self[first].set_bits(start..end, value);
        } else {
            let low = T::BIT_LENGTH - start;
            self[first].set_bits(start.., value.get_bits(..low));
            self[last].set_bits(..end, value.get_bits(low..low + end));
        }
    }
}
