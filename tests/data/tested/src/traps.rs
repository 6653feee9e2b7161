//! Exceptions.

use crate::sayln;
use lazy_static::lazy_static;
use x86_64::structures::idt::{InterruptDescriptorTable, InterruptStackFrame};

lazy_static! {
    static ref GATES: InterruptDescriptorTable = {
        let mut gates = InterruptDescriptorTable::new();
        gates.breakpoint.set_handler_fn(on_breakpoint);
        gates
    };
}

pub fn load() {
    GATES.load();
}

extern "x86-interrupt" fn on_breakpoint(frame: InterruptStackFrame) {
    sayln!("breakpoint in segment {}", frame.code_segment);
}

#[test_case]
fn a_breakpoint_returns() {
    x86_64::instructions::interrupts::int3();
}
