//! Frames: aligned blocks of physical memory.

use super::page::{AddressNotAligned, PageSize, Size4KiB};
use crate::PhysAddr;
use core::fmt;
use core::marker::PhantomData;
use core::ops::{Add, AddAssign, Sub, SubAssign};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(C)]
pub struct PhysFrame<S: PageSize = Size4KiB> {
    pub(crate) start_address: PhysAddr,
    size: PhantomData<S>,
}

impl<S: PageSize> PhysFrame<S> {
    pub fn from_start_address(address: PhysAddr) -> Result<PhysFrame<S>, AddressNotAligned> {
        if address.is_aligned_u64(S::SIZE) { Ok(PhysFrame::containing_address(address)) } else { Err(AddressNotAligned) }
    }
    pub const unsafe fn from_start_address_unchecked(start_address: PhysAddr) -> PhysFrame<S> {
        PhysFrame { start_address, size: PhantomData }
    }
    pub const fn containing_address(address: PhysAddr) -> PhysFrame<S> {
        PhysFrame { start_address: address.align_down_u64(S::SIZE), size: PhantomData }
    }
    pub const fn start_address(self) -> PhysAddr { self.start_address }
    pub const fn size(self) -> u64 { S::SIZE }
    /// `start` to `end`, `end` left out.
    pub const fn range(start: PhysFrame<S>, end: PhysFrame<S>) -> PhysFrameRange<S> { PhysFrameRange { start, end } }
    pub const fn range_inclusive(start: PhysFrame<S>, end: PhysFrame<S>) -> PhysFrameRangeInclusive<S> {
        PhysFrameRangeInclusive { start, end }
    }
}

impl<S: PageSize> fmt::Debug for PhysFrame<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_fmt(format_args!("PhysFrame[{}]({:#x})", S::DEBUG_STR, self.start_address.as_u64()))
    }
}

impl<S: PageSize> Add<u64> for PhysFrame<S> {
    type Output = PhysFrame<S>;
    fn add(self, rhs: u64) -> PhysFrame<S> { PhysFrame::containing_address(self.start_address + rhs * S::SIZE) }
}
impl<S: PageSize> AddAssign<u64> for PhysFrame<S> {
    fn add_assign(&mut self, rhs: u64) { *self = *self + rhs; }
}
impl<S: PageSize> Sub<u64> for PhysFrame<S> {
    type Output = PhysFrame<S>;
    fn sub(self, rhs: u64) -> PhysFrame<S> { PhysFrame::containing_address(self.start_address - rhs * S::SIZE) }
}
impl<S: PageSize> SubAssign<u64> for PhysFrame<S> {
    fn sub_assign(&mut self, rhs: u64) { *self = *self - rhs; }
}
impl<S: PageSize> Sub<PhysFrame<S>> for PhysFrame<S> {
    type Output = u64;
    fn sub(self, rhs: PhysFrame<S>) -> u64 { (self.start_address - rhs.start_address) / S::SIZE }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct PhysFrameRange<S: PageSize = Size4KiB> {
    pub start: PhysFrame<S>,
    pub end: PhysFrame<S>,
}

impl<S: PageSize> PhysFrameRange<S> {
    pub fn is_empty(&self) -> bool { self.start >= self.end }
    #[cfg(dialect = "0.15.4")]
    pub fn len(&self) -> u64 { if self.is_empty() { 0 } else { self.end - self.start } }
    #[cfg(dialect = "0.15.4")]
    pub fn size(&self) -> u64 { S::SIZE * self.len() }
}
impl<S: PageSize> Iterator for PhysFrameRange<S> {
    type Item = PhysFrame<S>;
    fn next(&mut self) -> Option<PhysFrame<S>> {
        if self.start >= self.end {
            return None;
        }
        let frame = self.start;
        self.start += 1;
        Some(frame)
    }
}
impl<S: PageSize> fmt::Debug for PhysFrameRange<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PhysFrameRange").field("start", &self.start).field("end", &self.end).finish()
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct PhysFrameRangeInclusive<S: PageSize = Size4KiB> {
    pub start: PhysFrame<S>,
    pub end: PhysFrame<S>,
}

impl<S: PageSize> PhysFrameRangeInclusive<S> {
    pub fn is_empty(&self) -> bool { self.start > self.end }
    #[cfg(dialect = "0.15.4")]
    pub fn len(&self) -> u64 { if self.is_empty() { 0 } else { self.end - self.start + 1 } }
    #[cfg(dialect = "0.15.4")]
    pub fn size(&self) -> u64 { S::SIZE * self.len() }
}
impl<S: PageSize> Iterator for PhysFrameRangeInclusive<S> {
    type Item = PhysFrame<S>;
    fn next(&mut self) -> Option<PhysFrame<S>> {
        if self.start > self.end {
            return None;
        }
        let frame = self.start;
        self.start += 1;
        Some(frame)
    }
}
impl<S: PageSize> fmt::Debug for PhysFrameRangeInclusive<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PhysFrameRangeInclusive").field("start", &self.start).field("end", &self.end).finish()
    }
}
