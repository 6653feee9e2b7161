//! The GDT: a code segment, and the task state segment that knows a spare stack for double faults.

use x86_64::instructions::segmentation::Segment;

/// Which of the seven spare stacks (IST entries) the double-fault handler gets.
pub const DOUBLE_FAULT_STACK: u16 = 0;

const STACK_SIZE: usize = 4096 * 5;

#[repr(align(16))]
struct Stack {
    _bytes: [u8; STACK_SIZE],
}

static mut STACK: Stack = Stack { _bytes: [0; STACK_SIZE] };

static mut TSS: x86_64::structures::tss::TaskStateSegment =
    x86_64::structures::tss::TaskStateSegment::new();

static mut GDT: x86_64::structures::gdt::GlobalDescriptorTable =
    x86_64::structures::gdt::GlobalDescriptorTable::new();

pub fn load() {
    unsafe {
        // A stack grows downwards, so the CPU is told its upper end.
        let bottom = x86_64::VirtAddr::from_ptr(&raw const STACK);
        let tss = &mut *(&raw mut TSS);
        tss.interrupt_stack_table[DOUBLE_FAULT_STACK as usize] = bottom + STACK_SIZE as u64;

        let gdt = &mut *(&raw mut GDT);
        let code = gdt.add_entry(x86_64::structures::gdt::Descriptor::kernel_code_segment());
        let task = gdt.add_entry(x86_64::structures::gdt::Descriptor::tss_segment(tss));
        gdt.load();
        x86_64::instructions::segmentation::CS::set_reg(code);
        x86_64::instructions::tables::load_tss(task);
    }
}
