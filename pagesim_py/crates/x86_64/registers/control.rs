//! Control registers.

use crate::addr::{PhysAddr, VirtAddr};
#[cfg(dialect = "0.15.4")]
use crate::addr::VirtAddrNotValid;
use crate::instructions::tlb::Pcid;
use crate::intrinsics;
use crate::structures::paging::PhysFrame;

#[derive(Debug)]
pub struct Cr0;
#[derive(Debug)]
pub struct Cr2;
#[derive(Debug)]
pub struct Cr3;
#[derive(Debug)]
pub struct Cr4;

flags! {
    pub struct Cr0Flags: u64 {
        const PROTECTED_MODE_ENABLE = 1;
        const MONITOR_COPROCESSOR = 1 << 1;
        const EMULATE_COPROCESSOR = 1 << 2;
        const TASK_SWITCHED = 1 << 3;
        const EXTENSION_TYPE = EXTENSION_TYPE;
        const NUMERIC_ERROR = 1 << 5;
        const WRITE_PROTECT = 1 << 16;
        const ALIGNMENT_MASK = 1 << 18;
        const NOT_WRITE_THROUGH = 1 << 29;
        const CACHE_DISABLE = 1 << 30;
        const PAGING = 1 << 31;
    }
}
/// The oldest dialect does not know this bit.
const EXTENSION_TYPE: u64 = if cfg!(dialect = "0.14.2") { 0 } else { 1 << 4 };

flags! {
    pub struct Cr3Flags: u64 {
        const PAGE_LEVEL_WRITETHROUGH = 1 << 3;
        const PAGE_LEVEL_CACHE_DISABLE = 1 << 4;
    }
}

flags! {
    pub struct Cr4Flags: u64 {
        const VIRTUAL_8086_MODE_EXTENSIONS = 1;
        const PROTECTED_MODE_VIRTUAL_INTERRUPTS = 1 << 1;
        const TIMESTAMP_DISABLE = 1 << 2;
        const DEBUGGING_EXTENSIONS = 1 << 3;
        const PAGE_SIZE_EXTENSION = 1 << 4;
        const PHYSICAL_ADDRESS_EXTENSION = 1 << 5;
        const MACHINE_CHECK_EXCEPTION = 1 << 6;
        const PAGE_GLOBAL = 1 << 7;
        const PERFORMANCE_MONITOR_COUNTER = 1 << 8;
        const OSFXSR = 1 << 9;
        const OSXMMEXCPT_ENABLE = 1 << 10;
        const USER_MODE_INSTRUCTION_PREVENTION = 1 << 11;
        const L5_PAGING = 1 << 12;
        const VIRTUAL_MACHINE_EXTENSIONS = 1 << 13;
        const SAFER_MODE_EXTENSIONS = 1 << 14;
        const FSGSBASE = 1 << 16;
        const PCID = 1 << 17;
        const OSXSAVE = 1 << 18;
        const KEY_LOCKER = 1 << 19;
        const SUPERVISOR_MODE_EXECUTION_PROTECTION = 1 << 20;
        const SUPERVISOR_MODE_ACCESS_PREVENTION = 1 << 21;
        const PROTECTION_KEY_USER = 1 << 22;
        const CONTROL_FLOW_ENFORCEMENT = 1 << 23;
        const PROTECTION_KEY_SUPERVISOR = 1 << 24;
    }
}

macro_rules! plain_register {
    ($($Register:ident $Flags:ident $read:ident $write:ident;)*) => { $(
        impl $Register {
            pub fn read() -> $Flags { $Flags::from_bits_truncate(Self::read_raw()) }
            pub fn read_raw() -> u64 { intrinsics::$read() }
            /// Keeps the bits that have no name.
            pub unsafe fn write(flags: $Flags) {
                let reserved = Self::read_raw() & !$Flags::all().bits();
                unsafe { Self::write_raw(reserved | flags.bits()) }
            }
            pub unsafe fn write_raw(value: u64) { unsafe { intrinsics::$write(value) } }
            pub unsafe fn update<F: FnOnce(&mut $Flags)>(f: F) {
                let mut flags = Self::read();
                f(&mut flags);
                unsafe { Self::write(flags) }
            }
        }
    )* };
}
plain_register! { Cr0 Cr0Flags read_cr0 write_cr0; Cr4 Cr4Flags read_cr4 write_cr4; }

impl Cr2 {
    /// The address of the last page fault.
    #[cfg(not(dialect = "0.15.4"))]
    pub fn read() -> VirtAddr { VirtAddr::new(Cr2::read_raw()) }
    #[cfg(dialect = "0.15.4")]
    pub fn read() -> Result<VirtAddr, VirtAddrNotValid> { VirtAddr::try_new(Cr2::read_raw()) }
    pub fn read_raw() -> u64 { intrinsics::read_cr2() }
}

impl Cr3 {
    /// The frame of the level 4 table, and the flags.
    pub fn read() -> (PhysFrame, Cr3Flags) {
        let (frame, value) = Cr3::read_raw();
        (frame, Cr3Flags::from_bits_truncate(value as u64))
    }
    pub fn read_raw() -> (PhysFrame, u16) {
        let value = intrinsics::read_cr3();
        (PhysFrame::containing_address(PhysAddr::new(value & 0x000f_ffff_ffff_f000)), (value & 0xfff) as u16)
    }
    pub fn read_pcid() -> (PhysFrame, Pcid) {
        let (frame, value) = Cr3::read_raw();
        (frame, Pcid::new(value).unwrap())
    }
    /// Drops all translations but the global ones.
    pub unsafe fn write(frame: PhysFrame, flags: Cr3Flags) { unsafe { Cr3::write_raw(frame, flags.bits() as u16) } }
    pub unsafe fn write_pcid(frame: PhysFrame, pcid: Pcid) { unsafe { Cr3::write_raw(frame, pcid.value()) } }
    /// Keeps the translations of `pcid`.
    pub unsafe fn write_pcid_no_flush(frame: PhysFrame, pcid: Pcid) {
        unsafe { intrinsics::write_cr3(1 << 63 | frame.start_address().as_u64() | pcid.value() as u64) }
    }
    pub unsafe fn write_raw(frame: PhysFrame, val: u16) {
        unsafe { intrinsics::write_cr3(frame.start_address().as_u64() | val as u64) }
    }
}
