//! Single instructions.

pub mod interrupts;
pub mod port;
pub mod random;
pub mod segmentation;
#[cfg(dialect = "0.15.4")]
pub mod smap;
pub mod tables;
pub mod tlb;

use crate::VirtAddr;
use crate::intrinsics;

/// Stops the CPU until the next interrupt.
pub fn hlt() {
    intrinsics::hlt()
}

pub fn nop() {
    intrinsics::nop()
}

pub fn bochs_breakpoint() {
    intrinsics::bochs_breakpoint()
}

/// The instruction pointer.
pub fn read_rip() -> VirtAddr {
    VirtAddr::new(intrinsics::read_rip())
}
