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

/// Below 0x200000 the boot loader has left a level-1 table, in the frame 0x4000, that is mapped to the
/// page 0x4000. Entry n of it is for the page n * 0x1000; most entries are empty. Fill in the one that
/// is missing, with the frame of the screen, and let the CPU try again.
extern "x86-interrupt" fn page_fault_handler(
    _stack_frame: x86_64::structures::idt::InterruptStackFrame,
    _error_code: x86_64::structures::idt::PageFaultErrorCode,
) {
    let address = x86_64::registers::control::Cr2::read().as_u64();
    let entry = (0x4000 + address / 0x1000 * 8) as *mut u64;
    let present_and_writable = 0b11;
    unsafe { entry.write_volatile(0xb8000 | present_and_writable); }
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
