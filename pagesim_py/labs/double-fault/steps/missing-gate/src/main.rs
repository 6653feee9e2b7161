#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("Hello World!");
    osirs::init();

    // Nothing is mapped there, and there is no page-fault handler.
    let ptr = 0xdeadbeaf as *mut u8;
    unsafe { *ptr = 42; }
    // expect-fault: #DF 0x0
    // expect: EXCEPTION: DOUBLE FAULT
    // expect: Error Code: 0
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

    osirs::println!("It did not crash!"); // expect-not: It did not crash!
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
