//! The interrupt descriptor table.

mod entry;
mod frame;
#[cfg(not(dialect = "0.13.5"))]
mod general;
mod index;

pub use entry::{
    DivergingHandlerFunc, DivergingHandlerFuncWithErrCode, Entry, EntryOptions, HandlerFunc, HandlerFuncType,
    HandlerFuncWithErrCode, PageFaultHandlerFunc,
};
#[cfg(not(dialect = "0.13.5"))]
pub use entry::GeneralHandlerFunc;
#[cfg(not(dialect = "0.13.5"))]
#[doc(hidden)]
pub use general::{General, set_general_handler};
pub use frame::{InterruptStackFrame, InterruptStackFrameValue};

use crate::VirtAddr;
use crate::structures::DescriptorTablePointer;
use core::ops::RangeBounds;

/// 256 gates of 16 bytes, in the order of their vectors.
#[derive(Clone, Debug)]
#[repr(C)]
#[repr(align(16))]
pub struct InterruptDescriptorTable {
    pub divide_error: Entry<HandlerFunc>,
    pub debug: Entry<HandlerFunc>,
    pub non_maskable_interrupt: Entry<HandlerFunc>,
    pub breakpoint: Entry<HandlerFunc>,
    pub overflow: Entry<HandlerFunc>,
    pub bound_range_exceeded: Entry<HandlerFunc>,
    pub invalid_opcode: Entry<HandlerFunc>,
    pub device_not_available: Entry<HandlerFunc>,
    pub double_fault: Entry<DivergingHandlerFuncWithErrCode>,
    coprocessor_segment_overrun: Entry<HandlerFunc>,
    pub invalid_tss: Entry<HandlerFuncWithErrCode>,
    pub segment_not_present: Entry<HandlerFuncWithErrCode>,
    pub stack_segment_fault: Entry<HandlerFuncWithErrCode>,
    pub general_protection_fault: Entry<HandlerFuncWithErrCode>,
    pub page_fault: Entry<PageFaultHandlerFunc>,
    reserved_1: Entry<HandlerFunc>,
    pub x87_floating_point: Entry<HandlerFunc>,
    pub alignment_check: Entry<HandlerFuncWithErrCode>,
    pub machine_check: Entry<DivergingHandlerFunc>,
    pub simd_floating_point: Entry<HandlerFunc>,
    pub virtualization: Entry<HandlerFunc>,
    pub cp_protection_exception: Entry<HandlerFuncWithErrCode>,
    reserved_2: [Entry<HandlerFunc>; 6],
    pub hv_injection_exception: Entry<HandlerFunc>,
    pub vmm_communication_exception: Entry<HandlerFuncWithErrCode>,
    pub security_exception: Entry<HandlerFuncWithErrCode>,
    reserved_3: Entry<HandlerFunc>,
    #[cfg(not(dialect = "0.15.4"))]
    pub interrupts: [Entry<HandlerFunc>; 224],
    #[cfg(dialect = "0.15.4")]
    interrupts: [Entry<HandlerFunc>; 224],
}

impl InterruptDescriptorTable {
    /// No gate is present.
    pub const fn new() -> InterruptDescriptorTable {
        InterruptDescriptorTable {
            divide_error: Entry::missing(),
            debug: Entry::missing(),
            non_maskable_interrupt: Entry::missing(),
            breakpoint: Entry::missing(),
            overflow: Entry::missing(),
            bound_range_exceeded: Entry::missing(),
            invalid_opcode: Entry::missing(),
            device_not_available: Entry::missing(),
            double_fault: Entry::missing(),
            coprocessor_segment_overrun: Entry::missing(),
            invalid_tss: Entry::missing(),
            segment_not_present: Entry::missing(),
            stack_segment_fault: Entry::missing(),
            general_protection_fault: Entry::missing(),
            page_fault: Entry::missing(),
            reserved_1: Entry::missing(),
            x87_floating_point: Entry::missing(),
            alignment_check: Entry::missing(),
            machine_check: Entry::missing(),
            simd_floating_point: Entry::missing(),
            virtualization: Entry::missing(),
            cp_protection_exception: Entry::missing(),
            reserved_2: [Entry::missing(); 6],
            hv_injection_exception: Entry::missing(),
            vmm_communication_exception: Entry::missing(),
            security_exception: Entry::missing(),
            reserved_3: Entry::missing(),
            interrupts: [Entry::missing(); 224],
        }
    }

    pub fn reset(&mut self) { *self = InterruptDescriptorTable::new(); }

