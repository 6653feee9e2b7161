// fails: code-of-a-load
//! The interrupt descriptor table (IDT): which function the CPU calls for which exception.

static mut IDT: x86_64::structures::idt::InterruptDescriptorTable =
    x86_64::structures::idt::InterruptDescriptorTable::new();

pub fn load() {
    unsafe {
        let idt = &mut *(&raw mut IDT);
        idt.breakpoint.set_handler_fn(breakpoint_handler);
        idt.page_fault.set_handler_fn(page_fault_handler);
        idt.double_fault
            .set_handler_fn(double_fault_handler)
            .set_stack_index(crate::gdt::DOUBLE_FAULT_STACK);
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

extern "x86-interrupt" fn page_fault_handler(
    stack_frame: x86_64::structures::idt::InterruptStackFrame,
    error_code: x86_64::structures::idt::PageFaultErrorCode,
) {
    crate::println!("EXCEPTION: PAGE FAULT");
    crate::println!("Accessed Address: {:?}", x86_64::registers::control::Cr2::read());
    let _ = error_code;
    crate::println!("Error Code: PageFaultErrorCode(CAUSED_BY_WRITE)");
    crate::println!("{:#?}", stack_frame);
    crate::halt();
}

/// The last chance: there was an exception, and its own handler could not be called.
extern "x86-interrupt" fn double_fault_handler(
    stack_frame: x86_64::structures::idt::InterruptStackFrame,
    error_code: u64,
) -> ! {
    crate::println!("EXCEPTION: DOUBLE FAULT");
    crate::println!("Error Code: {}", error_code);
    crate::println!("{:#?}", stack_frame);
    crate::halt();
}
