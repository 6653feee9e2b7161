//! The task state segment: stacks for interrupts and for changes of privilege.

use crate::VirtAddr;

#[derive(Debug, Clone, Copy)]
#[repr(C, packed(4))]
pub struct TaskStateSegment {
    reserved_1: u32,
    /// Stacks for rings 0 to 2.
    pub privilege_stack_table: [VirtAddr; 3],
    reserved_2: u64,
    /// Stacks that interrupt gates can ask for.
    pub interrupt_stack_table: [VirtAddr; 7],
    reserved_3: u64,
    reserved_4: u16,
    /// Where the map of allowed ports begins; at the end: no ports.
    pub iomap_base: u16,
}

impl TaskStateSegment {
    pub const fn new() -> TaskStateSegment {
        TaskStateSegment {
            reserved_1: 0,
            privilege_stack_table: [VirtAddr::zero(); 3],
            reserved_2: 0,
            interrupt_stack_table: [VirtAddr::zero(); 7],
            reserved_3: 0,
            reserved_4: 0,
            iomap_base: if cfg!(dialect = "0.14.2") { 0 } else { core::mem::size_of::<TaskStateSegment>() as u16 },
        }
    }
}

impl Default for TaskStateSegment {
    fn default() -> Self { TaskStateSegment::new() }
}
