#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("Hello World!");
    osirs::init();

    x86_64::instructions::interrupts::int3();
    // expect-fault: #BP
    // expect: EXCEPTION: BREAKPOINT
    // expect: InterruptStackFrame {
    // expect: instruction_pointer: VirtAddr(
    // expect: {addr},
    // expect: ),
    // expect: code_segment: 8,
    // expect: cpu_flags: {any},
    // expect: stack_pointer: VirtAddr(
    // expect: {addr},
    // expect: ),
    // expect: stack_segment: 0,
    // expect: }

    osirs::println!("It did not crash!"); // expect: It did not crash!
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
