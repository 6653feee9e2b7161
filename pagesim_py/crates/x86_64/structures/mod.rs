//! Tables and other structures that the CPU reads from memory.

pub mod gdt;
pub mod idt;
pub mod paging;
pub mod port;
pub mod tss;

use crate::VirtAddr;

/// What `lgdt` and `lidt` take: where a table is and its last byte.
#[derive(Debug, Clone, Copy)]
#[repr(C, packed(2))]
pub struct DescriptorTablePointer {
    pub limit: u16,
    pub base: VirtAddr,
}
