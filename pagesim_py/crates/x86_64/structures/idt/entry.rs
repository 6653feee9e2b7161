//! One gate of the table.

use super::{InterruptStackFrame, PageFaultErrorCode};
use crate::instructions::segmentation::{CS, Segment};
use crate::structures::gdt::SegmentSelector;
use crate::{PrivilegeLevel, VirtAddr};
use core::fmt;
use core::marker::PhantomData;

#[cfg(not(dialect = "0.13.5"))]
mod types {
    use super::{InterruptStackFrame, PageFaultErrorCode};

    pub type HandlerFunc = extern "x86-interrupt" fn(InterruptStackFrame);
    pub type HandlerFuncWithErrCode = extern "x86-interrupt" fn(InterruptStackFrame, error_code: u64);
    pub type PageFaultHandlerFunc = extern "x86-interrupt" fn(InterruptStackFrame, error_code: PageFaultErrorCode);
    pub type DivergingHandlerFunc = extern "x86-interrupt" fn(InterruptStackFrame) -> !;
    pub type DivergingHandlerFuncWithErrCode = extern "x86-interrupt" fn(InterruptStackFrame, error_code: u64) -> !;
    pub type GeneralHandlerFunc = fn(InterruptStackFrame, index: u8, error_code: Option<u64>);
}
/// The frame is lent.
#[cfg(dialect = "0.13.5")]
mod types {
    use super::{InterruptStackFrame, PageFaultErrorCode};

    pub type HandlerFunc = extern "x86-interrupt" fn(&mut InterruptStackFrame);
    pub type HandlerFuncWithErrCode = extern "x86-interrupt" fn(&mut InterruptStackFrame, error_code: u64);
    pub type PageFaultHandlerFunc = extern "x86-interrupt" fn(&mut InterruptStackFrame, error_code: PageFaultErrorCode);
    pub type DivergingHandlerFunc = extern "x86-interrupt" fn(&mut InterruptStackFrame) -> !;
    pub type DivergingHandlerFuncWithErrCode = extern "x86-interrupt" fn(&mut InterruptStackFrame, error_code: u64) -> !;
}
pub use types::*;

/// 16 bytes: the handler's address in three parts, its code segment, options. `F` is the type of handler that fits.
#[repr(C)]
pub struct Entry<F> {
    pointer_low: u16,
    options: EntryOptions,
    pointer_middle: u16,
    pointer_high: u32,
    reserved: u32,
    phantom: PhantomData<F>,
}

/// Code segment, interrupt stack, kind of gate, privilege, present.
#[derive(Clone, Copy, PartialEq)]
#[repr(C)]
pub struct EntryOptions {
    cs: SegmentSelector,
    bits: u16,
}

/// A type of function that can stand in a gate.
pub unsafe trait HandlerFuncType {
    fn to_virt_addr(self) -> VirtAddr;
}

macro_rules! handler_types {
    ($($t:ty)*) => { $(
        unsafe impl HandlerFuncType for $t {
            fn to_virt_addr(self) -> VirtAddr { VirtAddr::new(self as u64) }
        }
    )* };
}
handler_types! { HandlerFunc HandlerFuncWithErrCode PageFaultHandlerFunc DivergingHandlerFunc DivergingHandlerFuncWithErrCode }

impl<F> Entry<F> {
    /// A gate that is not present.
    pub const fn missing() -> Entry<F> {
        Entry {
            pointer_low: 0,
            options: EntryOptions::minimal(),
            pointer_middle: 0,
            pointer_high: 0,
            reserved: 0,
            phantom: PhantomData,
        }
    }

    /// Sets the handler's address, the present bit and the code segment that is in use now.
    pub unsafe fn set_handler_addr(&mut self, addr: VirtAddr) -> &mut EntryOptions {
        let addr = addr.as_u64();
        self.pointer_low = addr as u16;
        self.pointer_middle = (addr >> 16) as u16;
        self.pointer_high = (addr >> 32) as u32;
        self.options = EntryOptions::minimal();
        self.options.cs = CS::get_reg();
        self.options.set_present(true);
        &mut self.options
    }

    pub fn handler_addr(&self) -> VirtAddr {
        VirtAddr::new_truncate(self.pointer_low as u64 | (self.pointer_middle as u64) << 16 | (self.pointer_high as u64) << 32)
    }
}

impl<F: HandlerFuncType> Entry<F> {
    pub fn set_handler_fn(&mut self, handler: F) -> &mut EntryOptions { unsafe { self.set_handler_addr(handler.to_virt_addr()) } }
}

impl<F> fmt::Debug for Entry<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("handler_addr", &format_args!("{:#x}", self.handler_addr()))
            .field("code_selector", &self.options.cs)
            .field("options", &self.options)
            .finish()
    }
}
impl<F> Copy for Entry<F> {}
impl<F> Clone for Entry<F> {
    fn clone(&self) -> Self { *self }
}
impl<F> PartialEq for Entry<F> {
    fn eq(&self, other: &Self) -> bool {
        self.pointer_low == other.pointer_low
            && self.options == other.options
            && self.pointer_middle == other.pointer_middle
            && self.pointer_high == other.pointer_high
            && self.reserved == other.reserved
    }
}

impl fmt::Debug for EntryOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("EntryOptions").field(&format_args!("{:#06x}", self.bits)).finish()
    }
}

impl EntryOptions {
    /// An interrupt gate, not present.
    const fn minimal() -> EntryOptions { EntryOptions { cs: SegmentSelector(0), bits: 0x0e00 } }

    pub unsafe fn set_code_selector(&mut self, cs: SegmentSelector) -> &mut EntryOptions {
        self.cs = cs;
        self
    }
    pub fn set_present(&mut self, present: bool) -> &mut EntryOptions {
        self.bits = if present { self.bits | 0x8000 } else { self.bits & !0x8000 };
        self
    }
    pub fn present(&self) -> bool { self.bits & 0x8000 != 0 }
    /// Whether the CPU clears the interrupt flag on the way in (an interrupt gate; otherwise a trap gate).
    pub fn disable_interrupts(&mut self, disable: bool) -> &mut EntryOptions {
        self.bits = if disable { self.bits & !0x0100 } else { self.bits | 0x0100 };
        self
    }
    /// From which ring on `int` may use the gate.
    pub fn set_privilege_level(&mut self, dpl: PrivilegeLevel) -> &mut EntryOptions {
        self.bits = self.bits & !0x6000 | (dpl as u16) << 13;
        self
    }
    /// The handler runs on the stack `interrupt_stack_table[index]`, 0 to 6.
    pub unsafe fn set_stack_index(&mut self, index: u16) -> &mut EntryOptions {
        if index >= 7 {
            core::panicking::panic_at("bit_field-0.10.3/src/lib.rs", 292, 1, format_args!("value does not fit into bit range"))
        }
        self.bits = self.bits & !7 | (index + 1);
        self
    }
}
