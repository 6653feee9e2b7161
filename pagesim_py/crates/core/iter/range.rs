//! Ranges as iterators.

use super::{DoubleEndedIterator, ExactSizeIterator, FusedIterator, Iterator};
use crate::ops::{Range, RangeFrom, RangeInclusive};

/// A type whose values can be counted through.
pub trait Step: Clone + PartialOrd {
    /// How many steps from `start` to `end`; 0 and None if `start` is larger, (MAX, None) if there are more than `usize` can count.
    fn steps_between(start: &Self, end: &Self) -> (usize, Option<usize>);
    fn forward_checked(start: Self, count: usize) -> Option<Self>;
    fn backward_checked(start: Self, count: usize) -> Option<Self>;
    fn forward(start: Self, count: usize) -> Self {
        Self::forward_checked(start, count).expect("overflow in `Step::forward`")
    }
    fn backward(start: Self, count: usize) -> Self {
        Self::backward_checked(start, count).expect("overflow in `Step::backward`")
    }
    /// The next and the previous value; the caller knows that there is one.
    fn forward_one(start: Self) -> Self { Self::forward(start, 1) }
    fn backward_one(start: Self) -> Self { Self::backward(start, 1) }
}

macro_rules! step_integers {
    ($($t:ident $wide:ident;)*) => { $(
        impl Step for $t {
            fn steps_between(start: &$t, end: &$t) -> (usize, Option<usize>) {
                if *start > *end {
                    return (0, None);
                }
                let steps = (*end as $wide).wrapping_sub(*start as $wide) as u128;
                if steps <= usize::MAX as u128 { (steps as usize, Some(steps as usize)) } else { (usize::MAX, None) }
            }
            fn forward_checked(start: $t, count: usize) -> Option<$t> {
                let sum = (start as i128).checked_add(count as i128)?;
                if sum > $t::MAX as i128 && ($t::MAX as i128) > 0 { None } else { Some(sum as $t) }
            }
            fn backward_checked(start: $t, count: usize) -> Option<$t> {
                let difference = (start as i128).checked_sub(count as i128)?;
                if difference < $t::MIN as i128 { None } else { Some(difference as $t) }
            }
            fn forward_one(start: $t) -> $t { start.wrapping_add(1) }
            fn backward_one(start: $t) -> $t { start.wrapping_sub(1) }
        }
    )* };
}
step_integers! {
    u8 u64; u16 u64; u32 u64; u64 u64; usize u64; u128 u128;
    i8 i64; i16 i64; i32 i64; i64 i64; isize i64; i128 u128;
}

impl Step for char {
    fn steps_between(start: &char, end: &char) -> (usize, Option<usize>) {
        let (from, to) = (*start as u32, *end as u32);
        if from > to {
            return (0, None);
        }
        let gap = if from < 0xd800 && to >= 0xe000 { 0x800 } else { 0 };
        ((to - from - gap) as usize, Some((to - from - gap) as usize))
    }
    fn forward_checked(start: char, count: usize) -> Option<char> {
        let from = start as u32;
        let mut to = (from as usize).checked_add(count)?;
        if from < 0xd800 && to >= 0xd800 {
            to += 0x800;
        }
        if to > 0x10ffff { None } else { char::from_u32(to as u32) }
    }
    fn backward_checked(start: char, count: usize) -> Option<char> {
        let from = start as u32;
        let mut to = (from as usize).checked_sub(count)?;
        if from >= 0xe000 && to < 0xe000 {
            to = to.checked_sub(0x800)?;
        }
        char::from_u32(to as u32)
    }
    fn forward_one(start: char) -> char {
        let next = if start as u32 == 0xd7ff { 0xe000 } else { start as u32 + 1 };
        unsafe { crate::intrinsics::transmute(next) }
    }
    fn backward_one(start: char) -> char {
        let next = if start as u32 == 0xe000 { 0xd7ff } else { start as u32 - 1 };
        unsafe { crate::intrinsics::transmute(next) }
    }
}

