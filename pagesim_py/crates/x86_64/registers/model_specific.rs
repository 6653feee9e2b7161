//! Model-specific registers.

use crate::VirtAddr;
use crate::intrinsics;
use crate::registers::rflags::RFlags;

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

impl Star {
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
