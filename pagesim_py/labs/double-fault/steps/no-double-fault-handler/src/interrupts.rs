//! The interrupt descriptor table (IDT): which function the CPU calls for which exception.

static mut IDT: x86_64::structures::idt::InterruptDescriptorTable =
    x86_64::structures::idt::InterruptDescriptorTable::new();

pub fn load() {
    unsafe {
        let idt = &mut *(&raw mut IDT);
        idt.breakpoint.set_handler_fn(breakpoint_handler);
        // No page-fault handler: gate 14 stays not present.
        // No double-fault handler: gate 8 stays not present.
        // expect: Hello World!
        // expect-not: EXCEPTION
        // expect-end: triple fault
        idt.load();
    }
}

/// A breakpoint is no mistake: report it, then go on after it.
extern "x86-interrupt" fn breakpoint_handler(
    stack_frame: x86_64::structures::idt::InterruptStackFrame,
) {
    crate::println!("EXCEPTION: BREAKPOINT");
    crate::println!("{:#?}", stack_frame);
}
