#![no_std]
#![no_main]
#![feature(abi_x86_interrupt)]

use core::hint::black_box;
use core::panic::PanicInfo;
use lazy_static::lazy_static;
use tested_os::check::{Outcome, failed, stop};
use tested_os::{say, sayln};
use x86_64::VirtAddr;
use x86_64::instructions::{segmentation::{CS, Segment}, tables::load_tss};
use x86_64::structures::gdt::{Descriptor, GlobalDescriptorTable, SegmentSelector};
use x86_64::structures::idt::{InterruptDescriptorTable, InterruptStackFrame};
use x86_64::structures::tss::TaskStateSegment;

const SIZE: usize = 4096 * 4;
static mut RESCUE: [u8; SIZE] = [0; SIZE];

lazy_static! {
    static ref TASK: TaskStateSegment = {
        let mut task = TaskStateSegment::new();
        task.interrupt_stack_table[0] = VirtAddr::from_ptr(&raw const RESCUE) + SIZE as u64;
        task
    };
    static ref SEGMENTS: (GlobalDescriptorTable, SegmentSelector, SegmentSelector) = {
        let mut table = GlobalDescriptorTable::new();
        let code = table.add_entry(Descriptor::kernel_code_segment());
        let task = table.add_entry(Descriptor::tss_segment(&TASK));
        (table, code, task)
    };
    static ref GATES: InterruptDescriptorTable = {
        let mut gates = InterruptDescriptorTable::new();
        unsafe { gates.double_fault.set_handler_fn(on_double_fault).set_stack_index(0) };
        gates
    };
}

extern "x86-interrupt" fn on_double_fault(_frame: InterruptStackFrame, _code: u64) -> ! {
    sayln!("good");
    stop(Outcome::Good)
}

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    say!("deep_stack::deeper ... ");
    SEGMENTS.0.load();
    unsafe {
        CS::set_reg(SEGMENTS.1);
        load_tss(SEGMENTS.2);
    }
    GATES.load();
    deeper(0);
    panic!("went on after a stack overflow");
}

#[allow(unconditional_recursion)]
fn deeper(level: u64) {
    deeper(level + 1);
    black_box(level);
}

#[panic_handler]
fn on_panic(info: &PanicInfo) -> ! {
    failed(info)
}
