use spin::Lazy;
use x86_64::registers::rflags::{self, RFlags};
use x86_64::structures::idt::{InterruptDescriptorTable, InterruptStackFrame};

static IDT: Lazy<InterruptDescriptorTable> = Lazy::new(|| {
    let mut idt = InterruptDescriptorTable::new();
    idt.breakpoint.set_handler_fn(breakpoint);
    idt
});

pub fn init() {
    IDT.load();
}

extern "x86-interrupt" fn breakpoint(_frame: InterruptStackFrame) {
    log::error!("breakpoint, interrupts off: {}", !rflags::read().contains(RFlags::INTERRUPT_FLAG));
}
