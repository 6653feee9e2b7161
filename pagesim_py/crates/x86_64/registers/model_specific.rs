//! Model-specific registers.

use crate::intrinsics;
use crate::registers::rflags::RFlags;
use crate::structures::gdt::SegmentSelector;
use crate::{PrivilegeLevel, VirtAddr};

/// Any of them, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Msr(pub(crate) u32);

impl Msr {
    pub const fn new(reg: u32) -> Msr { Msr(reg) }
    pub unsafe fn read(&self) -> u64 { unsafe { intrinsics::read_msr(self.0) } }
    pub unsafe fn write(&mut self, value: u64) { unsafe { intrinsics::write_msr(self.0, value) } }
}

macro_rules! registers {
    ($($Name:ident = $number:literal;)*) => { $(
        #[derive(Debug)]
        pub struct $Name;
        impl $Name {
            pub const MSR: Msr = Msr($number);
        }
    )* };
}
registers! {
    Efer = 0xc000_0080;
    Star = 0xc000_0081;
    LStar = 0xc000_0082;
    SFMask = 0xc000_0084;
    FsBase = 0xc000_0100;
    GsBase = 0xc000_0101;
    KernelGsBase = 0xc000_0102;
}

flags! {
    pub struct EferFlags: u64 {
        const SYSTEM_CALL_EXTENSIONS = 1;
        const LONG_MODE_ENABLE = 1 << 8;
        const LONG_MODE_ACTIVE = 1 << 10;
        const NO_EXECUTE_ENABLE = 1 << 11;
        const SECURE_VIRTUAL_MACHINE_ENABLE = 1 << 12;
        const LONG_MODE_SEGMENT_LIMIT_ENABLE = 1 << 13;
        const FAST_FXSAVE_FXRSTOR = 1 << 14;
        const TRANSLATION_CACHE_EXTENSION = 1 << 15;
    }
}

impl Efer {
    pub fn read() -> EferFlags { EferFlags::from_bits_truncate(Efer::read_raw()) }
    pub fn read_raw() -> u64 { unsafe { intrinsics::read_msr(0xc000_0080) } }
    /// Keeps the bits that have no name.
    pub unsafe fn write(flags: EferFlags) {
        let reserved = Efer::read_raw() & !EferFlags::all().bits();
        unsafe { Efer::write_raw(reserved | flags.bits()) }
    }
    pub unsafe fn write_raw(flags: u64) { unsafe { intrinsics::write_msr(0xc000_0080, flags) } }
    pub unsafe fn update<F: FnOnce(&mut EferFlags)>(f: F) {
        let mut flags = Efer::read();
        f(&mut flags);
        unsafe { Efer::write(flags) }
    }
}

macro_rules! addresses {
    ($($Name:ident = $number:literal;)*) => { $(
        impl $Name {
            pub fn read() -> VirtAddr { VirtAddr::new(unsafe { intrinsics::read_msr($number) }) }
            pub fn write(address: VirtAddr) { unsafe { intrinsics::write_msr($number, address.as_u64()) } }
        }
    )* };
}
addresses! { FsBase = 0xc000_0100; GsBase = 0xc000_0101; KernelGsBase = 0xc000_0102; LStar = 0xc000_0082; }

/// Why four selectors do not fit together.
#[cfg(not(dialect = "0.15.4"))]
type BadSelectors = &'static str;
#[cfg(dialect = "0.15.4")]
type BadSelectors = InvalidStarSegmentSelectors;

#[cfg(dialect = "0.15.4")]
#[derive(Debug)]
pub enum InvalidStarSegmentSelectors {
    SysretOffset,
    SyscallOffset,
    SysretPrivilegeLevel,
    SyscallPrivilegeLevel,
}

#[cfg(not(dialect = "0.15.4"))]
const BAD_SELECTORS: [BadSelectors; 4] = [
    "Sysret CS and SS is not offset by 8.",
    "Syscall CS and SS is not offset by 8.",
    "Sysret's segment must be a Ring3 segment.",
    "Syscall's segment must be a Ring0 segment.",
];
#[cfg(dialect = "0.15.4")]
const BAD_SELECTORS: [BadSelectors; 4] = [
    InvalidStarSegmentSelectors::SysretOffset,
    InvalidStarSegmentSelectors::SyscallOffset,
    InvalidStarSegmentSelectors::SysretPrivilegeLevel,
    InvalidStarSegmentSelectors::SyscallPrivilegeLevel,
];

impl Star {
    /// Code and stack segment for `sysret`, then for `syscall`.
    pub fn read() -> (SegmentSelector, SegmentSelector, SegmentSelector, SegmentSelector) {
        let (sysret, syscall) = Star::read_raw();
        (SegmentSelector(sysret + 16), SegmentSelector(sysret + 8), SegmentSelector(syscall), SegmentSelector(syscall + 8))
    }
    /// The CPU finds the other selectors of each pair by their distance, so they must lie as it expects.
    pub fn write(
        cs_sysret: SegmentSelector, ss_sysret: SegmentSelector, cs_syscall: SegmentSelector, ss_syscall: SegmentSelector,
    ) -> Result<(), BadSelectors> {
        let [sysret_offset, syscall_offset, sysret_level, syscall_level] = BAD_SELECTORS;
        if cs_sysret.0 as i32 - 8 != ss_sysret.0 as i32 {
            return Err(sysret_offset);
        }
        if cs_syscall.0 as i32 + 8 != ss_syscall.0 as i32 {
            return Err(syscall_offset);
        }
        if ss_sysret.rpl() != PrivilegeLevel::Ring3 {
            return Err(sysret_level);
        }
        if ss_syscall.rpl() != PrivilegeLevel::Ring0 {
            return Err(syscall_level);
        }
        unsafe { Star::write_raw(ss_sysret.0 - 8, cs_syscall.0) };
        Ok(())
    }
    /// The selectors for `sysret` and `syscall`.
    pub fn read_raw() -> (u16, u16) {
        let value = unsafe { intrinsics::read_msr(0xc000_0081) };
        ((value >> 48) as u16, (value >> 32) as u16)
    }
    pub unsafe fn write_raw(sysret: u16, syscall: u16) {
        unsafe { intrinsics::write_msr(0xc000_0081, (sysret as u64) << 48 | (syscall as u64) << 32) }
    }
}

impl SFMask {
    pub fn read() -> RFlags { RFlags::from_bits(unsafe { intrinsics::read_msr(0xc000_0084) }).unwrap() }
    pub fn write(value: RFlags) { unsafe { intrinsics::write_msr(0xc000_0084, value.bits()) } }
}
