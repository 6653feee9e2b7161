//! Segment selectors and segment registers.

use crate::registers::model_specific::Msr;
use crate::{PrivilegeLevel, VirtAddr, intrinsics};
use core::fmt;

pub trait Segment {
    fn get_reg() -> SegmentSelector;
    unsafe fn set_reg(sel: SegmentSelector);
}

pub trait Segment64: Segment {
    const BASE: Msr;
    fn read_base() -> VirtAddr;
    unsafe fn write_base(base: VirtAddr);
}

/// Which entry of a descriptor table, at what privilege.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub struct SegmentSelector(pub u16);

impl SegmentSelector {
    pub const NULL: SegmentSelector = SegmentSelector(0);

    pub const fn new(index: u16, rpl: PrivilegeLevel) -> SegmentSelector { SegmentSelector(index << 3 | rpl as u16) }
    pub const fn index(self) -> u16 { self.0 >> 3 }
    pub fn set_index(&mut self, index: u16) { self.0 = index << 3 | self.0 & 7; }
    pub const fn rpl(self) -> PrivilegeLevel { PrivilegeLevel::from_u16(self.0 & 3) }
    pub fn set_rpl(&mut self, rpl: PrivilegeLevel) { self.0 = self.0 & !3 | rpl as u16; }
}

impl fmt::Debug for SegmentSelector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SegmentSelector").field("index", &self.index()).field("rpl", &self.rpl()).finish()
    }
}

macro_rules! segment_registers {
    ($($Name:ident $number:literal;)*) => { $(
        #[derive(Debug)]
        pub struct $Name;
        impl Segment for $Name {
            fn get_reg() -> SegmentSelector { SegmentSelector(intrinsics::read_segment($number)) }
            unsafe fn set_reg(sel: SegmentSelector) { unsafe { intrinsics::write_segment($number, sel.0) } }
        }
    )* };
}
segment_registers! { ES 0; CS 1; SS 2; DS 3; FS 4; GS 5; }

macro_rules! with_base {
    ($($Name:ident $msr:literal;)*) => { $(
        impl Segment64 for $Name {
            const BASE: Msr = Msr::new($msr);
            fn read_base() -> VirtAddr { VirtAddr::new(unsafe { intrinsics::read_msr($msr) }) }
            unsafe fn write_base(base: VirtAddr) { unsafe { intrinsics::write_msr($msr, base.as_u64()) } }
        }
    )* };
}
with_base! { FS 0xc000_0100; GS 0xc000_0101; }

impl GS {
    /// Exchanges the base with that in the kernel's register.
    pub unsafe fn swap() { unsafe { intrinsics::swapgs() } }
}