    /// The gates of a range of vectors from 32 on.
    #[cfg(not(dialect = "0.15.4"))]
    pub fn slice(&self, bounds: impl RangeBounds<usize>) -> &[Entry<HandlerFunc>] {
        let (lower, upper) = index::bounds(bounds.start_bound(), bounds.end_bound());
        &self.interrupts[lower - 32..upper - 32]
    }
    #[cfg(not(dialect = "0.15.4"))]
    pub fn slice_mut(&mut self, bounds: impl RangeBounds<usize>) -> &mut [Entry<HandlerFunc>] {
        let (lower, upper) = index::bounds(bounds.start_bound(), bounds.end_bound());
        &mut self.interrupts[lower - 32..upper - 32]
    }
    #[cfg(dialect = "0.15.4")]
    pub fn slice(&self, bounds: impl RangeBounds<u8>) -> &[Entry<HandlerFunc>] {
        let (lower, upper) = index::bounds(bounds.start_bound(), bounds.end_bound());
        &self.interrupts[lower - 32..upper - 32]
    }
    #[cfg(dialect = "0.15.4")]
    pub fn slice_mut(&mut self, bounds: impl RangeBounds<u8>) -> &mut [Entry<HandlerFunc>] {
        let (lower, upper) = index::bounds(bounds.start_bound(), bounds.end_bound());
        &mut self.interrupts[lower - 32..upper - 32]
    }

    pub fn load(&'static self) { unsafe { self.load_unsafe() } }
    pub unsafe fn load_unsafe(&self) { unsafe { crate::instructions::tables::lidt(&self.pointer()) } }

    fn pointer(&self) -> DescriptorTablePointer {
        DescriptorTablePointer {
            base: VirtAddr::new(self as *const InterruptDescriptorTable as u64),
            limit: (core::mem::size_of::<InterruptDescriptorTable>() - 1) as u16,
        }
    }
}

impl Default for InterruptDescriptorTable {
    fn default() -> Self { InterruptDescriptorTable::new() }
}

flags! {
    /// Why a page fault happened.
    pub struct PageFaultErrorCode: u64 {
        const PROTECTION_VIOLATION = 1;
        const CAUSED_BY_WRITE = 1 << 1;
        const USER_MODE = 1 << 2;
        const MALFORMED_TABLE = 1 << 3;
        const INSTRUCTION_FETCH = 1 << 4;
        const PROTECTION_KEY = LATER & 1 << 5;
        const SHADOW_STACK = LATER & 1 << 6;
        const SGX = LATER & 1 << 15;
        const RMP = LATER & 1 << 31;
    }
}

/// The oldest dialect knows five bits.
const LATER: u64 = if cfg!(dialect = "0.14.2") { 0 } else { !0 };

/// The error code of a fault that has to do with a segment or a gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct SelectorErrorCode {
    flags: u64,
}

impl SelectorErrorCode {
    pub const fn new(value: u64) -> Option<SelectorErrorCode> { if value > 0xffff { None } else { Some(SelectorErrorCode { flags: value }) } }
    pub const fn new_truncate(value: u64) -> SelectorErrorCode { SelectorErrorCode { flags: value & 0xffff } }
    pub fn external(&self) -> bool { self.flags & 1 != 0 }
    pub fn descriptor_table(&self) -> DescriptorTable {
        match self.flags >> 1 & 3 {
            0 => DescriptorTable::Gdt,
            2 => DescriptorTable::Ldt,
            _ => DescriptorTable::Idt,
        }
    }
    pub fn index(&self) -> u64 { self.flags >> 3 & 0x1fff }
    pub fn is_null(&self) -> bool { self.flags == 0 }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DescriptorTable {
    Gdt,
    Idt,
    Ldt,
}

/// The vectors that the CPU raises by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[non_exhaustive]
pub enum ExceptionVector {
    Division = 0x00,
    Debug = 0x01,
    NonMaskableInterrupt = 0x02,
    Breakpoint = 0x03,
    Overflow = 0x04,
    BoundRange = 0x05,
    InvalidOpcode = 0x06,
    DeviceNotAvailable = 0x07,
    Double = 0x08,
    InvalidTss = 0x0a,
    SegmentNotPresent = 0x0b,
    Stack = 0x0c,
    GeneralProtection = 0x0d,
    Page = 0x0e,
    X87FloatingPoint = 0x10,
    AlignmentCheck = 0x11,
    MachineCheck = 0x12,
    SimdFloatingPoint = 0x13,
    Virtualization = 0x14,
    ControlProtection = 0x15,
    HypervisorInjection = 0x1c,
    VmmCommunication = 0x1d,
    Security = 0x1e,
}
