//! Loading descriptor tables.

pub use crate::structures::DescriptorTablePointer;
use crate::VirtAddr;
use crate::intrinsics;
use crate::structures::gdt::SegmentSelector;

pub unsafe fn lgdt(gdt: &DescriptorTablePointer) {
    unsafe { intrinsics::lgdt(gdt as *const DescriptorTablePointer as *const u8) }
}

pub unsafe fn lidt(idt: &DescriptorTablePointer) {
    unsafe { intrinsics::lidt(idt as *const DescriptorTablePointer as *const u8) }
}

pub fn sgdt() -> DescriptorTablePointer {
    let mut gdt = DescriptorTablePointer { limit: 0, base: VirtAddr::zero() };
    unsafe { intrinsics::sgdt(&raw mut gdt as *mut u8) }
    gdt
}

pub fn sidt() -> DescriptorTablePointer {
    let mut idt = DescriptorTablePointer { limit: 0, base: VirtAddr::zero() };
    unsafe { intrinsics::sidt(&raw mut idt as *mut u8) }
    idt
}

pub unsafe fn load_tss(sel: SegmentSelector) {
    unsafe { intrinsics::ltr(sel.0) }
}

/// The selector in the task register.
pub fn tr() -> SegmentSelector {
    SegmentSelector(intrinsics::read_tr())
}