impl<A: Step> Iterator for Range<A> {
    type Item = A;
    fn next(&mut self) -> Option<A> {
        if self.start < self.end {
            let now = self.start.clone();
            self.start = Step::forward_one(now.clone());
            Some(now)
        } else {
            None
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.start < self.end { Step::steps_between(&self.start, &self.end) } else { (0, Some(0)) }
    }
    fn nth(&mut self, n: usize) -> Option<A> {
        if let Some(found) = Step::forward_checked(self.start.clone(), n) {
            if found < self.end {
                self.start = Step::forward_one(found.clone());
                return Some(found);
            }
        }
        self.start = self.end.clone();
        None
    }
}
impl<A: Step> DoubleEndedIterator for Range<A> {
    fn next_back(&mut self) -> Option<A> {
        if self.start < self.end {
            self.end = Step::backward_one(self.end.clone());
            Some(self.end.clone())
        } else {
            None
        }
    }
    fn nth_back(&mut self, n: usize) -> Option<A> {
        if let Some(found) = Step::backward_checked(self.end.clone(), n) {
            if found > self.start {
                self.end = Step::backward_one(found);
                return Some(self.end.clone());
            }
        }
        self.end = self.start.clone();
        None
    }
}
impl<A: Step> FusedIterator for Range<A> {}

macro_rules! exact {
    ($($t:ty)*) => { $( impl ExactSizeIterator for Range<$t> {} )* };
}
exact! { usize u8 isize i8 u16 i16 u32 i32 }
impl ExactSizeIterator for RangeInclusive<u8> {}
impl ExactSizeIterator for RangeInclusive<i8> {}
impl ExactSizeIterator for RangeInclusive<u16> {}
impl ExactSizeIterator for RangeInclusive<i16> {}

impl<A: Step> Iterator for RangeFrom<A> {
    type Item = A;
    fn next(&mut self) -> Option<A> {
        let now = self.start.clone();
        match Step::forward_checked(now.clone(), 1) {
            Some(next) => self.start = next,
            None => library_panic!("iter/range.rs", 434, 1, "attempt to add with overflow"),
        }
        Some(now)
    }
    fn size_hint(&self) -> (usize, Option<usize>) { (usize::MAX, None) }
    fn nth(&mut self, n: usize) -> Option<A> {
        match Step::forward_checked(self.start.clone(), n) {
            Some(found) => self.start = found,
            None => library_panic!("iter/range.rs", 434, 1, "attempt to add with overflow"),
        }
        self.next()
    }
}

impl<A: Step> Iterator for RangeInclusive<A> {
    type Item = A;
    fn next(&mut self) -> Option<A> {
        if self.exhausted || !(self.start <= self.end) {
            return None;
        }
        let now = self.start.clone();
        if now < self.end {
            self.start = Step::forward_one(now.clone());
        } else {
            self.exhausted = true;
        }
        Some(now)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.is_empty() {
            return (0, Some(0));
        }
        let (low, high) = Step::steps_between(&self.start, &self.end);
        (low.saturating_add(1), match high { Some(n) => n.checked_add(1), None => None })
    }
    fn nth(&mut self, n: usize) -> Option<A> {
        if self.is_empty() {
            return None;
        }
        if let Some(found) = Step::forward_checked(self.start.clone(), n) {
            if found < self.end {
                self.start = Step::forward_one(found.clone());
                return Some(found);
            }
            if found == self.end {
                self.start = found.clone();
                self.exhausted = true;
                return Some(found);
            }
        }
        self.start = self.end.clone();
        self.exhausted = true;
        None
    }
}
impl<A: Step> DoubleEndedIterator for RangeInclusive<A> {
    fn next_back(&mut self) -> Option<A> {
        if self.exhausted || !(self.start <= self.end) {
            return None;
        }
        let now = self.end.clone();
        if self.start < now {
            self.end = Step::backward_one(now.clone());
        } else {
            self.exhausted = true;
        }
        Some(now)
    }
}
