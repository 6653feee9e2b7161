//! Segments and the task state, whose first interrupt stack is kept for double faults.

use lazy_static::lazy_static;
use x86_64::VirtAddr;
use x86_64::structures::gdt::{Descriptor, GlobalDescriptorTable, SegmentSelector};
use x86_64::structures::tss::TaskStateSegment;

pub const RESCUE: u16 = 0;

struct Chosen {
    code: SegmentSelector,
    task: SegmentSelector,
}

lazy_static! {
    static ref TASK: TaskStateSegment = {
        let mut task = TaskStateSegment::new();
        task.interrupt_stack_table[RESCUE as usize] = {
            const BYTES: usize = 4096 * 5;
            static mut SPACE: [u8; BYTES] = [0; BYTES];

            let bottom = VirtAddr::from_ptr(&raw const SPACE);
            let top = bottom + BYTES as u64;
            top
        };
        task
    };
}

lazy_static! {
    static ref TABLE: (GlobalDescriptorTable, Chosen) = {
        let mut table = GlobalDescriptorTable::new();
        let code = table.append(Descriptor::kernel_code_segment());
        let task = table.append(Descriptor::tss_segment(&TASK));
        (table, Chosen { code, task })
    };
}

pub fn load() {
    use x86_64::instructions::segmentation::{CS, Segment};
    use x86_64::instructions::tables::load_tss;

    TABLE.0.load();
    unsafe {
        CS::set_reg(TABLE.1.code);
        load_tss(TABLE.1.task);
    }
}
