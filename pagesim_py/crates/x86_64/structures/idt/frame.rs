//! What the CPU pushes when it calls a handler.

use crate::VirtAddr;
#[cfg(dialect = "0.15.4")]
use crate::registers::rflags::RFlags;
#[cfg(dialect = "0.15.4")]
use crate::structures::gdt::SegmentSelector;
#[cfg(not(dialect = "0.13.5"))]
use crate::volatile::Volatile;
use core::fmt;
use core::ops::Deref;

/// Lies on the stack where the CPU pushed it: what a handler writes here is what `iretq` takes.
#[repr(C)]
pub struct InterruptStackFrame {
    value: InterruptStackFrameValue,
}

#[cfg(not(dialect = "0.15.4"))]
#[derive(Clone, Copy)]
#[repr(C)]
pub struct InterruptStackFrameValue {
    pub instruction_pointer: VirtAddr,
    pub code_segment: u64,
    pub cpu_flags: u64,
    pub stack_pointer: VirtAddr,
    pub stack_segment: u64,
}

#[cfg(dialect = "0.15.4")]
#[derive(Clone, Copy)]
#[repr(C)]
pub struct InterruptStackFrameValue {
    pub instruction_pointer: VirtAddr,
    pub code_segment: SegmentSelector,
    _reserved1: [u8; 6],
    pub cpu_flags: RFlags,
    pub stack_pointer: VirtAddr,
    pub stack_segment: SegmentSelector,
    _reserved2: [u8; 6],
}

#[cfg(not(dialect = "0.15.4"))]
impl InterruptStackFrame {
    pub fn new(instruction_pointer: VirtAddr, code_segment: u64, cpu_flags: u64, stack_pointer: VirtAddr, stack_segment: u64) -> Self {
        InterruptStackFrame {
            value: InterruptStackFrameValue { instruction_pointer, code_segment, cpu_flags, stack_pointer, stack_segment },
        }
    }
}

#[cfg(dialect = "0.15.4")]
impl InterruptStackFrame {
    pub fn new(
        instruction_pointer: VirtAddr, code_segment: SegmentSelector, cpu_flags: RFlags, stack_pointer: VirtAddr,
        stack_segment: SegmentSelector,
    ) -> Self {
        InterruptStackFrame {
            value: InterruptStackFrameValue::new(instruction_pointer, code_segment, cpu_flags, stack_pointer, stack_segment),
        }
    }
}

#[cfg(dialect = "0.15.4")]
impl InterruptStackFrameValue {
    pub fn new(
        instruction_pointer: VirtAddr, code_segment: SegmentSelector, cpu_flags: RFlags, stack_pointer: VirtAddr,
        stack_segment: SegmentSelector,
    ) -> Self {
        InterruptStackFrameValue {
            instruction_pointer,
            code_segment,
            _reserved1: [0; 6],
            cpu_flags,
            stack_pointer,
            stack_segment,
            _reserved2: [0; 6],
        }
    }
}

impl InterruptStackFrame {
    /// For changing the frame; the changes hold once the handler returns.
    #[cfg(dialect = "0.13.5")]
    pub unsafe fn as_mut(&mut self) -> &mut InterruptStackFrameValue { &mut self.value }
    /// For changing the frame; the changes hold once the handler returns.
    #[cfg(not(dialect = "0.13.5"))]
    pub unsafe fn as_mut(&mut self) -> Volatile<&mut InterruptStackFrameValue> { Volatile::new(&mut self.value) }
}

impl InterruptStackFrameValue {
    /// Leaves for where the frame says, at once.
    pub unsafe fn iretq(&self) -> ! { unsafe { crate::intrinsics::iretq(self as *const InterruptStackFrameValue as *const u64) } }
}

impl Deref for InterruptStackFrame {
    type Target = InterruptStackFrameValue;
    fn deref(&self) -> &InterruptStackFrameValue { &self.value }
}

impl fmt::Debug for InterruptStackFrame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(&self.value, f) }
}

impl fmt::Debug for InterruptStackFrameValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("InterruptStackFrame");
        shown.field("instruction_pointer", &self.instruction_pointer);
        shown.field("code_segment", &self.code_segment);
        #[cfg(not(dialect = "0.15.4"))]
        shown.field("cpu_flags", &format_args!("{:#x}", self.cpu_flags));
        #[cfg(dialect = "0.15.4")]
        shown.field("cpu_flags", &self.cpu_flags);
        shown.field("stack_pointer", &self.stack_pointer);
        shown.field("stack_segment", &self.stack_segment);
        shown.finish()
    }
}
